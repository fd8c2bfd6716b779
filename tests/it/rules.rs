//! The knowledge in `rules/`: every file loads, every example shows what it says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use policylint::diagnostic::Severity;
use policylint::report::pages;
use policylint::session::{ExampleFailure, Session, Settings, run_coverage_examples, run_examples};
use policylint::source::{Format, SourceFile};

/// What writes the pages of the rules.
const RENEW: &str = "policylint rules --pages docs/rules";

/// The day as of which examples are judged that name none.
fn session() -> Session {
    let today = jiff::civil::date(2026, 11, 22);
    match Session::new(Settings::new(today)) {
        Ok(session) => {
            assert!(session.broken().is_empty(), "{:#?}", session.broken());
            session
        }
        Err(errors) => panic!("{errors:#?}"),
    }
}

#[test]
fn every_lexicon_file_compiles() {
    let errors = session().knowledge().lexicon.check();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_example_shows_what_it_says() {
    assert_none(&run_examples(&session()));
}

/// What is found nowhere matters less where the text is not for those whom the law protects.
#[test]
fn what_is_owed_to_other_readers_is_noted() {
    let severity = |scope: &str| {
        let text =
            format!("# Privacy policy\n\n{scope}\n\n## Your rights\n\nYou may see your data.");
        let source = SourceFile::from_text("policy.md", text, Format::Markdown);
        let said = session().check(source).diagnostics;
        let absent = said
            .iter()
            .find(|said| said.rule.as_str() == "gdpr/right-complaint");
        absent.map(|said| said.severity)
    };
    let elsewhere = "This site is intended only for residents of the United States.";
    let part = "This section is intended only for residents of the United States.";
    assert_eq!(severity(elsewhere), Some(Severity::Info));
    for scope in ["We sell boats.", part] {
        assert_eq!(severity(scope), Some(Severity::Error), "{scope}");
    }
}

#[test]
fn every_example_of_an_item_shows_what_it_says() {
    let session = session();
    match session.matrix() {
        Ok(matrix) => assert_none(&run_coverage_examples(&session, &matrix)),
        Err(errors) => panic!("{errors:#?}"),
    }
}

fn assert_none(failures: &[ExampleFailure]) {
    let report: Vec<String> = failures
        .iter()
        .map(|failure| format!("{} #{}: {}", failure.rule, failure.number, failure.reason))
        .collect();
    assert!(
        report.is_empty(),
        "{} examples fail\n{}",
        report.len(),
        report.join("\n")
    );
}

/// `docs/rules` says what the rules are, all of them and no others.
#[test]
fn the_pages_of_the_rules_are_current() {
    let session = session();
    let source = pages::Source {
        rules: session.rules(),
        concepts: session.knowledge().lexicon.concepts(),
        profiles: session.profiles(),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages = pages::pages(source);
    let mut stale: Vec<&str> = Vec::new();
    for page in &pages {
        if read(&folder.join(&page.path)).as_deref() != Some(&page.text) {
            stale.push(&page.path);
        }
    }
    assert!(
        stale.is_empty(),
        "run `{RENEW}`: these pages are stale: {stale:?}"
    );
    let known: BTreeSet<_> = pages.iter().map(|page| folder.join(&page.path)).collect();
    let found = ["*.md", "*/*.md"].map(|pattern| {
        let pattern = folder.join(pattern);
        glob::glob(&pattern.to_string_lossy()).unwrap()
    });
    let left: Vec<PathBuf> = found
        .into_iter()
        .flatten()
        .map(Result::unwrap)
        .filter(|path| !known.contains(path))
        .collect();
    assert!(left.is_empty(), "pages of rules that are no more: {left:?}");
}

/// A link that leads to no file helps nobody.
#[test]
fn links_between_the_documents_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let link = regex::Regex::new(r"\]\(([^)#:]+)(?:#[^)]*)?\)").unwrap();
    let mut dead = Vec::new();
    for path in [
        "docs/rules/README.md",
        "docs/rules/gdpr/right-access.md",
        "docs/coverage.md",
    ] {
        let text = read(&root.join(path)).expect(path);
        let folder = root.join(path).parent().unwrap().to_owned();
        let targets = link.captures_iter(&text).map(|found| found[1].to_owned());
        dead.extend(targets.filter(|target| !folder.join(target).exists()));
    }
    assert!(dead.is_empty(), "{dead:?}");
}

#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}
