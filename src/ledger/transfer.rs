//! Transfers: where the text says that data go outside, each with the country, what protects the data there, and who receives them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind, Place, SectionId};
use crate::entity::Value;
use crate::evidence::{Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, TextRange};

use super::index::{Index, Topic};
use super::link::statement;
use super::recipient::{Placed, code_of, is_proper};
use super::reference::References;
use super::{FieldKind, MOST, Statement, Via};

/// A statement that data go outside.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Its words: the first of its row, item or paragraph.
    pub span: Span,
    /// Where it stands.
    pub place: Place,
    /// To which countries.
    pub countries: Vec<Statement>,
    /// What protects the data there.
    pub safeguards: Vec<Statement>,
    /// Who receives them there.
    pub recipients: Vec<Statement>,
}

/// All transfers of a document, in its order.
pub(super) fn transfers<'a>(
    index: &Index<'a>,
    source: &str,
    references: &References,
    placed: &Placed<'a>,
    concepts: &ConceptTree,
) -> Vec<Transfer> {
    let family = |name: &str| {
        let id = concepts.get(name);
        id.map(|id| concepts.family(id)).unwrap_or_default()
    };
    let without = |names: &[&str], all: Vec<ConceptId>| -> Vec<ConceptId> {
        let out: Vec<ConceptId> = names.iter().flat_map(|name| family(name)).collect();
        all.into_iter().filter(|id| !out.contains(id)).collect()
    };
    let said = Said {
        countries: countries(index, concepts, &[]),
        safeguards: counted(
            index,
            &without(
                &["safeguard.copy", "safeguard.unnamed"],
                family("safeguard"),
            ),
        ),
    };
    let asserted = without(&["transfer.inside", "transfer.country"], family("transfer"));
    let mut known: FxHashMap<BlockId, usize> = FxHashMap::default();
    let mut first: Vec<(&Mention, BlockId)> = Vec::new();
    for mention in counted(index, &asserted) {
        let holder = holder(index, mention.block).unwrap_or(mention.block);
        let block = index.document.block(mention.block);
        let is_heading = block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }));
        let topics = index.section_topics(mention.section);
        if is_heading || topics.contains(&Topic::Else) {
            continue;
        }
        let at = *known.entry(holder).or_insert(first.len());
        match first.get_mut(at) {
            // The name of a country alone tells less than what says that data go there.
            Some((told, _)) if is_bare(told) && !is_bare(mention) => *told = mention,
            Some(_) => {}
            None => first.push((mention, holder)),
        }
    }
    let within = Within {
        index,
        source,
        references,
        said: &said,
        placed,
    };
    first.into_iter().map(|it| within.transfer(it)).collect()
}

/// Whether the words of a mention are no more than the name of a country.
fn is_bare(mention: &Mention) -> bool {
    matches!(mention.value, Some(Value::Country { .. })) && mention.range.len() <= BARE
}

/// How many bytes the name of a country has at most.
const BARE: usize = 24;

/// What is said of countries and safeguards anywhere, in the order of the document.
struct Said<'a> {
    countries: Vec<&'a Mention>,
    safeguards: Vec<&'a Mention>,
}

fn counted<'a>(index: &Index<'a>, family: &[ConceptId]) -> Vec<&'a Mention> {
    let all = index.evidence.of(family);
    all.filter(|mention| mention.counts() && mention.affirmed)
        .collect()
}

/// The countries that are named, and those of `also`, in the order of the document; a country that is said to be one of several (“mainly the
/// United States”) too, which by itself answers no question.
pub(super) fn countries<'a>(
    index: &Index<'a>,
    concepts: &ConceptTree,
    also: &[ConceptId],
) -> Vec<&'a Mention> {
    let family = |name: &str| {
        let id = concepts.get(name);
        id.map(|id| concepts.family(id)).unwrap_or_default()
    };
    let partly = counted(index, &family("cue.country-partly"));
    let partly: FxHashSet<(BlockId, usize)> = partly
        .iter()
        .map(|mention| (mention.block, mention.sentence))
        .collect();
    let sought = [family("transfer.country").as_slice(), also].concat();
    let told = |mention: &&Mention| {
        let is_one = || partly.contains(&(mention.block, mention.sentence));
        mention.affirmed && (mention.counts() || is_one())
    };
    index.evidence.of(&sought).filter(told).collect()
}

/// What names a country, as a statement.
pub(super) fn named(mention: &Mention, via: Via) -> Statement {
    let told = statement(mention, via);
    Statement {
        state: told.state.max(State::Weak),
        ..told
    }
}

/// The row or item around a block; the list around it, where its items are the fields of one thing (`Place: …`, `Safeguard: …`).
pub(super) fn holder(index: &Index<'_>, id: BlockId) -> Option<BlockId> {
    let holds = |kind: &BlockKind| matches!(kind, BlockKind::Row | BlockKind::Item);
    let holder = index.document.enclosing(id, holds)?;
    let list = index.document.block(holder)?.parent?;
    let mut items = index.within(list).iter();
    let first = items.next()?;
    let is_field = |item: &Block| {
        let names = |run_in: TextRange| {
            let said = index.said(item.id, FieldKind::Recipients).iter();
            let mut said = said.map(|mention| mention.range);
            said.any(|range| run_in.contains(range))
        };
        item.run_in.is_some_and(|run_in| !names(run_in))
    };
    let mut items = items
        .filter(|block| block.parent == Some(list))
        .take(FIELDS);
    let is_record = matches!(first.kind, BlockKind::List { .. }) && items.all(is_field);
    Some(if is_record { list } else { holder })
}

