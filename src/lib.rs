//! policylint: a compliance rule engine and linter for privacy policies.

pub mod builtin;
pub mod cli;
pub mod config;
pub mod coverage;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod entity;
pub mod evidence;
pub mod gold;
pub mod language;
pub mod ledger;
pub mod lexicon;
pub mod lsp;
pub mod parse;
pub mod report;
pub mod rule;
pub mod session;
pub mod source;
pub mod spread;
pub mod suppress;
pub mod text;
pub mod yaml;
