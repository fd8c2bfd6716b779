//! How long and how heavy a text is: words, sentences, syllables, and what share of it a part takes.

use crate::document::{Block, BlockKind, Document, SectionId};
use crate::language::Language;
use crate::rule::{Ease, Rare, Wanted};

use crate::text::TextRange;

use super::Case;
use super::predicate::Flaw;
use super::subject::{Instance, Node, words};

/// The fewest words of a sentence that counts as one: what is shorter is a label, a name or an entry.
const FEWEST_WORDS: usize = 5;
/// The fewest sentences of a text that is measured.
const FEWEST_SENTENCES: usize = 20;
/// The fewest letters of a long word.
const LONG: usize = 7;

/// The sentences of running text and of items.
pub(super) fn sentences(document: &Document) -> Vec<Instance> {
    let all =
        running(document).flat_map(|block| block.sentences.iter().map(move |one| (block, *one)));
    all.filter_map(|(block, range)| words(document, block.id, range, None))
        .collect()
}

/// The whole text, at its title, else at its first sentence.
pub(super) fn text(document: &Document) -> Option<Instance> {
    let titled = document.title().and_then(|id| document.block(id));
    let first = || {
        document
            .blocks()
            .iter()
            .find(|block| !block.sentences.is_empty())
    };
    let block = titled.or_else(first)?;
    let mut instance = words(document, block.id, *block.sentences.first()?, None)?;
    instance.node = Node::Whole;
    Some(instance)
}

/// The sections under headings, each at the first paragraph in it.
pub(super) fn sections(document: &Document) -> Vec<Instance> {
    let headed = document.sections().iter().skip(1);
    let shown = headed.filter_map(|section| {
        let within = |block: &&Block| is_within(document, block, section.id);
        let block = running(document).find(within)?;
        let whole = TextRange::new(0, block.text.len());
        let mut instance = words(document, block.id, whole, None)?;
        // Under the heading that it stands for, whatever is below.
        instance.place.section = section.id;
        instance.node = Node::Section(section.id);
        Some(instance)
    });
    shown.collect()
}

/// The blocks of running text.
fn running(document: &Document) -> impl Iterator<Item = &Block> {
    let kinds = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
    document.blocks().iter().filter(kinds)
}

fn is_within(document: &Document, block: &Block, section: SectionId) -> bool {
    document
        .section_chain(block.section)
        .any(|around| around.id == section)
}

/// The words of `text` that have a letter in them.
fn worded(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic))
}

/// Whether `instance` has more than `most` words.
pub(super) fn too_long(case: Case<'_>, instance: &Instance, most: usize) -> Option<Flaw> {
    let count = match instance.node {
        Node::Whole => running(case.document)
            .map(|block| worded(block.text.as_str()).count())
            .sum(),
        _ => worded(instance.span.of(case.source)).count(),
    };
    (count > most).then(|| told(count, most))
}

/// Whether the section that `instance` is holds more than `most` hundredths of the words of the text.
pub(super) fn too_much(case: Case<'_>, instance: &Instance, most: usize) -> Option<Flaw> {
    let Node::Section(section) = instance.node else {
        return None;
    };
    let (mut own, mut all) = (0, 0);
    for block in running(case.document) {
        let count = worded(block.text.as_str()).count();
        all += count;
        own += if is_within(case.document, block, section) {
            count
        } else {
            0
        };
    }
    let share = (own * 100).checked_div(all)?;
    (share > most).then(|| told(share, most))
}

fn told(count: usize, most: usize) -> Flaw {
    Flaw {
        limit: most.to_string(),
        ..Flaw::of(&count.to_string())
    }
}

/// How a language writes syllables, beyond what all have in common.
#[derive(Clone, Copy, Debug, Default)]
struct Spelling<'r> {
    /// Ends of words that make none.
    silent: &'r [String],
    /// Vowels beside each other that make two.
    parted: &'r [String],
}

/// What is counted of a text.
#[derive(Debug, Default)]
struct Counts {
    sentences: usize,
    words: usize,
    long: usize,
    syllables: usize,
}

impl Counts {
    fn of(document: &Document, spelling: Spelling<'_>) -> Option<Self> {
        let mut counts = Self::default();
        for block in running(document) {
            for range in &block.sentences {
                counts.add(range.of(block.text.as_str()), spelling);
            }
        }
        (counts.sentences >= FEWEST_SENTENCES).then_some(counts)
    }

    fn add(&mut self, sentence: &str, spelling: Spelling<'_>) {
        // Addresses are no words.
        let bare: Vec<&str> = worded(sentence)
            .filter(|word| !word.contains(['@', '/']))
            .collect();
        if bare.len() < FEWEST_WORDS {
            return;
        }
        self.sentences += 1;
        self.words += bare.len();
        for word in bare {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            self.long += usize::from(letters >= LONG);
            self.syllables += syllables(word, spelling);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "no text has that many words")]
    fn per_sentence(&self) -> f64 {
        self.words as f64 / self.sentences.max(1) as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "no text has that many words")]
    fn per_word(&self, count: usize) -> f64 {
        count as f64 / self.words.max(1) as f64
    }
}

