//! Cutting: lines become units.
//!
//! A chunk is a run of lines without a blank line in it; it is cut into units at markers and at line ends that end a
//! paragraph.

use rustc_hash::FxHashMap;

use super::layout;
use super::lines::{Line, Lines};
use super::marker::{self, Marker, Scheme};
use super::shape::{self, Shape};
use super::unit::{Kind, Unit};

/// How many units back the item may stand that a numbered item follows, past a list within that item.
const NESTED: usize = 24;

/// Cuts `lines` into units. `tables` says of the line that a table begins at where it ends.
pub(super) fn split(lines: &Lines<'_>, tables: &FxHashMap<usize, (usize, usize)>) -> Vec<Unit> {
    let width = layout::document_width(lines);
    let mut cutter = Cutter {
        lines,
        units: Vec::new(),
        sequences: FxHashMap::default(),
        open: false,
    };
    let mut at = 0;
    while at < lines.len() {
        if let Some((end, table)) = tables.get(&at) {
            cutter.push(at, None, Kind::Table(*table));
            cutter.extend(*end);
            cutter.open = false;
            at = (*end).max(at + 1);
            continue;
        }
        let mut end = at + 1;
        while lines.follows(end) && !tables.contains_key(&end) {
            end += 1;
        }
        let chunk = lines.all().get(at..end).unwrap_or_default();
        cutter.chunk(at, end, layout::chunk_width(chunk, width));
        at = end;
    }
    let mut units = cutter.units;
    for unit in &mut units {
        unit.shape = shape_of(unit, lines);
    }
    enclose(&mut units);
    units
}

/// A line between two items of one list, with no blank line around it, belongs to the first of them.
fn enclose(units: &mut [Unit]) {
    for at in 1..units.len() {
        let (Some(before), Some(unit), Some(next)) =
            (units.get(at - 1), units.get(at), units.get(at + 1))
        else {
            break;
        };
        let together = unit.is_text() && unit.gap == 0 && next.gap == 0;
        let listed = match (before.marker, next.marker) {
            (Some(one), Some(other)) => {
                one.scheme.key() == other.scheme.key()
                    && (one.value == 0 || other.value == one.value + 1)
            }
            _ => false,
        };
        let titled =
            unit.shape.is_title_like() && unit.shape.last.is_some_and(char::is_alphanumeric);
        if together
            && listed
            && !titled
            && let Some(unit) = units.get_mut(at)
        {
            unit.child = true;
        }
    }
}

/// The shape of the text of `unit`, of which no more is read than a heading could have.
fn shape_of(unit: &Unit, lines: &Lines<'_>) -> Shape {
    let plain = match unit.lines() {
        1 => unit.head(lines).trim_matches(['*', '_']).to_owned(),
        _ => unit.text(lines).as_str().to_owned(),
    };
    Shape::of(&plain)
}

/// How a line stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// First of its chunk.
    First,
    /// It would go on with the text of that line.
    Within,
    /// That line ends its paragraph.
    After,
}

struct Cutter<'a, 's> {
    lines: &'a Lines<'s>,
    units: Vec<Unit>,
    /// The last number met of each way of numbering.
    sequences: FxHashMap<Scheme, u32>,
    /// Whether the last unit may go on.
    open: bool,
}

impl Cutter<'_, '_> {
    fn push(&mut self, at: usize, marker: Option<Marker>, kind: Kind) {
        let line = self.lines.get(at);
        self.units.push(Unit {
            first: at,
            end: at + 1,
            kind,
            marker,
            gap: line.map_or(0, |line| line.gap),
            indent: line.map_or(0, |line| line.indent),
            underline: 0,
            child: false,
            goes_on: false,
            shape: Shape::default(),
        });
        self.open = true;
    }

    fn extend(&mut self, end: usize) {
        if let Some(unit) = self.units.last_mut() {
            unit.end = end;
        }
    }

    /// Cuts the lines `first..end`, which no blank line parts.
    fn chunk(&mut self, first: usize, end: usize, width: Option<u32>) {
        self.open = false;
        let mut at = first;
        while at < end {
            let text = self.lines.text(at);
            if let Some(level) = ruler(text) {
                self.ruler(at, first, level);
                at += 1;
                continue;
            }
            let fresh = at == first || !self.open;
            let joins = !fresh && layout::joins(self.lines, at, width);
            let place = match (fresh, joins) {
                (true, _) => Place::First,
                (false, true) => Place::Within,
                (false, false) => Place::After,
            };
            if let Some(marker) = self.marker(at, end, place) {
                let alone = self
                    .lines
                    .get(at)
                    .is_some_and(|line| marker.text > line.span.end);
                self.push(at, Some(marker), Kind::Item);
                if alone {
                    at += 1;
                    self.extend(at + 1);
                }
            } else if joins {
                self.extend(at + 1);
            } else {
                self.push(at, None, Kind::Text);
                self.adopt(at, first);
            }
            at += 1;
        }
    }

    /// A text within an item is one by its indentation.
    fn adopt(&mut self, at: usize, first: usize) {
        let Some((last, before)) = self.units.split_last_mut() else {
            return;
        };
        let inside = before.last().is_some_and(|unit| {
            let column = unit.marker.map_or(0, |_| unit.indent);
            let item = unit.kind == Kind::Item && last.indent > column;
            item || (unit.child && last.indent >= unit.indent)
        });
        last.child = at > first && inside;
    }

