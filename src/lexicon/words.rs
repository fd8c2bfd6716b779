//! Which word sets a word belongs to.
//!
//! Every element of every term is a set of words, written as words, beginnings, endings or parts. A policy has few
//! distinct words, so each is looked up once and its sets are kept.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::text::fold;

use super::pattern::Atom;
use super::program::SetId;
use super::required::commonness;

/// The word sets of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordSets {
    known: FxHashMap<Vec<Atom>, SetId>,
    /// The words of each set.
    atoms: Vec<Vec<Atom>>,
    exact: FxHashMap<Arc<str>, Vec<SetId>>,
    cased: FxHashMap<Arc<str>, Vec<SetId>>,
    /// Beginnings and endings, by the byte that comes first or last in the word.
    prefix: FxHashMap<u8, Vec<(Arc<str>, SetId)>>,
    suffix: FxHashMap<u8, Vec<(Arc<str>, SetId)>>,
    infix: Vec<(Arc<str>, SetId)>,
}

impl WordSets {
    /// The set of these words; equal sets are one.
    pub(crate) fn intern(&mut self, mut atoms: Vec<Atom>) -> SetId {
        atoms.sort();
        atoms.dedup();
        if let Some(id) = self.known.get(&atoms) {
            return *id;
        }
        let id = SetId(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        for atom in &atoms {
            match atom {
                Atom::Exact(word) => self.exact.entry(Arc::clone(word)).or_default().push(id),
                Atom::Cased(word) => self.cased.entry(Arc::clone(word)).or_default().push(id),
                Atom::Prefix(part) => {
                    if let Some(first) = part.bytes().next() {
                        let parts = self.prefix.entry(first).or_default();
                        parts.push((Arc::clone(part), id));
                    }
                }
                Atom::Suffix(part) => {
                    if let Some(last) = part.bytes().last() {
                        let parts = self.suffix.entry(last).or_default();
                        parts.push((Arc::clone(part), id));
                    }
                }
                Atom::Infix(part) => self.infix.push((Arc::clone(part), id)),
                Atom::Set(_) => {}
            }
        }
        self.atoms.push(atoms.clone());
        self.known.insert(atoms, id);
        id
    }

    /// How often a word of each set is likely to be met: what many terms speak of, policies speak of.
    pub(super) fn commonness(&self, uses: &[SetId]) -> Vec<usize> {
        let mut used: FxHashMap<&Atom, usize> = FxHashMap::default();
        let atoms = |set: &SetId| self.atoms.get(set.0 as usize).into_iter().flatten();
        for atom in uses.iter().flat_map(atoms) {
            *used.entry(atom).or_default() += 1;
        }
        let of = |atom: &Atom| (4 + used.get(atom).copied().unwrap_or(0)) * commonness(atom);
        let sets = self.atoms.iter();
        sets.map(|atoms| atoms.iter().map(of).sum()).collect()
    }

    /// How many sets there are.
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    /// Stands for a set where nothing is asked for; no word is of it.
    pub(super) fn nothing(&self) -> SetId {
        SetId(u32::try_from(self.len()).unwrap_or(u32::MAX))
    }

    /// The sets that `word` belongs to, sorted.
    pub(crate) fn of(&self, word: &str) -> Vec<SetId> {
        let folded = fold(word);
        let mut found: Vec<SetId> = Vec::new();
        found.extend(self.exact.get(folded.as_ref()).into_iter().flatten());
        found.extend(self.cased.get(word).into_iter().flatten());
        let begins = folded
            .bytes()
            .next()
            .and_then(|byte| self.prefix.get(&byte));
        let ends = folded
            .bytes()
            .last()
            .and_then(|byte| self.suffix.get(&byte));
        let begins = begins.into_iter().flatten();
        let ends = ends.into_iter().flatten();
        let fits = |part: &&(Arc<str>, SetId)| folded.starts_with(part.0.as_ref());
        found.extend(begins.filter(fits).map(|(_, id)| *id));
        let fits = |part: &&(Arc<str>, SetId)| folded.ends_with(part.0.as_ref());
        found.extend(ends.filter(fits).map(|(_, id)| *id));
        found.extend(
            self.infix
                .iter()
                .filter(|(part, _)| folded.contains(part.as_ref()))
                .map(|(_, id)| *id),
        );
        found.sort_unstable();
        found.dedup();
        found
    }
}
