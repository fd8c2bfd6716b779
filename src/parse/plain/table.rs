//! Tables as they survive in plain text, part one: the model, and tables whose rows stand on one line each.
//!
//! Cells are parted by `|`, by tabs, or by spaces that line up. Where the counts do not agree there is no table.

use crate::text::Span;

use super::lines::{Line, Lines, is_space};
use super::marker;
use super::shape::Shape;

/// The most columns a table has; what claims to have more is prose.
const MAX_COLUMNS: usize = 24;

/// A table, read from the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// Whether its cells stand below each other, one a line.
    pub(super) flattened: bool,
}

/// A row, or a paragraph that stands between two rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// All of it.
    pub(super) span: Span,
    /// The number that it begins with.
    pub(super) marker: Option<Span>,
    /// Whether its cells head their columns.
    pub(super) header: bool,
    /// Whether it is no row but a paragraph between rows.
    pub(super) note: bool,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
}

/// A cell: lines, of which some may begin with a bullet.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Its lines.
    pub(super) pieces: Vec<Piece>,
}

/// A line of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The bullet it begins with.
    pub(super) marker: Option<Span>,
    /// The text after the bullet.
    pub(super) text: Span,
}

impl Piece {
    /// The piece at `span`, with any bullet split off.
    pub(super) fn new(source: &str, span: Span) -> Self {
        let bullet =
            marker::read(source, span).filter(|marker| marker.scheme.is_glyph() && !marker.weak);
        bullet.map_or(
            Self {
                marker: None,
                text: span,
            },
            |marker| Self {
                marker: Some(marker.span),
                text: Span::new(marker.text, span.end),
            },
        )
    }

    /// All of it.
    pub(super) fn span(self) -> Span {
        self.marker
            .map_or(self.text, |marker| marker.cover(self.text))
    }
}

impl Cell {
    /// A cell of one line.
    pub(super) fn of(source: &str, span: Span) -> Self {
        let mut cell = Self::default();
        if !span.is_empty() {
            cell.pieces.push(Piece::new(source, span));
        }
        cell
    }

    /// All of it, or the empty span at `at` where it is empty.
    pub(super) fn span(&self, at: usize) -> Span {
        let mut spans = self.pieces.iter().map(|piece| piece.span());
        let first = spans.next().unwrap_or(Span::at(at));
        spans.fold(first, Span::cover)
    }
}

/// How the cells of a line are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delimiter {
    Pipe,
    Tab,
    Spaces,
}

/// The table of one row a line that begins at line `at`, and the line it ends before.
pub(super) fn delimited(lines: &Lines<'_>, at: usize) -> Option<(Table, usize)> {
    let line = lines.get(at)?;
    let delimiter = delimiter(lines, at)?;
    let head = cells(lines.source(), line, delimiter);
    let columns = head.len();
    if !(2..=MAX_COLUMNS).contains(&columns) || !tabular(lines, at, delimiter, &head) {
        return None;
    }
    let mut rows = vec![head];
    let mut ruled = false;
    let mut end = at + 1;
    while let Some(line) = lines.get(end).filter(|line| line.gap <= 1) {
        let row = cells(lines.source(), line, delimiter);
        let fits = row.len() == columns
            && tabular(lines, end, delimiter, &row)
            && (delimiter != Delimiter::Spaces || aligned(lines, (at, &rows), (line, &row)));
        if !fits {
            break;
        }
        if delimiter == Delimiter::Pipe && is_ruled(lines.source(), &row) {
            ruled |= rows.len() == 1;
        } else {
            rows.push(row);
        }
        end += 1;
    }
    let least = match (delimiter, columns) {
        (Delimiter::Pipe, _) | (Delimiter::Tab, 3..) => 2,
        _ => 3,
    };
    if rows.len() < least {
        return None;
    }
    let header = ruled || rows.first().is_some_and(|row| heads(lines.source(), row));
    let source = lines.source();
    let rows = rows
        .iter()
        .enumerate()
        .map(|(index, row)| Row {
            span: row_span(row),
            header: header && index == 0,
            cells: row.iter().map(|span| Cell::of(source, *span)).collect(),
            ..Row::default()
        })
        .collect();
    Some((
        Table {
            rows,
            flattened: false,
        },
        end,
    ))
}

