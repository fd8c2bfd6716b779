//! Damaged text as rules speak of it: text in the wrong encoding, and words with letters of a foreign script.

use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript as _};

use crate::document::{Block, BlockId, Document};
use crate::text::{DamageKind, TextRange};

use super::predicate::Flaw;
use super::subject::{Instance, Node, prose, words};

/// How far around a place its word is looked for, in characters.
const WORD: usize = 40;
/// A script that at least one letter in this many is of is one of the document's own.
const OWN_SHARE: usize = 10;
/// How many foreign words a message names.
const NAMED: usize = 3;

/// Words that are damaged, and what happened to each; whether nothing of it can be told is kept apart.
struct Damaged<'d> {
    block: &'d Block,
    range: TextRange,
    kind: DamageKind,
    is_lost: bool,
}

/// The words that are damaged, each once.
fn damaged(document: &Document) -> Vec<Damaged<'_>> {
    let mut found: Vec<Damaged<'_>> = Vec::new();
    for damage in document.damages() {
        let Some(block) = document.block(damage.block) else {
            continue;
        };
        let range = word_around(block.text.as_str(), damage.range);
        let is_lost = damage.kind == DamageKind::Lost;
        match found.last_mut() {
            Some(last) if last.block.id == block.id && range.start <= last.range.end => {
                last.range = last.range.cover(range);
                last.kind = last.kind.max(damage.kind);
                last.is_lost &= is_lost;
            }
            _ => found.push(Damaged {
                block,
                range,
                kind: damage.kind,
                is_lost,
            }),
        }
    }
    found
}

/// The words that went through the wrong encoding.
pub(super) fn mojibake(document: &Document) -> Vec<Instance> {
    let all = damaged(document).into_iter().filter(|word| !word.is_lost);
    all.filter_map(|word| instance(document, &word)).collect()
}

/// The words of which characters are lost, and nothing else is wrong.
pub(super) fn lost(document: &Document) -> Vec<Instance> {
    let all = damaged(document).into_iter().filter(|word| word.is_lost);
    all.filter_map(|word| instance(document, &word)).collect()
}

fn instance(document: &Document, word: &Damaged<'_>) -> Option<Instance> {
    let mut instance = words(document, word.block.id, word.range, None)?;
    instance.node = Node::Flawed(Flaw {
        problem: problem(word.kind).to_owned(),
        meant: match word.kind {
            DamageKind::SingleByte | DamageKind::DoubleByte => {
                let text = word.range.of(word.block.text.as_str());
                format!("should read: {}", text.trim())
            }
            DamageKind::Substituted | DamageKind::Lost => "cannot be told from the text".to_owned(),
        },
        ..Flaw::default()
    });
    Some(instance)
}

const fn problem(kind: DamageKind) -> &'static str {
    match kind {
        DamageKind::SingleByte => "UTF-8 that was read as windows-1252",
        DamageKind::DoubleByte => "UTF-8 that was read as GBK",
        DamageKind::Substituted => "letters that were replaced by others, beyond repair",
        DamageKind::Lost => "characters that could not be read and are lost",
    }
}

/// `range` with the letters and digits that it touches.
fn word_around(text: &str, range: TextRange) -> TextRange {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let count = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars
            .take(WORD)
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum()
    };
    TextRange::new(
        range.start - count(&mut before.chars().rev()),
        range.end + count(&mut after.chars()),
    )
}

/// A script, with those that one language writes together taken as one; `None` for what all scripts share.
fn script_of(c: char) -> Option<Script> {
    if c.is_ascii_alphabetic() {
        return Some(Script::Latin);
    }
    if c.is_ascii() || !c.is_alphabetic() {
        return None;
    }
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        Script::Hiragana | Script::Katakana | Script::Bopomofo => Some(Script::Han),
        script => Some(script),
    }
}

/// Words that hold letters of a script that is not one of the document's own.
pub(super) fn foreign_script(document: &Document) -> Vec<Instance> {
    let mut scan = Scan::new(document);
    for block in prose(document).filter(|block| !block.text.as_str().is_ascii()) {
        for sentence in &block.sentences {
            scan.sentence(block, *sentence);
        }
    }
    let found = scan.found;
    let problem = named(&found);
    let instances = found.into_iter().filter_map(|(block, range)| {
        let mut instance = words(document, block.id, range, None)?;
        instance.node = Node::Flawed(Flaw {
            problem: problem.clone(),
            ..Flaw::default()
        });
        Some(instance)
    });
    instances.collect()
}

/// The scripts that the document is written in. Names are in Latin letters everywhere.
fn own_scripts(document: &Document) -> Vec<Script> {
    let mut counts: FxHashMap<Script, usize> = FxHashMap::default();
    for block in prose(document) {
        let text = block.text.as_str();
        if text.is_ascii() {
            *counts.entry(Script::Latin).or_default() += text.len();
            continue;
        }
        for script in text.chars().filter_map(script_of) {
            *counts.entry(script).or_default() += 1;
        }
    }
    let total: usize = counts.values().sum();
    // A text of a few words has no share to speak of: there the sentence alone decides.
    let mut own = vec![Script::Latin];
    own.extend(
        counts
            .into_iter()
            .filter(|(_, count)| count * OWN_SHARE >= total && *count > 100)
            .map(|(script, _)| script),
    );
    own
}

