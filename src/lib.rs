//! policylint: a compliance rule engine and linter for privacy policies.

pub mod diagnostic;
pub mod document;
pub mod entity;
pub mod parse;
pub mod source;
pub mod text;
pub mod yaml;
