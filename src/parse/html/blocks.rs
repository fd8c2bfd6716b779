//! Tree → blocks: the walk through the policy's part of a page.

use crate::text::Span;

use super::tag::Tag;
use super::tree::{Attr, NodeId};
use super::writer::Writer;

/// The deepest that blocks nest; what lies deeper is written as paragraphs.
const MAX_DEPTH: usize = 24;

/// The longest text that is taken for a heading although it is marked as one.
pub(super) const LONGEST_HEADING: usize = 250;

/// The longest text of a block that its class alone makes a title, in characters.
const LONGEST_TITLE: usize = 95;

/// The words that end the names of classes of titles.
const TITLES: &[&str] = &[
    "title",
    "subtitle",
    "heading",
    "subheading",
    "headline",
    "subheadline",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

impl Writer<'_, '_> {
    pub(super) fn flow(&mut self, id: Option<NodeId>) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(child);
        }
    }

    pub(super) fn node(&mut self, id: NodeId) {
        if self.content.is_silent(id) {
            return;
        }
        let tag = self.tree.tag(id);
        match tag {
            Tag::Text => return self.text(id),
            Tag::Br => return self.line_break(self.tree.span(id)),
            Tag::Hr => return self.flush(None),
            _ => {}
        }
        let outer = self.lang;
        self.enter_lang(id);
        let has_text = self.content.of(id).text > 0;
        if self.joined && tag.is_block() {
            self.run.text.push_space(Span::at(self.tree.span(id).start));
            self.flow(Some(id));
            self.run.text.push_space(Span::at(self.tree.span(id).end));
        } else if has_text {
            self.element(id, tag);
        } else if tag.is_block() {
            self.flush(None);
        } else {
            // It may hold line breaks.
            self.flow(Some(id));
        }
        self.lang = outer;
    }

    /// What stands in `id` is in the language that it declares.
    pub(super) fn enter_lang(&mut self, id: NodeId) {
        if self
            .tree
            .attr(id, Attr::Lang)
            .is_some_and(|lang| !lang.trim().is_empty())
        {
            self.lang = Some(id);
        }
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        let stats = self.content.of(id);
        if !self.joined {
            if let Some(level) = self.heading_level(id, tag) {
                return self.heading(id, level);
            }
            let may_nest = self.depth < MAX_DEPTH;
            match tag {
                Tag::Button | Tag::Summary => return self.opener(id),
                Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext => return self.pre(id),
                Tag::Table if may_nest => return self.table(id),
                _ if tag.is_list() && may_nest && !stats.has_heading => return self.list(id, tag),
                Tag::Blockquote if may_nest && !stats.has_heading => return self.quote(id),
                Tag::Dt | Tag::Dd if may_nest && !self.holds_headings(id) => {
                    return self.definition(id, tag);
                }
                _ if tag.is_block() || stats.has_block => return self.container(id, tag),
                _ => {}
            }
        }
        self.inline(id, tag);
        if !self.run.text.is_empty() {
            self.cover(self.tree.span(id));
        }
    }

    /// Text in an inline element, or in one whose blocks are read as one line.
    fn inline(&mut self, id: NodeId, tag: Tag) {
        match tag {
            Tag::A if self.tree.attr(id, Attr::Href).is_some() || self.is_control(id) => {
                let outer = self.link.replace(id);
                let outer_start = std::mem::replace(&mut self.link_start, self.run.text.len());
                self.flow(Some(id));
                self.end_link();
                self.link = outer;
                self.link_start = outer_start.min(self.run.text.len());
            }
            _ if self.is_bold(id, tag) => {
                let until = self.tree.effect_end(id);
                let outer = std::mem::replace(&mut self.bold_until, until);
                self.flow(Some(id));
                self.bold_until = outer;
            }
            _ => self.flow(Some(id)),
        }
    }

    pub(super) fn is_bold(&self, id: NodeId, tag: Tag) -> bool {
        let styled = |style: &str| {
            style.split(';').any(|declaration| {
                declaration.split_once(':').is_some_and(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("font-weight")
                        && matches!(
                            value.trim(),
                            "bold" | "bolder" | "600" | "700" | "800" | "900"
                        )
                })
            })
        };
        matches!(tag, Tag::B | Tag::Strong)
            || self.is_named_title(id, tag)
            || (!tag.is_block() && self.tree.attr(id, Attr::Style).is_some_and(styled))
    }

    /// Whether a short block is called a title by its class, and so is set like one by styles that are not at hand.
    fn is_named_title(&self, id: NodeId, tag: Tag) -> bool {
        let stats = self.content.of(id);
        matches!(tag, Tag::Div | Tag::P)
            && stats.text <= LONGEST_TITLE
            && !(stats.has_heading || stats.has_list || stats.has_table)
            && self.tree.attr(id, Attr::Class).is_some_and(|class| {
                class
                    .split_ascii_whitespace()
                    .filter_map(|name| name.rsplit(['-', '_']).next())
                    .any(|word| TITLES.iter().any(|title| word.eq_ignore_ascii_case(title)))
            })
    }

    /// A block without a kind of its own: a paragraph where it holds nothing but text.
    pub(super) fn container(&mut self, id: NodeId, tag: Tag) {
        self.flush(None);
        let written = self.written;
        let span = self.tree.span(id);
        self.floor = self.floor.max(span.start);
        self.inline(id, tag);
        let alone = self.written == written;
        self.flush(alone.then_some(span));
    }

    fn heading_level(&self, id: NodeId, tag: Tag) -> Option<u8> {
        tag.heading_level().or_else(|| {
            self.tree
                .attr_is(id, Attr::Role, &["heading"])
                .then(|| self.tree.attr(id, Attr::AriaLevel))
                .map(|level| {
                    level
                        .and_then(|level| level.trim().parse().ok())
                        .unwrap_or(2)
                })
        })
    }

    fn heading(&mut self, id: NodeId, level: u8) {
        let stats = self.content.of(id);
        if stats.has_table || stats.has_list || stats.has_paragraph && stats.text > LONGEST_HEADING
        {
            return self.container(id, Tag::Div);
        }
        self.flush(None);
        self.joined = true;
        self.flow(Some(id));
        self.joined = false;
        self.close_heading(level, self.tree.span(id), true);
    }

    /// What opens a part of the page heads it.
    fn opener(&mut self, id: NodeId) {
        let stats = self.content.of(id);
        if stats.has_heading {
            return self.container(id, Tag::Div);
        }
        self.flush(None);
        self.joined = true;
        self.flow(Some(id));
        self.joined = false;
        self.close_heading(self.level + 1, self.tree.span(id), false);
    }

    /// Whether a term or definition belongs to a list that is laid out with headings.
    fn holds_headings(&self, id: NodeId) -> bool {
        self.content.of(id).has_heading
            || self
                .tree
                .ancestors(id)
                .take(3)
                .any(|id| self.tree.tag(id) == Tag::Dl && self.content.of(id).has_heading)
    }
}
