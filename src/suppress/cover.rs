//! What a directive covers, by where it stands.

use crate::document::{Block, BlockId, BlockKind, Document};
use crate::text::Span;

/// What a directive covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cover {
    /// Where.
    pub(super) span: Span,
    /// Whether it also covers what is missing from the document as a whole, wherever that is shown.
    pub(super) absences: bool,
    /// A block by which it can be found.
    pub(super) block: Option<BlockId>,
}

/// What the comment at `comment` covers; `None` where it stands in code, which nothing is read in.
///
/// A comment within a heading, a paragraph, an item or a cell covers that block; one directly under or before a heading
/// its section; any other the block that comes next. Under or before the title, or before any text, it covers absences.
pub(super) fn of(document: &Document, source: &str, comment: Span) -> Option<Cover> {
    let blocks = document.blocks();
    let after = blocks.partition_point(|block| block.span.start < comment.start);
    let previous = after.checked_sub(1).and_then(|at| blocks.get(at));
    let next = blocks.get(after);
    let around = previous.and_then(|previous| {
        std::iter::once(previous.id)
            .chain(document.ancestors(previous.id))
            .filter_map(|id| document.block(id))
            .find(|block| block.span.contains(comment))
    });
    if around.is_some_and(|block| block.kind == BlockKind::Code) {
        return None;
    }
    let is_title =
        |block: Option<&Block>| block.is_some_and(|block| document.title() == Some(block.id));
    let absences = previous.is_none() || is_title(previous) || is_title(next);
    let target = around
        .filter(|block| is_within(source, block, next, comment))
        .or_else(|| previous.filter(|block| is_heading(block) && block.span.end <= comment.start))
        .or(next);
    let span = target.map_or(Span::at(comment.end), |block| {
        if is_heading(block) {
            let section = document.section(block.section);
            section.map_or(block.span, |section| section.span)
        } else {
            block.span
        }
    });
    Some(Cover {
        span,
        absences,
        block: target.or(previous).map(|block| block.id),
    })
}

/// What a directive for the whole document covers.
pub(super) fn whole(document: &Document, source: &str, comment: Span) -> Option<Cover> {
    let place = of(document, source, comment)?;
    Some(Cover {
        span: Span::new(0, source.len()),
        absences: true,
        ..place
    })
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// Whether a comment that lies in the span of `block` belongs to its text, rather than to a block below it that comes
/// next.
fn is_within(source: &str, block: &Block, next: Option<&Block>, comment: Span) -> bool {
    if block.text.is_empty() {
        return false;
    }
    let end = block.text.span().end;
    let between = Span::new(end.min(comment.start), comment.start).of(source);
    comment.start < end
        || !between.contains('\n')
        || next.is_none_or(|next| next.parent != Some(block.id))
}
