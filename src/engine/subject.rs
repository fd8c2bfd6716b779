//! What a rule speaks of, found in a document.

use regex::Regex;
use rustc_hash::FxHashSet;

use crate::document::{Block, BlockId, BlockKind, Document, Place, Role, Scope, SectionId};
use crate::entity::Value;
use crate::evidence::{Evidence, Mention};
use crate::lexicon::ConceptId;
use crate::rule::{Pick, Rule, Selector, Subject};
use crate::suppress::Standing;
use crate::text::{Span, TextRange, fold};

use super::predicate::Flaw;
use super::{Case, announced, beside, fact, nodes, vendor};

/// One thing that a rule speaks of.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// Where it stands.
    pub(super) place: Place,
    /// Its words in the source.
    pub(super) span: Span,
    /// Its typed value.
    pub(super) value: Option<Value>,
    /// What kind of thing it is beyond a mention.
    pub(super) node: Node,
}

/// What an instance is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A mention, an entity or a stretch of text.
    Words,
    /// A link with this target.
    Link { target: String, control: bool },
    /// The whole text.
    Whole,
    /// A section with those below it.
    Section(SectionId),
    /// A language, by name, and whether it can be read.
    Language { name: String, readable: bool },
    /// A suppression and what it comes to.
    Suppression(Standing),
    /// Something that is wrong in itself, and what is wrong with it.
    Flawed(Flaw),
}

/// Everything that `selector` selects, in the order of the document, within the rule's roles.
pub(super) fn instances(case: Case<'_>, rule: &Rule, selector: &Selector) -> Vec<Instance> {
    let found = match &selector.subject {
        Subject::Concepts(family) => concepts(case, selector, family),
        Subject::Entities(kinds) => {
            let own = case
                .evidence
                .entities
                .iter()
                .filter(|placed| kinds.contains(&placed.entity.value.kind()));
            own.filter_map(|placed| {
                words(
                    case.document,
                    placed.block,
                    placed.entity.range,
                    Some(placed.entity.value.clone()),
                )
            })
            .collect()
        }
        Subject::Pattern(pattern) => fitting(case, pattern),
        Subject::Node(node) => nodes::of(case, *node),
        Subject::Fact(kind) => fact::of(case, *kind, &selector.stating),
    };
    let (under, not_under) = (
        Headings::new(case.document, case.evidence, &selector.under),
        Headings::new(case.document, case.evidence, &selector.not_under),
    );
    let mut kept: Vec<Instance> = found
        .into_iter()
        .filter(|instance| in_role(case, &rule.roles, instance.place.section))
        .filter(|instance| selector.under.is_empty() || under.hold(case.document, instance.place))
        .filter(|instance| !not_under.hold(case.document, instance.place))
        .filter(|instance| is_picked(case, selector, instance))
        .collect();
    if !selector.column.is_empty() {
        beside::in_columns(case, &selector.column, &mut kept);
    }
    beside::keep(case, selector, &mut kept);
    if selector.announced {
        announced::keep(case, selector, &mut kept);
    }
    if let Some(least) = selector.per_list {
        beside::several_in_list(case.document, least, &mut kept);
    }
    if let Some(per) = selector.per {
        one_each(case, per, &mut kept);
    }
    match selector.pick {
        Some(Pick::Latest) => kept.into_iter().max_by_key(latest).into_iter().collect(),
        Some(Pick::Distinct) => {
            let mut seen = FxHashSet::default();
            kept.retain(|instance| seen.insert(fold(instance.span.of(case.source)).into_owned()));
            kept.truncate(MOST_DISTINCT);
            kept
        }
        None => kept,
    }
}

/// How many different words are looked at one by one: for each of them a rule may go through the whole text.
const MOST_DISTINCT: usize = 256;

/// The group of a pattern that is what a rule speaks of.
const PART: &str = "it";

/// What fits `pattern` in the text of blocks, or its group `it`, without white space around it, and the first of the markup that was left out of each.
fn fitting(case: Case<'_>, pattern: &Regex) -> Vec<Instance> {
    let document = case.document;
    let blocks = case.fits.of(pattern, document).into_iter();
    let found = blocks.flat_map(|block| {
        spoken_of(pattern, block.text.as_str())
            .into_iter()
            .map(move |found| {
                let bare = found.as_str().trim_start();
                let start = found.end() - bare.len();
                (
                    block.id,
                    TextRange::new(start, start + bare.trim_end().len()),
                )
            })
    });
    let mut all: Vec<Instance> = found
        .filter_map(|(block, range)| words(document, block, range, None))
        .collect();
    let mut last = None;
    for span in document.left_out() {
        let Some(block) = document
            .block_at(span.end)
            .filter(|block| last != Some(block.id))
        else {
            continue;
        };
        let found = pattern.find(span.of(case.source));
        last = found.map(|_| block.id).or(last);
        all.extend(found.map(|found| Instance {
            place: Place {
                block: block.id,
                sentence: 0,
                section: block.section,
            },
            span: Span::new(span.start + found.start(), span.start + found.end()),
            value: None,
            node: Node::Words,
        }));
    }
    if !document.left_out().is_empty() {
        all.sort_by_key(|instance| instance.span);
    }
    all
}

