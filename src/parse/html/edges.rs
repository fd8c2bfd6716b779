//! What stands around a policy on its page: menus, footers, side bars.
//!
//! Three steps, each careful in its own way. Headers and footers of the whole page go wherever they stand; then the
//! tree is followed down, to the content that the page declares or else as long as one part holds the policy and the
//! others are such parts; last, the two edges of what is left are trimmed.

use super::content::Content;
use super::hidden::mark;
use super::stats::is_heading;
use super::tag::Tag;
use super::tree::{Attr, NodeId, Tree};

/// Words in ids and classes that name the parts around a policy.
const AROUND: &[&str] = &[
    "footer",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "widget",
    "widgets",
    "topbar",
    "social",
    "share",
    "sharing",
    "newsletter",
    "related",
    "comments",
    "pagination",
    "skip",
    "copyright",
    "toolbar",
    "search",
    "popup",
    "modal",
    "offcanvas",
    "canvas",
    "drawer",
    "subscribe",
    "masthead",
    "banner",
];

/// Words in ids and classes that name a notice on cookies, or the policy's part on them.
const COOKIES: &[&str] = &["cookie", "cookies"];

/// Words in ids and classes that name a menu wherever it stands.
const MENUS: &[&str] = &[
    "menu",
    "nav",
    "navbar",
    "navigation",
    "breadcrumb",
    "breadcrumbs",
];

/// The two edges of a policy on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Where at an edge a part stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    edge: Edge,
    /// The part before it that is kept.
    before: Option<NodeId>,
}

/// How many end tags after its text a paragraph may have.
const MOST_END_TAGS: usize = 16;

/// The most characters that a label or a slogan has.
const MOST_LABEL: usize = 50;

/// The most prose that a part named like a menu may hold and still be taken for one.
const MOST_PROSE: usize = 400;

impl Content {
    /// Leaves out the header, the footer and the side bars of the page, which are those that no section or article
    /// holds, unless they hold much of the text; and what is called a menu and is nothing but links to other pages.
    pub(super) fn leave_out_page_edges(&mut self, tree: &Tree) {
        let everything: usize = tree.children(None).map(|id| self.of(id).text).sum();
        let total = self.plain_total(tree, None);
        let titled = tree.ids().any(|id| {
            tree.tag(id) == Tag::H1 && self.of(id).plain() > 0 && !in_page_edge(tree, id)
        });
        let edges = mark(tree, &self.skip, |id| {
            let stats = self.of(id);
            let is_menu = stats.text * 2 < everything
                && stats.is_linked(90)
                && stats.inner_link * 2 <= stats.link
                && !(stats.has_heading || stats.has_table)
                && has_word_of(tree, id, MENUS)
                && !is_heading(tree, id);
            let is_edge = is_page_edge(tree.tag(id))
                && stats.plain() * 5 <= total
                && (titled || !stats.has_title)
                && !tree
                    .ancestors(id)
                    .any(|id| matches!(tree.tag(id), Tag::Article | Tag::Section | Tag::Main));
            is_menu || is_edge
        });
        self.skip = edges;
    }

    fn plain_total(&self, tree: &Tree, root: Option<NodeId>) -> usize {
        tree.children(root).map(|id| self.of(id).plain()).sum()
    }

    fn parts(&self, tree: &Tree, root: Option<NodeId>) -> Vec<NodeId> {
        tree.children(root)
            .filter(|id| !self.is_silent(*id) && self.of(*id).text > 0)
            .collect()
    }

    /// Goes down from the whole page to `core`, which the page declares to be its content. A title and a summary before
    /// it and prose after it stay.
    pub(super) fn approach(&mut self, tree: &Tree, core: NodeId) {
        let mut path: Vec<NodeId> = tree.ancestors(core).collect();
        path.reverse();
        path.push(core);
        let mut level = None;
        for step in path {
            let parts = self.parts(tree, level);
            let around: Vec<NodeId> = parts
                .iter()
                .copied()
                .filter(|id| *id != step && !self.accompanies(tree, *id, core))
                .collect();
            if self.root == level && parts.len() == around.len() + 1 {
                self.root = Some(step);
            }
            self.leave_out(tree, &around);
            level = Some(step);
        }
    }

