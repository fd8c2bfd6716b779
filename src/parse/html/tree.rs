//! A small tree of elements and text in an arena, in source order.
//!
//! Parents stand before their children, so one pass backwards adds up what lies below a node and one pass forwards hands
//! down what holds for everything below it; neither needs recursion.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use crate::document::Comment;
use crate::text::Span;

use super::tag::Tag;

/// The place of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(NonZeroU32);

impl NodeId {
    /// The node at `index` of the arena.
    fn at(index: usize) -> Option<Self> {
        let number = u32::try_from(index).ok()?.checked_add(1)?;
        NonZeroU32::new(number).map(Self)
    }

    pub(super) const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The attributes that say something about a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attr {
    Id,
    Name,
    Class,
    Role,
    Href,
    Lang,
    Style,
    Hidden,
    Open,
    AriaHidden,
    AriaLevel,
    AriaControls,
    AriaModal,
    BgColor,
    Colspan,
    Rowspan,
    OnClick,
    Toggle,
    Target,
    HttpEquiv,
    Content,
    Src,
}

impl Attr {
    /// The attribute called `name`, in lower case.
    pub(super) fn known(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"id" => Self::Id,
            b"name" => Self::Name,
            b"class" => Self::Class,
            b"role" => Self::Role,
            b"href" => Self::Href,
            b"lang" | b"xml:lang" => Self::Lang,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"open" => Self::Open,
            b"aria-hidden" => Self::AriaHidden,
            b"aria-level" => Self::AriaLevel,
            b"aria-controls" => Self::AriaControls,
            b"aria-modal" => Self::AriaModal,
            b"bgcolor" => Self::BgColor,
            b"colspan" => Self::Colspan,
            b"rowspan" => Self::Rowspan,
            b"onclick" => Self::OnClick,
            b"http-equiv" => Self::HttpEquiv,
            b"content" => Self::Content,
            b"src" => Self::Src,
            name if name.starts_with(b"data-") && name.ends_with(b"toggle") => Self::Toggle,
            name if name.starts_with(b"data-") && name.ends_with(b"target") => Self::Target,
            _ => return None,
        })
    }
}

/// An element or a stretch of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) tag: Tag,
    /// From the start tag to the end tag, both included.
    pub(super) span: Span,
    pub(super) parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    next: Option<NodeId>,
    attrs: (u32, u32),
}

/// A page as a tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    attrs: Vec<(Attr, String)>,
    first_root: Option<NodeId>,
    last_root: Option<NodeId>,
    cuts: FxHashMap<NodeId, usize>,
    /// The comments of the page.
    pub(super) comments: Vec<Comment>,
}

impl Tree {
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes, parents before their children.
    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).filter_map(NodeId::at)
    }

    /// The nodes from `first` on, without a look at those before.
    pub(super) fn ids_from(&self, first: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (first.index()..self.nodes.len()).filter_map(NodeId::at)
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    pub(super) fn tag(&self, id: NodeId) -> Tag {
        self.node(id).map_or(Tag::Text, |node| node.tag)
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.node(id).map_or(Span::at(0), |node| node.span)
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).and_then(|node| node.parent)
    }

    /// The nodes around `id`, from its parent outwards.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The children of `id`, or the outermost nodes of the page.
    pub(super) fn children(&self, id: Option<NodeId>) -> impl Iterator<Item = NodeId> + '_ {
        let first = match id {
            Some(id) => self.node(id).and_then(|node| node.first_child),
            None => self.first_root,
        };
        std::iter::successors(first, |id| self.node(*id).and_then(|node| node.next))
    }

    /// The value of attribute `attr` of `id`.
    pub(super) fn attr(&self, id: NodeId, attr: Attr) -> Option<&str> {
        let (start, end) = self.node(id)?.attrs;
        self.attrs
            .get(start as usize..end as usize)?
            .iter()
            .find(|(found, _)| *found == attr)
            .map(|(_, value)| value.as_str())
    }

    /// Whether attribute `attr` of `id` is there and is one of `values`.
    pub(super) fn attr_is(&self, id: NodeId, attr: Attr, values: &[&str]) -> bool {
        self.attr(id, attr).is_some_and(|found| {
            values
                .iter()
                .any(|value| found.trim().eq_ignore_ascii_case(value))
        })
    }

    /// Appends a node under `parent`; `attrs` are moved out.
    pub(super) fn append(
        &mut self,
        parent: Option<NodeId>,
        tag: Tag,
        span: Span,
        attrs: &mut Vec<(Attr, String)>,
    ) -> Option<NodeId> {
        let id = NodeId::at(self.nodes.len())?;
        let start = u32::try_from(self.attrs.len()).unwrap_or(u32::MAX);
        self.attrs.append(attrs);
        let end = u32::try_from(self.attrs.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node {
            tag,
            span,
            parent,
            first_child: None,
            last_child: None,
            next: None,
            attrs: (start, end),
        });
        let parent = parent.and_then(|parent| self.nodes.get_mut(parent.index()));
        let (first, last) = match parent {
            Some(parent) => (&mut parent.first_child, &mut parent.last_child),
            None => (&mut self.first_root, &mut self.last_root),
        };
        first.get_or_insert(id);
        let before = last.replace(id);
        if let Some(before) = before.and_then(|before| self.nodes.get_mut(before.index())) {
            before.next = Some(id);
        }
        Some(id)
    }

    /// Sets where node `id` ends.
    pub(super) fn end_at(&mut self, id: NodeId, end: usize) {
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.span.end = end.max(node.span.start);
        }
    }

    /// Records that the end tag of the inline element `id` stands at `at`, although the element goes on around a block
    /// that is still open there.
    pub(super) fn cut_at(&mut self, id: NodeId, at: usize) {
        self.cuts.entry(id).or_insert(at);
    }

    /// Where the inline element `id` stops to have an effect.
    pub(super) fn effect_end(&self, id: NodeId) -> usize {
        self.cuts.get(&id).copied().unwrap_or(usize::MAX)
    }
}
