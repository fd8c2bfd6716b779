//! L4: the items of information that a kind of document owes its readers, and what a document says of each.
//!
//! `rules/coverage.yaml` names the items, the law behind each, the concepts that say it and when it is owed; [`Matrix::load`] compiles it.
//! [`judge`] compares one item with what was read and gives a [`Verdict`]. It adds nothing to what rules know: mentions and guards are the
//! same, purposes are those of the ledger, and where a rule speaks of an item, its words are passed on.

mod file;
mod judge;
mod model;
mod told;

pub use judge::judge;
pub use model::{Elsewhere, Example, Item, Matrix, Purposes, Status, Verdict};
