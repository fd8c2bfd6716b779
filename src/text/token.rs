//! Words: what terms are matched against.
//!
//! A token is a run of letters and digits; everything between two tokens is a separator. `e-mail` is two tokens joined by
//! a hyphen, in policies and in lexicon terms alike, so that `opt-out`, `opt out` and `Opt–Out` read the same.

use unicode_normalization::char::is_combining_mark;

use super::TextRange;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing but white space, hyphens, apostrophes, quotes and the like.
    Joined,
    /// A comma, a bracket or a slash: the same clause may go on.
    Comma,
    /// A colon, a semicolon, a dash between spaces, or the end of a sentence: a new clause.
    Clause,
}

/// A word or number in derived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: TextRange,
    /// What separates it from the token before.
    pub gap: Gap,
}

/// What a character is to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or a digit, or a mark on one.
    Word,
    /// It separates words.
    Separator(Gap),
    /// A dash: it ends a clause where it stands after a space.
    Dash,
    /// To be decoded first.
    Wide,
}

/// The class of every byte.
const CLASSES: [Class; 256] = classes();

#[expect(
    clippy::indexing_slicing,
    reason = "it is worked out when the program is built"
)]
const fn classes() -> [Class; 256] {
    let mut classes = [Class::Wide; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        classes[byte as usize] = class_of(byte as char);
        byte += 1;
    }
    classes
}

const fn class_of(c: char) -> Class {
    match c {
        _ if c.is_ascii_alphanumeric() => Class::Word,
        ';' | ':' | '.' | '!' | '?' | '•' | '·' => Class::Separator(Gap::Clause),
        '–' | '—' | '-' => Class::Dash,
        ',' | '(' | ')' | '[' | ']' | '/' | '|' => Class::Separator(Gap::Comma),
        _ => Class::Separator(Gap::Joined),
    }
}

/// The tokens of `text` under `range`, in order.
pub fn tokens(text: &str, range: TextRange) -> Vec<Token> {
    let text = range.of(text);
    let mut found = Vec::with_capacity(text.len() / 4);
    let mut gap = Gap::Joined;
    let mut at = 0;
    while let Some((class, end)) = class_at(text, at) {
        match class {
            Class::Word => {
                let end = year_end(text, at).unwrap_or_else(|| word_end(text, end));
                found.push(Token {
                    range: TextRange::new(range.start + at, range.start + end),
                    gap,
                });
                gap = Gap::Joined;
                at = end;
                continue;
            }
            Class::Separator(more) => gap = gap.max(more),
            Class::Dash if follows_space(text, at) => gap = Gap::Clause,
            Class::Dash | Class::Wide => {}
        }
        at = end;
    }
    found
}

/// What stands at byte `at`, and where it ends.
fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let byte = *text.as_bytes().get(at)?;
    match CLASSES.get(usize::from(byte)) {
        Some(Class::Wide) | None => {
            let c = text.get(at..)?.chars().next()?;
            let is_word = c.is_alphanumeric() || is_combining_mark(c);
            let class = if is_word { Class::Word } else { class_of(c) };
            Some((class, at + c.len_utf8()))
        }
        Some(class) => Some((*class, at + 1)),
    }
}

/// Where the word ends that goes on at byte `at`.
fn word_end(text: &str, mut at: usize) -> usize {
    loop {
        // Most letters are plain ones.
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let plain = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
        at += plain.unwrap_or(rest.len());
        match class_at(text, at) {
            Some((Class::Word, end)) => at = end,
            _ => return at,
        }
    }
}

/// Where a year ends that a word with a capital is glued to, as a link after a date often is: “2026Previous version”.
fn year_end(text: &str, at: usize) -> Option<usize> {
    let (year, rest) = text.as_bytes().get(at..)?.split_at_checked(4)?;
    let is_glued = rest.first()?.is_ascii_uppercase() && rest.get(1)?.is_ascii_lowercase();
    (is_glued && year.iter().all(u8::is_ascii_digit)).then_some(at + 4)
}

fn follows_space(text: &str, at: usize) -> bool {
    at.checked_sub(1)
        .is_none_or(|before| text.as_bytes().get(before) == Some(&b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_everything_that_is_no_letter_or_digit() {
        let text = "uw e-mailadres, naam; art. 6";
        let words: Vec<_> = tokens(text, TextRange::new(0, text.len()))
            .iter()
            .map(|t| (t.range.of(text), t.gap))
            .collect();
        assert_eq!(
            words,
            [
                ("uw", Gap::Joined),
                ("e", Gap::Joined),
                ("mailadres", Gap::Joined),
                ("naam", Gap::Comma),
                ("art", Gap::Clause),
                ("6", Gap::Clause)
            ]
        );
    }

    #[test]
    fn a_word_glued_to_a_year_is_one_of_its_own() {
        let text = "2026Previous 2026A 12026Old 202Old 2026old";
        let words: Vec<_> = tokens(text, TextRange::new(0, text.len()))
            .iter()
            .map(|t| t.range.of(text))
            .collect();
        assert_eq!(
            words,
            ["2026", "Previous", "2026A", "12026Old", "202Old", "2026old"]
        );
    }
}
