//! Links by structure and by nearness: what stands in an entry, in what introduces it, and around it in its section.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind, SectionId};
use crate::evidence::{Mention, State};

use super::index::{Index, Topic, is_held};
use super::quorum::Quorum;
use super::subject::{About, Subjects};
use super::table::{self, text_of};
use super::{Entry, FieldKind, MOST, Statement, Via};

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
            for kind in FieldKind::ALL {
                if filled.contains(&kind) {
                    continue;
                }
                let said = index.said(block.id, kind).iter().copied();
                let own = said.filter(|mention| is_own(entry, kind, mention));
                entry.add_all(kind, &own.collect::<Vec<_>>(), Via::Own);
            }
        }
        let introductions: Vec<BlockId> = index
            .document
            .lead_ins(first)
            .chain(entry.introduction)
            .collect();
        for id in introductions {
            for kind in FieldKind::ALL {
                entry.add_all(kind, index.said(id, kind), Via::Introduction);
            }
        }
    }
}

/// Whether a mention in the paragraph of an entry is said of it: data stand in the sentences of their purpose, what else there is counts for
/// all of the paragraph.
fn is_own(entry: &Entry, kind: FieldKind, mention: &Mention) -> bool {
    let sentences = entry.sentences.as_ref().filter(|_| kind == FieldKind::Data);
    sentences.is_none_or(|sentences| sentences.contains(&mention.sentence))
}

/// What the cells of `row` state under their column headers, whatever their words.
fn columns(index: &Index<'_>, entry: &mut Entry, row: &Block, filled: &mut FxHashSet<FieldKind>) {
    let cells = table::cells(index, row.id);
    for (position, (_, cell)) in cells.iter().enumerate() {
        let label = match position.checked_sub(1).and_then(|before| cells.get(before)) {
            Some((_, before)) if index.document.column_header(cell.id).is_none() => Some(before.id),
            _ => index.document.column_header(cell.id),
        };
        for kind in label.map(|id| fields_under(index, id)).unwrap_or_default() {
            fill(index, entry, (kind, cell), filled);
        }
    }
}

/// What a header says that its cells state. One that names the data or the purpose beside something else asks that of them: “How
/// long do we use the data for this purpose?”.
fn fields_under(index: &Index<'_>, header: BlockId) -> Vec<FieldKind> {
    let topics = index.topics_of(header);
    let mut fields = FieldKind::ALL.to_vec();
    fields.retain(|kind| topics.contains(&Topic::Field(*kind)));
    if topics.contains(&Topic::Purposes) {
        fields.retain(|kind| matches!(kind, FieldKind::Retention | FieldKind::Recipients));
    } else if topics.len() > 1 {
        fields.retain(|kind| {
            *kind != FieldKind::Data || topics.iter().copied().all(is_aside_or_data)
        });
    }
    fields
}

/// Whether a topic beside the data leaves a header one about data: “Data and where they come from”.
const fn is_aside_or_data(topic: Topic) -> bool {
    matches!(topic, Topic::Aside | Topic::Field(FieldKind::Data))
}

/// How many rows a cell spans at most.
const SPANNED: usize = 64;

