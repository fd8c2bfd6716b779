//! Negative evidence: words that say the right thing and prove nothing.

use crate::document::{BlockKind, Document};
use crate::lexicon::{ConceptId, ConceptTree, Mask, MaskScope};

use super::mention::{Mention, State};

/// Makes negative what the masking concepts mask.
pub(super) fn apply(document: &Document, concepts: &ConceptTree, mentions: &mut [Mention]) {
    for (id, mask) in (0u16..)
        .map(ConceptId)
        .zip(concepts.concepts())
        .filter_map(|(id, concept)| Some((id, concept.mask.as_ref()?)))
    {
        let families: Vec<ConceptId> = mask
            .concepts
            .iter()
            .flat_map(|concept| concepts.family(*concept))
            .collect();
        let masks: Vec<Mention> = mentions
            .iter()
            .filter(|mention| mention.concept == id)
            .cloned()
            .collect();
        let enough = |mention: &Mention| {
            mask.at_least <= 1
                || masks
                    .iter()
                    .filter(|other| in_reach(document, mask, other, mention))
                    .count()
                    >= mask.at_least
        };
        let active: Vec<&Mention> = masks.iter().filter(|mention| enough(mention)).collect();
        if active.is_empty() {
            continue;
        }
        for mention in mentions
            .iter_mut()
            .filter(|mention| families.contains(&mention.concept))
        {
            if active
                .iter()
                .any(|masking| in_reach(document, mask, masking, mention))
            {
                mention.state = State::Negative;
            }
        }
    }
}

/// Whether `mention` lies within what `masking` masks.
fn in_reach(document: &Document, mask: &Mask, masking: &Mention, mention: &Mention) -> bool {
    let same_block = masking.block == mention.block;
    match mask.over {
        MaskScope::Match => same_block && masking.range.overlaps(mention.range),
        MaskScope::Sentence => same_block && masking.sentence == mention.sentence,
        MaskScope::Block => same_block,
        MaskScope::Section => masking.section == mention.section,
        MaskScope::List => {
            (same_block && masking.sentence == mention.sentence)
                || (introduces(document, masking)
                    && document
                        .lead_ins(mention.block)
                        .any(|id| id == masking.block))
        }
    }
}

/// Whether the sentence of `masking` is the one that leads into what follows its block.
fn introduces(document: &Document, masking: &Mention) -> bool {
    document.block(masking.block).is_some_and(|block| {
        matches!(block.kind, BlockKind::Heading { .. })
            || masking.sentence + 1 == block.sentences.len()
    })
}
