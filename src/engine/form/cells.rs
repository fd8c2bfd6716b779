//! Cells without text among cells with text.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind, Document, Place};
use crate::engine::Case;
use crate::engine::predicate::Flaw;
use crate::engine::subject::Instance;

use super::whole;

/// The fewest cells with text in a column that make a gap in it an omission, and in a row that make it a row like the others.
const FEWEST_FILLED: usize = 2;

/// The cells without text in columns that have a header and some text, in rows that have some.
pub(in crate::engine) fn empty_cells(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    let mut filled_rows: FxHashMap<BlockId, usize> = FxHashMap::default();
    let mut filled_columns: FxHashMap<BlockId, usize> = FxHashMap::default();
    let mut empty = Vec::new();
    let mut below: Option<&Block> = None;
    for block in document.blocks() {
        // What stands below a cell is its content.
        if let Some(parent) = block.parent.filter(|_| !block.text.is_empty())
            && below.is_some_and(|cell| {
                document.enclosing(parent, |kind| matches!(kind, BlockKind::Cell { .. }))
                    == Some(cell.id)
            })
        {
            empty.pop();
            below = None;
        }
        let BlockKind::Cell {
            header: false,
            column,
        } = block.kind
        else {
            continue;
        };
        below = None;
        let Some(header) = document.column_header(block.id) else {
            continue;
        };
        if !is_blank(block) {
            *filled_columns.entry(header).or_default() += 1;
            *filled_rows
                .entry(block.parent.unwrap_or(block.id))
                .or_default() += 1;
        } else if column > 0 {
            empty.push((block, header));
            below = Some(block);
        }
    }
    let found = empty.into_iter().filter(|(cell, header)| {
        let row = cell
            .parent
            .and_then(|row| filled_rows.get(&row))
            .copied()
            .unwrap_or_default();
        // A row with one text only is a title amid the rows.
        row >= FEWEST_FILLED
            && filled_columns
                .get(header)
                .is_some_and(|rows| *rows >= FEWEST_FILLED)
    });
    found
        .filter_map(|(cell, header)| {
            let name = document.block(header)?.text.as_str();
            instance(document, cell, name)
        })
        .collect()
}

fn is_blank(block: &Block) -> bool {
    block.text.as_str().trim().is_empty()
}

/// The first cell of the row that has text: an empty one takes no room.
fn instance(document: &Document, cell: &Block, header: &str) -> Option<Instance> {
    let row = cell.parent?;
    let inside = document.blocks().get(row.index() + 1..)?;
    let first = inside.iter().find(|block| !is_blank(block))?;
    whole(document, first, Flaw::of(header)).map(|own| Instance {
        place: Place {
            block: cell.id,
            ..own.place
        },
        ..own
    })
}
