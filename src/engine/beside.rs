//! What a rule speaks of only where something else stands beside it, or does not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, Document, Place};
use crate::lexicon::ConceptId;
use crate::rule::Selector;

use super::Case;
use super::subject::Instance;

/// Where some concepts are mentioned.
pub(super) struct Places {
    sentences: FxHashSet<(BlockId, usize)>,
    rows: FxHashSet<BlockId>,
}

impl Places {
    pub(super) fn new(case: Case<'_>, family: &[ConceptId]) -> Self {
        let counted = case.evidence.of(family).filter(|mention| mention.counts());
        let mut places = Self {
            sentences: FxHashSet::default(),
            rows: FxHashSet::default(),
        };
        for mention in counted {
            places.sentences.insert((mention.block, mention.sentence));
            places.rows.extend(row_of(case, mention.block));
        }
        places
    }

    /// Whether one of them stands in the sentence or the row of `place`.
    pub(super) fn hold(&self, case: Case<'_>, place: Place) -> bool {
        self.sentences.contains(&(place.block, place.sentence))
            || row_of(case, place.block).is_some_and(|row| self.rows.contains(&row))
    }
}

/// Keeps what shares its sentence, or the row of a table, with what `selector` asks for there and with nothing that it refuses.
pub(super) fn keep(case: Case<'_>, selector: &Selector, instances: &mut Vec<Instance>) {
    if !selector.with.is_empty() {
        let with = Places::new(case, &selector.with);
        instances.retain(|instance| with.hold(case, instance.place));
    }
    if !selector.without.is_empty() {
        let without = Places::new(case, &selector.without);
        instances.retain(|instance| !without.hold(case, instance.place));
    }
}

/// Keeps what stands in columns whose header cells mention one of `topics`.
pub(super) fn in_columns(case: Case<'_>, topics: &[ConceptId], instances: &mut Vec<Instance>) {
    let headed: FxHashSet<BlockId> = case
        .evidence
        .of(topics)
        .map(|mention| mention.block)
        .collect();
    instances.retain(|instance| {
        let is_cell = |kind: &BlockKind| matches!(kind, BlockKind::Cell { .. });
        let cell = case.document.enclosing(instance.place.block, is_cell);
        cell.and_then(|cell| case.document.column_header(cell))
            .is_some_and(|header| headed.contains(&header))
    });
}

fn row_of(case: Case<'_>, block: BlockId) -> Option<BlockId> {
    case.document
        .enclosing(block, |kind| *kind == BlockKind::Row)
}

/// Keeps what stands in items of a list of which at least `least` hold one.
pub(super) fn several_in_list(document: &Document, least: usize, instances: &mut Vec<Instance>) {
    let list_of = |instance: &Instance| {
        let block = document.block(instance.place.block)?;
        (block.kind == BlockKind::Item).then_some(block.parent?)
    };
    let mut counts: FxHashMap<BlockId, usize> = FxHashMap::default();
    for list in instances.iter().filter_map(list_of) {
        *counts.entry(list).or_default() += 1;
    }
    instances.retain(|instance| {
        list_of(instance).is_some_and(|list| counts.get(&list).is_some_and(|count| *count >= least))
    });
}
