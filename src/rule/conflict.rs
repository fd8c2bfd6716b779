//! `conflict`: two statements that must not both stand for the same thing; raw, compiled, and how the one becomes the other.

use serde::Deserialize;

use crate::document::Scope;
use crate::entity::EntityKind;
use crate::lexicon::ConceptId;
use crate::yaml::Located;

use super::compile::Compiler;
use super::file::RawSelector;
use super::model::{Selector, Subject};

/// What must not both stand.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What the rule speaks of.
    pub a: Selector,
    /// What stands against it; `None` where each is held against the others.
    pub b: Option<Selector>,
    /// What both must agree in to be about the same thing; empty for the document.
    pub same: Vec<Agreement>,
    /// In what they must differ; `None` where both standing is the conflict.
    pub different: Option<Difference>,
    /// Two in one of these scopes are one statement, or one and its exception; `None` where they conflict all the same.
    pub apart: Option<Scope>,
    /// Whether only what stands after the other statement is spoken of.
    pub after: bool,
    /// The most different values there may be for it to be a conflict rather than a list.
    pub most: Option<usize>,
    /// What is said at the words against it.
    pub against: String,
}

impl Conflict {
    /// Whether it needs terms of the document's language to find anything.
    pub fn needs_language(&self) -> bool {
        let side = |selector: &Selector| {
            selector.needs_language() || !(selector.with.is_empty() && selector.without.is_empty())
        };
        side(&self.a)
            || self.b.as_ref().is_some_and(side)
            || self
                .same
                .iter()
                .any(|agreement| matches!(agreement, Agreement::Mention(..)))
    }
}

/// What two statements must agree in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They stand in the same of these.
    Scope(Scope),
    /// They stand in the same block or in two that follow each other.
    Neighbours,
    /// They stand in sections that speak in the same role.
    Role,
    /// They are of one kind: the concept above both is the same.
    Kind,
    /// The same of these is mentioned with each, in the nearest of these scopes that mentions any.
    Mention(Vec<ConceptId>, Vec<Around>),
    /// The same entity of this kind stands with each.
    Entity(EntityKind),
    /// The name of an organisation without its legal form.
    Name,
    /// What stands before the `@` of an address.
    LocalPart,
}

/// Where what a statement is about is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Around {
    /// The same sentence.
    Sentence,
    /// The first cell of the row.
    Row,
    /// What leads in the list or table, or the heading above.
    Heading,
}

/// What two statements must differ in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The typed value; durations that say nearly the same do not differ.
    Value,
    /// Which concept it is.
    Concept,
    /// What stands before the `@` of an address.
    LocalPart,
    /// A length of time that is longer than the one it is held against.
    Longer,
    /// The domain of an address, without what stands before it.
    Domain,
    /// The domain, and by a letter or two only.
    NearDomain,
    /// The legal form of an organisation, among these that one name can be mistaken in.
    Form(Vec<Vec<String>>),
    /// The numbers in the words, else the words.
    Numbers,
}

/// `conflict:`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawConflict {
    pub(crate) a: Located<RawSelector>,
    pub(crate) b: Option<Located<RawSelector>>,
    #[serde(default)]
    pub(crate) same: Vec<Located<RawAgreement>>,
    pub(crate) different: Option<Located<RawDifference>>,
    #[serde(default = "sentence")]
    pub(crate) apart: Apart,
    pub(crate) most: Option<Located<usize>>,
    #[serde(default)]
    pub(crate) after: bool,
    #[serde(default = "here")]
    pub(crate) against: String,
}

const fn sentence() -> Apart {
    Apart::Sentence
}

fn here() -> String {
    "against this".to_owned()
}

/// `same:`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawAgreement {
    Sentence,
    Row,
    Item,
    Block,
    Section,
    Neighbours,
    Role,
    Kind,
    Name,
    LocalPart,
    Mention(RawMention),
    Entity(Located<String>),
}

/// `mention:`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMention {
    pub(crate) any: Vec<Located<String>>,
    #[serde(default)]
    pub(crate) not: Vec<Located<String>>,
    #[serde(default = "everywhere")]
    pub(crate) within: Vec<Around>,
}

fn everywhere() -> Vec<Around> {
    vec![Around::Sentence, Around::Row, Around::Heading]
}

/// `different:`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawDifference {
    Value,
    LocalPart,
    Longer,
    Concept,
    Domain,
    NearDomain,
    Numbers,
    Form(Vec<Vec<String>>),
}

impl RawDifference {
    /// The kinds of entity that it can be asked of, and what it asks.
    const fn asked_of(&self) -> (&'static [EntityKind], &'static str) {
        match self {
            Self::Domain | Self::NearDomain => (&[EntityKind::Email, EntityKind::Url], "a domain"),
            Self::Form(_) => (&[EntityKind::Organisation], "a legal form"),
            Self::Value | Self::Concept | Self::Numbers | Self::LocalPart | Self::Longer => {
                (&[], "")
            }
        }
    }
}

