//! One text, cut into words and looked up in the tables once; every recogniser reads from here.

use super::meaning::{
    Begins, CITATION, DATE, DIGITS, DURATION, HOUSE, Languages, Meaning, Role, What,
};
use super::phrase::{Known, Phrases};
use crate::text::{Gap, TextRange, Token, Words};

/// The most words a phrase of the tables may have.
const LONGEST_PHRASE: usize = 24;

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) range: TextRange,
    pub(super) gap: Gap,
    /// Whether it is all ASCII digits.
    pub(super) digits: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    first_hit: usize,
    end_hit: usize,
}

impl Word {
    /// What can begin with it whatever the tables know of it.
    fn begins(&self, text: &str) -> Begins {
        let byte = |at: usize| text.as_bytes().get(at).copied();
        let digits = if self.digits {
            DATE | DURATION | CITATION | DIGITS
        } else {
            0
        };
        let numbered = byte(self.range.start).is_some_and(|byte| byte.is_ascii_digit());
        // Before a comma, a street may end that has no number.
        let house = numbered || byte(self.range.end) == Some(b',');
        digits | if house { HOUSE } else { 0 }
    }
}

/// A phrase of the tables, found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// The index of its last word.
    pub(super) last: usize,
    pub(super) languages: Languages,
    pub(super) what: What,
}

/// A text and what the tables know of its words.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    words: Vec<Word>,
    hits: Vec<Hit>,
    /// The words that something can begin with, and what.
    begins: Vec<(usize, Begins)>,
}

impl<'a> Scan<'a> {
    /// Reads words, of which `known` is known. `native` is the mask of its language, `international` that of the languages read everywhere.
    pub(super) fn new(
        of: Words<'a>,
        known: &[Known],
        phrases: &Phrases,
        native: Languages,
        international: Languages,
    ) -> Self {
        let text = of.text;
        let mut words: Vec<Word> = of.tokens.iter().map(|token| word(text, token)).collect();
        let (mut hits, mut begins) = (Vec::new(), Vec::new());
        for at in 0..words.len() {
            let first_hit = hits.len();
            let mut walk = Walk {
                text,
                words: &words,
                known,
                phrases,
                native,
                international,
            };
            walk.from(at, &mut hits);
            if let Some(word) = words.get_mut(at) {
                word.first_hit = first_hit;
                word.end_hit = hits.len();
                let of_hits = hits.get(first_hit..).unwrap_or_default().iter();
                let of_hits = of_hits.fold(0, |all, hit: &Hit| all | hit.what.begins());
                let all = of_hits | word.begins(text);
                if all != 0 {
                    begins.push((at, all));
                }
            }
        }
        Self {
            text,
            words,
            hits,
            begins,
        }
    }

    /// The words that any of these can begin with, in order.
    pub(super) fn beginning(&self, any: Begins) -> impl Iterator<Item = usize> {
        let begins = self.begins.iter().filter(move |(_, own)| own & any != 0);
        begins.map(|(at, _)| *at)
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// The text of word `at`, empty where there is none.
    pub(super) fn of(&self, at: usize) -> &'a str {
        self.word(at)
            .and_then(|word| self.text.get(word.range.start..word.range.end))
            .unwrap_or_default()
    }

    /// The first byte of word `at`, or the end of the text.
    pub(super) fn start(&self, at: usize) -> usize {
        self.word(at)
            .map_or(self.text.len(), |word| word.range.start)
    }

    /// One past the last byte of word `at`, or the end of the text.
    pub(super) fn end(&self, at: usize) -> usize {
        self.word(at).map_or(self.text.len(), |word| word.range.end)
    }

