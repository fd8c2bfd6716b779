//! Headings: which units are headings, and of which level.
//!
//! A numbered line is a heading where it stands alone, short, with a text under it rather than the next number. A
//! line without a number is one where it is short, does not end as a sentence does, and introduces text. A wrong
//! heading parts what belongs together, so a line that could be an item of a list without bullets is left as it is.

use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::marker::Scheme;
use super::shape::{MAX_HEADING, Shape};
use super::title;
use super::unit::{Kind, Unit};

/// The longest heading without a number, in characters.
pub(super) const MAX_CHARS: usize = 95;

/// The most words of a heading that ends in a colon, and how many of them a document has at least.
const LABEL_WORDS: usize = 5;
const LABELS: usize = 3;

/// Makes headings of the units that are.
pub(super) fn find(lines: &Lines<'_>, units: &mut [Unit]) {
    underlined(units);
    numbered(units);
    bulleted(units);
    title::find(lines, units);
    labelled(units);
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
        let verdict = fit(units, at, previous);
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

fn fit(units: &[Unit], at: usize, previous: Option<usize>) -> Fit {
    let Some(unit) = units.get(at) else {
        return Fit::No;
    };
    if !unit.is_numbered() || unit.child {
        return Fit::No;
    }
    let Some(marker) = unit.marker else {
        return Fit::No;
    };
    let word = matches!(marker.scheme, Scheme::Word(_));
    let shape = unit.shape;
    let bare = shape.letters < 2 && !(word && shape.chars == 0);
    if bare || unit.lines() > 2 || shape.is_long() || shape.words > 20 {
        return Fit::No;
    }
    let open = matches!(shape.last, Some(',' | ';' | ':')) || !(shape.starts_high || word);
    if open || shape.address {
        return Fit::No;
    }
    let next = next_at(units, at + 1);
    let before = previous.and_then(|at| units.get(at));
    let listed = next.is_some_and(|next| comes_after(unit, next) && !begins(units, at + 1))
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

/// Whether a list begins at unit `at`, right under what stands before it: its second item follows on the next line.
fn begins(units: &[Unit], at: usize) -> bool {
    let (Some(first), Some(second)) = (units.get(at), units.get(at + 1)) else {
        return false;
    };
    let value = |unit: &Unit| unit.marker.map_or(0, |marker| marker.value);
    let apart = first.gap > 0 && second.gap == 0;
    apart && value(first) == 1 && value(second) == 2 && comes_after(first, second)
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

/// Short lines that end in a colon are headings where most of them stand above a long text: what stands above a list,
/// or above examples, leads in.
fn labelled(units: &mut [Unit]) {
    let label = |unit: &Unit| {
        let shape = unit.shape;
        unit.is_text()
            && !unit.child
            && unit.lines() == 1
            && shape.leads_in()
            && shape.words <= LABEL_WORDS
            && shape.is_title_like()
            && !shape.parted
    };
    let labels: Vec<usize> = (0..units.len())
        .filter(|at| units.get(*at).is_some_and(label))
        .collect();
    let heads = |at: &usize| {
        next_at(units, at + 1).is_some_and(|next| {
            let shape = next.shape;
            next.is_text() && shape.is_long() && shape.starts_high && shape.ends_sentence()
        })
    };
    let found: Vec<usize> = labels.iter().copied().filter(heads).collect();
    if found.len() >= LABELS && found.len() * 3 >= labels.len() * 2 {
        for at in found {
            if let Some(unit) = units.get_mut(at) {
                unit.kind = Kind::Heading(0);
            }
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
    /// A name with a colon after it.
    Label,
    /// Anything else.
    Plain,
}

impl Style {
    /// The style of a heading of this shape.
    pub(super) fn of(shape: Shape) -> Self {
        if shape.asks() {
            Self::Question
        } else if shape.leads_in() {
            Self::Label
        } else if shape.caps {
            Self::Capitals
        } else {
            Self::Plain
        }
    }
}
