//! The tree that lies between the Markdown events and the document: blocks that can still be moved and changed.

use crate::document::{BlockKind, Field};
use crate::text::{Span, TextRange};

use super::inline::Inline;

/// The deepest that drafts nest; text that lies deeper goes to the block at this depth.
pub(super) const MAX_DEPTH: usize = 48;

/// A block in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    pub(super) content: Inline,
    pub(super) marker: Option<Span>,
    /// The number of a heading or item, as written.
    pub(super) number: Option<String>,
    pub(super) run_in: Option<TextRange>,
    /// Whether it is a heading by its shape alone.
    pub(super) unmarked: bool,
    pub(super) children: Vec<Self>,
}

impl Draft {
    /// A block without text.
    pub(super) fn new(kind: BlockKind, span: Span) -> Self {
        Self::with_content(kind, span, Inline::default())
    }

    /// A block with text.
    pub(super) fn with_content(kind: BlockKind, span: Span, content: Inline) -> Self {
        Self {
            kind,
            span,
            content,
            marker: None,
            number: None,
            run_in: None,
            unmarked: false,
            children: Vec::new(),
        }
    }

    /// A block that covers just its text.
    pub(super) fn of_content(kind: BlockKind, content: Inline) -> Self {
        Self::with_content(kind, content.text.span(), content)
    }

    /// The text of the block.
    pub(super) fn text(&self) -> &str {
        self.content.text.as_str()
    }

    /// Whether the block has neither text nor blocks below it.
    pub(super) fn is_empty(&self) -> bool {
        self.content.text.is_empty() && self.children.is_empty()
    }

    /// Whether the block's own text stands before any block below it (`Item`, `Cell`, …).
    pub(super) const fn takes_text(&self) -> bool {
        matches!(
            self.kind,
            BlockKind::Item | BlockKind::Cell { .. } | BlockKind::Term | BlockKind::Definition
        )
    }
}

/// All that was read from a source.
#[derive(Debug, Default)]
pub(super) struct Composed {
    pub(super) blocks: Vec<Draft>,
    /// Comments with their inner text.
    pub(super) comments: Vec<(Span, String)>,
    pub(super) anchors: Vec<String>,
    pub(super) language: Option<String>,
    /// The keys of the front matter.
    pub(super) fields: Vec<Field>,
}
