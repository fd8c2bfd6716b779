//! L2: which language a document and its sections are in.
//!
//! What the document declares comes first, then detection on a bounded sample. A section is detected for itself only
//! where it is long enough to be sure of; short ones inherit the language around them.

mod common;
#[cfg(test)]
mod tests;

use std::fmt;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document};
use crate::text::fold;
use crate::yaml;

use common::CommonWords;

pub use common::Tally;

/// How much text is read to detect a document's language, in bytes.
const SAMPLE: usize = 4 * 1024;
/// How much text is read to detect a section's language, in bytes.
const SECTION_LIMIT: usize = 1024;
/// The least text that a section is detected by for itself, in bytes.
const SECTION_SAMPLE: usize = 300;

/// A language by its code in `rules/languages.yaml` (ISO 639-1 where there is one).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// The language with this code; `None` where it is no code of two or three letters.
    pub fn new(code: &str) -> Option<Self> {
        let mut bytes = [0; 3];
        if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        for (to, from) in bytes.iter_mut().zip(code.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        Some(Self(bytes))
    }

    /// The language of a tag such as `nl-BE`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::new(tag.split(['-', '_']).next()?.trim())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguagesFile {
    languages: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    #[serde(rename = "iso639-3")]
    iso: String,
    name: String,
    #[serde(default)]
    common: Vec<String>,
    #[serde(default)]
    plain: Vec<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    light: Vec<String>,
}

/// The languages that can be told apart.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    rows: Vec<(Language, String, String)>,
    readable: Vec<Language>,
    common: CommonWords,
    /// Words that two parts of a policy share although they speak of different things, folded, by language.
    plain: Vec<(Language, Vec<String>)>,
    /// What stands before a colon, folded, and in which language.
    labels: Vec<(String, Language)>,
    /// The words that titles have or lack where they are referred to, folded.
    light: FxHashSet<String>,
}

/// The languages of a document and of its sections.
#[derive(Clone, Debug, Default)]
pub struct Detected {
    /// The document's main language; `None` where there is too little text to tell.
    pub document: Option<Language>,
    /// The language of each section, by section index.
    pub sections: Vec<Option<Language>>,
}

impl Languages {
    /// Reads `rules/languages.yaml`.
    pub fn load(text: &str) -> Result<Self, Box<Diagnostic>> {
        let file: LanguagesFile = yaml::parse(text, "meta/language-file")?;
        let mut languages = Self::default();
        for row in file.languages {
            if let Some(language) = Language::new(&row.code) {
                languages.common.add(language, &row.common);
                let plain = row.plain.iter();
                let plain = plain.map(|word| fold(word).into_owned()).collect();
                languages.plain.push((language, plain));
                let labels = row.labels.iter();
                languages
                    .labels
                    .extend(labels.map(|label| (fold(label).into_owned(), language)));
                let light = row.light.iter().map(|word| fold(word).into_owned());
                languages.light.extend(light);
                languages.rows.push((language, row.iso, row.name));
            }
        }
        Ok(languages)
    }

    /// The same, told which languages can be read: text too short to be sure of is taken to be in one of them.
    #[must_use]
    pub fn reading(mut self, readable: impl IntoIterator<Item = Language>) -> Self {
        self.readable = readable.into_iter().collect();
        self
    }

    /// Whether titles may have or lack `word`, folded, where they are referred to.
    pub fn is_light(&self, word: &str) -> bool {
        self.light.contains(word)
    }

    /// Whether the commonest words of `language` are known.
    pub fn has_common_words(&self, language: Language) -> bool {
        self.common.has(language)
    }

    /// Whether `word`, in small letters, is among the commonest of `language`.
    pub fn is_common(&self, word: &str, language: Language) -> bool {
        self.common.is_of(word, language)
    }

    /// Words of policies in `language`, folded, that two parts share although they speak of different things.
    pub fn plain_words(&self, language: Language) -> &[String] {
        let mut all = self.plain.iter();
        let own = all.find(|(of, _)| *of == language);
        own.map_or(&[], |(_, words)| words.as_slice())
    }