/// What cells of rows above state that span `row` too: a column in which it has no cell of its own.
fn spanning(index: &Index<'_>, entry: &mut Entry, row: &Block, filled: &mut FxHashSet<FieldKind>) {
    let Some(table) = row.parent else {
        return;
    };
    let own: FxHashSet<u16> = table::cells(index, row.id)
        .iter()
        .map(|(column, _)| *column)
        .collect();
    let above = index
        .document
        .blocks()
        .get(table.index()..row.id.index())
        .unwrap_or_default();
    let rows = above
        .iter()
        .rev()
        .filter(|block| block.parent == Some(table));
    for earlier in rows.take(SPANNED) {
        for (column, cell) in table::cells(index, earlier.id) {
            if own.contains(&column) {
                continue;
            }
            let header = index.document.column_header(cell.id);
            for kind in header.map(|id| fields_under(index, id)).unwrap_or_default() {
                if !filled.contains(&kind) {
                    fill(index, entry, (kind, cell), filled);
                }
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
    if let Some(statement) = cell_statement(index, kind, cell) {
        filled.insert(kind);
        entry.add(kind, statement);
    }
}

/// All that a cell says, as a statement of `kind`.
pub(super) fn cell_statement(
    index: &Index<'_>,
    kind: FieldKind,
    cell: &Block,
) -> Option<Statement> {
    let inside = index.within(cell.id).iter();
    let recognised = inside.flat_map(|block| index.said(block.id, kind));
    let recognised: Vec<&Mention> = recognised.copied().collect();
    let state = recognised.iter().map(|mention| mention.state).max();
    let is_period = kind == FieldKind::Retention && index.is_lifetime(cell.id);
    let state = state.or(is_period.then_some(State::Full));
    let mut concepts: Vec<_> = recognised.iter().map(|mention| mention.concept).collect();
    concepts.sort_unstable();
    concepts.dedup();
    Some(Statement {
        span: text_of(index, cell.id)?,
        concepts,
        state: state.unwrap_or(State::Weak),
        via: Via::Own,
    })
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
pub(super) fn section(
    index: &Index<'_>,
    quorum: &Quorum,
    subjects: &Subjects<'_>,
    entries: &mut [Entry],
) {
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
                nearby(index, (section, kind), (quorum, subjects, start), together);
            }
        }
        start += count;
    }
    around(index, entries);
}

/// What stands between entries belongs to those before it, back to where the same was said last; what stands before all of
/// them belongs to all, or, where most say it themselves, to the first that stand together.
fn nearby(
    index: &Index<'_>,
    (section, kind): (SectionId, FieldKind),
    (quorum, subjects, offset): (&Quorum, &Subjects<'_>, usize),
    entries: &mut [Entry],
) {
    let mut taken = 0;
    let mut repeated = 0;
    let of_one = is_of_one(index, section);
    for block in index.top_blocks(section) {
        if is_complete(index, block) {
            continue;
        }
        let mut found = loose(index, block, kind, entries);
        let is_first = of_one && taken == 0;
        if kind == FieldKind::Data && !is_first && is_in_passing(index, block, &found) {
            found.clear();
        }
        if found.is_empty() {
            continue;
        }
        let before = entries.partition_point(|entry| *entry.blocks.start() < block.id);
        repeated = if before == taken { repeated + 1 } else { 0 };
        if repeated > MOST {
            continue;
        }
        let owners = match before {
            0 if entries.iter().any(|entry| quorum.expects(entry, kind)) => first_unit(entries),
            0 => 0..entries.len(),
            // A second statement right behind the first speaks of the same entries.
            _ if before == taken => last_group(entries, before),
            _ => taken..before,
        };
        let about = found.iter().map(|mention| match kind {
            FieldKind::Retention => subjects.about(index, mention, None),
            _ => About::All { outright: false },
        });
        let about: Vec<About> = about.collect();
        let first = offset + owners.start;
        let owners = entries.get_mut(owners).unwrap_or_default().iter_mut();
        let owners = owners.zip(first..);
        for (entry, at) in owners.filter(|(own, _)| (of_one || !own.aside) && !own.has_nearer(kind))
        {
            // What names others is theirs.
            let own = found.iter().zip(&about);
            let own = own.filter(|(_, about)| !about.is_for_others(at));
            let own: Vec<&Mention> = own.map(|(mention, _)| *mention).collect();
            if own.is_empty() {
                entry.leave(kind);
            }
            entry.add_all(kind, &own, Via::Section);
        }
        taken = before;
    }
}

/// Whether a section has a heading of its own that names one thing, such as a service: what stands in it is said of that, even where the
/// sections around it are about others.
fn is_of_one(index: &Index<'_>, section: SectionId) -> bool {
    let section = index.document.section(section);
    let heading = section.and_then(|section| section.heading);
    heading.is_some_and(|heading| {
        index.document.title() != Some(heading) && index.topics_of(heading).is_empty()
    })
}

/// Whether data are only mentioned: one kind of them, in a paragraph that does not say that it is about data.
fn is_in_passing(index: &Index<'_>, block: &Block, found: &[&Mention]) -> bool {
    let is_about = |mention: &&Mention| index.is_about(mention, FieldKind::Data);
    block.kind == BlockKind::Paragraph && found.len() == 1 && !found.iter().any(is_about)
}

/// Whether a block says of which data, and on which basis or for how long: it speaks of a purpose of its own.
fn is_complete(index: &Index<'_>, block: &Block) -> bool {
    let says = |kind: FieldKind| {
        let mut inside = index.within(block.id).iter();
        inside.any(|block| !index.said(block.id, kind).is_empty())
    };
    says(FieldKind::Data) && (says(FieldKind::LegalBasis) || says(FieldKind::Retention))
}

/// The first entry, with those that follow it in the same list or table.
fn first_unit(entries: &[Entry]) -> std::ops::Range<usize> {
    let group = entries.first().map(|entry| entry.group);
    // Paragraphs are grouped by the heading above them, items by their list.
    let listed = |entry: &&Entry| {
        Some(entry.group) == group && entry.introduction.map(BlockId::index) != group
    };
    0..entries.iter().take_while(listed).count().max(1)
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
    let is_heading = matches!(block.kind, BlockKind::Heading { .. });
    if is_heading && index.document.title() == Some(block.id) {
        return Vec::new();
    }
    index
        .within(block.id)
        .iter()
        .filter(|block| !is_held(entries, block.id))
        .flat_map(|block| index.said(block.id, kind))
        .copied()
        .filter(|mention| !index.is_only_of_a_period(mention, kind))
        .take(MOST)
        .collect()
}

/// What one section says of each field, [`MOST`] statements of each.
type Said<'a> = [Vec<&'a Mention>; 4];

/// What the sections around an entry say before their first subsection, and what those below say that hold no entries.
fn around(index: &Index<'_>, entries: &mut [Entry]) {
    let own: FxHashSet<SectionId> = entries.iter().map(|entry| entry.section).collect();
    let listed = listed(index, entries);
    let mut said: FxHashMap<SectionId, Said<'_>> = FxHashMap::default();
    let mut sections: (Option<SectionId>, Vec<SectionId>) = (None, Vec::new());
    // In a list of recipients and the like, what stands next speaks of the next of them.
    for entry in entries.iter_mut().filter(|entry| !entry.aside) {
        if sections.0 != Some(entry.section) {
            sections = (
                Some(entry.section),
                sections_around(index, entry.section, &own),
            );
        }
        for id in &sections.1 {
            let said = said
                .entry(*id)
                .or_insert_with(|| said_by(index, *id, &listed));
            for (kind, found) in FieldKind::ALL.into_iter().zip(said) {
                if !entry.has_nearer(kind) {
                    entry.add_all(kind, found, Via::Section);
                }
            }
        }
    }
}

/// The sections around `section`, from the inside, and those below it in which no entry stands; not many of them.
fn sections_around(
    index: &Index<'_>,
    section: SectionId,
    own: &FxHashSet<SectionId>,
) -> Vec<SectionId> {
    let outer = index.document.section_chain(section).skip(1);
    let outer = outer
        .map(|section| section.id)
        .filter(|id| !index.is_whole(*id));
    let below = if index.is_whole(section) {
        &[]
    } else {
        index.sections_within(section)
    };
    let below = below.iter().map(|section| section.id);
    let below = below.filter(|id| *id != section && !own.contains(id));
    outer.take(MOST).chain(below.take(MOST)).collect()
}

/// The rows that are entries, in order: what their cells say is said of them alone.
fn listed(index: &Index<'_>, entries: &[Entry]) -> Vec<BlockId> {
    let rows = entries.iter().map(|entry| *entry.blocks.start());
    let is_row = |id: &BlockId| {
        let block = index.document.block(*id);
        block.is_some_and(|block| block.kind == BlockKind::Row)
    };
    rows.filter(is_row).collect()
}

/// What the blocks of one section say of each field, without the rows `listed`.
fn said_by<'a>(index: &Index<'a>, section: SectionId, listed: &[BlockId]) -> Said<'a> {
    let is_listed = |mention: &&Mention| {
        let row = index
            .document
            .enclosing(mention.block, |kind| *kind == BlockKind::Row);
        row.is_some_and(|row| listed.binary_search(&row).is_ok())
    };
    FieldKind::ALL.map(|kind| {
        let blocks = index.top_blocks(section);
        let found = blocks.flat_map(|block| loose(index, block, kind, &[]));
        let found = found.filter(|mention| !is_listed(mention));
        found.take(MOST).collect()
    })
}
