//! L3–L4: rules: raw files → compiled [`Rule`]s → a [`RuleSet`], and the profiles that choose among them.
//!
//! Rules are data: everything that a rule knows stands in its file, its examples included. A rule that cannot be compiled
//! is an error with a place, never a rule that silently does nothing.

mod compile;
mod conflict;
#[cfg(test)]
mod conflict_tests;
mod fact;
#[cfg(test)]
mod fact_tests;
mod file;
#[cfg(test)]
mod mistakes;
mod model;
mod must;
mod node;
mod part;
mod pattern;
mod profile;
mod selector;
mod set;

pub(crate) use compile::Compiler;
pub use conflict::{Agreement, Around, Conflict, Difference};
pub use fact::{FactField, FactKind};
pub use file::Pick;
pub(crate) use file::{Law, RawFormat, RawGuard, RawRequirement};
pub use model::{
    Binder, Collapse, Dated, Downgrade, Example, Expectation, Guard, Requirement, Rule, Selector,
    Subject,
};
pub use must::{AgeOff, Ease, FitsAge, Predicate, Rare, Related, Wanted};
pub use node::NodeKind;
pub use pattern::Patterns;
pub use profile::{Profile, Profiles};
pub use set::{RuleSet, Selection, selects};
