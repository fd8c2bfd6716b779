//! Words that tell that legal bases follow, and not which: “Legal bases for processing” over a table, “the following bases:”.

use rustc_hash::FxHashSet;

use crate::document::{BlockKind, Document};
use crate::evidence::Evidence;
use crate::lexicon::ConceptTree;
use crate::text::Span;

use super::{Entry, FieldKind, concept_of, index_of};

/// Mentions of no basis in particular in headings and in what leads in.
pub(super) struct Bare(FxHashSet<Span>);

impl Bare {
    pub(super) fn new(document: &Document, evidence: &Evidence, concepts: &ConceptTree) -> Self {
        let root = concepts.get(concept_of(FieldKind::LegalBasis));
        let all = evidence.mentions.iter();
        let found = all.filter(|mention| {
            Some(mention.concept) == root
                && document.block(mention.block).is_some_and(|block| {
                    let last = block.sentences.len().saturating_sub(1);
                    let leads_in = block.text.as_str().trim_end().ends_with(':');
                    matches!(block.kind, BlockKind::Heading { .. })
                        || (leads_in && mention.sentence == last)
                })
        });
        Self(found.map(|mention| mention.span).collect())
    }

    /// Takes them from entries: the reader is left to find what follows.
    pub(super) fn leave(&self, entries: &mut [Entry]) {
        let kind = FieldKind::LegalBasis;
        for entry in entries {
            let Some(field) = entry.fields.get_mut(index_of(kind)) else {
                continue;
            };
            let before = field.statements.len();
            let is_bare = |span: &Span| self.0.contains(span);
            field.statements.retain(|known| !is_bare(&known.span));
            if field.statements.len() < before {
                field.elsewhere = true;
            }
        }
    }
}
