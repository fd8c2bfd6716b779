//! Whether each purpose of the ledger has a field stated, and where to say that it has not.

use std::collections::BTreeMap;

use crate::document::{BlockId, BlockKind, Place, SectionId};
use crate::ledger::{Entry, FieldKind, Via};
use crate::rule::{Rule, Selector};
use crate::text::Span;

use super::Case;
use super::subject::{Headings, Instance, Node, in_role, words};

/// How many purposes that stand together must lack a field for the lack to be that of the group.
const MANY: usize = 3;

/// What the purposes of a document state.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    /// The purposes that have it.
    pub(super) passed: Vec<Span>,
    /// Those that have not, or what introduces them where most that stand together have not.
    pub(super) failed: Vec<Instance>,
    /// Those that have not although their peers have: nothing that is said elsewhere speaks for them.
    pub(super) alone: Vec<Instance>,
    /// Those that have not, but stand where it may be said of them together: they count where none has it.
    pub(super) loose: Vec<Instance>,
}

/// Judges all purposes that `selector` selects, group by group.
pub(super) fn judge(case: Case<'_>, rule: &Rule, selector: &Selector, kind: FieldKind) -> Verdicts {
    let not_under = Headings::new(case.document, case.evidence, &selector.not_under);
    let under = Headings::new(case.document, case.evidence, &selector.under);
    let entries: Vec<&Entry> = case
        .ledger
        .entries
        .iter()
        .filter(|entry| in_role(case, &rule.roles, entry.section))
        .filter(|entry| selector.under.is_empty() || under.hold(case.document, entry.place))
        .filter(|entry| !not_under.hold(case.document, entry.place))
        .collect();
    let mut verdicts = Verdicts::default();
    let (announced, mentioned): (Vec<&Entry>, Vec<&Entry>) = entries
        .into_iter()
        .partition(|entry| entry.announced && !entry.aside);
    for group in announced.chunk_by(|a, b| a.group == b.group) {
        verdicts.add(case, group, kind);
    }
    let mut sections: BTreeMap<(SectionId, bool), Vec<&Entry>> = BTreeMap::new();
    for entry in mentioned {
        sections
            .entry((entry.section, entry.aside))
            .or_default()
            .push(entry);
    }
    let mut around: BTreeMap<Option<SectionId>, Vec<&Entry>> = BTreeMap::new();
    for ((section, aside), entries) in sections {
        if aside {
            verdicts.add(case, &entries, kind);
            continue;
        }
        verdicts.peers(case, &entries, kind);
        // What is said once in a section of running text is said for all of it.
        let speaker = entries.iter().find(|entry| entry.states(kind));
        let parent = case
            .document
            .section(section)
            .and_then(|section| section.parent);
        let stands_for = speaker.or(entries.first()).copied();
        around.entry(parent).or_default().extend(stands_for);
    }
    for group in around.values() {
        verdicts.add(case, group, kind);
    }
    verdicts
}

impl Verdicts {
    /// Those whose peers in the section state the field themselves lack it, where they say on which basis or for how long at all:
    /// others mention a purpose in passing.
    fn peers(&mut self, case: Case<'_>, entries: &[&Entry], kind: FieldKind) {
        let lacking = entries.iter().filter(|entry| {
            let own = |other: &FieldKind| {
                let statements = &entry.field(*other).statements;
                statements.iter().any(|known| known.via == Via::Own)
            };
            case.ledger.expects(entry, kind)
                && !goes_on(case, entry, kind)
                && !entry.states(kind)
                && [FieldKind::LegalBasis, FieldKind::Retention]
                    .iter()
                    .any(own)
        });
        self.alone
            .extend(lacking.filter_map(|entry| named(case, entry)));
    }

