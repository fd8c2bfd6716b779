//! What titles a statement: words before a colon, a run-in title, the first cell of its row, the heading of its part.

use crate::document::{Block, BlockId, BlockKind, SectionId};
use crate::evidence::Mention;
use crate::text::TextRange;

use super::Entry;
use super::index::Index;
use super::name::whole;
use super::table;

/// How many bytes words before a mark have at most that are a title.
const TITLE: usize = 90;

/// How many bytes any title has at most.
pub(super) const LONGEST: usize = 180;

/// What titles a statement, the nearest first: words before a colon or a dash, a run-in title, the first cell of the row, the heading
/// of a part of the section `over` it.
pub(super) fn titles(
    index: &Index<'_>,
    mention: &Mention,
    over: Option<SectionId>,
) -> Vec<(BlockId, TextRange)> {
    let mut found = Vec::new();
    let block = index.document.block(mention.block);
    if let Some(block) = block {
        let run_in = block
            .run_in
            .filter(|range| range.end <= mention.range.start);
        let run_in = run_in.filter(|_| mention.sentence <= 1);
        let before = before_mark(block.text.as_str(), mention.range.start);
        found.extend(before.or(run_in).map(|range| (block.id, range)));
    }
    let row = index
        .document
        .enclosing(mention.block, |kind| *kind == BlockKind::Row);
    if let Some(row) = row {
        let cells = table::cells(index, row);
        let first = cells.first().map(|(_, cell)| *cell);
        let first = first.filter(|cell| {
            !index
                .within(cell.id)
                .iter()
                .any(|block| block.id == mention.block)
        });
        let named = first.and_then(|cell| {
            let mut inside = index.within(cell.id).iter();
            inside.find(|block| block.text.as_str().contains(char::is_alphanumeric))
        });
        found.extend(named.map(|block| (block.id, whole(block.text.as_str()))));
    }
    let part = over.filter(|over| *over != mention.section);
    let heading = part.and_then(|_| index.document.section(mention.section)?.heading);
    if let Some(block) = heading.and_then(|id| index.document.block(id)) {
        found.push((block.id, whole(block.text.as_str())));
    }
    found.retain(|(_, range)| range.len() <= LONGEST);
    found
}

/// What titles an entry: the heading over it, what leads in, and the first cell of its table, which may title all of it.
pub(super) fn over<'a>(index: &Index<'a>, entry: &Entry) -> Vec<&'a Block> {
    let document = index.document;
    let heading = document
        .section(entry.section)
        .and_then(|section| section.heading);
    let heading = heading.filter(|id| document.title() != Some(*id));
    let first = *entry.blocks.start();
    let mut found: Vec<BlockId> = heading
        .into_iter()
        .chain(document.lead_ins(first))
        .collect();
    let table = document.block(first).and_then(|row| row.parent);
    let cell = table.and_then(|table| {
        let mut inside = index.within(table).iter();
        inside.find(|block| matches!(block.kind, BlockKind::Cell { .. }))
    });
    found.extend(cell.map(|cell| cell.id));
    let blocks = found.into_iter().filter_map(|id| document.block(id));
    blocks
        .filter(|block| (1..=LONGEST).contains(&block.text.len()))
        .collect()
}

/// The words right before a colon or a dash that stands before `at`: “Invoices: 7 years”, “newsletter – until you unsubscribe”.
fn before_mark(text: &str, at: usize) -> Option<TextRange> {
    let before = text.get(..at)?.trim_end();
    let is_dash = |c: char| matches!(c, '–' | '—' | '-');
    let head = before.strip_suffix(':').or_else(|| {
        let head = before.strip_suffix(is_dash)?;
        head.ends_with(char::is_whitespace).then_some(head)
    });
    let head = head?.trim_end();
    let mut start = None;
    for (at, c) in head.char_indices().rev().take(TITLE) {
        if matches!(c, '.' | ';' | ':' | '–' | '—' | '\n') {
            break;
        }
        start = Some(at);
    }
    let start = start?;
    let is_whole = start == 0 || head.len() - start < TITLE;
    is_whole.then(|| TextRange::new(start, head.len()))
}

#[cfg(test)]
mod tests {
    use super::before_mark;

    fn title(text: &str, statement: &str) -> Option<String> {
        let at = text.find(statement)?;
        before_mark(text, at).map(|range| range.of(text).trim().to_owned())
    }

    #[test]
    fn a_title_stands_right_before_a_colon_or_a_dash() {
        assert_eq!(title("Invoices: 7 years", "7").as_deref(), Some("Invoices"));
        let two = "As follows: newsletter – until you leave; camera – 4 weeks";
        assert_eq!(title(two, "until").as_deref(), Some("newsletter"));
        assert_eq!(title(two, "4").as_deref(), Some("camera"));
        assert_eq!(title("We keep invoices for 7 years", "7"), None);
        assert_eq!(title("A well-known 7 years", "7"), None);
    }
}
