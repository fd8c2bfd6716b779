//! Scopes: how far from a mention what belongs to it may stand, and in which role a section speaks.

use serde::Deserialize;

use crate::document::{BlockId, BlockKind, Document, SectionId};
use crate::lexicon::ConceptTree;

use super::mention::Mention;

/// How far to look, from the innermost scope out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The same sentence.
    Sentence,
    /// The same cell.
    Cell,
    /// The same row, with its column headers.
    Row,
    /// The same item, with what stands below it and what introduces its list.
    Item,
    /// The same block, with what introduces it.
    Block,
    /// The same section, without the sections below it.
    Section,
    /// The same section and all below it.
    Subtree,
    /// Anywhere.
    Document,
}

impl Scope {
    /// The word for it in rule files and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Cell => "cell",
            Self::Row => "row",
            Self::Item => "item",
            Self::Block => "block",
            Self::Section => "section",
            Self::Subtree => "subtree",
            Self::Document => "document",
        }
    }
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The block.
    pub block: BlockId,
    /// The sentence of the block, by index.
    pub sentence: usize,
    /// The section of the block.
    pub section: SectionId,
}

impl From<&Mention> for Place {
    fn from(mention: &Mention) -> Self {
        Self {
            block: mention.block,
            sentence: mention.sentence,
            section: mention.section,
        }
    }
}

impl Place {
    /// Whether `other` lies within `scope` around this place.
    pub fn reaches(self, document: &Document, scope: Scope, other: Self) -> bool {
        let same = |kind: fn(&BlockKind) -> bool| {
            let own = document.enclosing(self.block, kind);
            own.is_some() && own == document.enclosing(other.block, kind)
        };
        let leads_in = || document.lead_ins(self.block).any(|id| id == other.block);
        match scope {
            Scope::Sentence => self.block == other.block && self.sentence == other.sentence,
            Scope::Cell => same(|kind| matches!(kind, BlockKind::Cell { .. })),
            Scope::Row => {
                same(|kind| *kind == BlockKind::Row)
                    || document.column_header(self.block) == Some(other.block)
            }
            Scope::Item => {
                same(|kind| *kind == BlockKind::Item)
                    || (document
                        .enclosing(self.block, |kind| *kind == BlockKind::Item)
                        .is_some()
                        && leads_in())
            }
            Scope::Block => self.block == other.block || leads_in(),
            Scope::Section => self.section == other.section,
            Scope::Subtree => document
                .section_chain(other.section)
                .any(|section| section.id == self.section),
            Scope::Document => true,
        }
    }
}

/// In which role the organisation speaks in a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It decides.
    Controller,
    /// It acts for somebody else.
    Processor,
    /// It decides together with others.
    Joint,
    /// The section does not say.
    #[default]
    Unstated,
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
    let mut roles: Vec<Role> = Vec::new();
    for section in document.sections() {
        let in_heading = |name: &str| {
            concepts.get(name).is_some_and(|id| {
                mentions
                    .iter()
                    .any(|mention| mention.concept == id && Some(mention.block) == section.heading)
            })
        };
        let own = named
            .iter()
            .filter(|(name, _)| in_heading(name))
            .map(|(_, role)| *role)
            .next_back();
        let inherited = section
            .parent
            .and_then(|parent| roles.get(parent.index()))
            .copied();
        roles.push(own.or(inherited).unwrap_or_default());
    }
    roles
}
