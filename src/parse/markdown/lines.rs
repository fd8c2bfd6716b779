//! The lines of an HTML block, joined, with the way back to the source.
//!
//! Inside quotations and lists the lines of one block do not adjoin in the source; tags and comments run over them.

use crate::text::Span;

/// Lines joined to one text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) text: String,
    /// For each line, where it starts in `text` and in the source.
    starts: Vec<(usize, usize)>,
}

impl Lines {
    /// Appends the line `span` of `source`.
    pub(super) fn push(&mut self, source: &str, span: Span) {
        let text = span.of(source);
        let adjoins = self
            .starts
            .last()
            .is_some_and(|(at, from)| from + (self.text.len() - at) == span.start);
        if !adjoins {
            self.starts.push((self.text.len(), span.start));
        }
        self.text.push_str(text);
    }

    /// The source byte that byte `at` of the text came from.
    fn source_of(&self, at: usize) -> usize {
        let next = self.starts.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1)
            .and_then(|line| self.starts.get(line))
            .map_or(0, |(start, from)| from + (at - start))
    }

    /// The source span from byte `start` to byte `end` of the text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        if start >= end {
            return Span::at(self.source_of(start));
        }
        // The end belongs to the line of the byte before it.
        Span::new(self.source_of(start), self.source_of(end - 1) + 1)
    }

    /// The parts of `start..end` that are whole in the source, with their spans.
    pub(super) fn pieces(&self, start: usize, end: usize) -> impl Iterator<Item = Span> + '_ {
        let first = self.starts.partition_point(|(at, _)| *at <= start);
        let first = first.saturating_sub(1);
        self.starts
            .get(first..)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .take_while(move |(_, (at, _))| *at < end)
            .filter_map(move |(offset, (at, from))| {
                let next = self
                    .starts
                    .get(first + offset + 1)
                    .map_or(self.text.len(), |(next, _)| *next);
                let from_text = start.max(*at);
                let to_text = end.min(next);
                (from_text < to_text)
                    .then(|| Span::new(from + (from_text - at), from + (to_text - at)))
            })
    }
}
