//! The numbers of sibling headings: where they begin anew, stand still or skip.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document, Section, SectionId};
use crate::text::TextRange;

use super::Case;
use super::predicate::Flaw;
use super::subject::{Instance, Node, words};

/// The fewest headings with one and the same number that are a pattern of its own.
const FEWEST_SAME: usize = 3;
/// The highest number a heading has; what is higher is a year or an article of a law.
const HIGHEST: u32 = 99;

/// How far into a text its number stands, in characters.
const HEAD: usize = 24;

/// A numbered heading.
#[derive(Clone, Copy, Debug)]
struct Numbered<'d> {
    section: &'d Section,
    heading: BlockId,
    prefix: &'d str,
    number: u32,
}

/// Headings whose number does not go on from that of the one before.
pub(super) fn repeated(document: &Document) -> Vec<Instance> {
    let mut found = Vec::new();
    for siblings in series(document) {
        let first = siblings.first().map(|first| first.number);
        let same = siblings.iter().all(|own| Some(own.number) == first);
        if same && siblings.len() >= FEWEST_SAME {
            let problem = format!(
                "all {} headings of this level are numbered {}",
                siblings.len(),
                first.unwrap_or_default()
            );
            found.extend(
                siblings
                    .iter()
                    .filter_map(|own| instance(document, *own, problem.clone())),
            );
            continue;
        }
        for (last, own) in siblings.iter().zip(siblings.iter().skip(1)) {
            if own.number <= last.number {
                let problem = format!(
                    "the heading is numbered {}, after {}",
                    own.number, last.number
                );
                found.extend(instance(document, *own, problem));
            }
        }
    }
    found
}

/// Headings before which a number is missing.
pub(super) fn skipped(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    let mut found = Vec::new();
    for siblings in series(document) {
        for (last, own) in siblings.iter().zip(siblings.iter().skip(1)) {
            let missing = last.number + 1..own.number;
            if missing.is_empty()
                || missing
                    .clone()
                    .any(|number| is_written(case, *last, *own, number))
            {
                continue;
            }
            let problem = format!(
                "the heading is numbered {}, after {}",
                own.number, last.number
            );
            found.extend(instance(document, *own, problem));
        }
    }
    found
}

/// Numbered headings in rows: under one parent, at one level, with nothing unnumbered between.
fn series(document: &Document) -> Vec<Vec<Numbered<'_>>> {
    let mut open: FxHashMap<(Option<SectionId>, u8), usize> = FxHashMap::default();
    let mut all: Vec<Vec<Numbered<'_>>> = Vec::new();
    for section in document.sections() {
        let key = (section.parent, section.level);
        let Some(own) = numbered(section) else {
            open.remove(&key);
            continue;
        };
        let at = open.get(&key).copied().filter(|at| {
            all.get(*at)
                .and_then(|row| row.last())
                .is_some_and(|last| last.prefix == own.prefix)
        });
        if let Some(row) = at.and_then(|at| all.get_mut(at)) {
            row.push(own);
        } else {
            open.insert(key, all.len());
            all.push(vec![own]);
        }
    }
    all
}

/// The heading of `section` with its number in two parts: what siblings share, and what counts.
fn numbered(section: &Section) -> Option<Numbered<'_>> {
    let whole = section.number.as_deref()?.trim_end_matches('.');
    let (prefix, last) = whole.rsplit_once('.').unwrap_or(("", whole));
    let number = last.parse().ok().filter(|number| *number <= HIGHEST)?;
    Some(Numbered {
        section,
        heading: section.heading?,
        prefix,
        number,
    })
}

/// Whether a block between two headings begins with `number`: a heading that was taken for something else.
fn is_written(case: Case<'_>, last: Numbered<'_>, next: Numbered<'_>, number: u32) -> bool {
    let number = number.to_string();
    let begins = |text: &str| {
        text.trim_start_matches(|c: char| !c.is_ascii_digit())
            .strip_prefix(number.as_str())
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let blocks = last.heading.index() + 1..next.heading.index();
    let sections = last.section.id.index() + 1..next.section.id.index();
    let blocks = case.document.blocks().get(blocks).unwrap_or_default();
    let sections = case.document.sections().get(sections).unwrap_or_default();
    blocks.iter().any(|block| {
        let head: String = block.text.as_str().chars().take(HEAD).collect();
        begins(&head)
            || block
                .marker
                .is_some_and(|marker| begins(marker.of(case.source)))
    }) || sections
        .iter()
        .filter_map(|section| section.number.as_deref())
        .any(begins)
}

fn instance(document: &Document, own: Numbered<'_>, problem: String) -> Option<Instance> {
    let block = document.block(own.heading)?;
    let mut instance = words(
        document,
        own.heading,
        TextRange::new(0, block.text.len()),
        None,
    )?;
    if let Some(marker) = block.marker {
        instance.span = instance.span.cover(marker);
    }
    instance.node = Node::Flawed(Flaw {
        problem,
        ..Flaw::default()
    });
    Some(instance)
}
