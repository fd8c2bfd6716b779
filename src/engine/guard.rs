//! Guards: what else a document must say, or must not, for a rule to ask or to be satisfied.

use crate::document::{Place, Scope, ScopeIndex};
use crate::evidence::Mention;
use crate::lexicon::ConceptId;
use crate::rule::Guard;

use super::Case;
use super::subject::Headings;

/// A guard with the places of what it names looked up.
pub(super) struct Ready<'a> {
    case: Case<'a>,
    guard: &'a Guard,
    any: ScopeIndex,
    all: Vec<ScopeIndex>,
    none: ScopeIndex,
}

impl<'a> Ready<'a> {
    pub(super) fn new(case: Case<'a>, guard: &'a Guard) -> Self {
        let index = |family: &[ConceptId]| {
            ScopeIndex::new(
                case.document,
                mentions(case, guard, family).map(Place::from),
            )
        };
        Self {
            case,
            guard,
            any: index(&guard.any),
            all: guard.all.iter().map(|family| index(family)).collect(),
            none: index(&guard.none),
        }
    }

    /// Whether the guard holds around `place`, or in the document where it names no scopes.
    pub(super) fn holds(&self, place: Option<Place>) -> bool {
        (self.guard.any.is_empty() || self.found(&self.any, place))
            && self.all.iter().all(|index| self.found(index, place))
            && (self.guard.none.is_empty() || !self.found(&self.none, place))
    }

    fn found(&self, index: &ScopeIndex, place: Option<Place>) -> bool {
        match place {
            Some(place) if !self.guard.within.is_empty() => self
                .guard
                .within
                .iter()
                .any(|scope| index.reaches(self.case.document, *scope, place)),
            _ => !index.is_empty(),
        }
    }

    /// The first mention that makes the guard hold.
    pub(super) fn trigger(&self) -> Option<&'a Mention> {
        mentions(self.case, self.guard, &self.guard.any).next()
    }
}

/// The mentions of `family` that the guard counts.
fn mentions<'a>(
    case: Case<'a>,
    guard: &'a Guard,
    family: &'a [ConceptId],
) -> impl Iterator<Item = &'a Mention> + 'a {
    let headings = Headings::new(case, &guard.under);
    case.evidence.of(family).filter(move |mention| {
        mention.counts()
            && (mention.affirmed || guard.denied)
            && (mention.universal || !guard.universal)
            && (guard.under.is_empty() || headings.hold(case, mention.section))
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
