//! Lists that are no lists: a bullet before a heading, a document written as one list.

use crate::document::BlockKind;

use super::draft::Draft;
use super::shape::has_title_shape;

/// Takes apart lists that are no lists: a bullet before a heading, and sections that stand as items of a numbered list.
pub(super) fn unfold(blocks: Vec<Draft>) -> Vec<Draft> {
    let mut unfolded = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if !matches!(block.kind, BlockKind::List { .. }) {
            unfolded.push(block);
        } else if holds_headings(&block) || holds_sections(&block) {
            for mut item in std::mem::take(&mut block.children) {
                let children = std::mem::take(&mut item.children);
                if !item.content.text.is_empty() {
                    let text = item.content.text.span();
                    let span = item.marker.map_or(text, |marker| marker.cover(text));
                    item.span = span;
                    unfolded.push(if has_title_shape(item.text()) {
                        // A list of one item, which text follows: a title.
                        let mut title = Draft::new(BlockKind::List { ordered: true }, span);
                        title.children = vec![item];
                        title
                    } else {
                        item.kind = BlockKind::Paragraph;
                        item
                    });
                }
                unfolded.extend(children);
            }
        } else {
            unfolded.push(block);
        }
    }
    unfolded
}

/// Whether every item holds a heading and no text before it.
fn holds_headings(list: &Draft) -> bool {
    !list.children.is_empty()
        && list.children.iter().all(|item| {
            item.content.text.is_empty() && item.children.first().is_some_and(is_known_heading)
        })
}

/// Whether every item is a title with paragraphs below it: a document written as one list. Bullets take more of it than
/// numbers do, and a single bullet takes a whole document.
fn holds_sections(list: &Draft) -> bool {
    let body = |item: &Draft| {
        let is_paragraph = |child: &&Draft| child.kind == BlockKind::Paragraph;
        item.children.iter().filter(is_paragraph).count()
    };
    let bodies = || list.children.iter().map(body);
    let is_titled = |item: &Draft| has_title_shape(item.text()) && !item.text().ends_with(':');
    let count = list.children.len();
    if count < 2 {
        return bodies().any(|body| body > 5);
    }
    let least = if list.kind == (BlockKind::List { ordered: true }) {
        1
    } else {
        2
    };
    list.children.iter().all(is_titled)
        && bodies().all(|body| body > 0)
        && bodies().sum::<usize>() >= least * count
}

const fn is_known_heading(block: &Draft) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}
