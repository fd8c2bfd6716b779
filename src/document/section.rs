//! Sections: a heading and what stands under it.

use crate::text::Span;

use super::BlockId;

/// The place of a section in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub(crate) u32);

impl SectionId {
    /// The section before the first heading.
    pub const ROOT: Self = Self(0);

    /// The index of the section in [`Document::sections`](super::Document::sections).
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A section of a document.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its place.
    pub id: SectionId,
    /// The heading that opens it; `None` for the root.
    pub heading: Option<BlockId>,
    /// The heading's level; 0 for the root.
    pub level: u8,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// From the heading to the next section of the same or an outer level.
    pub span: Span,
    /// Its number as written, without punctuation around it (`3.2`, `IV`).
    pub number: Option<String>,
}
