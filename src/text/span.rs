//! The two kinds of byte range that the whole house is built on.
//!
//! A [`Span`] lies in the decoded source, a [`TextRange`] in text derived from it (the text of a block).
//! They are two types, so that one cannot be taken for the other; only [`TextMap`](super::TextMap) leads from
//! derived text to the source.

macro_rules! byte_range {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            /// First byte.
            pub start: usize,
            /// One past the last byte.
            pub end: usize,
        }

        impl $name {
            /// A range from `start` to `end`; an end before the start gives an empty range at `start`.
            pub const fn new(start: usize, end: usize) -> Self {
                Self { start, end: if end < start { start } else { end } }
            }

            /// The empty range at `at`.
            pub const fn at(at: usize) -> Self {
                Self { start: at, end: at }
            }

            /// Length in bytes.
            pub const fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether the range covers no byte.
            pub const fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `other` lies wholly inside this range.
            pub const fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two ranges share at least one byte.
            pub const fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest range that covers both.
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }

            /// The text under this range, or the empty string where the range does not fit `text`.
            pub fn of(self, text: &str) -> &str {
                text.get(self.start..self.end).unwrap_or_default()
            }
        }
    };
}

byte_range! {
    /// A byte range of the decoded source, end exclusive.
    Span
}

byte_range! {
    /// A byte range of text derived from the source, end exclusive.
    TextRange
}