    fn add(&mut self, case: Case<'_>, group: &[&Entry], kind: FieldKind) {
        let lacking: Vec<&Entry> = group
            .iter()
            .copied()
            .filter(|entry| !entry.states(kind))
            .collect();
        let with_own = group
            .iter()
            .filter(|entry| {
                let statements = &entry.field(kind).statements;
                statements.iter().any(|known| known.via == Via::Own)
            })
            .count();
        let mostly_own = group.len() >= MANY && with_own * 2 >= group.len();
        let announced = group.iter().all(|entry| entry.announced && !entry.aside);
        // Only where most say it of themselves is it plain that each should: purposes that are mentioned in passing, beside
        // something else, or in running text, may have it said of them together.
        let each = mostly_own || announced;
        let passed = group.iter().filter(|entry| entry.states(kind));
        self.passed
            .extend(passed.filter_map(|entry| entry.purposes.first()));
        if lacking.is_empty() {
            return;
        }
        let most = lacking.len() == group.len()
            || (lacking.len() >= MANY && lacking.len() * 2 >= group.len());
        let expected = group.iter().any(|entry| case.ledger.expects(entry, kind));
        let elsewhere = with_own == 0 && !expected && case.ledger.has_free(kind);
        if !each || elsewhere {
            self.loose.extend(introduced(case, &lacking));
        } else if most {
            self.failed.extend(introduced(case, &lacking));
        } else {
            for entry in lacking {
                let lack = named(case, entry);
                if case.ledger.expects(entry, kind) {
                    self.alone
                        .extend(lack.filter(|_| !goes_on(case, entry, kind)));
                } else {
                    self.failed.extend(lack);
                }
            }
        }
    }
}

/// Whether the next paragraph goes on with an entry and says it: “We do so because …”.
fn goes_on(case: Case<'_>, entry: &Entry, kind: FieldKind) -> bool {
    let next = entry.blocks.end().index() + 1;
    let next = case.document.blocks().get(next);
    next.is_some_and(|block| {
        block.section == entry.section && case.ledger.is_said_in(block.id, kind)
    })
}

/// An entry by the first of its purposes.
fn named(case: Case<'_>, entry: &Entry) -> Option<Instance> {
    let span = *entry.purposes.first()?;
    let block = case
        .document
        .blocks()
        .iter()
        .skip(entry.blocks.start().index());
    let mut holders = block.take_while(|block| block.id <= *entry.blocks.end());
    let holder = holders.find(|block| !block.text.is_empty() && block.text.span().overlaps(span));
    let at = holder.map_or(entry.place.block, |block| block.id);
    Some(Instance {
        place: Place {
            block: at,
            ..entry.place
        },
        span,
        value: None,
        node: Node::Words,
    })
}

/// What introduces entries that all lack something, else the first of them: the header of the last column of their table,
/// the last sentence of what leads them in, or the heading above them.
fn introduced(case: Case<'_>, lacking: &[&Entry]) -> Option<Instance> {
    let first = lacking.first()?;
    let introduction = first.introduction.and_then(|id| case.document.block(id));
    // A table that lacks the column lacks it for a single row too.
    let column = introduction.is_some_and(|block| matches!(block.kind, BlockKind::Cell { .. }));
    if (lacking.len() < 2 && !column) || !first.announced {
        return named(case, first);
    }
    let introduction = introduction?;
    let block = match introduction.kind {
        BlockKind::Cell { .. } => last_header(case, introduction.id)
            .and_then(|id| case.document.block(id))
            .unwrap_or(introduction),
        _ => introduction,
    };
    let range = *block.sentences.last()?;
    words(case.document, block.id, range, None)
}

/// The last cell of the row that holds a header cell.
fn last_header(case: Case<'_>, header: BlockId) -> Option<BlockId> {
    let row = case
        .document
        .enclosing(header, |kind| *kind == BlockKind::Row)?;
    let behind = case.document.blocks().get(row.index()..)?.iter();
    behind
        .take_while(|block| block.id <= row || block.parent.is_some_and(|parent| parent >= row))
        .filter(|block| block.parent == Some(row) && !block.text.is_empty())
        .map(|block| block.id)
        .last()
}
