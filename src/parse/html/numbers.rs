//! Numbers of headings, read by the rules that hold for plain text.

use rustc_hash::FxHashMap;

use crate::document::BlockId;
use crate::parse::plain::{HeadingNumber, heading_number};
use crate::text::Span;

use super::inline::Run;
use super::writer::Writer;

/// A number after a word (`Part 3`), which counts once another heading numbers alike.
#[derive(Debug)]
pub(super) struct WordNumber {
    word: u64,
    heading: BlockId,
    marker: Span,
    number: String,
}

impl Writer<'_, '_> {
    /// Gives `heading` and its section the number that its text begins with.
    pub(super) fn number_heading(&mut self, heading: BlockId) {
        let Some(block) = self.builder.block_mut(heading) else {
            return;
        };
        let text = block.text.as_str();
        let Some(found) = heading_number(text) else {
            return;
        };
        let number = found.number.of(text).to_owned();
        let marker = block.text.span_of(found.marker);
        if let Some(word) = found.word {
            self.word_numbers.push(WordNumber {
                word,
                heading,
                marker,
                number,
            });
        } else {
            block.marker = Some(marker);
            self.builder.number_section(heading, &number);
        }
    }

    /// Numbers the headings whose word before the number another heading has too.
    pub(super) fn settle_word_numbers(&mut self) {
        let found = std::mem::take(&mut self.word_numbers);
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        for one in &found {
            *counts.entry(one.word).or_default() += 1;
        }
        let borne_out = |one: &&WordNumber| counts.get(&one.word).is_some_and(|count| *count > 1);
        for one in found.iter().filter(borne_out) {
            if let Some(block) = self.builder.block_mut(one.heading) {
                block.marker = Some(one.marker);
            }
            self.builder.number_section(one.heading, &one.number);
        }
    }
}

/// Whether a bold line before another bold line heads it all the same: where it is numbered, or where it has no number
/// of any kind in it and the other is the first of its sequence.
pub(super) fn heads_bold(run: &Run, next: &Run) -> bool {
    let own = |run: &Run| -> Option<HeadingNumber> {
        heading_number(run.text.as_str()).filter(|found| found.word.is_none())
    };
    let undated = || !run.text.as_str().contains(|c: char| c.is_ascii_digit());
    own(run).is_some() || (own(next).is_some_and(|next| next.value == 1) && undated())
}
