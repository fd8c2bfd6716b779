//! The form of a text as rules speak of it: what stands twice, what is cut in two, what is set or written unlike the rest.
//!
//! Each node is found in one pass over the document, by shape alone; words that are excused stand in the rules.

mod case;
mod cells;
mod hidden;
mod joins;
mod quotes;
mod repeats;
mod sentences;

pub(super) use case::odd_case;
pub(super) use cells::empty_cells;
pub(super) use hidden::{hidden_characters, odd_spaces};
pub(super) use joins::{broken_paragraphs, open_ends, split_items};
pub(super) use quotes::lone_quotes;
pub(super) use repeats::{repeated_headings, repeated_paragraphs, repeated_words};
pub(super) use sentences::foreign_sentences;

use crate::document::{Block, Document};
use crate::text::TextRange;

use super::predicate::Flaw;
use super::subject::{Instance, Node, words};

/// The headings that are set like one and not marked as one.
pub(super) fn unmarked_headings(document: &Document) -> Vec<Instance> {
    let headings = document.unmarked().iter();
    let blocks = headings.filter_map(|id| document.block(*id));
    blocks
        .filter_map(|block| whole(document, block, Flaw::default()))
        .collect()
}

/// The whole text of `block` as an instance with this flaw.
fn whole(document: &Document, block: &Block, flaw: Flaw) -> Option<Instance> {
    flawed(document, block, TextRange::new(0, block.text.len()), flaw)
}

/// The words under `range` as an instance with this flaw.
fn flawed(document: &Document, block: &Block, range: TextRange, flaw: Flaw) -> Option<Instance> {
    let mut instance = words(document, block.id, range, None)?;
    instance.node = Node::Flawed(flaw);
    Some(instance)
}
