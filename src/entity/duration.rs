//! Durations: a number, in digits or words, and a unit of time.

use super::meaning::{DURATION, EVERY_LANGUAGE, Languages, Role, What};
use super::scan::{Hit, Scan};
use super::value::{Entity, Unit, Value};
use crate::text::TextRange;

/// More than this many of any unit is no duration that anybody means.
const MOST: u32 = 99_999;

pub(super) fn recognise(scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut free = 0;
    for at in scan.beginning(DURATION) {
        let Some((last, hundredths, unit)) = read(scan, at).filter(|_| at >= free) else {
            continue;
        };
        found.push(Entity {
            range: TextRange::new(scan.start(at), scan.end(last)),
            value: Value::Duration {
                days: unit.days(hundredths),
                hundredths,
                unit,
            },
        });
        free = last + 1;
    }
}

/// The duration that begins with word `at`: its last word, hundredths and unit.
fn read(scan: &Scan<'_>, at: usize) -> Option<(usize, u32, Unit)> {
    let whole = scan.longest(at, |what| match what {
        What::Span(hundredths, unit) => Some((hundredths, unit)),
        _ => None,
    });
    if let Some((last, (hundredths, unit))) = whole {
        return Some((last, hundredths, unit));
    }
    let amount = amount(scan, at)?;
    let mut next = restated(scan, amount.last).unwrap_or(amount.last) + 1;
    for _ in 0..2 {
        if !joins(scan.before(next)) {
            return None;
        }
        if let Some((last, unit)) = unit(scan, next, amount.languages) {
            let year = amount.digits && unit == Unit::Year;
            // "the 2019 year" names a year.
            return (!year || amount.hundredths < 100_000).then_some((
                last,
                amount.hundredths,
                unit,
            ));
        }
        next = scan.role(next, Role::BetweenNumberAndUnit)? + 1;
    }
    None
}

struct Amount {
    last: usize,
    hundredths: u32,
    languages: Languages,
    digits: bool,
}

fn amount(scan: &Scan<'_>, at: usize) -> Option<Amount> {
    if let Some((last, hundredths)) = digits(scan, at) {
        return Some(Amount {
            last,
            hundredths,
            languages: EVERY_LANGUAGE,
            digits: true,
        });
    }
    let in_words = |hit: &Hit| match hit.what {
        What::Number(hundredths) => Some(hundredths),
        What::One if !is_rate(scan, at) => Some(100),
        _ => None,
    };
    let mut hits = scan.hits(at).iter().rev();
    let (hit, hundredths) = hits.find_map(|hit| Some((hit, in_words(hit)?)))?;
    Some(Amount {
        last: hit.last,
        hundredths,
        languages: hit.languages,
        digits: false,
    })
}

/// Whether what stands before word `at` makes "a year" a rate: "once a year", "24 hours a day".
fn is_rate(scan: &Scan<'_>, at: usize) -> bool {
    scan.before(at).trim().is_empty()
        && at.checked_sub(1).is_some_and(|before| {
            scan.is(before, Role::Rate)
                || scan
                    .hits(before)
                    .iter()
                    .any(|hit| matches!(hit.what, What::Unit(_)))
        })
}

/// A number in digits, with a fraction or separators of thousands, in hundredths.
fn digits(scan: &Scan<'_>, at: usize) -> Option<(usize, u32)> {
    let whole = scan.number(at).filter(|number| *number <= MOST)?;
    if matches!(scan.before(at), "." | "," | ":" | "/")
        && at
            .checked_sub(1)
            .and_then(|before| scan.word(before))
            .is_some_and(|word| word.digits)
    {
        return None;
    }
    let fraction = matches!(scan.after(at), "." | ",")
        .then(|| scan.number(at + 1))
        .flatten();
    match (fraction, scan.of(at + 1).len()) {
        (Some(fraction), 1) => Some((at + 1, whole * 100 + fraction * 10)),
        (Some(fraction), 2) => Some((at + 1, whole * 100 + fraction)),
        (Some(fraction), 3) if whole < 100 => Some((at + 1, (whole * 1000 + fraction) * 100)),
        _ => Some((at, whole * 100)),
    }
}

/// The same number once more in brackets, "two (2)": its last word.
fn restated(scan: &Scan<'_>, last: usize) -> Option<usize> {
    if scan.after(last).trim() != "(" {
        return None;
    }
    let end = match scan.word(last + 1) {
        Some(word) if word.digits => last + 1,
        _ => {
            scan.longest(last + 1, |what| match what {
                What::Number(_) => Some(()),
                _ => None,
            })?
            .0
        }
    };
    scan.after(end).starts_with(')').then_some(end)
}

/// Whether number and unit may stand on the two sides of `gap`.
fn joins(gap: &str) -> bool {
    gap.len() <= 8 && matches!(gap.trim(), "" | "-" | "‑" | ")" | ")-" | "\u{ad}")
}

fn unit(scan: &Scan<'_>, at: usize, languages: Languages) -> Option<(usize, Unit)> {
    scan.hits(at).iter().rev().find_map(|hit| match hit.what {
        What::Unit(unit) if hit.languages & languages != 0 => Some((hit.last, unit)),
        _ => None,
    })
}
