//! One rule on one document → one outcome.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Fingerprint, Label, Occurrence, Severity};
use crate::document::{BlockKind, Place, ScopeIndex};
use crate::evidence::{Mention, State};
use crate::ledger::FieldKind;
use crate::rule::{Binder, Conflict, Guard, Predicate, Requirement, Rule, Selector};
use crate::text::{Span, fold};

use super::absence::{absence, once};
use super::guard::{Ready, in_scopes};
use super::predicate::{self, Flaw};
use super::stated::{self, Verdicts};
use super::subject::{Instance, Node, instances};
use super::target::Targets;
use super::wording::{Words, fill};
use super::{Case, Outcome, conflict, fact, place, vendor};

/// Why a rule has nothing to say where nothing of what it speaks of is found.
const NOTHING_ASKED: &str = "the document holds nothing that the rule asks about";

/// Evaluates `rule` on `case`, and all that it asks besides.
pub fn evaluate(case: Case<'_>, rule: &Rule) -> Outcome {
    let outcome = alone(case, rule);
    rule.also
        .iter()
        .fold(outcome, |outcome, part| outcome.and(alone(case, part)))
}

/// Evaluates one part of a rule.
fn alone(case: Case<'_>, rule: &Rule) -> Outcome {
    if !rule.kinds.contains(&case.evidence.kind) {
        return Outcome::NotApplicable(format!(
            "not asked of this kind of document ({})",
            case.evidence.kind
        ));
    }
    let (since, until) = (rule.since, rule.until);
    if since.is_some_and(|day| case.today < day) || until.is_some_and(|day| case.today > day) {
        return Outcome::NotApplicable("not asked as of this day".to_owned());
    }
    if rule.needs_language() && !case.evidence.is_readable(case.lexicon) {
        return Outcome::Inconclusive("no terms for the language of this document".to_owned());
    }
    let when = rule.when.as_ref().map(|guard| Ready::alone(case, guard));
    if when.as_ref().is_some_and(|guard| !guard.holds(None)) {
        return Outcome::NotApplicable(
            "the document does not say what the rule depends on".to_owned(),
        );
    }
    let trigger = when.as_ref().and_then(Ready::trigger);
    match &rule.binder {
        Binder::Forbid(selector) => forbid(case, rule, selector),
        Binder::Each(selector, requirement, scopes) => {
            let index = ScopeIndex::new(
                case.document,
                satisfying(case, requirement).map(Place::from),
            );
            each(case, rule, selector, |instance| {
                (!in_scopes(case, &index, scopes, instance.place))
                    .then(|| vendor::known(case, instance))
            })
        }
        Binder::Must(selector, predicate) => must(case, rule, selector, predicate),
        Binder::Stated(selector, kind) => stated(case, rule, selector, *kind),
        Binder::Has(selector, kind, field) => {
            let stating = fact::stating(case, *kind, *field);
            each(case, rule, selector, |instance| {
                (!stating.contains(&instance.span)).then(|| vendor::known(case, instance))
            })
        }
        Binder::Once(requirement) => once(case, rule, requirement, trigger),
        Binder::Conflict(conflict) => opposed(case, rule, conflict),
    }
}

/// Evaluates statements that must not both stand.
fn opposed(case: Case<'_>, rule: &Rule, held: &Conflict) -> Outcome {
    let conflict::Found { passed, failed } = conflict::judge(case, rule, held);
    if passed.is_empty() && failed.is_empty() {
        return Outcome::NotApplicable(NOTHING_ASKED.to_owned());
    }
    conclude(case, rule, &held.a, passed, &failed)
}

/// The mentions of this document that satisfy `requirement`.
pub(super) fn satisfying<'a>(
    case: Case<'a>,
    requirement: &'a Requirement,
) -> impl Iterator<Item = &'a Mention> + 'a {
    case.evidence
        .of(&requirement.any)
        .filter(|mention| satisfies(requirement, mention))
}

