//! Which kind of document this is: absence is judged only on what owes the content.

use rustc_hash::FxHashSet;

use crate::document::{BlockId, BlockKind, Document, Kind};
use crate::lexicon::{ConceptId, ConceptSet, ConceptTree};

use super::mention::Mention;

/// How many different things a text without a telling title must state to be a notice.
const NOTICE_TOPICS: usize = 6;
/// How often a text without a telling title must speak of personal data at least, and once in how many bytes.
const LEAST_DATA: usize = 3;
const DATA_EVERY: usize = 2500;
/// How many a text must state that calls itself a notice.
const TITLED_TOPICS: usize = 2;

/// What a document calls itself in its title or first lines, else what it does. Of a text that cannot be read, only the
/// name is known.
pub(super) fn of(
    document: &Document,
    concepts: &ConceptTree,
    mentions: &[Mention],
    readable: bool,
) -> Kind {
    let named = |name: &str| -> bool {
        concepts.get(name).is_some_and(|id| {
            mentions
                .iter()
                .any(|mention| mention.concept == id && is_title(document, mention))
        })
    };
    let topics = topics(concepts, mentions);
    if named("kind.notice") && (topics >= TITLED_TOPICS || !readable) {
        return Kind::Notice;
    }
    if named("kind.processing-agreement") {
        return Kind::ProcessingAgreement;
    }
    if named("kind.cookie-statement") {
        return Kind::CookieStatement;
    }
    // A page of questions or the entrance to several notices states much, and owes none of it.
    if topics >= NOTICE_TOPICS
        && !named("kind.other")
        && speaks_of_data(document, concepts, mentions)
    {
        Kind::Notice
    } else {
        Kind::Other
    }
}

/// The first block that is little else than the name of a kind of document: “Privacy policy of the tennis club”.
pub(super) fn named(
    document: &Document,
    concepts: &ConceptTree,
    mentions: &[Mention],
) -> Option<BlockId> {
    let kinds = concepts.get("kind").map(|id| concepts.family(id));
    let kinds = kinds.unwrap_or_default();
    let names = |mention: &&Mention| {
        let block = document.block(mention.block);
        kinds.contains(&mention.concept)
            && block.is_some_and(|block| {
                // An item of a list leads to another document.
                block.kind != BlockKind::Item && mention.range.len() * 2 >= block.text.len()
            })
    };
    mentions.iter().find(names).map(|mention| mention.block)
}

/// The title, the first blocks with text, and headings of the first level near the top say what a text is.
fn is_title(document: &Document, mention: &Mention) -> bool {
    let first = document
        .blocks()
        .iter()
        .filter(|block| !block.text.is_empty())
        .take(4)
        .any(|block| block.id == mention.block);
    let heading = document.block(mention.block).is_some_and(|block| {
        matches!(block.kind, BlockKind::Heading { level: 1 }) && block.id.index() < 40
    });
    document.title() == Some(mention.block) || first || heading
}

/// Whether personal data are what the text is about, rather than something it touches on.
fn speaks_of_data(document: &Document, concepts: &ConceptTree, mentions: &[Mention]) -> bool {
    let Some(data) = concepts.get("cue.personal-data") else {
        return true;
    };
    let said = mentions
        .iter()
        .filter(|mention| mention.concept == data)
        .count();
    let length: usize = document.blocks().iter().map(|block| block.text.len()).sum();
    said >= LEAST_DATA && said * DATA_EVERY >= length
}

/// How many different items of information the text gives: top-level concepts, and each right.
fn topics(concepts: &ConceptTree, mentions: &[Mention]) -> usize {
    let family = |id: ConceptId| -> Option<&str> {
        let concept = concepts
            .concept(id)
            .filter(|concept| concept.is_evidence())?;
        let name = concept.name.as_str();
        let counted = [
            "controller",
            "dpo",
            "data-category",
            "purpose",
            "legal-basis",
            "recipient",
            "transfer",
            "retention",
            "right",
            "provision-obligation",
            "automated-decision",
            "data-source",
        ];
        let top = name.split('.').next().unwrap_or(name);
        counted
            .contains(&top)
            .then_some(if top == "right" { name } else { top })
    };
    // Of the few concepts of a text, many are mentioned often.
    let counting = mentions.iter().filter(|mention| mention.counts());
    let said: ConceptSet = counting.map(|mention| mention.concept).collect();
    said.iter()
        .filter_map(family)
        .collect::<FxHashSet<_>>()
        .len()
}
