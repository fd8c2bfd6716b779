//! The commonest words of languages: enough to tell what language a single sentence is in, at the cost of a look-up a word.

use rustc_hash::FxHashMap;

use super::Language;

/// The most languages that are told apart.
const MOST: usize = 16;
/// The longest common word, in bytes.
const LONGEST: usize = 12;

/// A text is told by its common words where one in this many of its words is one of its language …
const OWN_ONE_IN: usize = 10;
/// … and at most one for this many of those is one of other languages alone.
const FOREIGN_ONE_IN: usize = 10;

/// Which languages each common word is of.
#[derive(Clone, Debug, Default)]
pub(super) struct CommonWords {
    languages: Vec<Language>,
    /// The number of each word, and a bit for each of its languages.
    words: FxHashMap<String, (u32, u16)>,
}

impl CommonWords {
    /// Adds the words of `language`; none where there are too many languages already.
    pub(super) fn add(&mut self, language: Language, words: &[String]) {
        if words.is_empty() || self.languages.len() == MOST {
            return;
        }
        let bit = 1 << self.languages.len();
        self.languages.push(language);
        for word in words {
            let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let known = self.words.entry(word.clone()).or_insert((number, 0));
            known.1 |= bit;
        }
    }

    pub(super) fn has(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }

    pub(super) fn is_of(&self, word: &str, language: Language) -> bool {
        let known = self.words.get(word).map_or(0, |(_, mask)| *mask);
        let at = self.languages.iter().position(|own| *own == language);
        at.is_some_and(|at| known & (1 << at) != 0)
    }

    /// Whether the common words of `text` leave no doubt that it is in `language`.
    pub(super) fn tells(&self, text: &str, language: Language) -> bool {
        let Some(at) = self.languages.iter().position(|own| *own == language) else {
            return false;
        };
        let (mut all, mut own, mut foreign) = (0, 0, 0);
        let words = text.split(|c: char| !c.is_alphabetic());
        for word in words.filter(|word| !word.is_empty()) {
            all += 1;
            match self.mask(word) {
                0 => {}
                mask if mask & (1 << at) != 0 => own += 1,
                _ => foreign += 1,
            }
        }
        all > 0 && own * OWN_ONE_IN >= all && foreign * FOREIGN_ONE_IN <= own
    }

    /// The languages that `word` is common in, whatever its case.
    fn mask(&self, word: &str) -> u16 {
        let mut buffer = [0_u8; LONGEST];
        let Some(small) = buffer.get_mut(..word.len()) else {
            return 0;
        };
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        let known = std::str::from_utf8(small).ok();
        let known = known.and_then(|word| self.words.get(word));
        known.map_or(0, |(_, mask)| *mask)
    }

    /// How many different words of `text` are common in each language. What holds marks, as addresses do, is no word.
    pub(super) fn tally(&self, text: &str) -> Tally<'_> {
        let mut seen = [0_u64; MOST];
        let mut buffer = [0_u8; LONGEST];
        for word in text.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let Some(small) = buffer.get_mut(..word.len()).filter(|small| small.len() > 1) else {
                continue;
            };
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            let known = std::str::from_utf8(small).ok();
            let Some((word, mut mask)) = known.and_then(|word| self.words.get(word)).copied()
            else {
                continue;
            };
            while mask != 0 {
                if let Some(seen) = seen.get_mut(mask.trailing_zeros() as usize) {
                    *seen |= 1 << (word % 64);
                }
                mask &= mask - 1;
            }
        }
        Tally {
            languages: &self.languages,
            counts: seen.map(|seen| seen.count_ones() as usize),
        }
    }
}

/// How many different words of a text are common in each language, near enough: two words that share a place count as one.
#[derive(Clone, Copy, Debug)]
pub struct Tally<'a> {
    languages: &'a [Language],
    counts: [usize; MOST],
}

impl Tally<'_> {
    /// The language with the most, where one has more than all others, and how many.
    pub fn most(&self) -> Option<(Language, usize)> {
        let (language, most) = self.all().max_by_key(|(_, count)| *count)?;
        let alone = self.all().filter(|(_, count)| *count == most).count() == 1;
        alone.then_some((language, most))
    }

    /// How many are common in `language`.
    pub fn of(&self, language: Language) -> usize {
        let mut all = self.all();
        all.find(|(own, _)| *own == language)
            .map_or(0, |(_, count)| count)
    }

    fn all(&self) -> impl Iterator<Item = (Language, usize)> + '_ {
        self.languages.iter().copied().zip(self.counts)
    }
}
