//! Words that send the reader to another document for an item.

use crate::document::{BlockId, BlockKind, Link, Section, SectionId};
use crate::engine::{self, Case};
use crate::entity::Value;
use crate::evidence::Mention;
use crate::lexicon::ConceptId;
use crate::text::Span;

use super::{Elsewhere, Item, Matrix};

/// Where the text sends its reader for `item`: by words that say so of this very item; else, in a sentence or right under a heading
/// about it, by words that name another document and have a link to it.
pub(super) fn elsewhere(
    case: Case<'_>,
    matrix: &Matrix,
    item: &Item,
    headings: &Headings,
) -> Vec<Elsewhere> {
    let mut all: Vec<Elsewhere> = if let Some(guard) = &item.elsewhere {
        let said = case.evidence.of(&guard.any);
        let said = said.filter(|mention| mention.counts());
        let told = engine::trigger(case, guard).is_some();
        said.filter(|_| told)
            .map(|mention| Elsewhere {
                span: mention.span,
                target: target(case, mention),
            })
            .collect()
    } else {
        let named = case.evidence.of(&matrix.told_elsewhere);
        let named = named.filter(|mention| {
            mention.counts() && (headings.head(case, mention) || is_beside(case, item, mention))
        });
        named
            .filter_map(|mention| {
                Some(Elsewhere {
                    span: mention.span,
                    target: Some(target(case, mention)?),
                })
            })
            .collect()
    };
    all.sort_by_key(|one| one.span);
    all.dedup_by(|later, first| first.span.overlaps(later.span) || first.target == later.target);
    all
}

/// The headings that are about an item. The title of the document is none of them: it is about everything.
pub(super) struct Headings(Vec<BlockId>);

impl Headings {
    pub(super) fn new(case: Case<'_>, item: &Item) -> Self {
        let heads = |id: &BlockId| {
            let block = case.document.block(*id);
            block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
        };
        let topics = case.evidence.of(&item.topic).map(|topic| topic.block);
        let title = case.document.title();
        let mut headings: Vec<BlockId> = topics
            .filter(|id| Some(*id) != title && heads(id))
            .collect();
        headings.dedup();
        Self(headings)
    }

    /// Whether one of them stands above `mention`.
    pub(super) fn stand_above(&self, case: Case<'_>, mention: &Mention) -> bool {
        let mut chain = case.document.section_chain(mention.section);
        chain.any(|section| section.heading.is_some_and(|id| self.0.contains(&id)))
    }

    /// Whether the heading of the section of `mention` is one of them.
    fn head(&self, case: Case<'_>, mention: &Mention) -> bool {
        let section = case.document.section(mention.section);
        let heading = section.and_then(|section| section.heading);
        heading.is_some_and(|id| self.0.contains(&id))
    }

    /// The sections under them that hold any of `mentions` in running text: what an item or a row says, it says of itself.
    pub(super) fn sections(&self, case: Case<'_>, mentions: &[&Mention]) -> Vec<SectionId> {
        let apart = |kind: &BlockKind| {
            matches!(
                kind,
                BlockKind::Item
                    | BlockKind::Row
                    | BlockKind::Cell { .. }
                    | BlockKind::Heading { .. }
            )
        };
        let running = mentions
            .iter()
            .filter(|mention| case.document.enclosing(mention.block, apart).is_none());
        let above = running.flat_map(|mention| case.document.section_chain(mention.section));
        let under = |section: &&Section| section.heading.is_some_and(|id| self.0.contains(&id));
        above.filter(under).map(|section| section.id).collect()
    }
}

/// Whether the sentence of `mention` mentions any of `family` beside it.
pub(super) fn stands_with(case: Case<'_>, family: &[ConceptId], mention: &Mention) -> bool {
    case.evidence.of(family).any(|other| {
        other.block == mention.block
            && other.sentence == mention.sentence
            && !other.span.overlaps(mention.span)
    })
}

/// Whether the sentence of `mention` says something else of `item`.
fn is_beside(case: Case<'_>, item: &Item, mention: &Mention) -> bool {
    let families = [&item.topic, &item.require.any, &item.weak];
    families
        .into_iter()
        .any(|family| stands_with(case, family, mention))
}

/// Where the link leads that stands nearest to `mention` in its block.
fn target(case: Case<'_>, mention: &Mention) -> Option<String> {
    let links = case.document.links().iter();
    let links = links
        .filter(|link| link.block == mention.block && leads_away(link))
        .map(|link| (link.span, link.target.clone()));
    let addresses = case
        .evidence
        .entities
        .iter()
        .filter(|placed| placed.block == mention.block)
        .filter_map(|placed| match &placed.entity.value {
            Value::Url { target, .. } => {
                let block = case.document.block(placed.block)?;
                Some((block.text.span_of(placed.entity.range), target.clone()))
            }
            _ => None,
        });
    links
        .chain(addresses)
        .min_by_key(|(span, _)| distance(*span, mention.span))
        .map(|(_, target)| target)
}

/// Whether a link leads to another document.
fn leads_away(link: &Link) -> bool {
    let near = ["#", "mailto:", "tel:", "javascript:"];
    !link.control
        && !link.target.is_empty()
        && !near.iter().any(|start| link.target.starts_with(start))
}

fn distance(a: Span, b: Span) -> usize {
    if a.overlaps(b) {
        0
    } else {
        a.start.max(b.start) - a.end.min(b.end)
    }
}
