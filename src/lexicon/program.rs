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

/// One part of a term, compiled. It is small: of the many terms of a language few are run, and those are all over it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    /// What it does, as a range of the [`Code`].
    from: u32,
    to: u32,
    /// Whether the word that comes first is certain and known to be there wherever the program is run.
    granted: bool,
    /// Whether the longest match is meant rather than the shortest.
    greedy: bool,
}

/// What the programs of a language do, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Code(Vec<Op>);

/// What a program is written as: its tree, each node before what it holds, so that it is read from one place on.
#[derive(Clone, Copy, Debug)]
enum Op {
    Step(Step),
    /// What the next ones say, so many of them, or nothing.
    Optional(u32),
    /// Any of the alternatives that the next ones are, so many of them.
    Either(u32),
    /// One alternative: the next ones, so many of them.
    Alternative(u32),
}

/// A part of a program, with what it holds.
enum Part<'p> {
    Step(Step),
    Optional(&'p [Op]),
    Either(&'p [Op]),
    Alternative(&'p [Op]),
}

/// The parts of a program, one after the other.
struct Parts<'p>(&'p [Op]);

impl<'p> Parts<'p> {
    /// The next ones, so many of them.
    fn take(&mut self, length: u32) -> &'p [Op] {
        let (held, rest) = self
            .0
            .split_at_checked(length as usize)
            .unwrap_or((self.0, &[]));
        self.0 = rest;
        held
    }
}

impl<'p> Iterator for Parts<'p> {
    type Item = Part<'p>;

    fn next(&mut self) -> Option<Part<'p>> {
        let (op, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(match *op {
            Op::Step(step) => Part::Step(step),
            Op::Optional(length) => Part::Optional(self.take(length)),
            Op::Either(length) => Part::Either(self.take(length)),
            Op::Alternative(length) => Part::Alternative(self.take(length)),
        })
    }
}

impl Code {
    /// Where the next program begins.
    fn end(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// What `program` does.
    fn of(&self, program: Program) -> &[Op] {
        let range = program.from as usize..program.to as usize;
        self.0.get(range).unwrap_or_default()
    }
}

impl Program {
    /// Compiles `nodes` into `code`; `step` turns the leaves into steps. `None` where the term needs more words than a span
    /// can hold.
    pub(crate) fn compile(
        nodes: &[Node],
        code: &mut Code,
        step: &mut impl FnMut(&Node) -> Step,
    ) -> Option<Self> {
        let (least, _) = bounds(nodes);
        if least > MAX_SPAN {
            return None;
        }
        let from = code.end();
        add(nodes, step, &mut code.0);
        Some(Self {
            from,
            to: code.end(),
            granted: false,
            greedy: matches!(nodes.last(), Some(last @ Node::Optional(_)) if !is_gap(last)),
        })
    }

    /// Whether there is nothing to consume.
    pub(crate) fn is_empty(self) -> bool {
        self.from == self.to
    }

    /// Takes it for granted from now on that the word is there that comes first, where one word alone can: the program is
    /// the first of its term, which is tried only where that word stands.
    pub(crate) fn take_first(&mut self, code: &Code) {
        let first = code.of(*self).first();
        self.granted = matches!(first, Some(Op::Step(Step::Word(_))));
    }

    /// Whether one word is all there is.
    pub(crate) fn is_word(self, code: &Code) -> bool {
        matches!(code.of(self), [Op::Step(Step::Word(_))])
    }

    /// The steps that can come first.
    pub(crate) fn first_steps(self, code: &Code) -> Vec<Step> {
        let mut found = Vec::new();
        add_first(code.of(self), &mut found);
        found
    }

    /// Adds the sets of words that are looked for when the program is run.
    pub(crate) fn add_sets(self, code: &Code, found: &mut Vec<SetId>) {
        let ops = self.after_first(code).iter();
        found.extend(ops.filter_map(|op| match op {
            Op::Step(Step::Word(set)) => Some(*set),
            _ => None,
        }));
    }

