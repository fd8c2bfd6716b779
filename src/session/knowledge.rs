//! Everything the program knows that is not a rule: lexicon, entity tables, languages, abbreviations.

use serde::Deserialize;

use crate::builtin;
use crate::document::Document;
use crate::entity::EntityTables;
use crate::language::{Detected, Language, Languages};
use crate::lexicon::{FileError, Lexicon};
use crate::parse;
use crate::source::SourceFile;
use crate::text::Segmenter;
use crate::yaml;

/// What is known of languages and of the world, ready to read documents with.
#[derive(Debug)]
pub struct Knowledge {
    /// How languages say things.
    pub lexicon: Lexicon,
    /// Typed entities and the dated tables behind them.
    pub tables: EntityTables,
    /// The languages that can be told apart.
    pub languages: Languages,
    /// How sentences end.
    pub segmenter: Segmenter,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct AbbreviationsFile {
    #[serde(default)]
    always: Vec<String>,
    #[serde(default)]
    before_number: Vec<String>,
    #[serde(default)]
    letters: Vec<String>,
}

impl Knowledge {
    /// The built-in knowledge.
    pub fn builtin() -> Result<Self, Vec<FileError>> {
        Self::load(&builtin::files("rules/").collect::<Vec<_>>())
    }

    /// Knowledge from data files: path (from `rules/` on) and text.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, Vec<FileError>> {
        let mut errors = Vec::new();
        let under = |folder: &'static str| {
            files
                .iter()
                .copied()
                .filter(move |(path, _)| path.starts_with(folder))
        };
        let entities: Vec<_> = under("rules/entities/").collect();
        let lexicon = Lexicon::load(under("rules/lexicon/")).unwrap_or_else(|found| {
            errors.extend(found);
            Lexicon::default()
        });
        let tables = EntityTables::compile(&entities)
            .map_err(|found| errors.extend(found))
            .ok();
        let languages =
            read(files, "rules/languages.yaml", &mut errors, Languages::load).unwrap_or_default();
        let languages = languages.reading(lexicon.languages());
        let abbreviations = read(files, "rules/abbreviations.yaml", &mut errors, |text| {
            yaml::parse::<AbbreviationsFile>(text, "meta/abbreviations-file")
        });
        let abbreviations = abbreviations.unwrap_or_default();
        let segmenter = Segmenter::new(
            abbreviations.always.iter().map(String::as_str),
            abbreviations.before_number.iter().map(String::as_str),
            abbreviations.letters.iter().map(String::as_str),
        );
        let Some(tables) = tables else {
            return Err(errors);
        };
        if errors.is_empty() {
            Ok(Self {
                lexicon,
                tables,
                languages,
                segmenter,
            })
        } else {
            Err(errors)
        }
    }

    /// Parses `source` and finds out its languages; `declared` overrules what the text says.
    pub fn parse(&self, source: &SourceFile, declared: Option<Language>) -> (Document, Detected) {
        let document = parse::parse(source, &self.segmenter);
        let detected = self.languages.detect(&document, declared);
        (document, detected)
    }
}

fn read<T>(
    files: &[(&str, &str)],
    path: &str,
    errors: &mut Vec<FileError>,
    parse: impl Fn(&str) -> Result<T, Box<crate::diagnostic::Diagnostic>>,
) -> Option<T> {
    let text = files
        .iter()
        .find(|(name, _)| *name == path)
        .map_or("", |(_, text)| text);
    parse(text)
        .map_err(|error| errors.push((path.to_owned(), *error)))
        .ok()
}
