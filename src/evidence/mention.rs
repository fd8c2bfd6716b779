//! Mentions: occurrences of concepts at spans, with all that is known of each.

use crate::document::{BlockId, Document, SectionId};
use crate::entity::Value;
use crate::language::Language;
use crate::lexicon::{ConceptId, Strength};
use crate::text::{Span, TextRange};

use super::PlacedEntity;
use super::scan::Candidate;

/// What a mention is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Shown for explanation, never counted.
    Negative,
    /// Counts, vaguely or indirectly.
    Weak,
    /// Counts.
    Full,
}

impl State {
    /// The word for it in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Weak => "weak",
            Self::Full => "full",
        }
    }
}

/// How what is said is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Modality {
    /// It is so.
    #[default]
    Does,
    /// It may be so.
    May,
    /// The reader may have it so.
    Reader,
}

impl Modality {
    /// The word for it in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Does => "does",
            Self::May => "may",
            Self::Reader => "reader",
        }
    }
}

/// One occurrence of a concept.
#[derive(Clone, Debug)]
pub struct Mention {
    /// What is mentioned.
    pub concept: ConceptId,
    /// The block whose text holds it.
    pub block: BlockId,
    /// The sentence of that block, by index.
    pub sentence: usize,
    /// The section of that block.
    pub section: SectionId,
    /// Its words in the block's text.
    pub range: TextRange,
    /// Its words in the source.
    pub span: Span,
    /// What it is worth.
    pub state: State,
    /// Whether it is said to be so, rather than not to be so.
    pub affirmed: bool,
    /// How it is put.
    pub modality: Modality,
    /// Whether it is said of everything (“all your data”).
    pub universal: bool,
    /// From 0 to 1: how sure it is that the text says this here.
    pub confidence: f32,
    /// The typed value in it.
    pub value: Option<Value>,
    /// The language it is said in.
    pub language: Language,
}

impl Mention {
    /// Whether it counts as evidence.
    pub fn counts(&self) -> bool {
        self.state != State::Negative
    }
}

/// One mention for each stretch of overlapping candidates of one concept.
pub(super) fn merge(
    document: &Document,
    candidates: &[Candidate],
    entities: &[PlacedEntity],
) -> Vec<Mention> {
    // They come block by block: what is sorted is little.
    let mut sorted: Vec<&Candidate> = candidates.iter().collect();
    for block in sorted.chunk_by_mut(|a, b| a.block == b.block) {
        block.sort_by_key(|candidate| {
            let range = candidate.raw.range;
            (candidate.raw.concept, range.start, range.end)
        });
    }
    let mut mentions: Vec<Mention> = Vec::with_capacity(sorted.len());
    for candidate in sorted {
        let new = mention(document, candidate);
        match mentions.last_mut() {
            Some(last)
                if last.block == new.block
                    && last.concept == new.concept
                    && last.range.overlaps(new.range) =>
            {
                absorb(last, &new);
            }
            _ => mentions.push(new),
        }
    }
    for mentions in mentions.chunk_by_mut(|a, b| a.block == b.block) {
        let Some(block) = mentions.first().and_then(|any| document.block(any.block)) else {
            continue;
        };
        let begin = entities.partition_point(|placed| placed.block < block.id);
        let entities = entities.get(begin..).unwrap_or_default();
        let length = entities
            .iter()
            .take_while(|placed| placed.block == block.id);
        let entities = entities.get(..length.count()).unwrap_or_default();
        for mention in mentions {
            add_value(mention, entities);
            // Where the words stand in the source is asked once, when all of them are known.
            mention.span = block.text.span_of(mention.range);
        }
    }
    mentions
}

/// Gives a mention the first typed value in it. Words end before a full stop that belongs to a value (“Acme Ltd.”), so
/// that a mention that ends in one takes it in whole. `entities` are those of its block.
fn add_value(mention: &mut Mention, entities: &[PlacedEntity]) {
    let TextRange { start, end } = mention.range;
    let begin = entities.partition_point(|placed| placed.entity.range.start < start);
    let inside = entities
        .get(begin..)
        .unwrap_or_default()
        .iter()
        .take_while(|placed| placed.entity.range.start < end);
    for placed in inside {
        let range = placed.entity.range;
        if range.end > mention.range.end && range.end <= mention.range.end + 1 {
            mention.range.end = range.end;
        }
        // Who a name is of is asked of the table where it matters.
        let is_vendor = matches!(placed.entity.value, Value::Vendor { .. });
        if mention.value.is_none() && !is_vendor && mention.range.contains(range) {
            mention.value = Some(placed.entity.value.clone());
        }
    }
}

/// A mention of its own, but for where it stands in the source.
fn mention(document: &Document, candidate: &Candidate) -> Mention {
    let (state, confidence) = match (candidate.raw.strength, candidate.raw.context) {
        (Strength::Full, None) => (State::Full, 0.9),
        (Strength::Full, Some(_)) => (State::Full, 0.8),
        _ => (State::Weak, 0.5),
    };
    let block = document.block(candidate.block);
    Mention {
        concept: candidate.raw.concept,
        block: candidate.block,
        sentence: candidate.sentence,
        section: block.map_or(SectionId::ROOT, |block| block.section),
        range: candidate.raw.range,
        span: Span::default(),
        state,
        affirmed: true,
        modality: Modality::Does,
        universal: false,
        confidence,
        value: None,
        language: candidate.language,
    }
}

/// Two mentions of one thing are one: the wider words, the stronger state.
fn absorb(kept: &mut Mention, other: &Mention) {
    kept.range = kept.range.cover(other.range);
    kept.state = kept.state.max(other.state);
    kept.confidence = kept.confidence.max(other.confidence);
}
