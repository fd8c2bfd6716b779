//! Headings: which units are headings, and of which level.
//!
//! A numbered line is a heading where it stands alone, short, with a text under it rather than the next number. A
//! line without a number is one where it is short, does not end as a sentence does, and introduces text. A wrong
//! heading parts what belongs together, so a line that could be an item of a list without bullets is left as it is.

use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::marker::Scheme;
use super::shape::{MAX_HEADING, Shape};
use super::unit::{Kind, Unit};

/// The longest heading without a number, in characters and words.
const MAX_CHARS: usize = 95;
const MAX_WORDS: usize = 13;

/// The longest run of headings without text between them.
const MAX_RUN: usize = 2;

/// What a unit looks like to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// A paragraph with a sentence in it.
    Body,
    /// A paragraph that leads into what follows.
    LeadIn,
    /// A short line that may be a heading.
    Title,
    /// A short line that is neither: part of an address, a date, a value.
    Scrap,
    /// An item of a list.
    Item,
    /// A heading, found already.
    Heading,
    /// A table.
    Table,
    /// Nothing.
    Nothing,
}

/// Makes headings of the units that are.
pub(super) fn find(lines: &Lines<'_>, units: &mut [Unit]) {
    underlined(units);
    numbered(units);
    bulleted(units);
    titled(lines, units);
}

/// The next unit from `at` on that is not dropped.
fn next_at(units: &[Unit], at: usize) -> Option<&Unit> {
    units
        .iter()
        .skip(at)
        .find(|unit| unit.kind != Kind::Dropped && !unit.goes_on)
}

fn underlined(units: &mut [Unit]) {
    for unit in units {
        let short = !unit.shape.is_long() && unit.lines() == 1;
        if unit.underline > 0 && short && matches!(unit.kind, Kind::Text | Kind::Item) {
            unit.kind = Kind::Heading(unit.underline);
        }
    }
}

/// How often the units of a scheme that stand alone look like headings.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    alone: usize,
    headings: usize,
}

fn numbered(units: &mut [Unit]) {
    let mut tallies: FxHashMap<Scheme, Tally> = FxHashMap::default();
    let mut verdicts = Vec::with_capacity(units.len());
    let mut previous: Option<usize> = None;
    for at in 0..units.len() {
        let verdict = units
            .get(at)
            .map_or(Fit::No, |unit| fit(units, at, unit, previous));
        if let Some(unit) = units.get(at) {
            if unit.kind != Kind::Dropped {
                previous = Some(at);
            }
            if verdict != Fit::No
                && let Some(marker) = unit.marker
            {
                let tally = tallies.entry(marker.scheme.key()).or_default();
                tally.alone += 1;
                tally.headings += usize::from(verdict == Fit::Yes);
            }
        }
        verdicts.push(verdict);
    }
    for (unit, verdict) in units.iter_mut().zip(verdicts) {
        let Some(marker) = unit.marker else { continue };
        let tally = tallies
            .get(&marker.scheme.key())
            .copied()
            .unwrap_or_default();
        let usual = tally.alone >= 3 || (tally.headings * 2 >= tally.alone && tally.headings >= 2);
        let single = !marker.weak || tally.headings >= 2;
        let heading = match verdict {
            Fit::Yes => single,
            Fit::Perhaps => usual,
            Fit::No => false,
        };
        if heading {
            unit.kind = Kind::Heading(0);
        } else if marker.weak && verdict == Fit::No && matches!(marker.scheme, Scheme::Word(_)) {
            unit.kind = Kind::Text;
        }
    }
    plain_again(units);
}

/// A bare number or a word with a number that heads nothing was part of the text.
fn plain_again(units: &mut [Unit]) {
    for unit in units
        .iter_mut()
        .filter(|unit| unit.kind != Kind::Heading(0))
    {
        if unit
            .marker
            .is_some_and(|marker| marker.weak && !marker.scheme.is_glyph())
        {
            unit.marker = None;
            unit.kind = Kind::Text;
        }
    }
}

/// How well a numbered unit fits as a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Yes,
    /// Only where others of its scheme are headings.
    Perhaps,
    No,
}

fn fit(units: &[Unit], at: usize, unit: &Unit, previous: Option<usize>) -> Fit {
    if !unit.is_numbered() || unit.child {
        return Fit::No;
    }
    let Some(marker) = unit.marker else {
        return Fit::No;
    };
    let word = matches!(marker.scheme, Scheme::Word(_));
    let shape = unit.shape;
    if shape.is_long() || shape.words > 20 || (shape.letters < 2 && !(word && shape.chars == 0)) {
        return Fit::No;
    }
    let open = matches!(shape.last, Some(',' | ';' | ':')) || !(shape.starts_high || word);
    if open || shape.address {
        return Fit::No;
    }
    let next = next_at(units, at + 1);
    let before = previous.and_then(|at| units.get(at));
    let listed = next.is_some_and(|next| comes_after(unit, next))
        || before.is_some_and(|before| comes_after(before, unit));
    let Some(next) = next else {
        return if listed { Fit::No } else { Fit::Perhaps };
    };
    // Text right below must be longer than the heading, or the two are lines of one item.
    let below =
        next.gap > 0 || (!next.child && next.shape.chars > shape.chars) || next.kind == Kind::Item;
    if listed || !below || unit.gap == 0 && before.is_some_and(|before| before.kind == Kind::Item) {
        return Fit::No;
    }
    let ended = matches!(shape.last, Some('.' | '!' | '…')) || shape.parted;
    if ended || shape.chars > MAX_HEADING - 20 {
        Fit::Perhaps
    } else {
        Fit::Yes
    }
}

