//! Lists, definition lists and quotations.

use crate::document::BlockKind;
use crate::text::Span;

use super::tag::Tag;
use super::tree::NodeId;
use super::writer::Writer;

/// The longest title that may stand in a list of its own.
const LONGEST_TITLE: usize = 120;

impl Writer<'_, '_> {
    /// A list; what stands in it outside its items belongs to the item before.
    pub(super) fn list(&mut self, id: NodeId, tag: Tag) {
        self.flush(None);
        if let Some(only) = self.heading_item(id) {
            return self.container(only, Tag::Div);
        }
        let ordered = tag == Tag::Ol;
        self.open(BlockKind::List { ordered }, self.tree.span(id));
        let tree = self.tree;
        let mut in_item = false;
        for child in tree.children(Some(id)) {
            if self.content.is_silent(child) || self.content.of(child).text == 0 {
                continue;
            }
            let is_item = tree.tag(child) == Tag::Li;
            if is_item || !in_item {
                if in_item {
                    self.close();
                }
                self.open_holder(BlockKind::Item, tree.span(child));
                in_item = true;
            }
            if is_item {
                self.hold(child);
            } else {
                self.node(child);
            }
        }
        if in_item {
            self.close();
        }
        self.close();
    }

    /// The only item of a list that is made for its number: `<ol start="3"><li><b>Title</b></li></ol>`.
    fn heading_item(&self, id: NodeId) -> Option<NodeId> {
        let mut items = self
            .tree
            .children(Some(id))
            .filter(|item| self.content.of(*item).text > 0);
        let only = items.next().filter(|_| items.next().is_none())?;
        let stats = self.content.of(only);
        let fits = self.depth == 0
            && self.tree.tag(only) == Tag::Li
            && stats.text < LONGEST_TITLE
            && !stats.has_list
            && self.is_wholly_bold(only);
        fits.then_some(only)
    }

    /// A term or a definition.
    pub(super) fn definition(&mut self, id: NodeId, tag: Tag) {
        let kind = if tag == Tag::Dt {
            BlockKind::Term
        } else {
            BlockKind::Definition
        };
        self.flush(None);
        self.open_holder(kind, self.tree.span(id));
        self.hold(id);
        self.close();
    }

    pub(super) fn quote(&mut self, id: NodeId) {
        self.flush(None);
        self.open(BlockKind::Quote, self.tree.span(id));
        self.flow(Some(id));
        self.close();
    }

    /// Opens a block that takes the first text below it as its own.
    pub(super) fn open_holder(&mut self, kind: BlockKind, span: Span) {
        let block = self.open(kind, span);
        self.holder = Some(block);
    }

    /// Writes what stands in `id` into the block that was opened for it.
    pub(super) fn hold(&mut self, id: NodeId) {
        let outer = self.lang;
        self.enter_lang(id);
        self.flow(Some(id));
        self.flush(None);
        self.lang = outer;
    }
}
