//! Rule files as they are written: raw serde types. `compile` turns them into rules.
//!
//! Every choice is an externally tagged enum or a struct that refuses unknown fields, so that an error points at the key or
//! value that is wrong and says what is allowed.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::diagnostic::{Confidence, Severity};
use crate::document::{Kind, Role, Scope};
use crate::source::Format;
use crate::yaml::Located;

use super::conflict::RawConflict;
use super::fact::{FactField, FactKind};
use super::must::RawPredicate;
use super::node::NodeKind;

/// A rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RuleFile {
    pub(crate) id: Located<String>,
    pub(crate) summary: String,
    pub(crate) severity: RawSeverity,
    #[serde(default)]
    pub(crate) confidence: RawConfidence,
    #[serde(default)]
    pub(crate) law: Vec<Law>,
    pub(crate) why: Option<String>,
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
    pub(crate) since: Option<Located<String>>,
    pub(crate) until: Option<Located<String>>,
    #[serde(default)]
    pub(crate) applies: Applies,
    pub(crate) forbid: Option<Located<RawSelector>>,
    pub(crate) each: Option<Located<RawSelector>>,
    pub(crate) once: Option<Located<Once>>,
    pub(crate) conflict: Option<Located<RawConflict>>,
    pub(crate) require: Option<RawRequirement>,
    #[serde(default)]
    pub(crate) within: Vec<Scope>,
    pub(crate) must: Option<RawPredicate>,
    pub(crate) when: Option<RawGuard>,
    #[serde(default)]
    pub(crate) unless: Vec<RawGuard>,
    pub(crate) downgrade: Option<RawDowngrade>,
    pub(crate) collapse: Option<RawCollapse>,
    #[serde(default)]
    pub(crate) place: Vec<Located<String>>,
    pub(crate) message: Located<String>,
    pub(crate) label: Option<Located<String>>,
    pub(crate) help: Option<Located<String>>,
    #[serde(default)]
    pub(crate) also: Vec<super::part::RawPart>,
    pub(crate) examples: Vec<RawExample>,
}

pub(super) const fn yes() -> bool {
    true
}

/// `severity:`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawSeverity {
    Error,
    Warning,
    Info,
}

impl From<RawSeverity> for Severity {
    fn from(raw: RawSeverity) -> Self {
        match raw {
            RawSeverity::Error => Self::Error,
            RawSeverity::Warning => Self::Warning,
            RawSeverity::Info => Self::Info,
        }
    }
}

/// `confidence:`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawConfidence {
    Low,
    #[default]
    Medium,
    High,
}

impl From<RawConfidence> for Confidence {
    fn from(raw: RawConfidence) -> Self {
        match raw {
            RawConfidence::Low => Self::Low,
            RawConfidence::Medium => Self::Medium,
            RawConfidence::High => Self::High,
        }
    }
}

/// A provision that a rule rests on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Law {
    pub(crate) act: String,
    pub(crate) at: Option<String>,
    pub(crate) date: Option<String>,
}

impl Law {
    /// The provision as it is cited.
    pub(crate) fn cited(&self) -> String {
        let mut text = self.act.clone();
        if let Some(at) = &self.at {
            text.push(' ');
            text.push_str(at);
        }
        if let Some(date) = &self.date {
            text.extend([" (", date, ")"]);
        }
        text
    }
}

/// What a rule is asked of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Applies {
    #[serde(default = "notices")]
    pub(crate) kind: Vec<Kind>,
    #[serde(default = "own_roles")]
    pub(crate) role: Vec<Role>,
}

impl Default for Applies {
    fn default() -> Self {
        Self {
            kind: notices(),
            role: own_roles(),
        }
    }
}

fn notices() -> Vec<Kind> {
    vec![Kind::Notice]
}

fn own_roles() -> Vec<Role> {
    vec![Role::Controller, Role::Joint, Role::Unstated]
}

/// What `once` is asked of.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Once {
    Document,
}

