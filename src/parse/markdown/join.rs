//! Paragraphs that are none: lines of a wrapped text set apart by blank lines, underlines, scraps of a broken link.

use crate::document::BlockKind;
use crate::text::{Span, TextRange};

use super::draft::Draft;
use super::inline::{BreakKind, Inline, InlineLink};

/// How long a line is at least before its end can be taken for a margin.
const MARGIN: usize = 60;

/// Joins what belongs together and drops what says nothing.
pub(super) fn join(blocks: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::with_capacity(blocks.len());
    let mut torn_link = None;
    for mut block in blocks {
        if block.kind == BlockKind::Paragraph {
            if block.text() == "[" {
                torn_link = Some(block.span.start);
                continue;
            }
            let start = torn_link.take().unwrap_or(block.span.start);
            mend_link(&mut block, start);
            if let Some(level) = underline_level(block.text()) {
                underline(joined.last_mut(), level);
                continue;
            }
            if !block.text().contains(char::is_alphanumeric) && block.content.links.is_empty() {
                continue;
            }
            let open = joined.last_mut().and_then(open_text);
            if let Some(open) = open.filter(|open| goes_on(open, block.text())) {
                append(open, &block.content);
                let span = block.span;
                if let Some(last) = joined.last_mut() {
                    stretch(last, span);
                }
                continue;
            }
        } else {
            torn_link = None;
        }
        joined.push(block);
    }
    joined
}

/// The text that the next line would go on with: that of a paragraph, or of the last item of a list.
fn open_text(block: &mut Draft) -> Option<&mut Inline> {
    match block.kind {
        BlockKind::Paragraph => Some(&mut block.content),
        BlockKind::List { .. } => {
            let item = block.children.last_mut()?;
            item.children.is_empty().then_some(&mut item.content)
        }
        _ => None,
    }
}

fn stretch(block: &mut Draft, span: Span) {
    block.span = block.span.cover(span);
    if let Some(item) = block.children.last_mut() {
        item.span = item.span.cover(span);
    }
}

/// Whether `next` goes on with the sentence that `open` leaves unfinished at its margin.
fn goes_on(open: &Inline, next: &str) -> bool {
    let text = open.text.as_str().trim_end();
    let line = open.breaks.last().map_or(0, |line| line.at);
    text.len() >= line + MARGIN
        && text
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '’' | '\'' | ')'))
        && next.starts_with(char::is_lowercase)
        && !next.starts_with("http")
        && !is_enumerated(next)
}

/// `a) …` begins an item of its own.
fn is_enumerated(text: &str) -> bool {
    let mark = text.find(|c: char| !c.is_alphanumeric());
    mark.is_some_and(|at| {
        at <= 4
            && text
                .get(at..)
                .is_some_and(|rest| rest.starts_with([')', '.']))
    })
}

fn append(open: &mut Inline, next: &Inline) {
    let gap = Span::new(open.text.span().end, next.text.span().start);
    open.push_break(BreakKind::Soft, gap);
    open.append(next);
}

/// The level of the title above a line of equals signs or hyphens.
fn underline_level(text: &str) -> Option<u8> {
    let is_line = |mark: char| text.len() >= 3 && text.chars().all(|c| c == mark);
    if is_line('=') {
        Some(1)
    } else if is_line('-') || is_line('_') || is_line('*') || is_line('~') {
        Some(2)
    } else {
        None
    }
}

/// Makes a heading of a short paragraph with a line of equals signs under it, blank lines between or not.
fn underline(above: Option<&mut Draft>, level: u8) {
    if level == 1
        && let Some(above) = above
        && above.kind == BlockKind::Paragraph
        && above.text().len() < MARGIN
        && !above.text().ends_with('.')
    {
        above.kind = BlockKind::Heading { level };
    }
}

/// The text of a link whose opening bracket ended up in a paragraph of its own: `[`, then `text](target)`.
fn mend_link(block: &mut Draft, start: usize) {
    let text = block.text();
    if !text.ends_with(')') {
        return;
    }
    let Some((words, rest)) = text
        .rsplit_once("](")
        .filter(|(words, _)| !words.contains('['))
    else {
        return;
    };
    let Some(target) = rest
        .strip_suffix(')')
        .filter(|target| !target.contains(' '))
    else {
        return;
    };
    let (target, end) = (target.to_owned(), words.len());
    let span = Span::new(start, block.content.text.span().end);
    block.content = block.content.slice(TextRange::new(0, end));
    let range = TextRange::new(0, block.content.text.len());
    block.content.links.push(InlineLink {
        range,
        span,
        target,
    });
    block.span = block.span.cover(span);
}
