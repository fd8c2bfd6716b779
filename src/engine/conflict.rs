//! Statements that must not both stand for the same thing, and which of them do.
//!
//! Each side is reduced to keys (what it must agree in) and a value (what it must differ in), so that only statements about the
//! same thing are held against each other. What is ambiguous (two subjects and two values in one sentence) is silent.

use rustc_hash::FxHashMap;

use crate::diagnostic::Label;
use crate::document::{BlockId, BlockKind, Document, Place, Role, Scope, SectionId};
use crate::evidence::Mention;
use crate::lexicon::ConceptId;
use crate::rule::{Agreement, Conflict, Difference, Rule, Selector, Subject};
use crate::text::Span;

use super::Case;
use super::compared::{self, Compared};
use super::guard::Ready;
use super::near::Near;
use super::predicate::Flaw;
use super::subject::{Instance, instances};
use super::wording::crop;

/// How many statements of one side are looked at for one of the other: more say nothing new.
const MOST: usize = 64;
/// How many of those that stand against a statement are shown.
const SHOWN: usize = 3;

/// One thing that two statements agree in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    Block(BlockId),
    Sentence(BlockId, usize),
    Section(SectionId),
    Role(Role),
    Concept(ConceptId),
    Text(String),
}

type Key = Vec<Part>;

/// A statement, ready to be held against others.
#[derive(Debug)]
struct Side {
    instance: Instance,
    keys: Vec<Key>,
    value: Option<Compared>,
}

/// What was found: statements that nothing stands against, and those that something does.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The statements that stand alone.
    pub(super) passed: Vec<Span>,
    /// The others, with what stands against them.
    pub(super) failed: Vec<(Instance, Flaw)>,
}

/// Holds the statements that `conflict` selects against each other.
pub(super) fn judge(case: Case<'_>, rule: &Rule, conflict: &Conflict) -> Found {
    let reader = Reader::new(case, rule, conflict);
    let ours = reader.sides(&conflict.a);
    let mut found = Found::default();
    let Some(b) = &conflict.b else {
        reader.among(ours, &mut found);
        return found;
    };
    let theirs = reader.sides(b);
    let by_key = by_key(&theirs);
    for side in ours {
        let mut against: Vec<&Side> = Vec::new();
        for key in &side.keys {
            let others = by_key.get(key).into_iter().flatten().take(MOST);
            let others = others.filter_map(|index| theirs.get(*index));
            against.extend(others.filter(|other| reader.opposed(&side, other)));
        }
        reader.conclude(side, &against, &mut found);
    }
    found
}

fn by_key(sides: &[Side]) -> FxHashMap<Key, Vec<usize>> {
    let mut found: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
    for (index, side) in sides.iter().enumerate() {
        for key in &side.keys {
            found.entry(key.clone()).or_default().push(index);
        }
    }
    found
}

/// The sides that share a key, for each key, in the order in which the keys are first met.
fn groups(sides: &[Side]) -> Vec<Vec<usize>> {
    let mut places: FxHashMap<&Key, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        for key in &side.keys {
            let at = *places.entry(key).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(at) {
                group.push(index);
            }
        }
    }
    groups
}

struct Reader<'a> {
    case: Case<'a>,
    rule: &'a Rule,
    conflict: &'a Conflict,
    unless: Vec<Ready<'a>>,
    /// For each agreement on a mention, where what it names is mentioned.
    near: Vec<Option<Near<'a>>>,
}

impl<'a> Reader<'a> {
    fn new(case: Case<'a>, rule: &'a Rule, conflict: &'a Conflict) -> Self {
        let near = conflict.same.iter().map(|agreement| match agreement {
            Agreement::Mention(family, within) => Some(Near::new(case, family, within)),
            _ => None,
        });
        Self {
            case,
            rule,
            conflict,
            unless: rule
                .unless
                .iter()
                .map(|guard| Ready::new(case, guard))
                .collect(),
            near: near.collect(),
        }
    }

    /// What `selector` selects and nothing excuses, with its keys; what has none is about nothing in particular.
    fn sides(&self, selector: &Selector) -> Vec<Side> {
        let mut found = instances(self.case, self.rule, selector);
        found.retain(|instance| {
            !self
                .unless
                .iter()
                .any(|guard| guard.holds(Some(instance.place)))
        });
        let several = several(&found);
        let concepts = concepts(self.case, selector);
        let sides = found.into_iter().map(|instance| {
            let alone = !several.contains_key(&(instance.place.block, instance.place.sentence));
            Side {
                keys: self.keys(&instance, alone, concepts.get(&instance.span).copied()),
                value: self.conflict.different.as_ref().and_then(|difference| {
                    let concept = concepts.get(&instance.span).copied();
                    compared::value(self.case, difference, &instance, concept)
                }),
                instance,
            }
        });
        sides
            .filter(|side| !side.keys.is_empty())
            .filter(|side| self.conflict.different.is_none() || side.value.is_some())
            .collect()
    }

