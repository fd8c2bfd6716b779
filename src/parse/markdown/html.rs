//! HTML inside Markdown: tags become blocks, breaks, links and anchors; the text between them stays text.

use crate::document::BlockKind;
use crate::text::Span;

use super::compose::Composer;
use super::draft::{Draft, MAX_DEPTH};
use super::entity;
use super::inline::BreakKind;
use super::lines::Lines;
use super::tag::{self, Markup, Tag};
use super::tree::{OpenLink, Origin};

impl Composer<'_> {
    /// Reads a block of HTML.
    pub(super) fn html_block(&mut self, lines: &Lines) {
        let text = lines.text.as_str();
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            if lines.span(at, at).start < self.skip_until {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let special = rest.find(['<', '&']).unwrap_or(rest.len());
            if special > 0 {
                self.html_text(lines, at, at + special);
                at += special;
                continue;
            }
            at = if rest.starts_with('&') {
                self.reference(lines, rest, at)
            } else {
                self.markup(lines, rest, at)
            };
        }
    }

    fn html_text(&mut self, lines: &Lines, start: usize, end: usize) {
        // White space between blocks is none of theirs; line ends within one become spaces.
        for piece in lines.pieces(start, end) {
            self.shown(piece);
        }
    }

    /// Reads the character reference at `at` and returns where to go on.
    fn reference(&mut self, lines: &Lines, rest: &str, at: usize) -> usize {
        if let Some((decoded, length)) = entity::leading(rest) {
            self.tree
                .inline
                .push_atom(&decoded, lines.span(at, at + length));
            return at + length;
        }
        self.html_text(lines, at, at + 1);
        at + 1
    }

    /// Reads the tag or comment at `at` and returns where to go on.
    fn markup(&mut self, lines: &Lines, rest: &str, at: usize) -> usize {
        let Some((markup, length)) = tag::leading(rest) else {
            if rest.starts_with("<!--") {
                return self.unclosed_comment(lines, at);
            }
            self.html_text(lines, at, at + 1);
            return at + 1;
        };
        let span = lines.span(at, at + length);
        let end = at + length;
        match markup {
            Markup::Comment(inside) => self.comment(inside, span),
            Markup::Other => {}
            Markup::Tag(tag) if tag.is_words() => {
                self.html_text(lines, at, end);
            }
            Markup::Tag(tag) => {
                if is_unread(&tag.name) && !tag.closes && !tag.empty {
                    return end_of_unread(lines, &tag.name, end);
                }
                self.block_tag(&tag, span);
            }
        }
        end
    }

    /// A comment whose end lies beyond its block: a blank line in it ended the block.
    fn unclosed_comment(&mut self, lines: &Lines, at: usize) -> usize {
        let start = lines.span(at, at).start;
        let inside = self.source.get(start + 4..).unwrap_or_default();
        let length = inside.find("-->").unwrap_or(inside.len());
        let inside = inside.get(..length).unwrap_or_default();
        let end = (start + 4 + length + 3).min(self.source.len());
        self.comment(inside, Span::new(start, end));
        self.skip_until = end;
        lines.text.len()
    }

    fn comment(&mut self, inside: &str, span: Span) {
        self.tree.composed.comments.push((span, inside.to_owned()));
    }

    /// Reads a tag or comment within running text.
    pub(super) fn inline_html(&mut self, span: Span) {
        if span.start < self.skip_until {
            return;
        }
        match tag::leading(span.of(&self.masked.text)) {
            Some((Markup::Comment(inside), _)) => self.comment(inside, span),
            // Browsers hide it; whoever wrote it meant it to be read, and replaced.
            Some((Markup::Tag(tag), _)) if tag.is_words() => self.shown(span),
            Some((Markup::Tag(tag), _)) if !self.phrase_tag(&tag, span) => {
                if let Some(kind) = inline_break(&tag) {
                    self.tree.inline.push_break(kind, span);
                }
            }
            _ => {}
        }
    }

    /// Acts on a tag that belongs to running text; `false` where it does not.
    fn phrase_tag(&mut self, tag: &Tag<'_>, span: Span) -> bool {
        if !tag.closes {
            self.anchors_of(tag);
        }
        match (tag.name.as_str(), tag.closes) {
            ("br", _) => self.tree.inline.push_break(BreakKind::Hard, span),
            ("b" | "strong", false) => self.tree.open_strong.push(self.tree.inline.text.len()),
            ("b" | "strong", true) => self.tree.close_strong(),
            ("a", false) => {
                if let Some(target) = tag.attribute("href") {
                    self.tree.close_link(Origin::Html, span.start);
                    self.tree.open_links.push(OpenLink {
                        start: self.tree.inline.text.len(),
                        span,
                        target,
                        origin: Origin::Html,
                    });
                }
            }
            ("a", true) => self.tree.close_link(Origin::Html, span.end),
            _ => return false,
        }
        true
    }

    fn anchors_of(&mut self, tag: &Tag<'_>) {
        let name = (tag.name == "a").then(|| tag.attribute("name")).flatten();
        let anchors = [tag.attribute("id"), name].into_iter().flatten();
        self.tree
            .composed
            .anchors
            .extend(anchors.filter(|anchor| !anchor.is_empty()));
        if matches!(tag.name.as_str(), "html" | "body") && self.tree.composed.language.is_none() {
            self.tree.composed.language = tag.attribute("lang");
        }
    }

    /// Acts on a tag of an HTML block.
    fn block_tag(&mut self, tag: &Tag<'_>, span: Span) {
        if self.phrase_tag(tag, span) {
            return;
        }
        let kind = kind_of(&tag.name);
        if kind == Role::Phrase {
            return;
        }
        self.tree.flush();
        match kind {
            Role::Block(kind) if tag.closes => self.close_block(kind, span),
            Role::Block(kind) => self.open_block(kind, span),
            Role::Heading(level) if !tag.closes => {
                self.tree.pending = Some((BlockKind::Heading { level }, span));
            }
            Role::Summary if !tag.closes => self.tree.open_strong.push(0),
            Role::Header => self.in_html_header = !tag.closes,
            Role::Heading(_) | Role::Summary | Role::Boundary | Role::Phrase => {}
        }
    }

    fn open_block(&mut self, kind: BlockKind, span: Span) {
        match kind {
            BlockKind::Item => {
                self.close_within(|kind| matches!(kind, BlockKind::List { .. }));
                self.ensure(BlockKind::List { ordered: false }, span);
            }
            BlockKind::Row => {
                self.close_within(|kind| *kind == BlockKind::Table);
                self.ensure(BlockKind::Table, span);
            }
            BlockKind::Cell { .. } => {
                self.close_within(|kind| *kind == BlockKind::Row);
                self.ensure(BlockKind::Row, span);
            }
            BlockKind::Term | BlockKind::Definition => {
                self.close_within(|kind| !matches!(kind, BlockKind::Term | BlockKind::Definition));
            }
            BlockKind::Table => self.in_html_header = false,
            _ => {}
        }
        if self.tree.html_depth() < MAX_DEPTH {
            let kind = self.placed(kind);
            self.tree.open(Some(Draft::new(kind, span)), Origin::Html);
        }
    }

    /// Opens the block that one of the wanted kind must stand in, where the source forgot it.
    fn ensure(&mut self, around: BlockKind, span: Span) {
        let same =
            |kind: BlockKind| std::mem::discriminant(&kind) == std::mem::discriminant(&around);
        if self
            .tree
            .drafts
            .last()
            .is_some_and(|draft| same(draft.kind))
            || self.tree.html_depth() >= MAX_DEPTH
        {
            return;
        }
        if around == BlockKind::Row {
            self.ensure(BlockKind::Table, span);
        }
        self.tree.open(Some(Draft::new(around, span)), Origin::Html);
    }

    /// The kind with its column, where it is a cell.
    fn placed(&self, kind: BlockKind) -> BlockKind {
        let BlockKind::Cell { header, .. } = kind else {
            return kind;
        };
        let column = self.tree.drafts.last().map_or(0, |row| row.children.len());
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        BlockKind::Cell {
            column,
            header: header || self.in_html_header,
        }
    }

    /// Closes what was left open in the nearest HTML block that `stops`, if there is one.
    fn close_within(&mut self, stops: impl Fn(&BlockKind) -> bool) {
        let depth = self.tree.html_depth();
        let kinds = self.tree.drafts.iter().rev().take(depth);
        let found = kinds.map(|draft| draft.kind).position(|kind| stops(&kind));
        if let Some(above) = found {
            self.tree.close_html(depth - above);
        }
    }

    /// Closes the nearest open HTML block of this kind, if there is one.
    fn close_block(&mut self, kind: BlockKind, span: Span) {
        let same =
            |other: &BlockKind| std::mem::discriminant(other) == std::mem::discriminant(&kind);
        self.close_within(same);
        let depth = self.tree.html_depth();
        if depth > 0
            && let Some(draft) = self
                .tree
                .drafts
                .last_mut()
                .filter(|draft| same(&draft.kind))
        {
            draft.span = draft.span.cover(span);
            self.tree.close_html(depth - 1);
        }
    }
}

