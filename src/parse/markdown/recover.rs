//! Structure that the author drew without markup: typed bullets, bold titles, numbered titles, header rows.
//!
//! Everything here goes by shape, never by the words of a language.

use crate::document::BlockKind;

use super::draft::Draft;
use super::{headings, join, run_in, split, tables};

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
            BlockKind::Table => tables::settle(&mut block),
            _ if block.takes_text() => {
                split::own_text(&mut block);
                undouble(&mut block);
            }
            _ => {}
        }
        arranged.push(block);
    }
    split::gather_lists(join::join(arranged))
}

/// A bullet behind a bullet (`- * text`) is one bullet.
fn undouble(item: &mut Draft) {
    let is_double = item.kind == BlockKind::Item
        && item.content.text.is_empty()
        && matches!(item.children.as_slice(), [list] if list.children.len() == 1)
        && matches!(item.children.as_slice(), [list] if matches!(list.kind, BlockKind::List { .. }));
    if is_double && let Some(inner) = item.children.pop().and_then(|mut list| list.children.pop()) {
        item.content = inner.content;
        item.children = inner.children;
    }
}
