//! Concepts: meanings without a language, in a tree.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Label};
use crate::text::nearest;
use crate::yaml::{self, Entries, Located};

use super::set::ConceptSet;

/// The place of a concept in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub(crate) u16);

impl ConceptId {
    /// The index of the concept in its tree.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a denial does to a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Negation {
    /// A denial in the same clause makes the mention denied.
    Sensitive,
    /// Denials are part of what the terms say.
    #[default]
    Ignore,
}

/// How far a masking concept reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaskScope {
    /// Mentions that overlap it.
    Match,
    /// Its sentence.
    Sentence,
    /// Its sentence and the items that its block introduces.
    List,
    /// Its block.
    Block,
    /// Its section.
    Section,
}

/// What a masking concept makes negative.
#[derive(Clone, Debug)]
pub struct Mask {
    /// The concepts masked, those below them included.
    pub concepts: ConceptSet,
    /// Where.
    pub over: MaskScope,
    /// How many mentions it takes.
    pub at_least: usize,
}

/// A concept.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its id, for instance `right.erasure`.
    pub name: String,
    /// What it means.
    pub summary: String,
    /// What a denial does to it.
    pub negation: Negation,
    /// Whether a denial states it too: “we share with no one” says who receives data.
    pub denial_counts: bool,
    /// What it masks.
    pub mask: Option<Mask>,
}

impl Concept {
    /// Whether mentions of it are evidence of what a policy states; topics, cues, masks and the like are not.
    pub fn is_evidence(&self) -> bool {
        !["topic.", "cue.", "mask.", "kind."]
            .iter()
            .any(|prefix| self.name.starts_with(prefix))
    }
}

/// All concepts.
#[derive(Clone, Debug, Default)]
pub struct ConceptTree {
    concepts: Vec<Concept>,
    by_name: FxHashMap<String, ConceptId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptsFile {
    concepts: Entries<RawConcept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawConcept {
    summary: String,
    #[serde(default)]
    negation: Negation,
    #[serde(default)]
    denial_counts: bool,
    #[serde(default)]
    masks: Vec<Located<String>>,
    over: Option<MaskScope>,
    at_least: Option<usize>,
}

impl ConceptTree {
    /// Reads a concept file.
    pub fn load(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let file: ConceptsFile =
            yaml::parse(text, "meta/concept-file").map_err(|error| vec![*error])?;
        let mut tree = Self::default();
        for (name, raw) in &file.concepts.0 {
            tree.add(&name.value, raw);
        }
        let mut errors = Vec::new();
        for (name, raw) in &file.concepts.0 {
            let concepts = raw
                .masks
                .iter()
                .filter_map(|masked| tree.resolve(masked, &mut errors))
                .flat_map(|masked| tree.family(masked))
                .collect();
            let (Some(id), Some(over)) = (tree.get(&name.value), raw.over) else {
                continue;
            };
            if let Some(concept) = tree.concepts.get_mut(id.index()) {
                concept.mask = Some(Mask {
                    concepts,
                    over,
                    at_least: raw.at_least.unwrap_or(1),
                });
            }
        }
        if errors.is_empty() {
            Ok(tree)
        } else {
            Err(errors)
        }
    }

    fn add(&mut self, name: &str, raw: &RawConcept) {
        // A parent that the file does not name (`right` for `right.access`) exists all the same.
        if let Some((parent, _)) = name.rsplit_once('.')
            && self.get(parent).is_none()
        {
            let implied = RawConcept {
                summary: String::new(),
                negation: raw.negation,
                denial_counts: raw.denial_counts,
                masks: Vec::new(),
                over: None,
                at_least: None,
            };
            self.add(parent, &implied);
        }
        let concept = Concept {
            name: name.to_owned(),
            summary: raw.summary.clone(),
            negation: raw.negation,
            denial_counts: raw.denial_counts,
            mask: None,
        };
        if let Some(known) = self
            .get(name)
            .and_then(|id| self.concepts.get_mut(id.index()))
        {
            *known = concept;
            return;
        }
        let id = ConceptId(u16::try_from(self.concepts.len()).unwrap_or(u16::MAX));
        self.by_name.insert(name.to_owned(), id);
        self.concepts.push(concept);
    }

    /// The concept that `name` names, or an error at its place with the nearest known name.
    pub fn resolve(
        &self,
        name: &Located<String>,
        errors: &mut Vec<Diagnostic>,
    ) -> Option<ConceptId> {
        let found = self.get(&name.value);
        if found.is_none() {
            let nearest = nearest(
                &name.value,
                self.concepts.iter().map(|concept| concept.name.as_str()),
            );
            let label = Label::new(name.span, "no such concept");
            let error = Diagnostic::input(
                "meta/unknown-concept",
                format!("unknown concept `{}`", name.value),
                label,
            );
            errors.push(match nearest {
                Some(nearest) => error.with_help(format!(
                    "Did you mean `{nearest}`? All concepts stand in rules/lexicon/concepts.yaml."
                )),
                None => error.with_help("All concepts stand in rules/lexicon/concepts.yaml."),
            });
        }
        found
    }

    /// The concept with this name.
    pub fn get(&self, name: &str) -> Option<ConceptId> {
        self.by_name.get(name).copied()
    }

    /// The concept with this id.
    pub fn concept(&self, id: ConceptId) -> Option<&Concept> {
        self.concepts.get(id.index())
    }

    /// The name of `id`.
    pub fn name(&self, id: ConceptId) -> &str {
        self.concept(id).map_or("", |concept| concept.name.as_str())
    }

    /// All concepts, in the order of their ids.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// `id` and all concepts below it.
    pub fn family(&self, id: ConceptId) -> Vec<ConceptId> {
        let name = self.name(id);
        let below = |other: &str| {
            other
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        (0u16..)
            .map(ConceptId)
            .zip(&self.concepts)
            .filter(|(_, concept)| below(&concept.name))
            .map(|(id, _)| id)
            .collect()
    }
}