/// Whether `other` is the next item of the list that `one` is in. Numbers that all stand still are a list too.
fn comes_after(one: &Unit, other: &Unit) -> bool {
    let number = |unit: &Unit| {
        unit.marker
            .filter(|_| unit.is_numbered())
            .map(|marker| (marker.scheme.key(), marker.value))
    };
    match (number(one), number(other)) {
        (Some((scheme, value)), Some((like, next))) => {
            scheme == like && (next == value + 1 || next == value)
        }
        _ => false,
    }
}

/// A bullet that stands alone before a paragraph, more than once, heads what follows it.
fn bulleted(units: &mut [Unit]) {
    let mut found: FxHashMap<(Scheme, u16), Vec<usize>> = FxHashMap::default();
    let mut before = Kind::Dropped;
    for at in 0..units.len() {
        let Some(unit) = units.get(at) else { break };
        if let Some(marker) = unit
            .marker
            .filter(|marker| marker.scheme.is_glyph() && unit.kind == Kind::Item)
        {
            let next = next_at(units, at + 1);
            let heads = next.is_some_and(|next| {
                next.is_text()
                    && next.gap > 0
                    && next.indent <= unit.indent
                    && next.shape.starts_high
            });
            let title = unit.shape.is_title_like()
                && !unit.shape.ends_sentence()
                && unit.shape.chars <= MAX_CHARS
                && !unit.shape.leads_in()
                && !unit.shape.parted;
            if heads && title && unit.gap > 0 && before != Kind::Item {
                found
                    .entry((marker.scheme, unit.indent))
                    .or_default()
                    .push(at);
            }
        }
        if unit.kind != Kind::Dropped {
            before = unit.kind;
        }
    }
    let mut headings: Vec<usize> = found
        .into_values()
        .filter(|found| found.len() >= 2)
        .flatten()
        .collect();
    headings.sort_unstable();
    for at in headings {
        if let Some(unit) = units.get_mut(at) {
            unit.kind = Kind::Heading(0);
        }
    }
}

/// What `unit` looks like to its neighbours.
fn look(unit: &Unit) -> Look {
    match unit.kind {
        Kind::Heading(_) => return Look::Heading,
        Kind::Table(_) => return Look::Table,
        Kind::Item => return Look::Item,
        Kind::Dropped => return Look::Nothing,
        Kind::Text if unit.goes_on => return Look::Nothing,
        Kind::Text => {}
    }
    let shape = unit.shape;
    if shape.leads_in() {
        return Look::LeadIn;
    }
    if shape.is_long() || unit.child || (shape.ends_sentence() && !is_title(unit)) {
        return Look::Body;
    }
    if is_title(unit) {
        return Look::Title;
    }
    if shape.chars > MAX_CHARS {
        Look::Body
    } else {
        Look::Scrap
    }
}

/// Whether `unit` taken alone may be a heading without a number.
fn is_title(unit: &Unit) -> bool {
    let shape = unit.shape;
    let ends = match shape.last {
        Some('!') => shape.words <= 5,
        Some('.' | '…' | '。') => false,
        _ => true,
    };
    unit.is_text()
        && !unit.child
        && unit.lines() <= 2
        && shape.chars <= MAX_CHARS
        && shape.words <= MAX_WORDS
        && ends
        && !shape.parted
        && (shape.commas == 0 || shape.words < 9 || shape.asks() || shape.caps)
        && shape.is_title_like()
}

/// Headings without numbers.
fn titled(lines: &Lines<'_>, units: &mut [Unit]) {
    let looks: Vec<Look> = units.iter().map(look).collect();
    let order: Vec<usize> = (0..units.len())
        .filter(|at| looks.get(*at) != Some(&Look::Nothing))
        .collect();
    let look_at = |place: usize| order.get(place).and_then(|at| looks.get(*at)).copied();
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(first) = look_at(place) {
        if !matches!(first, Look::Title | Look::Scrap) {
            place += 1;
            continue;
        }
        let mut end = place;
        while matches!(look_at(end), Some(Look::Title | Look::Scrap)) {
            end += 1;
        }
        let run = Run {
            lines,
            all: units,
            looks: &looks,
            units: order.get(place..end).unwrap_or_default(),
            before: place.checked_sub(1).and_then(look_at),
            before_unit: place
                .checked_sub(1)
                .and_then(|place| order.get(place))
                .copied(),
            after: look_at(end),
        };
        run.headings(&mut found);
        place = end.max(place + 1);
    }
    for at in found {
        if let Some(unit) = units.get_mut(at) {
            unit.kind = Kind::Heading(0);
        }
    }
}

