//! Terms that a text uses without saying what they mean. What counts as saying so is told by its form: quotation
//! marks, brackets, emphasis, a colon; the verbs of definitions come from the rules.

use regex::Regex;

use crate::document::{Block, BlockKind};
use crate::text::{Span, TextRange, fold};

use super::Case;
use super::predicate::Flaw;
use super::subject::prose;

/// How far before its closing bracket a term's opening one may stand, in characters.
const BRACKETED: usize = 60;
/// How often a term stands with a capital amid small letters before it is one.
const FEWEST: usize = 3;
/// The longest term between quotation marks, in bytes.
const LONGEST: usize = 40;
/// How many letters a form may be longer than what it has in common with another.
const ENDING: usize = 4;

const QUOTES: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '’', '‹', '›'];

/// Where a word stands in a block.
#[derive(Clone, Copy)]
pub(super) struct Spot<'d> {
    pub(super) block: &'d Block,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'d> Spot<'d> {
    pub(super) fn before(self) -> &'d str {
        self.block
            .text
            .as_str()
            .get(..self.start)
            .unwrap_or_default()
    }

    pub(super) fn after(self) -> &'d str {
        self.block.text.as_str().get(self.end..).unwrap_or_default()
    }

    /// The last word before it, where only a space stands between.
    pub(super) fn word_before(self) -> Option<&'d str> {
        let before = self.before().strip_suffix([' ', '\u{a0}'])?;
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| !c.is_alphanumeric());
        let word = before.get(start.map_or(0, |(at, c)| at + c.len_utf8())..)?;
        (!word.is_empty()).then_some(word)
    }

    /// The next word, where only a space stands between.
    pub(super) fn word_after(self) -> Option<&'d str> {
        let after = self.after().strip_prefix([' ', '\u{a0}'])?;
        let end = after.find(|c: char| !c.is_alphanumeric());
        let word = after.get(..end.unwrap_or(after.len()))?;
        (!word.is_empty()).then_some(word)
    }

    /// Whether it stands as what is defined does, or in a sentence that defines.
    pub(super) fn is_explained(self, source: &str, by: &Regex) -> bool {
        self.is_marked(source)
            || self.ends_brackets()
            || self.heads_line()
            || self.is_label()
            || by.is_match(self.sentence())
    }

    /// Whether marks of quotation, emphasis or tags stand on both sides of it.
    fn is_marked(self, source: &str) -> bool {
        let span = self
            .block
            .text
            .span_of(TextRange::new(self.start, self.end));
        let before = source
            .get(..span.start)
            .and_then(|text| text.chars().next_back());
        let after = source.get(span.end..).and_then(|text| text.chars().next());
        let is_mark = |c: char| QUOTES.contains(&c) || matches!(c, '*' | '_' | '<' | '>');
        before.is_some_and(is_mark) && after.is_some_and(is_mark)
    }

    /// Whether it ends what stands in brackets: “(the Site)”.
    fn ends_brackets(self) -> bool {
        let after = self
            .after()
            .trim_start_matches(|c: char| QUOTES.contains(&c) || c == '.');
        let inside = self.before().chars().rev().take(BRACKETED);
        after.starts_with(')') && inside.take_while(|c| *c != ')').any(|c| c == '(')
    }

    /// Whether it opens its sentence or line and something that explains it follows: “Site: …”, “Site – …”.
    fn heads_line(self) -> bool {
        let opens = self
            .before()
            .trim_end()
            .ends_with(['.', '!', '?', ';', '\n'])
            || self.before().trim().is_empty();
        let after = self.after().trim_start();
        opens && after.starts_with([':', '=', '–', '—', '-'])
    }

    /// The sentence that it stands in.
    fn sentence(self) -> &'d str {
        let mut all = self.block.sentences.iter();
        let own = all.find(|range| range.start <= self.start && self.end <= range.end);
        own.map_or("", |range| range.of(self.block.text.as_str()))
    }

    /// Whether it is all that a heading, a cell or the term of a list of definitions says.
    fn is_label(self) -> bool {
        let alone = |text: &str| !text.contains(char::is_alphabetic);
        let labels = matches!(
            self.block.kind,
            BlockKind::Heading { .. } | BlockKind::Cell { .. } | BlockKind::Term
        );
        labels && alone(self.before()) && alone(self.after())
    }
}

/// Where `word` stands in `block` as a word of its own, in the plural too.
pub(super) fn spots<'d>(block: &'d Block, word: &str) -> Vec<Spot<'d>> {
    let text = block.text.as_str();
    let found = text.match_indices(word).filter_map(|(start, _)| {
        let end = start + word.len();
        let before = text.get(..start)?.chars().next_back();
        let after = text.get(end..)?;
        let end = end + usize::from(after.starts_with('s'));
        let after = text.get(end..)?.chars().next();
        let bounded = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        (bounded(before) && bounded(after)).then_some(Spot { block, start, end })
    });
    found.collect()
}

/// Whether a mark joins it to letters or digits on either side, as in addresses.
pub(super) fn is_joined(spot: Spot<'_>) -> bool {
    let is_mark = |c: Option<char>| c.is_some_and(|c| "-/&.@+".contains(c));
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (mut before, mut after) = (spot.before().chars().rev(), spot.after().chars());
    (is_mark(before.next()) && is_letter(before.next()))
        || (is_mark(after.next()) && is_letter(after.next()))
}

