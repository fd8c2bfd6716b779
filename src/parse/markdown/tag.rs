//! HTML tags, read just far enough to know their name and attributes.

use super::entity;

/// A tag, from `<` to `>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name in lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    /// Whether it ends in `/>`.
    pub(super) empty: bool,
    attributes: &'a str,
}

/// What begins with `<`.
#[derive(Debug)]
pub(super) enum Markup<'a> {
    Tag(Tag<'a>),
    /// A comment, with its inner text.
    Comment(&'a str),
    /// A declaration or processing instruction.
    Other,
}

/// Reads the markup that `text` begins with, and its length. `None` where there is none or it has no end.
pub(super) fn leading(text: &str) -> Option<(Markup<'_>, usize)> {
    if let Some(inside) = text.strip_prefix("<!--") {
        let end = inside.find("-->")?;
        return Some((Markup::Comment(inside.get(..end)?), end + 7));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        let inside = text.get(2..)?;
        let end = inside.find(['<', '>'])?;
        let closed = inside.get(end..)?.starts_with('>');
        return closed.then_some((Markup::Other, end + 3));
    }
    let inside = text.strip_prefix('<')?;
    let (closes, inside) = inside
        .strip_prefix('/')
        .map_or((false, inside), |inside| (true, inside));
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = end_of_tag(inside)?;
    let inner = inside.get(..end)?;
    let name_end = inner
        .find(|c: char| c.is_whitespace() || c == '/')
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at_checked(name_end)?;
    let tag = Tag {
        name: name.to_ascii_lowercase(),
        closes,
        empty: inner.ends_with('/'),
        attributes,
    };
    Some((Markup::Tag(tag), text.len() - inside.len() + end + 1))
}

/// The longest tag that is believed: an unclosed quote must not swallow the document, nor cost a scan of it.
const LONGEST: usize = 8192;

/// Where the `>` is that ends the tag, outside quotes.
fn end_of_tag(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

impl Tag<'_> {
    /// The value of attribute `name`, decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))
                .unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end)?;
            let after = after.trim_start();
            let value = match after.strip_prefix('=') {
                None => {
                    rest = after;
                    ""
                }
                Some(after) => {
                    let (value, after) = value_of(after.trim_start());
                    rest = after;
                    value
                }
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(entity::decode(value));
            }
            if rest.is_empty() || (key.is_empty() && value.is_empty()) {
                return None;
            }
        }
    }
}

/// The attribute value that `text` begins with, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}
