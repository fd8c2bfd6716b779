//! For tests: the mistakes that are told of a rule.

use crate::lexicon::ConceptTree;

use super::Rule;

/// The mistakes in a rule that asks this, with the words that each points at.
pub(super) fn mistakes(asked: &str) -> Vec<(String, String)> {
    let text =
        format!("id: own/rule\nsummary: s\nseverity: info\nmessage: m\n{asked}\nexamples: []\n");
    let found = Rule::load("own.yaml", &text, &ConceptTree::default()).err();
    let found = found.into_iter().flatten();
    found
        .map(|error| (error.message.clone(), error.span().of(&text).to_owned()))
        .collect()
}
