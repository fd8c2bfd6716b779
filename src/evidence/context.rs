//! Which raw matches count: antipatterns take some away, contexts decide on others.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Document, SectionId};
use crate::lexicon::{ConceptId, Context, ContextScope, Lexicon, Strength};
use crate::text::TextRange;

use super::scan::Candidate;

/// A set of concepts.
#[derive(Clone, Debug, Default)]
pub(super) struct Concepts(Vec<u64>);

impl Concepts {
    fn insert(&mut self, id: ConceptId) {
        let slot = id.index() / 64;
        if self.0.len() <= slot {
            self.0.resize(slot + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(slot) {
            *bits |= 1 << (id.index() % 64);
        }
    }

    fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }

    fn has_any(&self, ids: &[ConceptId]) -> bool {
        ids.iter().any(|id| {
            self.0
                .get(id.index() / 64)
                .is_some_and(|bits| bits >> (id.index() % 64) & 1 == 1)
        })
    }
}

/// Which concepts are plainly mentioned where.
#[derive(Debug, Default)]
struct Presence {
    sentences: FxHashMap<(BlockId, usize), Concepts>,
    blocks: FxHashMap<BlockId, Concepts>,
    run_ins: FxHashMap<BlockId, Concepts>,
    rows: FxHashMap<BlockId, Concepts>,
    sections: FxHashMap<SectionId, Concepts>,
    headings: Vec<Concepts>,
    document: Concepts,
}

impl Presence {
    fn new(document: &Document, candidates: &[Candidate], dropped: &Antipatterns) -> Self {
        let mut presence = Self::default();
        for candidate in candidates
            .iter()
            .filter(|candidate| is_plain(candidate) && !is_dropped(candidate, dropped))
        {
            presence.record(document, candidate);
        }
        for section in document.sections() {
            let mut concepts = section
                .parent
                .and_then(|parent| presence.headings.get(parent.index()))
                .cloned()
                .unwrap_or_default();
            if let Some(own) = section
                .heading
                .and_then(|heading| presence.blocks.get(&heading))
            {
                concepts.add(own);
            }
            presence.headings.push(concepts);
        }
        presence
    }

    fn record(&mut self, document: &Document, candidate: &Candidate) {
        let id = candidate.raw.concept;
        self.sentences
            .entry((candidate.block, candidate.sentence))
            .or_default()
            .insert(id);
        self.blocks.entry(candidate.block).or_default().insert(id);
        self.document.insert(id);
        let Some(block) = document.block(candidate.block) else {
            return;
        };
        self.sections.entry(block.section).or_default().insert(id);
        if block
            .run_in
            .is_some_and(|run_in| run_in.contains(candidate.raw.range))
        {
            self.run_ins.entry(block.id).or_default().insert(id);
        }
        if let Some(row) = document.enclosing(block.id, |kind| *kind == BlockKind::Row) {
            self.rows.entry(row).or_default().insert(id);
        }
    }

    /// Whether any of `concepts` is mentioned in `scope` of `candidate`.
    fn holds(
        &self,
        document: &Document,
        candidate: &Candidate,
        scope: ContextScope,
        concepts: &[ConceptId],
    ) -> bool {
        let has = |found: Option<&Concepts>| found.is_some_and(|found| found.has_any(concepts));
        let Some(block) = document.block(candidate.block) else {
            return false;
        };
        match scope {
            ContextScope::Sentence => has(self.sentences.get(&(block.id, candidate.sentence))),
            ContextScope::Block => has(self.blocks.get(&block.id)),
            ContextScope::LeadIn => document
                .lead_ins(block.id)
                .any(|id| has(self.blocks.get(&id))),
            ContextScope::Heading => {
                let run_in = std::iter::once(block.id)
                    .chain(document.ancestors(block.id))
                    .any(|id| has(self.run_ins.get(&id)));
                // A heading is no context for itself, only for what stands under it.
                let own = document
                    .section(block.section)
                    .and_then(|section| section.heading)
                    == Some(block.id);
                let section = if own {
                    document
                        .section(block.section)
                        .and_then(|section| section.parent)
                } else {
                    Some(block.section)
                };
                run_in || has(section.and_then(|id| self.headings.get(id.index())))
            }
            ContextScope::Column => {
                let cell =
                    document.enclosing(block.id, |kind| matches!(kind, BlockKind::Cell { .. }));
                has(cell
                    .and_then(|cell| document.column_header(cell))
                    .and_then(|header| self.blocks.get(&header)))
            }
            ContextScope::Row => {
                let row = document.enclosing(block.id, |kind| *kind == BlockKind::Row);
                has(row.and_then(|row| self.rows.get(&row)))
            }
            ContextScope::Section => has(self.sections.get(&block.section)),
            ContextScope::Document => has(Some(&self.document)),
        }
    }

    fn allows(&self, document: &Document, candidate: &Candidate, context: &Context) -> bool {
        let anywhere = |scopes: &[ContextScope], concepts: &[ConceptId]| {
            scopes
                .iter()
                .any(|scope| self.holds(document, candidate, *scope, concepts))
        };
        (context.with.is_empty() || anywhere(&context.within, &context.with))
            && (context.without.is_empty() || !anywhere(&context.without_in, &context.without))
    }
}

/// The candidates that count.
pub(super) fn filter(
    document: &Document,
    candidates: &[Candidate],
    lexicon: &Lexicon,
) -> Vec<Candidate> {
    let dropped = antipatterns(candidates);
    let presence = Presence::new(document, candidates, &dropped);
    let counts = |candidate: &&Candidate| {
        candidate.raw.strength != Strength::Not
            && !is_dropped(candidate, &dropped)
            && candidate.raw.context.is_none_or(|index| {
                let context = lexicon
                    .terms(candidate.language)
                    .and_then(|terms| terms.context(index));
                context.is_some_and(|context| presence.allows(document, candidate, context))
            })
    };
    candidates.iter().filter(counts).copied().collect()
}

fn is_plain(candidate: &Candidate) -> bool {
    candidate.raw.context.is_none() && candidate.raw.strength != Strength::Not
}

/// By block, sentence and concept.
type Antipatterns = FxHashMap<(BlockId, usize, ConceptId), Vec<TextRange>>;

fn antipatterns(candidates: &[Candidate]) -> Antipatterns {
    let mut found = Antipatterns::default();
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.raw.strength == Strength::Not)
    {
        found
            .entry((candidate.block, candidate.sentence, candidate.raw.concept))
            .or_default()
            .push(candidate.raw.range);
    }
    found
}

fn is_dropped(candidate: &Candidate, antipatterns: &Antipatterns) -> bool {
    let ranges = antipatterns.get(&(candidate.block, candidate.sentence, candidate.raw.concept));
    ranges
        .into_iter()
        .flatten()
        .any(|range| range.overlaps(candidate.raw.range))
}
