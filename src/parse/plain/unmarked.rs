//! Lists that lost their bullets: after a text that leads in, paragraphs that end in a comma or a semicolon.
//!
//! Copying from a web page often keeps the paragraphs of a list and drops its bullets. What is left to go by is
//! punctuation: each item but the last goes on to the next. Short lines that end in nothing at all are taken for items
//! once the headings among them are known.

use super::lines::Lines;
use super::shape::last_mark;
use super::unit::{Kind, Unit};

/// The longest word that may stand after the last semicolon of an item, in bytes (`…; or`).
const LINK: usize = 8;

/// The longest of several such words.
const SMALL: usize = 3;

/// Makes items of the paragraphs that are.
pub(super) fn find(lines: &Lines<'_>, units: &mut [Unit]) {
    let mut led_in = false;
    let mut going_on = false;
    for at in 0..units.len() {
        let Some(unit) = units.get(at) else { break };
        if unit.kind == Kind::Dropped || unit.goes_on {
            continue;
        }
        let plain = unit.is_text() && !unit.child;
        let links = plain && links(lines, unit);
        let item = plain && !unit.shape.leads_in() && (going_on || (led_in && links));
        led_in = unit.shape.leads_in() && matches!(unit.kind, Kind::Text | Kind::Heading(_));
        going_on = item && links;
        if let Some(unit) = units.get_mut(at).filter(|_| item) {
            unit.kind = Kind::Item;
        }
    }
}

/// Makes items of the short paragraphs after a text that leads in, where several of them end in nothing.
pub(super) fn find_short(units: &mut [Unit]) {
    let mut at = 0;
    while at < units.len() {
        let leads = units.get(at).is_some_and(|unit| {
            unit.shape.leads_in()
                && matches!(unit.kind, Kind::Text | Kind::Heading(_))
                && !unit.child
        });
        at += 1;
        if !leads {
            continue;
        }
        let run = units
            .iter()
            .skip(at)
            .take_while(|unit| ends_in_nothing(unit))
            .count();
        if run >= 2 {
            for unit in units.iter_mut().skip(at).take(run) {
                unit.kind = Kind::Item;
            }
        }
        at += run;
    }
}

/// Whether a short paragraph has no mark at its end.
fn ends_in_nothing(unit: &Unit) -> bool {
    let shape = unit.shape;
    unit.is_text()
        && !unit.child
        && !unit.goes_on
        && unit.gap > 0
        && !shape.is_long()
        && shape.letters > 0
        && !shape.ends_sentence()
        && !shape.leads_in()
}

/// Whether `unit` ends as an item does that others follow.
fn links(lines: &Lines<'_>, unit: &Unit) -> bool {
    let last = unit.end.checked_sub(1).map_or("", |at| lines.text(at));
    if matches!(last_mark(last), Some(';' | ',')) {
        return true;
    }
    let Some(mark) = last.rfind(';') else {
        return false;
    };
    let after = last.get(mark + 1..).unwrap_or_default().trim();
    // One word links, or two small ones (`en / of`); two longer ones are the end of the item itself.
    let words = after.split_whitespace().count();
    let small = words == 1 || after.split_whitespace().all(|word| word.len() <= SMALL);
    words > 0
        && small
        && after.len() <= LINK
        && after
            .chars()
            .all(|c| c.is_lowercase() || matches!(c, '/' | ' '))
}
