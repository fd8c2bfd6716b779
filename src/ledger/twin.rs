//! Links between entries that state the same purpose: a list that sums up what is told in full elsewhere, or the other way round.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::name::{stem, stems, whole};
use super::{Entry, FieldKind, MOST, Statement, Via};

/// How many letters the only telling word of a purpose has at least.
const ALONE: usize = 6;

/// Gives entries that state nothing of a field what another entry states that is of the same purpose by most of its telling words.
pub(super) fn link(source: &str, plain: &[String], entries: &mut [Entry]) {
    let plain: FxHashSet<&str> = plain.iter().filter_map(|word| stem(word)).collect();
    let telling = |text: &str| {
        let mut found = stems(text, whole(text));
        found.retain(|stem| !plain.contains(stem.as_str()));
        found
    };
    // All words of an entry may say what it is for; its own name is the first purpose.
    let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, entry) in entries.iter().enumerate() {
        let words = entry.purposes.iter().take(MOST);
        for stem in words.flat_map(|span| telling(span.of(source))) {
            let named = by_stem.entry(stem).or_default();
            if named.last() != Some(&at) {
                named.push(at);
            }
        }
    }
    let found: Vec<(usize, FieldKind, Vec<Statement>)> = entries
        .iter()
        .enumerate()
        .flat_map(|(at, entry)| {
            let name = entry.purposes.first().map(|span| telling(span.of(source)));
            let twins = twins(at, &name.unwrap_or_default(), &by_stem);
            let lacking = FieldKind::ALL.into_iter();
            let lacking = lacking.filter(|kind| entry.field(*kind).statements.is_empty());
            let linked: Vec<_> = lacking
                .map(|kind| (at, kind, said(entries, entry, &twins, kind)))
                .collect();
            linked
        })
        .collect();
    for (at, kind, statements) in found {
        if let Some(entry) = entries.get_mut(at) {
            for statement in statements {
                entry.add(kind, statement);
            }
        }
    }
}

/// The entries that hold most of these words, two at least where there are more than one, without entry `at` itself.
fn twins(at: usize, name: &[String], by_stem: &FxHashMap<String, Vec<usize>>) -> Vec<usize> {
    let least = match name {
        [] => return Vec::new(),
        [only] if only.chars().count() < ALONE => return Vec::new(),
        [_] => 1,
        _ => (name.len() * 2).div_ceil(3).max(2),
    };
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for stem in name {
        // A word that many purposes share tells nothing, and costs time.
        let holding = by_stem.get(stem).filter(|holding| holding.len() <= MOST);
        for other in holding.into_iter().flatten() {
            *held.entry(*other).or_default() += 1;
        }
    }
    let enough = |(other, count): (usize, usize)| (other != at && count >= least).then_some(other);
    held.into_iter().filter_map(enough).collect()
}

/// What the twins of `entry` that stand in another list or table state of `kind` themselves.
fn said(entries: &[Entry], entry: &Entry, twins: &[usize], kind: FieldKind) -> Vec<Statement> {
    let twins = twins.iter().filter_map(|at| entries.get(*at));
    let others = twins.filter(|other| other.group != entry.group && !other.aside);
    let own = others.flat_map(|other| other.field(kind).statements.iter());
    let own = own.filter(|statement| statement.via < Via::Section);
    own.take(MOST)
        .map(|statement| Statement {
            via: Via::Named,
            ..statement.clone()
        })
        .collect()
}
