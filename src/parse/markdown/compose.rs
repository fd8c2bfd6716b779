//! The events of the CommonMark parser, composed into a tree of drafts.
//!
//! Text is taken from the source wherever it reads the same there; what reads otherwise (an entity, an escape) is an atom.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::document::BlockKind;
use crate::text::Span;

use super::draft::{Composed, Draft};
use super::front_matter;
use super::inline::BreakKind;
use super::lines::Lines;
use super::mask::Masked;
use super::tree::{OpenLink, Origin, Tree, trimmed};

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
    composer.tree.composed.language = language.map(str::to_owned);
    composer.tree.composed.fields = front_matter::fields(source.get(..start).unwrap_or_default());
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        composer.event(event, Span::new(range.start + start, range.end + start));
    }
    composer.tree.finish()
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

/// The tree as far as it has been read.
#[derive(Debug)]
pub(super) struct Composer<'s> {
    pub(super) source: &'s str,
    pub(super) masked: &'s Masked,
    pub(super) tree: Tree<'s>,
    mode: Mode,
    /// HTML up to here is passed over (a comment or script that ran past its block).
    pub(super) skip_until: usize,
    in_header: bool,
    /// Whether the rows of HTML that come now head their table.
    pub(super) in_html_header: bool,
    column: u16,
    /// Where the last text event ended, to see a backslash before the next.
    text_end: usize,
    /// Where the second star of a pair stands that makes nothing bold.
    torn_star: Option<usize>,
}

impl<'s> Composer<'s> {
    fn new(source: &'s str, masked: &'s Masked) -> Self {
        let mut tree = Tree::new(source);
        tree.composed.comments.clone_from(&masked.comments);
        tree.composed.anchors.clone_from(&masked.anchors);
        Self {
            source,
            masked,
            tree,
            mode: Mode::Text,
            skip_until: 0,
            in_header: false,
            in_html_header: false,
            column: 0,
            text_end: 0,
            torn_star: None,
        }
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
            Event::SoftBreak => self.tree.inline.push_break(BreakKind::Soft, span),
            Event::HardBreak => self.tree.inline.push_break(BreakKind::Hard, span),
            Event::InlineHtml(_) | Event::Html(_) => self.inline_html(span),
            Event::Rule => self.tree.flush(),
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
            self.tree.inline.push_atom(text, span);
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
            self.tree.inline.push_atom(
                Span::new(span.start, end).of(self.source),
                Span::new(at, end),
            );
            span.start = end;
        }
        if text == "*" && escaped.is_none() && self.is_torn_star(span) {
            return;
        }
        self.shown(span);
    }

    /// Whether the star at `span` is one of two that the grammar leaves standing (`**Name:**text`). They were still meant
    /// to make bold, and no reader is to see them.
    fn is_torn_star(&mut self, span: Span) -> bool {
        if self.torn_star == Some(span.start) {
            self.torn_star = None;
            return true;
        }
        let is_pair = Span::new(span.start, span.end + 1).of(self.source) == "**";
        if is_pair {
            self.torn_star = Some(span.end);
            self.tree.torn_strong();
        }
        is_pair
    }

    /// Appends the part of the source under `span` that is no directive.
    pub(super) fn shown(&mut self, span: Span) {
        for shown in self.masked.shown(span) {
            self.tree.inline.push(shown.of(self.source), shown.start);
        }
    }

    /// Appends code in running text word by word: line ends in it and what stands before the next line are spaces.
    fn code_span(&mut self, text: &str, span: Span) {
        let mut at = span.start;
        for (count, word) in text.split(' ').enumerate() {
            let rest = Span::new(at, span.end);
            let Some(found) = rest.of(&self.masked.text).find(word) else {
                self.tree.inline.push_atom(word, rest);
                return;
            };
            if count > 0 {
                self.tree.inline.text.push_space(Span::new(at, at + found));
            }
            at += found;
            self.shown(Span::new(at, at + word.len()));
            at += word.len();
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Strong => self.tree.open_strong.push(self.tree.inline.text.len()),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = self.target(link_type, &dest_url, span);
                self.tree.open_links.push(OpenLink {
                    start: self.tree.inline.text.len(),
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
        self.tree.flush();
        match tag {
            Tag::Paragraph => self.tree.pending = Some((BlockKind::Paragraph, span)),
            Tag::Heading { level, id, .. } => {
                self.tree.close_html(0);
                if let Some(id) = id {
                    self.tree.composed.anchors.push(id.into_string());
                }
                let level = level_of(level);
                self.tree.pending = Some((BlockKind::Heading { level }, span));
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
                self.tree.open(None, Origin::Markdown);
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
            // A cell that the row lacks; the parser makes one up after its end.
            Tag::TableCell if self.is_after_line(span) => {
                return self.tree.open(None, Origin::Markdown);
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
        self.tree.open(Some(draft), Origin::Markdown);
    }

    /// Whether nothing stands at `span`, and the line before it has ended.
    fn is_after_line(&self, span: Span) -> bool {
        let before = self.source.get(..span.start).unwrap_or_default();
        span.is_empty() && (span.start >= self.source.len() || before.ends_with('\n'))
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Strong => self.tree.close_strong(),
            TagEnd::Link => self.tree.close_link(Origin::Markdown, span.end),
            TagEnd::Image => self.mode = Mode::Text,
            TagEnd::Paragraph | TagEnd::Heading(_) => self.tree.flush(),
            TagEnd::HtmlBlock | TagEnd::CodeBlock => {
                match std::mem::replace(&mut self.mode, Mode::Text) {
                    Mode::Html(lines) => self.html_block(&lines),
                    Mode::Code {
                        fenced,
                        named,
                        lines,
                    } if !fenced && !named && self.tree.in_html() => {
                        // Indented rows of an HTML table, cut off from it by a blank line.
                        self.html_block(&lines);
                    }
                    Mode::Code { named, lines, .. } => self.code_block(named, &lines, span),
                    Mode::Text | Mode::Image(_) => {}
                }
            }
            _ => {
                self.tree.flush();
                self.tree.close_markdown();
            }
        }
        self.text_end = span.end;
    }

    /// A block of code, or of plain lines that were only set apart as code (an address).
    fn code_block(&mut self, named: bool, lines: &Lines, span: Span) {
        let signs = ['{', '}', '<', '>', '=', ';', '$', '\\'];
        let is_prose = !named
            && !lines.text.contains(signs)
            && lines.text.split_whitespace().all(|word| word.len() < 60);
        for piece in lines.pieces(0, lines.text.len()) {
            if is_prose {
                self.lines_of(piece);
            } else {
                self.tree
                    .inline
                    .text
                    .push(piece.of(self.source), piece.start);
            }
        }
        let kind = if is_prose {
            BlockKind::Paragraph
        } else {
            BlockKind::Code
        };
        self.tree.pending = Some((kind, span));
        self.tree.flush();
    }

    /// Appends the lines under `piece`, each ended by a break that the reader sees.
    fn lines_of(&mut self, piece: Span) {
        let mut at = piece.start;
        for line in piece.of(self.source).split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            self.shown(Span::new(at, at + text.len()));
            if text.len() < line.len() {
                self.tree
                    .inline
                    .push_break(BreakKind::Hard, Span::new(at + text.len(), at + line.len()));
            }
            at += line.len();
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
