//! The tree of drafts while it grows: which blocks are open, and the text that is being read.
//!
//! Markdown and HTML open and close blocks in the same tree, so that a Markdown list inside an HTML table cell stands in
//! that cell. A Markdown block closes whatever HTML was left open in it.

use crate::document::BlockKind;
use crate::text::{Span, TextRange};

use super::draft::{Composed, Draft, MAX_DEPTH};
use super::inline::{Inline, InlineLink};

/// Who opened a block and so who closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Markdown,
    Html,
}

/// An open block; `owned` tells whether it has a draft of its own or lies too deep for one.
#[derive(Clone, Copy, Debug)]
struct Frame {
    origin: Origin,
    owned: bool,
}

/// A link or bold part whose end has not been seen.
#[derive(Debug)]
pub(super) struct OpenLink {
    pub(super) start: usize,
    pub(super) span: Span,
    pub(super) target: String,
    pub(super) origin: Origin,
}

/// The tree as far as it has been read.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    source: &'s str,
    pub(super) composed: Composed,
    /// The open blocks that have a draft, outermost first.
    pub(super) drafts: Vec<Draft>,
    frames: Vec<Frame>,
    html_frames: usize,
    /// The text of the block that is being read, and the block it will be where markup said so.
    pub(super) inline: Inline,
    pub(super) pending: Option<(BlockKind, Span)>,
    /// Where the open bold parts begin, and the open links.
    pub(super) open_strong: Vec<usize>,
    pub(super) open_links: Vec<OpenLink>,
    /// Where stars stand that the grammar did not pair.
    torn_strong: Option<usize>,
}

impl<'s> Tree<'s> {
    /// An empty tree over `source`.
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            composed: Composed::default(),
            drafts: Vec::new(),
            frames: Vec::new(),
            html_frames: 0,
            inline: Inline::default(),
            pending: None,
            open_strong: Vec::new(),
            open_links: Vec::new(),
            torn_strong: None,
        }
    }

    /// Closes everything.
    pub(super) fn finish(mut self) -> Composed {
        self.flush();
        while !self.frames.is_empty() {
            self.pop();
        }
        self.composed.comments.sort_by_key(|(span, _)| *span);
        self.composed
    }

    /// Whether HTML has opened a block that is not closed yet.
    pub(super) const fn in_html(&self) -> bool {
        self.html_frames > 0
    }

    /// Ends the text that is being read and puts it where it belongs.
    pub(super) fn flush(&mut self) {
        while !self.open_strong.is_empty() {
            self.close_strong();
        }
        while let Some(link) = self.open_links.last() {
            let (origin, end) = (link.origin, link.span.end);
            self.close_link(origin, end);
        }
        self.torn_strong = None;
        let pending = self.pending.take();
        let mut content = std::mem::take(&mut self.inline);
        content.finish();
        if content.text.is_empty() {
            return;
        }
        let (kind, span) = pending.unwrap_or((BlockKind::Paragraph, content.text.span()));
        let span = trimmed(span.cover(content.text.span()), self.source);
        if kind == BlockKind::Paragraph
            && let Some(around) = self.drafts.last_mut()
            && around.takes_text()
            && around.is_empty()
        {
            around.span = around.span.cover(span);
            around.content = content;
            return;
        }
        self.add(Draft::with_content(kind, span, content));
    }

    /// Adds a complete block to the innermost open one.
    pub(super) fn add(&mut self, draft: Draft) {
        match self.drafts.last_mut() {
            Some(around) => {
                around.span = around.span.cover(draft.span);
                around.children.push(draft);
            }
            None => self.composed.blocks.push(draft),
        }
    }

    /// Opens a block; without a draft it only balances its end.
    pub(super) fn open(&mut self, draft: Option<Draft>, origin: Origin) {
        let draft = draft.filter(|_| self.drafts.len() < MAX_DEPTH);
        self.frames.push(Frame {
            origin,
            owned: draft.is_some(),
        });
        self.html_frames += usize::from(origin == Origin::Html);
        self.drafts.extend(draft);
    }

    pub(super) fn pop(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        self.html_frames -= usize::from(frame.origin == Origin::Html);
        if frame.owned
            && let Some(draft) = self.drafts.pop()
        {
            let keeps_empty = matches!(draft.kind, BlockKind::Cell { .. } | BlockKind::Row);
            if keeps_empty || !draft.is_empty() {
                self.add(draft);
            }
        }
    }

    /// How many HTML blocks are open since the last Markdown block was opened.
    pub(super) fn html_depth(&self) -> usize {
        self.frames
            .iter()
            .rev()
            .take(MAX_DEPTH)
            .take_while(|frame| frame.origin == Origin::Html)
            .count()
    }

    /// Closes the HTML blocks of the innermost Markdown block until `keep` are left.
    pub(super) fn close_html(&mut self, keep: usize) {
        while self.html_frames > keep
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.origin == Origin::Html)
            && (keep == 0 || self.html_depth() > keep)
        {
            self.pop();
        }
    }

    /// Closes the innermost Markdown block and what HTML was left open in it.
    pub(super) fn close_markdown(&mut self) {
        self.close_html(0);
        self.pop();
    }

    /// Ends the bold part opened last.
    pub(super) fn close_strong(&mut self) {
        if let Some(start) = self.open_strong.pop() {
            let range = TextRange::new(start, self.inline.text.len());
            // Bold within bold adds nothing.
            if self.open_strong.is_empty() && !range.is_empty() {
                self.inline.strong.push(range);
            }
        }
    }

    /// Meets stars that the grammar did not pair: two of them make bold.
    pub(super) fn torn_strong(&mut self) {
        let at = self.inline.text.len();
        match self.torn_strong.take() {
            None => self.torn_strong = Some(at),
            Some(start) if start < at => self.inline.strong.push(TextRange::new(start, at)),
            Some(_) => {}
        }
    }

    /// Ends the link opened last, if it came from `origin`.
    pub(super) fn close_link(&mut self, origin: Origin, end: usize) {
        if self
            .open_links
            .last()
            .is_some_and(|link| link.origin == origin)
            && let Some(link) = self.open_links.pop()
        {
            self.inline.links.push(InlineLink {
                range: TextRange::new(link.start, self.inline.text.len()),
                span: Span::new(link.span.start, link.span.end.max(end)),
                target: link.target,
            });
        }
    }
}

/// `span` without the white space at its end: the parser counts blank lines after a list to it.
pub(super) fn trimmed(span: Span, source: &str) -> Span {
    Span::new(span.start, span.start + span.of(source).trim_end().len())
}
