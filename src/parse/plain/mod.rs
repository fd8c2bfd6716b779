//! Plain text: a document recovered from text that has no markup.
//!
//! The steps, each in its own file: the source is cut into [`lines`], of which [`running`] headers and footers are taken
//! out; tables with a row or a cell a line are read off them ([`table`], [`flattened`]); the rest is [`cut`] into
//! [units](mod@unit), paragraphs and items, by [`layout`] and [`marker`]; tables with a cell a paragraph are found among
//! those ([`group`]); [`furniture`] of pages is dropped; lists that lost their bullets are found ([`unmarked`]); a
//! [`heading`] or [`title`] is told from other short lines and gets its [`level`]; and [`emit`] writes the blocks.
//!
//! Everything goes by shape, by length, position and punctuation: no word of any language is known here.

mod cut;
mod emit;
mod flattened;
mod furniture;
mod group;
mod heading;
mod inline;
mod layout;
mod level;
mod lines;
mod marker;
mod number;
mod roman;
mod running;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod title;
mod unit;
mod unmarked;

pub(in crate::parse) use number::{HeadingNumber, heading_number};

use rustc_hash::FxHashMap;

use crate::document::{Document, DocumentBuilder};
use crate::text::Segmenter;

use flattened::Attempt;
use lines::Lines;
use table::Table;

/// Parses `source`; never fails.
///
/// The text of a heading or an item does not hold the number or bullet before it; its block's `marker` does.
pub(super) fn parse(source: &str, segmenter: &Segmenter) -> Document {
    let mut lines = Lines::new(source);
    running::remove(&mut lines);
    let (mut tables, places) = line_tables(&lines);
    let mut units = cut::split(&lines, &places);
    group::recover(&lines, &mut units, &mut tables);
    furniture::drop(&lines, &mut units);
    unmarked::find(&lines, &mut units);
    heading::find(&lines, &mut units);
    unmarked::find_short(&mut units);
    level::assign(&mut units);
    let mut builder = DocumentBuilder::new(source);
    emit::emit(&lines, &units, &tables, &mut builder);
    for comment in lines.comments() {
        builder.comment(&comment.text, comment.span);
    }
    builder.anchor_headings();
    for tag in inline::tags(source) {
        builder.left_out(tag);
    }
    builder.finish(segmenter)
}

/// The tables that can be told from lines alone, and for each the line it begins at, the line it ends before and its
/// index.
fn line_tables(lines: &Lines<'_>) -> (Vec<Table>, FxHashMap<usize, (usize, usize)>) {
    let mut tables = Vec::new();
    let mut places = FxHashMap::default();
    let mut at = 0;
    let mut retry = 0;
    while let Some(line) = lines.get(at) {
        let mut found = None;
        if line.tab && at >= retry {
            match flattened::flattened(lines, at) {
                Attempt::Table(table, end) => found = Some((table, end)),
                Attempt::Failed(end) => retry = end,
            }
        }
        let Some((table, end)) = found.or_else(|| table::delimited(lines, at)) else {
            at += 1;
            continue;
        };
        places.insert(at, (end, tables.len()));
        tables.push(table);
        at = end.max(at + 1);
    }
    (tables, places)
}