    /// A line of dashes or the like: it underlines a single line just above it, else it parts.
    fn ruler(&mut self, at: usize, first: usize, level: u8) {
        let under = self.open && at > first;
        if let Some(unit) = self.units.last_mut().filter(|unit| {
            under && unit.end == at && unit.lines() == 1 && unit.kind != Kind::Dropped
        }) {
            unit.underline = level;
            unit.end = at;
        }
        self.push(at, None, Kind::Dropped);
        self.open = false;
    }

    /// The marker that line `at` begins with, if its neighbours bear it out.
    fn marker(&mut self, at: usize, end: usize, place: Place) -> Option<Marker> {
        let line = self.lines.get(at)?;
        let mut marker = marker::read(self.lines.source(), line.span)?;
        if marker.scheme.is_glyph() {
            return (!marker.weak || self.has_twin(at, &marker)).then_some(marker);
        }
        let empty = marker.text >= line.span.end;
        if empty && !is_word(&marker) {
            // A number alone on its line marks the line below.
            let next = self.lines.get(at + 1).filter(|_| at + 1 < end)?;
            if marker.weak || !shape::starts_high(next.span.of(self.lines.source())) {
                return None;
            }
            marker.text = next.span.start;
        }
        if let Some((scheme, value)) = marker.other
            && !self.continues(marker.scheme, marker.value)
            && self.continues(scheme, value)
        {
            marker.scheme = scheme;
            marker.value = value;
        }
        let expected = self.expected(&marker);
        let lettered = matches!(marker.scheme, Scheme::Alpha { .. } | Scheme::Roman { .. });
        let deep = matches!(marker.scheme, Scheme::Decimal { depth: 2.., .. });
        // In running text a line may begin with any number; a number that starts or goes on with a sequence is more.
        let borne_out = match () {
            () if self.follows_item(at, &marker) || self.begins(at, end, &marker) => true,
            () if place == Place::Within => expected && !marker.weak && !ends_open(self.lines, at),
            () if lettered => expected,
            () if marker.weak && !is_word(&marker) => place == Place::First && (expected || deep),
            () => place == Place::First || expected || deep,
        };
        if !borne_out || marker.value > 200 {
            return None;
        }
        self.sequences.insert(marker.scheme.key(), marker.value);
        Some(marker)
    }

    fn continues(&self, scheme: Scheme, value: u32) -> bool {
        self.sequences
            .get(&scheme.key())
            .is_some_and(|last| *last + 1 == value || *last == value)
    }

    fn expected(&self, marker: &Marker) -> bool {
        marker.value <= 1 || self.continues(marker.scheme, marker.value)
    }

    /// Whether one of the last units is the item just before the one that `marker` marks: the last itself, or one
    /// with a list in it.
    fn follows_item(&self, at: usize, marker: &Marker) -> bool {
        let outdented = at.checked_sub(1).is_some_and(|before| {
            let indent = |at| self.lines.get(at).map_or(0, |line| line.indent);
            indent(at) < indent(before)
        });
        let reach = if outdented { NESTED } else { 1 };
        let before = self.units.iter().rev().take(reach);
        before.filter_map(|unit| unit.marker).any(|before| {
            before.scheme.key() == marker.scheme.key() && before.value + 1 == marker.value
        })
    }

    /// Whether a list begins at line `at`, be it within another: the line below has the second number.
    fn begins(&self, at: usize, end: usize, marker: &Marker) -> bool {
        let next = self.lines.get(at + 1).filter(|_| at + 1 < end);
        marker.value == 1
            && !marker.weak
            && next
                .and_then(|line| marker::read(self.lines.source(), line.span))
                .is_some_and(|next| next.scheme == marker.scheme && next.value == 2)
    }

    /// Whether the line above or below `at` begins with the same glyph.
    fn has_twin(&self, at: usize, marker: &Marker) -> bool {
        let same = |line: Option<&Line>| {
            line.and_then(|line| marker::read(self.lines.source(), line.span))
                .is_some_and(|other| other.scheme == marker.scheme)
        };
        same(at.checked_sub(1).and_then(|at| self.lines.get(at))) || same(self.lines.get(at + 1))
    }
}

fn is_word(marker: &Marker) -> bool {
    matches!(marker.scheme, Scheme::Word(_))
}

/// Whether the line before `at` stops within a sentence.
fn ends_open(lines: &Lines<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| lines.text(at));
    !matches!(
        shape::last_mark(before),
        Some('.' | '!' | '?' | ':' | ';' | ',' | '…')
    )
}

/// The level that a line of one repeated sign underlines with: 1 for a double line, 2 for a single one.
fn ruler(text: &str) -> Option<u8> {
    let first = text.chars().next()?;
    if !matches!(
        first,
        '=' | '-' | '_' | '*' | '~' | '–' | '—' | '─' | '═' | '#'
    ) {
        return None;
    }
    let drawn = text.chars().all(|c| c == first || c == ' ');
    let long = text.chars().filter(|c| *c == first).take(3).count() == 3;
    (drawn && long).then_some(if matches!(first, '=' | '═') { 1 } else { 2 })
}
