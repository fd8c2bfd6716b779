//! Mistakes in `conflict:` are told at their place.

use crate::lexicon::ConceptTree;
use crate::rule::Rule;

/// The mistakes in a rule with this `conflict`, with the words that each points at.
fn mistakes(conflict: &str) -> Vec<(String, String)> {
    let text = format!(
        "id: own/rule\nsummary: s\nseverity: info\nmessage: m\nconflict: {conflict}\nexamples: []\n"
    );
    let found = Rule::load("own.yaml", &text, &ConceptTree::default()).err();
    let found = found.into_iter().flatten();
    found
        .map(|error| (error.message.clone(), error.span().of(&text).to_owned()))
        .collect()
}

#[test]
fn mistakes_are_told_where_they_stand() {
    for (conflict, message, at) in [
        (
            "{a: {entity: email}}",
            "needs `different`",
            "{a: {entity: email}}",
        ),
        (
            "{a: {entity: emial}, different: value}",
            "unknown kind",
            "emial",
        ),
        (
            "{a: {entity: email}, different: value, most: 1}",
            "at least two",
            "1",
        ),
        (
            "{a: {entity: date}, different: domain}",
            "has a domain",
            "domain",
        ),
        (
            "{a: {entity: date}, same: [local-part], different: value}",
            "before an `@`",
            "local-part",
        ),
        (
            "{a: {fact: purpose}, different: value}",
            "cannot speak of facts",
            "{fact: purpose}",
        ),
        (
            "{a: {entity: email}, same: [document], different: value}",
            "document",
            "document",
        ),
        (
            "{a: {entity: email, denied: maybe}, different: value}",
            "`only`",
            "denied",
        ),
    ] {
        let found = mistakes(conflict);
        assert!(
            matches!(&found[..], [(said, words)] if said.contains(message) && !words.is_empty() && at.starts_with(words.as_str())),
            "{conflict}: {found:?}"
        );
    }
}

#[test]
fn what_is_written_well_is_read() {
    assert_eq!(
        mistakes(
            "{a: {entities: [email, url]}, same: [role], different: near-domain, apart: none, most: 8}"
        ),
        []
    );
    assert_eq!(
        mistakes("{a: {entity: organisation}, same: [name], different: {form: [[A, B]]}}"),
        []
    );
}
