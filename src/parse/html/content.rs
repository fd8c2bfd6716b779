//! Where on a page the policy itself stands.
//!
//! `main` and `article` say so on many pages. Elsewhere the tree is followed downwards from the body as long as
//! all but one part of the page are menus, footers and the like; those are left out, the rest is kept.

use super::hidden::{Strictness, hidden};
use super::stats::{Stats, measure};
use super::tag::Tag;
use super::tree::{Attr, NodeId, Tree};

/// The part of a page that is the policy.
#[derive(Debug)]
pub(super) struct Content {
    /// Nodes that are left out, with all that lies below them.
    pub(super) skip: Vec<bool>,
    pub(super) stats: Vec<Stats>,
    /// The length of the policy's text.
    pub(super) len: usize,
    /// The page's title where it stands outside the policy's own part, and before it.
    pub(super) title: Option<NodeId>,
    /// The node whose content the policy is; the whole page where there is none.
    pub(super) root: Option<NodeId>,
}

impl Content {
    /// Finds the policy on the page.
    pub(super) fn find(source: &str, tree: &Tree, strictness: Strictness) -> Self {
        let skip = hidden(source, tree, strictness);
        let stats = measure(source, tree, &skip);
        let mut content = Self {
            skip,
            stats,
            len: 0,
            title: None,
            root: None,
        };
        let core = content.declared_core(tree);
        let shown = content.skip.clone();
        content.leave_out_page_edges(tree);
        if let Some(core) = core {
            content.approach(tree, core);
            content.trim(source, tree, Some(core));
        }
        if core == content.root {
            content.narrow(source, tree);
        }
        content.trim(source, tree, content.root);
        content.len = match content.root {
            Some(root) => content.of(root).text,
            None => tree.children(None).map(|id| content.of(id).text).sum(),
        };
        content.title = content.title_outside(tree);
        content.show_title(tree, &shown);
        content
    }

    pub(super) fn of(&self, id: NodeId) -> Stats {
        self.stats.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether `id` is left out or says nothing.
    pub(super) fn is_silent(&self, id: NodeId) -> bool {
        self.skip.get(id.index()).copied().unwrap_or(true)
    }

    /// The element that the page declares to be its content, where that holds a fair share of the text.
    fn declared_core(&self, tree: &Tree) -> Option<NodeId> {
        let total: usize = tree.children(None).map(|id| self.of(id).plain()).sum();
        let largest = |wanted: &dyn Fn(NodeId) -> bool, percent: usize| {
            tree.ids()
                .filter(|id| wanted(*id) && !self.is_silent(*id))
                .max_by_key(|id| (self.of(*id).plain(), std::cmp::Reverse(*id)))
                .filter(|id| self.of(*id).text > 0 && self.of(*id).plain() * 100 >= total * percent)
        };
        largest(
            &|id| tree.tag(id) == Tag::Main || tree.attr_is(id, Attr::Role, &["main"]),
            25,
        )
        .or_else(|| largest(&|id| tree.tag(id) == Tag::Article, 50))
    }

    /// What titles the policy from outside its own part: the last first-level heading before it where it has none, or
    /// the title in the head of the page where it has no headings at all.
    fn title_outside(&self, tree: &Tree) -> Option<NodeId> {
        let root = self.root?;
        let below = self.of(root);
        let start = tree.span(root).start;
        let before = || {
            tree.ids()
                .take_while(|id| *id < root)
                .filter(|id| tree.span(*id).end <= start)
        };
        let heading = before()
            .filter(|id| tree.tag(*id) == Tag::H1 && self.of(*id).plain() > 0)
            .last();
        match heading {
            _ if below.has_title => None,
            Some(heading) => Some(heading),
            None if below.has_heading || below.text == 0 => None,
            None => before().find(|id| {
                tree.tag(*id) == Tag::Title
                    && tree.parent(*id).is_some_and(|id| tree.tag(id) == Tag::Head)
            }),
        }
    }

    /// Undoes that the title was left out with what stands around the policy.
    fn show_title(&mut self, tree: &Tree, shown: &[bool]) {
        let Some(title) = self.title else { return };
        let is_head = tree.tag(title) == Tag::Title;
        let span = tree.span(title);
        for id in tree.ids().skip(title.index()) {
            if !span.contains(tree.span(id)) {
                break;
            }
            let skip = !is_head && shown.get(id.index()).copied().unwrap_or(false);
            if let Some(mark) = self.skip.get_mut(id.index()) {
                *mark = skip;
            }
        }
    }
}
