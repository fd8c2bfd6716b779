//! What stands after or beside words that send the reader elsewhere: a link, an address, a list.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind};
use crate::entity::EntityKind;

use super::Case;
use super::subject::Instance;

/// The longest paragraph that can be the thing that was announced, in bytes.
const SHORT: usize = 160;

/// Where a document sends its readers.
pub(super) struct Targets<'a> {
    case: Case<'a>,
    /// The blocks that hold a link or an address, and where the last of them ends.
    ends: FxHashMap<BlockId, usize>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let links = case
            .document
            .links()
            .iter()
            .map(|link| (link.block, link.span.end));
        let addresses = case.evidence.entities.iter().filter_map(|placed| {
            let leads = matches!(
                placed.entity.value.kind(),
                EntityKind::Url | EntityKind::Email | EntityKind::Phone | EntityKind::Address
            );
            let block = case.document.block(placed.block).filter(|_| leads)?;
            Some((block.id, block.text.span_of(placed.entity.range).end))
        });
        let mut ends = FxHashMap::default();
        for (block, end) in links.chain(addresses) {
            let last = ends.entry(block).or_insert(end);
            *last = end.max(*last);
        }
        Self { case, ends }
    }

    /// Whether the block of `instance`, or a short one right after it, holds a link or an address, or a list follows.
    pub(super) fn beside(&self, instance: &Instance) -> bool {
        let Some(block) = self.case.document.block(instance.place.block) else {
            return true;
        };
        let announced = block.text.as_str().trim_end().ends_with(':');
        self.ends.contains_key(&block.id)
            || self.next(block).is_some_and(|next| {
                (announced && holds_others(next))
                    || (self.ends.contains_key(&next.id) && next.text.len() <= SHORT)
            })
    }

    /// Whether something completes the sentence that ends with `instance`.
    pub(super) fn after(&self, instance: &Instance) -> bool {
        let Some(block) = self.case.document.block(instance.place.block) else {
            return true;
        };
        if matches!(block.kind, BlockKind::Heading { .. })
            || self
                .ends
                .get(&block.id)
                .is_some_and(|end| *end >= instance.span.end)
        {
            return true;
        }
        let Some(next) = self.next(block) else {
            return false;
        };
        let sibling = block.kind == BlockKind::Item
            && next.kind == BlockKind::Item
            && next.parent == block.parent;
        self.ends.contains_key(&next.id)
            || next.parent == Some(block.id)
            || (!sibling && completes(next))
    }

    fn next(&self, block: &Block) -> Option<&'a Block> {
        let next = self.case.document.blocks().get(block.id.index() + 1)?;
        (next.section == block.section).then_some(next)
    }
}

const fn holds_others(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::List { .. }
            | BlockKind::Table
            | BlockKind::Quote
            | BlockKind::Code
            | BlockKind::Definition
    )
}

/// Whether `block` can be what the words before it announce.
fn completes(block: &Block) -> bool {
    let text = block.text.as_str();
    holds_others(block)
        || text.len() <= SHORT
        || text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}
