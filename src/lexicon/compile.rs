//! Lexicon files → the terms of a language, ready to match.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Label};
use crate::entity::EntityKind;
use crate::yaml::Located;

use super::concept::{ConceptId, ConceptTree};
use super::file::{ConceptTerms, ContextScope, LexiconFile};
use super::index::Index;
use super::known::Remembered;
use super::pattern::{self, Atom, Node, Pattern};
use super::program::{Code, Program, Step};
use super::recall::Recalled;
use super::required::{Demands, Gathered, Required};
use super::set::ConceptSet;
use super::traits::Traits;
use super::words::WordSets;

/// What a match of a term says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// It says it outright.
    Full,
    /// It says it vaguely or indirectly.
    Weak,
    /// It only looks like it: a mention that overlaps it is dropped.
    Not,
}

/// Where else something must be said for a term to count.
#[derive(Clone, Debug)]
pub struct Context {
    /// Any of these, children included; empty where nothing is asked.
    pub with: ConceptSet,
    /// None of these, children included.
    pub without: ConceptSet,
    /// In any of these places.
    pub within: Vec<ContextScope>,
    /// Where the concepts of `without` must not be.
    pub without_in: Vec<ContextScope>,
}

/// A term, compiled: what is needed to match it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub(crate) concept: ConceptId,
    pub(crate) strength: Strength,
    /// Index into [`Terms::contexts`].
    pub(crate) context: Option<u32>,
    pub(crate) at_end: bool,
    pub(crate) extends: bool,
    /// It is one word, and nothing else is asked of the place where that stands.
    pub(crate) single: bool,
    pub(crate) before: Program,
    pub(crate) body: Program,
    pub(crate) after: Program,
}

/// A term as it is written, for reports on the lexicon itself.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// Its file by index, and its place there.
    pub(crate) place: (usize, usize),
}

/// All terms of a language.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    pub(crate) words: WordSets,
    pub(crate) list: Vec<Term>,
    /// The programs of all of them.
    pub(crate) code: Code,
    /// How each is written.
    pub(crate) written: Vec<Written>,
    pub(crate) contexts: Vec<Context>,
    /// What each term asks before it is run.
    pub(crate) demands: Vec<Demands>,
    /// The words that terms need, term by term.
    pub(crate) needed: Vec<Required>,
    /// Where each term is to be tried.
    pub(super) index: Index,
    /// What is known of words that were met before.
    pub(super) remembered: Remembered,
    /// Sentences that were matched before, where they are remembered.
    pub(super) recalled: Recalled,
    /// Keys of front matter, and the concept that the value of each says.
    pub(crate) fields: Vec<(String, ConceptId)>,
}

/// Compiles the files of one language. Every error is collected, with the index of its file.
pub(crate) fn compile(
    files: &[LexiconFile],
    concepts: &ConceptTree,
    errors: &mut Vec<(usize, Diagnostic)>,
) -> Terms {
    let mut compiler = Compiler {
        concepts,
        sets: FxHashMap::default(),
        terms: Terms::default(),
        file: 0,
    };
    for (index, file) in files.iter().enumerate() {
        compiler.read_sets(index, file, errors);
    }
    for (index, file) in files.iter().enumerate() {
        compiler.file = index;
        let mut own = Vec::new();
        for (name, terms) in &file.concepts.0 {
            if let Some(concept) = concepts.resolve(name, &mut own) {
                compiler.concept(concept, terms, &mut own);
                let keys = terms.fields.iter().map(|key| (key.value.clone(), concept));
                compiler.terms.fields.extend(keys);
            }
        }
        errors.extend(own.into_iter().map(|error| (index, error)));
    }
    compiler.terms.make_index();
    compiler.terms
}

struct Compiler<'a> {
    concepts: &'a ConceptTree,
    sets: FxHashMap<String, Vec<Vec<Node>>>,
    terms: Terms,
    /// The file that is read, by index.
    file: usize,
}

