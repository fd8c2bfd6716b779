//! Front matter: no text; read for what the document says of itself, its language above all.
//!
//! The CommonMark parser takes any part between two `---` lines for front matter. Here it only counts at the very start.

use crate::document::Field;
use crate::text::Span;

/// Where front matter ends and the text begins, byte order mark included; 0 where there is neither.
pub(super) fn end(source: &str) -> usize {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let start = source.len() - text.len();
    let mut at = start;
    let mut lines = text.split_inclusive('\n');
    let Some(fence @ ("---" | "+++")) = lines.next().map(str::trim_end) else {
        return start;
    };
    at += text.split_inclusive('\n').next().map_or(0, str::len);
    let mut has_keys = false;
    for (count, line) in lines.enumerate() {
        at += line.len();
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            // Two rules with nothing between them, or with prose, are no front matter.
            return if has_keys || count == 0 { at } else { start };
        }
        has_keys |= is_key(bare);
    }
    start
}

/// The value of the key that names the language, in YAML or TOML.
pub(super) fn language(front_matter: &str) -> Option<&str> {
    front_matter.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        if !matches!(key.trim_end(), "lang" | "language" | "locale") {
            return None;
        }
        let value = value.split(" #").next().unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'', ',']);
        (!value.is_empty() && value.len() <= 35).then_some(value)
    })
}

/// The longest value that is looked at, in bytes.
const LONGEST_VALUE: usize = 200;

/// The outermost keys with their values, in YAML or TOML.
pub(super) fn fields(front_matter: &str) -> Vec<Field> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in front_matter.split_inclusive('\n') {
        found.extend(field(line, start));
        start += line.len();
    }
    found
}

/// The key and value on `line`, which begins at byte `start`.
fn field(line: &str, start: usize) -> Option<Field> {
    if !line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let (key, value) = line.split_once([':', '='])?;
    let bare = value.split(" #").next().unwrap_or_default();
    let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',');
    let open = bare.trim_start_matches(quotes);
    let text = open.trim_end_matches(quotes);
    if text.is_empty() || text.len() > LONGEST_VALUE {
        return None;
    }
    let at = start + key.len() + 1 + (bare.len() - open.len());
    Some(Field {
        key: key.trim_end().to_owned(),
        value: Span::new(at, at + text.len()),
    })
}

/// Whether the line has a key before its value.
fn is_key(line: &str) -> bool {
    line.split_once([':', '=']).is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty() && !key.trim_start_matches(['-', ' ']).contains(' ')
    })
}
