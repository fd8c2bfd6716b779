//! What stands after or beside words that send the reader elsewhere: a link, an address, a list.

use std::cell::{OnceCell, RefCell};

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind};
use crate::entity::EntityKind;
use crate::text::{Span, TextRange, fold};

use super::places::Places;
use super::predicate::Flaw;
use super::subject::Instance;
use super::{Case, term};

/// The longest paragraph that can be the thing that was announced, in bytes.
const SHORT: usize = 160;

/// How far after the name of a document its address may stand, in bytes.
const SOON: usize = 50;
/// How far after its announcement a table may stand beyond the section, in blocks.
const NEAR: usize = 8;
/// The fewest short paragraphs that may be the cells of a table.
const FEWEST_CELLS: usize = 4;

/// Where a document sends its readers.
pub(super) struct Targets<'a> {
    case: Case<'a>,
    /// The blocks that hold a link or a web or e-mail address.
    links: FxHashSet<BlockId>,
    /// The blocks that hold any way to get somewhere, and where the last of them ends.
    ends: FxHashMap<BlockId, usize>,
    /// The names of documents that were looked for, and whether each is a link somewhere.
    linked: RefCell<FxHashMap<String, bool>>,
    /// The terms that were looked for, and where each is first used that nothing defines.
    undefined: RefCell<FxHashMap<String, Option<(Span, Flaw)>>>,
    places: OnceCell<Places<'a>>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let mut targets = Self {
            case,
            links: FxHashSet::default(),
            ends: FxHashMap::default(),
            linked: RefCell::default(),
            undefined: RefCell::default(),
            places: OnceCell::new(),
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

    /// The places that links within the document lead to.
    pub(super) fn places(&self) -> &Places<'a> {
        self.places.get_or_init(|| Places::new(self.case))
    }

    /// Whether the link `instance` is there to show what follows it: it is all of an item that has more below it or, where its
    /// words say so, ends a block that something follows.
    pub(super) fn opens(&self, instance: &Instance, says_so: &Regex) -> bool {
        let Some(block) = self.case.document.block(instance.place.block) else {
            return false;
        };
        let document = self.case.document;
        let next = document.blocks().get(block.id.index() + 1).filter(|next| {
            let mut sections = document.section_chain(next.section);
            sections.any(|section| section.id == block.section)
        });
        let text = block.text.as_str();
        let mut links = document.links().iter().map(|link| (link.block, link.range));
        let is_own = |(id, range): &(BlockId, TextRange)| {
            *id == block.id && block.text.span_of(*range) == instance.span
        };
        let Some((_, range)) = links.find(is_own) else {
            return false;
        };
        let around = text.get(..range.start).unwrap_or_default();
        let behind = text.get(range.end..).unwrap_or_default();
        let is_bare = |text: &str| !has_words(text);
        let holds = next.is_some_and(|next| next.parent == Some(block.id));
        (holds && is_bare(around) && is_bare(behind))
            || (next.is_some() && is_bare(behind) && says_so.is_match(range.of(text)))
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

    /// Whether what `instance` names is a link anywhere in the document, stands beside an address, or heads a part of the document.
    pub(super) fn anywhere(&self, instance: &Instance) -> bool {
        let name = fold(instance.span.of(self.case.source)).into_owned();
        if let Some(known) = self.linked.borrow().get(&name) {
            return *known;
        }
        let linked = self.is_linked(instance, &name);
        self.linked.borrow_mut().insert(name, linked);
        linked
    }

    /// What is to be said of the term that `instance` is, where it is first used here and nothing defines it as `by` says.
    pub(super) fn undefined(&self, by: &Regex, instance: &Instance) -> Option<Flaw> {
        let term = instance.span.of(self.case.source);
        let mut known = self.undefined.borrow_mut();
        let found = match known.get(term) {
            Some(found) => found,
            None => known
                .entry(term.to_owned())
                .or_insert_with(|| term::undefined(self.case, by, term)),
        };
        let (first, flaw) = found.as_ref()?;
        (*first == instance.span).then(|| flaw.clone())
    }

    fn is_linked(&self, instance: &Instance, name: &str) -> bool {
        let document = self.case.document;
        let named = |text: &str| fold(text).contains(name);
        self.is_addressed(instance)
            || self.is_shown(name)
            || document.around().iter().any(|words| named(words))
            || document
                .links()
                .iter()
                .any(|link| link.span.overlaps(instance.span))
            || document.links().iter().any(|link| {
                let block = document.block(link.block);
                block.is_some_and(|block| named(link.range.of(block.text.as_str())))
            })
            || document.blocks().iter().any(|block| match block.kind {
                BlockKind::Heading { .. } => named(block.text.as_str()),
                _ => {
                    block.text.len() <= SHORT
                        && self.links.contains(&block.id)
                        && named(block.text.as_str())
                }
            })
    }

    /// Whether a link of one word, such as “here”, stands soon after `name` somewhere. What stands between brackets behind the word,
    /// as “(opens in new tab)”, is read aloud, and no word of the link.
    fn is_shown(&self, name: &str) -> bool {
        let document = self.case.document;
        document.links().iter().any(|link| {
            let text = document
                .block(link.block)
                .map_or("", |block| block.text.as_str());
            let words = link.range.of(text).split('(').next();
            let short = words.is_some_and(|words| words.split_whitespace().count() == 1);
            let before = text.get(..link.range.start).unwrap_or_default();
            let far = before.len().saturating_sub(name.len() + SOON);
            let from = (far..=before.len()).find(|at| before.is_char_boundary(*at));
            short
                && from
                    .and_then(|from| before.get(from..))
                    .is_some_and(|near| fold(near).contains(name))
        })
    }

    /// Whether an address stands soon after `instance`: what stands before it is that of something else.
    fn is_addressed(&self, instance: &Instance) -> bool {
        let Some(block) = self.case.document.block(instance.place.block) else {
            return true;
        };
        let soon = |at: usize| at >= instance.span.end && at - instance.span.end <= SOON;
        let all = &self.case.evidence.entities;
        let from = all.partition_point(|placed| placed.block < block.id);
        let own = all.get(from..).unwrap_or_default().iter();
        own.take_while(|placed| placed.block == block.id)
            .any(|placed| {
                placed.entity.value.kind() == EntityKind::Url
                    && soon(block.text.span_of(placed.entity.range).start)
            })
            || self
                .next(block)
                .is_some_and(|next| next.text.len() <= SHORT && self.links.contains(&next.id))
    }

    /// Whether a table stands after `instance`, or what can be one that lost its lines: in its section or those below, or close by.
    pub(super) fn table_after(&self, instance: &Instance) -> bool {
        let document = self.case.document;
        let at = instance.place.block.index();
        let end = document
            .section(instance.place.section)
            .map_or(0, |section| section.span.end);
        let after = document.blocks().get(at + 1..).unwrap_or_default().iter();
        let mut short = 0;
        for (index, block) in after.enumerate() {
            if index > NEAR && block.span.start >= end {
                break;
            }
            if matches!(
                block.kind,
                BlockKind::Table | BlockKind::List { .. } | BlockKind::Code
            ) {
                return true;
            }
            short += usize::from(block.span.start < end && block.text.len() <= SHORT);
            if short >= FEWEST_CELLS {
                return true;
            }
        }
        let around = |kind: &BlockKind| *kind == BlockKind::Table;
        document.enclosing(instance.place.block, around).is_some()
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

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
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
