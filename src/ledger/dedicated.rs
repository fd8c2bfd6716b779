//! Links by name: sections about one field, and statements about everything.

use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, SectionId};
use crate::evidence::{Mention, State};

use super::index::{Index, Topic, is_held};
use super::name::Names;
use super::quorum::Quorum;
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

/// What a section about one field says.
struct Said<'a> {
    kind: FieldKind,
    /// What names no entry.
    general: Vec<&'a Mention>,
    /// What names an entry, by the entry's index.
    naming: FxHashMap<usize, Vec<&'a Mention>>,
    /// What names some of the data of an entry, by the entry's index.
    partly: FxHashMap<usize, Vec<&'a Mention>>,
    /// What is said of all that nothing else is said of.
    rest: Vec<&'a Mention>,
    /// All that is listed for all purposes together: data and recipients.
    together: Vec<&'a Mention>,
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
        let standing = Standing::new(index, &found, held);
        let mut said = Self::new(kind, &found);
        for mention in found {
            if kind != FieldKind::LegalBasis
                && !standing.is_held(mention.block)
                && !index.is_heading(mention.block)
            {
                push(&mut said.together, mention);
            }
            let named = names.named_by(index.document, mention);
            let general = named.is_empty()
                && !standing.is_held(mention.block)
                && !standing.is_of_one(index, mention);
            if general || standing.is_whole {
                push(&mut said.general, mention);
            }
            for entry in named.iter() {
                push(said.naming.entry(*entry).or_default(), mention);
            }
        }
        said
    }

    fn new(kind: FieldKind, found: &[&Mention]) -> Self {
        Self {
            kind,
            general: Vec::new(),
            naming: FxHashMap::default(),
            partly: FxHashMap::default(),
            rest: Vec::new(),
            together: Vec::new(),
            says: !found.is_empty(),
        }
    }

    /// How long data are kept is said of all, of some of them, or of the rest.
    fn of_keeping(
        index: &Index<'a>,
        section: SectionId,
        subjects: &Subjects<'_>,
        (held, names): (&[RangeInclusive<BlockId>], &mut Names),
    ) -> Self {
        let kind = FieldKind::Retention;
        let found = index.said_within(section, kind);
        let standing = Standing::new(index, &found, held);
        let mut said = Self::new(kind, &found);
        for mention in found {
            let named = names.named_by(index.document, mention);
            let listed = holder(index, mention.block).is_some();
            match subjects.about(index, mention, Some(section)) {
                About::Rest => push(&mut said.rest, mention),
                About::Own(own) if own.names_any() => {
                    let (whole, part) = own.split();
                    for at in whole {
                        push(said.naming.entry(*at).or_default(), mention);
                    }
                    for at in part {
                        push(said.partly.entry(at).or_default(), mention);
                    }
                }
                About::Own(own) if named.is_empty() => {
                    if standing.is_whole && !own.told {
                        push(&mut said.general, mention);
                    }
                }
                about => {
                    let outright = about == About::All { outright: true };
                    // Reasons to keep everything are told by many words; they name no purpose.
                    let vague = mention.state == State::Weak && outright && !listed;
                    let by_name = if listed {
                        &mut said.naming
                    } else {
                        &mut said.partly
                    };
                    for at in named.iter().filter(|_| !vague && !standing.is_whole) {
                        push(by_name.entry(*at).or_default(), mention);
                    }
                    let of_all = named.is_empty() && !matches!(about, About::Own(_));
                    let of_all = of_all && (outright || !standing.is_of_one(index, mention));
                    let of_all = of_all && !standing.is_held(mention.block);
                    if of_all || vague || standing.is_whole {
                        push(&mut said.general, mention);
                    }
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
            let at = offset + position;
            let naming = self.naming.get(&at).map_or(&[][..], Vec::as_slice);
            let partly = self.partly.get(&at).map_or(&[][..], Vec::as_slice);
            // A list of all data or all recipients says nothing of one purpose.
            let listed = matches!(self.kind, FieldKind::Data | FieldKind::Recipients);
            let general = if listed || !naming.is_empty() {
                &[][..]
            } else {
                &self.general
            };
            let rest = if naming.is_empty() && partly.is_empty() {
                &self.rest[..]
            } else {
                &[]
            };
            if [naming, partly, general, rest]
                .iter()
                .all(|chosen| chosen.is_empty())
            {
                entry.leave(self.kind);
                entry.list(self.kind, &self.together);
            }
            entry.add_all(self.kind, naming, Via::Named);
            entry.add_all(self.kind, partly, Via::Named);
            entry.add_all(self.kind, general, Via::Dedicated);
            entry.add_all(self.kind, rest, Via::Dedicated);
        }
    }
}

/// Adds a mention to those that are kept.
fn push<'a>(all: &mut Vec<&'a Mention>, mention: &'a Mention) {
    if all.len() < MOST {
        all.push(mention);
    }
}

/// The row or item that holds a block.
fn holder(index: &Index<'_>, id: BlockId) -> Option<BlockId> {
    let listed = |kind: &BlockKind| matches!(kind, BlockKind::Row | BlockKind::Item);
    index.document.enclosing(id, listed)
}

/// How the statements of a section stand beside each other.
struct Standing<'h> {
    /// What entries hold, in order.
    held: &'h [RangeInclusive<BlockId>],
    /// Whether one paragraph says all there is: it speaks of everything, whatever words it shares with a purpose.
    is_whole: bool,
    /// The rows and items that say something.
    holders: FxHashSet<BlockId>,
}

impl<'h> Standing<'h> {
    fn new(index: &Index<'_>, found: &[&Mention], held: &'h [RangeInclusive<BlockId>]) -> Self {
        let first = found.first().map(|mention| mention.block);
        let single = found.iter().all(|mention| Some(mention.block) == first);
        let holders = found
            .iter()
            .filter_map(|mention| holder(index, mention.block));
        Self {
            held,
            is_whole: single && first.is_none_or(|id| holder(index, id).is_none()),
            holders: holders.collect(),
        }
    }

    fn is_held(&self, id: BlockId) -> bool {
        let next = self.held.partition_point(|blocks| *blocks.end() < id);
        self.held
            .get(next)
            .is_some_and(|blocks| blocks.contains(&id))
    }

    /// Whether one of several items or rows says it: of its own subject.
    fn is_of_one(&self, index: &Index<'_>, mention: &Mention) -> bool {
        let listed = holder(index, mention.block).is_some();
        self.holders.len() > 1 && listed && !mention.universal
    }
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
        let of_all = of_all || (index.is_about(mention, kind) && index.is_chapter(mention.section));
        let titled = index.is_titled(mention.block, kind) && !is_held(entries, mention.block);
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
