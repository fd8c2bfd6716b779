//! Where mentions stand, and in which role each section speaks.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document, Place, Role};
use crate::lexicon::ConceptTree;

use super::mention::Mention;

impl From<&Mention> for Place {
    fn from(mention: &Mention) -> Self {
        Self {
            block: mention.block,
            sentence: mention.sentence,
            section: mention.section,
        }
    }
}

/// The role of each section: what its heading says, else that of the section around it.
pub(super) fn roles(
    document: &Document,
    concepts: &ConceptTree,
    mentions: &[Mention],
) -> Vec<Role> {
    let named = [
        ("cue.controller-role", Role::Controller),
        ("cue.processor-role", Role::Processor),
        ("topic.processor", Role::Processor),
        ("joint-controllers", Role::Joint),
    ];
    let mut said: FxHashMap<BlockId, Role> = FxHashMap::default();
    for (id, role) in named
        .into_iter()
        .filter_map(|(name, role)| Some((concepts.get(name)?, role)))
    {
        said.extend(
            mentions
                .iter()
                .filter(|mention| mention.concept == id)
                .map(|mention| (mention.block, role)),
        );
    }
    let mut roles: Vec<Role> = Vec::new();
    for section in document.sections() {
        let own = section
            .heading
            .and_then(|heading| said.get(&heading))
            .copied();
        let inherited = section
            .parent
            .and_then(|parent| roles.get(parent.index()))
            .copied();
        roles.push(own.or(inherited).unwrap_or_default());
    }
    roles
}
