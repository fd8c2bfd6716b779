//! L2: what a parser makes of a source: blocks, sections, links, all with spans.
//!
//! A [`Document`] is one value, independent of the format it came from. Blocks stand in source order and point at their
//! parent, section and lead-in by id. Only the [`DocumentBuilder`] makes one; it keeps these invariants on any input:
//! spans lie in the source on character boundaries, a child's span lies in its parent's, siblings do not overlap.

mod anchor;
mod block;
mod builder;
mod comment;
mod damage;
mod field;
mod kind;
mod scope;
mod section;

pub use block::{Block, BlockId, BlockKind};
pub use builder::DocumentBuilder;
pub use comment::{Comment, IGNORE, IGNORE_FILE, is_directive};
pub use damage::Damage;
pub use field::FieldKind;
pub use kind::Kind;
pub use scope::{Place, Role, Scope, ScopeIndex};
pub use section::{Section, SectionId};

use rustc_hash::FxHashMap;

use crate::text::{Span, TextRange};

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The block whose text holds it.
    pub block: BlockId,
    /// The words of the link in that block's text.
    pub range: TextRange,
    /// The whole link in the source, markup included.
    pub span: Span,
    /// Where it leads, decoded; empty where it leads nowhere.
    pub target: String,
    /// Whether it is a control of the page (a button with a script behind it) rather than a reference.
    pub control: bool,
}

/// A script that a page loads from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The address in the source.
    pub span: Span,
    /// Where it comes from.
    pub address: String,
}

/// What a document says of itself outside its text: a key of its front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key as it is written.
    pub key: String,
    /// The value in the source, without quotation marks.
    pub value: Span,
}

/// A policy, parsed.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(crate) blocks: Vec<Block>,
    pub(crate) sections: Vec<Section>,
    pub(crate) links: Vec<Link>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) anchors: Vec<String>,
    pub(crate) title: Option<BlockId>,
    pub(crate) declared_language: Option<String>,
    pub(crate) damages: Vec<Damage>,
    pub(crate) flattened: Vec<BlockId>,
    pub(crate) unmarked: Vec<BlockId>,
    pub(crate) fields: Vec<Field>,
    pub(crate) left_out: Vec<Span>,
    pub(crate) around: Vec<String>,
    pub(crate) scripts: Vec<Script>,
    pub(crate) asks_consent: bool,
    pub(crate) column_headers: FxHashMap<BlockId, BlockId>,
}

impl Document {
    /// All blocks in source order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The block with this id.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.index())
    }

    /// All sections in source order; the first is the root, which holds what stands before any heading.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The section with this id.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.index())
    }

    /// Links in source order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Comments in source order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The fragments that a link within the document can point at: ids, names, and headings as slugs.
    pub fn anchors(&self) -> &[String] {
        &self.anchors
    }

    /// The heading or first line that titles the document.
    pub fn title(&self) -> Option<BlockId> {
        self.title
    }

    /// The language that the document says it is in (front matter, `lang`), as it says it.
    pub fn declared_language(&self) -> Option<&str> {
        self.declared_language.as_deref()
    }

    /// Where the text is damaged, in order.
    pub fn damages(&self) -> &[Damage] {
        &self.damages
    }

    /// The tables that stand in the source without the marks of one, in order.
    pub fn flattened(&self) -> &[BlockId] {
        &self.flattened
    }

    /// The headings that are set like one and not marked as one, in order.
    pub fn unmarked(&self) -> &[BlockId] {
        &self.unmarked
    }

    /// What the document says of itself outside its text, in order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The scripts that a page loads from an address, in source order.
    pub fn scripts(&self) -> &[Script] {
        &self.scripts
    }

    /// Whether the page carries a dialog that asks for consent, which is none of its text.
    pub const fn asks_consent(&self) -> bool {
        self.asks_consent
    }

    /// Markup that stands in text without any and was left out of it, in order.
    pub fn left_out(&self) -> &[Span] {
        &self.left_out
    }

    /// The words of the links that a page has around its text, in menus and at its foot.
    pub fn around(&self) -> &[String] {
        &self.around
    }

    /// The block that begins last of those that begin at or before byte `at` of the source.
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        let next = self.blocks.partition_point(|block| block.span.start <= at);
        self.blocks.get(next.saturating_sub(1))
    }

    /// The blocks around `id`, from its parent outwards.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(self.block(id).and_then(|block| block.parent), |id| {
            self.block(*id).and_then(|block| block.parent)
        })
    }

    /// The innermost block of `kind` that is `id` or lies around it.
    pub fn enclosing(&self, id: BlockId, kind: impl Fn(&BlockKind) -> bool) -> Option<BlockId> {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .find(|id| self.block(*id).is_some_and(|block| kind(&block.kind)))
    }

    /// The sections around and including `id`, innermost first.
    pub fn section_chain(&self, id: SectionId) -> impl Iterator<Item = &Section> + '_ {
        std::iter::successors(self.section(id), |section| {
            section.parent.and_then(|id| self.section(id))
        })
    }

    /// What introduces the list or table that block `id` is part of, the nearest first, then outwards.
    pub fn lead_ins(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .filter_map(|id| self.block(id).and_then(|block| block.lead_in))
    }

    /// The header cell above cell `id` in the same table.
    pub fn column_header(&self, id: BlockId) -> Option<BlockId> {
        self.column_headers.get(&id).copied()
    }
}
