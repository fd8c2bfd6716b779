//! Profiles: named choices among the rules (`rules/profiles.yaml`).

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::yaml::{self, Entries, Located};

use super::Rule;
use super::file::RawSeverity;
use super::set::selects;

/// A named choice among the rules.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub summary: String,
    select: Vec<String>,
    ignore: Vec<String>,
    at_least: Severity,
    severity: Vec<(String, Severity)>,
}

/// All profiles.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfilesFile {
    profiles: Entries<RawProfile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawProfile {
    summary: String,
    select: Vec<Located<String>>,
    #[serde(default)]
    ignore: Vec<Located<String>>,
    at_least: Option<RawSeverity>,
    #[serde(default)]
    severity: Entries<RawSeverity>,
}

impl Profiles {
    /// Reads a profile file.
    pub fn load(text: &str) -> Result<Self, Box<Diagnostic>> {
        let file: ProfilesFile = yaml::parse(text, "meta/profile-file")?;
        let plain =
            |names: Vec<Located<String>>| names.into_iter().map(|name| name.value).collect();
        let profiles = file.profiles.0.into_iter().map(|(name, raw)| Profile {
            name: name.value,
            summary: raw.summary,
            select: plain(raw.select),
            ignore: plain(raw.ignore),
            at_least: raw.at_least.map_or(Severity::Info, Severity::from),
            severity: raw
                .severity
                .0
                .into_iter()
                .map(|(rule, severity)| (rule.value, severity.into()))
                .collect(),
        });
        Ok(Self {
            profiles: profiles.collect(),
        })
    }

    /// The profile with this name.
    pub fn get(&self, name: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name == name)
    }

    /// All profiles in the order of their file.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }
}

impl Profile {
    /// Whether the profile runs `rule`.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.select
            .iter()
            .any(|selector| selects(selector, &rule.id))
            && !self
                .ignore
                .iter()
                .any(|selector| selects(selector, &rule.id))
            && self.severity(rule) >= self.at_least
    }

    /// The severity at which it runs `rule`.
    pub fn severity(&self, rule: &Rule) -> Severity {
        self.severity
            .iter()
            .rfind(|(selector, _)| selects(selector, &rule.id))
            .map_or(rule.severity, |(_, severity)| *severity)
    }
}
