//! L3: how languages say things: raw files → compiled terms → raw mentions.
//!
//! The lexicon knows words and no policies: whether a match counts as evidence is decided in `evidence`. The invariant kept
//! here: matching is linear in the text, with a bounded window per word, whatever a term says.

mod compile;
mod concept;
mod file;
mod index;
mod known;
mod matcher;
mod pattern;
mod places;
mod program;
mod recall;
mod required;
mod sentence;
mod set;
mod traits;
mod words;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use compile::{Context, Strength, Terms};
pub use concept::{Concept, ConceptId, ConceptTree, Mask, MaskScope, Negation};
pub use file::ContextScope;
pub use matcher::{EntityWords, Matcher, RawMention};
pub use set::ConceptSet;
pub use traits::Traits;

use crate::diagnostic::{Diagnostic, Label};
use crate::language::Language;
use crate::text::LineIndex;
use crate::yaml;

use file::LexiconFile;

/// The language code of terms that hold in every language.
const EVERY_LANGUAGE: &str = "all";

/// An error in a data file: the file's path and what is wrong in it.
pub type FileError = (String, Diagnostic);

/// All concepts, and the terms of every language that has any.
#[derive(Debug, Default)]
pub struct Lexicon {
    concepts: ConceptTree,
    sources: BTreeMap<Language, Vec<(String, String)>>,
    shared: Vec<(String, String)>,
    compiled: BTreeMap<Language, OnceLock<Terms>>,
    compiled_shared: OnceLock<Terms>,
}

impl Terms {
    /// The context with this index.
    pub fn context(&self, index: u32) -> Option<&Context> {
        self.contexts.get(index as usize)
    }

    /// The concepts that a typed value under the key `key` of front matter says.
    pub fn of_field(&self, key: &str) -> impl Iterator<Item = ConceptId> + '_ {
        let key = key.to_ascii_lowercase().replace('-', "_");
        let own = self.fields.iter();
        own.filter(move |(known, _)| *known == key)
            .map(|(_, concept)| *concept)
    }
}

/// A term and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenTerm {
    /// The file.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// The concept that it is a term of.
    pub concept: ConceptId,
    /// The term.
    pub text: String,
}

impl Lexicon {
    /// A lexicon from the files under `rules/lexicon/`: path and text. Languages are compiled when first needed; use
    /// [`check`](Self::check) to find every error at once.
    pub fn load<'f>(
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) -> Result<Self, Vec<FileError>> {
        let mut lexicon = Self::default();
        let mut errors = Vec::new();
        for (path, text) in files {
            let mut parts = path.rsplit('/');
            let (name, folder) = (
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
            );
            if name == "concepts.yaml" {
                match ConceptTree::load(text) {
                    Ok(concepts) => lexicon.concepts = concepts,
                    Err(found) => {
                        errors.extend(found.into_iter().map(|error| (path.to_owned(), error)));
                    }
                }
            } else if folder == EVERY_LANGUAGE {
                lexicon.shared.push((path.to_owned(), text.to_owned()));
            } else if let Some(language) = Language::new(folder) {
                lexicon
                    .sources
                    .entry(language)
                    .or_default()
                    .push((path.to_owned(), text.to_owned()));
                lexicon.compiled.entry(language).or_default();
            }
        }
        if errors.is_empty() {
            Ok(lexicon)
        } else {
            Err(errors)
        }
    }

    /// The concept tree.
    pub fn concepts(&self) -> &ConceptTree {
        &self.concepts
    }

    /// The languages that have terms.
    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        self.sources.keys().copied()
    }

    /// The terms of `language`; `None` where it has none.
    pub fn terms(&self, language: Language) -> Option<&Terms> {
        let slot = self.compiled.get(&language)?;
        Some(slot.get_or_init(|| self.compile(Some(language), &mut Vec::new())))
    }

    /// The terms that hold in every language: all there is for a text in a language without terms of its own.
    pub fn shared_terms(&self) -> &Terms {
        self.compiled_shared
            .get_or_init(|| self.compile(None, &mut Vec::new()))
    }

    /// Every error in the files of every language.
    pub fn check(&self) -> Vec<FileError> {
        let mut errors = Vec::new();
        for language in self.sources.keys() {
            let _terms = self.compile(Some(*language), &mut errors);
        }
        errors
    }

    /// The terms of `language` by index, each with its place.
    pub fn written(&self, language: Language) -> Vec<WrittenTerm> {
        let files: Vec<_> = self.files(Some(language)).collect();
        let lines: Vec<_> = files.iter().map(|(_, text)| LineIndex::new(text)).collect();
        let terms = self
            .terms(language)
            .into_iter()
            .flat_map(|terms| terms.list.iter().zip(&terms.written));
        let written = terms.filter_map(|(term, written)| {
            let (file, at) = written.place;
            let (path, text) = files.get(file)?;
            Some(WrittenTerm {
                path: path.clone(),
                line: lines.get(file)?.position(text, at).line,
                concept: term.concept,
                text: written.text.clone(),
            })
        });
        written.collect()
    }

    /// The files of `language` and those for every language: path and text.
    fn files(&self, language: Option<Language>) -> impl Iterator<Item = &(String, String)> {
        let own = language.and_then(|language| self.sources.get(&language));
        own.into_iter().flatten().chain(&self.shared)
    }

    fn compile(&self, language: Option<Language>, errors: &mut Vec<FileError>) -> Terms {
        let code = language.map_or_else(
            || EVERY_LANGUAGE.to_owned(),
            |language| language.to_string(),
        );
        let mut files = Vec::new();
        let mut paths = Vec::new();
        for (path, text) in self.files(language) {
            match yaml::parse::<LexiconFile>(text, "meta/lexicon-file") {
                Ok(file) => {
                    if ![code.as_str(), EVERY_LANGUAGE].contains(&file.language.value.as_str()) {
                        let label =
                            Label::new(file.language.span, "not the language of its folder");
                        errors.push((
                            path.clone(),
                            Diagnostic::input(
                                "meta/lexicon-file",
                                format!("the file stands in the folder of `{code}`"),
                                label,
                            ),
                        ));
                    }
                    files.push(file);
                    paths.push(path);
                }
                Err(error) => errors.push((path.clone(), *error)),
            }
        }
        let mut found = Vec::new();
        let terms = compile::compile(&files, &self.concepts, &mut found);
        errors.extend(
            found
                .into_iter()
                .filter_map(|(index, error)| Some(((*paths.get(index)?).clone(), error))),
        );
        terms
    }
}
