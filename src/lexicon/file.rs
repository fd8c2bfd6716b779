//! Lexicon files as they are written: raw serde types, compiled in `compile`.

use serde::Deserialize;

use crate::yaml::{Entries, Located};

/// A file of `rules/lexicon/<language>/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LexiconFile {
    pub(crate) language: Located<String>,
    #[serde(default)]
    pub(crate) words: Entries<Vec<Located<String>>>,
    #[serde(default)]
    pub(crate) concepts: Entries<ConceptTerms>,
}

/// The terms of one concept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConceptTerms {
    #[serde(default)]
    pub(crate) terms: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) weak: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) not: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) context: Vec<ContextTerms>,
    /// Keys of front matter whose typed value says it.
    #[serde(default)]
    pub(crate) fields: Vec<Located<String>>,
}

/// Terms that count only in a context.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ContextTerms {
    #[serde(default)]
    pub(crate) with: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) without: Vec<Located<String>>,
    #[serde(default = "default_scopes", rename = "in")]
    pub(crate) within: Vec<ContextScope>,
    #[serde(default)]
    pub(crate) without_in: Vec<ContextScope>,
    #[serde(default)]
    pub(crate) weak: bool,
    #[serde(default)]
    pub(crate) terms: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) not: Vec<Located<String>>,
}

fn default_scopes() -> Vec<ContextScope> {
    vec![
        ContextScope::Sentence,
        ContextScope::LeadIn,
        ContextScope::Heading,
    ]
}

/// Where the context of a term is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContextScope {
    /// The same sentence.
    Sentence,
    /// The same block.
    Block,
    /// What introduces the list or table around the block.
    LeadIn,
    /// The block's run-in heading and the headings above it.
    Heading,
    /// The header cell above.
    Column,
    /// The same row.
    Row,
    /// The list or table that the item or cell is part of, with those around it.
    List,
    /// The same section.
    Section,
    /// Anywhere.
    Document,
}
