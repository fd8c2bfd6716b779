//! Precision, recall and what is made of them.

use rand_mt::Mt;

/// How often the policies are drawn anew to find an interval.
const DRAWS: usize = 400;
/// How many draws lie below an interval, and how many above it: it holds 95 in 100.
const OUTSIDE: usize = 10;
/// The fewest decisions that a label must have for its figure to count in a mean.
pub(super) const ENOUGH: usize = 10;

/// Decisions: rightly made, wrongly made, wrongly not made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Said, and so.
    pub right: usize,
    /// Said, and not so.
    pub wrong: usize,
    /// Not said, and so.
    pub missed: usize,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How much of what is said is so.
    pub precision: f64,
    /// How much of what is so is said.
    pub recall: f64,
    /// Both in one.
    pub f1: f64,
}

/// The mean over the labels that have enough decisions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Macro {
    /// The mean of their F1; none where there are no such labels.
    pub f1: Option<f64>,
    /// How many there are.
    pub labels: usize,
}

/// All decisions of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// Over all decisions at once.
    pub micro: Figures,
    /// The interval that its F1 lies in 95 times in 100 when other policies of the sort are drawn.
    pub interval: (f64, f64),
    /// Over the labels.
    pub mean: Macro,
}

impl Counts {
    /// Takes down a decision: whether it is said, and whether it is so.
    pub(super) fn decide(&mut self, said_and_so: (bool, bool)) {
        match said_and_so {
            (true, true) => self.right += 1,
            (true, false) => self.wrong += 1,
            (false, true) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// How many things are so.
    pub fn so(self) -> usize {
        self.right + self.missed
    }

    /// Whether nothing was said and nothing is so.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The sum of `counts`.
    pub fn sum(counts: impl IntoIterator<Item = Self>) -> Self {
        let mut sum = Self::default();
        for count in counts {
            sum.right += count.right;
            sum.wrong += count.wrong;
            sum.missed += count.missed;
        }
        sum
    }

    /// What follows from them.
    pub fn figures(self) -> Figures {
        let precision = ratio(self.right, self.right + self.wrong);
        let recall = ratio(self.right, self.right + self.missed);
        let both = precision + recall;
        Figures {
            precision,
            recall,
            f1: if both > 0.0 {
                2.0 * precision * recall / both
            } else {
                0.0
            },
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nobody scores so many decisions that a float cannot count them"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The mean of `figures`, those of labels with enough decisions.
pub(super) fn mean(figures: &[f64]) -> Macro {
    let sum: f64 = figures.iter().sum();
    let count = u32::try_from(figures.len()).unwrap_or(u32::MAX);
    Macro {
        f1: (count > 0).then(|| sum / f64::from(count)),
        labels: figures.len(),
    }
}

/// Draws policies with replacement, always the same way. One generator serves all kinds, in their order.
#[derive(Debug)]
pub(super) struct Draws(Mt);

impl Draws {
    pub(super) fn new() -> Self {
        Self(Mt::new_with_key([1]))
    }

    /// The interval of the F1 over `policies`, each with its decisions.
    pub(super) fn interval(&mut self, policies: &[Counts]) -> (f64, f64) {
        let mut drawn: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let draws = (0..policies.len()).map(|_| self.below(policies.len()));
                let drawn: Vec<usize> = draws.collect();
                let counts = drawn.iter().filter_map(|at| policies.get(*at).copied());
                Counts::sum(counts).figures().f1
            })
            .collect();
        drawn.sort_by(f64::total_cmp);
        let at = |index: usize| drawn.get(index).copied().unwrap_or_default();
        (at(OUTSIDE), at(DRAWS - 1 - OUTSIDE))
    }

    /// A whole number below `limit`: a fraction of 53 bits, taken of it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a fraction of a small whole number, rounded down, is a small whole number"
    )]
    fn below(&mut self, limit: usize) -> usize {
        let high = f64::from(self.0.next_u32() >> 5);
        let low = f64::from(self.0.next_u32() >> 6);
        let fraction = (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
        (fraction * limit as f64) as usize
    }
}
