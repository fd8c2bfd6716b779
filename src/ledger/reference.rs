//! What a text says in another of its parts, where it refers to that part by number: one hop, and no further.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document, SectionId};

use super::index::{Index, Topic};
use super::{Entry, FieldKind, MOST, Via};

/// The highest number a part has; what is higher is an article of a law.
const HIGHEST: usize = 99;

/// How many letters a word between two numbers has at most (“6 and 8”).
const LINK: usize = 3;

/// The sections that each block refers to.
pub(super) type References = FxHashMap<BlockId, Vec<SectionId>>;

/// What refers to a section by number, for all blocks.
pub(super) fn references(index: &Index<'_>) -> References {
    let mut found = References::default();
    for mention in index.references() {
        let Some(block) = index.document.block(mention.block) else {
            continue;
        };
        let words = block.text.as_str().get(mention.range.start..);
        for number in numbers(words.unwrap_or_default(), mention.range.len()) {
            if let Some(section) = section_of(index.document, &number) {
                let own = found.entry(block.id).or_default();
                if !own.contains(&section) && section != block.section {
                    own.push(section);
                }
            }
        }
    }
    found
}

/// Gives entries that state nothing of a field what stands in a section about it to which they refer.
pub(super) fn link(index: &Index<'_>, references: &References, entries: &mut [Entry]) {
    if references.is_empty() {
        return;
    }
    for entry in entries {
        let (first, last) = (entry.blocks.start().index(), entry.blocks.end().index());
        let blocks = index
            .document
            .blocks()
            .get(first..=last)
            .unwrap_or_default();
        let sections = blocks.iter().filter_map(|block| references.get(&block.id));
        let sections: Vec<SectionId> = sections.flatten().copied().take(MOST).collect();
        for section in sections {
            for kind in FieldKind::ALL {
                let about = index.section_topics(section).contains(&Topic::Field(kind));
                if about && entry.field(kind).statements.is_empty() {
                    let said = index.said_within(section, kind);
                    entry.add_all(kind, &said, Via::Reference);
                }
            }
        }
    }
}

/// The section with `number`, where one alone has it; else the one of that number among the most that stand beside each other.
fn section_of(document: &Document, number: &str) -> Option<SectionId> {
    let sections = document.sections();
    let mut own = sections
        .iter()
        .filter(|section| section.number.as_deref() == Some(number));
    if let (Some(section), None) = (own.next(), own.next()) {
        return Some(section.id);
    }
    let nth: usize = number.parse().ok()?;
    let mut siblings: FxHashMap<(Option<SectionId>, u8), Vec<SectionId>> = FxHashMap::default();
    for section in sections.iter().skip(1) {
        let beside = siblings.entry((section.parent, section.level)).or_default();
        beside.push(section.id);
    }
    let most = siblings
        .into_values()
        .max_by_key(|beside| (beside.len(), std::cmp::Reverse(beside.first().copied())))?;
    most.get(nth.checked_sub(1)?).copied()
}

/// The numbers that begin within the first `within` bytes of `words`, and those joined to them: `6`, `8` of “sections 6 and 8”.
fn numbers(words: &str, within: usize) -> Vec<String> {
    let mut found = Vec::new();
    let first = words.find(|c: char| c.is_ascii_digit());
    let Some(mut rest) = first
        .filter(|at| *at < within)
        .and_then(|at| words.get(at..))
    else {
        return found;
    };
    while found.len() < HIGHEST {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (number, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let number = number.trim_matches('.');
        let whole = number.split('.').next().and_then(|part| part.parse().ok());
        if whole.is_none_or(|whole: usize| whole > HIGHEST) {
            break;
        }
        found.push(number.to_owned());
        let behind = behind.trim_start_matches([',', ' ']);
        let word = behind
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(behind.len());
        let next = behind
            .get(word..)
            .filter(|_| word <= LINK)
            .map(str::trim_start);
        match next {
            Some(next) if next.starts_with(|c: char| c.is_ascii_digit()) => rest = next,
            _ => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_up_to_the_last_that_is_joined() {
        assert_eq!(numbers("section 8 below", 9), ["8"]);
        assert_eq!(numbers("sections 6 and 8 of this policy", 10), ["6", "8"]);
        assert_eq!(numbers("section 3.2, which says 4 things", 11), ["3.2"]);
        assert!(numbers("section 1798", 12).is_empty());
    }
}
