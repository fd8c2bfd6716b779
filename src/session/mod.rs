//! L4: the façade: configuration, rules and lexicon in; what was read and judged out. The command line and the language
//! server share it.

mod bundle;
mod check;
mod examples;
mod knowledge;
mod terms;

pub use check::{Checked, Report, Session, Settings};
pub use examples::{ExampleFailure, run_examples};
pub use knowledge::Knowledge;
pub use terms::unused_terms;
