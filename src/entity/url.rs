//! Web addresses: with a scheme, with `www.`, or a bare domain with an ending that exists.

use super::EntityTables;
use super::domain::{ending, has_known_ending, is_label_char};
use super::value::{Entity, Value};
use super::web;
use crate::text::TextRange;

const LONGEST_HOST: usize = 253;
/// The longest that a scheme with its marks is, in characters.
const LONGEST_SCHEME: usize = 16;
/// Addresses longer than this are cut: they carry tracking parameters, and bounding them keeps the scan linear.
const LONGEST: usize = 4096;

/// Finds web addresses; those of `found` that are e-mail addresses are left out.
pub(super) fn recognise(tables: &EntityTables, text: &str, found: &mut Vec<Entity>) {
    let mut taken: Vec<TextRange> = found
        .iter()
        .filter(|entity| matches!(entity.value, Value::Email { .. }))
        .map(|entity| entity.range)
        .collect();
    taken.sort_unstable();
    let mut next_taken = taken.iter().peekable();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', ':']) {
        if at < from {
            continue;
        }
        while next_taken.next_if(|range| range.end <= at).is_some() {}
        if next_taken.peek().is_some_and(|range| range.start <= at) {
            continue;
        }
        let range = if text.as_bytes().get(at) == Some(&b':') {
            with_scheme(text, from, at)
        } else {
            bare(tables, text, from, at)
        };
        if let Some(range) = range {
            let before = text.get(from..range.start).unwrap_or_default();
            from = range.end;
            found.push(entity(tables, text, before, range));
        }
    }
}

/// The address under `range`, with a broken scheme that stands before it.
fn entity(tables: &EntityTables, text: &str, before: &str, range: TextRange) -> Entity {
    let target = range.of(text);
    let near = before
        .char_indices()
        .rev()
        .take(LONGEST_SCHEME)
        .last()
        .and_then(|(at, _)| before.get(at..))
        .unwrap_or_default();
    let schemed = target.contains("://");
    let broken = if schemed {
        None
    } else {
        web::broken_scheme(near)
    };
    let (range, problem) = match broken {
        Some((length, problem)) => (
            TextRange::new(range.start - length, range.end),
            Some(problem),
        ),
        None if schemed
            || target
                .get(..4)
                .is_some_and(|www| www.eq_ignore_ascii_case("www.")) =>
        {
            (range, web::problem(tables, target))
        }
        None => (range, None),
    };
    Entity {
        range,
        value: Value::Url {
            target: range.of(text).to_owned(),
            problem,
        },
    }
}

/// The address whose scheme ends at byte `at`.
fn with_scheme(text: &str, from: usize, at: usize) -> Option<TextRange> {
    let rest = text.get(at..)?.strip_prefix("://")?;
    let before = text.get(from..at)?;
    let scheme = before
        .char_indices()
        .rev()
        .take(6)
        .take_while(|(_, c)| c.is_ascii_alphabetic())
        .last()
        .and_then(|(start, _)| before.get(start..))?;
    let known = web::SCHEMES
        .into_iter()
        .find(|known| scheme.len() >= known.len() && ends_with(scheme, known))?;
    let len = length(rest);
    (len > 0).then(|| TextRange::new(at - known.len(), at + 3 + len))
}

fn ends_with(word: &str, end: &str) -> bool {
    word.len()
        .checked_sub(end.len())
        .and_then(|start| word.get(start..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// The address without a scheme that has its first full stop at byte `at`.
fn bare(tables: &EntityTables, text: &str, from: usize, at: usize) -> Option<TextRange> {
    let before = text.get(from..at)?;
    let after = text.get(at + 1..)?;
    let starts = after.chars().next().is_some_and(char::is_alphanumeric);
    if !starts || !before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let belongs = |c: char| is_label_char(c) || c == '_';
    let first = before
        .char_indices()
        .rev()
        .take(64)
        .take_while(|(_, c)| belongs(*c))
        .last()?
        .0;
    let first_label = before.get(first..)?.trim_start_matches(['-', '_']);
    let outside = before.get(..first)?;
    let slashed = outside.ends_with('/')
        && web::broken_scheme(
            outside
                .get(outside.len().saturating_sub(LONGEST_SCHEME)..)
                .unwrap_or_default(),
        )
        .is_some();
    if outside.ends_with(['@', '.', '/', '#']) && !slashed {
        return None;
    }
    let tail = after
        .char_indices()
        .take(LONGEST_HOST)
        .take_while(|(_, c)| belongs(*c) || *c == '.')
        .last()
        .map(|(end, c)| end + c.len_utf8())?;
    let tail = after.get(..tail)?.trim_end_matches(['.', '-', '_']);
    let rest = after.get(tail.len()..)?;
    if rest.starts_with('@') {
        return None;
    }
    let start = at - first_label.len();
    let host_end = at + 1 + tail.len();
    let path = path(rest);
    let host = text.get(start..host_end)?;
    let is_www = first_label.eq_ignore_ascii_case("www") && tail.contains('.');
    if is_www || is_host(tables, host, path > 0) {
        return Some(TextRange::new(start, host_end + path));
    }
    None
}

/// Whether `host` is a domain rather than words that a missing space has glued together.
fn is_host(tables: &EntityTables, host: &str, has_path: bool) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let name = host.rsplit('.').nth(1).unwrap_or_default();
    let all_lower = !last.chars().any(char::is_uppercase);
    let all_upper = !host.chars().any(char::is_lowercase);
    let well_formed = host.split('.').all(|label| !label.is_empty());
    well_formed
        && (all_lower || (all_upper && has_path))
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic)
        && (has_path || name.chars().count() >= 2)
        && name.chars().any(char::is_alphabetic)
        && (has_path || !tables.file_endings.contains(&ending(host)))
        && has_known_ending(tables, host)
}

/// The length of port, path, query and fragment at the start of `rest`.
fn path(rest: &str) -> usize {
    let port = match rest.strip_prefix(':') {
        Some(digits) => {
            let len = digits.bytes().take_while(u8::is_ascii_digit).count();
            if len == 0 { 0 } else { len + 1 }
        }
        None => 0,
    };
    let tail = rest.get(port..).unwrap_or_default();
    if tail.starts_with(['/', '?', '#']) {
        port + length(tail)
    } else {
        port
    }
}

/// The length of what belongs to an address at the start of `text`, without marks that close the sentence around it.
fn length(text: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '|' | '\\' | '^' | '`' | '{' | '}'
            )
    };
    let end = text
        .char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| !ends(*c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    trimmed(text, end)
}

/// `end`, moved back over marks that close the sentence or the brackets around the address.
fn trimmed(text: &str, mut end: usize) -> usize {
    let all = text.get(..end).unwrap_or_default();
    let count = |mark| all.matches(mark).count();
    let (mut round, mut square) = (
        count(')').saturating_sub(count('(')),
        count(']').saturating_sub(count('[')),
    );
    for last in all.chars().rev() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '…' | '*' | '_' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}
