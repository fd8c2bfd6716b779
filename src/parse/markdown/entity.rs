//! Character references in HTML, decoded.

use pulldown_cmark::{Event, Parser};

/// The longest reference there is, delimiters included.
const LONGEST: usize = 33;

/// What the reference that `text` begins with stands for, and its length in bytes.
pub(super) fn leading(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let reference = text.get(..=end)?;
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
        return None;
    }
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "nbsp" => " ",
        _ => return by_markdown(reference).map(|decoded| (decoded, reference.len())),
    };
    Some((known.to_owned(), reference.len()))
}

/// The CommonMark parser carries the whole table of names; it is asked about one reference at a time.
fn by_markdown(reference: &str) -> Option<String> {
    Parser::new(reference).find_map(|event| match event {
        Event::Text(text) if *text != *reference => Some(text.into_string()),
        _ => None,
    })
}

/// `text` with every reference in it decoded.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        if let Some((value, length)) = leading(from) {
            decoded.push_str(&value);
            rest = from.get(length..).unwrap_or_default();
        } else {
            decoded.push('&');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    decoded.push_str(rest);
    decoded
}
