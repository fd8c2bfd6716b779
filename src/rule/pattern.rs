//! The patterns of many rules as one, so that a text is looked through once for all of them.

use regex::{Regex, RegexSet, RegexSetBuilder};
use rustc_hash::FxHashMap;

use super::model::{Binder, Rule, Subject};

/// The most memory that the patterns of all rules may compile to, in bytes.
const SIZE: usize = 1 << 26;
/// The most memory that looking through a text may take, in bytes a core.
const CACHE: usize = 1 << 22;

/// A pattern that counts as far as this is looked for by itself: each place where its count may have begun is a state of its own,
/// and those of several such patterns multiply.
const COUNTED: usize = 20;

/// The patterns that rules bind, each once, but for those that count far.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    set: RegexSet,
    /// The index in the set, by what is written.
    known: FxHashMap<String, usize>,
}

impl Patterns {
    /// The patterns of these rules. Where they are too many to be one, none is known, and each is looked for by itself.
    pub fn of<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        let mut written: Vec<&str> = rules
            .into_iter()
            .flat_map(Rule::parts)
            .filter_map(|rule| rule.binder.pattern())
            .map(Regex::as_str)
            .filter(|pattern| longest_count(pattern) < COUNTED)
            .collect();
        written.sort_unstable();
        written.dedup();
        let set = RegexSetBuilder::new(&written)
            .size_limit(SIZE)
            .dfa_size_limit(CACHE)
            .build();
        let Ok(set) = set else {
            return Self::default();
        };
        let known = written.into_iter().map(str::to_owned).zip(0..).collect();
        Self { set, known }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.set.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// The index of `pattern`, where it is known.
    pub fn index_of(&self, pattern: &Regex) -> Option<usize> {
        self.known.get(pattern.as_str()).copied()
    }

    /// The indices of those that fit somewhere in `text`.
    pub fn fitting(&self, text: &str) -> Vec<usize> {
        self.set.matches(text).into_iter().collect()
    }
}

/// The most that a pattern counts to, in `{0,40}` and the like.
fn longest_count(pattern: &str) -> usize {
    let insides = pattern
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    let counts = insides.flat_map(|(inside, _)| inside.split(','));
    let counts = counts.filter_map(|count| count.trim().parse().ok());
    counts.max().unwrap_or(0)
}

impl Binder {
    /// The pattern that is bound, if one is.
    fn pattern(&self) -> Option<&Regex> {
        let selector = match self {
            Self::Forbid(selector)
            | Self::Each(selector, ..)
            | Self::Must(selector, _)
            | Self::Stated(selector, _)
            | Self::Has(selector, ..) => selector,
            // One of two at most: it is looked for by itself.
            Self::Once(_) | Self::Conflict(_) => return None,
        };
        match &selector.subject {
            Subject::Pattern(pattern) => Some(pattern),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pattern_counts_to_is_read_off_it() {
        assert_eq!(longest_count(r"a{2,3}[^.]{0,40}b{7}"), 40);
        assert_eq!(longest_count(r"\{name\} a+ \p{L}+"), 0);
        assert_eq!(longest_count(r"a{30,}"), 30);
    }
}