    /// What is left to do, where the first word may be granted.
    fn after_first(self, code: &Code) -> &[Op] {
        let skipped = usize::from(self.granted);
        code.of(self).get(skipped..).unwrap_or_default()
    }

    /// The lengths in words at which the part can end when it begins at word `start`.
    pub(crate) fn run(self, code: &Code, input: &impl Input, start: usize) -> Lengths {
        let window = match input.len().saturating_sub(start) {
            MAX_SPAN.. => Lengths::MAX,
            words => (1 << (words + 1)) - 1,
        };
        let begins = 1 << usize::from(self.granted);
        if self.is_empty() {
            return begins & window;
        }
        ends(self.after_first(code), input, start, begins) & window
    }

    /// The length to take out of `lengths`: the longest where that is meant, else the shortest.
    pub(crate) fn choose(self, lengths: Lengths) -> Option<usize> {
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

/// Adds to `into` what `nodes` say, one after the other.
fn add(nodes: &[Node], step: &mut impl FnMut(&Node) -> Step, into: &mut Vec<Op>) {
    let mut rest = nodes;
    while let Some(node) = rest.first() {
        let gap = rest.iter().take_while(|node| is_gap(node)).count();
        if gap > 0 {
            let width = u8::try_from(gap).unwrap_or(u8::MAX);
            into.extend([Op::Optional(1), Op::Step(Step::Gap(width))]);
        } else {
            match node {
                Node::Optional(inner) => {
                    holding(into, Op::Optional, |into| add(inner, step, into));
                }
                Node::Group(alternatives) => holding(into, Op::Either, |into| {
                    for nodes in alternatives {
                        holding(into, Op::Alternative, |into| add(nodes, step, into));
                    }
                }),
                leaf => into.push(Op::Step(step(leaf))),
            }
        }
        rest = rest.get(gap.max(1)..).unwrap_or_default();
    }
}

/// Adds to `into` what holds the ones that `hold` adds.
fn holding(into: &mut Vec<Op>, op: fn(u32) -> Op, hold: impl FnOnce(&mut Vec<Op>)) {
    let at = into.len();
    into.push(op(0));
    hold(into);
    let length = u32::try_from(into.len() - at - 1).unwrap_or(u32::MAX);
    if let Some(holder) = into.get_mut(at) {
        *holder = op(length);
    }
}

/// Where the parts of `ops`, one after the other, end when they begin at the places `begins`, as distances from word `at`.
fn ends(ops: &[Op], input: &impl Input, at: usize, begins: Lengths) -> Lengths {
    let mut places = begins;
    for part in Parts(ops) {
        places = match part {
            Part::Step(step) => input.ends(at, step, places),
            Part::Optional(inner) => places | ends(inner, input, at, places),
            Part::Either(alternatives) => any_ends(alternatives, input, at, places),
            Part::Alternative(inner) => ends(inner, input, at, places),
        };
        if places == 0 {
            break;
        }
    }
    places
}

/// Where any of the parts of `ops` ends that begins at the places `begins`.
fn any_ends(ops: &[Op], input: &impl Input, at: usize, begins: Lengths) -> Lengths {
    Parts(ops).fold(0, |all, part| match part {
        Part::Alternative(inner) => all | ends(inner, input, at, begins),
        _ => all,
    })
}

/// Adds the steps that can come first in `ops`; whether all of them can be left out.
fn add_first(ops: &[Op], found: &mut Vec<Step>) -> bool {
    Parts(ops).all(|part| match part {
        Part::Step(step) => {
            found.push(step);
            false
        }
        Part::Optional(inner) => {
            add_first(inner, found);
            true
        }
        Part::Either(alternatives) => {
            // Each of them can come first, whatever the others are.
            let open: Vec<bool> = Parts(alternatives)
                .map(|part| match part {
                    Part::Alternative(inner) => add_first(inner, found),
                    _ => false,
                })
                .collect();
            open.contains(&true)
        }
        Part::Alternative(inner) => add_first(inner, found),
    })
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
