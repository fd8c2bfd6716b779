//! Abbreviations that a text neither writes out nor explains.

use regex::Regex;

use crate::entity::Value;
use crate::text::{TextRange, fold};

use super::Case;
use super::predicate::Flaw;
use super::subject::{Instance, prose};
use super::term::{Spot, is_joined, spots};

/// The most letters of a word that an abbreviation leaves out.
const PARTICLE: usize = 4;

/// The abbreviation that `instance` is, where the text neither writes it out nor explains it, nor shows it to be a name or an ordinary
/// word in capitals.
pub(super) fn unexplained(case: Case<'_>, by: &Regex, instance: &Instance) -> Option<Flaw> {
    let words = instance.span.of(case.source);
    let short = words.strip_suffix('s').unwrap_or(words);
    let spots: Vec<Spot<'_>> = prose(case.document)
        .flat_map(|block| spots(block, short))
        .collect();
    let own = spots.iter().find(|spot| {
        let range = TextRange::new(spot.start, spot.end);
        spot.block.text.span_of(range).overlaps(instance.span)
    })?;
    if is_name(*own) || is_of_house(case, short) || is_word(case, short) {
        return None;
    }
    let explained = spots.iter().any(|spot| {
        let opened = spot.after().trim_start().starts_with('(');
        opened || spot.is_explained(case.source, by)
    });
    let written_out = || prose(case.document).any(|block| writes_out(block.text.as_str(), short));
    (!explained && !written_out()).then(|| Flaw::of(short))
}

/// Whether capitals stand beside it: a part of a name, or a text that is set in capitals.
fn is_name(spot: Spot<'_>) -> bool {
    let is_capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let shouted = spot
        .word_before()
        .is_some_and(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase));
    is_capital(spot.word_after())
        || is_joined(spot)
        || shouted
        || spot.after().starts_with(['®', '™'])
}

/// Whether an address or the name of an organisation has it in it.
fn is_of_house(case: Case<'_>, short: &str) -> bool {
    let small = short.to_ascii_lowercase();
    case.evidence
        .entities
        .iter()
        .any(|placed| match &placed.entity.value {
            Value::Email { address, .. } => fold(address).contains(&small),
            Value::Url { target, .. } => fold(target).contains(&small),
            Value::Organisation { name, .. } => name
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == short),
            _ => false,
        })
}

/// Whether the text has it in small letters too: a word that is set in capitals to stress it.
fn is_word(case: Case<'_>, short: &str) -> bool {
    let small = short.to_ascii_lowercase();
    prose(case.document).any(|block| !spots(block, &small).is_empty())
}

/// Whether words in a row, but for short ones between, or the parts of one long word, begin with the letters of `short`.
fn writes_out(text: &str, short: &str) -> bool {
    let letters: Vec<char> = short.chars().flat_map(char::to_lowercase).collect();
    let own: String = letters.iter().collect();
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    // In a row of itself and its like it writes out nothing.
    let words = words.filter(|word| !word.is_empty() && *word != own);
    let words: Vec<&str> = words.collect();
    let from = (0..words.len()).filter_map(|start| words.get(start..));
    from.into_iter().any(|row| begin_with(row, &letters))
        || words.iter().any(|word| is_compound(word, &letters))
}

/// Whether the first words of `row` begin with `letters` in turn, one of them a longer word; short words between them may be passed over.
fn begin_with(row: &[&str], letters: &[char]) -> bool {
    let mut rest = letters.iter().peekable();
    let mut is_told = false;
    for (at, word) in row.iter().enumerate() {
        let Some(letter) = rest.peek() else { break };
        let length = word.chars().count();
        if word.starts_with(**letter) {
            is_told |= length > PARTICLE;
            rest.next();
        } else if at == 0 || length > PARTICLE {
            return false;
        }
    }
    is_told && rest.peek().is_none()
}

/// Whether `word` is long enough to be made of parts, begins with the first letter and has the others in order.
fn is_compound(word: &str, letters: &[char]) -> bool {
    let mut rest = word.chars();
    let starts = rest.next() == letters.first().copied();
    starts
        && word.chars().count() >= 5 * letters.len()
        && letters
            .iter()
            .skip(1)
            .all(|letter| rest.any(|c| c == *letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_written_out_by_words_in_a_row_or_in_one() {
        assert!(writes_out("our Data Protection Officer", "DPO"));
        assert!(writes_out("de functionaris voor gegevensbescherming", "FG"));
        assert!(writes_out("uw burgerservicenummer", "BSN"));
        assert!(!writes_out("do you prefer our shop", "DPIA"));
        assert!(!writes_out("the DPO and the CRM", "CRM"));
    }
}
