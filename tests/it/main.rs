//! All integration tests, one binary.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod accuracy;
mod architecture;
mod changed;
mod cli;
mod conflicts;
mod corpus;
mod coverage;
mod fixtures;
mod human;
mod ledger;
mod lsp;
mod output;
mod rules;
mod suppress;
mod whole;
