//! Denials, hedges, the reader's options, and statements about everything.

use crate::document::Document;
use crate::lexicon::{ConceptTree, Negation};
use crate::text::{Gap, TextRange, Token};

use super::mention::{Mention, Modality};
use super::scan::Tokens;

/// How many words before a mention a denial may stand.
const DENIAL_BEFORE: usize = 7;
/// How many words after a mention a denial may stand.
const DENIAL_AFTER: usize = 3;
/// How many words before a mention a hedge may stand.
const HEDGE_BEFORE: usize = 5;

/// What joins two words to one.
const HYPHENS: [char; 5] = ['-', '\u{ad}', '‐', '‑', '–'];

/// Works out polarity, modality and quantification of every mention from the cues in its sentence.
pub(super) fn apply(
    (document, tokens): (&Document, &Tokens),
    concepts: &ConceptTree,
    mentions: &mut [Mention],
) {
    let cues = Cues::new(concepts, mentions);
    for mention in mentions {
        let cues = cues.beside(mention);
        if cues.is_empty() {
            continue;
        }
        let sensitive = concepts
            .concept(mention.concept)
            .is_some_and(|concept| concept.negation == Negation::Sensitive);
        let tokens = tokens.of(mention.block);
        if sensitive {
            let text = document
                .block(mention.block)
                .map_or("", |block| block.text.as_str());
            mention.affirmed = !denies(cues, (text, tokens), mention);
        }
        mention.universal = of(cues, Kind::Universal).next().is_some();
        let before = |cue: TextRange| {
            cue.end <= mention.range.start
                && words(tokens, cue.end, mention.range.start) <= HEDGE_BEFORE
        };
        if of(cues, Kind::Grant).next().is_some() {
            mention.modality = Modality::Reader;
        } else if of(cues, Kind::Hedge).any(|range| mention.range.overlaps(range) || before(range))
        {
            mention.modality = Modality::May;
        }
    }
}

/// What a cue tells of the mentions beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Negation,
    Exception,
    Subordinate,
    Hedge,
    Universal,
    Grant,
}

/// A cue: the sentence that it stands in, by block and index, what it tells, and its words.
type Cue = ((usize, usize), Kind, TextRange);

/// All cues, in the order of their sentences.
struct Cues(Vec<Cue>);

impl Cues {
    fn new(concepts: &ConceptTree, mentions: &[Mention]) -> Self {
        let kinds = [
            ("cue.negation", Kind::Negation),
            ("cue.exception", Kind::Exception),
            ("cue.subordinate", Kind::Subordinate),
            ("cue.hedge", Kind::Hedge),
            ("cue.universal", Kind::Universal),
            ("cue.grant", Kind::Grant),
        ]
        .map(|(name, kind)| (concepts.get(name), kind));
        let kind_of = |mention: &Mention| {
            let found = kinds.iter().find(|(id, _)| *id == Some(mention.concept));
            found.map(|(_, kind)| *kind)
        };
        let cues = mentions
            .iter()
            .filter_map(|mention| Some((sentence_of(mention), kind_of(mention)?, mention.range)));
        let mut cues: Vec<Cue> = cues.collect();
        cues.sort_unstable();
        Self(cues)
    }

    /// The cues in the mention's sentence.
    fn beside(&self, mention: &Mention) -> &[Cue] {
        let sentence = sentence_of(mention);
        let start = self.0.partition_point(|cue| cue.0 < sentence);
        let rest = self.0.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|cue| cue.0 == sentence).count();
        rest.get(..length).unwrap_or_default()
    }
}

fn sentence_of(mention: &Mention) -> (usize, usize) {
    (mention.block.index(), mention.sentence)
}

/// The words of those of `cues` that are of this kind.
fn of(cues: &[Cue], kind: Kind) -> impl Iterator<Item = TextRange> {
    let own = cues.iter().filter(move |cue| cue.1 == kind);
    own.map(|cue| cue.2)
}

/// A denial in the same clause, with no exception between it and the mention (“not …, except with our host”), and not in a
/// clause that tells when or why (“to reach parents if a lesson does not take place”).
fn denies(cues: &[Cue], (text, tokens): (&str, &[Token]), mention: &Mention) -> bool {
    let range = mention.range;
    of(cues, Kind::Negation).any(|denial| {
        let mut subordinate = of(cues, Kind::Subordinate);
        if subordinate.any(|clause| range.start < clause.start && clause.end <= denial.start) {
            return false;
        }
        if range.overlaps(denial) {
            return true;
        }
        // What is joined to a word denies that word alone (“non-members”, “a no-consent signal”).
        let behind = text.get(denial.end..).unwrap_or_default();
        if denial.end <= range.start && behind.starts_with(HYPHENS) {
            return false;
        }
        let (from, to, most) = if denial.end <= range.start {
            (denial.end, range.start, DENIAL_BEFORE)
        } else {
            (range.end, denial.start, DENIAL_AFTER)
        };
        let between = TextRange::new(from, to);
        let excepted = of(cues, Kind::Exception).any(|exception| between.contains(exception));
        !excepted && words(tokens, from, to) <= most && !crosses_clause(tokens, between)
    })
}

/// How many words begin from `from` up to before `to`.
fn words(tokens: &[Token], from: usize, to: usize) -> usize {
    begin(tokens, to).saturating_sub(begin(tokens, from))
}

/// Whether a clause ends between the two ends of `between`, or with what stands before the word at its end.
fn crosses_clause(tokens: &[Token], between: TextRange) -> bool {
    let behind = tokens.get(begin(tokens, between.start)..);
    behind
        .unwrap_or_default()
        .iter()
        .take_while(|token| token.range.start <= between.end)
        .any(|token| token.gap == Gap::Clause)
}

/// How many words begin before byte `at`.
fn begin(tokens: &[Token], at: usize) -> usize {
    tokens.partition_point(|token| token.range.start < at)
}
