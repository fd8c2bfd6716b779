//! What a heading announces among others, and the text then does not tell.

use rustc_hash::FxHashSet;

use crate::document::{BlockKind, Place, SectionId};
use crate::evidence::Mention;
use crate::lexicon::ConceptId;
use crate::rule::{Selector, Subject};

use super::Case;
use super::beside::Places;
use super::subject::Instance;

/// Keeps what stands in a heading that names others of its kind too, over a section that tells of them, where no running text tells of it; what stands
/// beside one of what the selector is asked without tells of something else.
pub(super) fn keep(case: Case<'_>, selector: &Selector, instances: &mut Vec<Instance>) {
    let Subject::Concepts(family) = &selector.subject else {
        instances.clear();
        return;
    };
    let counted = |mention: &&Mention| mention.counts();
    let others = Places::new(case, &selector.without);
    let mut told = case.evidence.of(family).filter(counted);
    if told.any(|mention| !is_heading(case, mention) && !others.hold(case, Place::from(mention))) {
        instances.clear();
        return;
    }
    let others = siblings(case, family);
    let mut named: FxHashSet<(SectionId, ConceptId)> = FxHashSet::default();
    let mut said: FxHashSet<(SectionId, ConceptId)> = FxHashSet::default();
    for mention in case.evidence.of(&others).filter(counted) {
        let key = (mention.section, mention.concept);
        if is_heading(case, mention) {
            named.insert(key);
        } else {
            said.insert(key);
        }
    }
    instances.retain(|instance| {
        let section = instance.place.section;
        let other =
            |id: &&ConceptId| named.contains(&(section, **id)) && said.contains(&(section, **id));
        is_heading_block(case, instance) && others.iter().any(|id| other(&id))
    });
    for instance in instances {
        if let Some(block) = case.document.block(instance.place.block) {
            instance.span = block.text.span();
        }
    }
}

/// The concepts of the same kind as those of `family`: those below the same name.
fn siblings(case: Case<'_>, family: &[ConceptId]) -> Vec<ConceptId> {
    let concepts = case.lexicon.concepts();
    let kinds = family
        .iter()
        .filter_map(|id| concepts.name(*id).split('.').next());
    let mut all: Vec<ConceptId> = kinds
        .filter_map(|kind| concepts.get(kind))
        .flat_map(|kind| concepts.family(kind))
        .filter(|id| !family.contains(id))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn is_heading(case: Case<'_>, mention: &Mention) -> bool {
    let block = case.document.block(mention.block);
    block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
}

fn is_heading_block(case: Case<'_>, instance: &Instance) -> bool {
    let block = case.document.block(instance.place.block);
    block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
}
