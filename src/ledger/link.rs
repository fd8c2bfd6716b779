//! Links by structure and by nearness: what stands in an entry, in what introduces it, and around it in its section.

use rustc_hash::FxHashSet;

use crate::document::{Block, BlockId, BlockKind, SectionId};
use crate::evidence::{Mention, State};

use super::index::{Index, Topic};
use super::table::{self, text_of};
use super::{Entry, FieldKind, Statement, Via};

/// Links what stands in each entry and in what introduces it.
pub(super) fn own(index: &Index<'_>, entries: &mut [Entry]) {
    for entry in entries {
        let (first, last) = (*entry.blocks.start(), *entry.blocks.end());
        let mut filled = FxHashSet::default();
        for block in index
            .document
            .blocks()
            .get(first.index()..=last.index())
            .unwrap_or_default()
        {
            if block.kind == BlockKind::Row {
                columns(index, entry, block, &mut filled);
                spanning(index, entry, block, &mut filled);
            }
        }
        for block in index
            .document
            .blocks()
            .get(first.index()..=last.index())
            .unwrap_or_default()
        {
            for (kind, mention) in index.fields_in(block.id) {
                if !filled.contains(kind) {
                    entry.add(*kind, statement(mention, Via::Own));
                }
            }
        }
        let introductions: Vec<BlockId> = index
            .document
            .lead_ins(first)
            .chain(entry.introduction)
            .collect();
        for id in introductions {
            for (kind, mention) in index.fields_in(id) {
                entry.add(*kind, statement(mention, Via::Introduction));
            }
        }
    }
}

/// What the cells of `row` state under their column headers, whatever their words.
fn columns(index: &Index<'_>, entry: &mut Entry, row: &Block, filled: &mut FxHashSet<FieldKind>) {
    let cells = table::cells(index, row.id);
    for (position, (_, cell)) in cells.iter().enumerate() {
        let label = match position.checked_sub(1).and_then(|before| cells.get(before)) {
            Some((_, before)) if index.document.column_header(cell.id).is_none() => Some(before.id),
            _ => index.document.column_header(cell.id),
        };
        let topics = label.map(|id| index.topics_of(id)).unwrap_or_default();
        let [Topic::Field(kind)] = topics[..] else {
            continue;
        };
        fill(index, entry, (kind, cell), filled);
    }
}

/// What cells of rows above state that span `row` too: a column in which it has no cell of its own.
fn spanning(index: &Index<'_>, entry: &mut Entry, row: &Block, filled: &mut FxHashSet<FieldKind>) {
    let Some(table) = row.parent else {
        return;
    };
    let own = table::cells(index, row.id);
    let has = |column: u16| own.iter().any(|(other, _)| *other == column);
    let above = index.within(table).iter().rev();
    let above = above.filter(|block| block.id < row.id && block.parent == Some(table));
    for earlier in above {
        for (column, cell) in table::cells(index, earlier.id) {
            let header = index.document.column_header(cell.id);
            let topics = header.map(|id| index.topics_of(id)).unwrap_or_default();
            if let [Topic::Field(kind)] = topics[..]
                && !has(column)
                && !filled.contains(&kind)
            {
                fill(index, entry, (kind, cell), filled);
            }
        }
    }
}

/// Takes in all that a cell states of `kind`.
fn fill(
    index: &Index<'_>,
    entry: &mut Entry,
    (kind, cell): (FieldKind, &Block),
    filled: &mut FxHashSet<FieldKind>,
) {
    let Some(span) = text_of(index, cell.id) else {
        return;
    };
    let inside = index.within(cell.id).iter();
    let recognised: Vec<&Mention> = inside
        .flat_map(|block| index.fields_in(block.id))
        .filter(|(other, _)| *other == kind)
        .map(|(_, mention)| *mention)
        .collect();
    let state = recognised.iter().map(|mention| mention.state).max();
    let mut concepts: Vec<_> = recognised.iter().map(|mention| mention.concept).collect();
    concepts.sort_unstable();
    concepts.dedup();
    filled.insert(kind);
    entry.add(
        kind,
        Statement {
            span,
            concepts,
            state: state.unwrap_or(State::Weak),
            via: Via::Own,
        },
    );
}

pub(super) fn statement(mention: &Mention, via: Via) -> Statement {
    Statement {
        span: mention.span,
        concepts: vec![mention.concept],
        state: mention.state,
        via,
    }
}

