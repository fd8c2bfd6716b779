//! Links by name: sections about one field, and statements about everything.

use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, SectionId};
use crate::evidence::Mention;

use super::index::{Index, Topic, is_held};
use super::name::Names;
use super::quorum::Quorum;
use super::unit::is_elsewhere;
use super::{Entry, FieldKind, MOST, Via};

/// Links what sections of their own say of each field, and what is said of everything.
pub(super) fn link(
    index: &Index<'_>,
    (source, plain): (&str, &[String]),
    quorum: &Quorum,
    entries: &mut [Entry],
) {
    if entries.is_empty() {
        return;
    }
    let mut names = Names::new(index.document, source, entries, plain);
    let held: Vec<_> = entries.iter().map(|entry| entry.blocks.clone()).collect();
    for kind in FieldKind::ALL {
        let mut spoken: FxHashMap<SectionId, usize> = FxHashMap::default();
        for (section, over) in dedicated(index, kind) {
            let below = below(index, entries, over);
            let offset = below.start;
            let Some(below) = entries.get_mut(below) else {
                continue;
            };
            let count = spoken.entry(over).or_default();
            *count += 1;
            match (*count).cmp(&MOST) {
                Ordering::Less => {
                    let said = Said::read(index, (section, kind), &held, &mut names);
                    said.apply(below, offset);
                }
                // More sections about one field than anybody reads: what else they say is left to the reader.
                Ordering::Equal => below.iter_mut().for_each(|entry| entry.leave(kind)),
                Ordering::Greater => {}
            }
        }
        universal(index, entries, quorum, kind);
    }
}

/// Which entries stand in `over` and the sections below it. Entries stand in the order of sections.
fn below(index: &Index<'_>, entries: &[Entry], over: SectionId) -> Range<usize> {
    let sections = index.sections_within(over);
    let last = sections.last().map_or(over, |section| section.id);
    let start = entries.partition_point(|entry| entry.section < over);
    let end = entries.partition_point(|entry| entry.section <= last);
    start..end.max(start)
}

/// What a section about one field says.
struct Said<'a> {
    kind: FieldKind,
    /// What names no entry.
    general: Vec<&'a Mention>,
    /// What names an entry, by the entry's index.
    naming: FxHashMap<usize, Vec<&'a Mention>>,
    /// Whether it says anything.
    says: bool,
}

impl<'a> Said<'a> {
    /// What stands in entries of their own (`held`, in order) names others or speaks for itself alone.
    fn read(
        index: &Index<'a>,
        (section, kind): (SectionId, FieldKind),
        held: &[RangeInclusive<BlockId>],
        names: &mut Names,
    ) -> Self {
        let found = index.said_within(section, kind);
        let is_held = |id: BlockId| {
            let next = held.partition_point(|blocks| *blocks.end() < id);
            held.get(next).is_some_and(|blocks| blocks.contains(&id))
        };
        // One paragraph that says all there is speaks of everything, whatever words it shares with a purpose.
        let first = found.first().map(|mention| mention.block);
        let single = found.iter().all(|mention| Some(mention.block) == first);
        let holder = |id: BlockId| {
            let listed = |kind: &BlockKind| matches!(kind, BlockKind::Row | BlockKind::Item);
            index.document.enclosing(id, listed)
        };
        let is_whole = single && first.is_none_or(|id| holder(id).is_none());
        // What one of several items or rows says, it says of its own subject.
        let holders: FxHashSet<BlockId> = found
            .iter()
            .filter_map(|mention| holder(mention.block))
            .collect();
        let is_of_one = |mention: &Mention| {
            holders.len() > 1 && holder(mention.block).is_some() && !mention.universal
        };
        let mut said = Self {
            kind,
            general: Vec::new(),
            naming: FxHashMap::default(),
            says: !found.is_empty(),
        };
        for mention in found {
            let named = names.named_by(index.document, mention);
            let general = named.is_empty() && !is_held(mention.block) && !is_of_one(mention);
            if (general || is_whole) && said.general.len() < MOST {
                said.general.push(mention);
            }
            for entry in named.iter() {
                let naming = said.naming.entry(*entry).or_default();
                if naming.len() < MOST {
                    naming.push(mention);
                }
            }
        }
        said
    }

