//! A sentence, looked up: which words stand where.

use std::sync::Arc;

use crate::text::{Gap, TextRange, Vocabulary, Words, fold};

use super::compile::Terms;
use super::known::{Begins, Word};
use super::matcher::EntityWords;
use super::places::{BITS, Places, bits};
use super::program::{Input, Lengths, MAX_SPAN, Step};
use super::required::{Demands, Required, Start, TRAITS, Tried, bit_of};

/// The most words that `>>` goes on for.
const MAX_CLAUSE: usize = 20;

/// What the terms of a language know of the words of a document, each looked up once.
#[derive(Clone, Debug)]
pub(super) struct Known<'t> {
    pub(super) terms: &'t Terms,
    words: Vec<Option<Arc<Word>>>,
    /// Whether each stands anywhere outside addresses.
    said: Vec<bool>,
}

impl<'t> Known<'t> {
    pub(super) fn new(terms: &'t Terms) -> Self {
        Self {
            terms,
            words: Vec::new(),
            said: Vec::new(),
        }
    }

    /// Takes note of `words`; those in `addresses`, which stand in order, are said of nothing.
    pub(super) fn learn(&mut self, words: Words<'_>, addresses: &[TextRange]) {
        let mut addresses = addresses.iter().peekable();
        for (at, (number, token)) in words.numbers.iter().zip(words.tokens).enumerate() {
            while addresses
                .next_if(|address| address.end <= token.range.start)
                .is_some()
            {}
            let number = *number as usize;
            if self.words.len() <= number {
                self.words.resize(number + 1, None);
                self.said.resize(number + 1, false);
            }
            let in_address = addresses
                .peek()
                .is_some_and(|address| address.start <= token.range.start);
            if let Some(said) = self.said.get_mut(number) {
                *said |= !in_address;
            }
            if let Some(slot) = self.words.get_mut(number) {
                slot.get_or_insert_with(|| self.terms.look_up(words.of(at)));
            }
        }
    }

    pub(super) fn word(&self, number: u32) -> Option<&Word> {
        self.words.get(number as usize)?.as_deref()
    }

    /// Whether the word with this number stands anywhere outside addresses.
    fn is_said(&self, number: u32) -> bool {
        self.said.get(number as usize).copied().unwrap_or(false)
    }
}

/// The bits of the kinds that an entity is of.
fn kinds_of(entity: &EntityWords) -> u16 {
    bit_of(entity.kind) | if entity.traits.is_none() { 0 } else { TRAITS }
}

/// A sentence, looked up.
pub(super) struct Sentence<'a> {
    words: Words<'a>,
    entities: &'a [EntityWords],
    known: &'a Known<'a>,
    places: &'a Places,
    /// The first word that is no number: what numbers a heading or an item is not what it says.
    pub(super) start: usize,
    /// Whether the first word is written as a name is.
    first_is_name: bool,
    /// The kinds of entity that it has.
    has: u16,
}

impl Input for Sentence<'_> {
    fn len(&self) -> usize {
        self.words.tokens.len()
    }

    fn ends(&self, at: usize, step: Step, begins: Lengths) -> Lengths {
        match step {
            Step::Word(set) => (begins & self.places.from(set, at)) << 1,
            Step::Any => begins << 1,
            Step::Gap(most) => spread(begins, most),
            Step::Capital => each(begins, |far| usize::from(self.is_name(at + far))),
            Step::Number => each(begins, |far| {
                let word = self.word(at + far);
                usize::from(word.is_some_and(|word| word.number))
            }),
            Step::Entity { kind, asked } => each(begins, |far| {
                self.entities_at(at + far)
                    .filter(|entity| entity.kind == kind && entity.traits.hold(asked))
                    .map(|entity| entity.end - entity.start)
                    .max()
                    .unwrap_or(0)
            }),
        }
    }
}

/// Where something ends that begins at `begins` and takes from one to `most` words.
fn spread(begins: Lengths, most: u8) -> Lengths {
    let (mut ends, mut reached) = (begins << 1, 1);
    while reached < most {
        let further = reached.min(most - reached);
        ends |= ends << further;
        reached += further;
    }
    ends
}

/// Where something ends that begins at `begins` and is as long as `length` says there; 0 where it is not there.
fn each(mut begins: Lengths, length: impl Fn(usize) -> usize) -> Lengths {
    let mut ends = 0;
    while begins != 0 {
        let far = begins.trailing_zeros() as usize;
        begins &= begins - 1;
        let length = length(far);
        if length > 0 && far + length <= MAX_SPAN {
            ends |= 1 << (far + length);
        }
    }
    ends
}

