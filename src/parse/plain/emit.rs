//! Emission: units become blocks.
//!
//! Lists are put together here: an item that is indented further, or numbered in another way than the one before it,
//! opens a list within that item; a text that belongs to an item stays in it. The text of a numbered heading or an item
//! does not hold its number or bullet: `marker` has its span.

use crate::document::{BlockId, BlockKind, DocumentBuilder};
use crate::text::{MappedText, Span};

use super::lines::Lines;
use super::marker::{Marker, Scheme};
use super::shape;
use super::table::{Cell, Row, Table};
use super::unit::{Kind, Unit};

/// The deepest that lists nest.
const MAX_LISTS: usize = 8;

/// Writes `units` to `builder`.
pub(super) fn emit(
    lines: &Lines<'_>,
    units: &[Unit],
    tables: &[Table],
    builder: &mut DocumentBuilder<'_>,
) {
    let mut writer = Writer {
        lines,
        builder,
        lists: Vec::new(),
    };
    for (at, unit) in units.iter().enumerate() {
        if unit.goes_on || unit.kind == Kind::Dropped {
            continue;
        }
        let parts = 1 + units
            .iter()
            .skip(at + 1)
            .take_while(|next| next.goes_on || next.kind == Kind::Dropped)
            .count();
        let whole = units.get(at..at + parts).unwrap_or_default();
        match unit.kind {
            Kind::Dropped => {}
            Kind::Heading(level) => writer.heading(unit, level),
            Kind::Table(index) => {
                writer.close_lists(0);
                if let Some(table) = tables.get(index) {
                    writer.table(table);
                }
            }
            Kind::Item => writer.item(unit, whole),
            Kind::Text => writer.paragraph(unit, whole),
        }
    }
    writer.close_lists(0);
}

/// A list that is open, with its last item.
#[derive(Clone, Copy)]
struct List {
    scheme: Option<Scheme>,
    indent: u16,
    value: u32,
    leads_in: bool,
}

struct Writer<'a, 'b, 's> {
    lines: &'a Lines<'s>,
    builder: &'a mut DocumentBuilder<'b>,
    lists: Vec<List>,
}

