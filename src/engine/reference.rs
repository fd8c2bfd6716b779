//! References of a text to its own parts (“section 8”): whether the part has that number, can be counted, or is missing.

use crate::document::{BlockKind, Document, SectionId};

use crate::text::Span;

use super::Case;
use super::subject::Instance;

/// How far into a line its number stands, in characters.
const HEAD: usize = 24;

/// The highest number a part has; what is higher is an article of a law.
const HIGHEST: usize = 99;

/// What a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// A part that has the number.
    Written,
    /// A part that has it only for those who count.
    Counted,
    /// Nothing.
    Missing,
}

/// Where `instance`, which holds a number, leads, and the number; `None` where it holds none.
pub(super) fn of(case: Case<'_>, instance: &Instance) -> Option<(Reference, String)> {
    // The words may end within a number of several parts.
    let behind = case.source.get(instance.span.end..).unwrap_or_default();
    let goes_on = behind
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(behind.len());
    let whole = Span::new(instance.span.start, instance.span.end + goes_on);
    let number = number(whole.of(case.source))?;
    let reference = if is_written(case, &number, instance.span) {
        Reference::Written
    } else if is_counted(case.document, &number) {
        Reference::Counted
    } else {
        Reference::Missing
    };
    Some((reference, number))
}

/// The number in `words`: `6.2` of “section 6.2.”.
fn number(words: &str) -> Option<String> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let rest = words.get(start..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_matches('.');
    let first: usize = number.split('.').next()?.parse().ok()?;
    (first <= HIGHEST).then(|| number.to_owned())
}

/// Whether a heading, an item or a line begins with `number`, other than the line of the reference itself.
fn is_written(case: Case<'_>, number: &str, reference: Span) -> bool {
    let document = case.document;
    let headed = document
        .sections()
        .iter()
        .filter_map(|section| section.number.as_deref())
        .any(|own| is_or_holds(own, number));
    headed
        || document
            .blocks()
            .iter()
            .filter_map(|block| block.marker)
            .any(|marker| begins_with(marker.of(case.source), number))
        || lines(case.source)
            .filter(|(start, line)| !Span::new(*start, start + line.len()).overlaps(reference))
            .any(|(_, line)| begins_with(line, number))
}

/// The lines of `source` with where they begin.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    source.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// Whether `own` is `number`, or the number of something within it: whoever has a section 3.1 has a section 3.
fn is_or_holds(own: &str, number: &str) -> bool {
    let own = own.trim_matches('.');
    own.strip_prefix(number)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether the first number near the start of `line` is `number`; words of markup and “Article” may stand before it.
fn begins_with(line: &str, number: &str) -> bool {
    let head: String = line.chars().take(HEAD + number.len()).collect();
    let digits = head.trim_start_matches(|c: char| !c.is_ascii_digit());
    let before = head.len() - digits.len();
    let words = head.get(..before).unwrap_or_default().split_whitespace();
    let rest = digits.strip_prefix(number);
    words.count() <= 1 && rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The fewest numbered headings of a text that numbers its parts.
const FEWEST_NUMBERED: usize = 3;

/// Whether there are so many headings beside each other, or items in one list, that one of them is the one of that number; in a
/// text without numbers, of which nobody knows what would be counted, always.
fn is_counted(document: &Document, number: &str) -> bool {
    let sections = document.sections().iter();
    if sections.filter(|section| section.number.is_some()).count() < FEWEST_NUMBERED {
        return true;
    }
    let Ok(number) = number
        .split('.')
        .next()
        .unwrap_or_default()
        .parse::<usize>()
    else {
        return false;
    };
    let mut siblings: Vec<(Option<SectionId>, u8)> = document
        .sections()
        .iter()
        .skip(1)
        .map(|section| (section.parent, section.level))
        .collect();
    siblings.sort_unstable();
    let headings = siblings.chunk_by(|a, b| a == b).map(<[_]>::len).max();
    let mut items: Vec<_> = document
        .blocks()
        .iter()
        .filter(|block| block.kind == BlockKind::Item)
        .map(|block| block.parent)
        .collect();
    items.sort_unstable();
    let items = items.chunk_by(|a, b| a == b).map(<[_]>::len).max();
    headings.max(items).is_some_and(|most| number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_read_without_the_words_and_marks_around_it() {
        assert_eq!(number("section 6.2.").as_deref(), Some("6.2"));
        assert_eq!(number("paragraaf 10").as_deref(), Some("10"));
        assert_eq!(number("above"), None);
        assert_eq!(number("section 1798"), None);
    }

    #[test]
    fn a_line_begins_with_its_own_number_only() {
        assert!(begins_with("## 8. Your rights", "8") && begins_with("Article 8 - Rights", "8"));
        assert!(!begins_with("18. Your rights", "8") && !begins_with("8. Your rights", "18"));
        assert!(!begins_with("as we said on page 8", "8"));
    }
}