    /// What `instance` is about: one key for each combination of what it agrees in.
    fn keys(&self, instance: &Instance, alone: bool, concept: Option<ConceptId>) -> Vec<Key> {
        let mut keys: Vec<Key> = vec![Vec::new()];
        for (agreement, near) in self.conflict.same.iter().zip(&self.near) {
            let parts = match agreement {
                Agreement::Kind => compared::kind(self.case, concept)
                    .map(Part::Text)
                    .into_iter()
                    .collect(),
                _ => self.parts(agreement, near.as_ref(), instance, alone),
            };
            keys = keys
                .iter()
                .flat_map(|key| {
                    parts.iter().map(|part| {
                        let mut longer = key.clone();
                        longer.push(part.clone());
                        longer
                    })
                })
                .collect();
        }
        keys
    }

    fn parts(
        &self,
        agreement: &Agreement,
        near: Option<&Near<'_>>,
        instance: &Instance,
        alone: bool,
    ) -> Vec<Part> {
        let place = instance.place;
        match agreement {
            Agreement::Scope(scope) => vec![around(self.case.document, *scope, place)],
            Agreement::Kind => Vec::new(),
            Agreement::Neighbours => [place.block, BlockId(place.block.0 + 1)]
                .map(Part::Block)
                .into(),
            Agreement::Role => {
                let role = self.case.evidence.roles.get(place.section.index());
                vec![Part::Role(role.copied().unwrap_or_default())]
            }
            Agreement::Mention(..) => {
                let found = near.map(|near| near.of(self.case.document, instance, alone));
                let found = found.into_iter().flatten();
                found.map(Part::Concept).collect()
            }
            Agreement::Entity(kind) => {
                let named = compared::beside(self.case, *kind, instance);
                named.into_iter().map(Part::Text).collect()
            }
            Agreement::Name => {
                let name = compared::name(instance);
                name.map(Part::Text).into_iter().collect()
            }
            Agreement::LocalPart => {
                let local = compared::local_part(instance);
                local.map(Part::Text).into_iter().collect()
            }
        }
    }

    /// Whether the two stand apart, in the right order, and differ where they must.
    fn opposed(&self, a: &Side, b: &Side) -> bool {
        let in_order = !self.conflict.after || b.instance.span.end <= a.instance.span.start;
        in_order && self.are_apart(&a.instance, &b.instance) && differ(a, b)
    }

    fn are_apart(&self, a: &Instance, b: &Instance) -> bool {
        let here = |scope| around(self.case.document, scope, a.place);
        let there = |scope| around(self.case.document, scope, b.place);
        a.span != b.span
            && self
                .conflict
                .apart
                .is_none_or(|scope| here(scope) != there(scope))
    }

    /// Holds the statements of one side against the first of them that is about the same.
    fn among(&self, sides: Vec<Side>, found: &mut Found) {
        let mut against: FxHashMap<usize, usize> = FxHashMap::default();
        for group in groups(&sides) {
            let members: Vec<(usize, &Side)> = group
                .iter()
                .filter_map(|index| Some((*index, sides.get(*index)?)))
                .collect();
            let held = match self.conflict.different {
                Some(Difference::NearDomain) => held_against_near(&members),
                _ => self.held_against_first(members.get(..MOST).unwrap_or(&members)),
            };
            for (index, first) in held {
                let known = against.entry(index).or_insert(first);
                *known = first.min(*known);
            }
        }
        let shown: Vec<Option<(Span, String)>> = (0..sides.len())
            .map(|index| {
                let first = sides.get(*against.get(&index)?)?;
                Some((first.instance.span, self.words(&first.instance)))
            })
            .collect();
        for (side, first) in sides.into_iter().zip(shown) {
            match first {
                Some((span, words)) => {
                    let flaw = self.flaw(vec![span], words);
                    found.failed.push((side.instance, flaw));
                }
                None => found.passed.push(side.instance.span),
            }
        }
    }

