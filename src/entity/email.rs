//! E-mail addresses, with what is wrong in those that are malformed.

use super::EntityTables;
use super::domain::{ending, has_known_ending, is_label_char};
use super::meaning::{AT, Role};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::{TextRange, fold};

/// The longest name before the sign, and the longest host after it, that is looked at.
const LONGEST_NAME: usize = 64;
const LONGEST_HOST: usize = 253;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut from = 0;
    for (at, _) in scan.text.match_indices('@') {
        if at < from {
            continue;
        }
        if let Some(entity) = plain(tables, scan.text, from, at) {
            from = entity.range.end;
            found.push(entity);
        } else {
            from = at + 1;
        }
    }
    obfuscated(tables, scan, found);
}

/// The address around the sign at byte `at`, none of it before byte `from`.
fn plain(tables: &EntityTables, text: &str, from: usize, at: usize) -> Option<Entity> {
    let left = text.get(from..at)?;
    let right = text.get(at + 1..)?;
    let left_space = left.len() - left.trim_end_matches([' ', '\u{a0}']).len();
    let right_space = right.len() - right.trim_start_matches([' ', '\u{a0}']).len();
    if left_space > 4 || right_space > 4 {
        return None;
    }
    let name = name_at_end(left.get(..left.len() - left_space)?);
    let host = host_at_start(right.get(right_space..)?);
    if name.is_empty() || host.is_empty() {
        return None;
    }
    let (written, comma) = with_comma(tables, right.get(right_space..)?, host);
    let host = &written.replace("[.]", ".");
    let known = has_known_ending(tables, &host.replace(',', "."));
    if host.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let spaced = left_space + right_space > 0;
    if spaced
        && !(known && host.contains('.') && spaced_belongs(tables, name, left_space, right_space))
    {
        return None;
    }
    let mut start = at - left_space - name.len();
    let end = at + 1 + right_space + written.len();
    let mut problem = if spaced {
        Some("there is white space around `@`".to_owned())
    } else if comma {
        Some("a comma stands where a full stop belongs".to_owned())
    } else {
        problem(tables, name, host)
    };
    let scheme = text
        .get(..start)
        .and_then(|before| before.get(before.len().checked_sub(7)?..))
        .filter(|before| before.eq_ignore_ascii_case("mailto:"));
    if let Some(scheme) = scheme {
        start -= scheme.len();
        problem.get_or_insert_with(|| "`mailto:` is no part of an address".to_owned());
    }
    Some(Entity {
        range: TextRange::new(start, end),
        value: Value::Email {
            address: format!("{name}@{host}"),
            problem,
        },
    })
}

