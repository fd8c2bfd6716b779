//! Where the terms of a language are to be tried: by the word, the entity or the shape that they begin with.

use std::num::NonZero;

use rustc_hash::FxHashMap;

use crate::entity::EntityKind;

use super::compile::{Asked, Term, Terms};
use super::program::{Code, Lengths, SetId, Step};
use super::required::{Demands, Required, Start, Tried};

/// Terms by what they begin with.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// By the set that their first word is of.
    by_set: Vec<Starts>,
    /// By the kind of entity.
    pub(super) by_entity: FxHashMap<EntityKind, Tried>,
    /// Those that begin with a capital or with any word.
    pub(super) by_shape: Tried,
    /// Those that begin with a number in digits.
    pub(super) by_number: Tried,
    /// Those that begin at the start of a sentence with no certain word.
    pub(super) at_start: Tried,
    /// Whether it matters where the words of each set stand.
    placed: Vec<bool>,
}

/// The terms that can begin with a word of a set.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// Those that the word alone is enough for.
    pub(super) single: Vec<u32>,
    /// The others.
    pub(super) others: Vec<Start>,
}

impl Index {
    /// The terms that can begin with a word of `set`.
    pub(super) fn starts(&self, set: SetId) -> Option<&Starts> {
        self.by_set.get(set.0 as usize)
    }

    /// Whether it matters where the words of `set` stand.
    pub(super) fn places(&self, set: SetId) -> bool {
        self.placed.get(set.0 as usize).copied().unwrap_or(false)
    }

    /// Adds a term that asks this before it is run.
    fn add(
        &mut self,
        (index, term): (u32, &Term),
        (demands, needed): (Demands, &[Required]),
        code: &Code,
        nothing: SetId,
    ) {
        let first = Firsts::of(term, code);
        let required = needed.first();
        let start = Start {
            term: index,
            asked: required.map_or(nothing, |word| word.set),
            within: required
                .and_then(|word| word.within)
                .map_or(Lengths::MAX, NonZero::get),
            demands,
        };
        for set in &first.sets {
            let Some(starts) = self.by_set.get_mut(set.0 as usize) else {
                continue;
            };
            if term.single {
                starts.single.push(index);
            } else {
                starts.others.push(start);
            }
        }
        for kind in first.entities {
            self.by_entity.entry(kind).or_default().push(start);
        }
        match (first.shape, first.number) {
            (true, _) if !demands.at_start => self.by_shape.push(start),
            (false, true) if !demands.at_start => self.by_number.push(start),
            _ => {}
        }
        if demands.at_start && (first.shape || first.number || first.nothing) {
            self.at_start.push(start);
        }
    }

    /// Takes note of the sets whose places `term` asks for.
    fn place(&mut self, term: &Term, needed: &[Required], code: &Code) {
        let mut sets = Vec::new();
        for part in [&term.before, &term.body, &term.after] {
            part.add_sets(code, &mut sets);
        }
        sets.extend(needed.iter().map(|word| word.set));
        for set in sets {
            if let Some(placed) = self.placed.get_mut(set.0 as usize) {
                *placed = true;
            }
        }
    }
}

impl Terms {
    /// Finds out where each term is to be tried, once all are there.
    pub(super) fn make_index(&mut self) {
        self.order_required();
        let sets = self.words.len();
        let mut index = Index {
            by_set: vec![Starts::default(); sets],
            placed: vec![false; sets],
            ..Index::default()
        };
        let nothing = self.words.nothing();
        for ((number, term), demands) in (0u32..).zip(&self.list).zip(&self.demands) {
            let needed = self.needed_by(*demands);
            index.add((number, term), (*demands, needed), &self.code, nothing);
            index.place(term, needed, &self.code);
        }
        self.index = index;
    }

    /// Takes note of what the term asks that was added last.
    pub(super) fn demand(&mut self, asked: Asked) {
        let end = |needed: &Vec<Required>| u32::try_from(needed.len()).unwrap_or(u32::MAX);
        let from = end(&self.needed);
        self.needed.extend(asked.words);
        self.demands.push(Demands {
            words: (from, end(&self.needed)),
            ..asked.demands
        });
    }

    /// The words that a term with these demands needs.
    pub(super) fn needed_by(&self, demands: Demands) -> &[Required] {
        self.needed.get(demands.range()).unwrap_or_default()
    }

    /// Puts the rarest of the words that each term needs first.
    fn order_required(&mut self) {
        let firsts = self.list.iter();
        let firsts = firsts.flat_map(|term| Firsts::of(term, &self.code).sets);
        let uses: Vec<SetId> = firsts
            .chain(self.needed.iter().map(|word| word.set))
            .collect();
        let commonness = self.words.commonness(&uses);
        for demands in &self.demands {
            let needed = self.needed.get_mut(demands.range()).unwrap_or_default();
            needed.sort_by_key(|word| commonness.get(word.set.0 as usize).copied());
        }
    }
}

/// What a term can begin with, each once.
#[derive(Default)]
struct Firsts {
    sets: Vec<SetId>,
    entities: Vec<EntityKind>,
    /// A capital or any word.
    shape: bool,
    /// A number in digits.
    number: bool,
    /// It takes no words.
    nothing: bool,
}

impl Firsts {
    fn of(term: &Term, code: &Code) -> Self {
        let parts = [&term.before, &term.body, &term.after];
        let first = parts.into_iter().find(|part| !part.is_empty());
        let steps = first.map(|part| part.first_steps(code));
        let mut firsts = Self {
            nothing: first.is_none(),
            ..Self::default()
        };
        for step in steps.into_iter().flatten() {
            match step {
                Step::Word(set) => firsts.sets.push(set),
                Step::Entity { kind, .. } => firsts.entities.push(kind),
                Step::Number => firsts.number = true,
                Step::Capital | Step::Any | Step::Gap(_) => firsts.shape = true,
            }
        }
        firsts.sets.sort_unstable();
        firsts.sets.dedup();
        firsts.entities.sort_unstable();
        firsts.entities.dedup();
        firsts
    }
}