    /// Whether a part beside the declared content belongs to the policy all the same.
    fn accompanies(&self, tree: &Tree, id: NodeId, core: NodeId) -> bool {
        let stats = self.of(id);
        let says_something = if id < core {
            stats.prose > 0 || (stats.has_list && stats.plain() >= 2 * MOST_LABEL)
        } else {
            stats.prose >= MOST_PROSE
        };
        says_something
            && stats.plain() >= MOST_LABEL
            && !is_page_edge(tree.tag(id))
            && !has_word_around(tree, id)
            && !stats.is_linked(40)
    }

    /// Leaves out what stands around the policy, level by level.
    pub(super) fn narrow(&mut self, source: &str, tree: &Tree) {
        loop {
            let parts = self.parts(tree, self.root);
            let around = self.around(source, tree, &parts);
            let mut kept = parts.iter().filter(|id| around.binary_search(id).is_err());
            let only = kept.next().filter(|_| kept.next().is_none());
            self.leave_out(tree, &around);
            match only {
                Some(only) if self.is_container(tree, *only) => self.root = Some(*only),
                _ => break,
            }
        }
    }

    /// Leaves out menus at the two edges, however deep they stand.
    pub(super) fn trim(&mut self, source: &str, tree: &Tree, root: Option<NodeId>) {
        let total = self.plain_total(tree, root);
        for side in [Edge::Start, Edge::End] {
            let at_end = side == Edge::End;
            let mut level = root;
            let mut around = Vec::new();
            loop {
                let mut parts = self.parts(tree, level);
                if at_end {
                    parts.reverse();
                }
                let edge = parts.iter().enumerate().find(|(index, id)| {
                    let before = if at_end { parts.get(index + 1) } else { None };
                    let is_around = self.of(**id).plain() * 5 <= total
                        && self.is_around(
                            source,
                            tree,
                            **id,
                            Place {
                                edge: side,
                                before: before.copied(),
                            },
                        );
                    if is_around {
                        around.push(**id);
                    }
                    !is_around
                });
                match edge {
                    Some((_, id)) if self.is_container(tree, *id) => level = Some(*id),
                    Some(_) => break,
                    None => {
                        // Nothing would be left, so these are no edges.
                        around.clear();
                        break;
                    }
                }
            }
            self.leave_out(tree, &around);
        }
    }

    fn leave_out(&mut self, tree: &Tree, around: &[NodeId]) {
        for id in around {
            // Marking the top is enough: the walk through the tree goes no deeper.
            if let Some(mark) = self.skip.get_mut(id.index()) {
                *mark = true;
            }
        }
        debug_assert_eq!(self.skip.len(), tree.len());
    }

    /// Whether a part only holds other blocks, so that its own parts may be judged.
    fn is_container(&self, tree: &Tree, id: NodeId) -> bool {
        let tag = tree.tag(id);
        self.of(id).has_block
            && !is_heading(tree, id)
            && !tag.is_list()
            && !matches!(
                tag,
                Tag::Table | Tag::P | Tag::Dl | Tag::Blockquote | Tag::Pre | Tag::Details
            )
    }

    /// Those of `parts`, the parts of one level of the page, that are not the policy.
    fn around(&self, source: &str, tree: &Tree, parts: &[NodeId]) -> Vec<NodeId> {
        let is_core = |id: &NodeId| self.of(*id).prose > 0 && !has_word_around(tree, *id);
        let Some(first) = parts
            .iter()
            .position(|id| is_core(id) || is_heading(tree, *id))
        else {
            return Vec::new();
        };
        let last = parts.iter().rposition(is_core).unwrap_or(first);
        let total: usize = parts.iter().map(|id| self.of(*id).plain()).sum();
        let mut around = Vec::new();
        let mut before = None;
        for (index, id) in parts.iter().enumerate() {
            let at_edge = index < first || index > last;
            let edge = if index < first {
                Edge::Start
            } else {
                Edge::End
            };
            if at_edge
                && self.of(*id).plain() * 5 <= total
                && self.is_around(source, tree, *id, Place { edge, before })
            {
                around.push(*id);
            } else {
                before = Some(*id);
            }
        }
        around
    }

