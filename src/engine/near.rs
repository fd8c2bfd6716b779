//! What a statement is about: the mentions of some concepts that stand nearest to it.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Document};
use crate::evidence::Mention;
use crate::lexicon::ConceptId;
use crate::rule::Around;

use super::Case;
use super::subject::Instance;

/// The most words of a cell that names what its row is about.
const NAME: usize = 5;

/// Where the concepts of a family are mentioned.
#[derive(Debug)]
pub(super) struct Near<'a> {
    within: &'a [Around],
    blocks: FxHashMap<BlockId, Vec<&'a Mention>>,
}

impl<'a> Near<'a> {
    /// The mentions of `family`; also those that count for nothing by themselves, since they say what is spoken of.
    pub(super) fn new(case: Case<'a>, family: &[ConceptId], within: &'a [Around]) -> Self {
        let mut blocks: FxHashMap<BlockId, Vec<&'a Mention>> = FxHashMap::default();
        for mention in case.evidence.of(family) {
            blocks.entry(mention.block).or_default().push(mention);
        }
        Self { within, blocks }
    }

    /// What `instance` is about: what its sentence mentions, else the first cell of its row or the words that run into its
    /// block, else what introduces it or the heading above it. Beyond the sentence only one thing is clear enough, and within it
    /// where several statements share it.
    pub(super) fn of(
        &self,
        document: &Document,
        instance: &Instance,
        alone: bool,
    ) -> Vec<ConceptId> {
        let place = instance.place;
        for around in self.within {
            let found = match around {
                Around::Sentence => {
                    let here = self.mentions(place.block);
                    distinct(here.filter(|mention| mention.sentence == place.sentence))
                }
                Around::Row => self.first_cell(document, place.block),
                Around::Heading => self.above(document, instance),
            };
            if !found.is_empty() {
                let several = *around != Around::Sentence || !alone;
                return if several { single(found) } else { found };
            }
        }
        Vec::new()
    }

    fn mentions(&self, block: BlockId) -> impl Iterator<Item = &'a Mention> + '_ {
        self.blocks.get(&block).into_iter().flatten().copied()
    }

    /// What the first cell with text of the row around `block` mentions.
    fn first_cell(&self, document: &Document, block: BlockId) -> Vec<ConceptId> {
        let first = row_of(document, block).and_then(|row| {
            let behind = document.blocks().get(row.index() + 1..)?;
            behind.iter().find(|block| !block.text.is_empty())
        });
        // A long cell tells of something narrower than what it mentions.
        let short = first.filter(|cell| cell.text.as_str().split_whitespace().count() <= NAME);
        short.map_or_else(Vec::new, |cell| distinct(self.mentions(cell.id)))
    }

    /// What the words that run into the block mention, else the nearest of its lead-ins and headings that mentions any.
    fn above(&self, document: &Document, instance: &Instance) -> Vec<ConceptId> {
        let place = instance.place;
        let own = document.block(place.block).and_then(|block| block.run_in);
        let run_in = own.map_or_else(Vec::new, |run_in| {
            let here = self.mentions(place.block);
            distinct(here.filter(|mention| run_in.contains(mention.range)))
        });
        // What is above a list or table is about each of its parts, and they about something narrower.
        let is_part = |kind: &BlockKind| matches!(kind, BlockKind::Item | BlockKind::Row);
        if !run_in.is_empty() || document.enclosing(place.block, is_part).is_some() {
            return run_in;
        }
        let sections = document.section_chain(place.section);
        let headings = sections.filter_map(|section| section.heading);
        let above = document.lead_ins(place.block).chain(headings);
        let mut named = above
            .filter(|id| document.title() != Some(*id))
            .map(|id| distinct(self.mentions(id)));
        named.find(|found| !found.is_empty()).unwrap_or_default()
    }
}

fn row_of(document: &Document, block: BlockId) -> Option<BlockId> {
    document.enclosing(block, |kind| *kind == BlockKind::Row)
}

fn distinct<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Vec<ConceptId> {
    let mut found: Vec<ConceptId> = mentions.map(|mention| mention.concept).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn single(found: Vec<ConceptId>) -> Vec<ConceptId> {
    if found.len() == 1 { found } else { Vec::new() }
}