    /// How many words of `text` are among the commonest of each language.
    pub fn tally(&self, text: &str) -> Tally<'_> {
        self.common.tally(text)
    }

    /// The language whose label `words` are, where they are none of `own`.
    pub fn foreign_label(&self, words: &str, own: Language) -> Option<Language> {
        let words = fold(words.trim());
        let same = self.labels.iter().filter(|(label, _)| *label == words);
        let mut found = same.map(|(_, language)| *language);
        let first = found.next()?;
        (first != own && found.all(|other| other != own)).then_some(first)
    }

    /// The English name of `language`, or its code where the table has none.
    pub fn name<'a>(&'a self, language: &'a Language) -> &'a str {
        self.rows
            .iter()
            .find(|row| row.0 == *language)
            .map_or(language.as_str(), |row| row.2.as_str())
    }

    /// The languages of `document` and its sections. `declared` (from configuration) wins over all else.
    pub fn detect(&self, document: &Document, declared: Option<Language>) -> Detected {
        let texts = section_texts(document);
        if let Some(language) = declared {
            return Detected {
                document: Some(language),
                sections: vec![Some(language); texts.len()],
            };
        }
        let whole = sample(&texts);
        let guess = self.plain(&whole).or_else(|| self.guess(&whole));
        let declared = document.declared_language().and_then(Language::of_tag);
        // A template's `lang` attribute often survives a translation: a sure reading of the text overrules it.
        let sure = guess.filter(|(_, sureness)| *sureness >= 0.95 && whole.len() > SECTION_SAMPLE);
        let enough = if whole.len() > SECTION_SAMPLE {
            0.2
        } else {
            0.8
        };
        let likely = guess.filter(|(_, sureness)| *sureness >= enough);
        let main = sure
            .map(|(language, _)| language)
            .or(declared)
            .or(likely.map(|(language, _)| language))
            .or_else(|| self.nearest(&whole));
        let mut sections: Vec<Option<Language>> = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let around = document
                .sections()
                .get(index)
                .and_then(|section| section.parent);
            let inherited = around
                .and_then(|id| sections.get(id.index()).copied().flatten())
                .or(main);
            let speaks_for_itself = text.len() >= SECTION_SAMPLE
                && inherited.is_none_or(|language| !self.common.tells(text, language));
            let own = speaks_for_itself
                .then(|| self.guess(text))
                .flatten()
                .filter(|(_, sureness)| *sureness >= 0.9)
                .map(|(language, _)| language);
            sections.push(own.or(inherited));
        }
        Detected {
            document: main,
            sections,
        }
    }

    /// The language that the text of `document` is surely in, whatever the document says.
    pub fn sure(&self, document: &Document) -> Option<Language> {
        let whole = sample(&section_texts(document));
        let guess = self.plain(&whole).or_else(|| self.guess(&whole));
        let sure = guess.filter(|(_, sureness)| *sureness >= 0.95 && whole.len() > SECTION_SAMPLE);
        sure.map(|(language, _)| language)
    }

    /// The language that a text of some length is plainly in by its common words, and that this is sure. That is far
    /// cheaper than to compare it with every language there is.
    fn plain(&self, text: &str) -> Option<(Language, f64)> {
        let (language, _) = self.common.tally(text).most()?;
        let plain = text.len() > SECTION_SAMPLE && self.common.tells(text, language);
        plain.then_some((language, 1.0))
    }

    /// The likeliest of the languages in the table, or, of text too short for that, of those that can be read.
    fn nearest(&self, text: &str) -> Option<Language> {
        let eligible =
            |language: &Language| text.len() >= SECTION_SAMPLE || self.readable.contains(language);
        let rows = self.rows.iter().filter(|row| eligible(&row.0));
        let known = rows
            .filter_map(|row| whatlang::Lang::from_code(&row.1))
            .collect();
        let iso = whatlang::Detector::with_allowlist(known)
            .detect_lang(text)?
            .code();
        self.rows.iter().find(|row| row.1 == iso).map(|row| row.0)
    }

    /// The language of `text`, and from 0 to 1 how sure that is.
    fn guess(&self, text: &str) -> Option<(Language, f64)> {
        let info = whatlang::detect(text)?;
        let iso = info.lang().code();
        let known = self.rows.iter().find(|row| row.1 == iso).map(|row| row.0);
        Some((known.or_else(|| Language::new(iso))?, info.confidence()))
    }
}

/// The prose of each section, bounded: enough to detect a language by.
fn section_texts(document: &Document) -> Vec<String> {
    let mut texts = vec![String::new(); document.sections().len()];
    for block in document.blocks() {
        let Some(text) = texts.get_mut(block.section.index()) else {
            continue;
        };
        if block.kind != BlockKind::Code && text.len() < SECTION_LIMIT {
            text.push_str(head(block.text.as_str(), SECTION_LIMIT));
            text.push('\n');
        }
    }
    texts
}

/// Text from all over the document, at most [`SAMPLE`] bytes or so.
fn sample(texts: &[String]) -> String {
    let share = (SAMPLE / texts.len().max(1)).max(400);
    let mut sample = String::new();
    for text in texts {
        sample.push_str(head(text, share));
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample
}

/// The first `most` bytes of `text`, or a few less where a character would be cut.
fn head(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
