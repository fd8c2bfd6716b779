//! Links between entries that state the same purpose: a list that sums up what is told in full elsewhere, or the other way round.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::BlockKind;
use crate::text::{TextRange, fold, tokens};

use super::index::Index;
use super::name::{stem, stems, whole};
use super::{Entry, FieldKind, MOST, Statement, Via};

/// How many letters the only telling word of a purpose has at least.
const ALONE: usize = 6;

/// How many words begin two names at least that are the same as far as the shorter goes.
const SAME: usize = 3;

/// How many words at most, from where a purpose begins, tell whether another begins alike; and how many of them are long at least.
const BEGINNING: (usize, usize) = (5, 2);

/// How many words name a purpose at most that goes by one of them.
const SHORT: usize = 4;

/// The names of all entries, and which of them hold a word.
struct Names<'p> {
    plain: FxHashSet<&'p str>,
    /// By words that tell something, which of all purposes of an entry hold them.
    telling: FxHashMap<String, Vec<usize>>,
    /// By any word, which entries are named with it.
    any: FxHashMap<String, Vec<usize>>,
    /// How many words each entry is named with.
    lengths: Vec<usize>,
    /// By the first words, the names that begin with them.
    first: FxHashMap<String, Vec<(usize, Name)>>,
}

impl<'p> Names<'p> {
    fn new(source: &str, plain: &'p [String], entries: &[Entry]) -> Self {
        let mut names = Self {
            plain: plain.iter().filter_map(|word| stem(word)).collect(),
            telling: FxHashMap::default(),
            any: FxHashMap::default(),
            lengths: Vec::new(),
            first: FxHashMap::default(),
        };
        for (at, entry) in entries.iter().enumerate() {
            // All words of an entry may say what it is for; its own name is the first purpose.
            let words = entry.purposes.iter().take(MOST);
            let told: Vec<String> = words.flat_map(|span| names.told(span.of(source))).collect();
            for stem in told {
                push(&mut names.telling, stem, at);
            }
            let name = entry.purposes.first().map_or("", |span| span.of(source));
            let own = stems(name, whole(name));
            names.lengths.push(own.len());
            for stem in own {
                push(&mut names.any, stem, at);
            }
            if let Some((first, name)) = names.name_of(source, entry) {
                names.first.entry(first).or_default().push((at, name));
            }
        }
        names
    }

    /// The words of `text` that tell something.
    fn told(&self, text: &str) -> Vec<String> {
        let mut found = stems(text, whole(text));
        found.retain(|stem| !self.plain.contains(stem.as_str()));
        found
    }

    /// The name of an entry, and its first words.
    fn name_of(&self, source: &str, entry: &Entry) -> Option<(String, Name)> {
        let span = entry.purposes.first()?;
        self.name(span.of(source), source.get(span.start..)?)
    }

    /// What is called `name`, where `text` goes on behind it.
    fn name(&self, name: &str, text: &str) -> Option<(String, Name)> {
        let end = text
            .char_indices()
            .take(LONGEST)
            .find(|(_, c)| ENDS.contains(c));
        let end = end.map_or(text.len(), |(at, _)| at);
        let beginning = words_of(text.get(..end)?, BEGINNING.0);
        let first = beginning.get(..SAME)?.join(" ");
        let long = beginning.iter().filter_map(|word| stem(word)).count();
        let tells = beginning.len() == BEGINNING.0 && long >= BEGINNING.1;
        let all = words_of(name, MOST);
        let joined = |words: &[String]| words.join(" ") + " ";
        let name = Name {
            all: if all.len() < SAME || self.told(name).is_empty() {
                String::new()
            } else {
                joined(&all)
            },
            beginning: if tells {
                joined(&beginning)
            } else {
                String::new()
            },
        };
        Some((first, name))
    }

    /// The entries named as `text` is, as far as the shorter of both goes, and those that share most words of both.
    fn alike(&self, text: &str, name: Option<(String, Name)>) -> Vec<usize> {
        let mut found = Vec::new();
        if let Some((first, name)) = name {
            let beside = self.first.get(&first).into_iter().flatten().take(MOST);
            let same = beside.filter(|(_, other)| name.is_alike(other));
            found.extend(same.map(|(at, _)| *at));
        }
        let own = stems(text, whole(text));
        if self.told(text).is_empty() {
            return found;
        }
        for (at, count) in counted(&own, &self.any) {
            let length = self.lengths.get(at).copied().unwrap_or_default();
            let most = own.len().max(length);
            if count >= 2 && count * 3 >= most * 2 {
                found.push(at);
            }
        }
        found
    }

