//! Tables, and the tables that only lay out a page.

use crate::document::BlockKind;
use crate::text::Span;

use super::tag::Tag;
use super::tree::{Attr, NodeId};
use super::writer::Writer;

/// The widest that a single cell is taken to be, so that wild numbers cost no time.
const MAX_SPAN: usize = 64;

/// The longest text of a cell in a table without header cells before the table is taken for layout.
const LONGEST_CELL: usize = 2000;

#[derive(Debug)]
struct Row {
    /// The row's element, or what stands in its place.
    id: NodeId,
    in_head: bool,
    cells: Vec<NodeId>,
}

/// The rows and captions of a table.
#[derive(Debug, Default)]
struct Shape {
    rows: Vec<Row>,
    captions: Vec<NodeId>,
}

impl Writer<'_, '_> {
    pub(super) fn table(&mut self, id: NodeId) {
        self.flush(None);
        let mut shape = Shape::default();
        self.rows_of(id, false, &mut shape);
        if self.is_layout(id, &shape) {
            self.lay_out(&shape);
            return;
        }
        // A caption introduces the table, so it goes before it; one below the rows would have to overlap them.
        let first = shape.rows.first().map_or(usize::MAX, |row| row.id.index());
        let mut start = self.tree.span(id).start;
        for caption in shape.captions {
            if caption.index() < first {
                self.container(caption, Tag::Div);
                start = self.tree.span(caption).end;
            }
        }
        let span = Span::new(start, self.tree.span(id).end);
        self.open(BlockKind::Table, span);
        self.write_rows(&shape.rows);
        self.close();
    }

    /// Collects the rows below `id`; text outside of rows and cells counts as a row or cell of its own.
    fn rows_of(&self, id: NodeId, in_head: bool, shape: &mut Shape) {
        let tree = self.tree;
        for child in tree.children(Some(id)) {
            if self.content.is_silent(child) || self.content.of(child).text == 0 {
                continue;
            }
            match tree.tag(child) {
                Tag::Caption => shape.captions.push(child),
                tag if tag.is_table_section() => {
                    for row in tree.children(Some(child)) {
                        self.row_of(row, tag == Tag::Thead, shape);
                    }
                }
                _ => self.row_of(child, in_head, shape),
            }
        }
    }

    fn row_of(&self, id: NodeId, in_head: bool, shape: &mut Shape) {
        if self.content.is_silent(id) || self.content.of(id).text == 0 {
            return;
        }
        let cells = if self.tree.tag(id) == Tag::Tr {
            self.tree
                .children(Some(id))
                .filter(|cell| !self.content.is_silent(*cell))
                .filter(|cell| self.tree.tag(*cell).is_cell() || self.content.of(*cell).text > 0)
                .collect()
        } else {
            vec![id]
        };
        shape.rows.push(Row { id, in_head, cells });
    }

    /// Whether a table only places parts of the page beside each other.
    fn is_layout(&self, id: NodeId, shape: &Shape) -> bool {
        let cells = || shape.rows.iter().flat_map(|row| row.cells.iter().copied());
        let columns = shape
            .rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0);
        let headed = cells().any(|cell| self.tree.tag(cell) == Tag::Th);
        let stats = |cell: NodeId| self.content.of(cell);
        columns < 2
            || shape.rows.len() < 2
            || self.tree.attr_is(id, Attr::Role, &["presentation", "none"])
            || cells().any(|cell| stats(cell).has_table)
            || (!headed
                && cells().any(|cell| stats(cell).has_heading || stats(cell).text > LONGEST_CELL))
    }

    fn lay_out(&mut self, shape: &Shape) {
        for row in &shape.rows {
            for cell in &row.cells {
                self.container(*cell, Tag::Div);
            }
        }
    }

    fn write_rows(&mut self, rows: &[Row]) {
        let headed = self.header_rows(rows);
        let mut taken: Vec<usize> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            self.open(BlockKind::Row, self.tree.span(row.id));
            let mut column = 0;
            for cell in &row.cells {
                while taken.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let header = index < headed || self.tree.tag(*cell) == Tag::Th;
                self.cell(*cell, column, header);
                let width = self.span_of_cell(*cell, Attr::Colspan);
                let height = self.span_of_cell(*cell, Attr::Rowspan);
                taken.resize(taken.len().max(column + width), 0);
                for rows in taken.iter_mut().skip(column).take(width) {
                    *rows = height;
                }
                column += width;
            }
            for rows in &mut taken {
                *rows = rows.saturating_sub(1);
            }
            self.close();
        }
    }

    fn cell(&mut self, id: NodeId, column: usize, header: bool) {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        self.open_holder(BlockKind::Cell { column, header }, self.tree.span(id));
        if self.tree.tag(id).is_cell() {
            self.hold(id);
        } else {
            self.node(id);
        }
        self.close();
    }

    fn span_of_cell(&self, id: NodeId, attr: Attr) -> usize {
        self.tree
            .attr(id, attr)
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(1)
            .clamp(1, MAX_SPAN)
    }

    /// How many rows at the top name the columns.
    fn header_rows(&self, rows: &[Row]) -> usize {
        let in_head = rows.iter().take_while(|row| row.in_head).count();
        if in_head > 0 {
            // A table that is all head has one row of names like any other.
            return if in_head == rows.len() { 1 } else { in_head };
        }
        let names = |row: &Row| {
            row.cells
                .iter()
                .filter(|cell| self.content.of(**cell).text > 0)
                .all(|cell| self.tree.tag(*cell) == Tag::Th || self.is_wholly_bold(*cell))
        };
        let named = rows.iter().take_while(|row| names(row)).count();
        if named == 0 {
            return usize::from(self.starts_painted(rows));
        }
        if named == rows.len() { 1 } else { named }
    }

    /// Whether the first row, and no other, is set off by its colour or its class.
    fn starts_painted(&self, rows: &[Row]) -> bool {
        let painted = |row: &Row| {
            self.is_painted(row.id)
                || (row.cells.len() > 1 && row.cells.iter().all(|cell| self.is_painted(*cell)))
        };
        let mut painted = rows.iter().map(painted);
        rows.len() > 1 && painted.next() == Some(true) && !painted.any(|painted| painted)
    }

    fn is_painted(&self, id: NodeId) -> bool {
        let says = |attr, test: fn(&str) -> bool| self.tree.attr(id, attr).is_some_and(test);
        says(Attr::BgColor, |_| true)
            || says(Attr::Style, |style| {
                style.split(';').any(|declaration| {
                    declaration.split_once(':').is_some_and(|(name, value)| {
                        matches!(name.trim(), "background" | "background-color")
                            && !matches!(value.trim(), "none" | "transparent" | "white" | "#fff")
                    })
                })
            })
            || says(Attr::Class, |class| {
                class.to_ascii_lowercase().contains("head")
            })
    }

    /// Whether all text of a cell stands in bold elements.
    pub(super) fn is_wholly_bold(&self, id: NodeId) -> bool {
        let span = self.tree.span(id);
        self.tree
            .ids_from(id)
            .take_while(|inner| span.contains(self.tree.span(*inner)))
            .filter(|inner| {
                self.tree.tag(*inner) == Tag::Text
                    && !self.content.is_silent(*inner)
                    && self.content.of(*inner).text > 0
            })
            .all(|inner| {
                self.tree
                    .ancestors(inner)
                    .take_while(|ancestor| *ancestor >= id)
                    .any(|ancestor| self.is_bold(ancestor, self.tree.tag(ancestor)))
            })
    }
}
