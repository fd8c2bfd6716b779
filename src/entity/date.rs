//! Dates: with the month in words, or in digits with the same mark between the parts.

use jiff::civil;

use super::meaning::{DATE, Role, What};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::TextRange;

/// A date that was read, and its last word.
struct Read {
    last: usize,
    year: i16,
    month: u8,
    day: Option<u8>,
    ambiguous: bool,
}

pub(super) fn recognise(scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut free = 0;
    for at in scan.beginning(DATE) {
        let Some(read) = read(scan, at).filter(|_| at >= free) else {
            continue;
        };
        found.push(Entity {
            range: TextRange::new(scan.start(at), scan.end(read.last)),
            value: Value::Date {
                year: read.year,
                month: Some(read.month),
                day: read.day,
                ambiguous: read.ambiguous,
            },
        });
        free = read.last + 1;
    }
}

fn read(scan: &Scan<'_>, at: usize) -> Option<Read> {
    in_digits(scan, at)
        .or_else(|| day_first(scan, at))
        .or_else(|| month_first(scan, at))
}

/// "1 June 2021", "1st of May 2023", "1. Juni 2021".
fn day_first(scan: &Scan<'_>, at: usize) -> Option<Read> {
    let (last, day) = day(scan, at)?;
    let (last, month) = month(scan, after_links(scan, last + 1)?)?;
    let last = after_links(scan, last + 1)?;
    let year = year(scan, last)?;
    valid(last, year, month, Some(day), false)
}

/// "June 1, 2021", "June 2021".
fn month_first(scan: &Scan<'_>, at: usize) -> Option<Read> {
    let (last, month) = month(scan, at)?;
    let with_day = day(scan, last + 1).and_then(|(day_last, day)| {
        let at = after_links(scan, day_last + 1)?;
        (near(scan.before(last + 1))).then_some(())?;
        valid(at, year(scan, at)?, month, Some(day), false)
    });
    with_day.or_else(|| {
        let at = after_links(scan, last + 1)?;
        valid(at, year(scan, at)?, month, None, false)
    })
}

/// "2021-06-01", "01/06/2021", "1.6.2021".
fn in_digits(scan: &Scan<'_>, at: usize) -> Option<Read> {
    let mark = scan.after(at).trim();
    let same = mark == scan.after(at + 1).trim();
    if !same || !matches!(mark, "-" | "/" | "." | "‑" | "–") {
        return None;
    }
    let spaced = scan.after(at).len() != mark.len() || scan.after(at + 1).len() != mark.len();
    let goes_on = |gap: &str| matches!(gap, "-" | "/" | "." | "," | "‑");
    // Between dashes with spaces only a year in full makes a date.
    let apart = mark == "."
        || (matches!(mark, "-" | "–") && scan.word(at + 2)?.digits && scan.of(at + 2).len() == 4);
    if (spaced && !apart)
        || (at > 0 && goes_on(scan.before(at)))
        || goes_on(scan.after(at + 2)) && scan.word(at + 3).is_some_and(|word| word.digits)
    {
        return None;
    }
    let part = |at: usize| {
        scan.number(at)
            .and_then(|number| i16::try_from(number).ok())
    };
    let (first, second, third) = (part(at)?, part(at + 1)?, part(at + 2)?);
    let lengths = (
        scan.of(at).len(),
        scan.of(at + 1).len(),
        scan.of(at + 2).len(),
    );
    let (year, month, day, ambiguous) = match lengths {
        (4, 1 | 2, 1 | 2) => (first, second, third, false),
        (1 | 2, 1 | 2, 4) if second > 12 => (third, first, second, false),
        (1 | 2, 1 | 2, 4) => {
            let either = mark == "/" && first <= 12 && first != second;
            (third, second, first, either)
        }
        (2, 2, 2) if mark != "." || !spaced => {
            let either = mark == "/" && first <= 12 && first != second;
            (2000 + third, second, first, either)
        }
        _ => return None,
    };
    let month = u8::try_from(month).ok()?;
    let day = u8::try_from(day).ok()?;
    valid(at + 2, year, month, Some(day), ambiguous)
}

fn valid(last: usize, year: i16, month: u8, day: Option<u8>, ambiguous: bool) -> Option<Read> {
    let exists = civil::Date::new(
        year,
        i8::try_from(month).ok()?,
        i8::try_from(day.unwrap_or(1)).ok()?,
    )
    .is_ok();
    (exists && (1900..2200).contains(&year)).then_some(Read {
        last,
        year,
        month,
        day,
        ambiguous,
    })
}

/// A day of the month, in digits or as an ordinal.
fn day(scan: &Scan<'_>, at: usize) -> Option<(usize, u8)> {
    if let Some(number) = scan.number(at) {
        let day = u8::try_from(number)
            .ok()
            .filter(|day| (1..=31).contains(day))?;
        // "1st" is one word, "1 st" and "1 er" are not worth the doubt.
        return (scan.of(at).len() <= 2).then_some((at, day));
    }
    scan.longest(at, |what| match what {
        What::Ordinal(day) => Some(day),
        _ => None,
    })
}

fn month(scan: &Scan<'_>, at: usize) -> Option<(usize, u8)> {
    scan.longest(at, |what| match what {
        What::Month(month) => Some(month),
        _ => None,
    })
}

fn year(scan: &Scan<'_>, at: usize) -> Option<i16> {
    let number = scan.number(at).filter(|_| scan.of(at).len() == 4)?;
    i16::try_from(number).ok()
}

/// The word at or after `at` that is no link word, where nothing but a light mark stands before each.
fn after_links(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..2 {
        if !near(scan.before(at)) {
            return None;
        }
        match scan.role(at, Role::DateLink) {
            Some(last) => at = last + 1,
            None => return Some(at),
        }
    }
    near(scan.before(at)).then_some(at)
}

/// Whether two parts of a date may stand on the two sides of `gap`.
fn near(gap: &str) -> bool {
    gap.len() <= 6 && matches!(gap.trim(), "" | "." | "," | ".," | "-" | "'" | "’")
}
