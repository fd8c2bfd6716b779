//! Denials, hedges, the reader's options, and statements about everything.

use crate::document::Document;
use crate::lexicon::{ConceptTree, Negation};
use crate::text::{Gap, TextRange, tokens};

use super::mention::{Mention, Modality};

/// How many words before a mention a denial may stand.
const DENIAL_BEFORE: usize = 7;
/// How many words after a mention a denial may stand.
const DENIAL_AFTER: usize = 3;
/// How many words before a mention a hedge may stand.
const HEDGE_BEFORE: usize = 5;

/// Works out polarity, modality and quantification of every mention from the cues in its sentence.
pub(super) fn apply(document: &Document, concepts: &ConceptTree, mentions: &mut [Mention]) {
    let cue = |name: &str| -> Vec<(usize, usize, TextRange)> {
        let Some(id) = concepts.get(name) else {
            return Vec::new();
        };
        let mut found: Vec<_> = mentions
            .iter()
            .filter(|mention| mention.concept == id)
            .map(|mention| (mention.block.index(), mention.sentence, mention.range))
            .collect();
        found.sort_unstable();
        found
    };
    let cues = Cues {
        negation: cue("cue.negation"),
        exception: cue("cue.exception"),
        subordinate: cue("cue.subordinate"),
        hedge: cue("cue.hedge"),
        universal: cue("cue.universal"),
        grant: cue("cue.grant"),
    };
    for mention in mentions {
        let sensitive = concepts
            .concept(mention.concept)
            .is_some_and(|concept| concept.negation == Negation::Sensitive);
        let text = document
            .block(mention.block)
            .map_or("", |block| block.text.as_str());
        if sensitive {
            mention.affirmed = !cues.denies(text, mention);
        }
        mention.universal = !Cues::of(&cues.universal, mention).is_empty();
        let before = |cue: &TextRange| {
            cue.end <= mention.range.start
                && words(text, cue.end, mention.range.start) <= HEDGE_BEFORE
        };
        if !Cues::of(&cues.grant, mention).is_empty() {
            mention.modality = Modality::Reader;
        } else if Cues::of(&cues.hedge, mention)
            .iter()
            .any(|(_, _, range)| before(range) || mention.range.overlaps(*range))
        {
            mention.modality = Modality::May;
        }
    }
}

type Cue = (usize, usize, TextRange);

struct Cues {
    negation: Vec<Cue>,
    exception: Vec<Cue>,
    subordinate: Vec<Cue>,
    hedge: Vec<Cue>,
    universal: Vec<Cue>,
    grant: Vec<Cue>,
}

impl Cues {
    /// The cues in the mention's sentence.
    fn of<'c>(cues: &'c [Cue], mention: &Mention) -> &'c [Cue] {
        let key = (mention.block.index(), mention.sentence);
        let start = cues.partition_point(|cue| (cue.0, cue.1) < key);
        let end = cues.partition_point(|cue| (cue.0, cue.1) <= key);
        cues.get(start..end).unwrap_or_default()
    }

    /// A denial in the same clause, with no exception between it and the mention (“not …, except with our host”), and not in a
    /// clause that tells when or why (“to reach parents if a lesson does not take place”).
    fn denies(&self, text: &str, mention: &Mention) -> bool {
        let range = mention.range;
        Self::of(&self.negation, mention)
            .iter()
            .any(|(_, _, denial)| {
                let mut subordinate = Self::of(&self.subordinate, mention).iter();
                if subordinate
                    .any(|(_, _, clause)| range.start < clause.start && clause.end <= denial.start)
                {
                    return false;
                }
                if range.overlaps(*denial) {
                    return true;
                }
                let (from, to, most) = if denial.end <= range.start {
                    (denial.end, range.start, DENIAL_BEFORE)
                } else {
                    (range.end, denial.start, DENIAL_AFTER)
                };
                let between = TextRange::new(from, to);
                let excepted = Self::of(&self.exception, mention)
                    .iter()
                    .any(|(_, _, exception)| between.contains(*exception));
                let found = tokens(text, between);
                !excepted && found.len() <= most && !crosses_clause(text, between)
            })
    }
}

fn words(text: &str, from: usize, to: usize) -> usize {
    tokens(text, TextRange::new(from, to)).len()
}

/// Whether a clause ends between the two ends of `between`.
fn crosses_clause(text: &str, between: TextRange) -> bool {
    let end = (between.end + 1..=text.len())
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(text.len());
    tokens(text, TextRange::new(between.start, end))
        .iter()
        .any(|token| token.gap == Gap::Clause)
}