/// How many items of a list are looked at for whether they are fields.
const FIELDS: usize = 8;

/// What a transfer is put together from.
struct Within<'w, 'a> {
    index: &'w Index<'a>,
    source: &'w str,
    references: &'w References,
    said: &'w Said<'a>,
    placed: &'w Placed<'a>,
}

impl Within<'_, '_> {
    fn transfer(&self, (mention, holder): (&Mention, BlockId)) -> Transfer {
        let own: FxHashSet<BlockId> = self
            .index
            .within(holder)
            .iter()
            .map(|block| block.id)
            .collect();
        let referred: FxHashSet<SectionId> = own
            .iter()
            .filter_map(|id| self.references.get(id))
            .flatten()
            .flat_map(|section| self.index.sections_within(*section))
            .map(|section| section.id)
            .collect();
        let receiving = self.receiving(holder);
        // What is said of one recipient in its row or item says nothing of the next.
        let listed = self::holder(self.index, holder).is_some();
        let via = |other: &Mention| {
            if own.contains(&other.block) {
                return Some(Via::Own);
            }
            let loose = self::holder(self.index, other.block).is_none();
            if other.section == mention.section
                && (loose || !listed)
                && self.is_of(&receiving, other)
            {
                Some(Via::Section)
            } else if referred.contains(&other.section) {
                Some(Via::Reference)
            } else {
                None
            }
        };
        let link = |all: &[&Mention]| -> Vec<Statement> {
            let linked = all
                .iter()
                .filter_map(|other| Some((*other, via(other)?)))
                .take(MOST);
            let linked: Vec<(&Mention, Via)> = linked.collect();
            // The nearest that says anything speaks for the rest.
            let nearest = linked.iter().map(|(_, via)| *via).min();
            let nearest = linked.into_iter().filter(|(_, via)| Some(*via) == nearest);
            self.once(nearest)
        };
        Transfer {
            span: mention.span,
            place: Place::from(mention),
            countries: link(&self.said.countries),
            safeguards: link(&self.said.safeguards),
            recipients: self.recipients(holder),
        }
    }

    /// Who is named in a row, item or paragraph.
    fn receiving(&self, holder: BlockId) -> FxHashSet<usize> {
        let blocks = self.index.within(holder).iter();
        let placed = blocks.flat_map(|block| self.placed.in_block(block.id));
        placed.map(|(at, ..)| *at).collect()
    }

    /// Whether what stands elsewhere in the section is said of those who receive the data, or of nobody else.
    fn is_of(&self, receiving: &FxHashSet<usize>, other: &Mention) -> bool {
        let there = self.placed.in_block(other.block);
        receiving.is_empty()
            || there.is_empty()
            || there.iter().any(|(at, ..)| receiving.contains(at))
    }

    /// Each country once, by its name where that is told too; and all else.
    fn once<'m>(&self, linked: impl Iterator<Item = (&'m Mention, Via)>) -> Vec<Statement> {
        let mut found: Vec<Statement> = Vec::new();
        let mut codes: FxHashMap<String, usize> = FxHashMap::default();
        for (mention, via) in linked {
            let new = named(mention, via);
            if !matches!(mention.value, Some(Value::Country { .. })) {
                found.push(new);
                continue;
            }
            let next = found.len();
            let at = *codes.entry(code_of(self.source, mention)).or_insert(next);
            match found.get_mut(at) {
                Some(known)
                    if !is_proper(known.span.of(self.source))
                        && is_proper(new.span.of(self.source)) =>
                {
                    *known = new;
                }
                Some(_) => {}
                None => found.push(new),
            }
        }
        found
    }

    /// Each who receives the data, once; the first kind that is spoken of, where none is told.
    fn recipients(&self, holder: BlockId) -> Vec<Statement> {
        let mut seen: FxHashMap<usize, usize> = FxHashMap::default();
        let mut found: Vec<Statement> = Vec::new();
        let blocks = self.index.within(holder).iter();
        for (at, span, mention) in blocks
            .clone()
            .flat_map(|block| self.placed.in_block(block.id))
        {
            let next = found.len();
            let place = *seen.entry(*at).or_insert(next);
            let is_name = self.placed.is_name(*at, *span);
            let told = || Statement {
                span: *span,
                ..statement(mention, Via::Own)
            };
            match found.get_mut(place) {
                // The name by which it is told stands for the others.
                Some(known) if is_name => *known = told(),
                None if next < MOST => found.push(told()),
                _ => {}
            }
        }
        if found.is_empty() {
            let said = blocks.flat_map(|block| self.index.said(block.id, FieldKind::Recipients));
            let kinds = said.filter_map(|mention| Some((mention, self.placed.kind(mention)?)));
            found.extend(kinds.take(1).map(|(mention, span)| Statement {
                span,
                ..statement(mention, Via::Own)
            }));
        }
        found
    }
}
