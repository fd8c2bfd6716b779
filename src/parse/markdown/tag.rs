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
    /// Whether small letters and capitals both stand in the name.
    is_component: bool,
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
        is_component: name.contains(char::is_lowercase) && name.contains(char::is_uppercase),
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

/// The elements of HTML, and of the drawings and formulas that stand in it.
const ELEMENTS: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button \
canvas caption center circle cite clippath code col colgroup content data datalist dd defs del details dfn dialog dir div dl dt em embed \
fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins \
kbd label legend li line link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p \
param path picture polygon portal pre progress q rect rp rt ruby s samp script search section select slot small source span strike \
strong style sub summary sup svg table tbody td template text textarea tfoot th thead time title tr track tt u ul use var video wbr \
xmp ";

/// The longest that words between angle brackets are taken to be, in bytes.
const LONGEST_WORDS: usize = 80;

impl Tag<'_> {
    /// Whether it is no tag at all but words between angle brackets, as templates have them (`<your name>`): no element is called so,
    /// it has no values, and it is no component with a name of its own (`<CookieTable />`).
    pub(super) fn is_words(&self) -> bool {
        let plain =
            |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '\'' | '’' | ',' | '.' | '&');
        let known = ELEMENTS.contains(&format!(" {} ", self.name));
        let lone = self.attributes.trim().is_empty();
        !self.closes
            && !self.empty
            && !known
            && self.attributes.len() <= LONGEST_WORDS
            && self.name.chars().all(|c| c.is_alphabetic() || c == '_')
            && self.attributes.chars().all(plain)
            && !(lone && self.is_component)
    }

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
