//! Who a mention tells of: the names inside its words, and which names are of one.
//!
//! A mention is often wider than a name (“we send our letters through Inkwell”). Where the tables or the legal forms know a name in it, that is what
//! is told; and what the table of vendors, a legal form left out, a first word or a bracket shows to be one is told once.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId};
use crate::entity::{Entity, Value};
use crate::evidence::{Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, TextRange, fold};

use super::FieldKind;
use super::index::{Index, Topic};

/// Somebody whom a mention tells of.
pub(super) struct Told<'a> {
    /// The mention.
    pub(super) mention: &'a Mention,
    /// Its name in the text of the block, and in the source.
    pub(super) range: TextRange,
    pub(super) span: Span,
    /// What it is known by.
    pub(super) key: String,
    /// Whether it is named, rather than told by its kind.
    pub(super) named: bool,
    /// Whether the name is that of a legal person.
    pub(super) company: bool,
}

/// What is looked up to tell who a mention tells of.
pub(super) struct Names<'a> {
    /// The names of vendors and legal persons, by block.
    entities: FxHashMap<BlockId, Vec<&'a Entity>>,
    /// Kinds by their names, and words before them that do not narrow them (“external”), by block.
    phrases: Ranges,
    plain: Ranges,
    /// Who speaks.
    speakers: FxHashSet<String>,
}

/// Ranges of words, by block.
pub(super) type Ranges = FxHashMap<BlockId, Vec<(TextRange, Span)>>;

fn ranges(index: &Index<'_>, family: &[ConceptId]) -> Ranges {
    let mut found = Ranges::default();
    let said = index.evidence.of(family);
    for mention in said.filter(|mention| mention.counts()) {
        let own = found.entry(mention.block).or_default();
        own.push((mention.range, mention.span));
    }
    found
}

impl<'a> Names<'a> {
    pub(super) fn new(index: &Index<'a>, concepts: &ConceptTree) -> Self {
        let family = |name: &str| -> Vec<ConceptId> {
            let id = concepts.get(name);
            id.map(|id| concepts.family(id)).unwrap_or_default()
        };
        let mut names = Self {
            entities: FxHashMap::default(),
            phrases: ranges(index, &family("cue.recipient-phrase")),
            plain: ranges(index, &family("cue.recipient-plain")),
            speakers: FxHashSet::default(),
        };
        for placed in &index.evidence.entities {
            let value = &placed.entity.value;
            if matches!(value, Value::Vendor { .. } | Value::Organisation { .. }) {
                let own = names.entities.entry(placed.block).or_default();
                own.push(&placed.entity);
            }
        }
        names.speakers = names.speakers(index, &family("controller.name"));
        names
    }

    /// Who is said to be responsible: the first who is, and others that are no vendors of services.
    fn speakers(&self, index: &Index<'a>, family: &[ConceptId]) -> FxHashSet<String> {
        let mut found = FxHashSet::default();
        for mention in index.evidence.of(family) {
            let topics = index.section_topics(mention.section);
            let is_said = mention.state == State::Full && mention.affirmed;
            if !is_said || topics.contains(&Topic::Field(FieldKind::Recipients)) {
                continue;
            }
            let inside = self.inside(mention);
            // A name without a legal form is told apart from others by being the first.
            if inside.is_empty() && found.is_empty() {
                let block = index.document.block(mention.block);
                let text = block.map_or("", |block| block.text.as_str());
                found.insert(letters(mention.range.of(text)).join(" "));
            }
            for (_, key, vendor) in inside {
                if !vendor || found.is_empty() {
                    found.insert(key);
                }
            }
        }
        found
    }

    /// Kinds by their names.
    pub(super) fn into_phrases(self) -> Ranges {
        self.phrases
    }

    /// Whether this is who speaks.
    pub(super) fn is_speaker(&self, key: &str) -> bool {
        self.speakers.contains(key)
    }

    /// The names in the words of a mention, each with what it is known by and whether the table of vendors has it.
    fn inside(&self, mention: &Mention) -> Vec<(TextRange, String, bool)> {
        let all = self.entities.get(&mention.block);
        let all = all.map_or(&[][..], Vec::as_slice);
        let begin = all.partition_point(|entity| entity.range.start < mention.range.start);
        // A name may begin before the words of the mention: “Amazon | Web Services”.
        let begin = begin.saturating_sub(REACH);
        let mut found: Vec<(TextRange, String, bool)> = Vec::new();
        let near = all.get(begin..).unwrap_or_default().iter();
        let near = near.take_while(|entity| entity.range.start < mention.range.end);
        for entity in near.filter(|entity| entity.range.overlaps(mention.range)) {
            let range = entity.range;
            let (key, vendor) = match &entity.value {
                Value::Vendor { id, .. } => (id.replace('-', " "), true),
                Value::Organisation { name, form } => (without_form(name, form), false),
                _ => continue,
            };
            match found.last_mut() {
                Some(last) if last.0.overlaps(range) => {
                    let whole = last.0.cover(range);
                    if vendor && !last.2 {
                        // What the table knows shows where the name begins: a heading or label may stand before it.
                        *last = (TextRange::new(range.start, whole.end), key, true);
                    } else {
                        last.0 = whole;
                    }
                }
                _ => found.push((range, key, vendor)),
            }
        }
        found
    }

