//! Negative evidence: words that say the right thing and prove nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, Document, SectionId};
use crate::lexicon::{ConceptId, ConceptTree, Mask, MaskScope};
use crate::text::TextRange;

use super::mention::{Mention, State};

/// Makes negative what the masking concepts mask.
pub(super) fn apply(document: &Document, concepts: &ConceptTree, mentions: &mut [Mention]) {
    let mut by_concept: FxHashMap<ConceptId, Vec<usize>> = FxHashMap::default();
    for (index, mention) in mentions.iter().enumerate() {
        by_concept.entry(mention.concept).or_default().push(index);
    }
    for (id, concept) in (0u16..).map(ConceptId).zip(concepts.concepts()) {
        let (Some(mask), Some(masking)) = (&concept.mask, by_concept.get(&id)) else {
            continue;
        };
        let masking = masking.iter().filter_map(|index| mentions.get(*index));
        let reach = Reach::new(document, mask, masking);
        let masked = by_concept
            .iter()
            .filter(|(id, _)| mask.concepts.contains(**id));
        for index in masked.flat_map(|(_, indices)| indices) {
            if let Some(mention) = mentions.get_mut(*index)
                && reach.covers(document, mention)
            {
                mention.state = State::Negative;
            }
        }
    }
}

/// A heading with nothing under it states nothing.
pub(super) fn bare_headings(document: &Document, mentions: &mut [Mention]) {
    let mut bare: FxHashSet<BlockId> = document
        .sections()
        .iter()
        .filter_map(|section| section.heading)
        .collect();
    for block in document.blocks() {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        if block.text.is_empty() || is_heading {
            continue;
        }
        for heading in document
            .section_chain(block.section)
            .filter_map(|section| section.heading)
        {
            bare.remove(&heading);
        }
    }
    let says_nothing = |mention: &&mut Mention| {
        // A title names, and a value is stated wherever it stands (“Last updated: 3 May”).
        bare.contains(&mention.block)
            && document.title() != Some(mention.block)
            && mention.value.is_none()
    };
    for mention in mentions.iter_mut().filter(says_nothing) {
        mention.state = State::Negative;
    }
}

/// The places that the mentions of one masking concept reach.
#[derive(Default)]
struct Reach {
    matches: FxHashMap<(BlockId, usize), Vec<TextRange>>,
    sentences: FxHashSet<(BlockId, usize)>,
    blocks: FxHashSet<BlockId>,
    sections: FxHashSet<SectionId>,
    lead_ins: FxHashSet<BlockId>,
}

impl Reach {
    fn new<'m>(
        document: &Document,
        mask: &Mask,
        masking: impl Iterator<Item = &'m Mention> + Clone,
    ) -> Self {
        let mut reach = Self::default();
        let mut counts: FxHashMap<(SectionId, BlockId, usize), usize> = FxHashMap::default();
        let key = |mention: &Mention| match mask.over {
            MaskScope::Section => (mention.section, BlockId(0), 0),
            MaskScope::Block => (mention.section, mention.block, 0),
            _ => (mention.section, mention.block, mention.sentence),
        };
        for mention in masking.clone() {
            *counts.entry(key(mention)).or_default() += 1;
        }
        for mention in masking.filter(|mention| {
            counts
                .get(&key(mention))
                .is_some_and(|count| *count >= mask.at_least)
        }) {
            reach.add(document, mask.over, mention);
        }
        reach
    }

    fn add(&mut self, document: &Document, over: MaskScope, mention: &Mention) {
        match over {
            MaskScope::Match => self
                .matches
                .entry((mention.block, mention.sentence))
                .or_default()
                .push(mention.range),
            MaskScope::Block => {
                self.blocks.insert(mention.block);
            }
            MaskScope::Section => {
                self.sections.insert(mention.section);
            }
            MaskScope::Sentence => {
                self.sentences.insert((mention.block, mention.sentence));
            }
            MaskScope::List => {
                self.sentences.insert((mention.block, mention.sentence));
                if introduces(document, mention) {
                    self.lead_ins.insert(mention.block);
                }
            }
        }
    }

    fn covers(&self, document: &Document, mention: &Mention) -> bool {
        let overlapped = self.matches.get(&(mention.block, mention.sentence));
        overlapped
            .into_iter()
            .flatten()
            .any(|range| range.overlaps(mention.range))
            || self.sentences.contains(&(mention.block, mention.sentence))
            || self.blocks.contains(&mention.block)
            || self.sections.contains(&mention.section)
            || (!self.lead_ins.is_empty()
                && document
                    .lead_ins(mention.block)
                    .any(|id| self.lead_ins.contains(&id)))
    }
}

/// Whether the sentence of `masking` is the one that leads into what follows its block.
fn introduces(document: &Document, masking: &Mention) -> bool {
    document
        .block(masking.block)
        .is_some_and(|block| masking.sentence + 1 == block.sentences.len())
}
