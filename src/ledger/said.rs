//! What a section about one field says, and of which purposes.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, SectionId};
use crate::evidence::{Mention, State};

use super::index::Index;
use super::link::{cell_statement, statement};
use super::name::{Names, whole};
use super::subject::{About, Own, Subjects};
use super::{Entry, FieldKind, MOST, Statement, Via, table};

/// What a section about one field says.
pub(super) struct Said {
    kind: FieldKind,
    /// What names no entry.
    general: Vec<Statement>,
    /// What names an entry, by the entry's index.
    naming: FxHashMap<usize, Vec<Statement>>,
    /// What names some of the data of an entry, by the entry's index.
    partly: FxHashMap<usize, Vec<Statement>>,
    /// What is said of all that nothing else is said of.
    rest: Vec<Statement>,
    /// What is said of all data and names some entry: it stands for the others where nothing else does.
    outright: Vec<Statement>,
    /// All that is listed for all purposes together: data and recipients.
    together: Vec<Statement>,
    /// Whether it says anything.
    says: bool,
    /// Whether what names an entry does so as a title.
    titled: bool,
}

impl Said {
    /// What stands in entries of their own (`held`, in order) names others or speaks for itself alone.
    pub(super) fn read(
        index: &Index<'_>,
        (section, kind): (SectionId, FieldKind),
        held: &[RangeInclusive<BlockId>],
        names: &mut Names,
    ) -> Self {
        let found = index.said_within(section, kind);
        let standing = Standing::new(index, &found, held);
        let mut said = Self::new(kind, &found);
        for mention in found {
            let named = names.named_by(index.document, mention);
            let general = named.is_empty()
                && !standing.is_held(mention.block)
                && !standing.is_of_one(index, mention);
            let statement = statement(mention, Via::Named);
            if kind != FieldKind::LegalBasis
                && !standing.is_held(mention.block)
                && !index.is_heading(mention.block)
            {
                push(&mut said.together, &statement);
            }
            for entry in named.iter() {
                push(said.naming.entry(*entry).or_default(), &statement);
            }
            if general || standing.is_whole {
                push(&mut said.general, &statement);
            }
        }
        said
    }

    fn new(kind: FieldKind, found: &[&Mention]) -> Self {
        Self {
            kind,
            general: Vec::new(),
            naming: FxHashMap::default(),
            partly: FxHashMap::default(),
            rest: Vec::new(),
            outright: Vec::new(),
            together: Vec::new(),
            says: !found.is_empty(),
            titled: false,
        }
    }

    /// How long data are kept is said of all, of some of them, or of the rest.
    pub(super) fn of_keeping(
        index: &Index<'_>,
        section: SectionId,
        subjects: &Subjects<'_>,
        (held, names): (&[RangeInclusive<BlockId>], &mut Names),
    ) -> Self {
        let found = index.said_within(section, FieldKind::Retention);
        let standing = Standing::new(index, &found, held);
        let mut said = Self::new(FieldKind::Retention, &found);
        let told = said.rows(index, section, subjects, &standing);
        for mention in found {
            let cell = |kind: &BlockKind| matches!(kind, BlockKind::Cell { .. });
            let cell = index.document.enclosing(mention.block, cell);
            if cell.is_some_and(|cell| told.contains(&cell)) {
                continue;
            }
            let named = names.named_by(index.document, mention);
            match subjects.about(index, mention, Some(section)) {
                About::Rest => push(&mut said.rest, &statement(mention, Via::Named)),
                About::Own(own) if own.names_any() => {
                    said.own(&own, &statement(mention, Via::Named));
                }
                About::Own(own) if named.is_empty() => {
                    if (standing.is_whole || mention.state == State::Weak) && !own.told {
                        push(&mut said.general, &statement(mention, Via::Named));
                    }
                }
                about => said.by_words(index, mention, (&about, &named), &standing),
            }
        }
        said
    }

    /// Takes in what the rows of tables say under a header that asks how long, and tells which cells those are.
    fn rows(
        &mut self,
        index: &Index<'_>,
        section: SectionId,
        subjects: &Subjects<'_>,
        standing: &Standing<'_>,
    ) -> FxHashSet<BlockId> {
        let mut told = FxHashSet::default();
        let sections = index.sections_within(section).iter();
        let blocks = sections.flat_map(|section| index.top_blocks(section.id));
        let tables = blocks.filter(|block| block.kind == BlockKind::Table);
        let rows = tables.flat_map(|table| index.within(table.id));
        for row in rows.filter(|block| block.kind == BlockKind::Row) {
            let Some((title, cell)) = table::period_of(index, row.id) else {
                continue;
            };
            let Some(statement) = cell_statement(index, self.kind, cell) else {
                continue;
            };
            let statement = Statement {
                via: Via::Named,
                ..statement
            };
            if standing.is_held(cell.id) {
                continue;
            }
            told.insert(cell.id);
            self.says = true;
            self.titled = true;
            match subjects.titled(index, title.id, whole(title.text.as_str())) {
                Some(About::Own(own)) => self.own(&own, &statement),
                Some(About::Rest) => push(&mut self.rest, &statement),
                Some(About::All { .. }) => push(&mut self.general, &statement),
                None => {}
            }
        }
        told
    }

