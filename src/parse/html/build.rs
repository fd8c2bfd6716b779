//! Tokens → tree, with the end tags that HTML lets people leave out.
//!
//! This is not the tree construction of the standard: there is no foster parenting and no reopening of formatting
//! elements. What matters here is that every stretch of text lands in the right paragraph, item or cell, and that
//! every span is true to the byte.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use rustc_hash::FxHashMap;

use crate::document::Comment;
use crate::text::Span;

use super::tag::Tag;
use super::tree::{Attr, NodeId, Tree};

/// The deepest that elements nest; what lies deeper is taken as content of the innermost. Browsers stop as well, and
/// everything that walks the tree may recurse this deep.
const MAX_DEPTH: usize = 200;

/// Reads `source` into a tree. With `scripting`, what stands in `noscript` is not looked at, as in a browser.
pub(super) fn build(source: &str, scripting: bool) -> Tree {
    let mut builder = Builder {
        scripting,
        ..Builder::default()
    };
    tokenize(source, 0, &mut builder);
    builder.close_all(source.len());
    builder.tree
}

fn tokenize(source: &str, offset: usize, builder: &mut Builder) {
    let mut emitter: CallbackEmitter<_, Infallible, usize> =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            let inner = Span::new(span.start, span.end);
            let span = Span::new(span.start + offset, span.end + offset);
            let is_text = matches!(event, CallbackEvent::String { .. });
            if is_text && builder.reads_noscript() {
                builder.noscript(inner.of(source), span);
            } else {
                builder.event(&event, span);
            }
            None
        });
    emitter.naively_switch_states(true);
    // Reading from memory cannot fail.
    let _: Result<(), Infallible> = Tokenizer::new_with_emitter(source, emitter).finish();
}

#[derive(Debug, Default)]
struct Builder {
    tree: Tree,
    open: Vec<(NodeId, Tag)>,
    /// How many elements of each name were too deep to open, so that their end tags close no other.
    too_deep: FxHashMap<Tag, usize>,
    /// How many of the open elements no end tag may close: those around a `noscript` that is being read.
    floor: usize,
    names: FxHashMap<Vec<u8>, u32>,
    scripting: bool,
    tag: Option<(Tag, usize)>,
    attr: Option<Attr>,
    attrs: Vec<(Attr, String)>,
}

