//! Markers: what stands before the text of an item or a heading (`•`, `1.`, `2.1.3`, `b)`, `(iv)`, `Artikel 3.`).
//!
//! A marker is read from one line alone; whether it really marks something is decided later from its neighbours. No
//! word of any language is known here: `Artikel 3.` is a capitalised word, a number and a full stop.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::FxHasher;

use crate::text::{Span, fold};

use super::lines::is_space;
use super::roman::roman;

/// The longest number and word that are looked at.
const MAX_WORD: usize = 24;

/// How the markers of one list, or of the headings of one level, are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scheme {
    /// A bullet; the second is the inner one of a pair (`- o`).
    Glyph(char, Option<char>),
    /// Numbers joined by full stops, so many of them, and what follows them.
    Decimal { depth: u8, close: Close },
    /// Letters.
    Alpha { upper: bool, close: Close },
    /// Roman numbers.
    Roman { upper: bool, close: Close },
    /// A word or `§` before a number; the word is kept as a hash.
    Word(u64),
}

/// What closes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Close {
    /// Nothing: `1 Title`.
    Bare,
    /// A full stop, or a hyphen or colon in its place.
    Stop,
    /// A bracket.
    Bracket,
    /// Brackets on both sides.
    Brackets,
    /// A sign of order: `1°`.
    Degree,
}

impl Scheme {
    /// Whether it is a bullet.
    pub(super) const fn is_glyph(self) -> bool {
        matches!(self, Self::Glyph(..))
    }

    /// The scheme as far as siblings share it: `2.1` and `2.1.` number alike, `1.` and `1)` do not.
    pub(super) const fn key(self) -> Self {
        match self {
            Self::Decimal { depth, .. } if depth > 1 => Self::Decimal {
                depth,
                close: Close::Stop,
            },
            other => other,
        }
    }
}

/// A marker before a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    /// The marker in the source, punctuation included.
    pub(super) span: Span,
    /// The number within it.
    pub(super) number: Span,
    /// How it is written.
    pub(super) scheme: Scheme,
    /// The other way to read it: `i.` is a Roman one or the ninth letter.
    pub(super) other: Option<(Scheme, u32)>,
    /// Its place in its sequence; 0 for bullets.
    pub(super) value: u32,
    /// Where the text after it begins.
    pub(super) text: usize,
    /// Whether it is a word as often as a marker (`o`, a bare number), so that its neighbours must bear it out.
    pub(super) weak: bool,
}

/// The marker that `span` of `source`, a line without the space around it, begins with.
pub(super) fn read(source: &str, span: Span) -> Option<Marker> {
    let text = span.of(source);
    bullet(text, span.start)
        .or_else(|| ordinal(text, span.start))
        .or_else(|| word(text, span.start))
}

/// Whether `c` is drawn as a bullet. Dashes and the like count only before a space.
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '∙'
            | '⋅'
            | '●'
            | '○'
            | '◦'
            | '■'
            | '□'
            | '▪'
            | '▫'
            | '◆'
            | '◇'
            | '❖'
            | '✓'
            | '✔'
            | '✗'
            | '✘'
            | '☐'
            | '☑'
            | '★'
            | '☆'
            | '►'
            | '▶'
            | '▸'
            | '▹'
            | '‣'
            | '⁃'
            | '➢'
            | '➤'
            | '➔'
            | '➜'
            | '→'
            | '⇒'
            | '¤'
    ) || matches!(u32::from(c), 0x2700..=0x27bf | 0xf000..=0xf0ff | 0x25a0..=0x25ff | 0x1f300..=0x1faff)
}

