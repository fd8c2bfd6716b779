//! `policylint.yaml` as it is written: raw serde types. `compile` makes a [`Config`](super::Config) of them.
//!
//! Values with a fixed set of words are read as text, so that a wrong one can be told what is allowed and what was meant.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::yaml::{Entries, Located};

/// The keys, for suggestions.
pub(super) const KEYS: [&str; 12] = [
    "profile",
    "select",
    "ignore",
    "severity",
    "fail-on",
    "today",
    "language",
    "expected-language",
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
    pub(super) expected_language: Option<Located<OneOrEach>>,
    pub(super) rules: Vec<Located<String>>,
    pub(super) documents: Entries<Located<String>>,
    pub(super) bundles: Entries<Vec<Located<String>>>,
    pub(super) max_file_size: Option<Located<String>>,
}

/// One value for all documents, or one for each pattern of their paths.
#[derive(Debug)]
pub(super) enum OneOrEach {
    One(String),
    Each(Entries<Located<String>>),
}

impl<'de> Deserialize<'de> for OneOrEach {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrEachVisitor)
    }
}

struct OneOrEachVisitor;

impl<'de> Visitor<'de> for OneOrEachVisitor {
    type Value = OneOrEach;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, or a mapping of paths to values")
    }

    // `no` is a language code, and what YAML once took for a truth value.
    fn visit_bool<E: Error>(self, value: bool) -> Result<OneOrEach, E> {
        let word = if value { "yes" } else { "no" };
        Ok(OneOrEach::One(word.to_owned()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<OneOrEach, E> {
        Ok(OneOrEach::One(value.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrEach, A::Error> {
        Entries::deserialize(MapAccessDeserializer::new(map)).map(OneOrEach::Each)
    }
}
