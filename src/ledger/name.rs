//! Which purposes a statement elsewhere names: by the words that they share and that are rare in the document.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

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
    /// What begins as one of the `plain` words names nothing.
    pub(super) fn new(
        document: &Document,
        source: &str,
        entries: &[Entry],
        plain: &[String],
    ) -> Self {
        let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let plain: FxHashSet<&str> = plain.iter().filter_map(|word| stem(word)).collect();
        for (index, entry) in entries.iter().enumerate() {
            let texts = entry.purposes.iter().map(|span| span.of(source));
            for stem in texts.flat_map(|text| stems(text, whole(text))) {
                if plain.contains(stem.as_str()) {
                    continue;
                }
                let named = by_stem.entry(stem).or_default();
                if named.last() != Some(&index) {
                    named.push(index);
                }
            }
        }
        let stems = Stems::new(document, by_stem.keys().cloned());
        by_stem.retain(|stem, _| stems.is_rare(stem));
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

/// The stems that name something, and in how many blocks each occurs.
struct Stems {
    counts: FxHashMap<String, Count>,
    common: usize,
}

/// How often a stem occurs.
#[derive(Default)]
struct Count {
    blocks: usize,
    /// The block that was counted last.
    last: Option<BlockId>,
}

impl Stems {
    fn new(document: &Document, names: impl Iterator<Item = String>) -> Self {
        let mut counts: FxHashMap<String, Count> =
            names.map(|name| (name, Count::default())).collect();
        for block in document.blocks() {
            let text = block.text.as_str();
            for token in tokens(text, whole(text)) {
                let word = fold(token.range.of(text));
                let Some(count) = stem(&word).and_then(|stem| counts.get_mut(stem)) else {
                    continue;
                };
                if count.last != Some(block.id) {
                    count.blocks += 1;
                    count.last = Some(block.id);
                }
            }
        }
        let common = (document.blocks().len() / 12).clamp(4, RARE);
        Self { counts, common }
    }

    fn is_rare(&self, stem: &str) -> bool {
        let count = self.counts.get(stem);
        count.is_some_and(|count| count.blocks <= self.common)
    }

    /// The stems under `range` of `text` that are rare and name something.
    fn rare(&self, text: &str, range: TextRange) -> Vec<String> {
        let mut found = stems(text, range);
        found.retain(|stem| self.is_rare(stem));
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
pub(super) fn whole(text: &str) -> TextRange {
    TextRange::new(0, text.len())
}

/// The stems under `range` of `text`, each once.
pub(super) fn stems(text: &str, range: TextRange) -> Vec<String> {
    let words = tokens(text, range).into_iter();
    let mut found: Vec<String> = words
        .filter_map(|token| stem(&fold(token.range.of(text))).map(str::to_owned))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What of a folded word tells it from others, unless it is too short to.
pub(super) fn stem(word: &str) -> Option<&str> {
    if word.len() < LEAST || word.chars().nth(LEAST - 1).is_none() {
        return None;
    }
    let end = word
        .char_indices()
        .nth(STEM)
        .map_or(word.len(), |(at, _)| at);
    word.get(..end)
}
