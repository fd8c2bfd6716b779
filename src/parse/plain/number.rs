//! The number of a title that markup sets apart, so that no neighbours have to tell that it is one.

use crate::text::{Span, TextRange};

use super::marker::{Scheme, read};

/// The number before a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) struct HeadingNumber {
    /// The number with what stands around it, in the title.
    pub(in crate::parse) marker: TextRange,
    /// The number within it.
    pub(in crate::parse) number: TextRange,
    /// Its place in its sequence.
    pub(in crate::parse) value: u32,
    /// Which word stands before it, where one does; others that number alike bear that out.
    pub(in crate::parse) word: Option<u64>,
}

/// The number that `title` begins with.
pub(in crate::parse) fn heading_number(title: &str) -> Option<HeadingNumber> {
    let found = read(title, Span::new(0, title.len())).filter(|found| !found.scheme.is_glyph())?;
    Some(HeadingNumber {
        marker: TextRange::new(found.span.start, found.span.end),
        number: TextRange::new(found.number.start, found.number.end),
        value: found.value,
        word: match found.scheme {
            Scheme::Word(word) => Some(word),
            _ => None,
        },
    })
}