impl Builder {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Span) {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some((self.tag_called(name), span.start));
                self.attr = None;
                self.attrs.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attr = Attr::known(name)
                    .filter(|attr| !self.attrs.iter().any(|(other, _)| other == attr));
                if let Some(attr) = self.attr {
                    self.attrs.push((attr, String::new()));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some(_), Some((_, text))) = (self.attr, self.attrs.last_mut()) {
                    text.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((tag, start)) = self.tag.take() {
                    self.start(tag, Span::new(start, span.end), self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                let tag = self.tag_called(name);
                self.end(tag, span);
            }
            CallbackEvent::String { value } => {
                self.text(span, value.iter().all(u8::is_ascii_whitespace));
            }
            CallbackEvent::Comment { value } => self.tree.comments.push(Comment {
                span,
                text: String::from_utf8_lossy(value).into_owned(),
            }),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn tag_called(&mut self, name: &[u8]) -> Tag {
        if let Some(tag) = Tag::known(name).or_else(|| Tag::named_after(name)) {
            return tag;
        }
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let number = self.names.get(name).copied().unwrap_or_else(|| {
            self.names.insert(name.to_vec(), next);
            next
        });
        Tag::Other(number)
    }

    fn current(&self) -> Option<NodeId> {
        self.open.last().map(|(id, _)| *id)
    }

    /// Whether text that comes now is that of a `noscript` element and is to be read. One within another is not: that
    /// would let a page nest as deep as it likes.
    fn reads_noscript(&self) -> bool {
        !self.scripting && self.floor == 0 && self.is_in(Tag::Noscript)
    }

    fn is_in(&self, tag: Tag) -> bool {
        self.open.last().is_some_and(|(_, open)| *open == tag)
    }

    fn is_in_heading(&self) -> bool {
        self.open
            .last()
            .is_some_and(|(_, open)| open.heading_level().is_some())
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open.iter().any(|(_, open)| *open == tag)
    }

    fn text(&mut self, span: Span, blank: bool) {
        if !blank && self.is_in(Tag::Head) {
            self.pop_to(self.open.len() - 1, span.start);
        }
        let mut none = Vec::new();
        self.tree.append(self.current(), Tag::Text, span, &mut none);
    }

    fn start(&mut self, tag: Tag, span: Span, self_closing: bool) {
        // A page has one html, head and body; a second start tag of them only repeats the first.
        if matches!(tag, Tag::Html | Tag::Body) && self.is_open(tag) {
            return;
        }
        self.imply_ends(tag, span.start);
        let childless = tag.is_void() || (self_closing && self.may_close_itself(tag));
        if self.open.len() >= MAX_DEPTH && !childless {
            *self.too_deep.entry(tag).or_default() += 1;
            return;
        }
        let mut attrs = std::mem::take(&mut self.attrs);
        let id = self.tree.append(self.current(), tag, span, &mut attrs);
        self.attrs = attrs;
        if let Some(id) = id
            && !childless
        {
            self.open.push((id, tag));
        }
    }

    /// Whether `<tag/>` is the whole element: so it is in drawings and formulas, and so the makers of elements of their
    /// own mean it.
    fn may_close_itself(&self, tag: Tag) -> bool {
        matches!(tag, Tag::Other(_) | Tag::Svg | Tag::Math)
            || self.is_open(Tag::Svg)
            || self.is_open(Tag::Math)
    }

    /// Closes what the start tag of `tag` ends although no end tag says so.
    fn imply_ends(&mut self, tag: Tag, at: usize) {
        if self.is_in(Tag::Head) && !tag.belongs_in_head() {
            self.pop_to(self.open.len() - 1, at);
        }
        if tag.ends_paragraph() {
            self.close_where(at, |open| open == Tag::P, Tag::is_barrier);
        }
        match tag {
            Tag::Li => self.close_where(
                at,
                |open| open == Tag::Li,
                |open| open.is_list() || open.is_barrier(),
            ),
            Tag::Dt | Tag::Dd => self.close_where(
                at,
                |open| matches!(open, Tag::Dt | Tag::Dd),
                |open| open == Tag::Dl || open.is_list() || open.is_barrier(),
            ),
            Tag::Td | Tag::Th => self.close_where(at, Tag::is_cell, in_table(Tag::Tr)),
            Tag::Tr => self.close_where(at, |open| open == Tag::Tr, in_table(Tag::Table)),
            Tag::Thead | Tag::Tbody | Tag::Tfoot => {
                self.close_where(at, Tag::is_table_section, in_table(Tag::Table));
            }
            Tag::Option | Tag::Optgroup => self.close_where(
                at,
                |open| matches!(open, Tag::Option),
                |open| open == Tag::Select,
            ),
            Tag::A => self.close_where(at, |open| open == Tag::A, Tag::is_block),
            _ if tag.heading_level().is_some() && self.is_in_heading() => {
                self.pop_to(self.open.len() - 1, at);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag, span: Span) {
        if let Some(count) = self.too_deep.get_mut(&tag)
            && *count > 0
        {
            *count -= 1;
            return;
        }
        match tag {
            // Text after the end of the body still belongs to it.
            Tag::Html | Tag::Body => return,
            Tag::Br => return self.start(tag, span, false),
            _ => {}
        }
        let is_heading = tag.heading_level().is_some();
        let found = self
            .open
            .iter()
            .rposition(|(_, open)| *open == tag || (is_heading && open.heading_level().is_some()))
            .filter(|found| *found >= self.floor);
        let Some(found) = found else { return };
        let blocked = self
            .open
            .iter()
            .skip(found + 1)
            .any(|(_, open)| blocks_end(tag, *open));
        let Some((id, _)) = self.open.get(found).copied() else {
            return;
        };
        if !blocked {
            self.pop_to(found, span.start);
            self.tree.end_at(id, span.end);
        } else if !tag.is_block() {
            self.tree.cut_at(id, span.start);
            if let Some(entry) = self.open.get_mut(found) {
                entry.1 = Tag::Span;
            }
        }
    }

    /// Closes the innermost open element that `wanted` names, unless one that `barrier` names lies within it.
    fn close_where(
        &mut self,
        at: usize,
        wanted: impl Fn(Tag) -> bool,
        barrier: impl Fn(Tag) -> bool,
    ) {
        let found = self
            .open
            .iter()
            .rposition(|(_, open)| wanted(*open) || barrier(*open))
            .filter(|found| *found >= self.floor);
        if let Some(found) = found
            && self.open.get(found).is_some_and(|(_, open)| wanted(*open))
        {
            self.pop_to(found, at);
        }
    }

    fn pop_to(&mut self, len: usize, at: usize) {
        for (id, _) in self.open.drain(len.min(self.open.len())..) {
            self.tree.end_at(id, at);
        }
        self.too_deep.clear();
    }

    fn close_all(&mut self, at: usize) {
        self.pop_to(0, at);
    }

    /// Reads what stands in a `noscript` element, which the tokenizer takes as one text.
    fn noscript(&mut self, inner: &str, span: Span) {
        let floor = std::mem::replace(&mut self.floor, self.open.len());
        tokenize(inner, span.start, self);
        self.pop_to(self.floor, span.end);
        self.floor = floor;
    }
}

/// What ends the search for an open cell or row: the table, and where cells are looked for, the row.
fn in_table(within: Tag) -> impl Fn(Tag) -> bool {
    move |open| open == within || open == Tag::Table
}

/// Whether the end tag of `tag` cannot reach through the open element `inner`.
fn blocks_end(tag: Tag, inner: Tag) -> bool {
    match tag {
        Tag::Table => false,
        Tag::Td | Tag::Th | Tag::Tr | Tag::Thead | Tag::Tbody | Tag::Tfoot => inner == Tag::Table,
        Tag::Li => inner.is_list() || inner.is_barrier(),
        _ if tag.is_block() => inner.is_barrier(),
        // The end of an inline element ends no block: `<b><p>text</b>` leaves the paragraph open.
        _ => inner.is_block(),
    }
}
