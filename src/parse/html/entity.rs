//! Raw text of the source → readable text: entities decoded, white space collapsed, invisible characters dropped.
//!
//! The tokenizer decodes as well, but does not say which byte of the source became which character. So the raw text is
//! walked here, and the tokenizer is asked only what a single entity stands for; a test holds the two to one result.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use rustc_hash::FxHashMap;

use crate::text::{MappedText, Span};

/// The longest name of an entity, with room to spare.
const LONGEST_NAME: usize = 40;

/// What entities stand for, learned as they are met.
#[derive(Debug, Default)]
pub(super) struct Entities {
    /// Candidate → what it stands for, and how many of its bytes belong to the entity.
    known: FxHashMap<String, Option<(String, usize)>>,
}

impl Entities {
    /// The entity at the start of `raw`, which starts with `&`: what it stands for and its length.
    fn read(&mut self, raw: &str) -> Option<(&str, usize)> {
        let candidate = candidate(raw)?;
        if !self.known.contains_key(candidate) {
            self.known.insert(candidate.to_owned(), decode(candidate));
        }
        let (text, len) = self.known.get(candidate)?.as_ref()?;
        Some((text, *len))
    }

    /// Appends the raw text `raw`, which stands in the source from byte `at` on, as people read it.
    pub(super) fn append(&mut self, text: &mut MappedText, raw: &str, at: usize) {
        let mut plain = 0;
        let mut position = 0;
        while let Some(c) = raw.get(position..).and_then(|rest| rest.chars().next()) {
            let len = c.len_utf8();
            let rest = raw.get(position..).unwrap_or_default();
            let special = match c {
                // `</>` is nothing at all.
                '<' if rest.starts_with("</>") => Some((Piece::Nothing, 3)),
                '&' => self
                    .read(rest)
                    .map(|(decoded, len)| (Piece::of(decoded), len)),
                _ if is_space(c) => {
                    let len = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
                    let is_plain = len == 1 && c == ' ' && follows_word(text, raw, plain, position);
                    (!is_plain).then_some((Piece::Space, len))
                }
                _ if is_invisible(c) => Some((Piece::Nothing, len)),
                _ => None,
            };
            let Some((piece, len)) = special else {
                position += len;
                continue;
            };
            text.push(raw.get(plain..position).unwrap_or_default(), at + plain);
            let span = Span::new(at + position, at + position + len);
            match piece {
                Piece::Space => text.push_space(span),
                Piece::Nothing => {}
                Piece::Text(decoded) => text.push_atom(decoded, span),
            }
            position += len;
            plain = position;
        }
        text.push(raw.get(plain..).unwrap_or_default(), at + plain);
    }

    /// Appends the raw text `raw` with its white space as it is, as `pre` shows it.
    pub(super) fn append_verbatim(&mut self, text: &mut MappedText, raw: &str, at: usize) {
        let mut plain = 0;
        let mut position = 0;
        while let Some(found) = raw.get(position..).and_then(|rest| rest.find('&')) {
            let start = position + found;
            position = start + 1;
            if let Some((decoded, len)) = self.read(raw.get(start..).unwrap_or_default()) {
                text.push(raw.get(plain..start).unwrap_or_default(), at + plain);
                text.push_atom(decoded, Span::new(at + start, at + start + len));
                position = start + len;
                plain = position;
            }
        }
        text.push(raw.get(plain..).unwrap_or_default(), at + plain);
    }
}

/// What a piece of raw text that is not copied as it is becomes.
enum Piece<'a> {
    Space,
    Nothing,
    Text(&'a str),
}

impl<'a> Piece<'a> {
    fn of(decoded: &'a str) -> Self {
        if decoded.chars().all(is_space) {
            Self::Space
        } else if decoded.chars().all(is_invisible) {
            Self::Nothing
        } else {
            Self::Text(decoded)
        }
    }
}

/// Whether a space at `position` comes after something other than a space.
fn follows_word(text: &MappedText, raw: &str, plain: usize, position: usize) -> bool {
    match raw.get(plain..position) {
        Some(run) if !run.is_empty() => !run.ends_with(' '),
        _ => !text.is_empty() && !text.as_str().ends_with(' '),
    }
}

/// White space, the non-breaking kinds included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Characters that readers do not see and that would split words: soft hyphens, zero-width spaces and joiners, marks of
/// direction, byte order marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\0'
    )
}

/// The longest stretch at the start of `raw` that may be an entity.
fn candidate(raw: &str) -> Option<&str> {
    let body = raw.strip_prefix('&')?;
    let len = match body.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.starts_with(['x', 'X']);
            let digits = number
                .char_indices()
                .position(|(at, c)| !(c.is_ascii_hexdigit() || (hexadecimal && at == 0)))
                .unwrap_or(number.len());
            1 + digits
        }
        None => body
            .bytes()
            .take(LONGEST_NAME)
            .take_while(u8::is_ascii_alphanumeric)
            .count(),
    };
    let end = 1 + len + usize::from(body.get(len..)?.starts_with(';'));
    raw.get(..end).filter(|candidate| candidate.len() > 2)
}

/// What the entity at the start of `candidate` stands for, and its length.
fn decode(candidate: &str) -> Option<(String, usize)> {
    let mut value = Vec::new();
    let emitter: CallbackEmitter<_, Infallible, ()> =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _| {
            if let CallbackEvent::String { value: text } = event {
                value.extend_from_slice(text);
            }
            None
        });
    let _: Result<(), Infallible> = Tokenizer::new_with_emitter(candidate, emitter).finish();
    let value = String::from_utf8_lossy(&value).into_owned();
    if value == candidate {
        return None;
    }
    // What follows a short name (`&copy2024`) is left as it is at the end; the first character is what was decoded.
    let first = value.chars().next()?.len_utf8();
    let left = value
        .get(first..)?
        .bytes()
        .rev()
        .zip(candidate.bytes().rev())
        .take_while(|(a, b)| a == b && a.is_ascii())
        .count();
    let text = value.get(..value.len() - left)?.to_owned();
    Some((text, candidate.len() - left))
}
