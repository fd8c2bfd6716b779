//! Rule examples are tests: each is read and judged by its own rule alone.

use crate::diagnostic::Diagnostic;
use crate::engine::{self, Case, Fits, Outcome};
use crate::language::Language;
use crate::rule::{Example, Expectation, Rule};
use crate::source::SourceFile;
use crate::text::Span;

use super::Session;
use super::judge::judge;

/// An example that does not show what it says.
#[derive(Clone, Debug)]
pub struct ExampleFailure {
    /// The rule.
    pub rule: String,
    /// The example's number in its file, from 1.
    pub number: usize,
    /// What happened instead.
    pub reason: String,
}

/// Runs the examples of all rules of `session`.
pub fn run_examples(session: &Session) -> Vec<ExampleFailure> {
    let mut failures = Vec::new();
    for rule in session.rules().rules() {
        for (index, example) in rule.examples.iter().enumerate() {
            if let Err(reason) = run(session, rule, example) {
                failures.push(ExampleFailure {
                    rule: rule.id.to_string(),
                    number: index + 1,
                    reason,
                });
            }
        }
    }
    failures
}

/// The examples of all rules, and their languages.
pub(super) fn sources(session: &Session) -> Vec<(SourceFile, Language)> {
    let rules = session.rules().rules().iter();
    let examples = rules.flat_map(|rule| &rule.examples);
    examples
        .map(|example| (source(example).0, example.language))
        .collect()
}

/// An example as a source, and the spans that it marks.
fn source(example: &Example) -> (SourceFile, Vec<Span>) {
    let (text, marked) = unmark(&example.text);
    (
        SourceFile::from_text("example", text, example.format),
        marked,
    )
}

fn run(session: &Session, rule: &Rule, example: &Example) -> Result<(), String> {
    let today = example.today.unwrap_or(session.settings().today);
    let (source, marked) = source(example);
    // Language detection is no part of what an example shows, and a snippet is too short for it; only a rule about the
    // language itself needs it.
    let language = (rule.needs_language() || rule.is_of_suppressions()).then_some(example.language);
    let (document, mut evidence) = session.read_as_of(&source, language, today);
    if let Some(kind) = rule.kinds.first() {
        evidence.kind = *kind;
    }
    let ledger = session.ledger(&source, &document, &evidence);
    // One rule alone gains nothing from a search for all patterns.
    let fits = Fits::default();
    let case = session.case(&source, (&document, &evidence, &ledger, &fits), today);
    // What suppressions come to depends on all other rules.
    let suppressions = if rule.is_of_suppressions() {
        judge(session, case).suppressions
    } else {
        Vec::new()
    };
    let case = Case {
        suppressions: &suppressions,
        expected: example.expected,
        ..case
    };
    let outcome = engine::evaluate(case, rule);
    match (example.expectation, &outcome) {
        (Expectation::Fires, Outcome::Diagnostics(found)) => compare(&source.text, &marked, found),
        (Expectation::Ok, Outcome::Pass(_))
        | (Expectation::NotApplicable, Outcome::NotApplicable(_)) => Ok(()),
        // A rule that forbids or judges something is content where there is nothing of the kind.
        (Expectation::Ok, Outcome::NotApplicable(_))
            if !matches!(rule.binder, crate::rule::Binder::Once(_)) =>
        {
            Ok(())
        }
        (expected, outcome) => Err(format!(
            "expected {expected:?}, got {outcome:?} on “{}”",
            source.text
        )),
    }
}

/// The primary labels must cover just the marked words; an example without marks asks only that the rule speaks.
fn compare(text: &str, marked: &[Span], found: &[Diagnostic]) -> Result<(), String> {
    let mut labels: Vec<Span> = found
        .iter()
        .flat_map(|diagnostic| &diagnostic.occurrences)
        .map(|occurrence| occurrence.label.span)
        .collect();
    labels.sort_unstable();
    if marked.is_empty() || labels == marked {
        return Ok(());
    }
    let words = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| format!("“{}”", span.of(text)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    Err(format!(
        "expected {}, got {} in “{text}”",
        words(marked),
        words(&labels)
    ))
}

/// The text without its marks, and the spans that were marked.
pub(super) fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(marked.len());
    let mut spans = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match c {
            '⟦' => open = Some(text.len()),
            '⟧' => spans.extend(open.take().map(|start| Span::new(start, text.len()))),
            _ => text.push(c),
        }
    }
    spans.sort_unstable();
    (text, spans)
}
