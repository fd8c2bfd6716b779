//! Words that a term cannot do without: most terms that could begin at a word are ruled out by these alone.

use std::num::NonZero;
use std::ops::Range;

use crate::entity::EntityKind;

use super::pattern::{Atom, Node};
use super::program::{Lengths, MAX_SPAN, SetId, bounds};
use super::words::WordSets;

/// A word that a term cannot do without, and how far from its first word it can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Required {
    pub(crate) set: SetId,
    /// The distances at which it can stand; `None` where some are further than a set of them reaches.
    pub(crate) within: Option<NonZero<Lengths>>,
}

/// A term to try, with the word that tells soonest whether it is worth it: where that does not stand where it can, nothing
/// else of the term is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start {
    pub(crate) term: u32,
    /// The set that the word is of.
    pub(crate) asked: SetId,
    /// The distances at which it can stand, as far as a set of them reaches; all of them where it can stand further away.
    pub(crate) within: Lengths,
    /// What it asks besides.
    pub(super) demands: Demands,
}

impl Start {
    /// Whether the word that is asked for is near enough to be known to stand where it can.
    pub(super) const fn is_near(&self) -> bool {
        self.within != Lengths::MAX
    }
}

/// Terms to try where one thing stands that they can begin with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tried {
    pub(super) starts: Vec<Start>,
    /// What each of these asks for first, by itself because most are ruled out by it.
    pub(super) asked: Vec<SetId>,
}

impl Tried {
    pub(super) fn push(&mut self, start: Start) {
        self.starts.push(start);
        self.asked.push(start.asked);
    }
}

impl<'s> Extend<&'s Start> for Tried {
    fn extend<I: IntoIterator<Item = &'s Start>>(&mut self, starts: I) {
        starts.into_iter().for_each(|start| self.push(*start));
    }
}

/// What a term asks of a sentence and of the place where it is to begin, told without running it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Demands {
    /// How many words it takes, at least and at most.
    pub(super) least: u8,
    pub(super) most: u8,
    /// It begins where the sentence does.
    pub(super) at_start: bool,
    /// It ends where the sentence does, after no more words than it takes at most.
    pub(super) at_end: bool,
    /// The kinds of entity that the sentence must have, as [`bit_of`] has them.
    pub(super) entities: u16,
    /// The words it needs, as a range of those that all terms need.
    pub(super) words: (u32, u32),
}

impl Demands {
    /// Where the words stand that it needs, among those that all terms need.
    pub(super) fn range(&self) -> Range<usize> {
        self.words.0 as usize..self.words.1 as usize
    }
}

/// The bit that stands for a kind of entity.
pub(super) const fn bit_of(kind: EntityKind) -> u16 {
    1 << kind as u16
}

/// The bit that stands for an entity of which more is known than its kind.
pub(super) const TRAITS: u16 = 1 << 15;

/// The most sets of words that are kept for a term besides those that it is matched by in any case: what is asked for in
/// more of them is no rarer.
const MOST_UNIONS: usize = 2;

/// Words of which a term needs one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Needed {
    /// How common they are.
    commonness: usize,
    /// Whether they are of several alternatives, which no part of the term is matched by.
    union: bool,
    atoms: Vec<Atom>,
    within: Option<NonZero<Lengths>>,
}

/// What is gathered of one term, part by part.
#[derive(Default)]
pub(super) struct Gathered {
    /// The kinds of entity that it cannot do without.
    entities: u16,
    words: Vec<Needed>,
    /// How many words have gone by, at least and at most.
    least: usize,
    most: usize,
}

impl Gathered {
    /// Adds the next part of the term.
    pub(super) fn add(&mut self, nodes: &[Node]) {
        for node in nodes {
            if let Node::Entity(kind, restriction) = node {
                self.entities |= kind.parse().map_or(0, bit_of);
                self.entities |= restriction.as_ref().map_or(0, |_| TRAITS);
            }
            let (from, to) = bounds(std::slice::from_ref(node));
            let farthest = (self.most + to).saturating_sub(1);
            // The first word of all is known to be there.
            if farthest > 0
                && let Some(atoms) = necessary(node)
            {
                self.words.push(Needed {
                    commonness: commonness_of(&atoms),
                    union: matches!(node, Node::Group(_)),
                    atoms,
                    within: distances(self.least, farthest),
                });
            }
            self.least += from;
            self.most += to;
        }
    }

