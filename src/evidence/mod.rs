//! L4: what the document says, before any rule.
//!
//! [`collect`] turns a document into [`Evidence`]: mentions of concepts with their place, state and polarity. It decides what
//! counts: terms whose context is missing are dropped, negative evidence is marked, denials are recognised. Rules read the
//! result and nothing else.

mod context;
mod entities;
mod fields;
mod kind;
mod mask;
mod mention;
mod polarity;
mod scan;
mod scope;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

pub use mention::{Mention, Modality, State};
pub use scope::stated_roles;

use crate::document::{BlockId, Document, Kind, Role, SectionId};
use crate::entity::{Entity, EntityTables};
use crate::language::{Detected, Language};
use crate::lexicon::{ConceptId, Lexicon, Strength};

/// What is needed to read a document.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// How languages say things.
    pub lexicon: &'a Lexicon,
    /// Typed entities.
    pub tables: &'a EntityTables,
    /// The day as of which the status of countries is judged.
    pub today: Date,
    /// Whether sentences are remembered from one document to the next.
    pub recalls: bool,
}

/// An entity and where it stands.
#[derive(Clone, Debug)]
pub struct PlacedEntity {
    /// The block whose text holds it.
    pub block: BlockId,
    /// The entity, its range in that text.
    pub entity: Entity,
}

/// Everything a document says, as far as its languages can be read.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// All mentions, ordered by span, cues and topics included.
    pub mentions: Vec<Mention>,
    /// All entities, in the order of the document.
    pub entities: Vec<PlacedEntity>,
    /// What kind of document it is.
    pub kind: Kind,
    /// Where it says what it is, in a line of its own.
    pub named: Option<BlockId>,
    /// The main language.
    pub language: Option<Language>,
    /// Languages that sections are in and that cannot be read, with the first such section.
    pub unread: Vec<(Language, SectionId)>,
    /// In which role each section speaks, by section index.
    pub roles: Vec<Role>,
    /// Mentions by concept, children not included.
    by_concept: Vec<Vec<u32>>,
}

impl Evidence {
    /// What the document is, without all that it says.
    #[must_use]
    pub fn bare(self) -> Self {
        Self {
            kind: self.kind,
            language: self.language,
            ..Self::default()
        }
    }

    /// Mentions of `concept` and the concepts below it that are given as `family`, in order.
    pub fn of<'e>(&'e self, family: &[ConceptId]) -> impl Iterator<Item = &'e Mention> + use<'e> {
        let mut found: Vec<u32> = family
            .iter()
            .filter_map(|id| self.by_concept.get(id.index()))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found
            .into_iter()
            .filter_map(|index| self.mentions.get(index as usize))
    }

    /// Whether any part of the document is in a language that can be read.
    pub fn is_readable(&self, lexicon: &Lexicon) -> bool {
        self.language
            .is_some_and(|language| lexicon.terms(language).is_some())
    }
}

/// The terms that say something in `document`, by language and index: those of its mentions, and those that take some away.
pub fn terms_used(
    document: &Document,
    detected: &Detected,
    reader: Reader<'_>,
) -> FxHashSet<(Language, u32)> {
    let candidates = scan::scan(document, detected, reader).candidates;
    let kept = context::filter(document, &candidates, reader.lexicon);
    let taking = candidates
        .iter()
        .flatten()
        .filter(|candidate| candidate.raw.strength == Strength::Not);
    kept.into_iter()
        .chain(taking)
        .filter(|candidate| reader.lexicon.terms(candidate.language).is_some())
        .map(|candidate| (candidate.language, candidate.raw.term))
        .collect()
}

/// Reads `document`, parsed from `source`.
pub fn collect(
    source: &str,
    document: &Document,
    detected: &Detected,
    reader: Reader<'_>,
) -> Evidence {
    let scanned = scan::scan(document, detected, reader);
    let kept = context::filter(document, &scanned.candidates, reader.lexicon);
    let mut mentions = mention::merge(document, kept, &scanned.entities);
    mask::apply(document, reader.lexicon.concepts(), &mut mentions);
    mask::bare_headings(document, &mut mentions);
    polarity::apply(
        (document, &scanned.tokens),
        reader.lexicon.concepts(),
        &mut mentions,
    );
    mentions.extend(fields::mentions(
        document,
        source,
        detected.document,
        reader,
    ));
    // Nearly all of them are in order.
    mentions.sort_by_key(|mention| (mention.span, mention.concept));
    let mut by_concept = vec![Vec::new(); reader.lexicon.concepts().concepts().len()];
    for (index, mention) in (0u32..).zip(&mentions) {
        if let Some(list) = by_concept.get_mut(mention.concept.index()) {
            list.push(index);
        }
    }
    let readable = detected
        .document
        .is_some_and(|language| reader.lexicon.terms(language).is_some());
    let kind = kind::of(document, reader.lexicon.concepts(), &mentions, readable);
    let named = kind::named(document, reader.lexicon.concepts(), &mentions);
    let roles = scope::roles(document, reader.lexicon.concepts(), &mentions);
    Evidence {
        mentions,
        entities: scanned.entities,
        kind,
        named,
        language: detected.document,
        unread: scanned.unread,
        roles,
        by_concept,
    }
}