/// A bullet, or a bullet within a bullet (`- o text`).
fn bullet(text: &str, at: usize) -> Option<Marker> {
    let (first, len, mut weak) = glyph(text)?;
    let mut end = len;
    let mut inner = None;
    let rest = skip_space(text, len);
    if rest >= text.len() {
        return None;
    }
    if let Some((second, second_len, second_weak)) = text.get(rest..).and_then(glyph)
        && rest > len
    {
        let after = skip_space(text, rest + second_len);
        if after > rest + second_len && after < text.len() {
            inner = Some(second);
            weak = weak && second_weak;
            end = rest + second_len;
        }
    }
    let span = Span::new(at, at + end);
    Some(Marker {
        span,
        number: span,
        scheme: Scheme::Glyph(first, inner),
        other: None,
        value: 0,
        text: at + skip_space(text, end),
        weak,
    })
}

/// The bullet that `text` begins with, its length, and whether it is as often a word.
fn glyph(text: &str) -> Option<(char, usize, bool)> {
    for (arrow, glyph) in [("-->", '→'), ("->", '→'), ("=>", '⇒')] {
        if text.starts_with(arrow) {
            return Some((glyph, arrow.len(), false));
        }
    }
    let first = text.chars().next()?;
    let len = first.len_utf8();
    let spaced = text.get(len..)?.starts_with(is_space);
    if is_bullet(first) {
        return Some((first, len, false));
    }
    let dash = matches!(
        first,
        '-' | '–' | '—' | '−' | '‐' | '‑' | '*' | '+' | '»' | '›' | '>'
    );
    if dash && spaced {
        return Some((first, len, false));
    }
    (first == 'o' && spaced).then(|| {
        let wide = text
            .get(len..)
            .is_some_and(|rest| rest.starts_with('\t') || rest.starts_with("  "));
        (first, len, !wide)
    })
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start_matches(is_space).len()
}

/// A number, a letter or a Roman number with what closes it.
fn ordinal(text: &str, at: usize) -> Option<Marker> {
    let opened = text.starts_with('(');
    let start = usize::from(opened);
    let body = text.get(start..)?;
    let len = number_len(body).or_else(|| letters_len(body))?;
    let digits = body.starts_with(|c: char| c.is_ascii_digit());
    let (close, end) = closing(text, start + len, opened)?;
    let rest = skip_space(text, end);
    let spaced = rest > end || rest >= text.len();
    let next = text.get(rest..).and_then(|rest| rest.chars().next());
    if close == Close::Bare && (!digits || !spaced || !next.is_some_and(starts_title)) {
        return None;
    }
    // `1.Title` lacks its space, `a.Title` is a name.
    let glued = digits && next.is_some_and(char::is_uppercase);
    if !(spaced || glued) {
        return None;
    }
    let number = body.get(..len)?;
    let mut other = None;
    let (scheme, value) = if digits {
        let depth = u8::try_from(number.split('.').count()).ok()?;
        let last = number.rsplit('.').next()?.parse().ok()?;
        (Scheme::Decimal { depth, close }, last)
    } else {
        let (first, second) = letters(number, close)?;
        other = second;
        first
    };
    Some(Marker {
        span: Span::new(at, at + end),
        number: Span::new(at + start, at + start + len),
        scheme,
        other,
        value,
        text: at + rest,
        weak: close == Close::Bare && matches!(scheme, Scheme::Decimal { depth: 1, .. }),
    })
}

/// Whether a title may begin with `c`: no lower-case letter, and no sign that goes on with a number.
fn starts_title(c: char) -> bool {
    (c.is_alphabetic() && !c.is_lowercase())
        || matches!(c, '*' | '_' | '“' | '„' | '"' | '«' | '¿' | '(' | '‘')
}

