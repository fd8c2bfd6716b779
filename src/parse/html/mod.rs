//! HTML → document: whole saved pages and fragments of them.
//!
//! Tokens come from the tokenizer of the standard, with spans ([`build`]); a small tree is made of them ([`tree`]); what
//! no reader of the policy sees is marked ([`hidden`], [`content`], [`edges`]); the rest is written as blocks ([`blocks`]).
//! Every stage is linear in the source, and nesting is bounded where elements are opened, so that recursion is safe.

mod blocks;
mod build;
mod content;
mod edges;
mod entity;
mod hidden;
mod inline;
mod lists;
mod numbers;
mod stats;
mod table;
mod tag;
mod text;
mod tree;
mod writer;

#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod tests;

use crate::document::Document;
use crate::text::Segmenter;

use self::build::build;
use self::content::Content;
use self::hidden::Strictness;
use self::writer::Writer;

/// Parses `source`; never fails.
pub(super) fn parse(source: &str, segmenter: &Segmenter) -> Document {
    let mut tree = build(source, true);
    let mut content = Content::find(source, &tree, Strictness::Shown);
    if content.len == 0 {
        // A page that shows nothing without a script may still say it to those who have none.
        tree = build(source, false);
        content = Content::find(source, &tree, Strictness::Everything);
    }
    Writer::new(source, &tree, &content).finish(segmenter)
}
