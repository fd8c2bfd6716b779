//! Terms as programs over sets of places.
//!
//! A program is the tree of a term. It is run with all the places of a bounded window where it can begin as one set of bits,
//! and each part turns the set of places where it begins into the set of those where it ends: a word moves the bits that
//! stand on it by one, alternatives unite theirs, what is optional keeps what it was given. Nothing repeats, so matching is
//! linear in the text whatever the term.

use crate::entity::EntityKind;

use super::pattern::Node;
use super::traits::Traits;

/// The most words one part of a term can span.
pub(crate) const MAX_SPAN: usize = 63;

/// A set of lengths in words, or of places by their distance from a word: bit `n` for `n` words.
pub(crate) type Lengths = u64;

/// The number of a word set within one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SetId(pub(crate) u32);

/// What a program consumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A word of the set.
    Word(SetId),
    /// An entity of this kind; only a country that stands like this, where that is asked.
    Entity { kind: EntityKind, asked: Traits },
    /// A word that begins with a capital.
    Capital,
    /// A number in digits.
    Number,
    /// Any word.
    Any,
    /// Any words, from one to this many.
    Gap(u8),
}

/// What a program reads: the words of a sentence by index.
pub(crate) trait Input {
    /// How many words there are.
    fn len(&self) -> usize;
    /// Where `step` ends when it begins at the places `begins`; both are distances from word `at`, and ends further away
    /// than a set can hold are left out.
    fn ends(&self, at: usize, step: Step, begins: Lengths) -> Lengths;
}

/// One part of a term, compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    /// The word that comes first, where that is certain and known to be there wherever the program is run.
    first: Option<SetId>,
    /// What comes then.
    parts: Vec<Part>,
    /// Whether the longest match is meant rather than the shortest.
    greedy: bool,
}

/// A part of a program.
#[derive(Clone, Debug)]
enum Part {
    Step(Step),
    Optional(Vec<Self>),
    Either(Vec<Vec<Self>>),
}

impl Program {
    /// Compiles `nodes`; `step` turns the leaves into steps. `None` where the term needs more words than a span can hold.
    pub(crate) fn compile(nodes: &[Node], step: &mut impl FnMut(&Node) -> Step) -> Option<Self> {
        let (least, _) = bounds(nodes);
        (least <= MAX_SPAN).then(|| Self {
            first: None,
            parts: parts(nodes, step),
            greedy: matches!(nodes.last(), Some(last @ Node::Optional(_)) if !is_gap(last)),
        })
    }

    /// Whether there is nothing to consume.
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none() && self.parts.is_empty()
    }

    /// Takes it for granted from now on that the word is there that comes first, where one word alone can: the program is
    /// the first of its term, which is tried only where that word stands.
    pub(crate) fn take_first(&mut self) {
        if let (None, Some(Part::Step(Step::Word(set)))) = (self.first, self.parts.first()) {
            self.first = Some(*set);
            self.parts.remove(0);
        }
    }

    /// Whether one word is all there is.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.parts[..], [Part::Step(Step::Word(_))])
    }

    /// The steps that can come first.
    pub(crate) fn first_steps(&self) -> Vec<Step> {
        let mut found = Vec::new();
        match self.first {
            Some(set) => found.push(Step::Word(set)),
            None => {
                add_first(&self.parts, &mut found);
            }
        }
        found
    }

    /// Adds the sets of words that are looked for when the program is run.
    pub(crate) fn add_sets(&self, found: &mut Vec<SetId>) {
        add_sets(&self.parts, found);
    }

    /// The lengths in words at which the part can end when it begins at word `start`.
    pub(crate) fn run(&self, input: &impl Input, start: usize) -> Lengths {
        let window = match input.len().saturating_sub(start) {
            MAX_SPAN.. => Lengths::MAX,
            words => (1 << (words + 1)) - 1,
        };
        let begins = 1 << usize::from(self.first.is_some());
        ends(&self.parts, input, start, begins) & window
    }

    /// The length to take out of `lengths`: the longest where that is meant, else the shortest.
    pub(crate) fn choose(&self, lengths: Lengths) -> Option<usize> {
        if lengths == 0 {
            return None;
        }
        let bit = if self.greedy {
            lengths.ilog2()
        } else {
            lengths.trailing_zeros()
        };
        Some(bit as usize)
    }
}