/// What fits `pattern` in `text`, or the group of it that is spoken of.
fn spoken_of<'t>(pattern: &Regex, text: &'t str) -> Vec<regex::Match<'t>> {
    if pattern.capture_names().flatten().all(|name| name != PART) {
        return pattern.find_iter(text).collect();
    }
    let found = pattern.captures_iter(text);
    found.filter_map(|found| found.name(PART)).collect()
}

pub(super) fn prose(document: &Document) -> impl Iterator<Item = &Block> {
    document
        .blocks()
        .iter()
        .filter(|block| block.kind != BlockKind::Code)
}

fn concepts(case: Case<'_>, selector: &Selector, family: &[ConceptId]) -> Vec<Instance> {
    let counted = case
        .evidence
        .of(family)
        .filter(|mention| mention.counts())
        .filter(|mention| {
            if mention.affirmed {
                selector.affirmed
            } else {
                selector.denied
            }
        });
    counted.map(instance).collect()
}

/// A mention as an instance.
pub(super) fn instance(mention: &Mention) -> Instance {
    Instance {
        place: Place::from(mention),
        span: mention.span,
        value: mention.value.clone(),
        node: Node::Words,
    }
}

/// The words under `range` as an instance.
pub(super) fn words(
    document: &Document,
    block: BlockId,
    range: TextRange,
    value: Option<Value>,
) -> Option<Instance> {
    let block = document.block(block)?;
    let sentence = block
        .sentences
        .partition_point(|sentence| sentence.end <= range.start);
    let place = Place {
        block: block.id,
        sentence,
        section: block.section,
    };
    Some(Instance {
        place,
        span: block.text.span_of(range),
        value,
        node: Node::Words,
    })
}

pub(super) fn in_role(case: Case<'_>, roles: &[Role], section: SectionId) -> bool {
    roles.contains(
        &case
            .evidence
            .roles
            .get(section.index())
            .copied()
            .unwrap_or_default(),
    )
}

/// The headings and run-in headings that mention any of some topics. The title of the document is none of them: it is
/// about everything.
pub(super) struct Headings(FxHashSet<BlockId>);

impl Headings {
    pub(super) fn new(document: &Document, evidence: &Evidence, topics: &[ConceptId]) -> Self {
        let heads = |mention: &&Mention| {
            document
                .block(mention.block)
                .is_some_and(|block| match block.kind {
                    BlockKind::Heading { .. } => document.title() != Some(block.id),
                    _ => block
                        .run_in
                        .is_some_and(|run_in| run_in.contains(mention.range)),
                })
        };
        Self(
            evidence
                .of(topics)
                .filter(heads)
                .map(|mention| mention.block)
                .collect(),
        )
    }

    /// Those that are none of `others`.
    pub(super) fn without(mut self, others: &Self) -> Self {
        self.0.retain(|heading| !others.0.contains(heading));
        self
    }

    /// Whether one of them stands above `place`.
    pub(super) fn hold(&self, document: &Document, place: Place) -> bool {
        !self.0.is_empty()
            && (self.0.contains(&place.block)
                || document
                    .ancestors(place.block)
                    .any(|id| self.0.contains(&id))
                || document
                    .section_chain(place.section)
                    .filter_map(|section| section.heading)
                    .any(|heading| self.0.contains(&heading)))
    }
}

/// Keeps the first instance of each `scope`; where they name vendors, the first of each vendor.
fn one_each(case: Case<'_>, scope: Scope, instances: &mut Vec<Instance>) {
    let document = case.document;
    let mut seen = FxHashSet::default();
    instances.retain(|instance| {
        let place = instance.place;
        let vendor = vendor::named(case, instance).map(|(vendor, _)| vendor);

        let around = |kind: fn(&BlockKind) -> bool| {
            document.enclosing(place.block, kind).unwrap_or(place.block)
        };
        let key = match scope {
            Scope::Sentence => (place.section, place.block, place.sentence + 1),
            Scope::Cell | Scope::Block | Scope::Next | Scope::Below => {
                (place.section, place.block, 0)
            }
            Scope::Row => (place.section, around(|kind| *kind == BlockKind::Row), 0),
            Scope::Item => (place.section, around(|kind| *kind == BlockKind::Item), 0),
            Scope::Section | Scope::Subtree => (place.section, BlockId(0), 0),
            Scope::Document => (SectionId::ROOT, BlockId(0), 0),
        };
        seen.insert((key, vendor))
    });
}

/// Whether `instance` fits what the selector asks of its words or its value.
fn is_picked(case: Case<'_>, selector: &Selector, instance: &Instance) -> bool {
    if selector.matching.is_none() && selector.except.is_none() {
        return true;
    }
    let words = match &instance.value {
        Some(Value::Email { address, .. }) => address,
        Some(Value::Url { target, .. }) => target,
        _ => instance.span.of(case.source),
    };
    let fits = |pattern: &Regex| pattern.is_match(words);
    selector.matching.as_ref().is_none_or(fits) && !selector.except.as_ref().is_some_and(fits)
}

/// The date by which instances are ordered; those without one come first.
fn latest(instance: &Instance) -> (i16, u8, u8) {
    match &instance.value {
        Some(Value::Date {
            year, month, day, ..
        }) => (*year, month.unwrap_or(0), day.unwrap_or(0)),
        _ => (i16::MIN, 0, 0),
    }
}
