//! The one pass over the text: entities and raw matches of every block, in its section's language.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind, Document, SectionId};
use crate::entity::Entity;
use crate::language::{Detected, Language};
use crate::lexicon::{Matcher, RawMention};
use crate::text::tokens;

use super::{PlacedEntity, Reader, entities};

/// A raw match and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) raw: RawMention,
    pub(super) block: BlockId,
    /// Index into the block's sentences.
    pub(super) sentence: usize,
    pub(super) language: Language,
}

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) candidates: Vec<Candidate>,
    pub(super) entities: Vec<PlacedEntity>,
    pub(super) unread: Vec<(Language, SectionId)>,
}

pub(super) fn scan(document: &Document, detected: &Detected, reader: Reader<'_>) -> Scanned {
    let mut scanned = Scanned::default();
    let mut matchers: FxHashMap<Language, Option<Matcher<'_>>> = FxHashMap::default();
    for block in document.blocks() {
        if block.kind == BlockKind::Code || block.text.is_empty() {
            continue;
        }
        let language = language_of(block, detected);
        let found = reader.tables.recognise(
            block.text.as_str(),
            language.as_ref().map_or("", Language::as_str),
        );
        if let Some(language) = language {
            let matcher = matchers
                .entry(language)
                .or_insert_with(|| reader.lexicon.terms(language).map(Matcher::new));
            match matcher {
                Some(matcher) => {
                    scanned
                        .candidates
                        .extend(scan_block(block, language, matcher, &found, reader));
                }
                None if !scanned.unread.iter().any(|(known, _)| *known == language) => {
                    scanned.unread.push((language, block.section));
                }
                None => {}
            }
        }
        scanned
            .entities
            .extend(found.into_iter().map(|entity| PlacedEntity {
                block: block.id,
                entity,
            }));
    }
    scanned
}

/// The language a block declares for itself, else its section's, else the document's.
fn language_of(block: &Block, detected: &Detected) -> Option<Language> {
    let section = detected
        .sections
        .get(block.section.index())
        .copied()
        .flatten();
    let declared = block
        .declared_language
        .as_deref()
        .and_then(Language::of_tag);
    // A short passage is too little to overrule what it declares; a template's wrong `lang` is caught by detection.
    declared
        .filter(|_| block.text.len() < 300)
        .or(section)
        .or(detected.document)
}

/// The matches in the sentences of one block.
fn scan_block<'m>(
    block: &'m Block,
    language: Language,
    matcher: &'m mut Matcher<'_>,
    found: &'m [Entity],
    reader: Reader<'m>,
) -> impl Iterator<Item = Candidate> + 'm {
    let text = block.text.as_str();
    block
        .sentences
        .iter()
        .enumerate()
        .flat_map(move |(sentence, range)| {
            let words = tokens(text, *range);
            let entities = entities::in_words(found, &words, reader);
            let matches = matcher.sentence(text, &words, &entities);
            matches.into_iter().map(move |raw| Candidate {
                raw,
                block: block.id,
                sentence,
                language,
            })
        })
}
