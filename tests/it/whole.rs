//! Rules that speak of a whole text: agreements from end to end, and texts too long for an example.

use policylint::document::Kind;
use policylint::session::Session;
use policylint::source::{Format, SourceFile};

use super::fixtures::{session, source};

/// The rules of `family` that speak of a text.
fn said(session: &Session, text: SourceFile, family: &str) -> Vec<String> {
    let checked = session.check(text);
    let all = checked.diagnostics.iter();
    let rules = all.map(|diagnostic| diagnostic.rule.as_str().to_owned());
    rules.filter(|rule| rule.starts_with(family)).collect()
}

#[test]
fn an_agreement_that_settles_everything_lacks_nothing() {
    let session = session();
    for name in ["agreements/complete_nl.md", "agreements/complete_en.md"] {
        let text = source(name);
        assert_eq!(
            session.read(&text).1.kind,
            Kind::ProcessingAgreement,
            "{name}"
        );
        assert!(said(&session, text, "dpa/").is_empty(), "{name}");
    }
}

#[test]
fn each_clause_that_is_taken_out_of_an_agreement_is_missed() {
    let session = session();
    let clauses = [
        (
            "works only on written instructions from Glasshouse",
            "dpa/28-3-a-instructions",
        ),
        (
            "has signed a confidentiality undertaking",
            "dpa/28-3-b-confidentiality",
        ),
        ("data subject requests", "dpa/28-3-e-rights"),
        ("impact assessments", "dpa/28-3-f-assist"),
        ("of a breach within 24 hours", "dpa/breach-notice"),
        ("an audit", "dpa/28-3-h-audit"),
        ("stay within the EEA", "dpa/transfer-clause"),
    ];
    let whole = source("agreements/complete_en.md").text;
    for (clause, rule) in clauses {
        assert!(whole.contains(clause), "{clause}");
        let text = whole.replace(clause, "keeps to what was agreed");
        let text = SourceFile::from_text("agreement.md", text, Format::Markdown);
        assert_eq!(said(&session, text, "dpa/"), [rule], "{clause}");
    }
}

#[test]
fn a_long_text_is_told_its_length_and_a_short_one_is_not() {
    let session = session();
    let text = |times: usize| {
        let sentence =
            "We use your name to send you what you have bought from us, and for nothing else. ";
        let text = format!("# Privacy policy\n\n{}", sentence.repeat(times));
        SourceFile::from_text("policy.md", text, Format::Markdown)
    };
    assert_eq!(
        said(&session, text(400), "clarity/length"),
        ["clarity/length"]
    );
    assert!(said(&session, text(40), "clarity/length").is_empty());
}

#[test]
fn a_skipped_number_is_told_as_it_stands_there() {
    let text = "# Privacy policy\n\n## 11.1 Who we are\n\nWe use your name and your address to send you what \
                you have bought from us.\n\n## 11.3 What we keep\n\nWe keep your personal data for a year.\n";
    let text = SourceFile::from_text("policy.md", text.to_owned(), Format::Markdown);
    let checked = session().check(text);
    let all = checked.diagnostics.iter();
    let gaps = all.filter(|found| found.rule.as_str() == "text/numbering-gap");
    let messages: Vec<&str> = gaps.map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["this heading is numbered 11.3, after 11.1"]);
}
