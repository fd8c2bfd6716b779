//! Words with capitals out of place: the commonest words of a language written in capitals, and words that the document writes in
//! small letters elsewhere with two capitals at their head.

use rustc_hash::FxHashSet;

use crate::document::{Block, BlockKind};
use crate::engine::Case;
use crate::engine::predicate::Flaw;
use crate::engine::subject::{Instance, prose};
use crate::text::TextRange;

use super::flawed;

/// The fewest letters of a word whose capitals are no abbreviation.
const FEWEST_LETTERS: usize = 3;
/// The fewest small letters after capitals that make the capitals a slip (`PErsonal`); plurals (`PDFs`) have fewer.
const FEWEST_SMALL: usize = 3;

/// A word with capitals out of place.
struct Odd<'d> {
    block: &'d Block,
    range: TextRange,
    small: String,
    /// Whether only its first two letters are capitals.
    is_slip: bool,
}

/// The words whose capitals are odd.
pub(in crate::engine) fn odd_case(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    let mut odd = Vec::new();
    for block in prose(document).filter(|block| is_running(block)) {
        candidates(block, &mut odd);
    }
    if odd.is_empty() {
        return Vec::new();
    }
    let wanted: FxHashSet<&str> = odd.iter().map(|word| word.small.as_str()).collect();
    let mut known: FxHashSet<&str> = FxHashSet::default();
    for block in prose(document) {
        // What stands within an address is none of the words of the text.
        for word in block.text.as_str().split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if wanted.contains(word) {
                known.insert(word);
            }
        }
    }
    let found = odd.iter().filter(|word| {
        if word.is_slip {
            return known.contains(word.small.as_str());
        }
        // Capitals throughout may be those of a name or an abbreviation, unless the word is one of the commonest.
        case.evidence
            .language
            .is_some_and(|language| case.languages.is_common(&word.small, language))
    });
    found
        .filter_map(|word| {
            let problem = format!("“{}”", word.small);
            flawed(document, word.block, word.range, Flaw::of(&problem))
        })
        .collect()
}

/// Whether the block is prose rather than a title or a label, which may be set in capitals.
fn is_running(block: &Block) -> bool {
    !matches!(
        block.kind,
        BlockKind::Heading { .. } | BlockKind::Cell { header: true, .. }
    ) && block.text.as_str().contains(' ')
}

/// The words of `block` with capitals where the words around have none.
fn candidates<'d>(block: &'d Block, into: &mut Vec<Odd<'d>>) {
    let text = block.text.as_str();
    // Two capitals in a row are needed for either.
    let is_capital = |byte: &u8| byte.is_ascii_uppercase();
    let capitals = text
        .as_bytes()
        .windows(2)
        .any(|pair| pair.iter().all(is_capital));
    if !capitals {
        return;
    }
    let mut before = "";
    let mut all = words(text).peekable();
    while let Some((at, word)) = all.next() {
        let last = std::mem::replace(&mut before, word);
        let next = all.peek().map_or("", |(_, word)| *word);
        let is_small = |word: &str| word.chars().any(char::is_lowercase);
        if !(is_slip(word) || (is_shouted(word) && is_small(last) && is_small(next))) {
            continue;
        }
        // What is joined to something else is a part of a name, an address or a code.
        let joined = |c: char| {
            matches!(
                c,
                '-' | '_' | '/' | '.' | '@' | '&' | '’' | '\'' | '(' | ')' | '“' | '”' | '"'
            )
        };
        let outer = text.get(..at).unwrap_or_default().chars().next_back();
        let after = text.get(at + word.len()..).unwrap_or_default();
        let ends = after
            .chars()
            .next()
            .is_none_or(|c| !joined(c) || after.len() == 1);
        if outer.is_none_or(|c| !joined(c)) && ends {
            into.push(Odd {
                block,
                range: TextRange::new(at, at + word.len()),
                is_slip: is_slip(word),
                small: word.chars().flat_map(char::to_lowercase).collect(),
            });
        }
    }
}

fn is_shouted(word: &str) -> bool {
    word.chars().count() >= FEWEST_LETTERS && word.chars().all(char::is_uppercase)
}

/// Whether a capital was held too long: two or more, then small letters alone.
fn is_slip(word: &str) -> bool {
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let capitals = word.chars().take_while(|c| c.is_uppercase()).count();
    let small = word
        .chars()
        .skip(capitals)
        .take_while(|c| c.is_lowercase())
        .count();
    capitals == 2 && small >= FEWEST_SMALL && capitals + small == word.chars().count()
}

/// The runs of letters and digits of `text`, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr().addr();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr().addr() - start, word))
}
