//! Sentences that are cut in two by the end of a block, and paragraphs whose last sentence has no end.

use crate::document::{Block, BlockKind, Document};
use crate::engine::Case;
use crate::engine::predicate::Flaw;
use crate::engine::subject::Instance;
use crate::entity::EntityKind;
use crate::text::TextRange;

use super::flawed;

/// The fewest words of a paragraph that is taken for prose.
const FEWEST_WORDS: usize = 8;

/// The last words of each paragraph whose sentence goes on in the next.
pub(in crate::engine) fn broken_paragraphs(document: &Document) -> Vec<Instance> {
    let mut found = Vec::new();
    for (block, next) in neighbours(document) {
        let both = block.kind == BlockKind::Paragraph && next.kind == BlockKind::Paragraph;
        // A run of lines after a colon is a list without marks.
        let starts = block.text.as_str().starts_with(|c: char| !c.is_lowercase());
        if both
            && starts
            && block.lead_in.is_none()
            && next.lead_in.is_none()
            && goes_on(block, next)
        {
            found.extend(end_of(document, block));
        }
    }
    found
}

/// The last words of each item whose sentence goes on after its list.
pub(in crate::engine) fn split_items(document: &Document) -> Vec<Instance> {
    let mut found = Vec::new();
    for (block, next) in neighbours(document) {
        let cut = block.kind == BlockKind::Item && next.kind == BlockKind::Paragraph;
        if cut && next.parent != Some(block.id) && next.lead_in.is_none() && goes_on(block, next) {
            found.extend(end_of(document, block));
        }
    }
    found
}

/// The last words of each paragraph of several sentences that ends without a mark, with nothing after it that it leads up to.
pub(in crate::engine) fn open_ends(case: Case<'_>) -> Vec<Instance> {
    let mut found = Vec::new();
    let document = case.document;
    for block in document
        .blocks()
        .iter()
        .filter(|_| document.left_out().is_empty())
    {
        let text = block.text.as_str();
        let is_prose = block.kind == BlockKind::Paragraph && block.sentences.len() > 1;
        if !is_prose || block.lead_in.is_some() || !text.ends_with(char::is_alphabetic) {
            continue;
        }
        let next = document.blocks().get(block.id.index() + 1);
        let leads = next.is_some_and(|next| {
            next.section == block.section
                && (next.lead_in == Some(block.id)
                    || next.parent == Some(block.id)
                    || next.text.as_str().starts_with(|c: char| !c.is_uppercase())
                    || next.kind != BlockKind::Paragraph
                        && !matches!(next.kind, BlockKind::Heading { .. }))
        });
        let last = block.sentences.last().map_or("", |range| range.of(text));
        if !leads && words_in(last) >= FEWEST_WORDS && !ends_in_address(case, block) {
            found.extend(end_of(document, block));
        }
    }
    found
}

/// Blocks with text, each with the next of its section; none where tags stand in the text, which then says little of its blocks.
fn neighbours(document: &Document) -> impl Iterator<Item = (&Block, &Block)> {
    let blocks = if document.left_out().is_empty() {
        document.blocks()
    } else {
        &[]
    };
    let filled = || blocks.iter().filter(|block| !block.text.is_empty());
    filled()
        .zip(filled().skip(1))
        .filter(|(block, next)| block.section == next.section)
}

/// Whether the text of `block` stops in the middle of a sentence and that of `next` goes on with it.
fn goes_on(block: &Block, next: &Block) -> bool {
    let text = block.text.as_str().trim_end();
    let stops = text.ends_with(|c: char| c.is_lowercase() || c == ',');
    let rest = next.text.as_str();
    let mut first = rest.chars();
    let begins = first.next().is_some_and(char::is_lowercase)
        && first.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    let last = block
        .sentences
        .last()
        .map_or("", |range| range.of(block.text.as_str()));
    stops
        && begins
        && next.marker.is_none()
        && !is_address(text)
        && words_in(last) >= FEWEST_WORDS
        && !is_name(rest)
}

/// Whether `text` ends with an address, after which mostly no mark stands.
fn is_address(text: &str) -> bool {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    word.contains("://") || word.contains('@') || word.contains("www.")
}

/// Whether `text` begins with an address, a number or a name that is written small (`www.`, `ii.`, `iPhone`).
fn is_name(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let inner = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_numeral = inner.len() <= 4
        && word.len() > inner.len()
        && inner.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    is_numeral
        || inner.len() == 1 && word.ends_with(['.', ')'])
        || inner.contains(['.', '@', '/', ':', '_'])
        || inner.contains(char::is_uppercase)
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether an address or number is the last that stands in `block`: marks after them are often left out on purpose.
fn ends_in_address(case: Case<'_>, block: &Block) -> bool {
    let all = &case.evidence.entities;
    let from = all.partition_point(|placed| placed.block < block.id);
    let own = all.get(from..).unwrap_or_default().iter();
    own.take_while(|placed| placed.block == block.id)
        .any(|placed| {
            let kind = placed.entity.value.kind();
            matches!(
                kind,
                EntityKind::Url
                    | EntityKind::Email
                    | EntityKind::Phone
                    | EntityKind::Address
                    | EntityKind::Date
            ) && placed.entity.range.end >= block.text.as_str().trim_end().len()
        })
}

/// The last word of `block`.
fn end_of(document: &Document, block: &Block) -> Option<Instance> {
    let text = block.text.as_str().trim_end();
    let start = text.rfind(char::is_whitespace).map_or(0, |at| {
        at + text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    });
    flawed(
        document,
        block,
        TextRange::new(start, text.len()),
        Flaw::default(),
    )
}