/// What a tag means for blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Block(BlockKind),
    Heading(u8),
    /// The visible line of a folded part: a title in all but name.
    Summary,
    /// The rows that head a table.
    Header,
    /// Ends the text before it and nothing more.
    Boundary,
    /// Part of running text.
    Phrase,
}

fn kind_of(name: &str) -> Role {
    match name {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "ul" | "menu" => Role::Block(BlockKind::List { ordered: false }),
        "ol" => Role::Block(BlockKind::List { ordered: true }),
        "li" => Role::Block(BlockKind::Item),
        "table" => Role::Block(BlockKind::Table),
        "tr" => Role::Block(BlockKind::Row),
        "td" => Role::Block(BlockKind::Cell {
            column: 0,
            header: false,
        }),
        "th" => Role::Block(BlockKind::Cell {
            column: 0,
            header: true,
        }),
        "dt" => Role::Block(BlockKind::Term),
        "dd" => Role::Block(BlockKind::Definition),
        "blockquote" => Role::Block(BlockKind::Quote),
        "summary" => Role::Summary,
        "thead" => Role::Header,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "details" | "dialog"
        | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "head"
        | "header" | "hgroup" | "hr" | "html" | "legend" | "main" | "nav" | "option" | "p"
        | "pre" | "section" | "select" | "tbody" | "tfoot" | "title" => Role::Boundary,
        _ => Role::Phrase,
    }
}

/// What a block tag amounts to where it stands in running text, such as a list in a Markdown table cell.
fn inline_break(tag: &Tag<'_>) -> Option<BreakKind> {
    match kind_of(&tag.name) {
        Role::Phrase => None,
        Role::Block(BlockKind::Item) if !tag.closes => Some(BreakKind::Item),
        _ => Some(BreakKind::Paragraph),
    }
}

/// Elements whose content no reader sees.
fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "svg" | "noscript" | "iframe" | "textarea"
    )
}

/// Where the tag is that ends a script or style whose text begins at `from`.
fn end_of_unread(lines: &Lines, name: &str, from: usize) -> usize {
    let rest = lines.text.get(from..).unwrap_or_default();
    let close = format!("</{name}");
    let found = rest.match_indices("</").find(|(at, _)| {
        rest.get(*at..at + close.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(&close))
    });
    from + found.map_or(rest.len(), |(at, _)| at)
}
