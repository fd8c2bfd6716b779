//! Layout: which line ends are wrapped text, and which end a paragraph.
//!
//! Hard-wrapped text has lines of about the same length; the last line of a paragraph is as long as it happens to be.
//! Text pasted from a word processor has one line a paragraph, of any length. Which of the two a text is shows in the
//! lengths of its lines, of the whole document first, else of the lines that stand together.

use super::lines::{Line, Lines};
use super::shape::{self, last_mark};

/// No wrapped text is wider or narrower than this.
const WIDEST: u32 = 125;
const NARROWEST: u32 = 40;

/// The longest line of an address or another run of lines that hold no sentence.
const FRAGMENT: u32 = 60;

/// The longest name that a line explains, in bytes and in words.
const NAME: usize = 32;
const NAME_WORDS: usize = 3;

/// The width that the whole document is wrapped at, if it is.
pub(super) fn document_width(lines: &Lines<'_>) -> Option<u32> {
    let all = lines.all();
    let mut lengths: Vec<u32> = all
        .iter()
        .zip(all.iter().skip(1))
        .filter(|(_, next)| next.gap == 0)
        .map(|(line, _)| line.chars)
        .collect();
    if lengths.len() < 8 || lengths.len() * 5 < all.len() {
        return None;
    }
    let longest = all.iter().map(|line| line.chars).max()?;
    lengths.sort_unstable();
    let at = |percent: usize| lengths.get(lengths.len() * percent / 100).copied();
    let (wide, median) = (at(95)?, at(50)?);
    let wrapped = (NARROWEST..=WIDEST).contains(&wide)
        && longest <= wide + wide / 2
        && median * 10 >= wide * 6;
    wrapped.then_some(wide)
}

/// The width that the lines of `chunk`, which have no blank line between them, are wrapped at, if they are.
pub(super) fn chunk_width(chunk: &[Line], document: Option<u32>) -> Option<u32> {
    if document.is_some() {
        return document;
    }
    let (_, full) = chunk.split_last()?;
    let longest = chunk.iter().map(|line| line.chars).max()?;
    let shortest = full.iter().map(|line| line.chars).min()?;
    let wrapped = full.len() >= 2
        && (NARROWEST + 15..=WIDEST).contains(&longest)
        && shortest * 10 >= longest * 7;
    wrapped.then_some(longest)
}

/// Whether line `at` goes on with the text of the line before it, which no blank line and no marker parts from it.
pub(super) fn joins(lines: &Lines<'_>, at: usize, width: Option<u32>) -> bool {
    let (Some(before), Some(line)) = (
        at.checked_sub(1).and_then(|at| lines.get(at)),
        lines.get(at),
    ) else {
        return false;
    };
    let (said, text) = (lines.text(at - 1), lines.text(at));
    let end = last_mark(said);
    let ended = matches!(end, Some('.' | '!' | '?' | '…' | ':' | ';' | '。'));
    let (explains, named) = (is_named(lines, at), is_named(lines, at - 1));
    if explains && named {
        return false;
    }
    // Of several names below each other the first begins a paragraph too, though it may begin with a small letter.
    let first = explains && lines.follows(at + 1) && is_named(lines, at + 1);
    let low = shape::starts_low(text) && !first;
    if let Some(width) = width {
        let word = text.split_whitespace().next().unwrap_or_default();
        let word = u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
        let full = before
            .chars
            .saturating_add(word)
            .saturating_add(1 + width / 10)
            >= width;
        let indented = ended && line.indent >= before.indent + 2;
        return (full && !indented) || (low && !ended);
    }
    if ended {
        // After an abbreviation a sentence may go on.
        return low && end == Some('.');
    }
    low || text.starts_with('(') || (is_fragment(before, said) && is_fragment(line, text))
}

/// Whether line `at` reads `name: meaning`. In running text one line may by chance; two below each other do not.
fn is_named(lines: &Lines<'_>, at: usize) -> bool {
    let text = lines.text(at);
    shape::run_in(text, true).is_some_and(|name| {
        let name = name.of(text);
        name.len() <= NAME && name.split_whitespace().count() <= NAME_WORDS
    })
}

/// Whether a line is part of an address or another run of short lines: no sentence, and no name with its value.
fn is_fragment(line: &Line, text: &str) -> bool {
    // Lines that end in a comma are those of an address while they are short, else items.
    let listed = line.chars > FRAGMENT / 2 && text.ends_with(',');
    line.chars <= FRAGMENT
        && !listed
        && !text.contains([':', '：'])
        && !matches!(last_mark(text), Some('.' | '!' | '?' | ':' | ';'))
}