fn parts(nodes: &[Node], step: &mut impl FnMut(&Node) -> Step) -> Vec<Part> {
    let mut made = Vec::with_capacity(nodes.len());
    let mut rest = nodes;
    while let Some(node) = rest.first() {
        let gap = rest.iter().take_while(|node| is_gap(node)).count();
        made.push(if gap > 0 {
            let width = u8::try_from(gap).unwrap_or(u8::MAX);
            Part::Optional(vec![Part::Step(Step::Gap(width))])
        } else {
            match node {
                Node::Optional(inner) => Part::Optional(parts(inner, step)),
                Node::Group(alternatives) => Part::Either(
                    alternatives
                        .iter()
                        .map(|nodes| parts(nodes, step))
                        .collect(),
                ),
                leaf => Part::Step(step(leaf)),
            }
        });
        rest = rest.get(gap.max(1)..).unwrap_or_default();
    }
    made
}

/// Where `parts`, one after the other, end when they begin at the places `begins`, as distances from word `at`.
fn ends(parts: &[Part], input: &impl Input, at: usize, begins: Lengths) -> Lengths {
    let mut places = begins;
    for part in parts {
        places = match part {
            Part::Step(step) => input.ends(at, *step, places),
            Part::Optional(inner) => places | ends(inner, input, at, places),
            Part::Either(alternatives) => alternatives
                .iter()
                .fold(0, |all, parts| all | ends(parts, input, at, places)),
        };
        if places == 0 {
            break;
        }
    }
    places
}

/// Adds the steps that can come first in `parts`; whether all of them can be left out.
fn add_first(parts: &[Part], found: &mut Vec<Step>) -> bool {
    parts.iter().all(|part| match part {
        Part::Step(step) => {
            found.push(*step);
            false
        }
        Part::Optional(inner) => {
            add_first(inner, found);
            true
        }
        Part::Either(alternatives) => {
            // Each of them can come first, whatever the others are.
            let open: Vec<bool> = alternatives
                .iter()
                .map(|parts| add_first(parts, found))
                .collect();
            open.contains(&true)
        }
    })
}

fn add_sets(parts: &[Part], found: &mut Vec<SetId>) {
    for part in parts {
        match part {
            Part::Step(Step::Word(set)) => found.push(*set),
            Part::Step(_) => {}
            Part::Optional(inner) => add_sets(inner, found),
            Part::Either(alternatives) => {
                for parts in alternatives {
                    add_sets(parts, found);
                }
            }
        }
    }
}

/// Whether `node` is one word of a gap.
fn is_gap(node: &Node) -> bool {
    matches!(node, Node::Optional(inner) if inner.as_slice() == [Node::Any])
}

/// The least and the most words that `nodes` take, the most being bounded by what a part can span.
pub(crate) fn bounds(nodes: &[Node]) -> (usize, usize) {
    nodes.iter().fold((0, 0), |(least, most), node| {
        let (from, to) = match node {
            Node::Optional(inner) => (0, bounds(inner).1),
            Node::Group(alternatives) => {
                let each = || alternatives.iter().map(|nodes| bounds(nodes));
                (
                    each().map(|(from, _)| from).min().unwrap_or(0),
                    each().map(|(_, to)| to).max().unwrap_or(0),
                )
            }
            Node::Entity(..) => (1, MAX_SPAN),
            Node::Word(_) | Node::Capital | Node::Number | Node::Any => (1, 1),
        };
        (least + from, (most + to).min(MAX_SPAN + 1))
    })
}
