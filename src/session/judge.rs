//! All rules over one document: what is to be reported, what is suppressed, and what could not be judged.

use crate::diagnostic::{Diagnostic, RuleId};
use crate::engine::{self, Case, Outcome};
use crate::rule::Rule;
use crate::spread;
use crate::suppress::{Suppressed, Suppression, Suppressions};

use super::Session;

/// How many rules one core takes at once: fewer are not worth the handing over.
const AT_LEAST: usize = 16;

/// What the rules say of one document.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) not_judged: Vec<(RuleId, String)>,
    /// The directives in the text, and what came of them.
    pub(super) suppressions: Vec<Suppression>,
}

/// Asks every active rule. Those that speak of suppressions come last: only then it is known which were of use.
pub(super) fn judge(session: &Session, case: Case<'_>) -> Outcomes {
    let mut outcomes = Outcomes::default();
    let active = session.active();
    let mut suppressions = Suppressions::read(case.source, case.document, session.rules());
    let asked: Vec<&Rule> = active
        .iter()
        .filter(|rule| !rule.is_of_suppressions())
        .collect();
    let answers = spread::map(&asked, AT_LEAST, |rule| engine::evaluate(case, rule));
    for (rule, outcome) in asked.into_iter().zip(answers) {
        if rule.kinds.contains(&case.evidence.kind) && !matches!(outcome, Outcome::Inconclusive(_))
        {
            suppressions.asked(&rule.id);
        }
        match outcome {
            Outcome::Diagnostics(found) => {
                let found = apart(case, rule, &suppressions, found);
                outcomes.diagnostics.extend(suppressions.apply(rule, found));
            }
            Outcome::Inconclusive(why) => outcomes.not_judged.push((rule.id.clone(), why)),
            Outcome::Pass(_) | Outcome::NotApplicable(_) => {}
        }
    }
    outcomes.suppressions = suppressions.all().to_vec();
    let case = Case {
        suppressions: &outcomes.suppressions,
        ..case
    };
    for rule in active.iter().filter(|rule| rule.is_of_suppressions()) {
        if let Outcome::Diagnostics(found) = engine::evaluate(case, rule) {
            outcomes.diagnostics.extend(found);
        }
    }
    outcomes.suppressed = suppressions.into_suppressed();
    outcomes
        .diagnostics
        .sort_by(|a, b| (a.span(), &a.rule, &a.message).cmp(&(b.span(), &b.rule, &b.message)));
    outcomes
}

/// What is said once for all subjects, said of each of them where some are suppressed: one suppression does not hide the
/// others.
fn apart(
    case: Case<'_>,
    rule: &Rule,
    suppressions: &Suppressions,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if rule.collapse.is_none() || !suppressions.name(&rule.id) {
        return found;
    }
    let each = Rule {
        collapse: None,
        ..rule.clone()
    };
    let Outcome::Diagnostics(each) = engine::evaluate(case, &each) else {
        return found;
    };
    let covered_in = |diagnostic: &Diagnostic| {
        let all = diagnostic.occurrences.iter();
        all.filter(|one| suppressions.cover(rule, one.label.span))
            .count()
    };
    let all: usize = each.iter().map(|one| one.occurrences.len()).sum();
    let covered: usize = each.iter().map(covered_in).sum();
    let as_one = covered == all && found.iter().all(|one| covered_in(one) == 1);
    if covered == 0 || as_one { found } else { each }
}