    /// What the term asks beyond words.
    pub(super) fn demands(&self) -> Demands {
        Demands {
            least: u8::try_from(self.least).unwrap_or(u8::MAX),
            most: u8::try_from(self.most).unwrap_or(u8::MAX),
            entities: self.entities,
            ..Demands::default()
        }
    }

    /// The words, those first that tell soonest.
    pub(super) fn finish(mut self, sets: &mut WordSets) -> Vec<Required> {
        self.words.sort_unstable();
        self.words.dedup();
        let mut unions = 0;
        self.words.retain(|word| {
            unions += usize::from(word.union);
            !word.union || unions <= MOST_UNIONS
        });
        let words = self.words.into_iter().map(|word| Required {
            set: sets.intern(word.atoms),
            within: word.within,
        });
        words.collect()
    }
}

/// Words of which one must be there for `node` to match, where there are such.
fn necessary(node: &Node) -> Option<Vec<Atom>> {
    match node {
        Node::Word(atoms) => Some(atoms.clone()),
        Node::Group(alternatives) => {
            let each = alternatives.iter().map(|nodes| {
                let needed = nodes.iter().filter_map(necessary);
                needed.min_by_key(|atoms| commonness_of(atoms))
            });
            Some(each.collect::<Option<Vec<_>>>()?.concat())
        }
        _ => None,
    }
}

/// How often one of these words is likely to be met: short words are the common ones.
pub(super) fn commonness(atom: &Atom) -> usize {
    match atom {
        Atom::Exact(word) | Atom::Cased(word) => match word.len() {
            0..=3 => 16,
            4..=5 => 4,
            _ => 1,
        },
        Atom::Prefix(_) => 4,
        Atom::Suffix(_) | Atom::Infix(_) | Atom::Set(_) => 16,
    }
}

/// The same of any of several words.
fn commonness_of(atoms: &[Atom]) -> usize {
    atoms.iter().map(commonness).sum()
}

/// The set of the distances from `nearest` to `farthest`, where it reaches that far.
fn distances(nearest: usize, farthest: usize) -> Option<NonZero<Lengths>> {
    let set = || Lengths::MAX >> (MAX_SPAN - farthest) & Lengths::MAX << nearest;
    NonZero::new((farthest <= MAX_SPAN).then(set)?)
}

#[cfg(test)]
mod tests {
    use super::super::pattern;
    use super::*;

    /// The distances at which words are needed, for a term.
    fn needed(term: &str) -> Vec<Vec<usize>> {
        let mut gathered = Gathered::default();
        gathered.add(&pattern::parse(term).unwrap().body);
        let words = gathered.finish(&mut WordSets::default()).into_iter();
        let distances = |word: Required| {
            let within = word.within.unwrap().get();
            (0..=MAX_SPAN)
                .filter(move |far| within >> far & 1 == 1)
                .collect()
        };
        words.map(distances).collect()
    }

    #[test]
    fn words_are_needed_where_they_can_stand() {
        assert_eq!(needed("we keep"), [[1]]);
        assert_eq!(needed("we ...2 keep"), [[1, 2, 3]]);
        assert_eq!(needed("we [do|may not] store"), [[1, 2, 3]]);
    }

    #[test]
    fn a_group_needs_one_of_its_alternatives() {
        assert_eq!(needed("we (keep it|store) here"), [vec![2, 3], vec![1, 2]]);
        assert!(needed("we (keep|<duration>)").is_empty());
        assert!(needed("we [keep]").is_empty());
    }

    #[test]
    fn rare_words_are_looked_for_first() {
        assert_eq!(needed("we do our erasure"), [[3], [1], [2]]);
    }
}
