//! Double quotation marks whose other half is missing.
//!
//! Conventions differ: `“x”`, `„x“`, `„x”`, `«x»`, `»x«`, `”x”`. What a mark does is read from its neighbours, and from its shape where
//! they leave it open. Straight marks after digits (inches) are none.

use crate::document::{Block, Document};
use crate::engine::predicate::Flaw;
use crate::engine::subject::{Instance, prose};
use crate::text::TextRange;

use super::flawed;

/// The double quotation marks without their other half.
pub(in crate::engine) fn lone_quotes(document: &Document) -> Vec<Instance> {
    let mut found: Vec<(&Block, Lone)> = Vec::new();
    let french = prose(document).find_map(|block| outward(block.text.as_str())) != Some(false);
    for block in prose(document) {
        let text = block.text.as_str();
        if !text.contains(is_mark) {
            continue;
        }
        for mark in lone(text, french) {
            // A quotation that goes on in the next blocks is closed there.
            let opened = found.last().is_some_and(|(before, last)| {
                last.opens
                    && before.section == block.section
                    && block.id.index() - before.id.index() <= FARTHEST
            });
            if !mark.opens && opened {
                found.pop();
            } else {
                found.push((block, mark));
            }
        }
    }
    let found = found.into_iter();
    found
        .filter_map(|(block, mark)| instance(document, block, mark))
        .collect()
}

/// How many blocks on a quotation may be closed.
const FARTHEST: usize = 4;

const fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Whether `«x»` is meant, rather than `»x«`: the first of them shows; `None` where `text` has neither.
fn outward(text: &str) -> Option<bool> {
    let first = text.find(['«', '»'])?;
    text.get(first..).map(|rest| rest.starts_with('«'))
}

/// What a mark does in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    /// Either, by whether a quotation is open.
    Either,
}

/// A mark without its other half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lone {
    range: TextRange,
    opens: bool,
}

/// The marks of `text` that are never closed, or close what was never opened.
fn lone(text: &str, french: bool) -> Vec<Lone> {
    let mut found = Vec::new();
    let mut open: Vec<TextRange> = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let last = before.replace(c);
        if !is_mark(c) || (c == '"' && last.is_some_and(|c| c.is_ascii_digit()) && open.is_empty())
        {
            continue;
        }
        let range = TextRange::new(at, at + c.len_utf8());
        let turn = match c {
            '«' | '»' if (c == '«') == french => Turn::Opens,
            '«' | '»' => Turn::Closes,
            _ => turn(c, last, next),
        };
        match (turn, open.is_empty()) {
            (Turn::Opens, _) | (Turn::Either, true) => open.push(range),
            (Turn::Closes | Turn::Either, false) => {
                open.pop();
            }
            (Turn::Closes, true) => found.push(Lone {
                range,
                opens: false,
            }),
        }
    }
    found.extend(open.into_iter().map(|range| Lone { range, opens: true }));
    found
}

/// What mark `c` does between these neighbours.
fn turn(c: char, before: Option<char>, next: Option<char>) -> Turn {
    let is_edge = |c: Option<char>| {
        c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '/' | '-' | '–' | '—'))
    };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match (
        is_edge(before),
        is_word(before),
        is_edge(next),
        is_word(next),
    ) {
        (true, _, _, true) => Turn::Opens,
        (_, true, true, _) => Turn::Closes,
        _ => match c {
            '„' | '‟' => Turn::Opens,
            '”' => Turn::Closes,
            _ => Turn::Either,
        },
    }
}

fn instance(document: &Document, block: &Block, mark: Lone) -> Option<Instance> {
    let problem = if mark.opens {
        "is opened and never closed"
    } else {
        "closes what was never opened"
    };
    flawed(document, block, mark.range, Flaw::of(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, bool)> {
        let lone = lone(text, outward(text) != Some(false)).into_iter();
        lone.map(|mark| (mark.range.start, mark.opens)).collect()
    }

    #[test]
    fn conventions_of_all_kinds_are_in_order() {
        for text in [
            "the “site” and the \"shop\", so \"named\".",
            "„Wir“ und „ihr”, »er« und »sie«",
            "«elle», « nous »et «\u{a0}vous\u{a0}»",
            "hierna: ”Bakker” of “Bakker (“ons”)”",
            "een scherm van 15\" breed",
            "(\"wij\") en (“u”), \"ons\"; \"jij\"?",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn halves_are_found() {
        assert_eq!(found("(hierna “onze site””)"), [(23, false)]);
        assert_eq!(found("hierna “onze site genoemd"), [(7, true)]);
        assert_eq!(found("we, the company\" do"), [(15, false)]);
    }
}
