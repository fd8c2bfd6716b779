//! Tables as they were before they were forced into Markdown: header rows that are no header, cells that spanned rows.

use rustc_hash::FxHashSet;

use crate::document::BlockKind;

use super::draft::Draft;

/// Gives a table its header and its cells their columns.
pub(super) fn settle(table: &mut Draft) {
    settle_header(table);
    settle_columns(table);
}

/// A table whose header row was left empty is headed by its first row where that looks like one.
fn settle_header(table: &mut Draft) {
    let is_blank =
        |row: &Draft| row.kind == BlockKind::Row && row.children.iter().all(Draft::is_empty);
    if !table.children.first().is_some_and(is_blank) {
        return;
    }
    table.children.remove(0);
    if !heads(&table.children) {
        return;
    }
    let row = table.children.first_mut();
    for cell in row.into_iter().flat_map(|row| &mut row.children) {
        if let BlockKind::Cell { header, .. } = &mut cell.kind {
            *header = true;
        }
    }
}

/// Whether the first of `rows` is bold throughout, or holds short names above far longer texts.
fn heads(rows: &[Draft]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let is_bold =
        |cell: &Draft| cell.is_empty() || (cell.children.is_empty() && cell.content.is_strong());
    if first.children.iter().all(is_bold) {
        return !first.children.iter().all(Draft::is_empty);
    }
    let is_name = |cell: &Draft| {
        cell.children.is_empty()
            && !cell.text().is_empty()
            && !cell.text().ends_with(['.', ','])
            && cell.text().split_whitespace().count() < 6
    };
    let length = |row: &Draft| {
        row.children
            .iter()
            .map(|cell| cell.text().len())
            .sum::<usize>()
    };
    let below: usize = rest.iter().map(length).sum();
    rest.len() > 1 && first.children.iter().all(is_name) && below >= 2 * rest.len() * length(first)
}

/// Rows that lack their first cells, since a cell above spans them, were written flush left. They are moved where they
/// belong if one of them ends in what full rows have in their last column.
fn settle_columns(table: &mut Draft) {
    let rows = &mut table.children;
    let width = rows.iter().map(|row| row.children.len()).max().unwrap_or(0);
    let last_of = |row: &Draft| row.children.last().map(|cell| cell.text().to_owned());
    let is_full = |row: &&Draft| row.children.len() == width;
    let lasts: FxHashSet<String> = rows
        .iter()
        .skip(1)
        .filter(is_full)
        .filter_map(last_of)
        .collect();
    let is_short = |row: &Draft| (2..width).contains(&row.children.len());
    let is_shifted = |row: &Draft| {
        is_short(row) && last_of(row).is_some_and(|last| !last.is_empty() && lasts.contains(&last))
    };
    if width < 3 || !rows.iter().any(is_shifted) {
        return;
    }
    for row in rows.iter_mut().filter(|row| is_short(row)) {
        let shift = u16::try_from(width - row.children.len()).unwrap_or(0);
        for cell in &mut row.children {
            if let BlockKind::Cell { column, .. } = &mut cell.kind {
                *column = column.saturating_add(shift);
            }
        }
    }
}
