//! Tables as they survive in plain text, part two: one cell a line, each after a tab.
//!
//! This is what word processors leave of a table: the header cells, then for each row its number and its cells, each
//! on a line that begins with a tab. A cell goes on over lines without the tab; blank lines may stand anywhere, and a
//! cell after one may have lost its tab.

use crate::text::Span;

use super::lines::{Line, Lines};
use super::marker;
use super::table::{Cell, Piece, Row, Table, heads};

/// The most columns such a table has.
const MAX_COLUMNS: usize = 12;

/// What became of an attempt at line `at`.
pub(super) enum Attempt {
    /// The table, and the line it ends before.
    Table(Table, usize),
    /// No table; nothing up to this line need be tried again.
    Failed(usize),
}

/// Tries to read a table that begins at line `at`.
pub(super) fn flattened(lines: &Lines<'_>, at: usize) -> Attempt {
    let source = lines.source();
    let mut header = Vec::new();
    let mut next = at;
    while let Some(line) = lines.get(next).filter(|line| line.tab) {
        let first = next == at;
        if (!first && line.gap > 0)
            || row_number(line.span.of(source)).is_some()
            || header.len() > MAX_COLUMNS
        {
            break;
        }
        header.push(line.span);
        next += 1;
    }
    let columns = header.len();
    if !(2..=MAX_COLUMNS).contains(&columns) || !heads(source, &header) {
        return Attempt::Failed(next.max(at + 1));
    }
    let mut reader = Reader {
        lines,
        columns,
        numbered: lines
            .get(next)
            .is_some_and(|line| number_of(lines, line).is_some()),
        rows: Vec::new(),
    };
    let end = reader.rows(next);
    let least = if reader.numbered { 1 } else { 2 };
    let whole = reader.rows.iter().all(|row| row.cells.len() == columns);
    if reader.rows.len() < least || !whole {
        return Attempt::Failed(end.max(at + 1));
    }
    let mut rows = vec![Row {
        span: header
            .iter()
            .copied()
            .fold(header.first().copied().unwrap_or_default(), Span::cover),
        header: true,
        cells: header.iter().map(|span| Cell::of(source, *span)).collect(),
        ..Row::default()
    }];
    rows.append(&mut reader.rows);
    Attempt::Table(
        Table {
            rows,
            flattened: true,
        },
        end,
    )
}

/// The number that is all of `text`.
fn row_number(text: &str) -> Option<u32> {
    let bare = text.trim_end_matches(['.', ')']);
    let short = bare.len() <= 3 && text.len() <= bare.len() + 1;
    (short && bare.bytes().all(|b| b.is_ascii_digit()))
        .then(|| bare.parse().ok())
        .flatten()
}

fn number_of(lines: &Lines<'_>, line: &Line) -> Option<u32> {
    line.tab
        .then(|| row_number(line.span.of(lines.source())))
        .flatten()
}

struct Reader<'a, 's> {
    lines: &'a Lines<'s>,
    columns: usize,
    /// Whether rows begin with a number of their own.
    numbered: bool,
    rows: Vec<Row>,
}

impl Reader<'_, '_> {
    /// Reads rows from line `at` on; gives the line that is in the table no more.
    fn rows(&mut self, at: usize) -> usize {
        let mut last = 0;
        let mut next = at;
        while let Some(line) = self.lines.get(next) {
            let full = self
                .rows
                .last()
                .is_none_or(|row| row.cells.len() == self.columns);
            if self.numbered
                && let Some(value) =
                    number_of(self.lines, line).filter(|value| full && *value > last)
            {
                last = value;
                self.rows.push(Row {
                    span: line.span,
                    marker: Some(line.span),
                    ..Row::default()
                });
            } else if full && let Some(end) = self.bare(next, last) {
                last += 1;
                next = end;
                continue;
            } else if !self.cell(line, full) {
                break;
            }
            next += 1;
        }
        next
    }

    /// Takes the lines from `at` on into the table as a row that lost all its tabs, and gives the line after it.
    ///
    /// Blank lines must part it from the rows around it, it must have a cell for each column, and either its number
    /// is the next or another row with tabs follows.
    fn bare(&mut self, at: usize, last: u32) -> Option<usize> {
        let source = self.lines.source();
        let line = self.lines.get(at).filter(|line| line.gap > 0)?;
        let marker = self.numbered.then_some(line.span);
        if marker.is_some() && row_number(line.span.of(source)) != Some(last + 1) {
            return None;
        }
        let mut row = Row {
            span: line.span,
            marker,
            ..Row::default()
        };
        let mut next = at + usize::from(marker.is_some());
        while let Some(line) = self.lines.get(next) {
            let piece = Piece::new(source, line.span);
            let within = next == at || line.gap == 0;
            if line.tab || !within || row.cells.len() > self.columns {
                break;
            }
            // Bulleted lines below each other are one cell, as they are where the tabs are left.
            let above = row.cells.last_mut().filter(|cell| {
                let bulleted = cell
                    .pieces
                    .last()
                    .is_some_and(|above| above.marker.is_some());
                bulleted && piece.marker.is_some()
            });
            match above {
                Some(cell) => cell.pieces.push(piece),
                None => row.cells.push(Cell {
                    pieces: vec![piece],
                }),
            }
            row.span = row.span.cover(line.span);
            next += 1;
        }
        let after = self.lines.get(next);
        let apart = after.is_none_or(|line| line.gap > 0);
        let borne_out = marker.is_some() || after.is_some_and(|line| line.tab);
        if self.rows.is_empty() || row.cells.len() != self.columns || !apart || !borne_out {
            return None;
        }
        self.rows.push(row);
        Some(next)
    }

    /// Takes `line` into the table; `false` where it stands after it.
    fn cell(&mut self, line: &Line, full: bool) -> bool {
        let source = self.lines.source();
        let piece = Piece::new(source, line.span);
        if !self.numbered && full && line.tab && (line.gap > 0 || self.rows.is_empty()) {
            self.rows.push(Row::default());
        } else if self.rows.is_empty() || (full && line.gap > 0) {
            return false;
        }
        let full = self
            .rows
            .last()
            .is_none_or(|row| row.cells.len() == self.columns);
        let Some(row) = self.rows.last_mut() else {
            return false;
        };
        let bulleted = |cell: &Cell| {
            cell.pieces
                .last()
                .is_some_and(|piece| piece.marker.is_some())
        };
        let goes_on = row.cells.last().is_some_and(|cell| {
            let listed = piece.marker.is_some() && bulleted(cell);
            if line.tab {
                full || listed
            } else {
                line.gap == 0 || listed
            }
        });
        // What looks like a numbered heading stands after the table, however few cells the row has.
        if !goes_on
            && !line.tab
            && marker::read(source, line.span).is_some_and(|marker| !marker.scheme.is_glyph())
            && !is_amount(line, source)
        {
            return false;
        }
        match row.cells.last_mut().filter(|_| goes_on) {
            Some(cell) => cell.pieces.push(piece),
            None => row.cells.push(Cell {
                pieces: vec![piece],
            }),
        }
        row.span = if row.span.is_empty() {
            line.span
        } else {
            row.span.cover(line.span)
        };
        true
    }
}

/// Whether a line begins with a plain number that counts something (`12 Months`) rather than the line.
fn is_amount(line: &Line, source: &str) -> bool {
    line.span
        .of(source)
        .split_whitespace()
        .next()
        .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
}