impl Compiler<'_> {
    fn read_sets(
        &mut self,
        index: usize,
        file: &LexiconFile,
        errors: &mut Vec<(usize, Diagnostic)>,
    ) {
        for (name, entries) in &file.words.0 {
            let mut alternatives = Vec::new();
            for entry in entries {
                match pattern::parse(&entry.value) {
                    Ok(Pattern {
                        body,
                        before,
                        after,
                        ..
                    }) if before.is_empty() && after.is_empty() => alternatives.push(body),
                    Ok(_) => errors.push((
                        index,
                        term_error(entry, "a set holds words and phrases without marks"),
                    )),
                    Err(reason) => errors.push((index, term_error(entry, &reason))),
                }
            }
            if self.sets.insert(name.value.clone(), alternatives).is_some() {
                let label = Label::new(name.span, "defined twice");
                errors.push((
                    index,
                    Diagnostic::input(
                        "meta/lexicon-file",
                        format!("the set `{}` is defined twice in this language", name.value),
                        label,
                    ),
                ));
            }
        }
    }

    fn concept(&mut self, concept: ConceptId, raw: &ConceptTerms, errors: &mut Vec<Diagnostic>) {
        self.add(&raw.terms, (concept, Strength::Full, None), errors);
        self.add(&raw.weak, (concept, Strength::Weak, None), errors);
        self.add(&raw.not, (concept, Strength::Not, None), errors);
        for group in &raw.context {
            let mut families = |names: &[Located<String>]| -> ConceptSet {
                let ids = names
                    .iter()
                    .filter_map(|name| self.concepts.resolve(name, errors));
                ids.collect::<Vec<_>>()
                    .into_iter()
                    .flat_map(|id| self.concepts.family(id))
                    .collect()
            };
            let context = Context {
                with: families(&group.with),
                without: families(&group.without),
                within: group.within.clone(),
                without_in: if group.without_in.is_empty() {
                    group.within.clone()
                } else {
                    group.without_in.clone()
                },
            };
            let id = u32::try_from(self.terms.contexts.len()).unwrap_or(u32::MAX);
            self.terms.contexts.push(context);
            let strength = if group.weak {
                Strength::Weak
            } else {
                Strength::Full
            };
            self.add(&group.terms, (concept, strength, Some(id)), errors);
            self.add(&group.not, (concept, Strength::Not, None), errors);
        }
    }

    fn add(
        &mut self,
        written: &[Located<String>],
        of: (ConceptId, Strength, Option<u32>),
        errors: &mut Vec<Diagnostic>,
    ) {
        let (concept, strength, context) = of;
        for term in written {
            match self.term(&term.value) {
                Ok((compiled, required)) => {
                    self.terms.list.push(Term {
                        concept,
                        strength,
                        context,
                        ..compiled
                    });
                    self.terms.demand(required);
                    self.terms.written.push(Written {
                        text: term.value.clone(),
                        place: (self.file, term.span.start),
                    });
                }
                Err(reason) => errors.push(term_error(term, &reason)),
            }
        }
    }

    /// The term, and what it asks before it is run.
    fn term(&mut self, written: &str) -> Result<(Term, Asked), String> {
        let pattern = pattern::parse(written)?;
        let mut required = Gathered::default();
        let mut part = |nodes: &[Node]| -> Result<Program, String> {
            let nodes: Vec<Node> = nodes
                .iter()
                .map(|node| expand(node, &self.sets, 0))
                .collect::<Result<_, _>>()?;
            check_entities(&nodes)?;
            let Terms { words, code, .. } = &mut self.terms;
            let program = Program::compile(&nodes, code, &mut |node| step(node, words))
                .ok_or("the term is too long")?;
            required.add(&nodes);
            Ok(program)
        };
        let (mut before, mut body, mut after) = (
            part(&pattern.before)?,
            part(&pattern.body)?,
            part(&pattern.after)?,
        );
        let code = &self.terms.code;
        let single = body.is_word(code)
            && before.is_empty()
            && after.is_empty()
            && !(pattern.extends || pattern.at_start || pattern.at_end);
        if let Some(first) = [&mut before, &mut body, &mut after]
            .into_iter()
            .find(|part| !part.is_empty())
        {
            first.take_first(code);
        }
        let demands = Demands {
            at_start: pattern.at_start,
            at_end: pattern.at_end && !pattern.extends,
            ..required.demands()
        };
        let term = Term {
            concept: ConceptId(0),
            strength: Strength::Full,
            context: None,
            at_end: pattern.at_end,
            extends: pattern.extends,
            single,
            before,
            body,
            after,
        };
        let words = required.finish(&mut self.terms.words);
        Ok((term, Asked { demands, words }))
    }
}