/// Where `term` first stands with a capital and what is to be said of it, where it does so time and again, the text defines others,
/// and not this one.
pub(super) fn undefined(case: Case<'_>, by: &Regex, term: &str) -> Option<(Span, Flaw)> {
    let all = || prose(case.document).flat_map(|block| forms(block, term));
    // Said where it is first used; most terms are used often.
    let first = all().find(|spot| is_use(*spot))?;
    let range = TextRange::new(first.start, first.end);
    let defined = |spot: Spot<'_>| {
        let mut quoted = quotes(spot.block);
        quoted.any(|range| range.start <= spot.start && spot.end <= range.end)
            || spot.is_explained(case.source, by)
    };
    if all().filter(|spot| is_use(*spot)).count() < FEWEST || all().any(defined) {
        return None;
    }
    let flaw = Flaw {
        limit: defined_otherwise(case)?,
        ..Flaw::of(term)
    };
    Some((first.block.text.span_of(range), flaw))
}

/// The words of `block` that are `term` with a capital, or another form of it.
fn forms<'d>(block: &'d Block, term: &str) -> Vec<Spot<'d>> {
    let text = block.text.as_str();
    let wanted = fold(term);
    let stem = stem(&wanted);
    let Some(first) = term.chars().next() else {
        return Vec::new();
    };
    let found = text.match_indices(first).filter_map(|(start, _)| {
        let before = text.get(..start)?.chars().next_back();
        let rest = text.get(start..)?;
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let word = fold(rest.get(..end)?);
        let ending = word.strip_prefix(stem)?;
        let is_form = ending.chars().count() <= ENDING;
        let bounded = !before.is_some_and(char::is_alphanumeric);
        let end = start + end;
        (is_form && bounded).then_some(Spot { block, start, end })
    });
    found.collect()
}

/// What the forms of a word have in common: all of it but an ending.
fn stem(word: &str) -> &str {
    let keep = match word.chars().count() {
        0..5 => return word.strip_suffix('s').unwrap_or(word),
        5..8 => 1,
        _ => 2,
    };
    let end = word.char_indices().rev().nth(keep - 1);
    word.get(..end.map_or(word.len(), |(at, _)| at))
        .unwrap_or(word)
}

/// Whether it stands amid small letters, as no name does.
fn is_use(spot: Spot<'_>) -> bool {
    let is_small =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_lowercase));
    let is_capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let running = matches!(spot.block.kind, BlockKind::Paragraph | BlockKind::Item);
    running && is_small(spot.word_before()) && !is_capital(spot.word_after()) && !is_linked(spot)
}

/// Whether a particle joins it to a capital before: “Terms of Service”.
fn is_linked(spot: Spot<'_>) -> bool {
    let Some(particle) = spot.word_before().filter(|word| word.chars().count() <= 2) else {
        return false;
    };
    let outer = Spot {
        start: spot.start.saturating_sub(particle.len() + 1),
        ..spot
    };
    outer
        .word_before()
        .is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// The first term between quotation marks, with a capital, that stands amid small letters elsewhere, and is no name: it is written in small
/// letters too, or an article stands before its definition.
fn defined_otherwise(case: Case<'_>) -> Option<String> {
    let quoted = prose(case.document).flat_map(|block| {
        quotes(block).map(move |TextRange { start, end }| Spot { block, start, end })
    });
    let mut seen: Vec<&str> = Vec::new();
    let found = quoted.into_iter().find_map(|spot| {
        let term = TextRange::new(spot.start, spot.end).of(spot.block.text.as_str());
        let is_short = !term.contains(char::is_lowercase);
        if is_short || seen.contains(&term) {
            return None;
        }
        seen.push(term);
        let outer = spot.before().trim_end_matches(QUOTES).trim_end();
        let introduced = outer.ends_with(char::is_lowercase);
        let again = || prose(case.document).flat_map(|block| spots(block, term));
        let is_word = || {
            let small = term.to_ascii_lowercase();
            let mut all = prose(case.document).flat_map(|block| spots(block, &small));
            all.any(|spot| !is_joined(spot))
        };
        (again().any(is_use) && (introduced || is_word())).then_some(term)
    });
    found.map(str::to_owned)
}

/// What stands between quotation marks in `block` and begins with a capital, without the marks.
fn quotes(block: &Block) -> impl Iterator<Item = TextRange> + '_ {
    let text = block.text.as_str();
    let marks = text.match_indices(QUOTES);
    marks.filter_map(move |(at, mark)| {
        let start = at + mark.len();
        let rest = text.get(start..)?;
        let len = rest.find(QUOTES).filter(|len| *len <= LONGEST)?;
        let term = rest.get(..len)?;
        let is_term = term.starts_with(char::is_uppercase) && term.ends_with(char::is_alphanumeric);
        is_term.then_some(TextRange::new(start, start + len))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_its_stem() {
        assert_eq!(
            [
                stem("customers"),
                stem("partijen"),
                stem("sites"),
                stem("apps")
            ],
            ["custome", "partij", "site", "app"]
        );
    }
}