/// How easily the text reads, where that is less than is asked.
pub(super) fn heavy(case: Case<'_>, ease: &Ease) -> Option<Flaw> {
    if case.evidence.language != Some(ease.language) {
        return None;
    }
    let spelling = Spelling {
        silent: &ease.silent,
        parted: &ease.parted,
    };
    let counts = Counts::of(case.document, spelling)?;
    let reached = ease.start
        - ease.syllables * counts.per_word(counts.syllables)
        - ease.words * counts.per_sentence();
    (reached < ease.at_least).then(|| Flaw {
        limit: format!("{:.0}", ease.at_least),
        ..Flaw::of(&format!("{reached:.0}"))
    })
}

/// The words to a sentence and the long words in a hundred, where both together are more than `most`.
pub(super) fn laden(case: Case<'_>, most: usize) -> Option<Flaw> {
    let counts = Counts::of(case.document, Spelling::default())?;
    let index = counts.per_sentence() + 100.0 * counts.per_word(counts.long);
    #[expect(clippy::cast_precision_loss, reason = "a bound of two digits")]
    let is_laden = index > most as f64;
    is_laden.then(|| Flaw {
        limit: most.to_string(),
        ..Flaw::of(&format!("{index:.0}"))
    })
}

/// The language that the text is in, where that is another than the one that is wanted, and that one.
pub(super) fn other_language(case: Case<'_>, wanted: Wanted) -> Option<Flaw> {
    let wanted = match wanted {
        Wanted::Expected => case.expected?,
        Wanted::Declared => Language::of_tag(case.document.declared_language()?)?,
    };
    // A language that was asked for is nothing that the text tells.
    let own = case.languages.sure(case.document)?;
    (own != wanted).then(|| Flaw {
        limit: case.languages.name(&wanted).to_owned(),
        ..Flaw::of(case.languages.name(&own))
    })
}

/// In how many of a hundred sentences, or words, something occurs that may occur in fewer.
pub(super) fn frequent(case: Case<'_>, rare: &Rare) -> Option<Flaw> {
    if case.evidence.language != Some(rare.language) {
        return None;
    }
    let (mut all, mut fitting, mut count) = (0, 0, 0);
    for block in running(case.document) {
        for range in &block.sentences {
            let sentence = range.of(block.text.as_str());
            let words = worded(sentence).count();
            if words < FEWEST_WORDS {
                continue;
            }
            count += 1;
            if rare.sentences {
                all += 1;
                fitting += usize::from(rare.fitting.is_match(sentence));
            } else {
                all += words;
                fitting += worded(sentence)
                    .filter(|word| rare.fitting.is_match(word))
                    .count();
            }
        }
    }
    let share = (fitting * 100).checked_div(all)?;
    (count >= FEWEST_SENTENCES && share > rare.at_most).then(|| told(share, rare.at_most))
}

/// How many syllables `word` has, about: its runs of vowels, parted where its language parts them, without a silent end.
fn syllables(word: &str, spelling: Spelling<'_>) -> usize {
    let word: String = word
        .trim_matches(|c: char| !c.is_alphabetic())
        .chars()
        .flat_map(char::to_lowercase)
        .collect();
    let mut count = 0;
    let mut in_run = false;
    for c in word.chars() {
        // A diaeresis parts two vowels.
        let parted = matches!(c, 'ë' | 'ï');
        let vowel = parted
            || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à'..='å' | 'æ' | 'è'..='ë' | 'ì'..='ï' | 'ò'..='ö' | 'ø' | 'ù'..='ü' | 'œ');
        count += usize::from(vowel && (!in_run || parted));
        in_run = vowel;
    }
    let parted = spelling.parted.iter();
    count += parted
        .map(|pair| word.matches(pair.as_str()).count())
        .sum::<usize>();
    let ends_silent = spelling
        .silent
        .iter()
        .any(|end| word.ends_with(end.as_str()));
    (count - usize::from(ends_silent && count > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_runs_of_vowels() {
        let (silent, parted) = (["e".to_owned(), "es".to_owned()], ["ía".to_owned()]);
        let spelling = Spelling {
            silent: &silent,
            parted: &[],
        };
        let of = |word| syllables(word, spelling);
        assert_eq!(
            [of("persoonsgegevens,"), of("geïnformeerd"), of("een")],
            [5, 4, 1]
        );
        assert_eq!(
            [of("use"), of("the"), of("purposes"), of("data")],
            [1, 1, 2, 2]
        );
        assert_eq!(syllables("xyz", Spelling::default()), 1);
        assert_eq!(syllables("brr", Spelling::default()), 1);
        let spelling = Spelling {
            silent: &[],
            parted: &parted,
        };
        assert_eq!(syllables("compañía", spelling), 4);
        assert_eq!(syllables("garantia", spelling), 3);
    }
}