    /// The entries that hold most of the telling words of `text`, two at least where there are more than one.
    fn holding(&self, text: &str) -> Vec<usize> {
        let own = self.told(text);
        let least = match own.as_slice() {
            [] => return Vec::new(),
            [only] if only.chars().count() < ALONE => return Vec::new(),
            [_] => 1,
            _ => (own.len() * 2).div_ceil(3).max(2),
        };
        // One word is the name of a purpose that has few others, and any word of a purpose that has many.
        let short = |at: usize| self.lengths.get(at).is_none_or(|length| *length <= SHORT);
        let held = counted(&own, &self.telling).into_iter();
        held.filter(|(at, count)| *count >= least && (least > 1 || short(*at)))
            .map(|(at, _)| at)
            .collect()
    }
}

fn push(all: &mut FxHashMap<String, Vec<usize>>, stem: String, at: usize) {
    let known = all.entry(stem).or_default();
    if known.last() != Some(&at) {
        known.push(at);
    }
}

/// How many of `own` each entry holds.
fn counted(own: &[String], by_stem: &FxHashMap<String, Vec<usize>>) -> BTreeMap<usize, usize> {
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for stem in own {
        // A word that many purposes share tells nothing, and costs time.
        let holding = by_stem.get(stem).filter(|holding| holding.len() <= MOST);
        for other in holding.into_iter().flatten() {
            *held.entry(*other).or_default() += 1;
        }
    }
    held
}

/// How a purpose begins.
struct Name {
    /// All words of its name, with a space behind each; none where there are few.
    all: String,
    /// The first words from where it begins, past the end of its name too; none where they tell little.
    beginning: String,
}

impl Name {
    fn is_alike(&self, other: &Self) -> bool {
        let is_whole = !self.all.is_empty() && !other.all.is_empty();
        let begins = self.all.starts_with(&other.all) || other.all.starts_with(&self.all);
        (is_whole && begins) || (!self.beginning.is_empty() && self.beginning == other.beginning)
    }
}

/// How many letters of a text are looked at for how a purpose begins.
const LONGEST: usize = 160;

/// What ends the words of a purpose.
const ENDS: [char; 7] = ['.', ';', ':', '|', '<', '(', '\n'];

/// The first words of `text`, folded.
fn words_of(text: &str, most: usize) -> Vec<String> {
    let end = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len(), |(at, _)| at);
    let words = tokens(text, TextRange::new(0, end)).into_iter().take(most);
    words
        .map(|word| fold(word.range.of(text)).into_owned())
        .collect()
}

/// Gives entries that state nothing of a field what another entry states that is of the same purpose: by its name, by most of its
/// telling words, or by the heading of its section.
pub(super) fn link(index: &Index<'_>, (source, plain): (&str, &[String]), entries: &mut [Entry]) {
    let names = Names::new(source, plain, entries);
    let mut linked: Vec<(usize, FieldKind, Vec<Statement>)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let lacking = FieldKind::ALL.into_iter();
        let lacking: Vec<FieldKind> = lacking
            .filter(|kind| entry.field(*kind).statements.is_empty())
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let name = entry.purposes.first().map_or("", |span| span.of(source));
        let alike = names.alike(name, names.name_of(source, entry));
        let twins = in_order(at, [alike, names.holding(name)].concat());
        let heading = heading(index, entry);
        let heading = heading.map(|text| names.alike(text, names.name(text, text)));
        let headed = in_order(at, heading.unwrap_or_default());
        for kind in lacking {
            let mut found = said(entries, entry, &twins, kind);
            if found.is_empty() {
                found = said(entries, entry, &headed, kind);
            }
            linked.push((at, kind, found));
        }
    }
    for (at, kind, statements) in linked {
        if let Some(entry) = entries.get_mut(at) {
            for statement in statements {
                entry.add(kind, statement);
            }
        }
    }
}

/// Entries in order, each once, without entry `at`.
fn in_order(at: usize, mut all: Vec<usize>) -> Vec<usize> {
    all.retain(|other| *other != at);
    all.sort_unstable();
    all.dedup();
    all
}

/// The words of the heading over an entry that stands in its section. The rows of a table have names of their own.
fn heading<'d>(index: &Index<'d>, entry: &Entry) -> Option<&'d str> {
    let block = index.document.block(*entry.blocks.start())?;
    if block.kind == BlockKind::Row {
        return None;
    }
    let section = index.document.section(entry.section)?;
    let heading = section
        .heading
        .filter(|id| index.document.title() != Some(*id))?;
    Some(index.document.block(heading)?.text.as_str())
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
