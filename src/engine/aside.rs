//! Purposes that are named of recipients, or of something else, and nowhere where purposes stand.

use rustc_hash::FxHashSet;

use crate::ledger::{Entry, FieldKind, Via};
use crate::text::fold;

use super::Case;
use super::subject::{Instance, Node};

/// How many letters at its start tell a word from others.
const STEM: usize = 5;

/// The purposes in lists of recipients of which no word stands in a purpose elsewhere, where purposes are listed elsewhere.
pub(super) fn purposes(case: Case<'_>) -> Vec<Instance> {
    let (aside, own): (Vec<&Entry>, Vec<&Entry>) = case
        .ledger
        .entries
        .iter()
        .partition(|entry| is_of_recipients(entry));
    if own.iter().filter(|entry| entry.announced).count() < 2 {
        return Vec::new();
    }
    let known: FxHashSet<String> = own
        .iter()
        .flat_map(|entry| entry.purposes.iter())
        .flat_map(|span| stems(span.of(case.source)))
        .collect();
    let strange = aside.into_iter().filter_map(|entry| {
        let span = *entry.purposes.first()?;
        let words = stems(span.of(case.source));
        let new = !words.is_empty() && words.iter().all(|word| !known.contains(word));
        let holder = case.document.block(*entry.blocks.start());
        let whole = holder.filter(|block| block.text.span().overlaps(span));
        new.then_some(Instance {
            place: entry.place,
            span: whole.map_or(span, |block| block.text.span()),
            value: None,
            node: Node::Words,
        })
    });
    strange.collect()
}

/// Whether `entry` is an item of a list that recipients introduce.
fn is_of_recipients(entry: &Entry) -> bool {
    let recipients = &entry.field(FieldKind::Recipients).statements;
    entry.announced
        && recipients
            .iter()
            .any(|known| known.via == Via::Introduction)
}

/// The starts of the longer words of `words`.
fn stems(words: &str) -> Vec<String> {
    let folded = fold(words);
    let long = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= STEM);
    long.map(|word| word.chars().take(STEM).collect()).collect()
}
