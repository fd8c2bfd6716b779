//! L0: text and byte ranges, the ground that everything else stands on.
//!
//! Nothing here knows of policies, files or rules. The invariant kept here: a [`Span`] indexes the decoded source, a
//! [`TextRange`] indexes derived text, and only a [`TextMap`] leads from the one to the other.

mod fold;
mod line_index;
mod map;
mod near;
mod repair;
mod segment;
mod span;
mod token;
mod vocabulary;

pub use fold::fold;
pub use line_index::{LineIndex, Position};
pub use map::{MappedText, TextMap};
pub use near::{distance, nearest};
pub use repair::{DamageKind, Repair, Survey, repairs};
pub use segment::Segmenter;
pub use span::{Span, TextRange};
pub use token::{Gap, Token, tokens};
pub use vocabulary::{Vocabulary, Words};
