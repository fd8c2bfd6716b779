//! Telephone numbers: with a plus, with a leading zero, or after a label; never the numbers of registries and banks.

use super::EntityTables;
use super::meaning::{DIGITS, Role, What};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::TextRange;

/// The fewest and the most digits of a number.
const FEWEST: usize = 8;
const MOST: usize = 15;

/// Finds telephone numbers; what overlaps a date of `found` is none.
pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let dates: Vec<TextRange> = found.iter().map(|entity| entity.range).collect();
    let mut free = 0;
    for at in scan.beginning(DIGITS) {
        let Some(word) = scan.word(at) else {
            continue;
        };
        if word.range.start < free {
            continue;
        }
        let Some(range) = read(scan, at, free) else {
            continue;
        };
        if tables.is_postcode(range.of(scan.text)) {
            continue;
        }
        let next = dates.partition_point(|date| date.end <= range.start);
        if dates.get(next).is_some_and(|date| date.overlaps(range)) {
            continue;
        }
        free = range.end;
        found.push(Entity {
            range,
            value: Value::Phone {
                problem: problem(tables, range.of(scan.text)),
            },
        });
    }
}

/// What is malformed in a number with the code of a country.
fn problem(tables: &EntityTables, written: &str) -> Option<String> {
    let from = written.find('+')?;
    let shown = written.get(from + 1..)?;
    // `(0)` is dialled within the country only.
    let (outside, own) = shown.split_once("(0)").unwrap_or(("", shown));
    let digits: String = outside
        .chars()
        .chain(own.chars())
        .filter(char::is_ascii_digit)
        .collect();
    if tables.dial_plans.is_empty() {
        return None;
    }
    let Some(plan) = tables
        .dial_plans
        .iter()
        .find(|plan| digits.starts_with(&plan.code))
    else {
        let code: String = digits.chars().take(3).collect();
        return Some(format!("no country has a code that begins `+{code}`"));
    };
    let national = digits.get(plan.code.len()..).unwrap_or_default();
    if national.starts_with('0') && !plan.keeps_zero {
        return Some(format!("the 0 after +{} is not dialled", plan.code));
    }
    let (least, most) = plan.digits;
    let count = national.len();
    if (least..=most).contains(&count) {
        return None;
    }
    let wanted = if least == most {
        least.to_string()
    } else {
        format!("{least} to {most}")
    };
    Some(format!(
        "{count} digits after +{}, where there should be {wanted}",
        plan.code
    ))
}

/// The number that begins with word `at`.
fn read(scan: &Scan<'_>, at: usize, free: usize) -> Option<TextRange> {
    let before = scan.text.get(free..scan.start(at))?;
    let opened = before.trim_end_matches(['(', ' ']);
    let plus = opened.ends_with('+');
    let label = labelled(scan, at, Role::PhoneLabel);
    if !plus && (goes_on(before) || !label && is_registered(scan, at)) {
        return None;
    }
    let mut start = match (plus, before.ends_with('(')) {
        (true, _) => free + opened.trim_end_matches('+').trim_end_matches('(').len(),
        (false, true) => scan.start(at) - 1,
        (false, false) => scan.start(at),
    };
    let rest = scan.text.get(start..)?;
    let (mut len, digits) = extent(rest);
    // Brackets around the whole number are not of it.
    if rest.starts_with('(') && rest.find(')').is_none_or(|at| at + 1 >= len) {
        start += 1;
        len = len.saturating_sub(1 + usize::from(rest.get(..len)?.ends_with(')')));
    }
    let shape = plus || scan.of(at).starts_with('0') || label || three_three_four(rest);
    let enough = (FEWEST..=MOST).contains(&digits);
    // A national number has its marks or is short enough to be dialled as it stands.
    let plain = !plus && !label && len == digits && digits > 11;
    (shape && enough && !plain).then(|| TextRange::new(start, start + len))
}

/// Whether a number after `before` is a part of something longer.
fn goes_on(before: &str) -> bool {
    let marks = ['.', ',', '/', '-', '€', '$', '#', '=', '_', '@'];
    before.ends_with(|c: char| c.is_alphanumeric() || marks.contains(&c))
}

/// Whether word `at` is a number of another kind: after the label of a registry, a country's two letters, or other digits.
fn is_registered(scan: &Scan<'_>, at: usize) -> bool {
    let beside = scan.before(at).trim().is_empty() && !scan.before(at).contains('\n');
    let previous = at.checked_sub(1).filter(|_| beside);
    let after_code = previous.is_some_and(|before| {
        scan.word(before).is_some_and(|word| word.digits)
            || (scan.of(before).len() == 2 && scan.shouted(before, 2))
    });
    after_code || labelled(scan, at, Role::RegistryLabel)
}

/// The length of the run of digits and marks at the start of `text`, and how many digits it has.
fn extent(text: &str) -> (usize, usize) {
    let mut digits = 0;
    let mut end = 0;
    let mut open = false;
    let mut marks = 0;
    for (at, c) in text.char_indices().take(40) {
        match c {
            '0'..='9' => {
                digits += 1;
                marks = 0;
                end = at + 1;
            }
            '(' if !open => open = true,
            ')' if open => {
                open = false;
                if digits > 0 {
                    end = at + 1;
                }
            }
            '+' if at == 0 || text.get(..at).is_some_and(|before| before == "(") => {}
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '‑' | '–' | '.' | '/' => {
                marks += 1;
                if marks > 3 {
                    break;
                }
            }
            _ => break,
        }
        if digits > MOST {
            break;
        }
    }
    // A bracket that is never closed is not part of the number.
    let end = match text.get(..end) {
        Some(run) if run.matches('(').count() > run.matches(')').count() => {
            run.rfind('(').unwrap_or(end)
        }
        _ => end,
    };
    let run = text.get(..end).unwrap_or_default();
    let bare = run.trim_end_matches(|c: char| !c.is_ascii_digit() && c != ')');
    (bare.len(), bare.bytes().filter(u8::is_ascii_digit).count())
}

/// Whether `text` begins with groups of three, three and four digits.
fn three_three_four(text: &str) -> bool {
    let groups = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map(str::len);
    let mut groups = groups.take(4).peekable();
    if !text.starts_with('(') {
        // Without brackets the marks must be hyphens or full stops, or it is any number with spaces.
        let marks: Vec<char> = text
            .chars()
            .take(14)
            .filter(|c| !c.is_ascii_digit())
            .take(2)
            .collect();
        if !matches!(marks.as_slice(), ['-', '-'] | ['.', '.']) {
            return false;
        }
        if text.starts_with("1-") {
            groups.next();
        }
    }
    groups.take(3).eq([3, 3, 4])
}

/// Whether a word of `role` stands close before word `at`.
fn labelled(scan: &Scan<'_>, at: usize, role: Role) -> bool {
    (1..=4).any(|back| {
        let Some(word) = at.checked_sub(back) else {
            return false;
        };
        let between = TextRange::new(scan.start(word), scan.start(at)).of(scan.text);
        between.len() <= 40
            && !between.contains(['\n', ';'])
            && scan
                .longest(word, |what| (what == What::Role(role)).then_some(()))
                .is_some()
    })
}
