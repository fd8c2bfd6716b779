//! What the terms of a language know of a word, whatever sentence and whatever document it stands in.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::compile::Terms;
use super::program::SetId;
use super::required::Tried;

/// A word, looked up.
#[derive(Debug)]
pub(super) struct Word {
    /// The sets that it belongs to, as far as it matters where their words stand.
    pub(super) sets: Vec<SetId>,
    /// The terms that it is enough for by itself.
    pub(super) single: Vec<u32>,
    /// The other terms that can begin with it.
    pub(super) others: Tried,
    pub(super) begins: Begins,
    /// Whether there is a capital further on in it.
    pub(super) inner_capital: bool,
    /// Whether it is all digits.
    pub(super) number: bool,
}

/// What a word begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    Capital,
    Digit,
    Other,
}

impl Begins {
    fn of(word: &str) -> Self {
        match word.chars().next() {
            Some(c) if c.is_uppercase() => Self::Capital,
            Some(c) if c.is_ascii_digit() => Self::Digit,
            _ => Self::Other,
        }
    }
}

impl Word {
    fn look_up(terms: &Terms, word: &str) -> Self {
        let mut sets = terms.words.of(word);
        let of_sets = || sets.iter().filter_map(|set| terms.index.starts(*set));
        let single = of_sets().flat_map(|starts| &starts.single);
        let single = single.copied().collect();
        let mut others = Tried::default();
        others.extend(of_sets().flat_map(|starts| &starts.others));
        sets.retain(|set| terms.index.places(*set));
        Self {
            sets,
            single,
            others,
            begins: Begins::of(word),
            inner_capital: word.chars().skip(1).any(char::is_uppercase),
            number: word.bytes().all(|byte| byte.is_ascii_digit()),
        }
    }
}

/// How many words are remembered at most: those of many policies, and no more of a hostile one.
const REMEMBERED: usize = 1 << 13;

/// Words that were looked up before, in this document or another. What is found does not depend on it.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<FxHashMap<Box<str>, Arc<Word>>>);

impl Clone for Remembered {
    /// A copy of terms remembers nothing.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Terms {
    /// What is known of `word`.
    pub(super) fn look_up(&self, word: &str) -> Arc<Word> {
        let remembered = &self.remembered.0;
        let known = remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(word) {
            return Arc::clone(known);
        }
        // Others need not wait while it is looked up.
        drop(known);
        let found = Arc::new(Word::look_up(self, word));
        let mut known = remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < REMEMBERED {
            known.insert(word.into(), Arc::clone(&found));
        }
        found
    }
}