    /// Whether a name in a block is that of a legal person.
    fn is_company(&self, block: BlockId, range: TextRange) -> bool {
        let mut all = self.entities.get(&block).into_iter().flatten();
        all.any(|entity| {
            matches!(entity.value, Value::Organisation { .. }) && entity.range.overlaps(range)
        })
    }

    /// Everybody whom a mention tells of. `named` mentions tell names, others kinds.
    pub(super) fn told(&self, block: &Block, mention: &'a Mention, named: bool) -> Vec<Told<'a>> {
        let inside = self.inside(mention);
        let is_name = |(range, ..): &(TextRange, String, bool)| range.contains(mention.range);
        if inside.is_empty() || !named && !inside.iter().any(is_name) {
            let text = block.text.as_str();
            let range = trimmed(text, mention.range);
            let range = if named { plain(text, range) } else { range };
            let ranges = if named {
                vec![range]
            } else {
                self.kinds(block.id, text, range)
            };
            let told = ranges.into_iter().map(|range| Told {
                mention,
                range,
                span: block.text.span_of(range),
                key: if named {
                    letters(range.of(text)).join(" ")
                } else {
                    self.kind_of(block, range)
                },
                named,
                company: false,
            });
            return told.collect();
        }
        let told = inside.into_iter().map(|(range, key, _)| Told {
            mention,
            range,
            span: block.text.span_of(range),
            key,
            named: true,
            company: self.is_company(block.id, range),
        });
        told.collect()
    }

    /// The kinds that words tell by their names, with those that are listed behind them (“and our insurers”).
    fn kinds(&self, block: BlockId, text: &str, range: TextRange) -> Vec<TextRange> {
        let all = self.phrases.get(&block).map_or(&[][..], Vec::as_slice);
        let from = all.partition_point(|(own, _)| own.end <= range.start);
        let mut found: Vec<TextRange> = Vec::new();
        for (own, _) in all.get(from..).unwrap_or_default() {
            let listed = || {
                found
                    .last()
                    .is_some_and(|last| is_listed(text, *last, *own))
            };
            if own.start >= range.end && !listed() {
                break;
            }
            found.push(last_part(text, *own));
            if found.len() == LISTED {
                break;
            }
        }
        found
    }

    /// The words of a kind, without those that do not narrow it.
    fn kind_of(&self, block: &Block, range: TextRange) -> String {
        let plain = self.plain.get(&block.id).map_or(&[][..], Vec::as_slice);
        let from = plain.partition_point(|(own, _)| own.end <= range.start);
        let near = plain.get(from..).unwrap_or_default().iter();
        let inside = near.map(|(own, _)| *own);
        let inside = inside.take_while(|own| own.start < range.end);
        let start = inside.fold(range.start, |start, own| {
            if own.start <= start + 1 && own.end < range.end {
                own.end
            } else {
                start
            }
        });
        let rest = TextRange::new(start, range.end);
        letters(rest.of(block.text.as_str())).join(" ")
    }
}

/// How many names before a mention are looked at for one that reaches into it.
const REACH: usize = 4;

/// The words of a name, as they are compared.
fn letters(words: &str) -> Vec<String> {
    let parts = words.split(|c: char| !c.is_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(|part| fold(part).into_owned()).collect()
}

/// A name as it is compared, without its legal form.
fn without_form(name: &str, form: &str) -> String {
    let mut words = letters(name);
    let form = letters(form).concat();
    let from = (1..words.len()).find(|from| {
        let rest = words.get(*from..).unwrap_or_default();
        rest.concat() == form
    });
    words.truncate(from.unwrap_or(words.len()));
    words.join(" ")
}

/// The part of a kind behind the last mark in it: “Service (“Service Providers”)”.
fn last_part(text: &str, range: TextRange) -> TextRange {
    let marks = ['(', ')', '"', '“', '”', ',', '/', '*'];
    let words = range.of(text);
    let before = words.rfind(marks).map_or(0, |at| {
        at + words
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8)
    });
    trimmed(text, TextRange::new(range.start + before, range.end))
}

/// A range without the quotes, brackets and stops around its words.
fn trimmed(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text);
    let is_edge = |c: char| !c.is_alphanumeric();
    let start = words.len() - words.trim_start_matches(is_edge).len();
    // What a name ends in may belong to it: “X (EU)”, “Acme Inc.”.
    let end = words
        .trim_end_matches(|c: char| is_edge(c) && !matches!(c, ')' | '.' | '+' | '!'))
        .len();
    if start >= end {
        return range;
    }
    TextRange::new(range.start + start, range.start + end)
}

