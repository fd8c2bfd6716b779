//! What a document must have somewhere, and what is said where it has not.

use crate::diagnostic::{Diagnostic, Fingerprint, Label, Occurrence, Severity};
use crate::evidence::Mention;
use crate::rule::{Guard, Requirement, Rule};
use crate::text::Span;

use super::evaluate::{diagnostic, satisfies, satisfying};
use super::guard::Ready;
use super::predicate::Flaw;
use super::wording::{Words, fill};
use super::{Case, Outcome, place};

/// Whether the document, or another of its bundle, has what is required anywhere.
pub(super) fn once(
    case: Case<'_>,
    rule: &Rule,
    requirement: &Requirement,
    trigger: Option<&Mention>,
) -> Outcome {
    let found: Vec<Span> = satisfying(case, requirement)
        .map(|mention| mention.span)
        .collect();
    let beside = || {
        let mut others = case.beside.iter();
        others.any(|other| {
            other
                .evidence
                .of(&requirement.any)
                .any(|mention| satisfies(requirement, mention))
        })
    };
    if !found.is_empty() || beside() {
        return Outcome::Pass(found);
    }
    if rule
        .unless
        .iter()
        .any(|guard| Ready::new(case, guard).holds(None))
    {
        return Outcome::Pass(Vec::new());
    }
    let span = place::of_absence(case, rule, requirement, trigger);
    let mut said = absence(case, rule, span, &rule.message);
    said.severity = lowered(case, rule);
    Outcome::Diagnostics(vec![said])
}

/// How much it matters that something is found nowhere.
fn lowered(case: Case<'_>, rule: &Rule) -> Severity {
    let holds = |guard: &Guard| Ready::alone(case, guard).holds(None);
    let lower = rule.downgrade.as_ref();
    let lower = lower.filter(|lower| lower.when.as_ref().is_none_or(holds));
    lower.map_or(rule.severity, |lower| rule.severity.min(lower.to))
}

/// What is said once of something that is found nowhere, at `span`.
pub(super) fn absence(case: Case<'_>, rule: &Rule, span: Span, message: &str) -> Diagnostic {
    let words = Words {
        name: None,
        text: span.of(case.source),
        flaw: &Flaw::default(),
        count: 1,
    };
    let help = rule.help.as_deref().map(|help| fill(help, &words));
    let mut diagnostic = diagnostic(rule, rule.severity, fill(message, &words), help);
    diagnostic.occurrences.push(Occurrence {
        label: Label::new(
            span,
            rule.label
                .as_deref()
                .map(|label| fill(label, &words))
                .unwrap_or_default(),
        ),
        related: Vec::new(),
        fingerprint: Fingerprint::of(&[rule.id.as_str(), "absence"]),
    });
    diagnostic
}
