//! What is announced or named and must be found again: as many items as were announced, a title, a term.

use crate::document::BlockKind;
use crate::text::{Span, fold};

use super::Case;
use super::places::titled;
use super::predicate::Flaw;
use super::subject::Instance;

/// The marks that open and close what is quoted.
const QUOTES: [char; 11] = ['"', '“', '”', '„', '«', '»', '‘', '’', '‹', '›', '\''];
/// The most characters of a title that is looked for: what is longer is shortened where it is referred to.
const TITLE: usize = 40;

/// How many items the list after `instance` has, where its words announce another number; `numbers` are the words for one, two …
pub(super) fn miscounted(
    case: Case<'_>,
    numbers: &[Vec<String>],
    instance: &Instance,
) -> Option<Flaw> {
    let document = case.document;
    let announced = number(instance.span.of(case.source), numbers)?;
    let block = document.block(instance.place.block)?;
    let next = document.blocks().get(block.id.index() + 1)?;
    let is_list = matches!(next.kind, BlockKind::List { .. }) && next.lead_in == Some(block.id);
    if !is_list {
        return None;
    }
    let items = document.blocks().iter().skip(next.id.index() + 1);
    let items = items.take_while(|item| item.span.start < next.span.end);
    let count = items.filter(|item| item.parent == Some(next.id)).count();
    (count != announced && count > 1).then(|| Flaw {
        limit: count.to_string(),
        ..Flaw::of(&announced.to_string())
    })
}

/// The only number in `words`, in digits or as one of `numbers`.
fn number(words: &str, numbers: &[Vec<String>]) -> Option<usize> {
    let folded = fold(words);
    let mut found = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| {
            let named = numbers
                .iter()
                .position(|names| names.iter().any(|name| name == word));
            named.map(|at| at + 1).or_else(|| word.parse().ok())
        });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// What stands between the last quotation marks of `words`.
fn quoted(words: &str) -> Option<&str> {
    let inside = words.trim_end_matches(|c: char| {
        !c.is_alphanumeric() && !QUOTES.contains(&c) && c != '?' && c != '!'
    });
    let inside = inside.strip_suffix(QUOTES)?.trim_end_matches(QUOTES);
    let opening = inside.char_indices().rev().find(|(at, c)| {
        // An apostrophe stands within a word.
        let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = inside.get(..*at).and_then(|text| text.chars().next_back());
        let after = inside
            .get(at + c.len_utf8()..)
            .and_then(|text| text.chars().next());
        QUOTES.contains(c) && !(within(before) && within(after))
    });
    let (at, mark) = opening?;
    Some(inside.get(at + mark.len_utf8()..)?.trim()).filter(|text| !text.is_empty())
}

/// The title that `instance` refers to, where nothing in the text begins with it.
pub(super) fn untitled(case: Case<'_>, instance: &Instance) -> Option<Flaw> {
    let title = quoted(instance.span.of(case.source))?;
    let comparable = |text: &str| titled(case.languages, text);
    let wanted: String = comparable(title).chars().take(TITLE).collect();
    if wanted.chars().count() < 3 {
        return None;
    }
    let begins = |text: &str| {
        let text = comparable(text);
        let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
        text.starts_with(&wanted) || bare.starts_with(&wanted)
    };
    let found = case.document.blocks().iter().any(|block| {
        let text = block.text.as_str();
        let headed = matches!(block.kind, BlockKind::Heading { .. });
        let sentences = block.sentences.iter().map(|one| one.of(text));
        // A heading may hold the title among other words.
        (headed && comparable(text).contains(&wanted)) || sentences.into_iter().any(begins)
    });
    let named = case.document.anchors().iter().any(|anchor| begins(anchor));
    let linked = case
        .document
        .links()
        .iter()
        .any(|link| link.span.overlaps(instance.span));
    (!found && !named && !linked).then(|| Flaw::of(title))
}

/// The term that `instance` defines, where it stands nowhere else: in the plural or the singular, with a capital or without.
pub(super) fn unused(case: Case<'_>, instance: &Instance) -> Option<Flaw> {
    let term = bare(quoted(instance.span.of(case.source))?);
    let wanted = stem(&fold(&term))?;
    let bounded = |text: &str, at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    };
    let mut count = 0;
    for block in case.document.blocks() {
        let folded = fold(block.text.as_str());
        let places = folded.match_indices(&wanted);
        count += places.filter(|(at, _)| bounded(&folded, *at)).count();
    }
    // Once for the definition itself.
    (count <= 1).then(|| Flaw::of(&term))
}

/// `words` without the marks of emphasis and the tags around them.
fn bare(words: &str) -> String {
    let mut inside = false;
    let kept = words.chars().filter(|c| {
        inside = (inside || *c == '<') && *c != '>';
        !inside && !matches!(c, '>' | '*' | '_')
    });
    kept.collect::<String>().trim().to_owned()
}

/// The part of `term` that its forms share; `None` where it is too short to be told from other words.
fn stem(term: &str) -> Option<String> {
    let term = term.split('(').next()?.trim();
    let length = term.chars().count();
    let dropped = match length {
        0..5 => return None,
        5..8 => 1,
        _ => 2,
    };
    Some(term.chars().take(length - dropped).collect())
}

/// Where `words` first stand in the text.
pub(super) fn first(case: Case<'_>, words: &str) -> Option<Span> {
    let at = case.source.find(words)?;
    Some(Span::new(at, at + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_last_is_found() {
        assert_eq!(quoted("see the section “Your rights” below"), None);
        assert_eq!(
            quoted("see “Data” and the section “Your rights”"),
            Some("Your rights")
        );
        assert_eq!(quoted("(hierna: \"Pagina's\")"), Some("Pagina's"));
        assert_eq!(
            quoted("sectie “Hoe bereikt u ons?”"),
            Some("Hoe bereikt u ons?")
        );
        assert_eq!(quoted("the section on rights"), None);
    }

    #[test]
    fn terms_are_looked_for_without_their_marks_and_ends() {
        assert_eq!(bare("**Services**"), "Services");
        assert_eq!(bare("<b>Our Sites</b>"), "Our Sites");
        assert_eq!(stem("services").as_deref(), Some("servic"));
        assert_eq!(stem("service(s)").as_deref(), Some("servic"));
        assert_eq!(stem("our"), None);
    }

    #[test]
    fn a_number_is_read_where_there_is_one() {
        let words = [vec!["one".to_owned()], vec!["two".to_owned()]];
        assert_eq!(number("the two cases", &words), Some(2));
        assert_eq!(number("3 cases", &words), Some(3));
        assert_eq!(number("one or two cases", &words), None);
        assert_eq!(number("cases", &words), None);
    }
}
