//! What documents say of the items that they owe: `fixtures/coverage` has a notice in each language that says all of them.

use std::collections::BTreeMap;

use policylint::coverage::{Matrix, Status, Verdict};
use policylint::document::Kind;
use policylint::report::Style;
use policylint::report::coverage::{Shown, human, json, markdown};
use policylint::session::{NotCovered, Report, Session};
use policylint::source::{Format, SourceFile};

use super::fixtures::{session, source};

fn matrix(session: &Session) -> Matrix {
    session.matrix().expect("the built-in items load")
}

fn read(session: &Session, sources: Vec<SourceFile>) -> Report {
    Report {
        documents: sources.into_iter().map(|one| session.check(one)).collect(),
        errors: Vec::new(),
    }
}

/// The verdicts on one text by item.
fn verdicts(source: SourceFile) -> BTreeMap<String, Verdict> {
    let session = session();
    let matrix = matrix(&session);
    let report = read(&session, vec![source]);
    let covered = session.cover(&matrix, &report).remove(0);
    let verdicts = covered.verdicts.expect("a notice");
    let ids = matrix.items.iter().map(|item| item.id.clone());
    ids.zip(verdicts).collect()
}

fn notice(text: &str) -> SourceFile {
    SourceFile::from_text("notice.md", text.to_owned(), Format::Markdown)
}

#[test]
fn a_notice_that_says_everything_has_every_item() {
    for name in ["coverage/complete_en.md", "coverage/complete_nl.md"] {
        let verdicts = verdicts(source(name));
        let lacking: Vec<_> = verdicts
            .iter()
            .filter(|(_, verdict)| verdict.status != Status::Satisfied)
            .map(|(id, verdict)| (id.as_str(), verdict.status))
            .collect();
        // Who sits in the Union needs no representative there, and who lets no machine decide need not explain how it does.
        assert_eq!(
            lacking,
            [
                ("decision-logic", Status::NotApplicable),
                ("representative", Status::NotApplicable),
            ],
            "{name}"
        );
    }
}

#[test]
fn what_is_taken_away_from_it_is_missed_and_nothing_else() {
    let whole = source("coverage/complete_en.md").text;
    for (said, item) in [
        (
            " You may lodge a complaint\nwith the supervisory authority.",
            "right-complaint",
        ),
        (
            " Our\ndata protection officer can be reached at dpo@merrowkayaks.ie.",
            "dpo-contact",
        ),
        (
            " the right to restriction of the processing,",
            "right-restriction",
        ),
        (
            " You can reach us at hello@merrowkayaks.ie.",
            "controller-contact",
        ),
    ] {
        assert!(whole.contains(said), "{said}");
        let rest = verdicts(notice(&whole.replace(said, "")));
        let lacking: Vec<&str> = rest
            .iter()
            .filter(|(_, verdict)| verdict.status != Status::Satisfied)
            .map(|(id, _)| id.as_str())
            .collect();
        let mut expected = vec!["decision-logic", item, "representative"];
        expected.sort_unstable();
        assert_eq!(lacking, expected);
    }
}

#[test]
fn purposes_that_lack_a_field_are_named() {
    let text = "# Privacy policy\n\n| Purpose | Legal basis | Kept for |\n|---|---|---|\n| to send invoices | legal obligation | 7 years |\n\
                | to answer questions | | |\n| to send our newsletter | your consent | as long as necessary |\n";
    let verdicts = verdicts(notice(text));
    let (basis, retention) = (&verdicts["legal-basis"], &verdicts["retention"]);
    let words = |spans: &[policylint::text::Span]| -> Vec<String> {
        spans.iter().map(|span| span.of(text).to_owned()).collect()
    };
    let purposes = basis.purposes.as_ref().unwrap();
    assert_eq!(
        (basis.status, purposes.stated, purposes.of),
        (Status::Partial, 2, 3)
    );
    assert_eq!(words(&purposes.lacking), ["to answer questions"]);
    assert_eq!(words(&basis.found), ["legal obligation", "your consent"]);
    let purposes = retention.purposes.as_ref().unwrap();
    assert_eq!((retention.status, purposes.stated), (Status::Partial, 1));
    assert_eq!(words(&purposes.lacking), ["to answer questions"]);
    assert_eq!(words(&purposes.vague), ["to send our newsletter"]);
    assert_eq!(words(&retention.found), ["7 years"]);
}

#[test]
fn what_owes_nothing_or_cannot_be_read_is_not_compared() {
    let session = session();
    let matrix = matrix(&session);
    let of =
        |name: &str, text: &str| SourceFile::from_text(name, text.to_owned(), Format::Markdown);
    let hungarian = "# Adatvédelmi tájékoztató\n\nAz Ön személyes adatait a szerződés teljesítése érdekében kezeljük, és két évig \
                     őrizzük meg. Ön bármikor kérheti az adatok törlését.";
    let report = read(
        &session,
        vec![
            of("README.md", "# Rope splicer\n\nA tool that splices ropes."),
            of(
                "cookies.md",
                "# Cookie statement\n\nWe use cookies to remember your basket.",
            ),
            of("hu.md", hungarian),
        ],
    );
    let covered = session.cover(&matrix, &report);
    let why: Vec<_> = covered
        .iter()
        .map(|covered| covered.verdicts.as_ref().err().copied())
        .collect();
    assert_eq!(why[..2], [Some(NotCovered::Kind); 2]);
    assert!(why[2].is_some(), "a text without terms passes for nothing");
    let mut unread = report;
    unread.documents[2].evidence.kind = Kind::Notice;
    let covered = session.cover(&matrix, &unread);
    assert_eq!(
        covered[2].verdicts.as_ref().err(),
        Some(&NotCovered::Language)
    );
}

#[test]
fn output_fits_its_columns_and_shows_the_words_at_their_places() {
    let session = session();
    let matrix = matrix(&session);
    let names = [
        "policies/en/webshop.md",
        "policies/en/bookclub.md",
        "policies/nl/bakkerij.txt",
        "policies/nl/webwinkel.html",
        "coverage/complete_nl.md",
    ];
    let report = read(&session, names.map(source).into());
    let covered = session.cover(&matrix, &report);
    let shown = Shown {
        matrix: &matrix,
        covered: &covered,
        rules: session.rules(),
    };
    let mut text = Vec::new();
    human(shown, Style::default(), &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let mut table = Vec::new();
    markdown(shown, &mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| "));
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
    }
    let mut wire = Vec::new();
    json(shown, &mut wire).unwrap();
    let wire: serde_json::Value = serde_json::from_slice(&wire).unwrap();
    assert_eq!(wire["version"], 1);
    for (document, checked) in wire["documents"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&report.documents)
    {
        let items = document["items"].as_array().unwrap();
        assert_eq!(items.len(), matrix.items.len());
        for found in items
            .iter()
            .flat_map(|item| item["found"].as_array().unwrap())
        {
            let at = |key: &str| usize::try_from(found[key].as_u64().unwrap()).unwrap();
            assert_eq!(
                checked.source.text[at("start")..at("end")],
                *found["text"].as_str().unwrap()
            );
        }
    }
}
