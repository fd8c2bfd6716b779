//! Headings without numbers: short lines that introduce text.
//!
//! What tells them from items without bullets, addresses and values is their shape and what stands around them, so
//! they are judged in runs: short lines one after another, the text before and the text after.

use super::heading::MAX_CHARS;
use super::lines::Lines;
use super::unit::{Kind, Unit};

/// The most words of a heading without a number.
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

/// Makes headings of the short lines without numbers that are.
pub(super) fn find(lines: &Lines<'_>, units: &mut [Unit]) {
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
                && own.words <= 5
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
