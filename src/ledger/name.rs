//! Which purposes a statement elsewhere names: by the words that they share and that are rare in the document.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockKind, Document};
use crate::evidence::Mention;
use crate::text::{TextRange, fold, tokens};

use super::Entry;

/// How many letters of a word tell it from others, so that `invoice` and `invoices` are one.
const STEM: usize = 7;
/// How many letters a word has at least that says something of its own.
const LEAST: usize = 5;

/// The stems of a document, and in how many of its blocks each occurs.
pub(super) struct Stems {
    counts: FxHashMap<String, usize>,
    common: usize,
}

impl Stems {
    pub(super) fn new(document: &Document) -> Self {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for block in document.blocks() {
            let text = block.text.as_str();
            let found = stems(text, TextRange::new(0, text.len()));
            for stem in found {
                *counts.entry(stem).or_default() += 1;
            }
        }
        let common = 4.max(document.blocks().len() / 12);
        Self { counts, common }
    }

    /// The stems under `range` of `text` that are rare.
    fn rare(&self, text: &str, range: TextRange) -> FxHashSet<String> {
        let rare = |stem: &String| {
            self.counts
                .get(stem)
                .is_none_or(|count| *count <= self.common)
        };
        stems(text, range).into_iter().filter(rare).collect()
    }

    /// What a statement speaks of: the other words of its row, its item or its sentence.
    pub(super) fn around(&self, document: &Document, mention: &Mention) -> FxHashSet<String> {
        let holder = document.enclosing(mention.block, |kind| {
            matches!(kind, BlockKind::Row | BlockKind::Item)
        });
        let Some(holder) = holder.and_then(|id| document.block(id)) else {
            let Some(block) = document.block(mention.block) else {
                return FxHashSet::default();
            };
            let sentence = block.sentences.get(mention.sentence).copied();
            return self.rare(block.text.as_str(), sentence.unwrap_or(mention.range));
        };
        let mut found = FxHashSet::default();
        let inside = document
            .blocks()
            .get(holder.id.index()..)
            .unwrap_or_default();
        for block in inside
            .iter()
            .take_while(|block| block.span.start <= holder.span.end)
        {
            let text = block.text.as_str();
            if holder.span.contains(block.span) {
                found.extend(self.rare(text, TextRange::new(0, text.len())));
            }
        }
        found
    }

    /// The words that tell `entry` from others: those of its purposes.
    pub(super) fn of_entry(&self, entry: &Entry, source: &str) -> FxHashSet<String> {
        let texts = entry.purposes.iter().map(|span| span.of(source));
        texts
            .flat_map(|text| self.rare(text, TextRange::new(0, text.len())))
            .collect()
    }
}

/// The stems under `range` of `text`, each once.
fn stems(text: &str, range: TextRange) -> Vec<String> {
    let mut found: Vec<String> = tokens(text, range)
        .into_iter()
        .map(|token| fold(token.range.of(text)))
        .filter(|word| word.chars().count() >= LEAST)
        .map(|word| word.chars().take(STEM).collect())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
