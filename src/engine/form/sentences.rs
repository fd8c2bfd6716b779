//! Sentences in another language than the document, told by the commonest words of each, and labels, by a list.

use crate::document::{Block, Document};
use crate::engine::Case;
use crate::engine::predicate::Flaw;
use crate::engine::subject::{Instance, prose};
use crate::language::{Language, Tally};
use crate::text::TextRange;

use super::flawed;

/// The fewest common words of another language that make a sentence one of it.
const FEWEST_WORDS: usize = 4;
/// The longest label, in bytes.
const LONGEST_LABEL: usize = 32;
/// How many times more there must be of them than of the document's own.
const TIMES: usize = 4;

/// The sentences that are in another language than the document, where the part that they stand in is not.
pub(in crate::engine) fn foreign_sentences(case: Case<'_>) -> Vec<Instance> {
    let Some(own) = case.evidence.language else {
        return Vec::new();
    };
    if !case.languages.has_common_words(own) {
        return Vec::new();
    }
    let mut shares = vec![(0_usize, 0_usize); case.document.sections().len()];
    let mut found: Vec<(&Block, TextRange, Language)> = Vec::new();
    for block in prose(case.document).filter(|block| block.declared_language.is_none()) {
        let text = block.text.as_str();
        found.extend(label(case, text, own).map(|(range, language)| (block, range, language)));
        for sentence in &block.sentences {
            let foreign = foreign(case, sentence.of(block.text.as_str()), own);
            if let Some((all, others)) = shares.get_mut(block.section.index()) {
                *all += sentence.len();
                *others += if foreign.is_some() { sentence.len() } else { 0 };
            }
            found.extend(foreign.map(|language| (block, *sentence, language)));
        }
    }
    found
        .into_iter()
        .filter(|(block, ..)| {
            // Half a section in another language is a part of the document in that language.
            let (all, others) = shares
                .get(block.section.index())
                .copied()
                .unwrap_or_default();
            others * 2 < all
        })
        .filter_map(|(block, range, language)| {
            let name = case.languages.name(&language);
            instance(case.document, block, range, name)
        })
        .collect()
}

fn instance(document: &Document, block: &Block, range: TextRange, name: &str) -> Option<Instance> {
    flawed(document, block, range, Flaw::of(name))
}

/// The words before the colon of a line that has one near its start, where they are a label in another language than `own`.
fn label(case: Case<'_>, text: &str, own: Language) -> Option<(TextRange, Language)> {
    let (words, _) = text
        .split_once(':')
        .filter(|(words, _)| words.len() <= LONGEST_LABEL)?;
    let language = case.languages.foreign_label(words, own)?;
    Some((TextRange::new(0, words.len()), language))
}

/// The language of `sentence`, where it is surely another than `own`.
fn foreign(case: Case<'_>, sentence: &str, own: Language) -> Option<Language> {
    let tally: Tally = case.languages.tally(sentence);
    let (language, count) = tally.most()?;
    let at_home = tally.of(own);
    (language != own && count >= FEWEST_WORDS && count >= TIMES * at_home).then_some(language)
}