/// Links what stands loose in the sections of entries, and in the sections around and below them.
pub(super) fn section(index: &Index<'_>, entries: &mut [Entry]) {
    let mut start = 0;
    while let Some(section) = entries.get(start).map(|entry| entry.section) {
        let count = entries
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|entry| entry.section == section)
            .count();
        if let Some(together) = entries.get_mut(start..start + count) {
            for kind in FieldKind::ALL {
                nearby(index, section, kind, together);
            }
        }
        start += count;
    }
    let own: FxHashSet<SectionId> = entries.iter().map(|entry| entry.section).collect(); // In a list of recipients and the like, what stands next speaks of the next of them.
    for entry in entries.iter_mut().filter(|entry| !entry.aside) {
        around(index, entry, &own);
    }
}

/// What stands between entries belongs to those before it, back to where the same was said last; what stands before all of
/// them belongs to all.
fn nearby(index: &Index<'_>, section: SectionId, kind: FieldKind, entries: &mut [Entry]) {
    let mut taken = 0;
    for block in index.top_blocks(section) {
        if is_complete(index, block) {
            continue;
        }
        let found = loose(index, block, kind, entries);
        let before = entries.partition_point(|entry| *entry.blocks.start() < block.id);
        if found.is_empty() {
            continue;
        }
        let owners = if before == 0 {
            0..entries.len()
        } else {
            taken..before
        };
        // A second statement right behind the first speaks of the same entries.
        let owners = if owners.is_empty() {
            last_group(entries, before)
        } else {
            owners
        };
        let owners = entries.get_mut(owners).unwrap_or_default().iter_mut();
        for entry in owners.filter(|entry| !entry.aside && !entry.has_nearer(kind)) {
            for mention in &found {
                entry.add(kind, statement(mention, Via::Section));
            }
        }
        taken = before;
    }
}

/// Whether a block says of which data, and on which basis or for how long: it speaks of a purpose of its own.
fn is_complete(index: &Index<'_>, block: &Block) -> bool {
    let inside = index.within(block.id).iter();
    let mut said: Vec<FieldKind> = inside
        .flat_map(|block| index.fields_in(block.id))
        .map(|(kind, _)| *kind)
        .collect();
    said.sort_unstable();
    said.dedup();
    said.contains(&FieldKind::Data)
        && (said.contains(&FieldKind::LegalBasis) || said.contains(&FieldKind::Retention))
}

/// The entries before `before` that stand together with the last of them.
fn last_group(entries: &[Entry], before: usize) -> std::ops::Range<usize> {
    let group = before
        .checked_sub(1)
        .and_then(|last| entries.get(last))
        .map(|entry| entry.group);
    let together = entries
        .get(..before)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|entry| Some(entry.group) == group)
        .count();
    before - together..before
}

/// What `block` and all in it say of `kind`, where no entry holds it.
fn loose<'a>(
    index: &Index<'a>,
    block: &Block,
    kind: FieldKind,
    entries: &[Entry],
) -> Vec<&'a Mention> {
    let held = |id: BlockId| entries.iter().any(|entry| entry.blocks.contains(&id));
    let is_heading = matches!(block.kind, BlockKind::Heading { .. });
    if is_heading && index.document.title() == Some(block.id) {
        return Vec::new();
    }
    index
        .within(block.id)
        .iter()
        .filter(|block| !held(block.id))
        .flat_map(|block| index.fields_in(block.id))
        .filter(|(other, _)| *other == kind)
        .map(|(_, mention)| *mention)
        .collect()
}

/// What the sections around an entry say before their first subsection, and what those below say that hold no entries.
fn around(index: &Index<'_>, entry: &mut Entry, own: &FxHashSet<SectionId>) {
    let outer: Vec<SectionId> = index
        .document
        .section_chain(entry.section)
        .skip(1)
        .map(|section| section.id)
        .filter(|id| !index.is_whole(*id))
        .collect();
    let below = index.document.sections().iter().filter(|section| {
        section.id != entry.section
            && !own.contains(&section.id)
            && !index.is_whole(entry.section)
            && index
                .document
                .section_chain(section.id)
                .any(|around| around.id == entry.section)
    });
    let sections: Vec<SectionId> = outer
        .into_iter()
        .chain(below.map(|section| section.id))
        .collect();
    for section in sections {
        for block in index.top_blocks(section) {
            for kind in FieldKind::ALL {
                if entry.has_nearer(kind) {
                    continue;
                }
                for mention in loose(index, block, kind, &[]) {
                    entry.add(kind, statement(mention, Via::Section));
                }
            }
        }
    }
}