/// Length of the number at the start of `text`: up to six parts of up to three digits.
fn number_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    for _ in 0..6 {
        let digits = bytes
            .iter()
            .skip(at)
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits == 0 || digits > 3 {
            return None;
        }
        at += digits;
        let more =
            bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !more {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Length of the letter or the Roman number at the start of `text`.
fn letters_len(text: &str) -> Option<usize> {
    let len = text
        .bytes()
        .take(8)
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let word = text.get(..len)?;
    (len == 1 || (len < 8 && roman(word).is_some())).then_some(len)
}

/// What closes the number that ends at `at`, and where that ends.
fn closing(text: &str, at: usize, opened: bool) -> Option<(Close, usize)> {
    let rest = text.get(at..)?;
    if opened {
        return rest.starts_with(')').then_some((Close::Brackets, at + 1));
    }
    let pair = |close, len| Some((close, at + len));
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('.'), Some(')' | '-')) | (Some(')'), Some('.')) => pair(Close::Bracket, 2),
        (Some('.' | ':'), _) => pair(Close::Stop, 1),
        (Some(' '), Some('.')) if rest.starts_with(" . ") => pair(Close::Stop, 2),
        (Some(')'), _) => pair(Close::Bracket, 1),
        (Some(sign @ ('°' | 'º')), _) => pair(Close::Degree, sign.len_utf8()),
        (Some(' '), Some('-' | '–' | '—')) if dash_follows(rest) => {
            let dash = rest.chars().nth(1).map_or(1, char::len_utf8);
            pair(Close::Stop, 1 + dash)
        }
        _ => pair(Close::Bare, 0),
    }
}

fn dash_follows(rest: &str) -> bool {
    rest.chars().nth(2).is_some_and(char::is_whitespace)
}

/// The readings of the letters `word` as a number of a sequence, the likelier first.
#[expect(
    clippy::type_complexity,
    reason = "a pair of readings, used on the spot"
)]
fn letters(word: &str, close: Close) -> Option<((Scheme, u32), Option<(Scheme, u32)>)> {
    let upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    let as_roman = roman(word).map(|value| (Scheme::Roman { upper, close }, value));
    let as_alpha = (word.len() == 1)
        .then(|| word.bytes().next())
        .flatten()
        .map(|b| {
            let value = u32::from(b.to_ascii_lowercase() - b'a') + 1;
            (Scheme::Alpha { upper, close }, value)
        });
    match (as_roman, as_alpha) {
        (Some(roman), Some(alpha)) if roman.1 == 1 => Some((roman, Some(alpha))),
        (Some(roman), Some(alpha)) => Some((alpha, Some(roman))),
        (Some(only), None) | (None, Some(only)) => Some((only, None)),
        (None, None) => None,
    }
}

/// A capitalised word or `§` and a number: `Artikel 3. Title`, `Article 5 - Title`, `§ 4`, `Section IV`.
fn word(text: &str, at: usize) -> Option<Marker> {
    let sign = text.starts_with('§');
    let word_len = if sign {
        '§'.len_utf8()
    } else {
        text.chars()
            .take(MAX_WORD)
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum()
    };
    let word = text.get(..word_len)?;
    if !sign && (!word.starts_with(char::is_uppercase) || word.chars().count() < 3) {
        return None;
    }
    let stop = text.get(word_len..)?.starts_with('.') && !sign;
    let start = skip_space(text, word_len + usize::from(stop));
    if start == word_len && !sign {
        return None;
    }
    let body = text.get(start..)?;
    let (len, value) = if let Some(len) = number_len(body) {
        (len, body.get(..len)?.rsplit('.').next()?.parse().ok()?)
    } else {
        let len = letters_len(body)?;
        (len, roman(body.get(..len)?)?)
    };
    let (close, end) = closing(text, start + len, false)?;
    let rest = skip_space(text, end);
    let next = text.get(rest..).and_then(|rest| rest.chars().next());
    let spaced = rest > end || rest >= text.len();
    if close == Close::Bracket || !spaced || next.is_some_and(|c| !starts_title(c)) {
        return None;
    }
    let mut hasher = FxHasher::default();
    fold(word).hash(&mut hasher);
    Some(Marker {
        span: Span::new(at, at + end),
        number: Span::new(at + start, at + start + len),
        scheme: Scheme::Word(hasher.finish()),
        other: None,
        value,
        text: at + rest,
        weak: true,
    })
}