/// Short lines one after another, and what stands around them.
struct Run<'a, 's> {
    lines: &'a Lines<'s>,
    all: &'a [Unit],
    looks: &'a [Look],
    units: &'a [usize],
    before: Option<Look>,
    before_unit: Option<usize>,
    after: Option<Look>,
}

impl Run<'_, '_> {
    fn headings(&self, found: &mut Vec<usize>) {
        let title = |at: usize| self.looks.get(at) == Some(&Look::Title);
        let shape = |at: usize| self.all.get(at).map(|unit| unit.shape).unwrap_or_default();
        let first = self.units.first().copied();
        self.opening(found);
        let titles: Vec<usize> = self
            .units
            .iter()
            .rev()
            .copied()
            .take_while(|at| title(*at))
            .take(MAX_RUN + 1)
            .collect();
        let whole = titles.len() == self.units.len();
        // The last title before the text that it heads, with one more above it where the run is short.
        let count = match (self.after, titles.len()) {
            (None, _) | (_, 0) => 0,
            (Some(Look::Heading), _) => {
                usize::from(self.units.len() == 1 && self.before != Some(Look::Heading))
            }
            (Some(_), len) if len <= MAX_RUN => len,
            _ => 1,
        };
        // After a colon, and after a paragraph that does not end as a sentence, short lines are items without bullets.
        let listed = self.before == Some(Look::LeadIn) && self.units.len() >= 2;
        let unended = self.before == Some(Look::Body)
            && self
                .before_unit
                .is_some_and(|at| !shape(at).ends_sentence());
        let led_in = self.before == Some(Look::LeadIn);
        for at in titles.iter().take(count) {
            let own = shape(*at);
            let plain_title = own.digits == 0
                && own.words <= 4
                && self.all.get(*at).is_some_and(|unit| unit.gap > 0);
            let sure = own.asks() || own.caps;
            let fits = if listed {
                // A line much shorter than all items before it is none of them.
                let apart = self
                    .units
                    .iter()
                    .all(|other| other == at || shape(*other).words >= own.words + 3);
                sure || (apart && plain_title)
            } else if unended {
                sure || (plain_title && whole)
            } else {
                sure || !led_in || own.words <= 6
            };
            if fits {
                found.push(*at);
            }
        }
        if count == 0
            && let Some(first) = first
        {
            self.contact(first, found);
        }
    }

    /// The first line of the document is its title, where it looks like one.
    fn opening(&self, found: &mut Vec<usize>) {
        let title = |at: &usize| self.looks.get(*at) == Some(&Look::Title);
        let opens = self.before.is_none() && self.after.is_some();
        let Some(first) = self
            .units
            .first()
            .copied()
            .filter(|first| opens && title(first))
        else {
            return;
        };
        // The name of a site may stand above the title that holds it.
        let said = |at: usize| self.all.get(at).map_or("", |unit| unit.head(self.lines));
        let second = self.units.get(1).copied();
        let second = second.filter(|at| title(at) && said(*at).contains(said(first)));
        found.push(second.unwrap_or(first));
    }

    /// A title above an address or a name with its value, at the end of a text.
    fn contact(&self, first: usize, found: &mut Vec<usize>) {
        let second = self.units.get(1).copied();
        let valued = second.and_then(|at| self.all.get(at)).is_some_and(|unit| {
            let text = unit.head(self.lines);
            // A name of two or three words above an address is that of a person.
            let name = self.all.get(first).is_some_and(|unit| {
                let mut words = unit.head(self.lines).split_whitespace();
                (2..=3).contains(&unit.shape.words)
                    && words.all(|word| word.starts_with(char::is_uppercase))
            });
            text.contains(": ") || (unit.shape.address && !name)
        });
        let ended = matches!(self.before, Some(Look::Item | Look::Table))
            || (self.before == Some(Look::Body)
                && self
                    .before_unit
                    .and_then(|at| self.all.get(at))
                    .is_some_and(|unit| unit.shape.ends_sentence()));
        if valued
            && ended
            && self.looks.get(first) == Some(&Look::Title)
            && self.looks.get(second.unwrap_or(first)) == Some(&Look::Scrap)
        {
            found.push(first);
        }
    }
}

/// The shapes that set headings without numbers apart from one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A question.
    Question,
    /// Capitals throughout.
    Capitals,
    /// Anything else.
    Plain,
}

impl Style {
    /// The style of a heading of this shape.
    pub(super) fn of(shape: Shape) -> Self {
        if shape.asks() {
            Self::Question
        } else if shape.caps {
            Self::Capitals
        } else {
            Self::Plain
        }
    }
}
