//! Where mentions stand, and in which role each section speaks.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document, Place, Role};
use crate::lexicon::{ConceptId, ConceptTree};

use super::Evidence;
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

/// What says in which role a part of the text speaks; where one heading says several, the last counts.
const NAMED: [(&str, Role); 4] = [
    ("cue.controller-role", Role::Controller),
    ("cue.processor-role", Role::Processor),
    (HEADED, Role::Processor),
    ("joint-controllers", Role::Joint),
];
/// What says so in a heading alone.
const HEADED: &str = "topic.processor";

/// The blocks that state a role, with it.
pub fn stated_roles<'a>(
    concepts: &'a ConceptTree,
    evidence: &'a Evidence,
) -> impl Iterator<Item = (BlockId, Role)> + 'a {
    let named = NAMED.into_iter().filter(|(name, _)| *name != HEADED);
    named.flat_map(move |(name, role)| {
        let family: Vec<ConceptId> = concepts.get(name).into_iter().collect();
        let said = evidence.of(&family).filter(|mention| mention.counts());
        let blocks: Vec<BlockId> = said.map(|mention| mention.block).collect();
        blocks.into_iter().map(move |block| (block, role))
    })
}

/// The role of each section: what its heading says, else that of the section around it.
pub(super) fn roles(
    document: &Document,
    concepts: &ConceptTree,
    mentions: &[Mention],
) -> Vec<Role> {
    let mut said: FxHashMap<BlockId, Role> = FxHashMap::default();
    for (id, role) in NAMED
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