/// What a term asks before it is run.
pub(super) struct Asked {
    pub(super) demands: Demands,
    /// The words that must stand where they can for the term to match at all.
    pub(super) words: Vec<Required>,
}

fn term_error(term: &Located<String>, reason: &str) -> Diagnostic {
    Diagnostic::input(
        "meta/lexicon-term",
        format!("the term “{}” cannot be read: {reason}", term.value),
        Label::new(term.span, "this term"),
    )
    .with_help("The notation of terms is described in docs/lexicon.md.")
}

/// Replaces named sets by what they hold; a set with phrases becomes a group.
fn expand(
    node: &Node,
    sets: &FxHashMap<String, Vec<Vec<Node>>>,
    depth: usize,
) -> Result<Node, String> {
    let many = |nodes: &[Node]| {
        nodes
            .iter()
            .map(|node| expand(node, sets, depth))
            .collect::<Result<Vec<_>, _>>()
    };
    match node {
        Node::Group(alternatives) => Ok(Node::Group(
            alternatives
                .iter()
                .map(|nodes| many(nodes))
                .collect::<Result<_, _>>()?,
        )),
        Node::Optional(inner) => Ok(Node::Optional(many(inner)?)),
        Node::Word(atoms) => expand_word(atoms, sets, depth),
        leaf => Ok(leaf.clone()),
    }
}

fn expand_word(
    atoms: &[Atom],
    sets: &FxHashMap<String, Vec<Vec<Node>>>,
    depth: usize,
) -> Result<Node, String> {
    if depth > 8 {
        return Err("word sets refer to each other in a circle".to_owned());
    }
    let mut words = Vec::new();
    let mut phrases: Vec<Vec<Node>> = Vec::new();
    for atom in atoms {
        let Atom::Set(name) = atom else {
            words.push(atom.clone());
            continue;
        };
        let alternatives = match sets.get(name.as_ref()) {
            Some(alternatives) => alternatives.as_slice(),
            None if name.as_ref() == pattern::NAME_PARTICLE => &[],
            None => return Err(format!("there is no word set `{name}` in this language")),
        };
        for alternative in alternatives {
            let nodes: Vec<Node> = alternative
                .iter()
                .map(|node| expand(node, sets, depth + 1))
                .collect::<Result<_, _>>()?;
            match nodes.as_slice() {
                [Node::Word(more)] => words.extend(more.iter().cloned()),
                [Node::Group(more)] => phrases.extend(more.iter().cloned()),
                _ => phrases.push(nodes),
            }
        }
    }
    if phrases.is_empty() {
        return Ok(Node::Word(words));
    }
    if !words.is_empty() {
        phrases.push(vec![Node::Word(words)]);
    }
    Ok(Node::Group(phrases))
}

/// Entities must be known by name before a program is compiled.
fn check_entities(nodes: &[Node]) -> Result<(), String> {
    for node in nodes {
        match node {
            Node::Entity(kind, restriction) => {
                let kind = kind.parse::<EntityKind>()?;
                if let Some(word) = restriction {
                    Traits::check(kind, word)?;
                }
            }
            Node::Group(alternatives) => alternatives
                .iter()
                .try_for_each(|nodes| check_entities(nodes))?,
            Node::Optional(inner) => check_entities(inner)?,
            _ => {}
        }
    }
    Ok(())
}

fn step(node: &Node, words: &mut WordSets) -> Step {
    match node {
        Node::Word(atoms) => Step::Word(words.intern(atoms.clone())),
        Node::Entity(kind, restriction) => Step::Entity {
            kind: kind.parse().unwrap_or(EntityKind::Duration),
            asked: restriction.as_deref().map(Traits::of).unwrap_or_default(),
        },
        Node::Capital => Step::Capital,
        Node::Number => Step::Number,
        Node::Any | Node::Group(_) | Node::Optional(_) => Step::Any,
    }
}