impl Writer<'_, '_, '_> {
    fn heading(&mut self, unit: &Unit, level: u8) {
        self.close_lists(0);
        let source = self.lines.source();
        let mut text = MappedText::default();
        if unit.lines() == 1 {
            let line = Span::new(unit.span(self.lines).start, unit.span(self.lines).end);
            let start = unit.marker.map_or(line.start, |marker| marker.text);
            let bare =
                super::inline::without_emphasis(source, Span::new(start.min(line.end), line.end));
            super::inline::push_line(&mut text, source, bare);
        } else {
            unit.push_text(self.lines, &mut text);
        }
        let id = self.builder.heading(level, text, unit.span(self.lines));
        self.mark(id, unit.marker);
        if let Some(marker) = unit.marker.filter(|marker| !marker.scheme.is_glyph()) {
            self.builder.number_section(id, marker.number.of(source));
        }
    }

    fn mark(&mut self, id: BlockId, marker: Option<Marker>) {
        if let (Some(marker), Some(block)) = (marker, self.builder.block_mut(id)) {
            block.marker = Some(marker.span);
        }
    }

    /// The text of `unit` and of what goes on with it.
    fn text(&self, parts: &[Unit]) -> (MappedText, Span) {
        let mut text = MappedText::default();
        let mut span: Option<Span> = None;
        for part in parts.iter().filter(|part| part.kind != Kind::Dropped) {
            part.push_text(self.lines, &mut text);
            let own = part.span(self.lines);
            span = Some(span.map_or(own, |span| span.cover(own)));
        }
        (text, span.unwrap_or_default())
    }

    /// Sets the name that block `id` begins with.
    fn name(&mut self, id: BlockId) {
        let source = self.lines.source();
        if let Some(block) = self.builder.block_mut(id) {
            let start = block.text.span().start;
            let marked = source
                .get(
                    block
                        .marker
                        .map_or(block.span.start, |marker| marker.end)
                        .min(start)..start,
                )
                .is_some_and(|before| before.ends_with("**"));
            block.run_in = shape::run_in(block.text.as_str(), marked);
        }
    }

    fn paragraph(&mut self, unit: &Unit, whole: &[Unit]) {
        if !unit.child {
            self.close_lists(0);
        }
        let (text, span) = self.text(whole);
        let id = self.builder.leaf(BlockKind::Paragraph, text, span);
        self.name(id);
    }

    fn item(&mut self, unit: &Unit, whole: &[Unit]) {
        let scheme = unit.marker.map(|marker| marker.scheme.key());
        let value = unit.marker.map_or(0, |marker| marker.value);
        let (text, span) = self.text(whole);
        let list = List {
            scheme,
            indent: unit.indent,
            value,
            leads_in: unit.shape.leads_in(),
        };
        self.place(list, unit.gap, span);
        let id = self.builder.open(BlockKind::Item, span);
        if let Some(block) = self.builder.block_mut(id) {
            block.text = text;
            block.marker = unit.marker.map(|marker| marker.span);
        }
        self.name(id);
    }

    /// Closes and opens lists so that an item can be added to the one it belongs to.
    fn place(&mut self, item: List, gap: u8, span: Span) {
        let exact = |list: &List| list.takes(&item) && list.indent == item.indent;
        let sibling = self
            .lists
            .iter()
            .rposition(exact)
            .or_else(|| self.lists.iter().rposition(|list| list.takes(&item)));
        let indented = self.lists.last().is_some_and(|list| {
            // One column is enough for a list that follows its item at once and begins anew.
            let least = if gap == 0 && item.value <= 1 { 1 } else { 2 };
            item.indent >= list.indent + least
        });
        let other = self.lists.last().is_some_and(|list| {
            list.scheme != item.scheme && item.indent >= list.indent && (gap == 0 || list.leads_in)
        });
        match sibling {
            // The same scheme again: the next item, unless it stands within the last one.
            Some(at) if !(indented && item.value <= 1 && item.indent > self.indent_of(at)) => {
                self.close_lists(at + 1);
                self.builder.close();
            }
            _ if (indented || other) && self.lists.len() < MAX_LISTS => self.open(item, span),
            _ => {
                let outer = |list: &&List| list.indent + 1 < item.indent;
                let keep = self.lists.iter().take_while(outer).count();
                self.close_lists(keep.min(MAX_LISTS - 1));
                self.open(item, span);
            }
        }
        if let Some(list) = self.lists.last_mut() {
            list.value = item.value;
            list.leads_in = item.leads_in;
        }
    }

    fn indent_of(&self, at: usize) -> u16 {
        self.lists.get(at).map_or(0, |list| list.indent)
    }

    fn open(&mut self, item: List, span: Span) {
        let ordered = item.scheme.is_some_and(|scheme| !scheme.is_glyph());
        self.builder.open(BlockKind::List { ordered }, span);
        self.lists.push(item);
    }

    /// Closes the lists from the one at `keep` on, each with its item.
    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            self.lists.pop();
            self.builder.close();
            self.builder.close();
        }
    }

    fn table(&mut self, table: &Table) {
        let span = table.rows.first().map_or(Span::default(), |row| row.span);
        let id = self.builder.open(BlockKind::Table, span);
        if table.flattened {
            self.builder.flattened(id);
        }
        for row in &table.rows {
            if row.note {
                for piece in row.cells.iter().flat_map(|cell| &cell.pieces) {
                    let text = self.line(piece.text);
                    self.builder.leaf(BlockKind::Paragraph, text, row.span);
                }
            } else {
                self.row(row);
            }
        }
        self.builder.close();
    }

    fn row(&mut self, row: &Row) {
        let id = self.builder.open(BlockKind::Row, row.span);
        if let Some(block) = self.builder.block_mut(id) {
            block.marker = row.marker;
        }
        let mut at = row.span.start;
        for (column, cell) in row.cells.iter().enumerate() {
            let kind = BlockKind::Cell {
                column: u16::try_from(column).unwrap_or(u16::MAX),
                header: row.header,
            };
            let span = cell.span(at);
            at = span.end;
            self.cell(cell, kind, span);
        }
        self.builder.close();
    }

    fn line(&self, span: Span) -> MappedText {
        let mut text = MappedText::default();
        super::inline::push_line(&mut text, self.lines.source(), span);
        text
    }

    /// A cell; bullets in it make a list, but for a single one before all of its text.
    fn cell(&mut self, cell: &Cell, kind: BlockKind, span: Span) {
        let source = self.lines.source();
        let bullets = cell
            .pieces
            .iter()
            .filter(|piece| piece.marker.is_some())
            .count();
        let lead = cell
            .pieces
            .iter()
            .position(|piece| piece.marker.is_some())
            .filter(|first| bullets > 1 || *first > 0)
            .unwrap_or(cell.pieces.len());
        let mut text = MappedText::default();
        for piece in cell.pieces.iter().take(lead) {
            super::inline::push_line(&mut text, source, piece.text);
        }
        let id = self.builder.open(kind, span);
        if let Some(block) = self.builder.block_mut(id) {
            block.text = text;
            block.marker = cell
                .pieces
                .first()
                .and_then(|piece| piece.marker)
                .filter(|_| bullets == 1);
        }
        let items = cell.pieces.get(lead..).unwrap_or_default();
        if let Some(first) = items.first() {
            self.builder
                .open(BlockKind::List { ordered: false }, first.span());
            for item in items.chunk_by(|_, next| next.marker.is_none()) {
                self.cell_item(item);
            }
            self.builder.close();
        }
        self.builder.close();
    }

    fn cell_item(&mut self, pieces: &[super::table::Piece]) {
        let mut text = MappedText::default();
        for piece in pieces {
            super::inline::push_line(&mut text, self.lines.source(), piece.text);
        }
        let span = pieces
            .iter()
            .map(|piece| piece.span())
            .reduce(Span::cover)
            .unwrap_or_default();
        let id = self.builder.leaf(BlockKind::Item, text, span);
        if let Some(block) = self.builder.block_mut(id) {
            block.marker = pieces.first().and_then(|piece| piece.marker);
        }
        self.name(id);
    }
}

impl List {
    /// Whether `item` is the next of this list.
    fn takes(&self, item: &Self) -> bool {
        let restarts = item.value == 1 && self.value >= 1;
        let near = self.indent.abs_diff(item.indent) <= 1;
        let follows = item.value > 1 && item.value == self.value + 1;
        self.scheme == item.scheme && !restarts && (near || follows)
    }
}
