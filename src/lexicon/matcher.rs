//! One pass over the text finds every mention.
//!
//! Each word of a text is looked up once; only terms that can begin with it are tried, and of those only the ones whose
//! other certain words stand where they can, the rarest of them asked for first.

use std::sync::Arc;

use crate::entity::EntityKind;
use crate::text::{Gap, TextRange, Vocabulary, Words};

use super::compile::{Strength, Term, Terms};
use super::concept::ConceptId;
use super::places::Places;
use super::program::{Input as _, MAX_SPAN};
use super::recall::Said;
use super::required::{Start, Tried};
use super::sentence::{Known, Sentence};
use super::traits::Traits;

/// An entity as terms see it: the words it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EntityWords {
    /// Its kind.
    pub kind: EntityKind,
    /// Its first word, by index in the sentence.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// What is known of it besides.
    pub traits: Traits,
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
    /// The term by index, as in [`Lexicon::written`](super::Lexicon::written).
    pub term: u32,
}

/// Looks up words; keeps what it has found, for one document.
#[derive(Debug)]
pub struct Matcher<'t> {
    terms: &'t Terms,
    /// Shared by the matchers of one document.
    known: Arc<Known<'t>>,
    places: Places,
    found: Vec<RawMention>,
    /// Whether sentences are remembered from one document to the next.
    recalls: bool,
}

impl<'t> Matcher<'t> {
    /// A matcher for one document in the language of `terms`. Where it `recalls`, sentences that were matched before are not
    /// matched again: that pays only where the same text is read often.
    pub fn new(terms: &'t Terms, recalls: bool) -> Self {
        Self {
            terms,
            known: Arc::new(Known::new(terms)),
            places: Places::default(),
            found: Vec::new(),
            recalls,
        }
    }

    /// Takes note of words, before any is matched. In `addresses`, in order, stand web and e-mail addresses.
    pub fn learn(&mut self, words: Words<'_>, addresses: &[TextRange]) {
        Arc::make_mut(&mut self.known).learn(words, addresses);
    }

    /// Another matcher that knows the same words, to be used beside this one.
    #[must_use]
    pub fn another(&self) -> Self {
        Self {
            known: Arc::clone(&self.known),
            ..Self::new(self.terms, self.recalls)
        }
    }

    /// Every match in a sentence with these words, which were learned and have their numbers from `vocabulary`, and these
    /// entities, in the order of their first words.
    pub fn sentence(
        &mut self,
        words: Words<'_>,
        vocabulary: &Vocabulary,
        entities: &[EntityWords],
    ) -> &[RawMention] {
        self.found.clear();
        let mut said = None;
        if self.recalls {
            let unfilled =
                Sentence::new((words, vocabulary), entities, (&self.known, &self.places));
            said = Said::new(words, entities, unfilled.first_is_name());
        }
        if let Some(said) = &said
            && self.terms.recalled.recall(said, words, &mut self.found)
        {
            return &self.found;
        }
        self.match_sentence(words, vocabulary, entities);
        if let Some(said) = said {
            self.terms.recalled.keep(said, words, &self.found);
        }
        &self.found
    }

    fn match_sentence(
        &mut self,
        words: Words<'_>,
        vocabulary: &Vocabulary,
        entities: &[EntityWords],
    ) {
        self.places.fill(&self.known, words.numbers);
        let sentence = Sentence::new((words, vocabulary), entities, (&self.known, &self.places));
        let mut search = Search {
            terms: self.terms,
            sentence: &sentence,
            found: &mut self.found,
        };
        search.all(entities);
    }
}

/// The search through one sentence.
struct Search<'a> {
    terms: &'a Terms,
    sentence: &'a Sentence<'a>,
    found: &'a mut Vec<RawMention>,
}

impl<'a> Search<'a> {
    /// Tries all terms, each where what it begins with stands.
    fn all(&mut self, entities: &[EntityWords]) {
        let (index, sentence) = (&self.terms.index, self.sentence);
        self.tries(&index.at_start, sentence.start);
        let mut entities = entities.iter().peekable();
        for at in 0..sentence.len() {
            for term in sentence.single(at) {
                self.take(*term, (at, at + 1));
            }
            if let Some(others) = sentence.others(at) {
                self.tries(others, at);
            }
            if sentence.begins_shape(at) {
                self.tries(&index.by_shape, at);
                if sentence.is_number(at) {
                    self.tries(&index.by_number, at);
                }
            }
            while let Some(entity) = entities.next_if(|entity| entity.start <= at) {
                if let Some(terms) = index.by_entity.get(&entity.kind) {
                    self.tries(terms, entity.start);
                }
            }
        }
    }

    /// Tries terms at word `at`.
    fn tries(&mut self, tried: &'a Tried, at: usize) {
        for start in self.sentence.possible(tried, at) {
            if self.is_worth_it(start, at) {
                self.try_term(start.term, at);
            }
        }
    }

    /// Whether all else is there that a term demands for it to begin at word `at`, where what it asks for first is.
    fn is_worth_it(&self, start: Start, at: usize) -> bool {
        if !self.sentence.grants(start.demands, at) {
            return false;
        }
        let needed = self.terms.needed_by(start.demands);
        let known = usize::from(start.is_near());
        let mut others = needed.get(known..).unwrap_or_default().iter();
        others.all(|word| self.sentence.holds(*word, at))
    }

    fn try_term(&mut self, index: u32, at: usize) {
        let found = self.terms.list.get(index as usize);
        if let Some(body) = found.and_then(|term| self.find(term, at)) {
            self.take(index, body);
        }
    }

    /// Takes note of a match of a term, by the words of its body.
    fn take(&mut self, index: u32, body: (usize, usize)) {
        let term = self.terms.list.get(index as usize);
        let range = self.sentence.range(body.0, body.1);
        let (Some(term), Some(range)) = (term, range) else {
            return;
        };
        self.found.push(RawMention {
            concept: term.concept,
            strength: term.strength,
            context: term.context,
            range,
            term: index,
        });
    }

    /// The words of the body of `term` when it begins at word `at`.
    fn find(&self, term: &Term, at: usize) -> Option<(usize, usize)> {
        let (sentence, code) = (self.sentence, &self.terms.code);
        for before in lengths(term.before.run(code, sentence, at)) {
            let start = at + before;
            let mut ends = term.body.run(code, sentence, start);
            while let Some(length) = term.body.choose(ends) {
                ends &= !(1 << length);
                let mut body_end = start + length;
                if term.extends {
                    let ends_here = body_end >= sentence.len()
                        || (length > 0 && sentence.gap(body_end) == Some(Gap::Clause));
                    // “including:” at the end of a clause says something by itself, “to” does not.
                    if ends_here && length < 2 {
                        continue;
                    }
                    if !ends_here {
                        body_end = sentence.clause_end(body_end);
                    }
                }
                let after = term.after.run(code, sentence, body_end);
                let fits = |length: usize| !term.at_end || body_end + length == sentence.len();
                if body_end > start && lengths(after).any(fits) {
                    return Some((start, body_end));
                }
            }
        }
        None
    }
}

/// The lengths in a set, the least first.
fn lengths(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let least = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (least <= MAX_SPAN).then_some(least)
    })
}
