//! Which raw matches count: antipatterns take some away, contexts decide on others.

use std::ops::Range;

use crate::document::{Block, BlockId, BlockKind, Document, SectionId};
use crate::lexicon::{ConceptSet, Context, ContextScope, Lexicon, Strength};

use super::scan::Candidate;

/// Which concepts are plainly mentioned where.
#[derive(Debug, Default)]
struct Presence {
    /// By sentence, in the order of those that say anything; nothing for those of which it is not asked.
    sentences: Vec<ConceptSet>,
    /// By block.
    blocks: Vec<ConceptSet>,
    run_ins: Vec<ConceptSet>,
    rows: Vec<ConceptSet>,
    /// By the list or table that holds them.
    lists: Vec<ConceptSet>,
    /// By section.
    sections: Vec<ConceptSet>,
    headings: Vec<ConceptSet>,
    document: ConceptSet,
}

impl Presence {
    fn new(document: &Document, sentences: &[Sentence], kept: &[&Candidate]) -> Self {
        let blocks = || vec![ConceptSet::default(); document.blocks().len()];
        let mut presence = Self {
            blocks: blocks(),
            run_ins: blocks(),
            rows: blocks(),
            lists: blocks(),
            sections: vec![ConceptSet::default(); document.sections().len()],
            ..Self::default()
        };
        let mut said = ConceptSet::default();
        for sentence in sentences {
            let kept = sentence.of(kept);
            said.clear();
            for candidate in plain(kept) {
                said.insert(candidate.raw.concept);
            }
            presence.record(document, sentence.block, kept, &said);
            // Only those that need a context ask.
            let asked = kept.iter().any(|candidate| candidate.raw.context.is_some());
            let said = if asked {
                said.clone()
            } else {
                ConceptSet::default()
            };
            presence.sentences.push(said);
        }
        for section in document.sections() {
            let mut concepts = section
                .parent
                .and_then(|parent| presence.headings.get(parent.index()))
                .cloned()
                .unwrap_or_default();
            if let Some(own) = section
                .heading
                .and_then(|id| presence.blocks.get(id.index()))
            {
                concepts.add(own);
            }
            presence.headings.push(concepts);
        }
        presence
    }

    /// Takes note of what is `said` in a sentence of `block`, by what is `kept` of it.
    fn record(
        &mut self,
        document: &Document,
        block: BlockId,
        kept: &[&Candidate],
        said: &ConceptSet,
    ) {
        let Some(block) = document.block(block) else {
            return;
        };
        self.document.add(said);
        if let Some(blocks) = self.blocks.get_mut(block.id.index()) {
            blocks.add(said);
        }
        if let Some(sections) = self.sections.get_mut(block.section.index()) {
            sections.add(said);
        }
        if let Some(row) = row_of(document, block.id)
            && let Some(rows) = self.rows.get_mut(row.index())
        {
            rows.add(said);
        }
        for list in lists_of(document, block.id) {
            if let Some(lists) = self.lists.get_mut(list.index()) {
                lists.add(said);
            }
        }
        self.record_run_in(block, kept);
    }

    fn record_run_in(&mut self, block: &Block, kept: &[&Candidate]) {
        if let Some(run_in) = block.run_in
            && let Some(said) = self.run_ins.get_mut(block.id.index())
        {
            let inside = |candidate: &&Candidate| run_in.contains(candidate.raw.range);
            for candidate in plain(kept).filter(inside) {
                said.insert(candidate.raw.concept);
            }
        }
    }

    /// Whether any of `concepts` is mentioned in `scope` of a sentence of `block`, the `sentence`th that says anything.
    fn holds(
        &self,
        document: &Document,
        (block, sentence): (&Block, usize),
        scope: ContextScope,
        concepts: &ConceptSet,
    ) -> bool {
        let has = |found: Option<&ConceptSet>| found.is_some_and(|found| found.meets(concepts));
        let in_block = |id: BlockId| has(self.blocks.get(id.index()));
        match scope {
            ContextScope::Sentence => has(self.sentences.get(sentence)),
            ContextScope::Block => in_block(block.id),
            ContextScope::LeadIn => document.lead_ins(block.id).any(in_block),
            ContextScope::Heading => {
                let run_in = std::iter::once(block.id)
                    .chain(document.ancestors(block.id))
                    .any(|id| has(self.run_ins.get(id.index())));
                run_in
                    || section_above(document, block)
                        .is_some_and(|id| has(self.headings.get(id.index())))
            }
            ContextScope::Column => {
                let is_cell = |kind: &BlockKind| matches!(kind, BlockKind::Cell { .. });
                let cell = document.enclosing(block.id, is_cell);
                cell.and_then(|cell| document.column_header(cell))
                    .is_some_and(in_block)
            }
            ContextScope::Row => {
                row_of(document, block.id).is_some_and(|row| has(self.rows.get(row.index())))
            }
            ContextScope::List => {
                lists_of(document, block.id).any(|list| has(self.lists.get(list.index())))
            }
            ContextScope::Section => has(self.sections.get(block.section.index())),
            ContextScope::Document => has(Some(&self.document)),
        }
    }

