//! Forty policies that say one thing twice: in `fixtures/conflicts/real` the two statements, between `⟦` and `⟧`, cannot both be
//! meant; in `fixtures/conflicts/apparent` they can. A real one is named after the rule that must speak, once and of both.

use std::path::Path;

use policylint::diagnostic::Diagnostic;
use policylint::rule::Binder;
use policylint::session::Session;
use policylint::source::{Format, SourceFile};
use policylint::text::Span;

use super::fixtures::session;

/// The text without its marks, and what they marked.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let (mut spans, mut open) = (Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '⟦' => open = text.len(),
            '⟧' => spans.push(Span::new(open, text.len())),
            _ => text.push(c),
        }
    }
    (text, spans)
}

/// What rules about conflicts say of a fixture, and its text with what is marked in it.
fn judged(session: &Session, path: &Path) -> (Vec<Diagnostic>, String, Vec<Span>) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the marks are no part of the policy"
    )]
    let marked = std::fs::read_to_string(path).expect("a fixture");
    let (text, spans) = unmark(&marked);
    let format = Format::of_path(path).expect("a policy format");
    let name = path.display().to_string();
    let checked = session.check(SourceFile::from_text(&name, text.clone(), format));
    let mut said = checked.diagnostics;
    said.retain(|diagnostic| {
        let rule = session.rules().get(diagnostic.rule.as_str());
        rule.is_some_and(|rule| matches!(rule.binder, Binder::Conflict(_)))
    });
    (said, text, spans)
}

fn files(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/conflicts")
        .join(folder);
    let all = std::fs::read_dir(folder).expect("the folder of fixtures");
    let mut all: Vec<_> = all.map(|entry| entry.expect("a file").path()).collect();
    all.sort();
    all
}

/// The words of every label, the primary ones first.
fn labels(diagnostic: &Diagnostic) -> Vec<Span> {
    let primary = diagnostic.occurrences.iter().map(|one| one.label.span);
    let related = diagnostic.occurrences.iter().flat_map(|one| &one.related);
    primary.chain(related.map(|label| label.span)).collect()
}

#[test]
fn both_of_two_statements_that_cannot_be_meant_are_shown() {
    let session = session();
    let files = files("real");
    assert_eq!(files.len(), 20);
    for path in files {
        let (said, text, spans) = judged(&session, &path);
        let name = path.file_name().unwrap().to_str().unwrap();
        let rule = name.split('.').next().unwrap();
        let [diagnostic] = &said[..] else {
            panic!("{name}: one diagnostic expected, got {said:#?}");
        };
        let family = diagnostic.rule.as_str().split_once('/').unwrap().1;
        assert_eq!(family, rule, "{name}");
        let found = labels(diagnostic);
        let words: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
        let in_a_mark = |span: &Span| spans.iter().any(|mark| mark.contains(*span));
        assert!(found.iter().all(in_a_mark), "{name}: {words:?}");
        let is_shown = |mark: &Span| found.iter().any(|span| mark.contains(*span));
        assert!(
            spans.len() == 2 && spans.iter().all(is_shown),
            "{name}: {words:?}"
        );
    }
}

#[test]
fn statements_that_can_both_be_meant_are_no_conflict() {
    let session = session();
    let files = files("apparent");
    assert_eq!(files.len(), 20);
    for path in files {
        let (said, ..) = judged(&session, &path);
        assert!(said.is_empty(), "{}: {said:#?}", path.display());
    }
}
