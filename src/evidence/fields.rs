//! What the front matter of a document says: typed values under keys that the lexicon knows.

use crate::document::{BlockId, Document, SectionId};
use crate::language::Language;
use crate::text::TextRange;

use super::Reader;
use super::mention::{Mention, Modality, State};

/// `value` without the time of day that follows a day (`2026-01-31T10:00`).
fn day(value: &str) -> &str {
    match value.split_once('T') {
        Some((day, _)) if day.ends_with(|c: char| c.is_ascii_digit()) => day,
        _ => value,
    }
}

/// The mentions in the front matter. They stand before all text; the first block is the nearest there is.
pub(super) fn mentions(
    document: &Document,
    source: &str,
    language: Option<Language>,
    reader: Reader<'_>,
) -> Vec<Mention> {
    let mut found = Vec::new();
    let Some(language) = language.filter(|_| !document.blocks().is_empty()) else {
        return found;
    };
    let lexicon = reader.lexicon;
    let terms = lexicon
        .terms(language)
        .unwrap_or_else(|| lexicon.shared_terms());
    for field in document.fields() {
        for concept in terms.of_field(&field.key) {
            let words = day(field.value.of(source));
            let entities = reader.tables.recognise(words, language.as_str());
            let Some(entity) = entities.into_iter().next() else {
                continue;
            };
            found.push(Mention {
                concept,
                block: BlockId::FIRST,
                sentence: 0,
                section: SectionId::ROOT,
                range: TextRange::at(0),
                span: field.value,
                state: State::Full,
                affirmed: true,
                modality: Modality::Does,
                universal: false,
                confidence: 0.9,
                value: Some(entity.value),
                language,
            });
        }
    }
    found
}
