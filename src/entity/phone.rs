//! Telephone numbers: with a plus, with a leading zero, or after a label; never the numbers of registries and banks.

use super::meaning::Role;
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::TextRange;

/// The fewest and the most digits of a number.
const FEWEST: usize = 8;
const MOST: usize = 15;

/// Finds telephone numbers; what overlaps a date of `found` is none.
pub(super) fn recognise(scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let dates: Vec<TextRange> = found.iter().map(|entity| entity.range).collect();
    let mut free = 0;
    for at in 0..scan.len() {
        let Some(word) = scan.word(at).filter(|word| word.digits) else {
            continue;
        };
        if word.range.start < free {
            continue;
        }
        let Some(range) = read(scan, at, free) else {
            continue;
        };
        let next = dates.partition_point(|date| date.end <= range.start);
        if dates.get(next).is_some_and(|date| date.overlaps(range)) {
            continue;
        }
        free = range.end;
        found.push(Entity {
            range,
            value: Value::Phone,
        });
    }
}

/// The number that begins with word `at`.
fn read(scan: &Scan<'_>, at: usize, free: usize) -> Option<TextRange> {
    let before = scan.text.get(free..scan.start(at))?;
    let opened = before.trim_end_matches(['(', ' ']);
    let plus = opened.ends_with('+');
    let label = labelled(scan, at, Role::PhoneLabel);
    let first = scan.of(at);
    if !plus
        && before.ends_with(|c: char| {
            c.is_alphanumeric()
                || matches!(c, '.' | ',' | '/' | '-' | '€' | '$' | '#' | '=' | '_' | '@')
        })
    {
        return None;
    }
    if !plus && !label && labelled(scan, at, Role::RegistryLabel) {
        return None;
    }
    let start = if plus {
        free + opened.len() - 1
    } else if before.ends_with('(') {
        scan.start(at) - 1
    } else {
        scan.start(at)
    };
    let rest = scan.text.get(start..)?;
    let (mut start, (mut len, digits)) = (start, extent(rest));
    // Brackets around the whole number are not of it.
    if rest.starts_with('(') && rest.find(')') == Some(len.saturating_sub(1)) {
        start += 1;
        len -= 2;
    }
    let shape = plus || first.starts_with('0') || label || three_three_four(rest);
    let enough = digits >= FEWEST && digits <= MOST;
    // A national number has its separators or is short enough to be dialled as it stands.
    let plain = !plus && !label && len == digits && digits > 11;
    (shape && enough && !plain).then(|| TextRange::new(start, start + len))
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
                .longest(word, |what| {
                    (what == super::meaning::What::Role(role)).then_some(())
                })
                .is_some()
    })
}