/// Whether `mention` is what `requirement` asks for.
pub fn satisfies(requirement: &Requirement, mention: &Mention) -> bool {
    mention.counts()
        && (mention.affirmed || requirement.denied)
        && (requirement.weak || mention.state == State::Full)
}

fn forbid(case: Case<'_>, rule: &Rule, selector: &Selector) -> Outcome {
    each(case, rule, selector, |instance| {
        Some(match &instance.node {
            Node::Flawed(flaw) => flaw.clone(),
            _ => vendor::known(case, instance),
        })
    })
}

fn must(case: Case<'_>, rule: &Rule, selector: &Selector, predicate: &Predicate) -> Outcome {
    let targets = Targets::new(case);
    each(case, rule, selector, |instance| {
        predicate::flaw(case, &targets, predicate, instance)
    })
}

/// Evaluates every instance; `judge` says what is wrong with one.
fn each(
    case: Case<'_>,
    rule: &Rule,
    selector: &Selector,
    judge: impl Fn(&Instance) -> Option<Flaw>,
) -> Outcome {
    let mut found = instances(case, rule, selector);
    if matches!(rule.binder, Binder::Each(..)) {
        // A heading announces; what is stated, and has to be complete, stands under it.
        found.retain(|instance| !is_heading(case, instance));
    }
    if found.is_empty() {
        return Outcome::NotApplicable(NOTHING_ASKED.to_owned());
    }
    let unless: Vec<Ready<'_>> = rule
        .unless
        .iter()
        .map(|guard| Ready::new(case, guard))
        .collect();
    let mut passed = Vec::new();
    let mut failed = Vec::new();
    for instance in found {
        match judge(&instance) {
            Some(flaw) if !unless.iter().any(|guard| guard.holds(Some(instance.place))) => {
                failed.push((instance, flaw));
            }
            _ => passed.push(instance.span),
        }
    }
    conclude(case, rule, selector, passed, &failed)
}

/// Evaluates every purpose of the ledger.
fn stated(case: Case<'_>, rule: &Rule, selector: &Selector, kind: FieldKind) -> Outcome {
    let Verdicts {
        mut passed,
        mut failed,
        alone,
        loose,
    } = stated::judge(case, rule, selector, kind);
    if passed.is_empty() {
        failed.extend(loose);
    }
    if passed.is_empty() && failed.is_empty() && alone.is_empty() {
        return Outcome::NotApplicable(NOTHING_ASKED.to_owned());
    }
    for guard in &rule.unless {
        let guard = Ready::new(case, guard);
        let excused = failed.extract_if(.., |instance| guard.holds(Some(instance.place)));
        passed.extend(excused.map(|instance| instance.span));
    }
    failed.extend(alone);
    failed.sort_by_key(|instance| instance.span);
    failed.dedup_by_key(|instance| instance.span);
    let failed: Vec<_> = failed
        .into_iter()
        .map(|instance| (instance, Flaw::default()))
        .collect();
    conclude(case, rule, selector, passed, &failed)
}

/// What is to be said of what failed: nothing, one thing for all, or one for each message.
fn conclude(
    case: Case<'_>,
    rule: &Rule,
    selector: &Selector,
    passed: Vec<Span>,
    failed: &[(Instance, Flaw)],
) -> Outcome {
    if failed.is_empty() {
        return Outcome::Pass(passed);
    }
    if let Some(collapse) = rule.collapse.as_ref().filter(|_| passed.is_empty()) {
        let excused = |guard: &Guard| Ready::new(case, guard).holds(None);
        if collapse.unless.iter().any(excused) {
            return Outcome::Pass(passed);
        }
        let first = failed
            .first()
            .map(|(instance, _)| instance.span)
            .unwrap_or_default();
        let span = rule
            .place
            .iter()
            .find_map(|_| collapsed_place(case, rule))
            .unwrap_or(first);
        let message = collapse
            .message
            .replace("{count}", &failed.len().to_string());
        return Outcome::Diagnostics(vec![absence(case, rule, span, &message)]);
    }
    Outcome::Diagnostics(group(case, rule, selector, failed))
}

fn is_heading(case: Case<'_>, instance: &Instance) -> bool {
    let block = case.document.block(instance.place.block);
    block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
}

