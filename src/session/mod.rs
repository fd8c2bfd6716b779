//! L4: the façade: configuration, rules and lexicon in; what was read and judged out. The command line and the language
//! server share it.

mod knowledge;
mod stub;

pub use knowledge::Knowledge;
pub use stub::*;
