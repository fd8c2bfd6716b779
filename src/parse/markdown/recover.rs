//! Structure that the author drew without markup: typed bullets, bold titles, numbered titles, header rows.
//!
//! Everything here goes by shape, never by the words of a language.

use crate::document::BlockKind;

use super::draft::Draft;
use super::{headings, join, run_in, split};

/// Gives `blocks` the structure that a reader sees in them.
pub(super) fn recover(blocks: Vec<Draft>) -> Vec<Draft> {
    let mut blocks = headings::recover(arrange(blocks));
    run_in::recover(&mut blocks);
    blocks
}

/// Splits texts into the blocks they hold, at every depth. Depth is bounded by the composer.
fn arrange(blocks: Vec<Draft>) -> Vec<Draft> {
    let mut arranged = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        block.children = arrange(std::mem::take(&mut block.children));
        match block.kind {
            BlockKind::Paragraph => {
                arranged.extend(split::paragraph(block));
                continue;
            }
            BlockKind::Table => settle_header(&mut block),
            _ if block.takes_text() => split::own_text(&mut block),
            _ => {}
        }
        arranged.push(block);
    }
    split::gather_lists(join::join(arranged))
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