/// A name that no table knows, without what is added to it: “Acme (London)”.
fn plain(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text);
    let end = words.find(['(', ',', ';']).unwrap_or(words.len());
    let kept = words.get(..end).unwrap_or_default().trim_end().len();
    if kept == 0 {
        return range;
    }
    TextRange::new(range.start, range.start + kept)
}

/// Whether a comma or a short word or two stand between two kinds.
fn is_listed(text: &str, first: TextRange, second: TextRange) -> bool {
    let between = TextRange::new(first.end, second.start.max(first.end)).of(text);
    let is_short = |word: &String| word.chars().count() <= SHORT;
    between.len() <= BETWEEN
        && !between.contains(['.', ';', ':', '(', ')', '\n'])
        && letters(between).iter().all(is_short)
}

/// How many letters a word in a list has at most that is no kind, and how many bytes stand between two kinds at most.
const SHORT: usize = 4;
const BETWEEN: usize = 14;

/// How many kinds are told by one mention at most.
const LISTED: usize = 32;

/// Whether only a bracket and quotes stand between two names: “Acme B.V. (“Acme”)”.
pub(super) fn is_aside(text: &str, first: TextRange, second: TextRange) -> bool {
    let between = TextRange::new(first.end, second.start.max(first.end)).of(text);
    let is_mark = |c: char| c.is_whitespace() || c == '(' || !c.is_alphanumeric() && c != ',';
    second.start >= first.end
        && between.contains('(')
        && between.chars().all(is_mark)
        && !between.contains([')', ';', '/', '&'])
}

/// Who is known, by what they are known by.
#[derive(Default)]
pub(super) struct Known {
    names: FxHashMap<String, usize>,
    /// Kinds in order, so that the next in it shows whether one word is another with an ending.
    kinds: BTreeMap<String, usize>,
    /// The beginnings of kinds, by how many letters are left out.
    stems: FxHashMap<(String, usize), usize>,
}

/// How many letters stand behind the beginning that two forms of a word share: “part-y”, “part-ies”.
const CHANGED: [usize; 2] = [1, 3];

/// `key` without its last `cut` bytes.
fn without(key: &str, cut: usize) -> Option<&str> {
    let stem = key.get(..key.len().checked_sub(cut)?)?;
    (stem.len() >= STEM).then_some(stem)
}

/// How many letters an ending has at most, and the rest at least.
const ENDING: usize = 2;
const STEM: usize = 4;

impl Known {
    /// Who is known by `key`; `next` from now on where nobody is.
    pub(super) fn named(&mut self, key: &str, next: usize) -> usize {
        *self.names.entry(key.to_owned()).or_insert(next)
    }

    /// Which kind is known by `key` or by that with an ending more or less; `next` from now on where none is.
    pub(super) fn kind(&mut self, key: &str, next: usize) -> usize {
        let shorter = (0..=ENDING).find_map(|cut| {
            let stem = key.get(..key.len().checked_sub(cut)?)?;
            (cut == 0 || stem.len() >= STEM).then(|| self.kinds.get(stem))?
        });
        let longer = || {
            let mut behind = self.kinds.range(key.to_owned()..);
            let (known, at) = behind.next()?;
            let ends = known.strip_prefix(key)?;
            (key.len() >= STEM && ends.len() <= ENDING && !ends.contains(' ')).then_some(at)
        };
        let known = shorter.or_else(longer).copied();
        let at = known.or_else(|| self.changed(key)).unwrap_or(next);
        for cut in CHANGED {
            if let Some(stem) = without(key, cut) {
                self.stems.entry((stem.to_owned(), cut)).or_insert(at);
            }
        }
        self.kinds.entry(key.to_owned()).or_insert(at);
        at
    }

    /// Which kind is known whose last letter changes before an ending: “party”, “parties”.
    fn changed(&self, key: &str) -> Option<usize> {
        let [short, long] = CHANGED;
        let mut pairs = [(short, long), (long, short)].into_iter();
        pairs.find_map(|(own, other)| {
            let stem = without(key, own)?.to_owned();
            self.stems.get(&(stem, other)).copied()
        })
    }

    /// Who is also known by the first word of their name: “Acme”, where this is “Acme Asia”.
    pub(super) fn firsts(&self) -> Vec<(usize, usize)> {
        let all = self.names.iter();
        let firsts = all.filter_map(|(key, at)| {
            let (first, _) = key.split_once(' ')?;
            let other = self.names.get(first)?;
            (other != at).then_some((*at, *other))
        });
        let mut found: Vec<(usize, usize)> = firsts.collect();
        found.sort_unstable();
        found
    }
}
