//! `policylint.yaml` as it is written: raw serde types. `compile` makes a [`Config`](super::Config) of them.
//!
//! Values with a fixed set of words are read as text, so that a wrong one can be told what is allowed and what was meant.

use serde::Deserialize;

use crate::yaml::{Entries, Located};

/// The keys, for suggestions.
pub(super) const KEYS: [&str; 11] = [
    "profile",
    "select",
    "ignore",
    "severity",
    "fail-on",
    "today",
    "language",
    "rules",
    "documents",
    "bundles",
    "max-file-size",
];

/// A configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ConfigFile {
    pub(super) profile: Option<Located<String>>,
    pub(super) select: Vec<Located<String>>,
    pub(super) ignore: Vec<Located<String>>,
    pub(super) severity: Entries<Located<String>>,
    pub(super) fail_on: Option<Located<String>>,
    pub(super) today: Option<Located<String>>,
    pub(super) language: Option<Located<String>>,
    pub(super) rules: Vec<Located<String>>,
    pub(super) documents: Entries<Located<String>>,
    pub(super) bundles: Entries<Vec<Located<String>>>,
    pub(super) max_file_size: Option<Located<String>>,
}
