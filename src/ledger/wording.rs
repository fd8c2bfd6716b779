//! The words of a purpose: up to the end of what they say.

use crate::document::Block;
use crate::evidence::Mention;
use crate::text::{Gap, Span, TextRange, Token, tokens};

use super::FieldKind;
use super::index::Index;

/// How many letters a word has at least that can end the name of a purpose.
const TELLING: usize = 5;
/// How many words are taken in at most to complete one.
const COMPLETING: usize = 4;
/// How many words stand at most between a purpose and the end of its clause for all of them to be taken in.
const CLAUSE: usize = 16;
/// How many words what stands before a comma has at most where it goes on behind it: “to operate, maintain and improve …”.
const CHUNK: usize = 2;

/// The words of a purpose up to the end of its clause, where that is near, else up to one that tells what it is: “to send our newsletter”
/// where the mention ends behind “our”. What is said of its legal basis is none of them.
pub(super) fn completed(index: &Index<'_>, mention: &Mention) -> Span {
    let Some(block) = index.document.block(mention.block) else {
        return mention.span;
    };
    let range = without_basis(index, block, mention);
    if range != mention.range {
        return block.text.span_of(range);
    }
    let text = block.text.as_str();
    let sentence = block.sentences.get(mention.sentence);
    let end = sentence.map_or(text.len(), |sentence| sentence.end);
    let own = tokens(text, range);
    let behind = tokens(text, TextRange::new(range.end, end.max(range.end)));
    let near = || telling(text, &own, &behind).unwrap_or(range.end);
    // What a sentence begins with ends before its verb, not with its clause.
    let is_first = sentence.is_some_and(|sentence| {
        let before = TextRange::new(sentence.start, range.start.max(sentence.start));
        tokens(text, before).is_empty()
    });
    let clause = || clause(range.end, &own, &behind);
    let end = if is_first { None } else { clause() };
    let end = end.unwrap_or_else(near);
    let stop = index
        .said(block.id, FieldKind::LegalBasis)
        .iter()
        .chain(index.said(block.id, FieldKind::Retention))
        .map(|said| said.range.start)
        .filter(|start| (range.end..end).contains(start))
        .min();
    let end = if stop.is_some() { near() } else { end };
    block.text.span_of(TextRange::new(range.start, end))
}

/// Where the clause ends that `own` words, up to `end`, stand in, if that is near.
fn clause(mut end: usize, own: &[Token], behind: &[Token]) -> Option<usize> {
    let mut chunk = own.len();
    for (at, word) in behind.iter().enumerate() {
        let is_over = match word.gap {
            Gap::Joined => false,
            Gap::Comma => chunk > CHUNK,
            Gap::Clause => true,
        };
        if is_over {
            return Some(end);
        }
        if at == CLAUSE {
            return None;
        }
        chunk = if word.gap == Gap::Joined {
            chunk + 1
        } else {
            1
        };
        end = word.range.end;
    }
    Some(end)
}

/// Where the next word ends that tells something, unless the last of `own` does.
fn telling(text: &str, own: &[Token], behind: &[Token]) -> Option<usize> {
    let letters = |word: &&Token| word.range.of(text).chars().count() >= TELLING;
    if own.last().is_none_or(|last| letters(&last)) {
        return None;
    }
    let next = behind.iter().take(COMPLETING);
    let next: Vec<&Token> = next.take_while(|word| word.gap == Gap::Joined).collect();
    let telling = next.iter().copied().find(letters);
    telling.or(next.first().copied()).map(|word| word.range.end)
}

/// A mention without the basis that it runs into, and what leads that in.
fn without_basis(index: &Index<'_>, block: &Block, mention: &Mention) -> TextRange {
    let inside = |start: &usize| (mention.range.start + 1..mention.range.end).contains(start);
    let basis = index.said(block.id, FieldKind::LegalBasis).iter();
    let mut basis = basis.filter(|basis| basis.range.end > mention.range.end);
    let Some(basis) = basis.find(|basis| inside(&basis.range.start)) else {
        return mention.range;
    };
    let topics = index.basis_topics(block.id).iter().map(|range| range.start);
    let led_in = topics.filter(inside).min();
    let end = led_in.map_or(basis.range.start, |led_in| led_in.min(basis.range.start));
    let words = tokens(
        block.text.as_str(),
        TextRange::new(mention.range.start, end),
    );
    let letters = |word: &Token| word.range.of(block.text.as_str()).chars().count();
    let last = words.iter().rev().find(|word| letters(word) >= TELLING);
    match last {
        Some(word) if words.len() >= super::index::BEFORE_BASIS => {
            TextRange::new(mention.range.start, word.range.end)
        }
        _ => mention.range,
    }
}
