//! L4: the façade: configuration, rules and lexicon in; what was read and judged out. The command line and the language
//! server share it.

mod knowledge;

pub use knowledge::Knowledge;
