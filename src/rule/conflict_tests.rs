//! Mistakes in `conflict:` are told at their place.

use super::mistakes::mistakes;

/// The mistakes in a rule with this `conflict`.
fn in_conflict(conflict: &str) -> Vec<(String, String)> {
    mistakes(&format!("conflict: {conflict}"))
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
        let found = in_conflict(conflict);
        assert!(
            matches!(&found[..], [(said, words)] if said.contains(message) && !words.is_empty() && at.starts_with(words.as_str())),
            "{conflict}: {found:?}"
        );
    }
}

#[test]
fn what_is_written_well_is_read() {
    assert_eq!(
        in_conflict(
            "{a: {entities: [email, url]}, same: [role], different: near-domain, apart: none, most: 8}"
        ),
        []
    );
    assert_eq!(
        in_conflict("{a: {entity: organisation}, same: [name], different: {form: [[A, B]]}}"),
        []
    );
}
