//! Tables as they survive in plain text, part three: one cell a paragraph, row after row.
//!
//! This is what copying a table from a web page leaves: the header cells as short paragraphs, then as many paragraphs
//! for each row. Such a run is taken for a table only where its columns can be told: values that recur in the same
//! column, or cells of one shape in each. A longer paragraph may interrupt the rows.

use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::table::{Cell, Piece, Row, Table, names_column};
use super::unit::{Kind, Unit};

/// The fewest and the most columns that are tried.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=8;

/// The rows that are read to tell whether there is a table, so that a long list of short lines costs no more.
const PROBED: usize = 12;

/// How many short lines, such as a heading, may stand between other text and a header.
const BEFORE_HEADER: usize = 2;

/// What is added to the score of a table whose first column shows which it is.
const CODED: usize = 1000;

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
        let found = tried.then(|| best(lines, units, at)).flatten();
        // A heading above the header would push every cell into the next column, were it taken for the first name.
        let surer = |(_, sure): &(Grid, usize)| {
            *sure < CODED
                && (at + 1..=at + BEFORE_HEADER)
                    .any(|later| best(lines, units, later).is_some_and(|(_, sure)| sure >= CODED))
        };
        let Some((grid, _)) = found.filter(|found| !surer(found)) else {
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
fn best(lines: &Lines<'_>, units: &[Unit], at: usize) -> Option<(Grid, usize)> {
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
        .and_then(|(score, columns)| Some((read(lines, units, (at, columns), usize::MAX)?, score)))
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

/// How well the columns of `grid` agree, out of a hundred and twenty, and [`CODED`] more; `None` where they do not.
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
    let mut again = 0;
    for column in 0..grid.columns {
        let cells = || rows.iter().map(|row| row + column);
        let neighbours = || cells().zip(cells().skip(1));
        let kind = |at| kind_of(lines, units, at);
        let same = |a, b| said(lines, units, a) == said(lines, units, b);
        let beside = neighbours().filter(|(a, b)| same(*a, *b)).count();
        recurring += beside;
        best = best.max(beside);
        alike += neighbours().filter(|(a, b)| kind(*a) == kind(*b)).count();
        let later = cells().enumerate();
        let back = later.filter(|(row, cell)| cells().take(*row).any(|above| same(above, *cell)));
        again = again.max(back.count());
    }
    let all = pairs * grid.columns;
    // In a list of like short lines every split agrees: there a value must recur in its column, and not in all of them.
    let beside = best * 2 >= pairs && best > 0 && recurring < all && alike * 3 >= all;
    let apart = again * 2 >= pairs && alike * 2 >= all && keeps_columns(lines, units, grid, &rows);
    let coded = alike * 2 >= all && is_coded(lines, units, grid, &rows);
    let least = if grid.columns == 2 { 3 } else { 2 };
    (rows.len() >= least && (beside || apart || coded))
        .then(|| (recurring * 100 + alike * 20) / all + if coded { CODED } else { 0 })
}

/// Whether no value of `grid` stands in two of its columns, nor under its own name: so that values which come back some
/// rows later tell the columns. Those of a list that is repeated do too, but its first ones come back with the others.
fn keeps_columns(lines: &Lines<'_>, units: &[Unit], grid: &Grid, rows: &[usize]) -> bool {
    let mut places: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for at in grid.first..grid.first + grid.columns {
        if places.insert(said(lines, units, at), None).is_some() {
            return false;
        }
    }
    let least = if grid.columns == 2 { PROBED / 2 } else { 3 };
    rows.len() >= least
        && rows.iter().all(|row| {
            (0..grid.columns).all(|column| {
                let value = said(lines, units, row + column);
                *places.entry(value).or_insert(Some(column)) == Some(column)
            })
        })
}

/// Whether each row begins with a name of code and has none elsewhere, so that no other split is as good: a table where
/// no value may come back.
fn is_coded(lines: &Lines<'_>, units: &[Unit], grid: &Grid, rows: &[usize]) -> bool {
    let code = |at: usize| kind_of(lines, units, at).2;
    grid.columns >= 3
        && rows.len() >= 3
        && !(grid.first..grid.first + grid.columns).any(code)
        && rows
            .iter()
            .all(|row| code(*row) && !(row + 1..row + grid.columns).any(code))
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

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::document::BlockKind;
    use crate::text::Segmenter;

    /// The cells of the tables in a text with these paragraphs.
    fn cells(paragraphs: &[&str]) -> Vec<String> {
        let document = parse(&paragraphs.join("\n\n"), &Segmenter::default());
        let all = document.blocks().iter();
        all.filter(|block| matches!(block.kind, BlockKind::Cell { .. }))
            .map(|block| block.text.as_str().to_owned())
            .collect()
    }

    const CODED: [&str; 13] = [
        "These are the cookies that we set.",
        "Name",
        "Purpose",
        "Kept for",
        "shop_basket",
        "Holds the basket",
        "One day",
        "shop_words",
        "Holds the language",
        "A year",
        "shop_count",
        "Counts the visits",
        "13 months",
    ];

    #[test]
    fn names_of_code_tell_a_table_where_no_value_comes_back() {
        assert_eq!(cells(&CODED), CODED.get(1..).unwrap());
    }

    #[test]
    fn a_heading_above_the_header_is_no_part_of_the_table() {
        let mut paragraphs = CODED.to_vec();
        paragraphs.insert(1, "Cookies");
        for at in [5, 8, 11] {
            paragraphs.insert(at + (at - 5) / 3 + 1, "Needed");
        }
        paragraphs.insert(3, "Kind");
        let found = cells(&paragraphs);
        assert_eq!(found.first().map(String::as_str), Some("Name"));
        assert_eq!(found.len(), 16);
    }

    #[test]
    fn a_list_that_is_repeated_is_no_table() {
        let list = [
            "Members",
            "Guests",
            "Speakers",
            "Cooks",
            "Parents",
            "Neighbours",
        ];
        assert!(cells(&[list, list, list].concat()).is_empty());
    }
}
