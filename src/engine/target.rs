//! What stands after or beside words that send the reader elsewhere: a link, an address, a list.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind};
use crate::entity::EntityKind;

use super::Case;
use super::subject::Instance;

/// The longest paragraph that can be the thing that was announced, in bytes.
const SHORT: usize = 160;

/// Where a document sends its readers.
pub(super) struct Targets<'a> {
    case: Case<'a>,
    /// The blocks that hold a link or a web or e-mail address.
    links: FxHashSet<BlockId>,
    /// The blocks that hold any way to get somewhere, and where the last of them ends.
    ends: FxHashMap<BlockId, usize>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let mut targets = Self {
            case,
            links: FxHashSet::default(),
            ends: FxHashMap::default(),
        };
        for link in case.document.links() {
            targets.add(link.block, link.span.end, true);
        }
        for placed in &case.evidence.entities {
            let online = match placed.entity.value.kind() {
                EntityKind::Url | EntityKind::Email => true,
                EntityKind::Phone | EntityKind::Address => false,
                _ => continue,
            };
            if let Some(block) = case.document.block(placed.block) {
                let end = block.text.span_of(placed.entity.range).end;
                targets.add(block.id, end, online);
            }
        }
        targets
    }

    fn add(&mut self, block: BlockId, end: usize, online: bool) {
        let last = self.ends.entry(block).or_insert(end);
        *last = end.max(*last);
        if online {
            self.links.insert(block);
        }
    }

    /// Whether the block of `instance`, or a short one right after it, holds a link or a web or e-mail address, or a list follows.
    pub(super) fn beside(&self, instance: &Instance) -> bool {
        let Some(block) = self.case.document.block(instance.place.block) else {
            return true;
        };
        let announced = block.text.as_str().trim_end().ends_with(':');
        self.links.contains(&block.id)
            || self.next(block).is_some_and(|next| {
                (announced && holds_others(next))
                    || (self.links.contains(&next.id) && next.text.len() <= SHORT)
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
