//! One pass over the text finds every mention.
//!
//! Each word of a sentence is looked up once; only terms that can begin with it are tried, and of those only the ones
//! whose other certain words stand in the sentence too.

use rustc_hash::FxHashMap;

use crate::entity::EntityKind;
use crate::text::{Gap, TextRange, Token, fold};

use super::compile::{Strength, Term, Terms};
use super::concept::ConceptId;
use super::program::{Input, MAX_SPAN, SetId, Step};

/// The most words that `>>` goes on for.
const MAX_CLAUSE: usize = 20;

/// An entity as terms see it: the words it covers.
#[derive(Clone, Copy, Debug)]
pub struct EntityWords {
    /// Its kind.
    pub kind: EntityKind,
    /// Its first word, by index in the sentence.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// A country outside the EEA.
    pub third: bool,
}

/// A match of a term, before anything else is considered.
#[derive(Clone, Copy, Debug)]
pub struct RawMention {
    /// What is mentioned.
    pub concept: ConceptId,
    /// How the term says it.
    pub strength: Strength,
    /// What must be said elsewhere for it to count: an index for [`Terms::context`].
    pub context: Option<u32>,
    /// The part to report.
    pub range: TextRange,
    /// All words that the term took, as indices in the sentence, end exclusive.
    pub words: (usize, usize),
    /// The term, for [`Terms::written`].
    pub term: u32,
}

/// Looks up words; keeps what it has found, for one document.
#[derive(Debug)]
pub struct Matcher<'t> {
    terms: &'t Terms,
    known: FxHashMap<String, u32>,
    sets: Vec<Vec<SetId>>,
    present: Vec<u64>,
    touched: Vec<usize>,
}

/// A sentence, looked up.
struct Sentence<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: Vec<u32>,
    sets: &'a [Vec<SetId>],
    entities: &'a [EntityWords],
    known: &'a FxHashMap<String, u32>,
}

impl Input for Sentence<'_> {
    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn accepts(&self, at: usize, step: Step) -> usize {
        match step {
            Step::Any => 1,
            Step::Word(set) => usize::from(self.has(at, set)),
            Step::Entity { kind, third } => self
                .entities
                .iter()
                .filter(|entity| {
                    entity.start == at && entity.kind == kind && (entity.third || !third)
                })
                .map(|entity| entity.end - entity.start)
                .max()
                .unwrap_or(0),
            Step::Capital => usize::from(self.is_name(at)),
            Step::Number => usize::from(self.word(at).bytes().all(|byte| byte.is_ascii_digit())),
        }
    }
}

impl Sentence<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.range.of(self.text))
    }

    /// Whether the word is written as names are: with a capital in it, unless it only begins the sentence with one and is
    /// a common word elsewhere in the text.
    fn is_name(&self, at: usize) -> bool {
        let word = self.word(at);
        let capital = word.starts_with(char::is_uppercase);
        let begins = at == 0 && capital && self.known.contains_key(fold(word).as_ref());
        (capital && !begins) || word.chars().skip(1).any(char::is_uppercase)
    }

    /// Whether a run of capitalised words or a number begins at word `at`.
    fn begins_shape(&self, at: usize) -> bool {
        let shaped =
            |at: usize| self.is_name(at) || self.word(at).starts_with(|c: char| c.is_ascii_digit());
        shaped(at)
            && (at == 0
                || !shaped(at - 1)
                || self
                    .tokens
                    .get(at)
                    .is_some_and(|token| token.gap > Gap::Joined))
    }

    /// The first word that is no number: what numbers a heading or an item is not what it says.
    fn start(&self) -> usize {
        let numbers = (0..self.tokens.len())
            .take_while(|at| self.word(*at).bytes().all(|byte| byte.is_ascii_digit()));
        let count = numbers.count();
        if count == self.tokens.len() { 0 } else { count }
    }

    fn has(&self, at: usize, set: SetId) -> bool {
        self.sets_of(at).binary_search(&set).is_ok()
    }

    fn sets_of(&self, at: usize) -> &[SetId] {
        self.words
            .get(at)
            .and_then(|word| self.sets.get(*word as usize))
            .map_or(&[], Vec::as_slice)
    }

    fn range(&self, start: usize, end: usize) -> Option<TextRange> {
        let first = self.tokens.get(start)?.range.start;
        Some(TextRange::new(
            first,
            self.tokens.get(end.checked_sub(1)?)?.range.end,
        ))
    }

    /// Where the clause that word `start` begins or continues ends.
    fn clause_end(&self, start: usize) -> usize {
        let rest = self
            .tokens
            .iter()
            .enumerate()
            .skip(start + 1)
            .take(MAX_CLAUSE);
        let mut end = start + 1;
        for (at, token) in rest {
            if token.gap == Gap::Clause {
                break;
            }
            end = at + 1;
        }
        end.min(self.tokens.len())
    }
}

