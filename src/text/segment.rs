//! Sentences.
//!
//! A sentence ends at `.`, `!`, `?` or `…` before white space, or where it is plain that a blank was lost, unless what stands before it is an abbreviation, a single
//! letter or part of a number, or what follows goes on in lower case. Which abbreviations there are is data
//! (`rules/abbreviations.yaml`), one list for all languages.

use rustc_hash::FxHashSet;

use super::{TextRange, fold};

/// The longest a sentence gets, in bytes, before it is cut at the next blank: what is matched within a sentence must not
/// grow with the size of a text that has no full stops.
const MAX_SENTENCE: usize = 4096;

/// Cuts text into sentences.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {
    always: FxHashSet<String>,
    before_number: FxHashSet<String>,
    letters: FxHashSet<String>,
}

/// What ends a sentence.
const ENDS: [char; 5] = ['.', '!', '?', '…', '。'];

/// Whether what ends a sentence can begin with this byte.
const fn can_end(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?') || byte >= 0xe2
}

impl Segmenter {
    /// A segmenter that knows these abbreviations, written without their last full stop (`o.a`, `bijv`).
    /// Those of `before_number` count only before a digit (`no. 5`); `letters` are words of one letter, which abbreviate nothing
    /// in lower case.
    pub fn new<'a>(
        always: impl IntoIterator<Item = &'a str>,
        before_number: impl IntoIterator<Item = &'a str>,
        letters: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            always: always
                .into_iter()
                .map(|word| fold(word).into_owned())
                .collect(),
            before_number: before_number
                .into_iter()
                .map(|word| fold(word).into_owned())
                .collect(),
            letters: letters.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The sentences of `text`, in order, without the white space around them.
    pub fn sentences(&self, text: &str) -> Vec<TextRange> {
        let mut found = Vec::new();
        let mut start = 0;
        // Where the run of closing marks ends that the marks met last stand in. A run is looked through once, not
        // once for each of its marks: a text may be nothing but full stops.
        let mut closed = 0;
        for (at, byte) in text.bytes().enumerate() {
            // Few characters end a sentence: most are passed over before they are decoded.
            if at < start + MAX_SENTENCE && !can_end(byte) {
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                continue;
            };
            if at >= start + MAX_SENTENCE && c.is_whitespace() {
                push_trimmed(&mut found, text, TextRange::new(start, at));
                start = at;
            }
            if at < start || !ENDS.contains(&c) {
                continue;
            }
            let after = at + c.len_utf8();
            if after > closed {
                let rest = text.get(after..).unwrap_or_default();
                closed = after + rest.find(|c| !closes(c)).unwrap_or(rest.len());
            }
            if let Some(end) = self.end_after(text, at, c, closed) {
                push_trimmed(&mut found, text, TextRange::new(start, end));
                start = end;
            }
        }
        push_trimmed(&mut found, text, TextRange::new(start, text.len()));
        found
    }

    /// Where the sentence ends that has its last mark at `at` and the marks that close it before `closed`, or `None`
    /// where the mark ends none.
    fn end_after(&self, text: &str, at: usize, mark: char, closed: usize) -> Option<usize> {
        let rest_after = text.get(closed..)?;
        if !rest_after.starts_with(char::is_whitespace) {
            let glued = closed == at + mark.len_utf8() && is_glued(text.get(..at)?, rest_after);
            return glued.then_some(closed);
        }
        let next = rest_after.trim_start();
        let first = next
            .chars()
            .find(|c| !matches!(c, '"' | '\'' | '“' | '„' | '«' | '(' | '['))?;
        if first.is_lowercase() || (mark == '.' && self.is_abbreviation(text.get(..at)?, first)) {
            return None;
        }
        Some(text.len() - next.len())
    }

    fn is_abbreviation(&self, before: &str, next: char) -> bool {
        let word = before
            .rsplit(|c: char| {
                c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '/' | '-')
            })
            .next()
            .unwrap_or_default();
        if self.letters.contains(word) && before.trim_start().len() > word.len() {
            return false;
        }
        let mut chars = word.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            return only.is_alphabetic()
                || (only.is_ascii_digit() && word.len() == before.trim_start().len());
        }
        let is_letter =
            |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
        if word.contains('.') && word.split('.').all(is_letter) {
            return true;
        }
        let word = fold(word);
        self.always.contains(word.as_ref())
            || (next.is_ascii_digit() && self.before_number.contains(word.as_ref()))
    }
}

