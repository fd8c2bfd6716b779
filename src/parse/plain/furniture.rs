//! Page furniture: what a page break leaves in the middle of a list or a sentence.
//!
//! A page number alone on its line, `3 / 9` or `Page 3 of 9` is dropped only where it interrupts something, since a
//! number alone may as well be a value. A sentence that was broken off goes on after it.

use super::lines::Lines;
use super::marker::Scheme;
use super::shape::{self, MAX_HEADING};
use super::unit::{Kind, Unit};

/// The shortest line that a sentence is broken off at, in characters.
const BROKEN: usize = 60;

/// Drops the page furniture among `units`, and joins the sentences that it, or a blank line alone, broke.
pub(super) fn drop(lines: &Lines<'_>, units: &mut [Unit]) {
    let mut before: Option<usize> = None;
    for at in 0..units.len() {
        let Some(unit) = units.get(at) else { break };
        if unit.kind == Kind::Dropped {
            continue;
        }
        let previous = before.and_then(|before| units.get(before));
        if is_page_number(lines, unit)
            && let (Some(previous), Some(next)) = (previous, units.get(at + 1))
            && (continues_list(previous, next) || continues_sentence(lines, previous, next, 1))
        {
            if let Some(unit) = units.get_mut(at) {
                unit.kind = Kind::Dropped;
            }
            continue;
        }
        let joined = unit.gap > 0
            && previous.is_some_and(|previous| continues_sentence(lines, previous, unit, BROKEN));
        let end = unit.shape.last;
        if joined && let Some(previous) = before.and_then(|before| units.get_mut(before)) {
            // Together they are longer than any heading, and end as the second part does.
            previous.shape.chars = previous.shape.chars.max(MAX_HEADING + 1);
            previous.shape.last = end;
            if let Some(unit) = units.get_mut(at) {
                unit.goes_on = true;
            }
            continue;
        }
        before = Some(at);
    }
}

/// Whether a unit is a page number: digits alone, or two numbers with or without a word or two. A word with one number
/// (`Article 2`) more often is a heading.
fn is_page_number(lines: &Lines<'_>, unit: &Unit) -> bool {
    let shape = unit.shape;
    if unit.kind != Kind::Text || unit.lines() > 1 || shape.chars > 24 || shape.digits == 0 {
        return false;
    }
    let span = unit.span(lines);
    let words: Vec<&str> = span
        .of(lines.source())
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '–' | '|' | '[' | ']' | '.'))
        .filter(|word| !word.is_empty())
        .collect();
    let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let bare = words.len() == numbers.len();
    // The words, if any, are a name before the number, and one between two numbers.
    let named = words.first().is_some_and(|word| {
        word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
    }) && words.last().is_some_and(|word| word.parse::<u32>().is_ok());
    match *numbers.as_slice() {
        [page] => page < 1000 && bare,
        [page, pages] => page <= pages && pages < 1000 && (bare || (named && words.len() <= 4)),
        _ => false,
    }
}

fn continues_list(before: &Unit, next: &Unit) -> bool {
    let scheme = |unit: &Unit| {
        unit.marker
            .filter(|_| unit.kind == Kind::Item)
            .map(|marker| (marker.scheme.key(), marker.value))
    };
    match (scheme(before), scheme(next)) {
        (Some((Scheme::Glyph(..), _)), Some((Scheme::Glyph(..), _))) => true,
        (Some((one, value)), Some((other, next))) => one == other && next == value + 1,
        _ => false,
    }
}

/// Whether `before` breaks off within a sentence that `next` goes on with.
fn continues_sentence(lines: &Lines<'_>, before: &Unit, next: &Unit, shortest: usize) -> bool {
    let open = matches!(before.kind, Kind::Text | Kind::Item)
        && before.shape.starts_high
        && before.shape.chars >= shortest
        && before.underline == 0
        && before.shape.last.is_some_and(char::is_alphanumeric);
    let text = next.head(lines);
    open && next.is_text()
        && !next.child
        && shape::starts_low(text)
        && text.starts_with(char::is_alphabetic)
}
