//! Guards: what else a document must say, or must not, for a rule to ask or to be satisfied.

use jiff::civil::Date;

use crate::document::{Document, Place, Scope, ScopeIndex};
use crate::entity::Value;
use crate::evidence::{Evidence, Mention};
use crate::lexicon::ConceptId;
use crate::rule::{Dated, Guard};

use super::Case;
use super::subject::{Headings, in_role};

/// The first mention that makes `guard` hold in this document alone; `Some(None)` where it holds without one.
pub fn trigger<'a>(case: Case<'a>, guard: &'a Guard) -> Option<Option<&'a Mention>> {
    let ready = Ready::alone(case, guard);
    ready.holds(None).then(|| ready.trigger())
}

/// A guard with the places of what it names looked up.
pub(super) struct Ready<'a> {
    case: Case<'a>,
    guard: &'a Guard,
    any: Found,
    all: Vec<Found>,
    none: Found,
    /// Whether the text was last changed in the time that is asked for.
    in_time: bool,
}

/// Where the mentions stand that a guard asks for.
struct Found {
    here: ScopeIndex,
    /// Whether one stands in another document of the bundle.
    beside: bool,
}

impl<'a> Ready<'a> {
    /// A guard on this document alone.
    pub(super) fn alone(case: Case<'a>, guard: &'a Guard) -> Self {
        Self::new(
            Case {
                beside: &[],
                ..case
            },
            guard,
        )
    }

    /// A guard on this document and those judged together with it.
    pub(super) fn new(case: Case<'a>, guard: &'a Guard) -> Self {
        let found = |family: &[ConceptId]| Found {
            here: ScopeIndex::new(
                case.document,
                mentions(case.document, case.evidence, guard, family).map(Place::from),
            ),
            beside: case.beside.iter().any(|other| {
                mentions(other.document, other.evidence, guard, family)
                    .next()
                    .is_some()
            }),
        };
        Self {
            case,
            guard,
            any: found(&guard.any),
            all: guard.all.iter().map(|family| found(family)).collect(),
            none: found(&guard.none),
            in_time: guard
                .dated
                .as_ref()
                .is_none_or(|dated| is_in_time(case, dated)),
        }
    }

    /// Whether the guard holds around `place`, or in the document where it names no scopes.
    pub(super) fn holds(&self, place: Option<Place>) -> bool {
        self.in_time
            && (!self.guard.dialog || self.case.document.asks_consent())
            && (self.guard.any.is_empty() || self.found(&self.any, place))
            && self.in_role(place)
            && self.all.iter().all(|index| self.found(index, place))
            && (self.guard.none.is_empty() || !self.found(&self.none, place))
    }

    fn in_role(&self, place: Option<Place>) -> bool {
        self.guard.role.is_empty()
            || place.is_some_and(|place| in_role(self.case, &self.guard.role, place.section))
    }

    fn found(&self, found: &Found, place: Option<Place>) -> bool {
        match place {
            Some(place) if !self.guard.within.is_empty() => self
                .guard
                .within
                .iter()
                .any(|scope| found.here.reaches(self.case.document, *scope, place)),
            _ => found.beside || !found.here.is_empty(),
        }
    }

    /// The first mention that makes the guard hold.
    pub(super) fn trigger(&self) -> Option<&'a Mention> {
        mentions(
            self.case.document,
            self.case.evidence,
            self.guard,
            &self.guard.any,
        )
        .next()
    }
}

/// Whether the latest day that is stated lies where it is asked for; a text that states none lies nowhere.
fn is_in_time(case: Case<'_>, dated: &Dated) -> bool {
    let stated = case
        .evidence
        .of(&dated.by)
        .filter(|mention| mention.counts());
    let days = stated.filter_map(|mention| match &mention.value {
        Some(Value::Date {
            year, month, day, ..
        }) => {
            // Without a day it counts to the end of its month, without a month to the end of its year.
            let month = i8::try_from(month.unwrap_or(12)).ok()?;
            let last = Date::new(*year, month, 1).ok()?.last_of_month();
            let Some(day) = day else {
                return Some(last);
            };
            Date::new(*year, month, i8::try_from(*day).ok()?).ok()
        }
        _ => None,
    });
    days.max().is_some_and(|day| {
        dated.from.is_none_or(|from| day >= from) && dated.before.is_none_or(|before| day < before)
    })
}

/// The mentions of `family` that the guard counts.
fn mentions<'a>(
    document: &'a Document,
    evidence: &'a Evidence,
    guard: &Guard,
    family: &[ConceptId],
) -> impl Iterator<Item = &'a Mention> + use<'a> {
    let headings = Headings::new(document, evidence, &guard.under).without(&Headings::new(
        document,
        evidence,
        &guard.under_without,
    ));
    let (denied, universal, anywhere) = (guard.denied, guard.universal, guard.under.is_empty());
    let linked = guard.linked;
    evidence.of(family).filter(move |mention| {
        mention.counts()
            && (!linked || leads_away(document, mention))
            && (mention.affirmed || denied)
            && (mention.universal || !universal)
            && (anywhere || headings.hold(document, Place::from(*mention)))
    })
}

/// Whether a mention shares words with a link to another page.
fn leads_away(document: &Document, mention: &Mention) -> bool {
    document.links().iter().any(|link| {
        link.block == mention.block
            && link.range.overlaps(mention.range)
            && !link.control
            && !link.target.is_empty()
            && !link.target.starts_with('#')
    })
}

/// Whether any of `index` lies within one of `scopes` around `place`.
pub(super) fn in_scopes(
    case: Case<'_>,
    index: &ScopeIndex,
    scopes: &[Scope],
    place: Place,
) -> bool {
    scopes
        .iter()
        .any(|scope| index.reaches(case.document, *scope, place))
}
