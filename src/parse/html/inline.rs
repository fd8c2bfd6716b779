//! A run: text on its way to become a block, with what is known of its parts.

use crate::text::{MappedText, Span, TextRange};

use super::tree::NodeId;

/// The longest name that a run-in heading has, and the most words.
const LONGEST_NAME: usize = 80;
const MOST_WORDS: usize = 4;

/// Text with its links, its bold parts and its line breaks.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) text: MappedText,
    pub(super) links: Vec<(TextRange, NodeId)>,
    pub(super) bold: Vec<TextRange>,
    /// Where in the text lines begin, after the first.
    pub(super) breaks: Vec<usize>,
    /// The elements that the text comes from.
    pub(super) span: Option<Span>,
}

impl Run {
    /// The part of the run under `range`.
    pub(super) fn slice(&self, range: TextRange) -> Self {
        let range = trimmed(self.text.as_str(), range);
        let clip = |other: &TextRange| {
            let start = other.start.max(range.start);
            let end = other.end.min(range.end);
            (start < end).then(|| TextRange::new(start - range.start, end - range.start))
        };
        // Links and bold parts stand in order, so those before the range are passed over at once.
        let link = self
            .links
            .partition_point(|(link, _)| link.end <= range.start);
        let bold = self.bold.partition_point(|bold| bold.end <= range.start);
        Self {
            text: self.text.slice(range),
            links: self
                .links
                .iter()
                .skip(link)
                .map_while(|(link, id)| clip(link).map(|link| (link, *id)))
                .collect(),
            bold: self.bold.iter().skip(bold).map_while(clip).collect(),
            breaks: Vec::new(),
            span: None,
        }
    }

    /// Marks what was added to the text from `start` on as bold.
    pub(super) fn embolden(&mut self, start: usize) {
        let end = self.text.len();
        match self.bold.last_mut() {
            _ if start >= end => {}
            Some(last) if last.end >= start => last.end = end,
            _ => self.bold.push(TextRange::new(start, end)),
        }
    }

    /// Records the text from `start` on as the text of link `id`.
    pub(super) fn end_link(&mut self, start: usize, id: NodeId) {
        let range = trimmed(self.text.as_str(), TextRange::new(start, self.text.len()));
        if !range.is_empty() {
            self.links.push((range, id));
        }
    }

    /// How far the text is bold from its start on, small gaps of white space and marks left out.
    fn bold_start(&self) -> usize {
        let mut end = 0;
        for range in &self.bold {
            let gap = self.text.as_str().get(end..range.start);
            if !gap.is_some_and(|gap| gap.chars().all(|c| !c.is_alphanumeric())) {
                break;
            }
            end = end.max(range.end);
        }
        end
    }

    /// Whether all of the text is bold.
    pub(super) fn is_bold(&self) -> bool {
        let rest = self.text.as_str().get(self.bold_start()..);
        !self.bold.is_empty() && rest.is_some_and(|rest| !rest.contains(char::is_alphanumeric))
    }

    /// Whether the text looks like a heading that was made by setting it in bold.
    pub(super) fn is_bold_heading(&self) -> bool {
        let text = self.text.as_str();
        self.is_bold()
            && text.len() <= 160
            && text.split(' ').count() <= 16
            && !text.ends_with(['.', ';', ',', '!'])
            && text.contains(char::is_alphabetic)
            && !text.contains('@')
    }

    /// The name before the text proper: `Name: text`, or a bold name that the text goes on from.
    pub(super) fn run_in(&self) -> Option<TextRange> {
        self.bold_name().or_else(|| self.name_before_colon())
    }

    fn bold_name(&self) -> Option<TextRange> {
        let text = self.text.as_str();
        let end = self.bold_start();
        let bold = text.get(..end)?;
        let rest = text.get(end..)?;
        let bold = bold.trim_end();
        // The full stop of `B.V.` ends no name.
        let abbreviated = bold
            .rsplit(' ')
            .next()
            .is_some_and(|word| word.trim_end_matches('.').contains('.'));
        let name = if abbreviated {
            bold
        } else {
            bold.trim_end_matches('.')
        };
        let name = name.trim_end_matches([':', '-', '–', '—']).trim_end();
        let marked = name.len() < bold.len()
            || rest.trim_start().starts_with([':', '–', '—', '-', '.'])
            || self
                .breaks
                .iter()
                .any(|at| name.len() <= *at && *at <= end + 1);
        let fits = !name.is_empty()
            && name.len() <= LONGEST_NAME
            && name.contains(char::is_alphabetic)
            && rest.contains(char::is_alphanumeric);
        (marked && fits).then(|| TextRange::new(0, name.len()))
    }

    fn name_before_colon(&self) -> Option<TextRange> {
        let text = self.text.as_str();
        let colon = text.find(": ")?;
        let name = text.get(..colon)?.trim_end();
        let fits = colon <= LONGEST_NAME
            && name.split(' ').count() <= MOST_WORDS
            && name
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric())
            && name.contains(char::is_alphabetic)
            && !name.contains(['.', ',', ';', '?', '!', '"', '“']);
        fits.then(|| TextRange::new(0, name.len()))
    }

    /// The lines of the text, as `br` elements divide it.
    pub(super) fn lines(&self) -> Vec<TextRange> {
        let mut start = 0;
        let ends = self.breaks.iter().copied().chain([self.text.len()]);
        let mut lines = Vec::with_capacity(self.breaks.len() + 1);
        for end in ends {
            let line = trimmed(self.text.as_str(), TextRange::new(start, end));
            if !line.is_empty() {
                lines.push(line);
            }
            start = start.max(end);
        }
        lines
    }
}

/// `range` without the white space at its ends.
fn trimmed(text: &str, range: TextRange) -> TextRange {
    let whole = range.of(text);
    let start = range.start + (whole.len() - whole.trim_start().len());
    TextRange::new(start, range.start + whole.trim_end().len())
}

/// The length of the bullet at the start of `line`, the space after it included.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let mut chars = line.chars();
    let mark = chars.next().filter(|c| {
        matches!(
            c,
            '-' | '–' | '—' | '•' | '*' | '·' | '●' | '▪' | '◦' | '‣' | '○' | '►' | '✓'
        )
    })?;
    let rest = chars.as_str();
    let spaced = rest.trim_start();
    let close = matches!(mark, '•' | '●' | '▪' | '◦' | '‣' | '►' | '✓');
    (!spaced.is_empty() && (spaced.len() < rest.len() || close)).then(|| line.len() - spaced.len())
}
