//! Terms as automata.
//!
//! A sequence of nodes becomes a position automaton (Glushkov): one bit per word or entity it can consume, a set of first
//! positions, a set of last ones, and for each position the set of those that can follow. Running it keeps one set of
//! positions per word of a bounded window, so matching is linear whatever the term.

use crate::entity::EntityKind;

use super::pattern::Node;

/// The most positions an automaton may have.
pub(crate) const MAX_POSITIONS: usize = 128;
/// The most words one part of a term can span.
pub(crate) const MAX_SPAN: usize = 63;

/// A set of positions.
type Positions = u128;
/// A set of lengths in words: bit `n` for a length of `n`.
pub(crate) type Lengths = u64;

/// The number of a word set within one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SetId(pub(crate) u32);

/// What a position consumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A word of the set.
    Word(SetId),
    /// An entity of this kind; only one outside the EEA where `third`.
    Entity { kind: EntityKind, third: bool },
    /// A word that begins with a capital.
    Capital,
    /// A number in digits.
    Number,
    /// Any word.
    Any,
}

/// What an automaton reads: the words of a sentence by index.
pub(crate) trait Input {
    /// How many words there are.
    fn len(&self) -> usize;
    /// How many words `step` consumes at word `at`; 0 where it does not fit.
    fn accepts(&self, at: usize, step: Step) -> usize;
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
        program.greedy =
            matches!(nodes.last(), Some(Node::Optional(inner)) if inner.as_slice() != [Node::Any]);
        Some(program)
    }

    /// Whether there is nothing to consume.
    pub(crate) fn is_empty(&self) -> bool {
        self.steps.is_empty()
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
    pub(crate) fn run(&self, input: &impl Input, start: usize) -> Lengths {
        let mut accepted: Lengths = u64::from(self.nullable);
        let mut active: [Positions; MAX_SPAN + 1] = [0; MAX_SPAN + 1];
        if let Some(slot) = active.first_mut() {
            *slot = self.first;
        }
        let window = input.len().saturating_sub(start).min(MAX_SPAN);
        let mut reach = 0;
        for offset in 0..window {
            if offset > reach {
                break;
            }
            let mut set = active.get(offset).copied().unwrap_or(0);
            while set != 0 {
                let at = set.trailing_zeros() as usize;
                set &= set - 1;
                let Some(step) = self.steps.get(at) else {
                    break;
                };
                let consumed = input.accepts(start + offset, *step);
                let end = offset + consumed;
                if consumed == 0 || end > window {
                    continue;
                }
                if self.last >> at & 1 == 1 {
                    accepted |= 1 << end;
                }
                if let (Some(slot), Some(follow)) = (active.get_mut(end), self.follow.get(at)) {
                    *slot |= follow;
                    reach = reach.max(end);
                }
            }
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
        for node in nodes {
            let piece = self.node(node, step)?;
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
                let at = self.steps.len();
                if at >= MAX_POSITIONS {
                    return None;
                }
                self.steps.push(step(leaf));
                self.follow.push(0);
                Some(Piece {
                    first: 1 << at,
                    last: 1 << at,
                    nullable: false,
                })
            }
        }
    }

    fn link(&mut self, from: Positions, to: Positions) {
        for (at, follow) in self.follow.iter_mut().enumerate() {
            if from >> at & 1 == 1 {
                *follow |= to;
            }
        }
    }
}
