//! What a rule file asks besides, under the same id: a part becomes a rule of its own that shares what it can.

use serde::Deserialize;

use crate::document::Scope;
use crate::yaml::Located;

use super::conflict::RawConflict;
use super::file::{RawGuard, RawRequirement, RawSelector, RawSeverity, RuleFile};
use super::must::RawPredicate;

/// What a rule asks besides, under the same id.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawPart {
    pub(crate) severity: RawSeverity,
    pub(crate) forbid: Option<Located<RawSelector>>,
    pub(crate) each: Option<Located<RawSelector>>,
    pub(crate) conflict: Option<Located<RawConflict>>,
    pub(crate) require: Option<RawRequirement>,
    #[serde(default)]
    pub(crate) within: Vec<Scope>,
    pub(crate) must: Option<RawPredicate>,
    pub(crate) when: Option<RawGuard>,
    #[serde(default)]
    pub(crate) unless: Vec<RawGuard>,
    pub(crate) message: Located<String>,
    pub(crate) label: Option<Located<String>>,
    pub(crate) help: Option<Located<String>>,
}

impl RuleFile {
    /// A part as a rule of its own, with what it shares with this one.
    pub(crate) fn part(&self, part: RawPart) -> Self {
        Self {
            id: self.id.clone(),
            summary: self.summary.clone(),
            severity: part.severity,
            confidence: self.confidence,
            law: self.law.clone(),
            why: None,
            enabled: self.enabled,
            since: self.since.clone(),
            until: self.until.clone(),
            applies: self.applies.clone(),
            forbid: part.forbid,
            each: part.each,
            once: None,
            conflict: part.conflict,
            require: part.require,
            within: part.within,
            must: part.must,
            when: part.when,
            unless: part.unless,
            downgrade: None,
            collapse: None,
            place: Vec::new(),
            message: part.message,
            label: part.label,
            help: part.help,
            also: Vec::new(),
            examples: Vec::new(),
        }
    }
}
