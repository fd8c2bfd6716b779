//! Lines: the source cut at its line ends, first of the steps of the plain-text parser.
//!
//! Only lines with something on them are kept; each knows how many blank ones stand before it. A line is blank when
//! nothing but white space, of whatever kind, and tags of a web page stand on it. A line that is a directive to this
//! program is none of the text.

use crate::document::{Comment, is_directive};
use crate::text::Span;

use super::inline;

/// A line with something on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// What stands on it, without the white space around.
    pub(super) span: Span,
    /// Columns of white space before it; a tab counts as four.
    pub(super) indent: u16,
    /// Blank lines before it, or one where a form feed or a tag ends a paragraph there.
    pub(super) gap: u8,
    /// Whether the white space before it begins with a tab.
    pub(super) tab: bool,
    /// Length in characters.
    pub(super) chars: u32,
}

/// The lines of a source.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    source: &'s str,
    kept: Vec<Line>,
    comments: Vec<Comment>,
}

impl<'s> Lines<'s> {
    /// Reads `source` once.
    pub(super) fn new(source: &'s str) -> Self {
        let mut lines = Vec::new();
        let mut comments = Vec::new();
        let mut gap: u8 = 0;
        // The blank lines before a directive; those behind it add nothing to them, as if it was not there.
        let mut gap_before: u8 = 0;
        let mut start = 0;
        while start < source.len() {
            let (end, next, breaks) = line_end(source, start);
            if let Some(comment) = directive(source, Span::new(start, end)) {
                gap_before = gap_before.max(gap);
                gap = 0;
                comments.push(comment);
                start = next;
                continue;
            }
            let line = Line::new(source, Span::new(start, end), gap.max(gap_before));
            match line {
                Some((line, ends)) => {
                    gap_before = 0;
                    lines.push(line);
                    gap = u8::from(ends || breaks);
                }
                None => gap = gap.saturating_add(1),
            }
            start = next;
        }
        Self {
            source,
            kept: lines,
            comments,
        }
    }

    /// The source.
    pub(super) const fn source(&self) -> &'s str {
        self.source
    }

    /// The directives to this program, which are no text.
    pub(super) fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// How many lines there are.
    pub(super) const fn len(&self) -> usize {
        self.kept.len()
    }

    /// Line `at`.
    pub(super) fn get(&self, at: usize) -> Option<&Line> {
        self.kept.get(at)
    }

    /// Takes out the lines at `places`, which are in order; what stood around them is parted as it was.
    pub(super) fn remove(&mut self, places: &[usize]) {
        let mut places = places.iter().copied().peekable();
        let mut gap = 0;
        let mut at = 0;
        self.kept.retain_mut(|line| {
            let out = places.next_if_eq(&at).is_some();
            at += 1;
            line.gap = line.gap.max(gap);
            gap = if out { line.gap } else { 0 };
            !out
        });
    }

    /// All lines.
    pub(super) fn all(&self) -> &[Line] {
        &self.kept
    }

    /// What stands on line `at`; empty where there is no such line.
    pub(super) fn text(&self, at: usize) -> &'s str {
        self.get(at).map_or("", |line| line.span.of(self.source))
    }

    /// Whether line `at` follows the one before it with no blank line between them.
    pub(super) fn follows(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|line| line.gap == 0)
    }
}

impl Line {
    /// The line at `whole`, and whether a tag at its end ends the paragraph; `None` where it is blank.
    fn new(source: &str, whole: Span, gap: u8) -> Option<(Self, bool)> {
        let text = whole.of(source);
        let bare = text.trim_start_matches(is_space);
        let before = text.get(..text.len() - bare.len()).unwrap_or_default();
        let (opens, bare) = inline::after_leading_tags(bare);
        let start = whole.start + (text.len() - bare.len());
        let (ends, bare) = inline::before_trailing_tags(bare.trim_end_matches(is_space));
        if bare.is_empty() {
            return None;
        }
        let columns: usize = before
            .chars()
            .map(|c| match c {
                '\t' => 4,
                c if c.is_whitespace() => 1,
                _ => 0,
            })
            .sum();
        let line = Self {
            span: Span::new(start, start + bare.len()),
            indent: u16::try_from(columns).unwrap_or(u16::MAX),
            gap: if opens { gap.max(1) } else { gap },
            tab: before.starts_with('\t'),
            chars: u32::try_from(bare.chars().count()).unwrap_or(u32::MAX),
        };
        Some((line, ends))
    }
}

/// The directive to this program that is all that stands on `line`, closed or not. Plain text has no other comments.
fn directive(source: &str, line: Span) -> Option<Comment> {
    let text = line.of(source);
    let bare = text.trim_start_matches(is_space);
    let start = line.start + (text.len() - bare.len());
    let bare = bare.trim_end_matches(is_space);
    let inside = bare.strip_prefix("<!--")?;
    let end = inside.find("-->");
    let alone = end.is_none_or(|end| end + "-->".len() == inside.len());
    let inside = inside.get(..end.unwrap_or(inside.len()))?;
    (alone && is_directive(inside)).then(|| Comment {
        span: Span::new(start, start + bare.len()),
        text: inside.to_owned(),
    })
}

/// White space, and the characters that show as nothing.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'
                | '\u{200c}'
                | '\u{200d}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2060}'
                | '\u{feff}'
                | '\0'
        )
}

/// Where the line from `start` on ends, where the next begins, and whether a page ends between them.
fn line_end(source: &str, start: usize) -> (usize, usize, bool) {
    let rest = source.get(start..).unwrap_or_default();
    let end = rest.find(|c| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    });
    let Some(end) = end else {
        return (source.len(), source.len(), false);
    };
    let mark = rest.get(end..).unwrap_or_default();
    let first = mark.chars().next().unwrap_or('\n');
    let len = if mark.starts_with("\r\n") {
        2
    } else {
        first.len_utf8()
    };
    (
        start + end,
        start + end + len,
        matches!(first, '\u{c}' | '\u{2029}'),
    )
}
