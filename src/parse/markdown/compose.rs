//! The events of the CommonMark parser, composed into a tree of drafts.
//!
//! Markdown and HTML open and close blocks in the same tree, so that a Markdown list inside an HTML table cell stands in
//! that cell. A Markdown block closes whatever HTML was left open in it.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::document::BlockKind;
use crate::text::{Span, TextRange};

use super::draft::{Composed, Draft, MAX_DEPTH};
use super::front_matter;
use super::inline::{BreakKind, Inline, InlineLink};
use super::lines::Lines;
use super::mask::Masked;

/// Reads `source` as Markdown.
pub(super) fn compose(source: &str, masked: &Masked) -> Composed {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let start = front_matter::end(source);
    let text = masked.text.get(start..).unwrap_or_default();
    let mut composer = Composer::new(source, masked);
    let language = front_matter::language(source.get(..start).unwrap_or_default());
    composer.composed.language = language.map(str::to_owned);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        composer.event(event, Span::new(range.start + start, range.end + start));
    }
    composer.finish()
}

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

/// What the events of the moment are part of.
#[derive(Debug)]
pub(super) enum Mode {
    Text,
    /// The alternative text of an image, this many images deep: no prose.
    Image(usize),
    Code {
        fenced: bool,
        named: bool,
        lines: Lines,
    },
    Html(Lines),
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
pub(super) struct Composer<'s> {
    pub(super) source: &'s str,
    pub(super) masked: &'s Masked,
    pub(super) composed: Composed,
    pub(super) drafts: Vec<Draft>,
    frames: Vec<Frame>,
    html_frames: usize,
    mode: Mode,
    /// The text of the block that is being read, and the block it will be where markup said so.
    pub(super) inline: Inline,
    pub(super) pending: Option<(BlockKind, Span)>,
    pub(super) open_strong: Vec<usize>,
    pub(super) open_links: Vec<OpenLink>,
    /// HTML up to here is passed over (a comment or script that ran past its block).
    pub(super) skip_until: usize,
    in_header: bool,
    /// Whether the rows of HTML that come now head their table.
    pub(super) in_html_header: bool,
    column: u16,
    /// Where the last text event ended, to see a backslash before the next.
    text_end: usize,
}

impl<'s> Composer<'s> {
    fn new(source: &'s str, masked: &'s Masked) -> Self {
        Self {
            source,
            masked,
            composed: Composed {
                comments: masked.comments.clone(),
                ..Composed::default()
            },
            drafts: Vec::new(),
            frames: Vec::new(),
            html_frames: 0,
            mode: Mode::Text,
            inline: Inline::default(),
            pending: None,
            open_strong: Vec::new(),
            open_links: Vec::new(),
            skip_until: 0,
            in_header: false,
            in_html_header: false,
            column: 0,
            text_end: 0,
        }
    }

    fn finish(mut self) -> Composed {
        self.flush();
        while !self.frames.is_empty() {
            self.pop();
        }
        self.composed.comments.sort_by_key(|(span, _)| *span);
        self.composed
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match (&mut self.mode, event) {
            (Mode::Image(depth), Event::Start(Tag::Image { .. })) => *depth += 1,
            (Mode::Image(depth), Event::End(TagEnd::Image)) => {
                *depth -= 1;
                if *depth == 0 {
                    self.mode = Mode::Text;
                }
                self.text_end = span.end;
            }
            (Mode::Image(_), _) => {}
            (Mode::Code { lines, .. } | Mode::Html(lines), Event::Text(_) | Event::Html(_)) => {
                if span.end > self.skip_until {
                    lines.push(&self.masked.text, span);
                }
            }
            (_, Event::Start(tag)) => self.start(tag, span),
            (_, Event::End(tag)) => self.end(tag, span),
            (_, event) => self.inline_event(event, span),
        }
    }

