//! L2: Markdown → [`Document`]: CommonMark with tables, footnotes, front matter, definition lists and the HTML in it.
//!
//! Four steps, each a value to the next: `mask` hides what a site generator would have replaced (template directives),
//! `compose` turns the events of the CommonMark parser into a tree of drafts, `recover` gives that tree the structure
//! that its author drew without markup (bold titles, typed bullets), and `write` tells the builder of it.

mod compose;
mod draft;
mod entity;
mod front_matter;
mod headings;
mod html;
mod inline;
mod join;
mod lines;
mod mask;
mod number;
mod recover;
mod rejoin;
mod run_in;
mod shape;
mod split;
mod tables;
mod tag;
mod tree;
mod unfold;
mod write;

#[cfg(test)]
mod tests;

use crate::document::{Document, DocumentBuilder};
use crate::text::Segmenter;

/// Parses `source`; never fails.
pub(super) fn parse(source: &str, segmenter: &Segmenter) -> Document {
    let masked = mask::Masked::new(source);
    let mut composed = compose::compose(source, &masked);
    composed.blocks = rejoin::rejoin(source, composed.blocks);
    composed.blocks = recover::recover(composed.blocks);
    let mut builder = DocumentBuilder::new(source);
    write::write(&mut builder, composed);
    builder.finish(segmenter)
}
