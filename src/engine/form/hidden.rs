//! Characters that nobody sees: without a width, of directions of writing, and spaces that are none of the keyboard's.
//!
//! Parsers leave them out of the text of blocks, so that words are found; here the source is looked at.

use crate::document::{Block, Place};
use crate::engine::Case;
use crate::engine::predicate::Flaw;
use crate::engine::subject::{Instance, Node, prose};
use crate::text::Span;

/// How far around a place its word is looked for, in characters.
const WORD: usize = 80;
/// How web pages write characters without a width.
const ESCAPED: [&str; 3] = ["&#8203;", "&#x200B;", "&#x200b;"];

/// The words that hold characters without a width, and what stands beside marks that turn the direction of writing.
pub(in crate::engine) fn hidden_characters(case: Case<'_>) -> Vec<Instance> {
    words_with(case, |text, at, c| match c {
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => is_inside(text, at, c.len_utf8()),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '&' => ESCAPED.iter().any(|escaped| {
            let rest = text.get(at..).unwrap_or_default();
            rest.starts_with(escaped) && is_inside(text, at, escaped.len())
        }),
        _ => false,
    })
}

/// Addresses with spaces in them that look like none or like others, and words that such spaces part.
pub(in crate::engine) fn odd_spaces(case: Case<'_>) -> Vec<Instance> {
    words_with(case, |text, at, c| match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => {
            parts_address(text, at, c.len_utf8())
        }
        '\u{b}' | '\u{2028}' | '\u{2029}' | '\u{3000}' => {
            let (before, after) = around(text, at, c.len_utf8());
            before.ends_with(|c: char| c.is_ascii_alphabetic())
                && after.starts_with(|c: char| c.is_ascii_alphabetic())
        }
        _ => false,
    })
}

/// The words around each character of the source of text that `is_odd`; neighbours are one.
fn words_with(case: Case<'_>, is_odd: impl Fn(&str, usize, char) -> bool) -> Vec<Instance> {
    let mut found: Vec<Instance> = Vec::new();
    for block in prose(case.document).filter(|block| !block.text.is_empty()) {
        let whole = block.text.span();
        let text = whole.of(case.source);
        if text.is_ascii() && !text.contains("&#") && !text.contains('\u{b}') {
            continue;
        }
        for (at, c) in text.char_indices() {
            if (c.is_ascii() && c != '&' && c != '\u{b}') || !is_odd(text, at, c) {
                continue;
            }
            let (before, after) = around(text, at, c.len_utf8());
            let start = whole.start + at - before.len();
            let end = whole.start + at + c.len_utf8() + after.len();
            match found.last_mut().filter(|last| start < last.span.end) {
                Some(last) => last.span.end = end.max(last.span.end),
                None => found.push(instance(block, Span::new(start, end))),
            }
        }
    }
    found
}

fn instance(block: &Block, span: Span) -> Instance {
    Instance {
        place: Place {
            block: block.id,
            sentence: 0,
            section: block.section,
        },
        span,
        value: None,
        node: Node::Flawed(Flaw::default()),
    }
}

/// What stands before and after the `length` bytes at `at`, as far as no common space and no tag parts it from them.
fn around(text: &str, at: usize, length: usize) -> (&str, &str) {
    let belongs = |c: &char| {
        !c.is_ascii_whitespace() && !matches!(c, '<' | '>' | '(' | ')' | '"' | ',' | '“' | '”')
    };
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + length..).unwrap_or_default();
    let back: usize = before
        .chars()
        .rev()
        .take(WORD)
        .take_while(belongs)
        .map(char::len_utf8)
        .sum();
    let on: usize = after
        .chars()
        .take(WORD)
        .take_while(belongs)
        .map(char::len_utf8)
        .sum();
    let after = after.get(..on).unwrap_or_default();
    (
        before.get(before.len() - back..).unwrap_or_default(),
        after.trim_end_matches(['.', ';', ':', '!', '?', '\'', '’']),
    )
}

/// Whether letters, digits or marks of addresses stand on both sides.
fn is_inside(text: &str, at: usize, length: usize) -> bool {
    let (before, after) = around(text, at, length);
    let hidden = |c: char| matches!(c, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let word = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '/' | ':' | '-');
    let ends = before.trim_end_matches(hidden).ends_with(word);
    let begins = after
        .trim_start_matches(hidden)
        .starts_with(|c: char| word(c) && c != '.');
    ends && begins
}

/// Whether the space at `at` lies within an e-mail or web address.
fn parts_address(text: &str, at: usize, length: usize) -> bool {
    let (before, after) = around(text, at, length);
    let word = |c: char| c.is_ascii_alphanumeric();
    let begins = before.contains('@') || before.contains("www.") || before.contains("://");
    let goes_on = after.chars().take_while(|c| word(*c) || *c == '-').count() > 0;
    (before.ends_with('@') && goes_on && after.contains('.'))
        || (after.starts_with('@') && before.ends_with(word) && after.contains('.'))
        || ((before.ends_with("www.") || before.ends_with("://")) && goes_on)
        || (begins && before.ends_with('.') && is_ending(after))
        || (begins && after.starts_with('.') && is_ending(after.trim_start_matches('.')))
}

/// Whether `text` is the end of a host: a few small letters, and no more than a path after them.
fn is_ending(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_lowercase).count();
    let rest = text.get(letters..).unwrap_or_default();
    (2..=4).contains(&letters) && (rest.is_empty() || rest.starts_with('/'))
}
