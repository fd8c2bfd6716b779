//! Who is told to receive data, mention by mention, and which of them are one.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind};
use crate::evidence::Mention;
use crate::lexicon::ConceptTree;

use super::identity::{Known, Names, Told, is_aside};
use super::index::{Index, Topic};
use super::recipient::family;

/// Everybody of whom the text says that they receive data, mention by mention, and which of them are one: equal numbers are.
pub(super) fn told<'a>(
    index: &Index<'a>,
    concepts: &ConceptTree,
    names: &Names<'a>,
) -> (Vec<Told<'a>>, Vec<usize>) {
    let own = [
        family(concepts, "recipient.named"),
        family(concepts, "cue.vendor-used"),
    ]
    .concat();
    let sought = [own.as_slice(), &family(concepts, "recipient.category")].concat();
    let sources = Sources::new(index, concepts);
    let mut all: Vec<Told<'a>> = Vec::new();
    for mention in index.evidence.of(&sought) {
        let counts = mention.counts() && mention.affirmed;
        if !counts || is_beside_the_point(index, mention) {
            continue;
        }
        let Some(block) = index.document.block(mention.block) else {
            continue;
        };
        let named = own.contains(&mention.concept);
        if !named && sources.has(mention) {
            continue;
        }
        for told in names.told(block, mention, named) {
            if !told.named || !names.is_speaker(&told.key) {
                add(&mut all, told);
            }
        }
    }
    drop_introductions(index, &mut all);
    let groups = grouped(index, &all);
    (all, groups)
}

/// Sentences that say from whom data come.
struct Sources {
    said: FxHashSet<(BlockId, usize)>,
    /// Where something is passed on.
    shared: FxHashSet<(BlockId, usize)>,
}

impl Sources {
    fn new(index: &Index<'_>, concepts: &ConceptTree) -> Self {
        let sentences = |name: &str| {
            let said = index.evidence.of(&family(concepts, name));
            let said = said.filter(|mention| mention.counts() && mention.affirmed);
            said.map(|mention| (mention.block, mention.sentence))
                .collect()
        };
        Self {
            said: sentences("data-source.third-party"),
            shared: sentences("cue.share"),
        }
    }

    /// Whether a mention stands in a sentence that says only from whom data come.
    fn has(&self, mention: &Mention) -> bool {
        let sentence = (mention.block, mention.sentence);
        self.said.contains(&sentence) && !self.shared.contains(&sentence)
    }
}

/// Adds what a mention tells, unless it only repeats a part of a name before it.
fn add<'a>(all: &mut Vec<Told<'a>>, told: Told<'a>) {
    let here = |other: &&Told<'_>| other.mention.block == told.mention.block;
    let overlaps = |other: &&Told<'_>| other.range.overlaps(told.range);
    if !told.named {
        let mut near = all.iter().rev().take(NEAR).take_while(here);
        if !near.any(|other| overlaps(&other)) {
            all.push(told);
        }
        return;
    }
    // A kind that is a part of a name is none: “Acme Hosting”.
    while let Some(last) = all.last()
        && !last.named
        && here(&last)
        && overlaps(&last)
    {
        all.pop();
    }
    match all.last_mut() {
        Some(last) if here(&&*last) && overlaps(&&*last) => {
            if told.company && !last.company {
                *last = told;
            }
        }
        _ => all.push(told),
    }
}

/// How many of those told before are looked at for one that overlaps the next.
const NEAR: usize = 8;

/// Leaves out kinds that only announce who is named below: “We work with these processors:”.
fn drop_introductions(index: &Index<'_>, all: &mut Vec<Told<'_>>) {
    let named = all.iter().filter(|told| told.named);
    let announced: FxHashSet<BlockId> = named
        .filter_map(|told| index.document.lead_ins(told.mention.block).next())
        .collect();
    all.retain(|told| {
        let block = index.document.block(told.mention.block);
        let is_last = block.is_some_and(|block| told.mention.sentence + 1 == block.sentences.len());
        told.named || !is_last || !announced.contains(&told.mention.block)
    });
}

/// Which of those that are told are one.
fn grouped(index: &Index<'_>, all: &[Told<'_>]) -> Vec<usize> {
    let mut known = Known::default();
    let mut groups: Vec<usize> = Vec::with_capacity(all.len());
    for told in all {
        let next = groups.len();
        groups.push(if told.named {
            known.named(&told.key, next)
        } else {
            known.kind(&told.key, next)
        });
    }
    let mut same: FxHashMap<usize, usize> = FxHashMap::default();
    let mut join = |a: usize, b: usize| {
        let (a, b) = (first(&same, a), first(&same, b));
        if a != b {
            same.insert(a.max(b), a.min(b));
        }
    };
    for (a, b) in known.firsts() {
        join(a, b);
    }
    for (pair, at) in all.windows(2).zip(groups.windows(2)) {
        if let ([one, two], [a, b]) = (pair, at)
            && one.named
            && two.named
            && one.mention.block == two.mention.block
            && let Some(block) = index.document.block(one.mention.block)
            && is_aside(block.text.as_str(), one.range, two.range)
        {
            join(*a, *b);
        }
    }
    groups.iter().map(|at| first(&same, *at)).collect()
}

/// The first of those that are one with `at`.
fn first(same: &FxHashMap<usize, usize>, mut at: usize) -> usize {
    while let Some(earlier) = same.get(&at) {
        at = *earlier;
    }
    at
}

/// Whether a mention stands in a heading or in a section that tells of something else (rights, security), where nobody receives data.
fn is_beside_the_point(index: &Index<'_>, mention: &Mention) -> bool {
    let block = index.document.block(mention.block);
    let is_heading = block.is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Cell { header: true, .. }
        )
    });
    is_heading || index.section_topics(mention.section).contains(&Topic::Else)
}