fn delimiter(lines: &Lines<'_>, at: usize) -> Option<Delimiter> {
    let text = lines.text(at);
    if text.contains('|') {
        Some(Delimiter::Pipe)
    } else if text.contains('\t') {
        Some(Delimiter::Tab)
    } else {
        text.contains("   ").then_some(Delimiter::Spaces)
    }
}

/// The cells of `line`, trimmed; more than a table may have where it has too many.
fn cells(source: &str, line: &Line, delimiter: Delimiter) -> Vec<Span> {
    let text = line.span.of(source);
    let mut found = Vec::new();
    let mut start = 0;
    let gap = match delimiter {
        Delimiter::Pipe => "|",
        Delimiter::Tab => "\t",
        Delimiter::Spaces => "   ",
    };
    for (end, _) in text.match_indices(gap) {
        // A wider gap is still one gap.
        let wide = delimiter != Delimiter::Pipe
            && text
                .get(start..end)
                .is_none_or(|cell| cell.trim().is_empty());
        if !wide {
            found.push(trimmed(
                source,
                line.span.start + start,
                line.span.start + end,
            ));
        }
        start = end + gap.len();
        if found.len() > MAX_COLUMNS {
            return found;
        }
    }
    found.push(trimmed(
        source,
        line.span.start + start.min(text.len()),
        line.span.end,
    ));
    if delimiter == Delimiter::Pipe {
        if text.ends_with('|') {
            found.pop();
        }
        if text.starts_with('|') && !found.is_empty() {
            found.remove(0);
        }
    }
    found
}

fn trimmed(source: &str, start: usize, end: usize) -> Span {
    let text = Span::new(start, end).of(source);
    let bare = text.trim_start_matches(is_space);
    let start = start + (text.len() - bare.len());
    Span::new(start, start + bare.trim_end_matches(is_space).len())
}

/// Whether line `at` may be a row: an item is none, nor is a name with its value.
fn tabular(lines: &Lines<'_>, at: usize, delimiter: Delimiter, row: &[Span]) -> bool {
    if delimiter == Delimiter::Pipe {
        return true;
    }
    let named = row
        .first()
        .is_some_and(|cell| cell.of(lines.source()).ends_with(':'));
    let marked = lines
        .get(at)
        .and_then(|line| marker::read(lines.source(), line.span))
        .is_some_and(|marker| row.len() == 2 || marker.scheme.is_glyph());
    !named && !marked && row.iter().all(|cell| !cell.is_empty())
}

/// Whether the cells of a row begin under those of the first row.
fn aligned(lines: &Lines<'_>, first: (usize, &[Vec<Span>]), row: (&Line, &[Span])) -> bool {
    let (Some(head), Some(cells)) = (lines.get(first.0), first.1.first()) else {
        return false;
    };
    let column = |line: &Line, cell: &Span| {
        let before = Span::new(line.span.start, cell.start).of(lines.source());
        usize::from(line.indent) + before.chars().count()
    };
    cells
        .iter()
        .zip(row.1)
        .all(|(above, below)| column(head, above).abs_diff(column(row.0, below)) <= 1)
}

/// Whether a row is the line under the header of a Markdown table.
fn is_ruled(source: &str, row: &[Span]) -> bool {
    row.iter().all(|cell| {
        let text = cell.of(source);
        text.contains('-') && text.chars().all(|c| matches!(c, '-' | ':' | ' '))
    })
}

/// Whether the cells of a row read as the names of columns.
pub(super) fn heads(source: &str, row: &[Span]) -> bool {
    row.iter()
        .all(|cell| names_column(Shape::of(cell.of(source))))
}

/// Whether a text of this shape reads as the name of a column.
pub(super) fn names_column(shape: Shape) -> bool {
    shape.chars <= 60
        && shape.words <= 7
        && shape.letters > 0
        && shape.digits <= 2
        && !shape.address
        && !matches!(shape.last, Some('.' | ';' | ','))
}

fn row_span(row: &[Span]) -> Span {
    let full = || row.iter().copied().filter(|cell| !cell.is_empty());
    full().fold(full().next().unwrap_or_default(), Span::cover)
}
