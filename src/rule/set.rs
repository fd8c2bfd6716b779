//! The rules that are loaded, and which of them run at which severity.

use crate::diagnostic::{Diagnostic, Label, RuleId, Severity};
use crate::lexicon::{ConceptTree, FileError};
use crate::text::Span;

use super::Rule;
use super::profile::Profile;

/// All rules that are loaded, ordered by id.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

/// What the user chose beyond the profile.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these rules or families (`gdpr/*`); empty for those of the profile.
    pub select: Vec<String>,
    /// Not these rules or families.
    pub ignore: Vec<String>,
    /// Other severities; `None` turns the rule off.
    pub severity: Vec<(String, Option<Severity>)>,
}

impl RuleSet {
    /// Loads rule files: path and text. Errors name their file; a bad file hides no other.
    pub fn load<'f>(
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
        concepts: &ConceptTree,
    ) -> (Self, Vec<FileError>) {
        let mut rules: Vec<Rule> = Vec::new();
        let mut errors = Vec::new();
        for (path, text) in files {
            match Rule::load(path, text, concepts) {
                Err(found) => {
                    errors.extend(found.into_iter().map(|error| (path.to_owned(), error)));
                }
                Ok(rule) => match rules.iter().find(|known| known.id == rule.id) {
                    None => rules.push(rule),
                    Some(known) => {
                        let message = format!(
                            "the rule `{}` is defined twice, here and in {}",
                            rule.id, known.path
                        );
                        let at = text.find(rule.id.as_str()).unwrap_or(0);
                        let label =
                            Label::new(Span::new(at, at + rule.id.as_str().len()), "defined again");
                        errors.push((
                            path.to_owned(),
                            Diagnostic::input("meta/rule-file", message, label),
                        ));
                    }
                },
            }
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        (Self { rules }, errors)
    }

    /// All rules, ordered by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id.as_str() == id)
    }

    /// `rule` at `severity`. What it asks besides matters as much less as before, and never more than the rule.
    fn with_severity(rule: &Rule, severity: Severity) -> Rule {
        let mut rule = rule.clone();
        for part in &mut rule.also {
            part.severity = part.severity.min(severity);
        }
        rule.severity = severity;
        rule
    }

    /// Whether `selector` (an id, a family `gdpr/*`, or `*`) means any rule.
    pub fn knows(&self, selector: &str) -> bool {
        self.rules.iter().any(|rule| selects(selector, &rule.id))
    }

    /// The rules that run, at the severity at which they run. A rule named in full by the user runs even where it is off
    /// by default; what is ignored or turned off never runs.
    pub fn active(&self, profile: &Profile, selection: &Selection) -> Vec<Rule> {
        let mut active = Vec::new();
        for rule in &self.rules {
            let named = selection
                .select
                .iter()
                .any(|selector| selector == rule.id.as_str());
            let selected = if selection.select.is_empty() {
                rule.enabled && profile.runs(rule)
            } else {
                named
                    || (rule.enabled
                        && selection
                            .select
                            .iter()
                            .any(|selector| selects(selector, &rule.id)))
            };
            if !selected
                || selection
                    .ignore
                    .iter()
                    .any(|selector| selects(selector, &rule.id))
            {
                continue;
            }
            let chosen = selection
                .severity
                .iter()
                .rfind(|(selector, _)| selects(selector, &rule.id));
            let severity = match chosen {
                Some((_, severity)) => *severity,
                None => Some(profile.severity(rule)),
            };
            active.extend(severity.map(|severity| Self::with_severity(rule, severity)));
        }
        active
    }
}

/// Whether `selector` (an id, a family `gdpr/*`, or `*`) means the rule `id`.
pub fn selects(selector: &str, id: &RuleId) -> bool {
    match selector.strip_suffix('*') {
        Some(prefix) => id.as_str().starts_with(prefix),
        None => id.as_str() == selector,
    }
}
