//! What rules ask of facts of the ledger, and mistakes in it at their place.

use super::mistakes::mistakes;

#[test]
fn only_what_a_fact_has_can_be_stated_of_it() {
    for (asked, message, at) in [
        (
            "each: {fact: recipient, stating: [lifetime]}\nrequire: {field: role}",
            "`lifetime`",
            "lifetime",
        ),
        (
            "each: {fact: purpose, stating: [data]}\nrequire: {field: retention}",
            "`data`",
            "data",
        ),
        (
            "each: {entity: email, stating: [country]}\nmust: well-formed",
            "`country`",
            "country",
        ),
        (
            "each: {fact: recipient, stating: [country]}\nrequire: {}",
            "needs `require`",
            "{",
        ),
    ] {
        let found = mistakes(asked);
        assert!(
            matches!(&found[..], [(said, words)] if said.contains(message) && words == at),
            "{asked}: {found:?}"
        );
    }
}

#[test]
fn what_is_written_well_is_read() {
    for asked in [
        "each: {fact: recipient, stating: [country]}\nrequire: {field: role}",
        "each: {fact: transfer, stating: [country, safeguard]}\nrequire: {field: recipients}",
    ] {
        assert_eq!(mistakes(asked), []);
    }
}
