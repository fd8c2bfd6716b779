//! Links by name: sections about one field, and statements about everything.

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::SectionId;
use crate::evidence::Mention;

use super::index::{Index, Topic, is_held};
use super::name::Names;
use super::quorum::Quorum;
use super::said::Said;
use super::subject::{About, Subjects};
use super::unit::is_elsewhere;
use super::{Entry, FieldKind, MOST, Via};

/// Links what sections of their own say of each field, and what is said of everything.
pub(super) fn link(
    index: &Index<'_>,
    (source, plain): (&str, &[String]),
    (quorum, subjects): (&Quorum, &Subjects<'_>),
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
            let over = widened(index, entries, (section, over), kind);
            let below = below(index, entries, over);
            let offset = below.start;
            let Some(below) = entries.get_mut(below) else {
                continue;
            };
            let count = spoken.entry(over).or_default();
            *count += 1;
            match (*count).cmp(&MOST) {
                Ordering::Less => {
                    let said = match kind {
                        FieldKind::Retention => {
                            Said::of_keeping(index, section, subjects, (&held, &mut names))
                        }
                        _ => Said::read(index, (section, kind), &held, &mut names),
                    };
                    said.apply(below, offset);
                }
                // More sections about one field than anybody reads: what else they say is left to the reader.
                Ordering::Equal => below.iter_mut().for_each(|entry| entry.leave(kind)),
                Ordering::Greater => {}
            }
        }
        universal(index, entries, (quorum, subjects), kind);
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

/// The section that a section about `kind` speaks for: the one around it, else the nearest around that in which others state purposes.
fn widened(
    index: &Index<'_>,
    entries: &[Entry],
    (section, over): (SectionId, SectionId),
    kind: FieldKind,
) -> SectionId {
    if !matches!(kind, FieldKind::Retention | FieldKind::LegalBasis) {
        return over;
    }
    let own = below(index, entries, section).len();
    let around = index.document.section_chain(over).map(|outer| outer.id);
    let mut around = around.take_while(|outer| {
        let topics = index.section_topics(*outer);
        !topics.contains(&Topic::Cookies) || *outer == over
    });
    let wide = around.find(|outer| below(index, entries, *outer).len() > own);
    wide.unwrap_or(over)
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
fn universal(
    index: &Index<'_>,
    entries: &mut [Entry],
    (quorum, subjects): (&Quorum, &Subjects<'_>),
    kind: FieldKind,
) {
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
        // A right that holds where there is consent tells no basis.
        let is_right =
            kind != FieldKind::Retention && index.topics_of(mention.block).contains(&Topic::Else);
        let is_about = index.is_about(mention, kind) && !is_right;
        let of_all = of_all || (is_about && index.is_chapter(mention.section));
        let titled =
            index.is_titled(mention.block, kind) && !is_right && !is_held(entries, mention.block);
        titled || (of_all && !beside.contains(&mention.section))
    });
    let found: Vec<&Mention> = of_everything.take(MOST).collect();
    let about = found.iter().map(|mention| match kind {
        FieldKind::Retention => subjects.about(index, mention, None),
        _ => About::All { outright: false },
    });
    let about: Vec<About> = about.collect();
    for (at, entry) in entries.iter_mut().enumerate() {
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
            // What is said of something of its own is no statement about everything.
            let own = found.iter().zip(&about);
            let own = own.filter(|(_, about)| about.is_for(at));
            let own: Vec<&Mention> = own.map(|(mention, _)| *mention).collect();
            if own.is_empty() && !found.is_empty() {
                entry.leave(kind);
            }
            entry.add_all(kind, &own, Via::Universal);
        }
    }
}
