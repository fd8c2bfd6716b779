//! What stands twice: words in a row, paragraphs, headings.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind, Document, SectionId};
use crate::engine::Case;
use crate::engine::predicate::Flaw;
use crate::engine::subject::{Instance, prose};
use crate::text::{TextRange, fold};

use super::{flawed, whole};

/// The fewest words of a paragraph whose repetition is worth a word.
const FEWEST_WORDS: usize = 12;
/// The most words that are taken to be repeated as a phrase.
const LONGEST_PHRASE: usize = 3;

/// Paragraphs of some length that stand in the text already.
pub(in crate::engine) fn repeated_paragraphs(document: &Document) -> Vec<Instance> {
    let mut first: FxHashMap<u64, &Block> = FxHashMap::default();
    let mut found = Vec::new();
    for block in prose(document).filter(|block| block.kind == BlockKind::Paragraph) {
        let text = block.text.as_str();
        if text.split_whitespace().nth(FEWEST_WORDS - 1).is_none() {
            continue;
        }
        let before = *first.entry(print(text)).or_insert(block);
        if before.id != block.id && same_words(before.text.as_str(), text) {
            let flaw = Flaw {
                first: Some(before.text.span()),
                ..Flaw::default()
            };
            found.extend(whole(document, block, flaw));
        }
    }
    found
}

/// A number that texts of the same words share.
fn print(text: &str) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    for word in text.split_whitespace() {
        hasher.write(word.as_bytes());
        hasher.write_u8(0);
    }
    hasher.finish()
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// How many headings of one parent may come twice before that is a pattern of its own: the same few parts of several things.
const MOST_REPEATED: usize = 2;

/// The headings of one text on one level under one heading.
type Siblings = (Option<SectionId>, u8);

/// Headings that say the same as one before them on the same level under the same heading. What comes more often than twice, or beside
/// others that do, names parts of several things and not a section.
pub(in crate::engine) fn repeated_headings(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    if !document.left_out().is_empty() {
        return Vec::new();
    }
    let unmarked: FxHashSet<BlockId> = document.unmarked().iter().copied().collect();
    let filled = filled(document);
    let mut places: FxHashMap<(Siblings, String), Vec<&Block>> = FxHashMap::default();
    let mut order = Vec::new();
    for section in document.sections().iter().skip(1) {
        let Some(block) = section.heading.and_then(|id| document.block(id)) else {
            continue;
        };
        // An entry of a table of contents heads nothing.
        let is_bare = !filled.get(section.id.index()).copied().unwrap_or_default();
        let text = block.text.as_str();
        let counts =
            !is_bare && document.title() != Some(block.id) && !unmarked.contains(&block.id);
        // Without marks, a line of a word or two may be anything that stands alone.
        let marked = block.span.of(case.source).starts_with(['#', '<']) || section.number.is_some();
        let sure = marked || text.split_whitespace().nth(2).is_some();
        if !counts || !sure || !text.contains(char::is_alphabetic) {
            continue;
        }
        let key = (
            (section.parent, section.level),
            fold(text.trim()).into_owned(),
        );
        let all = places.entry(key.clone()).or_default();
        all.push(block);
        if all.len() == 2 {
            order.push(key);
        }
    }
    let mut repeated: FxHashMap<Siblings, usize> = FxHashMap::default();
    for (siblings, _) in &order {
        *repeated.entry(*siblings).or_default() += 1;
    }
    let mut found = Vec::new();
    for key in &order {
        let few = repeated
            .get(&key.0)
            .is_some_and(|count| *count <= MOST_REPEATED);
        if let Some([first, again]) = places.get(key).map(Vec::as_slice).filter(|_| few) {
            let flaw = Flaw {
                first: Some(first.text.span()),
                ..Flaw::default()
            };
            found.extend(whole(document, again, flaw));
        }
    }
    found
}