    /// Those of `members`, which are about one thing, that the first of them stands against, each with the first.
    fn held_against_first(&self, members: &[(usize, &Side)]) -> Vec<(usize, usize)> {
        let Some((first, reference)) = members.first().copied() else {
            return Vec::new();
        };
        let most = self.conflict.most;
        if most.is_some_and(|most| distinct(members) > most) {
            return Vec::new();
        }
        // Several values in one sentence are one statement: whoever repeats any of them agrees with it.
        let together = |of: &Side| -> Vec<&Side> {
            let sides = members.iter().map(|(_, side)| *side);
            sides
                .filter(|side| !self.are_apart(&of.instance, &side.instance))
                .collect()
        };
        let stated = together(reference);
        let mut held = Vec::new();
        for (index, side) in members {
            let apart = self.are_apart(&reference.instance, &side.instance);
            let agrees = |own: &&Side| stated.iter().any(|known| !differ(known, own));
            if apart && !together(side).iter().any(agrees) {
                held.push((*index, first));
            }
        }
        held
    }

    fn conclude(&self, side: Side, against: &[&Side], found: &mut Found) {
        let Some(first) = against.first() else {
            found.passed.push(side.instance.span);
            return;
        };
        let mut spans: Vec<Span> = Vec::new();
        for other in against {
            if spans.len() < SHOWN && !spans.contains(&other.instance.span) {
                spans.push(other.instance.span);
            }
        }
        let words = self.words(&first.instance);
        found.failed.push((side.instance, self.flaw(spans, words)));
    }

    fn words(&self, instance: &Instance) -> String {
        crop(instance.span.of(self.case.source))
    }

    fn flaw(&self, spans: Vec<Span>, other: String) -> Flaw {
        let label = |span| Label::new(span, self.conflict.against.clone());
        Flaw {
            other,
            against: spans.into_iter().map(label).collect(),
            ..Flaw::default()
        }
    }
}

/// Those of `members` whose value is nearly one that stood before, each with what stood before.
fn held_against_near(members: &[(usize, &Side)]) -> Vec<(usize, usize)> {
    let mut known: Vec<(usize, &Side)> = Vec::new();
    let mut held = Vec::new();
    for (index, side) in members {
        if let Some((first, _)) = known.iter().find(|(_, other)| differ(other, side)) {
            held.push((*index, *first));
        } else if known.len() < MOST && known.iter().all(|(_, other)| other.value != side.value) {
            known.push((*index, side));
        }
    }
    held
}

/// Without values there is nothing to differ in: that both stand is the conflict.
fn differ(a: &Side, b: &Side) -> bool {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) => a.differs(b),
        _ => true,
    }
}

/// How many values there are, up to a bound, of which no two agree.
fn distinct(members: &[(usize, &Side)]) -> usize {
    let mut kept: Vec<&Side> = Vec::new();
    for (_, side) in members {
        if kept.len() < MOST && kept.iter().all(|known| differ(known, side)) {
            kept.push(side);
        }
    }
    kept.len()
}

/// The sentences that hold several of `found`.
fn several(found: &[Instance]) -> FxHashMap<(BlockId, usize), usize> {
    let mut counts: FxHashMap<(BlockId, usize), usize> = FxHashMap::default();
    for instance in found {
        let at = (instance.place.block, instance.place.sentence);
        *counts.entry(at).or_default() += 1;
    }
    counts.retain(|_, count| *count > 1);
    counts
}

/// Which of the concepts that `selector` names each span states.
fn concepts(case: Case<'_>, selector: &Selector) -> FxHashMap<Span, ConceptId> {
    let Subject::Concepts(family) = &selector.subject else {
        return FxHashMap::default();
    };
    let stated = |mention: &Mention| (mention.span, mention.concept);
    case.evidence.of(family).map(stated).collect()
}

/// The `scope` around `place`; the block where there is none of its kind.
fn around(document: &Document, scope: Scope, place: Place) -> Part {
    let holder = |kind: fn(&BlockKind) -> bool| {
        Part::Block(document.enclosing(place.block, kind).unwrap_or(place.block))
    };
    match scope {
        Scope::Sentence => Part::Sentence(place.block, place.sentence),
        Scope::Row => holder(|kind| *kind == BlockKind::Row),
        Scope::Item => holder(|kind| *kind == BlockKind::Item),
        Scope::Cell | Scope::Block | Scope::Next | Scope::Below => Part::Block(place.block),
        Scope::Section | Scope::Subtree | Scope::Document => Part::Section(place.section),
    }
}