    /// Takes in what is said of something of its own.
    fn own(&mut self, own: &Own, statement: &Statement) {
        let (whole, part) = own.split();
        for at in whole {
            push(self.naming.entry(*at).or_default(), statement);
        }
        for at in part {
            push(self.partly.entry(at).or_default(), statement);
        }
    }

    /// Takes in what is said of all, or of the entries that it shares words with.
    fn by_words(
        &mut self,
        index: &Index<'_>,
        mention: &Mention,
        (about, named): (&About, &[usize]),
        standing: &Standing<'_>,
    ) {
        let listed = holder(index, mention.block).is_some();
        let outright = *about == About::All { outright: true };
        // Reasons to keep everything are told by many words; they name no purpose.
        let vague = mention.state == State::Weak && outright && !listed;
        let statement = statement(mention, Via::Named);
        let by_name = if listed {
            &mut self.naming
        } else {
            &mut self.partly
        };
        for at in named.iter().filter(|_| !vague && !standing.is_whole) {
            push(by_name.entry(*at).or_default(), &statement);
        }
        let of_all = named.is_empty()
            && !matches!(about, About::Own(_))
            && (outright || !standing.is_of_one(index, mention))
            && !standing.is_held(mention.block);
        if of_all || vague || standing.is_whole || (mention.universal && !listed) {
            push(&mut self.general, &statement);
        } else if outright && !listed {
            push(&mut self.outright, &statement);
        }
    }

    /// Gives each of the entries from index `offset` on that states nothing itself what names it, else what names no entry.
    pub(super) fn apply(&self, entries: &mut [Entry], offset: usize) {
        if !self.says {
            return;
        }
        for (position, entry) in entries.iter_mut().enumerate() {
            let nearest = entry
                .field(self.kind)
                .statements
                .iter()
                .map(|known| known.via)
                .min();
            if nearest.is_some_and(|via| via <= Via::Section) {
                // What names a purpose in a section about how long is as near as what stands loose around it.
                let of_part = nearest == Some(Via::Section) && self.titled;
                let at = offset + position;
                let naming = self.naming.get(&at).into_iter();
                let naming = naming.chain(self.partly.get(&at));
                for statement in naming.flatten().filter(|_| of_part) {
                    entry.add(self.kind, statement.clone());
                }
                continue;
            }
            let at = offset + position;
            let naming = self.naming.get(&at).map_or(&[][..], Vec::as_slice);
            let partly = self.partly.get(&at).map_or(&[][..], Vec::as_slice);
            // A list of all data or all recipients says nothing of one purpose.
            let listed = matches!(self.kind, FieldKind::Data | FieldKind::Recipients);
            let general = if listed || !naming.is_empty() {
                &[][..]
            } else if self.general.is_empty() && self.rest.is_empty() && partly.is_empty() {
                &self.outright
            } else {
                &self.general
            };
            let rest = if naming.is_empty() && partly.is_empty() {
                &self.rest[..]
            } else {
                &[]
            };
            if [naming, partly, general, rest]
                .iter()
                .all(|chosen| chosen.is_empty())
            {
                entry.leave(self.kind);
                entry.list(self.kind, &self.together);
            }
            for statement in naming.iter().chain(partly) {
                entry.add(self.kind, statement.clone());
            }
            for statement in general.iter().chain(rest) {
                let via = Via::Dedicated;
                entry.add(
                    self.kind,
                    Statement {
                        via,
                        ..statement.clone()
                    },
                );
            }
        }
    }
}

/// Adds a statement to those that are kept.
fn push(all: &mut Vec<Statement>, statement: &Statement) {
    if all.len() < MOST {
        all.push(statement.clone());
    }
}

/// The row or item that holds a block.
fn holder(index: &Index<'_>, id: BlockId) -> Option<BlockId> {
    let listed = |kind: &BlockKind| matches!(kind, BlockKind::Row | BlockKind::Item);
    index.document.enclosing(id, listed)
}

/// How the statements of a section stand beside each other.
struct Standing<'h> {
    /// What entries hold, in order.
    held: &'h [RangeInclusive<BlockId>],
    /// Whether one paragraph says all there is: it speaks of everything, whatever words it shares with a purpose.
    is_whole: bool,
    /// The rows and items that say something.
    holders: FxHashSet<BlockId>,
}

impl<'h> Standing<'h> {
    fn new(index: &Index<'_>, found: &[&Mention], held: &'h [RangeInclusive<BlockId>]) -> Self {
        let first = found.first().map(|mention| mention.block);
        let single = found.iter().all(|mention| Some(mention.block) == first);
        let holders = found
            .iter()
            .filter_map(|mention| holder(index, mention.block));
        Self {
            held,
            is_whole: single && first.is_none_or(|id| holder(index, id).is_none()),
            holders: holders.collect(),
        }
    }

    fn is_held(&self, id: BlockId) -> bool {
        let next = self.held.partition_point(|blocks| *blocks.end() < id);
        self.held
            .get(next)
            .is_some_and(|blocks| blocks.contains(&id))
    }

    /// Whether one of several items or rows says it: of its own subject.
    fn is_of_one(&self, index: &Index<'_>, mention: &Mention) -> bool {
        let listed = holder(index, mention.block).is_some();
        self.holders.len() > 1 && listed && !mention.universal
    }
}
