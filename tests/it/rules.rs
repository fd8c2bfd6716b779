//! The knowledge in `rules/`: every file loads, every example shows what it says.

use policylint::session::{Session, Settings, run_examples};

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
    let failures = run_examples(&session());
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
