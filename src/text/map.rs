//! Derived text and the way back from it to the source.
//!
//! A parser builds the text of a block from pieces of the source: most are the same on both sides (identity runs), some
//! are not (an entity, an escape, a line break that became a space, a repaired character): those are atoms. A range
//! of derived text that touches a part of an atom widens to the whole atom, so a span never splits one.

use super::{Span, TextRange};

/// Where a stretch of derived text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    derived: TextRange,
    source: Span,
    atom: bool,
}

/// The runs that lead from derived text to the source, ordered by derived position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMap {
    runs: Vec<Run>,
}

impl TextMap {
    /// The smallest source span that covers `range`. An empty range gives an empty span at its place.
    pub fn span_of(&self, range: TextRange) -> Span {
        if range.is_empty() {
            return Span::at(self.position_of(range.start));
        }
        let start = self.run_at(range.start).map_or(0, |run| {
            if run.atom {
                run.source.start
            } else {
                run.source.start + (range.start - run.derived.start)
            }
        });
        let end = self.run_at(range.end - 1).map_or(start, |run| {
            if run.atom {
                run.source.end
            } else {
                run.source.start + (range.end - run.derived.start).min(run.source.len())
            }
        });
        Span::new(start, end)
    }

    /// The run that covers derived byte `at`, or the last run where `at` lies past the end.
    fn run_at(&self, at: usize) -> Option<&Run> {
        let next = self.runs.partition_point(|run| run.derived.start <= at);
        self.runs.get(next.checked_sub(1)?)
    }

    fn position_of(&self, at: usize) -> usize {
        match self.run_at(at) {
            None => self.runs.first().map_or(0, |run| run.source.start),
            Some(run) if at >= run.derived.end => run.source.end,
            Some(run) if run.atom => run.source.start,
            Some(run) => run.source.start + (at - run.derived.start),
        }
    }

    fn push(&mut self, run: Run) {
        if let Some(last) = self.runs.last_mut()
            && !last.atom
            && !run.atom
            && last.source.end == run.source.start
        {
            last.source.end = run.source.end;
            last.derived.end = run.derived.end;
            return;
        }
        self.runs.push(run);
    }

    fn truncate(&mut self, len: usize) {
        while self.runs.last().is_some_and(|run| run.derived.start >= len) {
            self.runs.pop();
        }
        if let Some(last) = self.runs.last_mut()
            && last.derived.end > len
        {
            if !last.atom {
                last.source.end -= last.derived.end - len;
            }
            last.derived.end = len;
        }
    }
}

/// Text derived from the source, with the map back to it.
///
/// ```
/// use policylint::text::{MappedText, Span, TextRange};
///
/// // "R&amp;D team" with the entity decoded:
/// let mut text = MappedText::default();
/// text.push("R", 0);
/// text.push_atom("&", Span::new(1, 6));
/// text.push("D team", 6);
/// assert_eq!(text.as_str(), "R&D team");
/// assert_eq!(text.span_of(TextRange::new(0, 3)), Span::new(0, 7));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    map: TextMap,
}

impl MappedText {
    /// Text that stands in the source just as it is, from byte `at` on.
    pub fn identity(text: &str, at: usize) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, at);
        mapped
    }

    /// The derived text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length of the derived text in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The smallest source span that covers `range`, widened to whole atoms.
    pub fn span_of(&self, range: TextRange) -> Span {
        self.map.span_of(range)
    }

    /// The source span of the whole text.
    pub fn span(&self) -> Span {
        self.span_of(TextRange::new(0, self.text.len()))
    }

    /// Appends `text`, which stands in the source from byte `at` on, the same to the byte.
    pub fn push(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.map.push(Run {
            derived: TextRange::new(start, self.text.len()),
            source: Span::new(at, at + text.len()),
            atom: false,
        });
    }

    /// Appends `text`, which stands for the source bytes `source` as a whole. An empty `source` marks inserted text.
    pub fn push_atom(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.map.push(Run {
            derived: TextRange::new(start, self.text.len()),
            source,
            atom: true,
        });
    }

    /// Appends a space that stands for the source bytes `source`, unless the text is empty or ends in one.
    pub fn push_space(&mut self, source: Span) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.push_atom(" ", source);
        }
    }

    /// Appends all of `other`, keeping its way back to the source.
    pub fn append(&mut self, other: &Self) {
        for run in &other.map.runs {
            let text = run.derived.of(&other.text);
            if run.atom {
                self.push_atom(text, run.source);
            } else {
                self.push(text, run.source.start);
            }
        }
    }

    /// Drops white space at the end.
    pub fn trim_end(&mut self) {
        let len = self.text.trim_end().len();
        self.text.truncate(len);
        self.map.truncate(len);
    }

    /// The part of the text under `range`, with its way back to the source.
    #[must_use]
    pub fn slice(&self, range: TextRange) -> Self {
        let mut part = Self::default();
        let first = self
            .map
            .runs
            .partition_point(|run| run.derived.end <= range.start);
        let runs = self.map.runs.get(first..).unwrap_or_default();
        for run in runs {
            let start = run.derived.start.max(range.start);
            let end = run.derived.end.min(range.end);
            if start >= end {
                break;
            }
            let text = TextRange::new(start, end).of(&self.text);
            if run.atom {
                part.push_atom(text, run.source);
            } else {
                part.push(text, run.source.start + (start - run.derived.start));
            }
        }
        part
    }
}