    /// Whether a part at an edge that holds no links is not the policy either: what a shop wants to say above its title,
    /// the line of rights below everything, or a notice on cookies with its buttons.
    fn is_notice(&self, source: &str, tree: &Tree, id: NodeId, edge: Edge) -> bool {
        let stats = self.of(id);
        if stats.has_heading || stats.prose >= MOST_PROSE {
            return false;
        }
        let small = stats.plain() <= 4 * MOST_LABEL;
        let titled = || {
            tree.children(self.root)
                .any(|part| self.of(part).has_title && part >= id)
        };
        let stands_alone = match edge {
            Edge::Start => small && has_word_around(tree, id) && titled(),
            Edge::End => small && starts_with_rights(source, tree, id),
        };
        stands_alone || (has_word_of(tree, id, COOKIES) && holds_control(tree, id))
    }

    /// Whether a small part at the edge is not the policy: little else than links to other pages that nothing
    /// introduces, or named like a menu.
    fn is_around(&self, source: &str, tree: &Tree, id: NodeId, place: Place) -> bool {
        let stats = self.of(id);
        let titled = self.root.is_some_and(|root| self.of(root).has_title);
        if is_heading(tree, id) || (stats.has_title && !titled) {
            return false;
        }
        let introduced = place.before.is_some_and(|before| {
            is_heading(tree, before) || ends_in_colon(tree.span(before).of(source))
        });
        if introduced && !has_word_around(tree, id) {
            return false;
        }
        let within_page = stats.inner_link * 2 > stats.link && stats.text > 40;
        let is_menu = stats.is_linked(60) && !within_page;
        is_menu
            || (tree.tag(id) == Tag::Aside && stats.prose == 0)
            || (has_word_around(tree, id) && stats.prose < MOST_PROSE && stats.is_linked(20))
            || self.is_notice(source, tree, id, place.edge)
    }
}

/// Whether something below `id` is there to be pressed.
fn holds_control(tree: &Tree, id: NodeId) -> bool {
    let span = tree.span(id);
    tree.ids()
        .skip(id.index())
        .take_while(|inner| span.contains(tree.span(*inner)))
        .any(|inner| match tree.tag(inner) {
            Tag::Button | Tag::Input => true,
            Tag::A => match tree.attr(inner, Attr::Href) {
                Some(target) => {
                    matches!(target.trim(), "" | "#") || target.starts_with("javascript:")
                }
                None => tree.attr(inner, Attr::Class).is_some(),
            },
            _ => tree.attr_is(inner, Attr::Role, &["button"]),
        })
}

/// Whether the first text below `id` begins with the sign of copyright.
fn starts_with_rights(source: &str, tree: &Tree, id: NodeId) -> bool {
    let span = tree.span(id);
    tree.ids()
        .skip(id.index())
        .take_while(|inner| span.contains(tree.span(*inner)))
        .filter(|inner| tree.tag(*inner) == Tag::Text)
        .map(|inner| tree.span(inner).of(source).trim_start())
        .find(|text| !text.is_empty())
        .is_some_and(|text| {
            ["©", "&copy;", "&#169;"]
                .iter()
                .any(|sign| text.starts_with(sign))
        })
}

/// Whether the text of `raw` ends in a colon, whatever end tags follow it.
fn ends_in_colon(raw: &str) -> bool {
    let mut rest = raw.trim_end();
    for _ in 0..MOST_END_TAGS {
        let Some(start) = rest.strip_suffix('>').and_then(|rest| rest.rfind('<')) else {
            break;
        };
        rest = rest.get(..start).unwrap_or_default().trim_end();
    }
    rest.ends_with(':')
}

fn has_word_around(tree: &Tree, id: NodeId) -> bool {
    has_word_of(tree, id, AROUND)
}

/// Whether the id or a class of `id` has one of `words` in it.
fn has_word_of(tree: &Tree, id: NodeId, words: &[&str]) -> bool {
    [Attr::Id, Attr::Class]
        .into_iter()
        .filter_map(|attr| tree.attr(id, attr))
        .flat_map(|value| value.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

/// The parts that open and close a page.
fn is_page_edge(tag: Tag) -> bool {
    matches!(tag, Tag::Nav | Tag::Header | Tag::Footer | Tag::Aside)
}

fn in_page_edge(tree: &Tree, id: NodeId) -> bool {
    tree.ancestors(id).any(|id| is_page_edge(tree.tag(id)))
}