/// No word of a sentence has more letters.
const LONGEST_WORD: usize = 40;

/// Whether the blank between two sentences was lost (“we keep nothing.You may ask”): a word in small letters, then one with
/// a capital that a third one follows. “Acme.Com is ours” and “notice.Pdf” are names.
fn is_glued(before: &str, after: &str) -> bool {
    // A text may be one long word: no more of it is looked at than tells.
    let ahead = || before.chars().rev().take(LONGEST_WORD);
    let letters = ahead().take_while(|c| c.is_lowercase()).count();
    let is_word = letters > 2 && ahead().nth(letters).is_none_or(char::is_whitespace);
    let mut next = after.chars().take(LONGEST_WORD);
    is_word
        && next.next().is_some_and(char::is_uppercase)
        && next.find(|c| !c.is_lowercase()) == Some(' ')
        && next.next().is_some_and(char::is_lowercase)
}

/// Whether `c` belongs to the end of a sentence after the mark that ends it.
fn closes(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_'
    )
}

fn push_trimmed(found: &mut Vec<TextRange>, text: &str, range: TextRange) {
    let whole = range.of(text);
    let start = range.start + (whole.len() - whole.trim_start().len());
    let end = range.start + whole.trim_end().len();
    if start < end {
        found.push(TextRange::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let segmenter = Segmenter::new(["bijv", "o.a", "e.g", "inc"], ["art", "no"], ["u"]);
        segmenter
            .sentences(text)
            .into_iter()
            .map(|range| range.of(text))
            .collect()
    }

    #[test]
    fn abbreviations_numbers_and_initials_end_no_sentence() {
        assert_eq!(
            cut("Zie art. 6 AVG. Daarna volgt o.a. Google Inc. Met meer."),
            ["Zie art. 6 AVG.", "Daarna volgt o.a. Google Inc. Met meer."]
        );
        assert_eq!(
            cut("Een kapitaal van 21.265,85 euro. Klaar."),
            ["Een kapitaal van 21.265,85 euro.", "Klaar."]
        );
        assert_eq!(
            cut("Contact J. Jansen. Of niet?"),
            ["Contact J. Jansen.", "Of niet?"]
        );
    }

    #[test]
    fn a_word_of_one_letter_ends_a_sentence_unless_it_is_an_initial_or_a_number() {
        assert_eq!(
            cut("Wij weten veel over u. We delen niets."),
            ["Wij weten veel over u.", "We delen niets."]
        );
        assert_eq!(cut("Vraag naar U. Visser."), ["Vraag naar U. Visser."]);
        assert_eq!(cut("u. Twintigste punt"), ["u. Twintigste punt"]);
    }

    #[test]
    fn letters_with_stops_are_one_abbreviation() {
        assert_eq!(
            cut("Under the EU-U.S. Privacy Shield. That was then."),
            ["Under the EU-U.S. Privacy Shield.", "That was then."]
        );
    }

    #[test]
    fn sentences_without_a_blank_between_them_are_two() {
        assert_eq!(
            cut("Wij bewaren niets.Vraag het ons! We keep nothing.You may ask."),
            [
                "Wij bewaren niets.",
                "Vraag het ons!",
                "We keep nothing.",
                "You may ask."
            ]
        );
        for one in [
            "Acme.Com is ours",
            "see notice.Pdf",
            "at www.Acme.Shop we sell",
        ] {
            assert_eq!(cut(one), [one]);
        }
    }

    #[test]
    fn a_number_word_is_no_abbreviation_elsewhere() {
        assert_eq!(
            cut("Do we sell data? No. We never do."),
            ["Do we sell data?", "No.", "We never do."]
        );
    }

    #[test]
    fn a_run_of_marks_is_read_once() {
        let dots = ".".repeat(1 << 20);
        assert_eq!(cut(&dots), [dots.as_str()]);
        assert_eq!(
            cut("Wait... Go (now!). Yes."),
            ["Wait...", "Go (now!).", "Yes."]
        );
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(
            cut("He said “stop.” Then left."),
            ["He said “stop.”", "Then left."]
        );
    }
}
