//! The one pass over the text: entities and raw matches of every block, in its section's language.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind, Document, SectionId};
use crate::entity::{Entity, Recogniser};
use crate::language::{Detected, Language};
use crate::lexicon::{Matcher, RawMention};
use crate::spread;
use crate::text::{TextRange, Token, Vocabulary, Words, tokens};

use super::{PlacedEntity, Reader, entities};

/// A raw match and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) raw: RawMention,
    pub(super) block: BlockId,
    /// Index into the block's sentences.
    pub(super) sentence: u32,
    pub(super) language: Language,
}

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// Part by part, as they were matched; no block is in two parts.
    pub(super) candidates: Vec<Vec<Candidate>>,
    pub(super) entities: Vec<PlacedEntity>,
    pub(super) unread: Vec<(Language, SectionId)>,
    pub(super) tokens: Tokens,
}

/// The words of the blocks that were matched.
#[derive(Debug, Default)]
pub(super) struct Tokens(Vec<Vec<Token>>);

impl Tokens {
    /// The words of a block; none where it was not matched.
    pub(super) fn of(&self, block: BlockId) -> &[Token] {
        self.0.get(block.index()).map_or(&[], Vec::as_slice)
    }
}

/// A block to be matched: its language, its words and what was recognised in them.
struct Prepared<'d> {
    block: &'d Block,
    language: Language,
    tokens: Vec<Token>,
    numbers: Vec<u32>,
    entities: Vec<Entity>,
}

impl Prepared<'_> {
    fn words(&self) -> Words<'_> {
        Words {
            text: self.block.text.as_str(),
            tokens: &self.tokens,
            numbers: &self.numbers,
        }
    }
}

pub(super) fn scan(document: &Document, detected: &Detected, reader: Reader<'_>) -> Scanned {
    let mut scanned = Scanned::default();
    let mut matchers: FxHashMap<Language, Matcher<'_>> = FxHashMap::default();
    let mut recogniser = Recogniser::new(reader.tables);
    let mut vocabulary = Vocabulary::default();
    let mut prepared = Vec::new();
    let linked = entities::of_links(document, reader);
    for block in document.blocks() {
        if block.kind == BlockKind::Code || block.text.is_empty() {
            continue;
        }
        let text = block.text.as_str();
        let tokens = tokens(text, TextRange::new(0, text.len()));
        let numbers = vocabulary.learn(text, &tokens);
        let words = Words {
            text,
            tokens: &tokens,
            numbers: &numbers,
        };
        let language = language_of(block, detected);
        let mut entities = recogniser.read(words, language.as_ref().map_or("", Language::as_str));
        let addresses = entities::addresses(&entities);
        if let Some(linked) = linked.get(&block.id) {
            entities::join(&mut entities, linked);
        }
        scanned
            .entities
            .extend(entities.iter().map(|entity| PlacedEntity {
                block: block.id,
                entity: entity.clone(),
            }));
        let Some(language) = language else { continue };
        let terms = reader.lexicon.terms(language).unwrap_or_else(|| {
            if !scanned.unread.iter().any(|(known, _)| *known == language) {
                scanned.unread.push((language, block.section));
            }
            reader.lexicon.shared_terms()
        });
        // All words are learned before any is matched: whether a capital makes a name depends on the whole text.
        let matcher = matchers
            .entry(language)
            .or_insert_with(|| Matcher::new(terms, reader.recalls));
        matcher.learn(words, &addresses);
        prepared.push(Prepared {
            block,
            language,
            tokens,
            numbers,
            entities,
        });
    }
    scanned.candidates = match_all(&prepared, &vocabulary, &matchers, reader);
    scanned.tokens.0.resize(document.blocks().len(), Vec::new());
    for Prepared { block, tokens, .. } in prepared {
        if let Some(slot) = scanned.tokens.0.get_mut(block.id.index()) {
            *slot = tokens;
        }
    }
    scanned
}

/// The matches in all blocks, in their order and part by part; the parts of a long document are matched beside each other.
fn match_all(
    prepared: &[Prepared<'_>],
    vocabulary: &Vocabulary,
    learned: &FxHashMap<Language, Matcher<'_>>,
    reader: Reader<'_>,
) -> Vec<Vec<Candidate>> {
    spread::map(&parts(prepared), 1, |part| {
        let mut own: FxHashMap<Language, Matcher<'_>> = FxHashMap::default();
        let mut found = Vec::new();
        for block in *part {
            let Some(learned) = learned.get(&block.language) else {
                continue;
            };
            let matcher = own
                .entry(block.language)
                .or_insert_with(|| learned.another());
            match_block(block, vocabulary, (matcher, reader), &mut found);
        }
        found
    })
}

/// How many bytes of text are matched at once: less is not worth handing over to another core.
const PART: usize = 16 * 1024;

/// The blocks of a document as parts of about [`PART`] bytes each.
fn parts<'p, 'd>(prepared: &'p [Prepared<'d>]) -> Vec<&'p [Prepared<'d>]> {
    let mut parts = Vec::new();
    let mut rest = prepared;
    while !rest.is_empty() {
        let mut size = 0;
        let fits = rest.iter().take_while(|block| {
            let first = size == 0;
            size += block.block.text.len();
            first || size <= PART
        });
        let (part, behind) = rest.split_at(fits.count().clamp(1, rest.len()));
        parts.push(part);
        rest = behind;
    }
    parts
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
fn match_block(
    prepared: &Prepared<'_>,
    vocabulary: &Vocabulary,
    (matcher, reader): (&mut Matcher<'_>, Reader<'_>),
    into: &mut Vec<Candidate>,
) {
    for (sentence, range) in (0u32..).zip(&prepared.block.sentences) {
        let words = prepared.words().within(*range);
        let entities = entities::in_words(&prepared.entities, words.tokens, reader);
        let matches = matcher.sentence(words, vocabulary, &entities);
        into.extend(matches.iter().map(|raw| Candidate {
            raw: *raw,
            block: prepared.block.id,
            sentence,
            language: prepared.language,
        }));
    }
}
