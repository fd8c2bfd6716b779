//! Mentions: occurrences of concepts at spans, with all that is known of each.

use crate::document::{Block, BlockId, Document, SectionId};
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

/// Candidates of one concept that overlap, as one.
struct Merged<'c> {
    first: &'c Candidate,
    range: TextRange,
    state: State,
    confidence: f32,
}

/// One mention for each stretch of overlapping candidates of one concept, block by block, in the order of their words.
pub(super) fn merge(
    document: &Document,
    mut candidates: Vec<&Candidate>,
    entities: &[PlacedEntity],
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::with_capacity(candidates.len());
    let mut merged: Vec<Merged<'_>> = Vec::new();
    for candidates in candidates.chunk_by_mut(|a, b| a.block == b.block) {
        let Some(block) = candidates.first().and_then(|any| document.block(any.block)) else {
            continue;
        };
        merge_block(candidates, &mut merged);
        let begin = entities.partition_point(|placed| placed.block < block.id);
        let entities = entities.get(begin..).unwrap_or_default();
        let length = entities
            .iter()
            .take_while(|placed| placed.block == block.id);
        let entities = entities.get(..length.count()).unwrap_or_default();
        mentions.extend(
            merged
                .drain(..)
                .map(|merged| mention(block, &merged, entities)),
        );
    }
    mentions
}

/// Puts into `merged` what the candidates of one block are together, in the order of their words.
fn merge_block<'c>(candidates: &mut [&'c Candidate], merged: &mut Vec<Merged<'c>>) {
    candidates.sort_by_key(|candidate| {
        let range = candidate.raw.range;
        (candidate.raw.concept, range.start, range.end)
    });
    for candidate in candidates {
        let new = Merged::new(candidate);
        match merged.last_mut() {
            Some(last)
                if last.first.raw.concept == candidate.raw.concept
                    && last.range.overlaps(new.range) =>
            {
                last.absorb(&new);
            }
            _ => merged.push(new),
        }
    }
    merged.sort_by_key(|merged| (merged.range, merged.first.raw.concept));
}

impl<'c> Merged<'c> {
    fn new(first: &'c Candidate) -> Self {
        let (state, confidence) = match (first.raw.strength, first.raw.context) {
            (Strength::Full, None) => (State::Full, 0.9),
            (Strength::Full, Some(_)) => (State::Full, 0.8),
            _ => (State::Weak, 0.5),
        };
        Self {
            first,
            range: first.raw.range,
            state,
            confidence,
        }
    }

    /// Two mentions of one thing are one: the wider words, the stronger state.
    fn absorb(&mut self, other: &Self) {
        self.range = self.range.cover(other.range);
        self.state = self.state.max(other.state);
        self.confidence = self.confidence.max(other.confidence);
    }
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

/// The mention in `block`, whose `entities` these are.
fn mention(block: &Block, merged: &Merged<'_>, entities: &[PlacedEntity]) -> Mention {
    let mut mention = Mention {
        concept: merged.first.raw.concept,
        block: block.id,
        sentence: merged.first.sentence as usize,
        section: block.section,
        range: merged.range,
        span: Span::default(),
        state: merged.state,
        affirmed: true,
        modality: Modality::Does,
        universal: false,
        confidence: merged.confidence,
        value: None,
        language: merged.first.language,
    };
    add_value(&mut mention, entities);
    mention.span = block.text.span_of(mention.range);
    mention
}
