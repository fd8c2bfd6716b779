//! Units: runs of lines that belong together, the paragraphs, items and headings to be.
//!
//! What a unit is gets decided step by step: it is cut out as a paragraph or an item, and may become a heading or a part
//! of a table once all units are known.

use crate::text::{MappedText, Span};

use super::inline;
use super::lines::Lines;
use super::marker::Marker;
use super::shape::Shape;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph.
    Text,
    /// An item of a list.
    Item,
    /// A heading of this level.
    Heading(u8),
    /// The table with this index.
    Table(usize),
    /// Nothing to read: a page number, a ruler, a part of a table.
    Dropped,
}

/// A run of lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its first line and the one past its last.
    pub(super) first: usize,
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// The marker before its text.
    pub(super) marker: Option<Marker>,
    /// Blank lines before it.
    pub(super) gap: u8,
    /// Columns before it.
    pub(super) indent: u16,
    /// The level of the line drawn under it, 1 or 2.
    pub(super) underline: u8,
    /// Whether it belongs to the item before it.
    pub(super) child: bool,
    /// Whether it goes on with the paragraph before it, over what interrupted that.
    pub(super) goes_on: bool,
    /// The shape of its text.
    pub(super) shape: Shape,
}

impl Unit {
    /// Where its text begins in the source.
    fn text_start(&self, lines: &Lines<'_>) -> usize {
        match (&self.marker, lines.get(self.first)) {
            (Some(marker), _) => marker.text,
            (None, Some(line)) => line.span.start,
            (None, None) => 0,
        }
    }

    /// All of it in the source.
    pub(super) fn span(&self, lines: &Lines<'_>) -> Span {
        let start = lines.get(self.first).map_or(0, |line| line.span.start);
        let end = self
            .end
            .checked_sub(1)
            .and_then(|last| lines.get(last))
            .map_or(start, |line| line.span.end);
        Span::new(start, end)
    }

    /// Appends its text, without the marker, to `text`.
    pub(super) fn push_text(&self, lines: &Lines<'_>, text: &mut MappedText) {
        let start = self.text_start(lines);
        for line in (self.first..self.end).filter_map(|at| lines.get(at)) {
            let from = line.span.start.max(start);
            if from < line.span.end {
                inline::push_line(text, lines.source(), Span::new(from, line.span.end));
            }
        }
    }

    /// Its text, without the marker.
    pub(super) fn text(&self, lines: &Lines<'_>) -> MappedText {
        let mut text = MappedText::default();
        self.push_text(lines, &mut text);
        text
    }

    /// What its text begins with in the source, to the end of the line it begins on.
    pub(super) fn head<'s>(&self, lines: &Lines<'s>) -> &'s str {
        let start = self.text_start(lines);
        (self.first..self.end)
            .filter_map(|at| lines.get(at))
            .find(|line| line.span.end > start)
            .map_or("", |line| {
                Span::new(line.span.start.max(start), line.span.end).of(lines.source())
            })
    }

    /// Whether it is a paragraph so far, without a marker.
    pub(super) fn is_text(&self) -> bool {
        self.kind == Kind::Text && self.marker.is_none()
    }

    /// Whether its marker is a number or letter.
    pub(super) fn is_numbered(&self) -> bool {
        self.kind == Kind::Item && self.marker.is_some_and(|marker| !marker.scheme.is_glyph())
    }

    /// How many lines it has.
    pub(super) const fn lines(&self) -> usize {
        self.end - self.first
    }
}