fn collapsed_place(case: Case<'_>, rule: &Rule) -> Option<Span> {
    let nothing = Requirement {
        any: Vec::new(),
        denied: false,
        weak: true,
    };
    Some(place::of_absence(case, rule, &nothing, None)).filter(|span| !span.is_empty())
}

/// One diagnostic for each message and severity, with all its occurrences.
fn group(
    case: Case<'_>,
    rule: &Rule,
    selector: &Selector,
    failed: &[(Instance, Flaw)],
) -> Vec<Diagnostic> {
    let downgrade = rule
        .downgrade
        .as_ref()
        .filter(|downgrade| downgrade.up_to.is_none_or(|most| failed.len() <= most))
        .map(|downgrade| {
            let guard = downgrade.when.as_ref();
            (downgrade.to, guard.map(|guard| Ready::alone(case, guard)))
        });
    let mut fingerprints = Fingerprints::default();
    let mut groups: BTreeMap<(usize, Severity, String), Diagnostic> = BTreeMap::new();
    let mut order: FxHashMap<String, usize> = FxHashMap::default();
    for (instance, flaw) in failed {
        let text = instance.span.of(case.source);
        let words = Words {
            name: selector.name.as_deref(),
            text,
            flaw,
            count: failed.len(),
        };
        let severity = match &downgrade {
            Some((lower, guard))
                if guard
                    .as_ref()
                    .is_none_or(|guard| guard.holds(Some(instance.place))) =>
            {
                rule.severity.min(*lower)
            }
            _ => rule.severity,
        };
        let message = fill(&rule.message, &words);
        let next = order.len();
        let at = *order.entry(message.clone()).or_insert(next);
        let label = rule
            .label
            .as_deref()
            .map(|label| fill(label, &words))
            .unwrap_or_default();
        let occurrence = Occurrence {
            label: Label::new(instance.span, label),
            related: flaw
                .first
                .map(|first| Label::new(first, "first here"))
                .into_iter()
                .chain(flaw.against.iter().cloned())
                .collect(),
            fingerprint: fingerprints.of(case, rule, instance.place, text),
        };
        let help = rule.help.as_deref().map(|help| fill(help, &words));
        groups
            .entry((at, severity, message.clone()))
            .or_insert_with(|| diagnostic(rule, severity, message, help))
            .occurrences
            .push(occurrence);
    }
    groups.into_values().collect()
}

pub(super) fn diagnostic(
    rule: &Rule,
    severity: Severity,
    message: String,
    help: Option<String>,
) -> Diagnostic {
    Diagnostic {
        rule: rule.id.clone(),
        severity,
        confidence: rule.confidence,
        message,
        help,
        law: rule.law.clone(),
        occurrences: Vec::new(),
    }
}

/// Fingerprints of one rule in one document: rule, heading, words and their sentence; equal ones are numbered.
#[derive(Default)]
struct Fingerprints {
    seen: FxHashMap<Fingerprint, usize>,
}

impl Fingerprints {
    fn of(&mut self, case: Case<'_>, rule: &Rule, place: Place, text: &str) -> Fingerprint {
        let block = case.document.block(place.block);
        let sentence = block
            .and_then(|block| Some(block.sentences.get(place.sentence)?.of(block.text.as_str())))
            .unwrap_or_default();
        let heading = case
            .document
            .section(place.section)
            .and_then(|section| section.heading);
        let heading = heading
            .and_then(|id| case.document.block(id))
            .map_or("", |block| block.text.as_str());
        let parts = [heading, text, sentence].map(normalised);
        let base = Fingerprint::of(&[rule.id.as_str(), &parts[0], &parts[1], &parts[2]]);
        let count = self.seen.entry(base).or_default();
        *count += 1;
        if *count == 1 {
            base
        } else {
            Fingerprint::of(&[&base.to_string(), &count.to_string()])
        }
    }
}

/// Words as they are compared across edits: folded, and however their lines are broken.
fn normalised(words: &str) -> String {
    fold(&words.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