/// Looks for foreign letters, sentence by sentence.
struct Scan<'d> {
    own: Vec<Script>,
    /// Whether the encoding of the document is broken: then loose runs are no names.
    garbled: bool,
    links: FxHashMap<BlockId, Vec<TextRange>>,
    damages: FxHashMap<BlockId, Vec<TextRange>>,
    found: Vec<(&'d Block, TextRange)>,
}

/// A run of letters of one foreign script.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    script: Script,
    /// Whether it touches a letter of the document's own scripts.
    glued: bool,
}

impl<'d> Scan<'d> {
    fn new(document: &'d Document) -> Self {
        let mut links: FxHashMap<BlockId, Vec<TextRange>> = FxHashMap::default();
        for link in document.links() {
            links.entry(link.block).or_default().push(link.range);
        }
        let mut damages: FxHashMap<BlockId, Vec<TextRange>> = FxHashMap::default();
        for damage in document.damages() {
            damages.entry(damage.block).or_default().push(damage.range);
        }
        Self {
            own: own_scripts(document),
            garbled: document.damages().iter().any(|damage| {
                matches!(
                    damage.kind,
                    DamageKind::DoubleByte | DamageKind::Substituted
                )
            }),
            links,
            damages,
            found: Vec::new(),
        }
    }

    fn is_own(&self, c: char) -> Option<bool> {
        script_of(c).map(|script| self.own.contains(&script))
    }

    fn sentence(&mut self, block: &'d Block, sentence: TextRange) {
        let text = sentence.of(block.text.as_str());
        let (mut foreign, mut letters) = (0, 0);
        for own in text.chars().filter_map(|c| self.is_own(c)) {
            letters += 1;
            foreign += usize::from(!own);
        }
        // A sentence that is mostly in another script is another language, not damage.
        if foreign == 0 || foreign * 2 > letters {
            return;
        }
        let mut run: Option<Run> = None;
        let mut before = None;
        for (offset, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let script = script_of(c).filter(|script| !self.own.contains(script));
            if let Some(last) = run.filter(|run| Some(run.script) != script) {
                let range = TextRange::new(sentence.start + last.start, sentence.start + offset);
                let glued = last.glued || self.is_own(c) == Some(true);
                if self.is_damage(block, range, Run { glued, ..last }) {
                    self.add(block, range);
                }
                run = None;
            }
            if let Some(script) = script.filter(|_| run.is_none()) {
                let glued = before.is_some_and(|c| self.is_own(c) == Some(true));
                run = Some(Run {
                    start: offset,
                    script,
                    glued,
                });
            }
            before = Some(c);
        }
    }

    /// Whether a run is no name or word on purpose: it stands amid the letters of a word, or loose in a document whose encoding is
    /// broken anyway.
    fn is_damage(&self, block: &Block, range: TextRange, run: Run) -> bool {
        let text = block.text.as_str();
        let reported = self
            .damages
            .get(&block.id)
            .is_some_and(|all| touches(all, range));
        let unit = run.script == Script::Greek && range.of(text).chars().count() == 1;
        if reported || unit || !(run.glued || self.garbled) {
            return false;
        }
        let word = word_around(text, range);
        let before = text
            .get(..word.start)
            .and_then(|text| text.chars().next_back());
        let after = text.get(word.end..).and_then(|text| text.chars().next());
        let quoted = before.is_some_and(opens) && after.is_some_and(closes);
        let linked = self
            .links
            .get(&block.id)
            .is_some_and(|all| touches(all, range));
        !quoted && (run.glued || !linked)
    }

    fn add(&mut self, block: &'d Block, range: TextRange) {
        let word = word_around(block.text.as_str(), range);
        match self.found.last_mut() {
            Some((last, own)) if last.id == block.id && word.start < own.end => {
                *own = own.cover(word);
            }
            _ => self.found.push((block, word)),
        }
    }
}

/// Whether one of `ranges`, which are in order, overlaps `range`.
fn touches(ranges: &[TextRange], range: TextRange) -> bool {
    let next = ranges.partition_point(|own| own.end <= range.start);
    ranges.get(next).is_some_and(|own| own.overlaps(range))
}

const fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '"' | '\'' | '“' | '„' | '‘' | '«' | '（' | '「'
    )
}

const fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '"' | '\'' | '”' | '“' | '’' | '»' | '）' | '」'
    )
}

/// The foreign words, the most frequent first.
fn named(found: &[(&Block, TextRange)]) -> String {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (index, (block, range)) in found.iter().enumerate() {
        counts
            .entry(range.of(block.text.as_str()))
            .or_insert((0, index))
            .0 += 1;
    }
    let mut ordered: Vec<_> = counts.into_iter().collect();
    ordered.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
    let mut text = ordered
        .iter()
        .take(NAMED)
        .map(|(word, _)| format!("“{word}”"))
        .collect::<Vec<_>>()
        .join(", ");
    if ordered.len() > NAMED {
        text.push_str(" and others");
    }
    text
}