impl<'a> Sentence<'a> {
    /// The sentence with these words of a document with this vocabulary, its entities in order, and where its words stand.
    pub(super) fn new(
        (words, vocabulary): (Words<'a>, &Vocabulary),
        entities: &'a [EntityWords],
        (known, places): (&'a Known<'a>, &'a Places),
    ) -> Self {
        let is_number = |number: &&u32| known.word(**number).is_some_and(|word| word.number);
        let start = words.numbers.iter().take_while(is_number).count();
        let mut sentence = Self {
            words,
            entities,
            known,
            places,
            start: if start == words.numbers.len() {
                0
            } else {
                start
            },
            first_is_name: false,
            has: entities.iter().map(kinds_of).fold(0, |all, own| all | own),
        };
        sentence.first_is_name = sentence.begins_with_name(vocabulary);
        sentence
    }

    /// Whether the first word has a capital in it, unless it only begins the sentence with one and is a common word
    /// elsewhere in the text.
    fn begins_with_name(&self, vocabulary: &Vocabulary) -> bool {
        let Some(word) = self.word(self.start) else {
            return false;
        };
        let common = || {
            let number = vocabulary.number(fold(self.words.of(self.start)).as_ref());
            number.is_some_and(|number| self.known.is_said(number))
        };
        word.inner_capital || (word.begins == Begins::Capital && !common())
    }

    /// The terms that word `at` is enough for by itself.
    pub(super) fn single(&self, at: usize) -> &'a [u32] {
        self.word(at).map_or(&[], |word| &word.single)
    }

    /// The other terms that can begin with word `at`.
    pub(super) fn others(&self, at: usize) -> Option<&'a Tried> {
        self.word(at).map(|word| &word.others)
    }

    /// Those of the terms that are tried at word `at` for which the word stands where it can that each asks for first.
    pub(super) fn possible(
        &self,
        tried: &'a Tried,
        at: usize,
    ) -> impl Iterator<Item = Start> + use<'a> {
        let places = self.places;
        let parts = tried.asked.chunks(BITS).zip(tried.starts.chunks(BITS));
        parts.flat_map(move |(asked, starts)| {
            let having = bits(places.having(asked));
            let there = having.filter_map(|at| starts.get(at));
            let there = there.filter(move |start| places.can_have(start, at));
            there.copied()
        })
    }

    fn word(&self, at: usize) -> Option<&'a Word> {
        let number = self.words.numbers.get(at)?;
        self.known.word(*number)
    }

    /// Whether the word is written as names are: with a capital in it.
    fn is_name(&self, at: usize) -> bool {
        if at == self.start {
            self.first_is_name
        } else {
            self.word(at)
                .is_some_and(|word| word.begins == Begins::Capital || word.inner_capital)
        }
    }

    /// Whether a run of capitalised words or a number begins at word `at`.
    pub(super) fn begins_shape(&self, at: usize) -> bool {
        let digit = |word: &Word| word.begins == Begins::Digit;
        let shaped = |at: usize| self.is_name(at) || self.word(at).is_some_and(digit);
        shaped(at)
            && (at == self.start
                || at == 0
                || !shaped(at - 1)
                || self.gap(at).is_some_and(|gap| gap > Gap::Joined))
    }

    /// Whether the first word that is no number is written as a name is.
    pub(super) fn first_is_name(&self) -> bool {
        self.first_is_name
    }

    /// What separates word `at` from the one before it.
    pub(super) fn gap(&self, at: usize) -> Option<Gap> {
        self.words.tokens.get(at).map(|token| token.gap)
    }

    /// The entities that begin at word `at`.
    pub(super) fn entities_at(&self, at: usize) -> impl Iterator<Item = &EntityWords> {
        let begin = self.entities.partition_point(|entity| entity.start < at);
        self.entities
            .get(begin..)
            .unwrap_or_default()
            .iter()
            .take_while(move |entity| entity.start == at)
    }

    /// Whether word `at` is a number in digits.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.number)
    }

    /// Whether a term that demands this can begin at word `at`, as far as words do not tell.
    pub(super) fn grants(&self, demands: Demands, at: usize) -> bool {
        let left = self.words.tokens.len().saturating_sub(at);
        left >= usize::from(demands.least)
            && (!demands.at_end || left <= usize::from(demands.most))
            && (!demands.at_start || at == self.start)
            && self.has & demands.entities == demands.entities
    }

    /// Whether the word that is asked for stands where it can for a term that begins at word `at`.
    pub(super) fn holds(&self, word: Required, at: usize) -> bool {
        match word.within {
            Some(within) => self.places.from(word.set, at) & within.get() != 0,
            None => self.places.is_after(word.set, at),
        }
    }

    pub(super) fn range(&self, start: usize, end: usize) -> Option<TextRange> {
        let first = self.words.tokens.get(start)?.range.start;
        Some(TextRange::new(
            first,
            self.words.tokens.get(end.checked_sub(1)?)?.range.end,
        ))
    }

    /// Where the clause that word `start` begins or continues ends.
    pub(super) fn clause_end(&self, start: usize) -> usize {
        let tokens = self.words.tokens;
        let rest = tokens.iter().enumerate().skip(start + 1).take(MAX_CLAUSE);
        let mut end = start + 1;
        for (at, token) in rest {
            if token.gap == Gap::Clause {
                break;
            }
            end = at + 1;
        }
        end.min(tokens.len())
    }
}
