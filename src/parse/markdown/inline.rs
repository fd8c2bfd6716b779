//! The text of one block while it is built: derived text with its way back, and what the markup said about parts of it.

use crate::text::{MappedText, Span, TextRange};

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BreakKind {
    /// A line end in the source that nobody sees.
    Soft,
    /// A line break that the reader sees.
    Hard,
    /// Two line breaks: a new paragraph in all but markup.
    Paragraph,
    /// A new list item, from a tag in running text.
    Item,
}

/// The place where a new line begins in derived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) at: usize,
    pub(super) kind: BreakKind,
}

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InlineLink {
    pub(super) range: TextRange,
    pub(super) span: Span,
    pub(super) target: String,
}

/// Text with its breaks, bold parts and links.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline {
    pub(super) text: MappedText,
    pub(super) breaks: Vec<Break>,
    pub(super) strong: Vec<TextRange>,
    pub(super) links: Vec<InlineLink>,
}

impl Inline {
    /// Appends `text`, which stands in the source just so from byte `at` on, with its white space made plain.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let mut spaced = self.text.is_empty() || self.text.as_str().ends_with(' ');
        let mut kept = 0;
        for (offset, c) in text.char_indices() {
            let stays = match c {
                ' ' => !spaced,
                c => !c.is_whitespace() && !is_invisible(c),
            };
            if stays {
                spaced = c == ' ';
                continue;
            }
            self.text
                .push(text.get(kept..offset).unwrap_or_default(), at + kept);
            kept = offset + c.len_utf8();
            if c != ' ' && c.is_whitespace() {
                self.text.push_space(Span::new(at + offset, at + kept));
                spaced = true;
            }
        }
        self.text
            .push(text.get(kept..).unwrap_or_default(), at + kept);
    }

    /// Appends `text`, which stands for the source bytes `span` as a whole (an entity, an escape).
    pub(super) fn push_atom(&mut self, text: &str, span: Span) {
        let mut clean = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            clean.push(if c.is_whitespace() { ' ' } else { c });
        }
        if clean.trim().is_empty() {
            if !clean.is_empty() {
                self.text.push_space(span);
            }
        } else {
            self.text.push_atom(&clean, span);
        }
    }

    /// Ends a line; the source bytes `span` become one space.
    pub(super) fn push_break(&mut self, kind: BreakKind, span: Span) {
        if self.text.is_empty() && kind != BreakKind::Item {
            return;
        }
        self.text.push_space(span);
        let at = self.text.len();
        match self.breaks.last_mut().filter(|last| last.at == at) {
            Some(last) if last.kind == BreakKind::Hard && kind == BreakKind::Hard => {
                last.kind = BreakKind::Paragraph;
            }
            Some(last) => last.kind = last.kind.max(kind),
            None => self.breaks.push(Break { at, kind }),
        }
    }

    /// Appends all of `other`.
    pub(super) fn append(&mut self, other: &Self) {
        let at = self.text.len();
        let shift = |range: TextRange| TextRange::new(range.start + at, range.end + at);
        self.text.append(&other.text);
        self.breaks.extend(other.breaks.iter().map(|line| Break {
            at: line.at + at,
            kind: line.kind,
        }));
        self.strong.extend(other.strong.iter().copied().map(shift));
        self.links.extend(other.links.iter().map(|link| InlineLink {
            range: shift(link.range),
            ..link.clone()
        }));
    }

    /// Drops white space at the end and what was said of it.
    pub(super) fn finish(&mut self) {
        self.text.trim_end();
        let len = self.text.len();
        self.breaks.retain(|line| line.at < len);
        for range in &mut self.strong {
            *range = TextRange::new(range.start.min(len), range.end.min(len));
        }
        self.strong.retain(|range| !range.is_empty());
        self.strong.sort_unstable();
        for link in &mut self.links {
            link.range = TextRange::new(link.range.start.min(len), link.range.end.min(len));
        }
    }

    /// The part under `range`, without white space around it.
    pub(super) fn slice(&self, range: TextRange) -> Self {
        let text = range.of(self.text.as_str());
        let start = range.start + (text.len() - text.trim_start().len());
        let range = TextRange::new(start, range.start + text.trim_end().len());
        let clip = |other: TextRange| {
            let start = other.start.clamp(range.start, range.end);
            let end = other.end.clamp(start, range.end);
            TextRange::new(start - range.start, end - range.start)
        };
        // Everything is in the order of the text; a text may have as many parts as it has lines.
        let breaks = self.breaks.iter();
        let strong = self.strong.iter();
        let links = self.links.iter();
        Self {
            text: self.text.slice(range),
            breaks: breaks
                .skip(self.breaks.partition_point(|line| line.at <= range.start))
                .take_while(|line| line.at < range.end)
                .map(|line| Break {
                    at: line.at - range.start,
                    kind: line.kind,
                })
                .collect(),
            strong: strong
                .skip(
                    self.strong
                        .partition_point(|strong| strong.end <= range.start),
                )
                .take_while(|strong| strong.start < range.end)
                .map(|strong| clip(*strong))
                .collect(),
            links: links
                .skip(
                    self.links
                        .partition_point(|link| link.range.start < range.start),
                )
                .take_while(|link| link.range.start < range.end)
                .map(|link| InlineLink {
                    range: clip(link.range),
                    ..link.clone()
                })
                .collect(),
        }
    }

    /// Whether every letter and digit is bold.
    pub(super) fn is_strong(&self) -> bool {
        let mut at = 0;
        let text = self.text.as_str();
        for range in &self.strong {
            if range.start > at && has_word(TextRange::new(at, range.start).of(text)) {
                return false;
            }
            at = at.max(range.end);
        }
        at > 0 && !has_word(TextRange::new(at, text.len()).of(text))
    }
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Characters that steer layout and that no reader sees: soft hyphens, zero-width characters, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{feff}'
    ) || c.is_control()
}
