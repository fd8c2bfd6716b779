//! The line that a text draws between what it is controller for and what it is processor for.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, Role};
use crate::text::{Gap, TextRange, fold, tokens};

use super::Entry;
use super::index::Index;
use super::name::whole;
use super::role::Stated;

/// How many purposes may speak of the same, however few there are.
const FEW: usize = 2;
/// How many letters of a word tell it from others.
const STEM: usize = 7;
/// How many letters one of two words has at least that name what a role is about.
const LEAST: usize = 5;
/// How many names of websites are kept at most, and how many blocks before an entry are looked at.
const MOST: usize = 64;

/// Two words that stand beside each other, by what tells them from others.
type Pair = (String, String);

/// What the roles are about, where the text says so of each.
pub(super) struct Scopes {
    pairs: FxHashMap<Pair, Role>,
    /// Names of websites that stand behind such words.
    sites: Vec<(String, Role)>,
}

impl Scopes {
    pub(super) fn new(index: &Index<'_>, stated: &[Stated<'_>], entries: &[Entry]) -> Self {
        let mut all: FxHashMap<Pair, Option<Role>> = FxHashMap::default();
        for said in stated {
            let block = index.document.block(said.mention.block);
            let told = block.into_iter().flat_map(|block| {
                let scopes = said.scopes.iter();
                scopes.flat_map(|scope| word_pairs(block.text.as_str(), *scope))
            });
            for (pair, _) in told {
                let known = all.entry(pair).or_insert(Some(said.role));
                if *known != Some(said.role) {
                    *known = None;
                }
            }
        }
        let pairs = all.into_iter();
        let mut pairs: FxHashMap<Pair, Role> = pairs
            .filter_map(|(pair, role)| Some((pair, role?)))
            .collect();
        // What purposes speak of all the time tells none of them from the others.
        let mut entries_with: FxHashMap<&Pair, usize> = FxHashMap::default();
        for entry in entries {
            let block = index.document.block(entry.place.block);
            let text = block.map(|block| block.text.as_str()).unwrap_or_default();
            let inside = word_pairs(text, whole(text)).into_iter();
            let mut known: Vec<&Pair> = inside
                .filter_map(|(pair, _)| Some(pairs.get_key_value(&pair)?.0))
                .collect();
            known.sort_unstable();
            known.dedup();
            for pair in known {
                *entries_with.entry(pair).or_default() += 1;
            }
        }
        let common: FxHashSet<Pair> = entries_with
            .into_iter()
            .filter(|(_, count)| *count > FEW && *count * 2 > entries.len())
            .map(|(pair, _)| pair.clone())
            .collect();
        pairs.retain(|pair, _| !common.contains(pair));
        // A line is drawn between two things.
        let is_about = |role: Role| pairs.values().any(|other| *other == role);
        if !is_about(Role::Controller) || !is_about(Role::Processor) {
            pairs.clear();
        }
        let mut scopes = Self {
            pairs,
            sites: Vec::new(),
        };
        scopes.find_sites(index);
        scopes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Websites whose name stands behind what a role is about: “our website example.com”.
    fn find_sites(&mut self, index: &Index<'_>) {
        if self.is_empty() {
            return;
        }
        let mut sites: Vec<(String, Role)> = Vec::new();
        for block in index.document.blocks() {
            let text = block.text.as_str();
            for (range, role) in self.pairs_in(text, whole(text)) {
                let rest = text.get(range.end..).unwrap_or_default();
                let rest = rest.trim_start_matches([' ', '(', '"', '“']);
                let name: &str = rest
                    .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-')
                    .next()
                    .unwrap_or_default();
                let name = name.trim_matches('.').trim_start_matches("www.");
                let name = fold(name).to_string();
                if name.contains('.')
                    && sites.len() < MOST
                    && !sites.contains(&(name.clone(), role))
                {
                    sites.push((name, role));
                }
            }
        }
        let of_one = |name: &str| sites.iter().filter(|(other, _)| other == name).count() == 1;
        self.sites = sites
            .iter()
            .filter(|(name, _)| of_one(name))
            .cloned()
            .collect();
    }

    /// Where `range` of `text` speaks of what a role is about; of two places that overlap, the first.
    fn pairs_in(&self, text: &str, range: TextRange) -> Vec<(TextRange, Role)> {
        let mut found: Vec<(TextRange, Role)> = Vec::new();
        for (pair, range) in word_pairs(text, range) {
            let Some(role) = self.pairs.get(&pair) else {
                continue;
            };
            let last = found.last();
            if last.is_none_or(|(before, of)| of == role || before.end <= range.start) {
                found.push((range, *role));
            }
        }
        found
    }

    /// The roles that are about what `range` of a block speaks of.
    fn roles_in(&self, block: &Block, range: TextRange) -> Vec<Role> {
        let text = block.text.as_str();
        let pairs = self.pairs_in(text, range).into_iter().map(|(_, role)| role);
        let mut found: Vec<Role> = pairs.collect();
        if !self.sites.is_empty() {
            let folded = fold(range.of(text));
            let named = self.sites.iter().filter(|(name, _)| folded.contains(name));
            found.extend(named.map(|(_, role)| *role));
        }
        found.sort_unstable_by_key(|role| *role as u8);
        found.dedup();
        found
    }

    /// The roles that are about what an entry speaks of, up to its last purpose; else about what stands before it in its section and there says that is no purpose of its own (`is_free`).
    pub(super) fn of_entry(
        &self,
        index: &Index<'_>,
        entry: &Entry,
        is_free: impl Fn(BlockId) -> bool,
    ) -> Vec<Role> {
        if self.is_empty() {
            return Vec::new();
        }
        let Some(block) = index.document.block(entry.place.block) else {
            return Vec::new();
        };
        let purposes = index.purposes_in(block.id).iter();
        let last = purposes.map(|mention| mention.sentence).max();
        let end = last.and_then(|last| block.sentences.get(last));
        let text = block.text.as_str();
        let end = end.map_or(text.len(), |sentence| sentence.end);
        let own = self.roles_in(block, TextRange::new(0, end));
        if !own.is_empty() {
            return own;
        }
        let around = index.document.section_chain(entry.section);
        let around = around.filter(|section| !index.is_whole(section.id));
        let before = around.flat_map(|section| {
            let blocks = index.top_blocks(section.id).map(|block| block.id);
            let before = blocks.take_while(|id| id < entry.blocks.start());
            let mut before: Vec<BlockId> = before.filter(|id| is_free(*id)).collect();
            before.reverse();
            before
        });
        let introduction = entry.introduction.into_iter();
        introduction
            .chain(before.take(MOST))
            .filter_map(|id| index.document.block(id))
            .map(|block| self.roles_in(block, whole(block.text.as_str())))
            .find(|roles| !roles.is_empty())
            .unwrap_or_default()
    }
}

/// Every two words that stand beside each other in one clause, of which one tells something, with their place.
fn word_pairs(text: &str, range: TextRange) -> Vec<(Pair, TextRange)> {
    let words = tokens(text, range);
    let stem = |range: TextRange| -> String {
        let folded = fold(range.of(text));
        folded.chars().take(STEM).collect()
    };
    let next = words.iter().skip(1);
    words
        .iter()
        .zip(next)
        .filter(|(_, second)| second.gap == Gap::Joined)
        .map(|(first, second)| {
            let range = TextRange::new(first.range.start, second.range.end);
            ((stem(first.range), stem(second.range)), range)
        })
        .filter(|((first, second), _)| {
            let telling = |word: &String| word.chars().count() >= LEAST;
            telling(first) || telling(second)
        })
        .collect()
}
