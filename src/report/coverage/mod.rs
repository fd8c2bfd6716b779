//! What `policylint coverage` prints: the items of information that a document owes, and what was found of each.
//!
//! It speaks of what was found in a text and what was not, never of whether that is enough in law.

mod human;
mod json;
mod markdown;
mod words;

use crate::coverage::Matrix;
use crate::rule::RuleSet;
use crate::session::Covered;

pub use human::human;
pub use json::json;
pub use markdown::markdown;

/// What is printed.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The items.
    pub matrix: &'a Matrix,
    /// The documents, each with its verdicts.
    pub covered: &'a [Covered<'a>],
    /// The rules that ask for items.
    pub rules: &'a RuleSet,
}
