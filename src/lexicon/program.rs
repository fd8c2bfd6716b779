//! Terms as automata.
//!
//! A sequence of nodes becomes a position automaton (Glushkov): one position per word, gap or entity it can consume, a set
//! of first positions, a set of last ones, and for each position the set of those that can follow. Nothing repeats, so
//! what follows a position has a higher number: running it takes each position once, with all the places of a bounded
//! window where it can begin as one set of bits. Matching is linear in the text whatever the term.

use crate::entity::EntityKind;

use super::matcher::Outside;
use super::pattern::Node;

/// The most positions an automaton may have.
pub(crate) const MAX_POSITIONS: usize = 128;
/// The most words one part of a term can span.
pub(crate) const MAX_SPAN: usize = 63;

/// A set of positions.
type Positions = u128;
/// A set of lengths in words, or of places by their distance from a word: bit `n` for `n` words.
pub(crate) type Lengths = u64;
/// Where each position of a program that runs can begin; empty sets between runs.
pub(crate) type Scratch = [Lengths; MAX_POSITIONS];

/// The number of a word set within one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SetId(pub(crate) u32);

/// What a position consumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A word of the set.
    Word(SetId),
    /// An entity of this kind; only a country that stands like this, where that is asked.
    Entity {
        kind: EntityKind,
        outside: Option<Outside>,
    },
    /// A word that begins with a capital.
    Capital,
    /// A number in digits.
    Number,
    /// Any word.
    Any,
    /// Any words, from one to this many.
    Gap(u8),
}

/// What an automaton reads: the words of a sentence by index.
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
    steps: Vec<Step>,
    follow: Vec<Positions>,
    first: Positions,
    last: Positions,
    nullable: bool,
    /// Whether the longest match is meant rather than the shortest.
    greedy: bool,
}

/// What is known of a part of the tree while it is built.
struct Piece {
    first: Positions,
    last: Positions,
    nullable: bool,
}

impl Program {
    /// Compiles `nodes`; `step` turns the leaves into steps. `None` where the term is too long.
    pub(crate) fn compile(nodes: &[Node], step: &mut impl FnMut(&Node) -> Step) -> Option<Self> {
        let mut program = Self::default();
        let piece = program.sequence(nodes, step)?;
        program.first = piece.first;
        program.last = piece.last;
        program.nullable = piece.nullable;
        program.greedy = matches!(nodes.last(), Some(last @ Node::Optional(_)) if !is_gap(last));
        Some(program)
    }

    /// Whether there is nothing to consume.
    pub(crate) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether one word is all there is.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.steps[..], [Step::Word(_)]) && !self.nullable
    }

    /// The steps that can come first.
    pub(crate) fn first_steps(&self) -> impl Iterator<Item = Step> + '_ {
        self.steps
            .iter()
            .enumerate()
            .filter(|(at, _)| self.first >> at & 1 == 1)
            .map(|(_, step)| *step)
    }

    /// The lengths in words at which the part can end when it begins at word `start`.
    pub(crate) fn run(&self, input: &impl Input, start: usize, begins: &mut Scratch) -> Lengths {
        if self.steps.is_empty() {
            return 1;
        }
        let window = match input.len().saturating_sub(start) {
            MAX_SPAN.. => Lengths::MAX,
            words => (1 << (words + 1)) - 1,
        };
        let mut accepted = Lengths::from(self.nullable);
        let mut open = self.first;
        reach(begins, open, 1);
        while open != 0 {
            let at = open.trailing_zeros() as usize;
            open &= open - 1;
            let (Some(places), Some(step)) = (begins.get_mut(at), self.steps.get(at)) else {
                break;
            };
            let ends = input.ends(start, *step, std::mem::take(places)) & window;
            if ends == 0 {
                continue;
            }
            if self.last >> at & 1 == 1 {
                accepted |= ends;
            }
            let next = self.follow.get(at).copied().unwrap_or(0);
            reach(begins, next, ends);
            open |= next;
        }
        accepted
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

    fn sequence(&mut self, nodes: &[Node], step: &mut impl FnMut(&Node) -> Step) -> Option<Piece> {
        let mut whole = Piece {
            first: 0,
            last: 0,
            nullable: true,
        };
        let mut rest = nodes;
        while let Some(node) = rest.first() {
            let gap = rest.iter().take_while(|node| is_gap(node)).count();
            let piece = if gap > 0 {
                let width = u8::try_from(gap).unwrap_or(u8::MAX);
                Piece {
                    nullable: true,
                    ..self.leaf(Step::Gap(width))?
                }
            } else {
                self.node(node, step)?
            };
            rest = rest.get(gap.max(1)..).unwrap_or_default();
            self.link(whole.last, piece.first);
            if whole.nullable {
                whole.first |= piece.first;
            }
            whole.last = if piece.nullable {
                whole.last | piece.last
            } else {
                piece.last
            };
            whole.nullable &= piece.nullable;
        }
        Some(whole)
    }

    fn node(&mut self, node: &Node, step: &mut impl FnMut(&Node) -> Step) -> Option<Piece> {
        match node {
            Node::Optional(inner) => {
                let piece = self.sequence(inner, step)?;
                Some(Piece {
                    nullable: true,
                    ..piece
                })
            }
            Node::Group(alternatives) => {
                let mut whole = Piece {
                    first: 0,
                    last: 0,
                    nullable: false,
                };
                for alternative in alternatives {
                    let piece = self.sequence(alternative, step)?;
                    whole.first |= piece.first;
                    whole.last |= piece.last;
                    whole.nullable |= piece.nullable;
                }
                Some(whole)
            }
            leaf => {
                let step = step(leaf);
                self.leaf(step)
            }
        }
    }

    fn leaf(&mut self, step: Step) -> Option<Piece> {
        let at = self.steps.len();
        if at >= MAX_POSITIONS {
            return None;
        }
        self.steps.push(step);
        self.follow.push(0);
        Some(Piece {
            first: 1 << at,
            last: 1 << at,
            nullable: false,
        })
    }

    fn link(&mut self, from: Positions, to: Positions) {
        for (at, follow) in self.follow.iter_mut().enumerate() {
            if from >> at & 1 == 1 {
                *follow |= to;
            }
        }
    }
}

/// Adds `places` to where each of `positions` can begin.
fn reach(begins: &mut Scratch, mut positions: Positions, places: Lengths) {
    while positions != 0 {
        if let Some(slot) = begins.get_mut(positions.trailing_zeros() as usize) {
            *slot |= places;
        }
        positions &= positions - 1;
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
