//! Blocks: the smallest units of structure that hold text.

use crate::text::{MappedText, Span, TextRange};

use super::SectionId;

/// The place of a block in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub(crate) u32);

impl BlockId {
    /// The first block, where there is any.
    pub const FIRST: Self = Self(0);

    /// The index of the block in [`Document::blocks`](super::Document::blocks).
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading; opens a section. Level 1 is the outermost.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// A list; holds items.
    List {
        /// Whether its items are numbered or lettered.
        ordered: bool,
    },
    /// An item of a list: its own first paragraph, and any blocks below it.
    Item,
    /// A table; holds rows.
    Table,
    /// A row of a table; holds cells.
    Row,
    /// A cell of a row.
    Cell {
        /// 0-based column.
        column: u16,
        /// Whether it heads its column or row.
        header: bool,
    },
    /// A quotation; holds blocks.
    Quote,
    /// Code, which no rule reads.
    Code,
    /// The term of a definition list.
    Term,
    /// What a term of a definition list means.
    Definition,
}

impl BlockKind {
    /// The word for it in outlines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Paragraph => "paragraph",
            Self::List { .. } => "list",
            Self::Item => "item",
            Self::Table => "table",
            Self::Row => "row",
            Self::Cell { .. } => "cell",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Term => "term",
            Self::Definition => "definition",
        }
    }
}

/// A block of a document.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its place.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// All of it in the source, markup included.
    pub span: Span,
    /// Its own text, without that of the blocks below it; empty for lists, tables and rows.
    pub text: MappedText,
    /// The sentences of `text`.
    pub sentences: Vec<TextRange>,
    /// The name that a run-in heading gives the block (`Name: text`), without its colon.
    pub run_in: Option<TextRange>,
    /// The marker of an item or the number of a heading as it stands in the source (`1.`, `•`, `Artikel 3.`).
    pub marker: Option<Span>,
    /// The block around it.
    pub parent: Option<BlockId>,
    /// The section it stands in; a heading stands in the section it opens.
    pub section: SectionId,
    /// For lists and tables: the paragraph that introduces them.
    pub lead_in: Option<BlockId>,
    /// The language it is declared to be in, where that differs from the document's (`lang` attributes).
    pub declared_language: Option<String>,
}

impl Block {
    /// Its span, made to cover its text.
    pub(super) fn covered(&self) -> Span {
        if self.text.is_empty() {
            self.span
        } else {
            self.span.cover(self.text.span())
        }
    }
}