    fn inline_event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.code_span(&text, span),
            Event::SoftBreak => self.inline.push_break(BreakKind::Soft, span),
            Event::HardBreak => self.inline.push_break(BreakKind::Hard, span),
            Event::InlineHtml(_) | Event::Html(_) => self.inline_html(span),
            Event::Rule => self.flush(),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Start(_)
            | Event::End(_) => {}
        }
        self.text_end = span.end;
    }

    fn text(&mut self, text: &str, span: Span) {
        if span.start < self.skip_until {
            return;
        }
        if span.of(&self.masked.text) != text {
            self.inline.push_atom(text, span);
            return;
        }
        let mut span = span;
        let escaped = span
            .start
            .checked_sub(1)
            .filter(|at| *at >= self.text_end && self.source.as_bytes().get(*at) == Some(&b'\\'));
        if let (Some(at), Some(c)) = (escaped, text.chars().next()) {
            // The backslash and what it escapes are one; a fix must not split them.
            let end = span.start + c.len_utf8();
            self.inline.push_atom(
                Span::new(span.start, end).of(self.source),
                Span::new(at, end),
            );
            span.start = end;
        }
        self.shown(span);
    }

    /// Appends the part of the source under `span` that is no directive.
    pub(super) fn shown(&mut self, span: Span) {
        for shown in self.masked.shown(span) {
            self.inline.push(shown.of(self.source), shown.start);
        }
    }

    fn code_span(&mut self, text: &str, span: Span) {
        match span.of(&self.masked.text).find(text) {
            Some(at) => self.shown(Span::new(span.start + at, span.start + at + text.len())),
            None => self.inline.push_atom(text, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Strong => self.open_strong.push(self.inline.text.len()),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = self.target(link_type, &dest_url, span);
                self.open_links.push(OpenLink {
                    start: self.inline.text.len(),
                    span,
                    target,
                    origin: Origin::Markdown,
                });
            }
            Tag::Image { .. } => self.mode = Mode::Image(1),
            Tag::HtmlBlock => self.mode = Mode::Html(Lines::default()),
            tag => self.start_block(tag, span),
        }
        self.text_end = self.text_end.max(span.start);
    }

    fn start_block(&mut self, tag: Tag<'_>, span: Span) {
        self.flush();
        match tag {
            Tag::Paragraph => self.pending = Some((BlockKind::Paragraph, span)),
            Tag::Heading { level, id, .. } => {
                self.close_html(0);
                if let Some(id) = id {
                    self.composed.anchors.push(id.into_string());
                }
                let level = level_of(level);
                self.pending = Some((BlockKind::Heading { level }, span));
            }
            Tag::CodeBlock(kind) => {
                let (fenced, named) = match kind {
                    CodeBlockKind::Indented => (false, false),
                    CodeBlockKind::Fenced(info) => (true, !info.trim().is_empty()),
                };
                let lines = Lines::default();
                self.mode = Mode::Code {
                    fenced,
                    named,
                    lines,
                };
            }
            Tag::FootnoteDefinition(_) | Tag::DefinitionList => {
                self.open(None, Origin::Markdown);
            }
            tag => self.start_container(&tag, span),
        }
    }

    fn start_container(&mut self, tag: &Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::List(start) => BlockKind::List {
                ordered: start.is_some(),
            },
            Tag::Item => BlockKind::Item,
            Tag::DefinitionListTitle => BlockKind::Term,
            Tag::DefinitionListDefinition => BlockKind::Definition,
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead | Tag::TableRow => {
                self.in_header = matches!(tag, Tag::TableHead);
                self.column = 0;
                BlockKind::Row
            }
            Tag::TableCell => {
                let column = self.column;
                self.column = self.column.saturating_add(1);
                BlockKind::Cell {
                    column,
                    header: self.in_header,
                }
            }
            _ => return,
        };
        let mut draft = Draft::new(kind, trimmed(span, self.source));
        if kind == BlockKind::Item {
            draft.marker = item_marker(self.source, span);
            draft.number = draft
                .marker
                .map(|marker| marker.of(self.source).trim_end_matches(['.', ')']))
                .filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
                .map(str::to_owned);
        }
        self.open(Some(draft), Origin::Markdown);
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Strong => self.close_strong(),
            TagEnd::Link => self.close_link(Origin::Markdown, span.end),
            TagEnd::Image => self.mode = Mode::Text,
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(),
            TagEnd::HtmlBlock | TagEnd::CodeBlock => {
                match std::mem::replace(&mut self.mode, Mode::Text) {
                    Mode::Html(lines) => self.html_block(&lines),
                    Mode::Code {
                        fenced,
                        named,
                        lines,
                    } if !fenced && !named && self.html_frames > 0 => {
                        // Indented rows of an HTML table, cut off from it by a blank line.
                        self.html_block(&lines);
                    }
                    Mode::Code { named, lines, .. } => self.code_block(named, &lines, span),
                    Mode::Text | Mode::Image(_) => {}
                }
            }
            _ => {
                self.flush();
                self.close_markdown();
            }
        }
        self.text_end = span.end;
    }

    /// A block of code, or of plain lines that were only set apart as code (an address).
    fn code_block(&mut self, named: bool, lines: &Lines, span: Span) {
        let is_prose = !named
            && !lines
                .text
                .contains(['{', '}', '<', '>', '=', ';', '$', '\\']);
        for piece in lines.pieces(0, lines.text.len()) {
            if is_prose {
                self.lines_of(piece);
            } else {
                self.inline.text.push(piece.of(self.source), piece.start);
            }
        }
        let kind = if is_prose {
            BlockKind::Paragraph
        } else {
            BlockKind::Code
        };
        self.pending = Some((kind, span));
        self.flush();
    }

    /// Appends the lines under `piece`, each ended by a break that the reader sees.
    fn lines_of(&mut self, piece: Span) {
        let mut at = piece.start;
        for line in piece.of(self.source).split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            self.shown(Span::new(at, at + text.len()));
            if text.len() < line.len() {
                self.inline
                    .push_break(BreakKind::Hard, Span::new(at + text.len(), at + line.len()));
            }
            at += line.len();
        }
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

    fn pop(&mut self) {
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

    fn close_markdown(&mut self) {
        self.close_html(0);
        self.pop();
    }

    pub(super) fn close_strong(&mut self) {
        if let Some(start) = self.open_strong.pop() {
            let range = TextRange::new(start, self.inline.text.len());
            // Bold within bold adds nothing.
            if self.open_strong.is_empty() && !range.is_empty() {
                self.inline.strong.push(range);
            }
        }
    }

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

    /// Where a link leads, as the source has it where a directive stood in its place.
    fn target(&self, kind: LinkType, target: &str, span: Span) -> String {
        if kind == LinkType::Email {
            return format!("mailto:{target}");
        }
        let masked = span.of(&self.masked.text);
        if let Some(at) = masked.rfind(target).filter(|_| !target.is_empty()) {
            let start = span.start + at;
            return Span::new(start, start + target.len())
                .of(self.source)
                .to_owned();
        }
        target.to_owned()
    }
}

const fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// `span` without the white space at its end: the parser counts blank lines after a list to it.
fn trimmed(span: Span, source: &str) -> Span {
    Span::new(span.start, span.start + span.of(source).trim_end().len())
}

/// The bullet or number of the item under `span`.
fn item_marker(source: &str, span: Span) -> Option<Span> {
    let text = span.of(source);
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mark = rest.as_bytes().get(digits)?;
    matches!(mark, b'-' | b'*' | b'+' | b'.' | b')')
        .then(|| Span::new(span.start + start, span.start + start + digits + 1))
}
