//! L4: the façade: configuration, rules and lexicon in; what was read and judged out. The command line and the language
//! server share it.

mod bundle;
mod check;
mod coverage;
mod examples;
mod judge;
mod kinds;
mod knowledge;
mod prepare;
mod terms;

pub use bundle::{Member, whole};
pub use check::{Checked, Report, Session, Settings};
pub use coverage::{Covered, NotCovered, run_coverage_examples};
pub use examples::{ExampleFailure, run_examples};
pub use kinds::{ByPath, Kinds};
pub use knowledge::Knowledge;
pub use prepare::{Asked, Bundle, PlacedMistake, PrepareError, Prepared, Standing, prepare};
pub use terms::unused_terms;
