//! Scopes: how far from a place what belongs to it may stand; and the roles that sections speak in.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::{Block, BlockId, BlockKind, Document, SectionId};

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
    /// The next sentence, if only that of the paragraph after.
    Next,
    /// The list or table right after; below a heading its section.
    Below,
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
            Self::Next => "next",
            Self::Below => "below",
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

/// Places by scope: answers whether any of them lies within a scope around another place, in constant time.
#[derive(Clone, Debug, Default)]
pub struct ScopeIndex {
    sentences: FxHashSet<(BlockId, usize)>,
    /// The places' blocks, and the cells, rows, items, lists and tables around them.
    blocks: FxHashSet<BlockId>,
    sections: FxHashSet<SectionId>,
    subtrees: FxHashSet<SectionId>,
}

impl ScopeIndex {
    /// An index of `places`.
    pub fn new(document: &Document, places: impl IntoIterator<Item = Place>) -> Self {
        let mut index = Self::default();
        for place in places {
            index.sentences.insert((place.block, place.sentence));
            index.blocks.insert(place.block);
            let around = |kind: &BlockKind| {
                matches!(
                    kind,
                    BlockKind::Cell { .. }
                        | BlockKind::Row
                        | BlockKind::Item
                        | BlockKind::Table
                        | BlockKind::List { .. }
                )
            };
            let outer = document
                .ancestors(place.block)
                .filter(|id| document.block(*id).is_some_and(|block| around(&block.kind)));
            index.blocks.extend(outer);
            if index.sections.insert(place.section) {
                index.subtrees.extend(
                    document
                        .section_chain(place.section)
                        .map(|section| section.id),
                );
            }
        }
        index
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Whether any of the places lies within `scope` around `place`.
    pub fn reaches(&self, document: &Document, scope: Scope, place: Place) -> bool {
        let within = |kind: fn(&BlockKind) -> bool| {
            document
                .enclosing(place.block, kind)
                .is_some_and(|id| self.blocks.contains(&id))
        };
        let led_in = || {
            document
                .lead_ins(place.block)
                .any(|id| self.blocks.contains(&id))
        };
        let is_item = |kind: &BlockKind| *kind == BlockKind::Item;
        match scope {
            Scope::Sentence => self.sentences.contains(&(place.block, place.sentence)),
            Scope::Cell => within(|kind| matches!(kind, BlockKind::Cell { .. })),
            Scope::Row => {
                within(|kind| *kind == BlockKind::Row)
                    || document
                        .column_header(place.block)
                        .is_some_and(|id| self.blocks.contains(&id))
            }
            Scope::Item => {
                within(is_item) || (document.enclosing(place.block, is_item).is_some() && led_in())
            }
            Scope::Block => self.blocks.contains(&place.block) || led_in(),
            Scope::Next => self.is_next(document, place),
            Scope::Below => self.is_below(document, place),
            Scope::Section => self.sections.contains(&place.section),
            Scope::Subtree => self.subtrees.contains(&place.section),
            Scope::Document => !self.is_empty(),
        }
    }

    /// Whether one of the places stands in the sentence after `place`.
    fn is_next(&self, document: &Document, place: Place) -> bool {
        let Some(block) = document.block(place.block) else {
            return false;
        };
        if place.sentence + 1 < block.sentences.len() {
            return self.sentences.contains(&(block.id, place.sentence + 1));
        }
        // What stands beside an item or a cell tells of something else.
        after(document, block).is_some_and(|next| {
            matches!(next.kind, BlockKind::Paragraph | BlockKind::Definition)
                && self.sentences.contains(&(next.id, 0))
        })
    }

    /// Whether one of the places stands in the list or table after `place`, or in the section that it heads.
    fn is_below(&self, document: &Document, place: Place) -> bool {
        let Some(block) = document.block(place.block) else {
            return false;
        };
        if matches!(block.kind, BlockKind::Heading { .. }) {
            return self.sections.contains(&block.section);
        }
        let ends = place.sentence + 1 >= block.sentences.len();
        ends && after(document, block).is_some_and(|next| {
            matches!(next.kind, BlockKind::List { .. } | BlockKind::Table)
                && self.blocks.contains(&next.id)
        })
    }
}

/// The block after `block` in its section, where it stands beside or below it.
fn after<'a>(document: &'a Document, block: &Block) -> Option<&'a Block> {
    let next = document.blocks().get(block.id.index() + 1)?;
    let belongs = next.parent == block.parent || next.parent == Some(block.id);
    (next.section == block.section && belongs).then_some(next)
}

/// In which role the organisation speaks in a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
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
