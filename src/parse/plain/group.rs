//! Tables as they survive in plain text, part three: one cell a paragraph, row after row.
//!
//! This is what copying a table from a web page leaves: the header cells as short paragraphs, then as many paragraphs
//! for each row. Such a run is taken for a table only where its columns can be told: values that recur in the same
//! column, or cells of one shape in each. A longer paragraph may interrupt the rows.

use super::lines::Lines;
use super::table::{Cell, Piece, Row, Table, names_column};
use super::unit::{Kind, Unit};

/// The fewest and the most columns that are tried.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=8;

/// The rows that are read to tell whether there is a table, so that a long list of short lines costs no more.
const PROBED: usize = 12;

/// How many short lines, such as a heading, may stand between other text and a header.
const BEFORE_HEADER: usize = 2;

/// The longest cell, in characters of one line.
const MAX_CELL: u32 = 600;

/// Finds the tables among `units`, adds them to `tables`, and makes their units parts of them.
pub(super) fn recover(lines: &Lines<'_>, units: &mut [Unit], tables: &mut Vec<Table>) {
    let mut at = 0;
    // Short cells met since the last text of another kind: a header stands near the beginning of such a run.
    let mut run = 0;
    while let Some(unit) = units.get(at) {
        run = if is_header(lines, unit) { run + 1 } else { 0 };
        let tried = (1..=BEFORE_HEADER + 1).contains(&run);
        let Some(grid) = tried.then(|| best(lines, units, at)).flatten() else {
            at += 1;
            continue;
        };
        run = 0;
        let index = tables.len();
        tables.push(grid.table(lines, units));
        for unit in units.iter_mut().take(grid.end).skip(at) {
            unit.kind = Kind::Dropped;
        }
        if let Some(unit) = units.get_mut(at) {
            unit.kind = Kind::Table(index);
        }
        at = grid.end;
    }
}

/// A run of units read as a table.
struct Grid {
    first: usize,
    columns: usize,
    /// Where each row begins, and the paragraphs between rows.
    rows: Vec<(usize, bool)>,
    end: usize,
}

/// Whether a unit may be a cell: a paragraph of one line.
fn is_cell(lines: &Lines<'_>, unit: Option<&Unit>) -> bool {
    unit.is_some_and(|unit| {
        unit.is_text()
            && unit.lines() == 1
            && unit.gap > 0
            && unit.underline == 0
            && lines
                .get(unit.first)
                .is_some_and(|line| line.chars <= MAX_CELL)
    })
}

/// Whether a unit may head a column.
fn is_header(lines: &Lines<'_>, unit: &Unit) -> bool {
    let shape = unit.shape;
    is_cell(lines, Some(unit))
        && names_column(shape)
        && shape.words <= 4
        && !shape.asks()
        && !shape.leads_in()
}

/// The table that begins at unit `at`, if there is one: of the column counts that fit, the one whose columns agree best.
fn best(lines: &Lines<'_>, units: &[Unit], at: usize) -> Option<Grid> {
    let header = units
        .iter()
        .skip(at)
        .take(*COLUMNS.end())
        .take_while(|unit| is_header(lines, unit))
        .count();
    COLUMNS
        .rev()
        .filter(|columns| *columns <= header)
        .filter_map(|columns| {
            let grid = read(lines, units, (at, columns), PROBED)?;
            Some((score(lines, units, &grid)?, columns))
        })
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .and_then(|(_, columns)| read(lines, units, (at, columns), usize::MAX))
}

/// Reads rows of so many cells after the header at the unit given with their number, up to `most` of them.
fn read(
    lines: &Lines<'_>,
    units: &[Unit],
    (at, columns): (usize, usize),
    most: usize,
) -> Option<Grid> {
    let mut rows = Vec::new();
    let mut next = at + columns;
    let mut longest = vec![0; columns];
    while rows.len() < most {
        if is_row(lines, units, next, &longest) {
            for (column, widest) in longest.iter_mut().enumerate() {
                *widest =
                    (*widest).max(units.get(next + column).map_or(0, |unit| unit.shape.chars));
            }
            rows.push((next, false));
            next += columns;
        } else if rows.len() >= 2
            && units.get(next).is_some_and(|unit| {
                unit.is_text() && (unit.shape.leads_in() || unit.shape.ends_sentence())
            })
            && is_row(lines, units, next + 1, &longest)
            && recurs(lines, units, &rows, next + 1, columns)
        {
            rows.push((next, true));
            next += 1;
        } else {
            break;
        }
    }
    (rows.len() >= 2).then_some(Grid {
        first: at,
        columns,
        rows,
        end: next,
    })
}

