//! Tables: a row is an entry, a column is a field; or a table of fields is one entry.

use crate::document::{Block, BlockId, BlockKind};
use crate::text::Span;

use super::index::{Index, Topic};
use super::unit::{Standing, entry};
use super::wording::completed;
use super::{Entry, FieldKind};

/// A cell and its column.
pub(super) type Cell<'a> = (u16, &'a Block);

/// The entries of `table`.
pub(super) fn entries(index: &Index<'_>, table: &Block, aside: bool) -> Vec<Entry> {
    let rows: Vec<&Block> = rows(index, table.id).collect();
    // What a cookie is for is said of the cookie.
    if index
        .section_topics(table.section)
        .contains(&Topic::Cookies)
    {
        return Vec::new();
    }
    if rows.first().is_some_and(|row| reports(index, row)) {
        return Vec::new();
    }
    if let Some(entry) = fields_as_rows(index, table, &rows, aside) {
        return vec![entry];
    }
    let mut found: Vec<Entry> = Vec::new();
    let mut column_of_purposes = None;
    for row in rows {
        let cells = cells(index, row.id);
        let header = |cell: &Cell<'_>| matches!(cell.1.kind, BlockKind::Cell { header: true, .. });
        if cells.iter().all(header) {
            let about = |cell: &&Cell<'_>| index.topics_of(cell.1.id).contains(&Topic::Purposes);
            column_of_purposes = cells
                .iter()
                .find(about)
                .map(|(column, block)| (*column, block.id));
            continue;
        }
        let (purposes, introduction) = match column_of_purposes {
            Some((column, header)) => (whole(index, &cells, column), Some(header)),
            None => (mentioned(index, row.id), table.lead_in),
        };
        match found.last_mut() {
            // A cell over several rows stands in the first of them only.
            Some(last) if purposes.is_empty() && column_of_purposes.is_some() => {
                let end = index.within(row.id).last().map_or(row.id, |block| block.id);
                last.blocks = *last.blocks.start()..=end;
            }
            _ if purposes.is_empty() => {}
            _ => {
                let standing = Standing {
                    group: table.id.index(),
                    introduction: introduction.or(table.lead_in),
                    aside,
                };
                found.push(entry(index, row, purposes, standing));
            }
        }
    }
    found
}

/// Whether a header cell of `row` says that the table tells what was sold or disclosed.
fn reports(index: &Index<'_>, row: &Block) -> bool {
    let says = |cell: &Cell<'_>| {
        matches!(cell.1.kind, BlockKind::Cell { header: true, .. })
            && index.topics_of(cell.1.id).contains(&Topic::Report)
    };
    cells(index, row.id).iter().any(says)
}

/// A table whose rows are fields (`Purpose | …`, `Legal basis | …`) is one entry.
fn fields_as_rows(index: &Index<'_>, table: &Block, rows: &[&Block], aside: bool) -> Option<Entry> {
    let labelled = |topic: Topic| {
        rows.iter().find_map(|row| {
            let cells = cells(index, row.id);
            let (first, rest) = cells.split_first()?;
            let about = index.topics_of(first.1.id).contains(&topic)
                && first.1.text.len() <= LABEL
                && rest
                    .iter()
                    .all(|cell| !index.topics_of(cell.1.id).contains(&Topic::Purposes));
            about.then(|| rest.first().map(|cell| cell.1.id)).flatten()
        })
    };
    let purpose = labelled(Topic::Purposes)?;
    FieldKind::ALL
        .into_iter()
        .find(|kind| labelled(Topic::Field(*kind)).is_some())?;
    let spans = text_of(index, purpose)?;
    let standing = Standing {
        group: table.section.index(),
        introduction: table.lead_in,
        aside,
    };
    Some(entry(index, table, vec![spans], standing))
}

/// How many bytes the name of a field has at most.
const LABEL: usize = 60;

/// The rows of a table, in order.
fn rows<'a>(index: &Index<'a>, table: BlockId) -> impl Iterator<Item = &'a Block> {
    let inside = index.within(table).iter();
    inside.filter(move |block| block.kind == BlockKind::Row && block.parent == Some(table))
}

/// The cells of a row, in order.
pub(super) fn cells<'a>(index: &Index<'a>, row: BlockId) -> Vec<Cell<'a>> {
    let inside = index
        .within(row)
        .iter()
        .filter(|block| block.parent == Some(row));
    inside
        .filter_map(|block| match block.kind {
            BlockKind::Cell { column, .. } => Some((column, block)),
            _ => None,
        })
        .collect()
}

/// The cell of `row` under a header that asks how long, and the text that titles the row: that of its first cell.
pub(super) fn period_of<'a>(index: &Index<'a>, row: BlockId) -> Option<(&'a Block, &'a Block)> {
    let cells = cells(index, row);
    let asks = |cell: &&Block| {
        let header = index.document.column_header(cell.id);
        let topic = Topic::Field(FieldKind::Retention);
        header.is_some_and(|header| index.topics_of(header).contains(&topic))
    };
    let (_, first) = cells.first()?;
    let period = cells.iter().skip(1).map(|(_, cell)| *cell).find(asks)?;
    let mut inside = index.within(first.id).iter();
    let title = inside.find(|block| block.text.as_str().contains(char::is_alphanumeric))?;
    Some((title, period))
}

/// How many bytes a cell has at most that is the name of a purpose and nothing else.
const NAME: usize = 240;

/// All that the cell in `column` says, unless it is empty or a dash. Of one that tells much more, what it names as a purpose.
fn whole(index: &Index<'_>, cells: &[Cell<'_>], column: u16) -> Vec<Span> {
    let Some((_, cell)) = cells.iter().find(|(at, _)| *at == column) else {
        return Vec::new();
    };
    let Some(all) = text_of(index, cell.id) else {
        return Vec::new();
    };
    if all.len() > NAME {
        let named = mentioned(index, cell.id);
        if !named.is_empty() {
            return named;
        }
    }
    vec![all]
}

/// The span of all text in a block, unless there are no words in it.
pub(super) fn text_of(index: &Index<'_>, id: BlockId) -> Option<Span> {
    let blocks = index.within(id).iter();
    blocks
        .filter(|block| block.text.as_str().contains(char::is_alphanumeric))
        .map(|block| block.text.span())
        .reduce(Span::cover)
}

fn mentioned(index: &Index<'_>, row: BlockId) -> Vec<Span> {
    let blocks = index.within(row).iter();
    blocks
        .flat_map(|block| index.purposes_in(block.id))
        .map(|mention| completed(index, mention))
        .collect()
}
