//! How much text, link text and prose lies below each node: what tells a policy from the page around it.

use crate::text::Span;

use super::entity::{is_invisible, is_space};
use super::tag::Tag;
use super::tree::{Attr, NodeId, Tree};

/// The least text outside links that makes a block prose rather than a label.
const PROSE: usize = 40;

/// What lies below a node, the node included, as far as it is shown.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one kind of element whether it is there"
)]
pub(super) struct Stats {
    /// Visible characters.
    pub(super) text: usize,
    /// Those of them in links.
    pub(super) link: usize,
    /// Those of them in links to a place within the page.
    pub(super) inner_link: usize,
    /// Those of them outside links, in blocks with enough of them.
    pub(super) prose: usize,
    /// Characters outside links that no block below the node holds.
    loose: usize,
    /// Whether a block with text lies below the node.
    pub(super) has_block: bool,
    /// Whether a heading, a table or a list with text lies below the node or is it.
    pub(super) has_heading: bool,
    pub(super) has_title: bool,
    pub(super) has_table: bool,
    pub(super) has_list: bool,
    pub(super) has_paragraph: bool,
}

impl Stats {
    /// Characters outside links.
    pub(super) fn plain(&self) -> usize {
        self.text.saturating_sub(self.link)
    }

    /// Whether at least `percent` of the text stands in links.
    pub(super) fn is_linked(&self, percent: usize) -> bool {
        self.text > 0 && self.link * 100 >= self.text * percent
    }

    fn add(&mut self, below: &Self, tag: Tag) {
        self.text += below.text;
        self.link += below.link;
        self.inner_link += below.inner_link;
        self.prose += below.prose;
        self.loose += below.loose;
        if below.text > 0 {
            self.has_block |= below.has_block || tag.is_block();
            self.has_heading |= below.has_heading;
            self.has_title |= below.has_title;
            self.has_table |= below.has_table;
            self.has_list |= below.has_list;
            self.has_paragraph |= below.has_paragraph;
        }
    }
}

/// The stats of every node of `tree`, leaving out what `skip` marks.
pub(super) fn measure(source: &str, tree: &Tree, skip: &[bool]) -> Vec<Stats> {
    let mut all = vec![Stats::default(); tree.len()];
    for id in tree.ids().rev() {
        if skip.get(id.index()).copied().unwrap_or(false) {
            continue;
        }
        let Some(stats) = all.get_mut(id.index()) else {
            continue;
        };
        let tag = tree.tag(id);
        complete(source, tree, id, stats);
        let stats = *stats;
        if let Some(parent) = tree.parent(id).and_then(|id| all.get_mut(id.index())) {
            parent.add(&stats, tag);
        }
    }
    all
}

/// Adds what node `id` itself brings to what was added up from below it.
fn complete(source: &str, tree: &Tree, id: NodeId, stats: &mut Stats) {
    let tag = tree.tag(id);
    match tag {
        Tag::Text => {
            let len = visible_len(tree.span(id), source);
            stats.text = len;
            stats.loose = len;
        }
        Tag::A => {
            if let Some(target) = tree.attr(id, Attr::Href) {
                stats.link = stats.text;
                stats.loose = 0;
                if target.trim().starts_with('#') {
                    stats.inner_link = stats.text;
                }
            }
        }
        _ => {}
    }
    stats.has_heading |= is_heading(tree, id);
    stats.has_title |= tag == Tag::H1;
    stats.has_table |= tag == Tag::Table;
    stats.has_list |= tag.is_list();
    stats.has_paragraph |= tag == Tag::P;
    if tag.is_block() {
        if stats.loose >= PROSE {
            stats.prose += stats.loose;
        }
        stats.loose = 0;
    }
}

/// Whether `id` is marked as a heading, by its name or by its role.
pub(super) fn is_heading(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id).heading_level().is_some() || tree.attr_is(id, Attr::Role, &["heading"])
}

/// About how many characters of the raw text a reader sees.
fn visible_len(span: Span, source: &str) -> usize {
    let mut count = 0;
    let mut rest = span.of(source);
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        if rest.starts_with("&nbsp;") || rest.starts_with("&#160;") {
            len = "&nbsp;".len();
        } else if !is_space(c) && !is_invisible(c) {
            count += 1;
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    count
}