/// Which sections hold anything beside their heading, in themselves or below.
fn filled(document: &Document) -> Vec<bool> {
    let mut filled = vec![false; document.sections().len()];
    for block in document.blocks() {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        if let Some(own) = filled.get_mut(block.section.index()) {
            *own |= !is_heading && !block.text.is_empty();
        }
    }
    for section in document.sections().iter().skip(1).rev() {
        let own = filled.get(section.id.index()).copied().unwrap_or_default();
        let above = section.parent.and_then(|id| filled.get_mut(id.index()));
        if let Some(above) = above {
            *above |= own;
        }
    }
    filled
}

/// Words, or phrases of a few, that stand twice in a row in one sentence.
pub(in crate::engine) fn repeated_words(document: &Document) -> Vec<Instance> {
    let mut found = Vec::new();
    for block in prose(document) {
        let text = block.text.as_str();
        for range in repetitions(text) {
            found.extend(flawed(document, block, range, Flaw::default()));
        }
    }
    found
}

/// A word of a text, without the marks around it.
#[derive(Clone, Copy, Default)]
struct Word<'t> {
    at: usize,
    bare: &'t str,
    /// Whether a mark stands before or after it, so that nothing reaches across.
    opened: bool,
    closed: bool,
}

impl<'t> Word<'t> {
    fn new(at: usize, text: &'t str) -> Self {
        let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = start.trim_end_matches(|c: char| !c.is_alphanumeric());
        Self {
            at: at + text.len() - start.len(),
            bare,
            opened: start.len() < text.len(),
            closed: bare.len() < start.len(),
        }
    }

    /// Whether both are the same word: letters alone, and no name.
    fn repeats(&self, other: &Self) -> bool {
        self.bare.len() == other.bare.len()
            && self.bare.len() > 1
            && self.bare.eq_ignore_ascii_case(other.bare)
            && self.bare.chars().all(char::is_alphabetic)
            && self.bare.starts_with(char::is_lowercase)
    }
}

/// Where words or phrases of `text` stand twice with nothing but white space between.
fn repetitions(text: &str) -> Vec<TextRange> {
    const RING: usize = 2 * LONGEST_PHRASE;
    let mut found: Vec<TextRange> = Vec::new();
    let mut recent = [Word::default(); RING];
    // For each length of a phrase, how many words in a row were the same as those that far before.
    let mut runs = [0_usize; LONGEST_PHRASE];
    for (count, (at, word)) in split(text).enumerate() {
        let word = Word::new(at, word);
        let ago = |back: usize| {
            let place = count.checked_sub(back)? % RING;
            recent.get(place).copied()
        };
        let joined = !word.opened && ago(1).is_some_and(|last| !last.closed);
        for (length, run) in (1..).zip(&mut runs) {
            let same = joined && ago(length).is_some_and(|before| word.repeats(&before));
            *run = if same { *run + 1 } else { 0 };
            if *run < length {
                continue;
            }
            *run = 0;
            let whole = (1..2 * length).all(|back| ago(back).is_some_and(|word| !word.closed));
            let Some(first) = ago(2 * length - 1).filter(|_| whole) else {
                continue;
            };
            let range = TextRange::new(first.at, word.at + word.bare.len());
            if found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range);
            }
        }
        if let Some(place) = recent.get_mut(count % RING) {
            *place = word;
        }
    }
    found
}

/// The words of `text` between white space, and where they begin.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr().addr();
    text.split_whitespace()
        .map(move |word| (word.as_ptr().addr() - start, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        repetitions(text)
            .into_iter()
            .map(|range| range.of(text))
            .collect()
    }

    #[test]
    fn words_and_phrases_in_a_row_are_found() {
        assert_eq!(found("the data of the the reader"), ["the the"]);
        assert_eq!(found("It is kept of the of the file."), ["of the of the"]);
        assert_eq!(found("De de lezer (van van) ons"), ["De de", "van van"]);
    }

    #[test]
    fn marks_names_and_numbers_part_words() {
        assert!(found("again, again and 10 10 for Duran Duran; the data. Data of").is_empty());
        assert!(found("names, of names of others").is_empty());
        assert!(found("kept for a year, a year of 365 days").is_empty());
    }
}
