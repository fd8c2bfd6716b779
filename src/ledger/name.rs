//! Which purposes a statement elsewhere names: by the words that they share and that are rare in the document.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind, Document};
use crate::evidence::Mention;
use crate::text::{TextRange, fold, tokens};

use super::Entry;

/// How many letters of a word tell it from others, so that `invoice` and `invoices` are one.
const STEM: usize = 7;
/// How many letters a word has at least that says something of its own.
const LEAST: usize = 5;

/// In how many blocks a rare word stands at most, however long the document is.
const RARE: usize = 100;

/// The words that name the entries of a document.
pub(super) struct Names {
    stems: Stems,
    /// Which entries each stem names, by index.
    entries: FxHashMap<String, Vec<usize>>,
    /// Which entries are named around a statement that was asked about, by what holds it.
    known: FxHashMap<(BlockId, usize), Rc<[usize]>>,
}

impl Names {
    pub(super) fn new(document: &Document, source: &str, entries: &[Entry]) -> Self {
        let stems = Stems::new(document);
        let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, entry) in entries.iter().enumerate() {
            let texts = entry.purposes.iter().map(|span| span.of(source));
            for stem in texts.flat_map(|text| stems.rare(text, whole(text))) {
                let named = by_stem.entry(stem).or_default();
                if named.last() != Some(&index) {
                    named.push(index);
                }
            }
        }
        Self {
            stems,
            entries: by_stem,
            known: FxHashMap::default(),
        }
    }

    /// The entries that a statement names, in order: by the other words of its row, its item or its sentence.
    pub(super) fn named_by(&mut self, document: &Document, mention: &Mention) -> Rc<[usize]> {
        let holder = document.enclosing(mention.block, |kind| {
            matches!(kind, BlockKind::Row | BlockKind::Item)
        });
        let key = match holder {
            Some(holder) => (holder, usize::MAX),
            None => (mention.block, mention.sentence),
        };
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let stems = match holder.and_then(|id| document.block(id)) {
            Some(holder) => self.stems.inside(document, holder),
            None => self.stems.beside(document, mention),
        };
        let named = stems.iter().filter_map(|stem| self.entries.get(stem));
        let mut named: Vec<usize> = named.flatten().copied().collect();
        named.sort_unstable();
        named.dedup();
        let named: Rc<[usize]> = named.into();
        self.known.insert(key, Rc::clone(&named));
        named
    }
}

/// The stems of a document, and in how many of its blocks each occurs.
struct Stems {
    counts: FxHashMap<String, usize>,
    common: usize,
}

impl Stems {
    fn new(document: &Document) -> Self {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for block in document.blocks() {
            let text = block.text.as_str();
            for stem in stems(text, whole(text)) {
                *counts.entry(stem).or_default() += 1;
            }
        }
        let common = (document.blocks().len() / 12).clamp(4, RARE);
        Self { counts, common }
    }

    /// The stems under `range` of `text` that are rare.
    fn rare(&self, text: &str, range: TextRange) -> Vec<String> {
        let mut found = stems(text, range);
        found.retain(|stem| {
            let count = self.counts.get(stem);
            count.is_none_or(|count| *count <= self.common)
        });
        found
    }

    /// The rare stems of all that a row or an item holds.
    fn inside(&self, document: &Document, holder: &Block) -> Vec<String> {
        let from = document.blocks().get(holder.id.index()..);
        let inside = from.unwrap_or_default().iter();
        inside
            .take_while(|block| block.span.start <= holder.span.end)
            .filter(|block| holder.span.contains(block.span))
            .flat_map(|block| self.rare(block.text.as_str(), whole(block.text.as_str())))
            .collect()
    }

    /// The rare stems of the sentence of a mention.
    fn beside(&self, document: &Document, mention: &Mention) -> Vec<String> {
        let Some(block) = document.block(mention.block) else {
            return Vec::new();
        };
        let sentence = block.sentences.get(mention.sentence).copied();
        self.rare(block.text.as_str(), sentence.unwrap_or(mention.range))
    }
}

/// All of `text`.
fn whole(text: &str) -> TextRange {
    TextRange::new(0, text.len())
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