    fn allows(&self, document: &Document, at: (&Block, usize), context: &Context) -> bool {
        let anywhere = |scopes: &[ContextScope], concepts: &ConceptSet| {
            scopes
                .iter()
                .any(|scope| self.holds(document, at, *scope, concepts))
        };
        (context.with.is_empty() || anywhere(&context.within, &context.with))
            && (context.without.is_empty() || !anywhere(&context.without_in, &context.without))
    }
}

/// The row of a table that a block stands in.
fn row_of(document: &Document, block: BlockId) -> Option<BlockId> {
    document.enclosing(block, |kind| *kind == BlockKind::Row)
}

/// The lists and tables that hold an item or a cell, the nearest first. A paragraph below an item is none of its list.
fn lists_of(document: &Document, block: BlockId) -> impl Iterator<Item = BlockId> + '_ {
    let kind = |id: BlockId| document.block(id).map(|block| &block.kind);
    let listed = matches!(kind(block), Some(BlockKind::Item | BlockKind::Cell { .. }));
    let around = document.ancestors(block).filter(move |_| listed);
    around.filter(move |id| matches!(kind(*id), Some(BlockKind::List { .. } | BlockKind::Table)))
}

/// The section whose headings stand above `block`: a heading is no context for itself, only for what stands under it.
fn section_above(document: &Document, block: &Block) -> Option<SectionId> {
    let section = document.section(block.section)?;
    if section.heading == Some(block.id) {
        section.parent
    } else {
        Some(block.section)
    }
}

/// A sentence that says anything.
struct Sentence {
    block: BlockId,
    /// What was found in it, but for what an antipattern takes away: a part of all that is kept.
    kept: Range<usize>,
}

impl Sentence {
    /// Adds to `kept` what counts of these `candidates` of one sentence.
    fn new<'c>(candidates: &'c [Candidate], kept: &mut Vec<&'c Candidate>) -> Self {
        let from = kept.len();
        let is_not = |candidate: &&Candidate| candidate.raw.strength == Strength::Not;
        let nots: Vec<&Candidate> = candidates.iter().filter(is_not).collect();
        let taken = |candidate: &Candidate| {
            nots.iter().any(|not| {
                not.raw.concept == candidate.raw.concept
                    && not.raw.range.overlaps(candidate.raw.range)
            })
        };
        kept.extend(candidates.iter().filter(|own| !is_not(own) && !taken(own)));
        Self {
            block: candidates.first().map_or(BlockId(0), |first| first.block),
            kept: from..kept.len(),
        }
    }

    /// Its part of all that is `kept`.
    fn of<'k, 'c>(&self, kept: &'k [&'c Candidate]) -> &'k [&'c Candidate] {
        kept.get(self.kept.clone()).unwrap_or_default()
    }
}

/// What needs no context.
fn plain<'c>(kept: &[&'c Candidate]) -> impl Iterator<Item = &'c Candidate> {
    let kept = kept.iter().copied();
    kept.filter(|candidate| candidate.raw.context.is_none())
}

/// The candidates that count, of those that were found part by part.
pub(super) fn filter<'c>(
    document: &Document,
    candidates: &'c [Vec<Candidate>],
    lexicon: &Lexicon,
) -> Vec<&'c Candidate> {
    let mut kept = Vec::with_capacity(candidates.iter().map(Vec::len).sum());
    let same = |a: &Candidate, b: &Candidate| (a.block, a.sentence) == (b.block, b.sentence);
    let sentences: Vec<Sentence> = candidates
        .iter()
        .flat_map(|part| part.chunk_by(same))
        .map(|sentence| Sentence::new(sentence, &mut kept))
        .collect();
    let presence = Presence::new(document, &sentences, &kept);
    let mut counted = Vec::with_capacity(kept.len());
    for (index, sentence) in sentences.iter().enumerate() {
        let Some(block) = document.block(sentence.block) else {
            continue;
        };
        let counts = |candidate: &&Candidate| {
            candidate.raw.context.is_none_or(|context| {
                let terms = lexicon.terms(candidate.language);
                let context = terms.and_then(|terms| terms.context(context));
                context.is_some_and(|context| presence.allows(document, (block, index), context))
            })
        };
        counted.extend(sentence.of(&kept).iter().copied().filter(counts));
    }
    counted
}
