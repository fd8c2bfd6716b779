//! The shape of a text: what can be told of it without knowing its language.
//!
//! Headings, list items and sentences differ in length, in how they begin and in how they end. A [`Shape`] is read
//! from one text; [`run_in`] finds the name that a paragraph begins with.

use crate::text::TextRange;

/// The longest text, in characters, that is looked at as a possible heading.
pub(super) const MAX_HEADING: usize = 150;

/// The most words and characters a run-in name has.
const RUN_IN_WORDS: usize = 8;
const RUN_IN_CHARS: usize = 80;

/// What can be told of a text.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the text, and any of them go together"
)]
pub(super) struct Shape {
    /// Length in characters, counted no further than a little past [`MAX_HEADING`].
    pub(super) chars: usize,
    /// Words.
    pub(super) words: usize,
    /// The last character that is no quote or bracket.
    pub(super) last: Option<char>,
    /// Whether it begins as a sentence or a title does.
    pub(super) starts_high: bool,
    /// Whether it has at least two letters and no small one.
    pub(super) caps: bool,
    /// Letters.
    pub(super) letters: usize,
    /// Digits.
    pub(super) digits: usize,
    /// Commas.
    pub(super) commas: usize,
    /// Whether a sentence ends within it or a colon parts it.
    pub(super) parted: bool,
    /// Whether it holds an address of mail or the web.
    pub(super) address: bool,
    /// Whether it holds a year.
    pub(super) year: bool,
}

impl Shape {
    /// The shape of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self {
            last: last_mark(text),
            starts_high: starts_high(text),
            ..Self::default()
        };
        let mut seen = text.len();
        for (at, c) in text.char_indices() {
            if shape.chars >= MAX_HEADING + 20 {
                seen = at;
                break;
            }
            shape.chars += 1;
            shape.letters += usize::from(c.is_alphabetic());
            shape.digits += usize::from(c.is_ascii_digit());
            shape.commas += usize::from(c == ',');
        }
        let head = text.get(..seen).unwrap_or_default();
        shape.caps = shape.letters >= 2
            && !head.chars().any(char::is_lowercase)
            && head.chars().any(char::is_uppercase);
        shape.address = head.contains('@') || head.contains("://") || head.contains("www.");
        let mut parted = false;
        for word in head.split_whitespace() {
            shape.words += 1;
            shape.parted |= parted;
            parted = parts(word);
            shape.year |= is_year(word);
        }
        shape
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_sentence(self) -> bool {
        matches!(self.last, Some('.' | '!' | '?' | '…' | '。'))
    }

    /// Whether it leads into what follows it.
    pub(super) fn leads_in(self) -> bool {
        matches!(self.last, Some(':' | '：'))
    }

    /// Whether it asks something.
    pub(super) fn asks(self) -> bool {
        self.last == Some('?')
    }

    /// Whether it is longer than any heading.
    pub(super) const fn is_long(self) -> bool {
        self.chars > MAX_HEADING
    }

    /// Whether the words may be a title: short, begun high, of letters mostly, and neither an address, a date, a
    /// telephone number nor a name with its value.
    pub(super) fn is_title_like(self) -> bool {
        let dated = self.year && self.words <= 4;
        self.letters >= 2
            && self.starts_high
            && !self.address
            && !dated
            && self.digits * 3 <= self.letters
            && !matches!(self.last, Some(',' | ';' | '&' | '/' | '-' | '–' | '='))
    }
}

/// Whether a sentence may end, or a name stop, after `word`.
fn parts(word: &str) -> bool {
    let bare = word.trim_end_matches([')', '"', '”', '’', '»']);
    match bare.chars().last() {
        Some(':' | ';' | '!' | '?') => true,
        // An initial, a number or an abbreviation in capitals goes on.
        Some('.') => bare.chars().filter(|c| c.is_lowercase()).count() > 2,
        _ => false,
    }
}

fn is_year(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
    bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"))
        || word.matches(['/', '-', '.']).count() == 2
            && word
                .bytes()
                .all(|b| b.is_ascii_digit() || b"/-.".contains(&b))
}

/// The last character of `text` that is no closing quote or bracket.
pub(super) fn last_mark(text: &str) -> Option<char> {
    text.chars().rev().take(8).find(|c| {
        !matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_') && !c.is_whitespace()
    })
}

/// Whether `text` begins as a sentence or a title does: with a capital, a letter of a script without capitals, or a
/// number, after any opening quotes.
pub(super) fn starts_high(text: &str) -> bool {
    text.chars()
        .take(4)
        .find(|c| {
            !matches!(
                c,
                '"' | '\'' | '“' | '„' | '‘' | '«' | '(' | '[' | '¿' | '¡' | '*' | '_'
            ) && !c.is_whitespace()
        })
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// Whether `text` begins in the middle of a sentence.
pub(super) fn starts_low(text: &str) -> bool {
    text.chars()
        .find(|c| !matches!(c, '"' | '\'' | '“' | '„' | '‘' | '«' | '(' | '['))
        .is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ')' | '.'))
}

/// The name that `text` begins with, where it reads `Name: text`. `marked` says that the name was set off in the
/// source (bold), so that it may begin with a small letter.
pub(super) fn run_in(text: &str, marked: bool) -> Option<TextRange> {
    let head = text
        .char_indices()
        .nth(RUN_IN_CHARS)
        .map_or(text, |(end, _)| text.get(..end).unwrap_or_default());
    let colon = head.find([':', '：'])?;
    let name = head.get(..colon)?;
    let after = text.get(colon..)?.trim_start_matches([':', '：']);
    let bare = name.trim_end();
    let goes_on = after.starts_with(char::is_whitespace) && !after.trim().is_empty();
    let plain = !bare.contains(['.', '!', '?', ';', '…', '@']) || marked;
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let named = goes_on
        && plain
        && letters >= 2
        && (marked || starts_high(bare))
        && bare.split_whitespace().count() <= RUN_IN_WORDS;
    named.then(|| TextRange::new(0, bare.len()))
}