impl From<&RawDifference> for Difference {
    fn from(raw: &RawDifference) -> Self {
        match raw {
            RawDifference::Value => Self::Value,
            RawDifference::LocalPart => Self::LocalPart,
            RawDifference::Longer => Self::Longer,
            RawDifference::Concept => Self::Concept,
            RawDifference::Domain => Self::Domain,
            RawDifference::NearDomain => Self::NearDomain,
            RawDifference::Numbers => Self::Numbers,
            RawDifference::Form(groups) => Self::Form(groups.clone()),
        }
    }
}

/// `apart:`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Apart {
    None,
    Sentence,
    Row,
    Item,
    Block,
    Section,
}

impl From<Apart> for Option<Scope> {
    fn from(raw: Apart) -> Self {
        match raw {
            Apart::None => None,
            Apart::Sentence => Some(Scope::Sentence),
            Apart::Row => Some(Scope::Row),
            Apart::Item => Some(Scope::Item),
            Apart::Block => Some(Scope::Block),
            Apart::Section => Some(Scope::Section),
        }
    }
}

impl Compiler<'_> {
    /// Two statements with what makes them a conflict.
    pub(super) fn conflict(&mut self, raw: &Located<RawConflict>) -> Option<Conflict> {
        let conflict = &raw.value;
        let a = self.side(&conflict.a);
        let b = match &conflict.b {
            Some(b) => Some(self.side(b)?),
            None => None,
        };
        let a = a?;
        let agreements = conflict.same.iter();
        let same: Vec<Agreement> = agreements.filter_map(|same| self.agreement(same)).collect();
        if b.is_none() && conflict.different.is_none() {
            let message = "`conflict` without `b` needs `different`: what each must not differ in";
            self.error(raw.span, message, "of this");
        }
        if let Some(most) = conflict.most.as_ref().filter(|most| most.value < 2) {
            self.error(most.span, "a conflict is between at least two", "here");
        }
        for same in &conflict.same {
            if let Some((kinds, what)) = asked_of(&same.value) {
                self.check_kind([Some(&a), b.as_ref()], same.span, kinds, what);
            }
        }
        if let Some(different) = &conflict.different {
            let (kinds, what) = different.value.asked_of();
            self.check_kind([Some(&a), b.as_ref()], different.span, kinds, what);
        }
        Some(Conflict {
            a,
            b,
            same,
            different: conflict
                .different
                .as_ref()
                .map(|different| (&different.value).into()),
            apart: conflict.apart.into(),
            after: conflict.after,
            most: conflict.most.as_ref().map(|most| most.value),
            against: conflict.against.clone(),
        })
    }

    fn side(&mut self, raw: &Located<RawSelector>) -> Option<Selector> {
        let selector = self.selector(raw)?;
        if selector.subject.fact().is_some() {
            let message = "`conflict` cannot speak of facts";
            self.error(raw.span, message, "take the concepts or entities in them");
            return None;
        }
        Some(selector)
    }

    fn agreement(&mut self, raw: &Located<RawAgreement>) -> Option<Agreement> {
        Some(match &raw.value {
            RawAgreement::Sentence => Agreement::Scope(Scope::Sentence),
            RawAgreement::Row => Agreement::Scope(Scope::Row),
            RawAgreement::Item => Agreement::Scope(Scope::Item),
            RawAgreement::Block => Agreement::Scope(Scope::Block),
            RawAgreement::Section => Agreement::Scope(Scope::Section),
            RawAgreement::Neighbours => Agreement::Neighbours,
            RawAgreement::Role => Agreement::Role,
            RawAgreement::Kind => Agreement::Kind,
            RawAgreement::Name => Agreement::Name,
            RawAgreement::LocalPart => Agreement::LocalPart,
            RawAgreement::Mention(mention) => {
                let without = self.family(&mention.not);
                let mut family = self.family(&mention.any);
                family.retain(|concept| !without.contains(concept));
                Agreement::Mention(family, mention.within.clone())
            }
            RawAgreement::Entity(kind) => match kind.value.parse() {
                Ok(found) => Agreement::Entity(found),
                Err(reason) => {
                    self.error(kind.span, reason, "here");
                    return None;
                }
            },
        })
    }

    /// What is asked of a value needs values that have it; concepts may.
    fn check_kind(
        &mut self,
        sides: [Option<&Selector>; 2],
        span: crate::text::Span,
        kinds: &[EntityKind],
        what: &str,
    ) {
        let lacks = |selector: &&Selector| match &selector.subject {
            Subject::Entities(found) => {
                !kinds.is_empty() && found.iter().any(|kind| !kinds.contains(kind))
            }
            Subject::Concepts(_) => false,
            Subject::Pattern(_) | Subject::Node(_) | Subject::Fact(_) => !kinds.is_empty(),
        };
        if sides.iter().flatten().any(lacks) {
            self.error(
                span,
                format!("not everything that is selected has {what}"),
                "asked here",
            );
        }
    }
}

/// The kinds of entity that an agreement can be asked of, and what it asks.
const fn asked_of(same: &RawAgreement) -> Option<(&'static [EntityKind], &'static str)> {
    match same {
        RawAgreement::Name => Some((&[EntityKind::Organisation], "the name of an organisation")),
        RawAgreement::LocalPart => Some((&[EntityKind::Email], "words before an `@`")),
        _ => None,
    }
}