impl<'t> Matcher<'t> {
    /// A matcher for one document in the language of `terms`.
    pub fn new(terms: &'t Terms) -> Self {
        let present = vec![0; terms.words.len() / 64 + 1];
        Self {
            terms,
            known: FxHashMap::default(),
            sets: Vec::new(),
            present,
            touched: Vec::new(),
        }
    }

    /// Takes note of the words of a sentence, before any is matched.
    pub fn learn(&mut self, text: &str, tokens: &[Token]) {
        for token in tokens {
            self.look_up(token.range.of(text));
        }
    }

    /// Every match in a sentence of `text` with these words and entities, in the order of their first words.
    pub fn sentence(
        &mut self,
        text: &str,
        tokens: &[Token],
        entities: &[EntityWords],
    ) -> Vec<RawMention> {
        let words: Vec<u32> = tokens
            .iter()
            .map(|token| self.look_up(token.range.of(text)))
            .collect();
        self.mark_present(&words);
        let sentence = Sentence {
            text,
            tokens,
            words,
            sets: &self.sets,
            entities,
            known: &self.known,
        };
        let mut found = Vec::new();
        for term in &self.terms.at_start {
            self.try_term(&sentence, *term, sentence.start(), &mut found);
        }
        for at in 0..tokens.len() {
            for set in sentence.sets_of(at) {
                for term in self.terms.by_set.get(set.0 as usize).into_iter().flatten() {
                    self.try_term(&sentence, *term, at, &mut found);
                }
            }
            if sentence.begins_shape(at) {
                for term in &self.terms.by_shape {
                    self.try_term(&sentence, *term, at, &mut found);
                }
            }
            for entity in entities.iter().filter(|entity| entity.start == at) {
                for term in self.terms.by_entity.get(&entity.kind).into_iter().flatten() {
                    self.try_term(&sentence, *term, at, &mut found);
                }
            }
        }
        found
    }

    fn look_up(&mut self, word: &str) -> u32 {
        if let Some(id) = self.known.get(word) {
            return *id;
        }
        let id = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(self.terms.words.of(word));
        self.known.insert(word.to_owned(), id);
        id
    }

    fn mark_present(&mut self, words: &[u32]) {
        for slot in self.touched.drain(..) {
            if let Some(bits) = self.present.get_mut(slot) {
                *bits = 0;
            }
        }
        for set in words
            .iter()
            .filter_map(|word| self.sets.get(*word as usize))
            .flatten()
        {
            let slot = set.0 as usize / 64;
            if let Some(bits) = self.present.get_mut(slot) {
                *bits |= 1 << (set.0 % 64);
                self.touched.push(slot);
            }
        }
    }

    fn is_present(&self, set: SetId) -> bool {
        self.present
            .get(set.0 as usize / 64)
            .is_some_and(|bits| bits >> (set.0 % 64) & 1 == 1)
    }

    fn try_term(
        &self,
        sentence: &Sentence<'_>,
        index: u32,
        at: usize,
        found: &mut Vec<RawMention>,
    ) {
        let Some(term) = self.terms.list.get(index as usize) else {
            return;
        };
        if (term.at_start && at != sentence.start())
            || !term.required.iter().all(|set| self.is_present(*set))
        {
            return;
        }
        let Some((start, body, end)) = find(sentence, term, at) else {
            return;
        };
        let Some(range) = sentence.range(body.0, body.1) else {
            return;
        };
        let mention = RawMention {
            concept: term.concept,
            strength: term.strength,
            context: term.context,
            range,
            words: (start, end),
            term: index,
        };
        found.push(mention);
    }
}

/// The words of `term` when it begins at word `at`: its start, its body, its end.
fn find(sentence: &Sentence<'_>, term: &Term, at: usize) -> Option<(usize, (usize, usize), usize)> {
    for before in lengths(term.before.run(sentence, at)) {
        let start = at + before;
        let mut ends = term.body.run(sentence, start);
        while let Some(length) = term.body.choose(ends) {
            ends &= !(1 << length);
            let mut body_end = start + length;
            if term.extends {
                let ends_here = body_end >= sentence.len()
                    || (length > 0
                        && sentence
                            .tokens
                            .get(body_end)
                            .is_some_and(|token| token.gap == Gap::Clause));
                // “including:” at the end of a clause says something by itself, “to” does not.
                if ends_here && length < 2 {
                    continue;
                }
                if !ends_here {
                    body_end = sentence.clause_end(body_end);
                }
            }
            let after = term.after.run(sentence, body_end);
            let fits = |length: &usize| !term.at_end || body_end + length == sentence.len();
            if let Some(length) = lengths(after).find(fits)
                && body_end > start
            {
                return Some((at, (start, body_end), body_end + length));
            }
        }
    }
    None
}

fn lengths(set: u64) -> impl Iterator<Item = usize> {
    (0..=MAX_SPAN).filter(move |length| set >> length & 1 == 1)
}
