//! Countries: names, abbreviations, and region codes before a postcode.

use super::EntityTables;
use super::meaning::{COUNTRY, What};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::TextRange;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut free = 0;
    for at in scan.beginning(COUNTRY) {
        let Some((last, country)) = read(tables, scan, at).filter(|_| at >= free) else {
            continue;
        };
        if let Some(code) = country.and_then(|country| tables.countries.get(country)) {
            found.push(Entity {
                range: TextRange::new(scan.start(at), end(scan, at, last)),
                value: Value::Country { code: code.clone() },
            });
        }
        free = last + 1;
    }
}

/// The country that begins with word `at`, none where the name is of something else.
fn read(tables: &EntityTables, scan: &Scan<'_>, at: usize) -> Option<(usize, Option<usize>)> {
    let named = scan.longest(at, |what| match what {
        What::Country(country) => Some(Some(country)),
        What::NoCountry => Some(None),
        _ => None,
    });
    match named {
        Some((last, Some(_))) if last == at && is_shouted_word(scan, at) => None,
        Some(named) => Some(named),
        None => region(tables, scan, at),
    }
}

/// Whether a short name in capitals stands among other words in capitals, where it may be any word: "CONTACT US".
fn is_shouted_word(scan: &Scan<'_>, at: usize) -> bool {
    let name = scan.of(at);
    if name.len() > 2 || scan.before(at + 1).starts_with('.') && scan.of(at).len() == 1 {
        return false;
    }
    let beside = |other: usize, gap: &str| gap.trim().is_empty() && scan.shouted(other, 3);
    at.checked_sub(1)
        .is_some_and(|before| beside(before, scan.before(at)))
        || beside(at + 1, scan.after(at))
}

/// A region code before a postcode, or after a town and a comma.
fn region(tables: &EntityTables, scan: &Scan<'_>, at: usize) -> Option<(usize, Option<usize>)> {
    let (last, (country, bare)) = scan.longest(at, |what| match what {
        What::Region(country, bare) => Some((country, bare)),
        _ => None,
    })?;
    let postcode = scan.word(last + 1).is_some_and(|word| word.digits)
        && scan.of(last + 1).len() == tables.region_digits
        && scan.after(last).trim().is_empty();
    if postcode {
        return Some((last + 1, Some(country)));
    }
    let after_town = scan.before(at).trim() == ","
        && at.checked_sub(1).is_some_and(|town| {
            scan.word(town).is_some_and(|word| word.capital) && !scan.shouted(town, 2)
        });
    let next = scan.word(last + 1).is_some_and(|word| word.capital);
    let goes_on = next && scan.after(last).trim().is_empty();
    (bare && after_town && !goes_on && !scan.after(last).starts_with(['-', '/', '\'']))
        .then_some((last, Some(country)))
}

/// The end of a name, with the full stop that closes an abbreviation of single letters: "U.S.".
fn end(scan: &Scan<'_>, first: usize, last: usize) -> usize {
    let end = scan.end(last);
    let dotted = last > first && scan.of(last).chars().count() == 1 && scan.before(last) == ".";
    if dotted && scan.after(last).starts_with('.') {
        end + 1
    } else {
        end
    }
}
