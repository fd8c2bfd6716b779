//! What the purposes of a document go by: words, things and the titles over them.

use rustc_hash::FxHashMap;

use crate::lexicon::ConceptId;
use crate::text::{fold, tokens};

use super::MOST;
use super::name::whole;

/// Which entries go by a word or a thing.
#[derive(Default)]
pub(super) struct Named {
    /// By all words of the titles over them.
    titles: FxHashMap<String, Vec<usize>>,
    stems: FxHashMap<String, Vec<usize>>,
    things: FxHashMap<ConceptId, Vec<usize>>,
}

impl Named {
    /// Entry `at` goes by the title `text`.
    pub(super) fn title(&mut self, text: &str, at: usize) {
        push(self.titles.entry(name(text)).or_default(), at);
    }

    /// The entries that go by one of `titles`; not many of them.
    pub(super) fn titled<'t>(&self, titles: impl Iterator<Item = &'t str>) -> Vec<usize> {
        let named = titles.filter_map(|title| self.titles.get(&name(title)));
        let mut found: Vec<usize> = named.flatten().take(MOST).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn stem(&mut self, stem: String, at: usize) {
        push(self.stems.entry(stem).or_default(), at);
    }

    pub(super) fn thing(&mut self, thing: ConceptId, at: usize) {
        push(self.things.entry(thing).or_default(), at);
    }

    /// The entries that go by one of `things`, else those that go by half of `stems` at least; of these, where `best`, those that go by
    /// the most.
    pub(super) fn entries(&self, things: &[ConceptId], stems: &[String], best: bool) -> Vec<usize> {
        // What many go by tells nothing, and costs time.
        let few = |all: &&Vec<usize>| all.len() <= MOST;
        let by_thing = things.iter().filter_map(|thing| self.things.get(thing));
        let mut found: Vec<usize> = by_thing.filter(few).flatten().copied().collect();
        if found.is_empty() {
            let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
            let by_stem = stems.iter().filter_map(|stem| self.stems.get(stem));
            for at in by_stem.filter(few).flatten() {
                *counts.entry(*at).or_default() += 1;
            }
            let most = counts.values().copied().max().unwrap_or_default();
            let least = stems.len().div_ceil(2).max(if best { most } else { 1 });
            let enough = counts.into_iter().filter(|(_, count)| *count >= least);
            found.extend(enough.map(|(at, _)| at));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Adds an index to those in order.
fn push(all: &mut Vec<usize>, at: usize) {
    if all.last() != Some(&at) {
        all.push(at);
    }
}

/// All words of a title, folded.
fn name(text: &str) -> String {
    let words = tokens(text, whole(text)).into_iter().take(MOST);
    let words: Vec<_> = words.map(|word| fold(word.range.of(text))).collect();
    words.join(" ")
}
