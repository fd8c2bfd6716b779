//! The distinct words of a document: each gets a number, so that whatever is to be known of a word is looked up once.

use rustc_hash::FxHashMap;

use super::{TextRange, Token};

/// Words and their numbers, given out as words are met.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: FxHashMap<String, u32>,
}

/// Words of a text: where they stand, and their numbers.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words, or some of them.
    pub tokens: &'a [Token],
    /// Their numbers.
    pub numbers: &'a [u32],
}

impl Vocabulary {
    /// The numbers of `tokens`, words of `text`.
    pub fn learn(&mut self, text: &str, tokens: &[Token]) -> Vec<u32> {
        let words = tokens.iter().map(|token| token.range.of(text));
        words.map(|word| self.add(word)).collect()
    }

    /// The number of `word`, where it was met.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    fn add(&mut self, word: &str) -> u32 {
        if let Some(number) = self.number(word) {
            return number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

impl<'a> Words<'a> {
    /// The words of `range`. Their first one keeps what separates it from the word before them.
    #[must_use]
    pub fn within(self, range: TextRange) -> Self {
        let start = self
            .tokens
            .partition_point(|token| token.range.start < range.start);
        let end = self
            .tokens
            .partition_point(|token| token.range.end <= range.end);
        Self {
            text: self.text,
            tokens: self.tokens.get(start..end).unwrap_or_default(),
            numbers: self.numbers.get(start..end).unwrap_or_default(),
        }
    }

    /// The text of word `at`, empty where there is none.
    pub fn of(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| token.range.of(self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    #[test]
    fn a_word_has_one_number_and_a_part_of_a_text_its_own_words() {
        let text = "We keep it. We do.";
        let found = tokens(text, TextRange::new(0, text.len()));
        let mut vocabulary = Vocabulary::default();
        let numbers = vocabulary.learn(text, &found);
        assert_eq!(numbers, [0, 1, 2, 0, 3]);
        assert_eq!(vocabulary.number("keep"), Some(1));
        assert_eq!(vocabulary.number("Keep"), None);
        let words = Words {
            text,
            tokens: &found,
            numbers: &numbers,
        };
        let second = words.within(TextRange::new(12, 18));
        assert_eq!((second.numbers, second.of(0)), (&[0, 3][..], "We"));
    }
}