    /// What stands before word `at`, back to the word before it.
    pub(super) fn before(&self, at: usize) -> &'a str {
        let from = at.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.get(from..self.start(at)).unwrap_or_default()
    }

    /// What stands after word `at`, up to the next one.
    pub(super) fn after(&self, at: usize) -> &'a str {
        self.before(at + 1)
    }

    /// The value of word `at` where it is digits and not too long.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        let word = self.word(at).filter(|word| word.digits)?;
        (word.range.len() <= 9)
            .then(|| self.of(at).parse().ok())
            .flatten()
    }

    /// The phrases that begin with word `at`, the longest last.
    pub(super) fn hits(&self, at: usize) -> &[Hit] {
        self.word(at)
            .and_then(|word| self.hits.get(word.first_hit..word.end_hit))
            .unwrap_or_default()
    }

    /// The longest phrase from word `at` on that `pick` takes, with its last word.
    pub(super) fn longest<T>(
        &self,
        at: usize,
        pick: impl Fn(What) -> Option<T>,
    ) -> Option<(usize, T)> {
        self.hits(at)
            .iter()
            .rev()
            .find_map(|hit| Some((hit.last, pick(hit.what)?)))
    }

    /// The last word of the longest phrase from word `at` on with this task.
    pub(super) fn role(&self, at: usize, role: Role) -> Option<usize> {
        self.longest(at, |what| (what == What::Role(role)).then_some(()))
            .map(|(last, ())| last)
    }

    /// Whether word `at` has this task by itself.
    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.hits(at)
            .iter()
            .any(|hit| hit.last == at && hit.what == What::Role(role))
    }

    /// Whether word `at` is in capitals and has at least `least` letters.
    pub(super) fn shouted(&self, at: usize, least: usize) -> bool {
        let word = self.of(at);
        word.chars().count() >= least && word.chars().all(char::is_uppercase)
    }
}

fn word(text: &str, token: &Token) -> Word {
    let word = token.range.of(text);
    Word {
        range: token.range,
        gap: token.gap,
        digits: word.bytes().all(|b| b.is_ascii_digit()),
        capital: word.starts_with(char::is_uppercase),
        first_hit: 0,
        end_hit: 0,
    }
}

/// A walk through the trie along the words of a text.
struct Walk<'a> {
    text: &'a str,
    words: &'a [Word],
    known: &'a [Known],
    phrases: &'a Phrases,
    native: Languages,
    international: Languages,
}

impl Walk<'_> {
    fn from(&mut self, at: usize, hits: &mut Vec<Hit>) {
        let mut node = self.known.get(at).map_or(0, |known| known.node);
        if node == 0 {
            return;
        }
        let start = self.words.get(at).map_or(0, |word| word.range.start);
        let mut loose = false;
        for last in at..at + LONGEST_PHRASE {
            let written = TextRange::new(start, self.end(last)).of(self.text);
            self.collect((node, loose), written, last, hits);
            let Some(known) = self.known.get(last + 1).filter(|known| known.id != 0) else {
                return;
            };
            match self.gap(last) {
                Some(gap) => loose |= gap,
                None => return,
            }
            let Some(next) = self.phrases.next(node, known.id) else {
                return;
            };
            node = next;
        }
    }

    /// Whether the gap after word `at` is a loose one; `None` where no phrase goes on across it.
    fn gap(&self, at: usize) -> Option<bool> {
        let start = self.words.get(at)?.range.end;
        let end = self.words.get(at + 1)?.range.start;
        let between = TextRange::new(start, end).of(self.text);
        if between == " " {
            return Some(false);
        }
        if between.len() > 12 || between.chars().count() > 4 {
            return None;
        }
        let mut loose = false;
        for c in between.chars() {
            match c {
                '-' | '.' | '\'' | '’' | '‑' | '–' | '\u{ad}' | '°' => {}
                '(' | ')' | '/' | ',' | '&' | '+' => loose = true,
                _ if c.is_whitespace() => {}
                _ => return None,
            }
        }
        Some(loose)
    }

    fn end(&self, at: usize) -> usize {
        self.words.get(at).map_or(0, |word| word.range.end)
    }

    /// Collects what the phrase that leads to `node` means, `written` as it is and up to word `last`.
    fn collect(
        &self,
        (node, loose): (usize, bool),
        written: &str,
        last: usize,
        hits: &mut Vec<Hit>,
    ) {
        let meanings = self.phrases.meanings(node);
        if meanings.is_empty() {
            return;
        }
        let counts = |meaning: &Meaning| (meaning.loose || !loose) && meaning.case.admits(written);
        let is_native = |meaning: &Meaning| meaning.languages & self.native != 0;
        let is_neutral = |meaning: &Meaning| meaning.languages == Languages::MAX;
        let native = meanings
            .iter()
            .any(|meaning| is_native(meaning) && !is_neutral(meaning) && counts(meaning));
        for meaning in meanings.iter().filter(|meaning| counts(meaning)) {
            let foreign = !native && meaning.languages & self.international != 0;
            if is_native(meaning) || is_neutral(meaning) || foreign {
                hits.push(Hit {
                    last,
                    languages: meaning.languages,
                    what: meaning.what,
                });
            }
        }
    }
}
