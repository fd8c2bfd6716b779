//! Organisations: a name in capitals with its legal form after it, or before it.

use super::EntityTables;
use super::meaning::{FORM, Role, What};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::{Gap, TextRange};

/// The most words a name has.
const LONGEST_NAME: usize = 9;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut free = 0;
    for at in scan.beginning(FORM) {
        if at < free {
            continue;
        }
        let Some((start, last, form)) = read(scan, at, free) else {
            continue;
        };
        if let Some(form) = tables.forms.get(form) {
            let range = TextRange::new(scan.start(start), end(scan, last, form));
            found.push(Entity {
                range,
                value: Value::Organisation {
                    name: range.of(scan.text).to_owned(),
                    form: form.clone(),
                },
            });
        }
        free = last + 1;
    }
}

/// The organisation whose form begins with word `at`, no word of it before word `free`.
fn read(scan: &Scan<'_>, at: usize, free: usize) -> Option<(usize, usize, usize)> {
    let after = scan.longest(at, |what| match what {
        What::Form(form) => Some((form, false)),
        What::WeakForm(form) => Some((form, true)),
        _ => None,
    });
    if let Some((last, (form, weak))) = after
        && let Some(start) = name_before(scan, at, free)
        && (!weak || weak_counts(scan, start, at, last))
    {
        return Some((start, last, form));
    }
    let (last, form) = scan.longest(at, |what| match what {
        What::FormBefore(form) => Some(form),
        _ => None,
    })?;
    let last = name_after(scan, last)?;
    Some((at, last, form))
}

/// A form that is also a word needs a name that is not in capitals alone, and nothing that goes on after it.
fn weak_counts(scan: &Scan<'_>, start: usize, at: usize, last: usize) -> bool {
    let mixed = (start..at).any(|word| !scan.shouted(word, 1));
    let next = scan.word(last + 1).is_some_and(|word| word.capital);
    mixed && !(next && scan.after(last).trim().is_empty())
}

/// The first word of the name that ends before word `at`.
fn name_before(scan: &Scan<'_>, at: usize, free: usize) -> Option<usize> {
    let mut start = None;
    let mut next = at;
    // "Acme (Europe) Ltd": whether the bracket that was closed is still to be opened.
    let mut open = false;
    while let Some(word) = next.checked_sub(1) {
        let gap = scan.before(next).trim();
        let far = at - word > LONGEST_NAME || word < free;
        let opens = open && gap == "(";
        if far || !(opens || joins(gap, next == at)) || (gap == "," && !takes_comma(scan, at)) {
            break;
        }
        open = (open || gap == ")") && !opens;
        if is_name(scan, word) {
            start = Some(word);
        } else if start.is_none() && is_brand(scan, word) {
            return Some(brand_start(scan, word));
        } else if start.is_none() || !scan.is(word, Role::NameConnector) {
            break;
        }
        next = word;
    }
    if open {
        return None;
    }
    let mut start = start?;
    while start < at && scan.is(start, Role::BeforeName) {
        start += 1;
    }
    // Connectors that stood between a dropped word and the name.
    while start < at && !is_name(scan, start) {
        start += 1;
    }
    (start < at).then_some(start)
}

/// The last word of the name that begins after word `before`.
fn name_after(scan: &Scan<'_>, before: usize) -> Option<usize> {
    let mut last = None;
    for word in before + 1..before + LONGEST_NAME {
        if scan.word(word).is_none() || !joins(scan.before(word).trim(), false) {
            break;
        }
        if is_name(scan, word) {
            last = Some(word);
        } else if last.is_none() || !scan.is(word, Role::Connector) {
            break;
        }
    }
    last
}

/// Whether a comma may part the name from the form at word `at`: "Las Vegas, NV" is a place.
fn takes_comma(scan: &Scan<'_>, at: usize) -> bool {
    scan.of(at).len() > 2 || scan.after(at).starts_with('.')
}

/// Whether a name goes on across `gap`; before the form a comma may stand.
fn joins(gap: &str, before_form: bool) -> bool {
    match gap {
        "" | "&" | "-" | "'" | "’" | "+" | "." | "‑" => true,
        "," | ")" | "®" | "™" | "\"" | "”" => before_form,
        _ => false,
    }
}

fn is_name(scan: &Scan<'_>, word: usize) -> bool {
    let Some(found) = scan.word(word) else {
        return false;
    };
    let ends_sentence = scan.after(word).len() > 1 && scan.after(word).starts_with('.');
    if ends_sentence && scan.of(word).chars().count() > 3 {
        return false;
    }
    let inner = || scan.of(word).chars().skip(1).any(char::is_uppercase);
    let caseless = |c: char| c.is_alphabetic() && !c.is_lowercase();
    found.capital
        || (!found.digits
            && (scan
                .of(word)
                .starts_with(|c: char| c.is_ascii_digit() || caseless(c))
                || inner()))
        || (found.digits
            && found.gap < Gap::Comma
            && scan.of(word).len() < 5
            && word_before_is_name(scan, word))
}

/// Digits belong to a name after a word of it, "Studio 54".
fn word_before_is_name(scan: &Scan<'_>, word: usize) -> bool {
    word.checked_sub(1)
        .and_then(|before| scan.word(before))
        .is_some_and(|before| before.capital)
}

/// Whether a name in lower case is one all the same, because it is a domain: "bol.com".
fn is_brand(scan: &Scan<'_>, word: usize) -> bool {
    scan.before(word) == "." && word > 0
}

fn brand_start(scan: &Scan<'_>, word: usize) -> usize {
    let mut start = word;
    while start > 0 && scan.before(start) == "." && word - start < 4 {
        start -= 1;
    }
    start
}

/// The end of the organisation, with the full stop of a form that ends in one.
fn end(scan: &Scan<'_>, last: usize, form: &str) -> usize {
    let end = scan.end(last);
    let dotted = scan.before(last) == "." && scan.of(last).chars().count() == 1;
    let short = form.ends_with('.')
        && scan.of(last).len() <= 4
        && scan.of(last).chars().any(char::is_lowercase);
    let marked = (dotted || short) && scan.after(last).starts_with('.');
    end + usize::from(marked)
}