/// What a rule speaks of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawSelector {
    pub(crate) concept: Option<Located<String>>,
    #[serde(default)]
    pub(crate) any: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) not: Vec<Located<String>>,
    pub(crate) entity: Option<Located<String>>,
    #[serde(default)]
    pub(crate) entities: Vec<Located<String>>,
    pub(crate) pattern: Option<Located<String>>,
    pub(crate) node: Option<NodeKind>,
    pub(crate) fact: Option<FactKind>,
    #[serde(default)]
    pub(crate) stating: Vec<Located<FactField>>,
    pub(crate) matching: Option<Located<String>>,
    pub(crate) except: Option<Located<String>>,
    #[serde(default)]
    pub(crate) column: Vec<Located<String>>,
    #[serde(rename = "as")]
    pub(crate) name: Option<String>,
    pub(crate) per: Option<Scope>,
    pub(crate) per_list: Option<usize>,
    pub(crate) pick: Option<Pick>,
    #[serde(default)]
    pub(crate) under: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) not_under: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) with: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) without: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) denied: Denials,
    #[serde(default)]
    pub(crate) announced: bool,
}

/// Whether what is said not to be so counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Denials {
    /// It does not.
    #[default]
    Left,
    /// It does too.
    Too,
    /// Nothing else does.
    Only,
}

impl<'de> Deserialize<'de> for Denials {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DenialsVisitor)
    }
}

struct DenialsVisitor;

impl Visitor<'_> for DenialsVisitor {
    type Value = Denials;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false` or `only`")
    }

    fn visit_bool<E: Error>(self, too: bool) -> Result<Denials, E> {
        Ok(if too { Denials::Too } else { Denials::Left })
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Denials, E> {
        match word {
            "only" => Ok(Denials::Only),
            "true" => Ok(Denials::Too),
            "false" => Ok(Denials::Left),
            _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
        }
    }
}

/// Which of several to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pick {
    /// The one with the latest date.
    Latest,
    /// Of those with the same words the first.
    Distinct,
}

/// What must be found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawRequirement {
    #[serde(default)]
    pub(crate) any: Vec<Located<String>>,
    pub(crate) field: Option<Located<FactField>>,
    #[serde(default)]
    pub(crate) denied: bool,
    #[serde(default = "yes")]
    pub(crate) weak: bool,
}

/// A condition on what else the document says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of its own in rule files"
)]
pub(crate) struct RawGuard {
    #[serde(default)]
    pub(crate) any: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) all: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) none: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) within: Vec<Scope>,
    #[serde(default)]
    pub(crate) under: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) under_without: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) role: Vec<Role>,
    #[serde(default)]
    pub(crate) universal: bool,
    #[serde(default)]
    pub(crate) denied: bool,
    #[serde(default)]
    pub(crate) linked: bool,
    #[serde(default)]
    pub(crate) dialog: bool,
    pub(crate) dated: Option<RawDated>,
}

/// Between which days the text was last changed, by its own words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDated {
    pub(crate) by: Located<String>,
    pub(crate) from: Option<Located<String>>,
    pub(crate) before: Option<Located<String>>,
}

/// When a rule matters less.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawDowngrade {
    pub(crate) to: RawSeverity,
    pub(crate) when: Option<RawGuard>,
    pub(crate) up_to: Option<usize>,
}

/// What is said once where nothing that a rule asks for is found anywhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCollapse {
    pub(crate) message: Located<String>,
    #[serde(default)]
    pub(crate) unless: Vec<RawGuard>,
}

/// An example: a test of the rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawExample {
    pub(crate) lang: Located<String>,
    #[serde(default)]
    pub(crate) format: RawFormat,
    pub(crate) today: Option<String>,
    pub(crate) expected_language: Option<Located<String>>,
    pub(crate) fires: Option<Located<String>>,
    pub(crate) ok: Option<Located<String>>,
    pub(crate) not_applicable: Option<Located<String>>,
}

/// The format of an example.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawFormat {
    /// The default.
    #[default]
    Markdown,
    /// A web page or a part of one.
    Html,
    /// Text without markup.
    Plain,
}

impl From<RawFormat> for Format {
    fn from(raw: RawFormat) -> Self {
        match raw {
            RawFormat::Markdown => Self::Markdown,
            RawFormat::Html => Self::Html,
            RawFormat::Plain => Self::Plain,
        }
    }
}