/// Whether a row may begin at unit `at`: cells throughout, the first of them a name, none much longer than those above.
fn is_row(lines: &Lines<'_>, units: &[Unit], at: usize, longest: &[usize]) -> bool {
    longest.iter().enumerate().all(|(column, widest)| {
        let Some(unit) = units
            .get(at + column)
            .filter(|unit| is_cell(lines, Some(unit)))
        else {
            return false;
        };
        let shape = unit.shape;
        let name = column > 0 || (shape.chars <= 60 && shape.words <= 6 && !shape.ends_sentence());
        let wide = *widest > 0 && *widest <= 60 && shape.chars > widest * 3 + 10;
        name && !wide && !shape.leads_in() && !shape.asks()
    })
}

/// Whether the row at `at` has a value in a column that the last row has there too.
fn recurs(
    lines: &Lines<'_>,
    units: &[Unit],
    rows: &[(usize, bool)],
    at: usize,
    columns: usize,
) -> bool {
    rows.iter()
        .rev()
        .filter(|(_, note)| !note)
        .take(4)
        .any(|(row, _)| {
            (0..columns)
                .any(|column| said(lines, units, row + column) == said(lines, units, at + column))
        })
}

fn said<'s>(lines: &Lines<'s>, units: &[Unit], at: usize) -> &'s str {
    units
        .get(at)
        .map_or("", |unit| unit.span(lines).of(lines.source()))
}

/// How well the columns of `grid` agree, out of a hundred; `None` where they do not.
fn score(lines: &Lines<'_>, units: &[Unit], grid: &Grid) -> Option<usize> {
    let rows: Vec<usize> = grid
        .rows
        .iter()
        .filter(|(_, note)| !note)
        .map(|(row, _)| *row)
        .collect();
    let pairs = rows.len() - 1;
    let mut recurring = 0;
    let mut alike = 0;
    let mut best = 0;
    for column in 0..grid.columns {
        let cells = || rows.iter().map(|row| row + column);
        let same = cells()
            .zip(cells().skip(1))
            .filter(|(a, b)| said(lines, units, *a) == said(lines, units, *b))
            .count();
        let like = cells()
            .zip(cells().skip(1))
            .filter(|(a, b)| kind_of(lines, units, *a) == kind_of(lines, units, *b))
            .count();
        recurring += same;
        best = best.max(same);
        alike += like;
    }
    let all = pairs * grid.columns;
    // In a list of like short lines every split agrees: there a value must recur in its column, and not in all of them.
    let recurrent = best * 2 >= pairs && best > 0 && recurring < all;
    let least = if grid.columns == 2 { 3 } else { 2 };
    (recurrent && rows.len() >= least && alike * 3 >= all)
        .then(|| (recurring * 100 + alike * 20) / all)
}

/// What kind of value a cell holds: how long it is, and whether it begins with a digit or is a name of code.
fn kind_of(lines: &Lines<'_>, units: &[Unit], at: usize) -> (usize, bool, bool) {
    let text = said(lines, units, at);
    let words = units.get(at).map_or(0, |unit| unit.shape.words);
    let length = match words {
        0..=1 => 0,
        2..=6 => 1,
        _ => 2,
    };
    let code = words == 1 && text.contains(['_', '#', '-', ':', '.']);
    (length, text.starts_with(|c: char| c.is_ascii_digit()), code)
}

impl Grid {
    fn table(&self, lines: &Lines<'_>, units: &[Unit]) -> Table {
        let row = |first: usize, columns: usize, header: bool| {
            let cells: Vec<Cell> = (first..first + columns)
                .filter_map(|at| units.get(at))
                .map(|unit| Cell {
                    pieces: vec![Piece::new(lines.source(), unit.span(lines))],
                })
                .collect();
            let span = cells
                .iter()
                .map(|cell| cell.span(0))
                .reduce(crate::text::Span::cover)
                .unwrap_or_default();
            Row {
                span,
                marker: None,
                header,
                note: false,
                cells,
            }
        };
        let mut rows = vec![row(self.first, self.columns, true)];
        for (first, note) in &self.rows {
            let mut next = row(*first, if *note { 1 } else { self.columns }, false);
            next.note = *note;
            rows.push(next);
        }
        Table {
            rows,
            flattened: true,
        }
    }
}
