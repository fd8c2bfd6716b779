//! Transfers: where the text says that data go outside, each with the country, what protects the data there, and who receives them.

use rustc_hash::FxHashSet;

use crate::document::{Block, BlockId, BlockKind, Place, SectionId};
use crate::evidence::{Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, TextRange};

use super::index::{Index, Topic};
use super::link::statement;
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
pub(super) fn transfers(
    index: &Index<'_>,
    references: &References,
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
        countries: counted(index, &family("transfer.country")),
        safeguards: counted(
            index,
            &without(
                &["safeguard.copy", "safeguard.unnamed"],
                family("safeguard"),
            ),
        ),
    };
    let asserted = without(&["transfer.inside", "transfer.country"], family("transfer"));
    let mut seen: FxHashSet<BlockId> = FxHashSet::default();
    let mut found = Vec::new();
    for mention in counted(index, &asserted) {
        let holder = holder(index, mention.block).unwrap_or(mention.block);
        let block = index.document.block(mention.block);
        let is_heading = block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }));
        let topics = index.section_topics(mention.section);
        if is_heading || topics.contains(&Topic::Else) || !seen.insert(holder) {
            continue;
        }
        found.push(transfer(index, references, &said, (mention, holder)));
    }
    found
}

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

fn transfer(
    index: &Index<'_>,
    references: &References,
    said: &Said<'_>,
    (mention, holder): (&Mention, BlockId),
) -> Transfer {
    let own: FxHashSet<BlockId> = index.within(holder).iter().map(|block| block.id).collect();
    let referred: Vec<SectionId> = own
        .iter()
        .filter_map(|id| references.get(id))
        .flatten()
        .copied()
        .collect();
    let referred: FxHashSet<SectionId> = referred
        .iter()
        .flat_map(|section| index.sections_within(*section))
        .map(|section| section.id)
        .collect();
    // What is said of one recipient in its row or item says nothing of the next.
    let listed = self::holder(index, holder).is_some();
    let link = |all: &[&Mention]| -> Vec<Statement> {
        let via = |other: &Mention| {
            let loose = self::holder(index, other.block).is_none();
            if own.contains(&other.block) {
                Some(Via::Own)
            } else if other.section == mention.section && (loose || !listed) {
                Some(Via::Section)
            } else if referred.contains(&other.section) {
                Some(Via::Reference)
            } else {
                None
            }
        };
        let linked = all
            .iter()
            .filter_map(|other| Some(statement(other, via(other)?)));
        let mut linked: Vec<Statement> = linked.take(MOST).collect();
        linked.sort_by_key(|statement| statement.via);
        // The nearest that says anything speaks for the rest.
        let nearest = linked.first().map(|statement| statement.via);
        linked.retain(|statement| {
            Some(statement.via) == nearest && statement.state != State::Negative
        });
        linked
    };
    let blocks = index.within(holder).iter();
    let recipients = blocks.flat_map(|block| index.said(block.id, FieldKind::Recipients));
    Transfer {
        span: mention.span,
        place: Place::from(mention),
        countries: link(&said.countries),
        safeguards: link(&said.safeguards),
        recipients: recipients
            .map(|mention| statement(mention, Via::Own))
            .take(MOST)
            .collect(),
    }
}
