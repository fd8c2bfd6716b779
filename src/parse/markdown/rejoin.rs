//! Lists that a directive to this program parts in two.
//!
//! In Markdown a comment between two items ends the list; what an author puts there to speak to a linter is not meant to.

use crate::document::{BlockKind, is_directive};
use crate::text::Span;

use super::draft::Draft;

/// Puts together the lists among `blocks` that only directives stand between, at every depth.
pub(super) fn rejoin(source: &str, blocks: Vec<Draft>) -> Vec<Draft> {
    let mut whole: Vec<Draft> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        block.children = rejoin(source, std::mem::take(&mut block.children));
        match whole.last_mut() {
            Some(last)
                if is_list(&block) && last.kind == block.kind && parted(source, last, &block) =>
            {
                last.span = last.span.cover(block.span);
                last.children.append(&mut block.children);
            }
            _ => whole.push(block),
        }
    }
    whole
}

const fn is_list(block: &Draft) -> bool {
    matches!(block.kind, BlockKind::List { .. })
}

/// Whether directives stand between the two lists, and nothing else.
fn parted<'s>(source: &'s str, one: &Draft, other: &Draft) -> bool {
    // Within a quotation each line has its mark.
    let bare = |text: &'s str| text.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let between = Span::new(end_of(one), other.span.start).of(source);
    // What is left of the last line is markup: the target of a link, a closing star.
    let mut rest = bare(between.split_once('\n').map_or("", |(_, below)| below));
    let mut directives = 0;
    while let Some((inside, after)) = rest
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"))
    {
        if !is_directive(inside) {
            return false;
        }
        directives += 1;
        rest = bare(after);
    }
    directives > 0 && rest.is_empty()
}

/// Where what is written in a block ends: its span may reach over what follows.
fn end_of(block: &Draft) -> usize {
    let own = block.content.text.span().end;
    let last = block.children.last().map_or(0, end_of);
    own.max(last)
}