    /// Gives each of the entries from index `offset` on that states nothing itself what names it, else what names no entry.
    fn apply(&self, entries: &mut [Entry], offset: usize) {
        if !self.says {
            return;
        }
        for (position, entry) in entries.iter_mut().enumerate() {
            let mut known = entry.field(self.kind).statements.iter();
            if known.any(|known| known.via <= Via::Section) {
                continue;
            }
            let naming = self.naming.get(&(offset + position));
            let (chosen, via) = match naming {
                Some(naming) => (naming, Via::Named),
                None => (&self.general, Via::Dedicated),
            };
            // A list of all data or all recipients says nothing of one purpose.
            let listed = matches!(self.kind, FieldKind::Data | FieldKind::Recipients);
            if (listed && via == Via::Dedicated) || chosen.is_empty() {
                entry.leave(self.kind);
            } else {
                entry.add_all(self.kind, chosen, via);
            }
        }
    }
}

/// The outermost sections about `kind` alone, each with the section that it speaks for: the one around it.
fn dedicated(index: &Index<'_>, kind: FieldKind) -> Vec<(SectionId, SectionId)> {
    let about = |id: SectionId| {
        index
            .document
            .section(id)
            .and_then(|section| section.heading)
            .filter(|heading| index.document.title() != Some(*heading))
            .is_some_and(|heading| {
                let topics = index.topics_of(heading);
                topics.contains(&Topic::Field(kind)) && !topics.contains(&Topic::Purposes)
            })
    };
    let sections = index.document.sections().iter();
    sections
        .filter(|section| about(section.id))
        .filter_map(|section| {
            let parent = section.parent?;
            let inner = index
                .document
                .section_chain(parent)
                .any(|outer| about(outer.id));
            (!inner).then_some((section.id, parent))
        })
        .collect()
}

/// What is said of everything holds for every entry that states nothing else. Beside an entry, “everything” is what stands there.
fn universal(index: &Index<'_>, entries: &mut [Entry], quorum: &Quorum, kind: FieldKind) {
    let own = entries.iter().filter(|entry| !entry.aside);
    let beside: FxHashSet<SectionId> = own.map(|entry| entry.section).collect();
    let blocks = index.document.blocks().iter();
    let said = blocks.flat_map(|block| index.said(block.id, kind)).copied();
    let of_everything = said.filter(|mention| {
        // Under rights, a basis or data are those of a condition; a period may be told anywhere.
        let topics = index.section_topics(mention.section);
        if index.is_of_a_period(mention, kind) {
            return false;
        }
        if kind != FieldKind::Retention && is_elsewhere(topics) {
            return false;
        }
        // How long data are kept is often said once for all of them, in a section on something else.
        let of_all = mention.universal || kind == FieldKind::Retention;
        // What a part of a chapter is about, it is about for that chapter.
        let of_all = of_all || (index.is_about(mention, kind) && index.is_chapter(mention.section));
        let titled = index.is_titled(mention.block, kind) && !is_held(entries, mention.block);
        titled || (of_all && !beside.contains(&mention.section))
    });
    let found: Vec<&Mention> = of_everything.take(MOST).collect();
    for entry in entries {
        let field = entry.field(kind);
        if !field.statements.is_empty() || field.elsewhere || entry.aside {
            continue;
        }
        // Where its peers say it themselves, only what is said of everything in so many words is meant for it too.
        if quorum.expects(entry, kind) {
            let all: Vec<&Mention> = found
                .iter()
                .copied()
                .filter(|said| said.universal)
                .collect();
            entry.add_all(kind, &all, Via::Universal);
        } else {
            entry.add_all(kind, &found, Via::Universal);
        }
    }
}
