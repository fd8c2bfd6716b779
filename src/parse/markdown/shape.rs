//! What titles look like, in any language.

use super::number;

/// The longest title, in bytes and in words.
const LONGEST: usize = 120;
const MOST_WORDS: usize = 16;

/// Short, without the punctuation of a sentence, and no date, address or link.
pub(super) fn has_title_shape(text: &str) -> bool {
    let text = text.trim_end();
    // Most paragraphs are too long: nothing else of those is looked at.
    text.len() <= LONGEST
        && (1..=MOST_WORDS).contains(&text.split_whitespace().count())
        && text.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !text.ends_with(['.', ';', ',', '!', '|', '=', '_'])
        && !text.contains(['@', '|'])
        && !text.contains("://")
        && !holds_sentences(title_in(text))
        && !ends_in_datum(text)
}

/// The text without the number before it.
fn title_in(text: &str) -> &str {
    let number = number::leading(text);
    number.map_or(text, |number| text.get(number.title..).unwrap_or(text))
}

/// Whether a sentence ends within the text. `Art. 6` ends none.
fn holds_sentences(text: &str) -> bool {
    text.match_indices(". ").any(|(at, stop)| {
        let next = text.get(at + stop.len()..).unwrap_or_default();
        next.starts_with(char::is_uppercase)
    })
}

/// Whether the text ends in a year after another number (a date), or in a longer number (a postal code, a telephone).
fn ends_in_datum(text: &str) -> bool {
    let is_number = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b'/' || b == b'-' || b == b'.')
    };
    let title = title_in(text);
    let Some(last) = title.split_whitespace().next_back().filter(is_number) else {
        return false;
    };
    let digits = last.bytes().filter(u8::is_ascii_digit).count();
    let numbers = title.split_whitespace().filter(is_number).count();
    digits > 4 || (digits == 4 && (numbers > 1 || title.contains(", ")))
}

/// The level of a title between equals signs, as wikis write it.
pub(super) fn enclosed_level(text: &str) -> Option<u8> {
    let inside = text.trim_start_matches('=');
    let level = text.len() - inside.len();
    let closing = inside.len() - inside.trim_end_matches('=').len();
    let has_words = inside.contains(char::is_alphanumeric);
    let level = u8::try_from(level)
        .ok()
        .filter(|level| (1..=6).contains(level));
    level.filter(|level| closing == usize::from(*level) && has_words && text.len() <= LONGEST)
}

/// Whether the text is in capitals throughout.
pub(super) fn is_shouted(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() > 5
        && letters().all(|c| !c.is_lowercase())
        && letters().any(char::is_uppercase)
}