/// The name at the end of `text`, empty where there is none.
fn name_at_end(text: &str) -> &str {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let start = text
        .char_indices()
        .rev()
        .take(LONGEST_NAME)
        .take_while(|(_, c)| belongs(*c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..)
        .unwrap_or_default()
        .trim_start_matches(['-', '%', '+'])
}

/// The host at the start of `text`, without marks that end a sentence.
fn host_at_start(text: &str) -> &str {
    let belongs = |c: char| is_label_char(c) || matches!(c, '.' | '_' | '[' | ']');
    let end = text
        .char_indices()
        .take(LONGEST_HOST)
        .take_while(|(_, c)| belongs(*c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let host = text.get(..end).unwrap_or_default();
    // "[.]" hides a full stop; any other bracket is not of the host.
    let hidden = host.match_indices(['[', ']']).find(|(at, bracket)| {
        let around = if *bracket == "[" {
            host.get(*at..at + 3)
        } else {
            host.get(at.saturating_sub(2)..at + 1)
        };
        around != Some("[.]")
    });
    let end = hidden.map_or(host.len(), |(at, _)| at);
    host.get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', '-', '_'])
}

/// `host`, prolonged over a comma that stands for a full stop.
fn with_comma<'a>(tables: &EntityTables, text: &'a str, host: &'a str) -> (&'a str, bool) {
    if host.contains('.') {
        return (host, false);
    }
    let more = text
        .get(host.len()..)
        .and_then(|rest| rest.strip_prefix(','))
        .map(host_at_start)
        .filter(|more| !more.is_empty() && !more.contains('.') && has_known_ending(tables, more));
    match more {
        Some(more) => (
            text.get(..host.len() + 1 + more.len()).unwrap_or(host),
            true,
        ),
        None => (host, false),
    }
}

/// Whether a name that white space parts from the sign belongs to it. "Follow us @acme.com" is no address: with a space on
/// the left alone, only the usual names of mailboxes are believed.
fn spaced_belongs(tables: &EntityTables, name: &str, left: usize, right: usize) -> bool {
    if left == 0 || right > 0 {
        return name.chars().any(char::is_alphabetic);
    }
    let known = tables.phrases.known(name);
    tables
        .phrases
        .meanings(known.node)
        .iter()
        .any(|meaning| meaning.what == super::meaning::What::Role(Role::Mailbox))
}

/// What is malformed in an address without white space.
fn problem(tables: &EntityTables, name: &str, host: &str) -> Option<String> {
    if name.starts_with('.') || name.ends_with('.') {
        return Some("the part before `@` begins or ends with a full stop".to_owned());
    }
    if name.contains("..") || host.contains("..") {
        return Some("two full stops stand together".to_owned());
    }
    if host.starts_with(['.', '-']) || host.contains(".-") || host.contains("-.") {
        return Some("a part of the domain begins or ends with a mark".to_owned());
    }
    if host.contains('_') {
        return Some("a domain has no `_`".to_owned());
    }
    if !host.contains('.') {
        return Some(format!("`{host}` has no top-level domain"));
    }
    if !has_known_ending(tables, host) {
        return Some(format!("`.{}` is not a top-level domain", ending(host)));
    }
    None
}

/// Addresses written out to hide them: "info [at] acme [dot] nl".
fn obfuscated(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    for at in scan.beginning(AT) {
        if at == 0 || !scan.is(at, Role::At) || !bracketed(scan, at) {
            continue;
        }
        let open = scan.before(at).trim_start();
        let name = scan
            .text
            .get(..scan.start(at) - open.len())
            .map(|before| name_at_end(before.trim_end()))
            .unwrap_or_default();
        if name.is_empty() {
            continue;
        }
        let Some((host, end)) = spelled_host(scan, at + 1) else {
            continue;
        };
        if !has_known_ending(tables, &host) {
            continue;
        }
        let before = scan
            .text
            .get(..scan.start(at) - open.len())
            .map_or(0, |text| text.trim_end().len());
        found.push(Entity {
            range: TextRange::new(before - name.len(), end),
            value: Value::Email {
                address: format!("{name}@{host}"),
                problem: None,
            },
        });
    }
}

/// Whether word `at` stands in brackets of any kind by itself.
fn bracketed(scan: &Scan<'_>, at: usize) -> bool {
    matches!(
        (scan.before(at).trim_start(), scan.after(at).chars().next()),
        ("[", Some(']')) | ("(", Some(')')) | ("{", Some('}')) | ("<", Some('>'))
    )
}

/// The host that begins with word `first`, with dots as they are or spelled out, and its last byte.
fn spelled_host(scan: &Scan<'_>, first: usize) -> Option<(String, usize)> {
    let mut host = fold_case(scan.of(first));
    let mut last = first;
    for _ in 0..8 {
        let gap = scan.after(last);
        let word = scan.of(last + 1);
        if word.is_empty() {
            break;
        }
        if matches!(gap, "." | "-") {
            host.push_str(gap);
            last += 1;
        } else if scan.is(last + 1, Role::Dot) && bracketed(scan, last + 1) {
            host.push('.');
            last += 2;
        } else {
            break;
        }
        host.push_str(&fold_case(scan.of(last)));
    }
    (host.contains('.') && !host.ends_with('.')).then(|| (host, scan.end(last)))
}

/// `word` in lower case; hosts outside ASCII keep their marks.
fn fold_case(word: &str) -> String {
    if word.is_ascii() {
        fold(word).into_owned()
    } else {
        word.to_owned()
    }
}
