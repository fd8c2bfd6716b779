//! The numbers of sibling headings: where they begin anew, stand still or skip.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document, Section, SectionId};
use crate::text::{Span, TextRange};

use super::Case;
use super::predicate::Flaw;
use super::subject::{Instance, Node, words};

/// The fewest headings with one and the same number that are a pattern of its own.
const FEWEST_SAME: usize = 3;
/// The highest number a heading has; what is higher is a year or an article of a law.
const HIGHEST: u32 = 99;

/// How far into a text its number stands, in characters.
const HEAD: usize = 40;

/// A numbered heading.
#[derive(Clone, Copy, Debug)]
struct Numbered<'d> {
    section: &'d Section,
    heading: BlockId,
    prefix: &'d str,
    number: u32,
}

/// Headings whose number does not go on from that of the one before.
pub(super) fn repeated(case: Case<'_>) -> Vec<Instance> {
    let mut found = Vec::new();
    for siblings in series(case) {
        if siblings.len() >= FEWEST_SAME && siblings.iter().all(|own| own.number == 1) {
            let problem = format!(
                "all {} headings of this level are numbered 1",
                siblings.len()
            );
            let all = siblings
                .iter()
                .filter_map(|own| instance(case.document, *own, problem.clone()));
            found.extend(all);
            continue;
        }
        // What begins anew at 1 is another part, or another document in the same file; where it happens more than once, lists are
        // taken for headings.
        let mut stays = siblings
            .iter()
            .zip(siblings.iter().skip(1))
            .filter(|(last, own)| own.number <= last.number);
        if let (Some((last, own)), None) = (stays.next(), stays.next())
            && (own.number > 1 || last.number == 1)
        {
            found.extend(instance(case.document, *own, said(*last, *own)));
        }
    }
    found
}

/// Headings before which a number is missing.
pub(super) fn skipped(case: Case<'_>) -> Vec<Instance> {
    let mut found = Vec::new();
    for siblings in series(case) {
        let mut gaps = siblings
            .iter()
            .zip(siblings.iter().skip(1))
            .filter(|(last, own)| own.number > last.number + 1);
        // Who skips more than once has reasons: a list of purposes that others have numbered.
        let (Some((last, own)), None) = (gaps.next(), gaps.next()) else {
            continue;
        };
        if !is_written(case, *last, *own) {
            found.extend(instance(case.document, *own, said(*last, *own)));
        }
    }
    found
}

/// The fewest headings of a row of which one can be written in another way than the others.
const FEWEST_ALIKE: usize = 3;

/// Headings whose number is written in another way than most of their siblings: `4.2.` among `4.1` and `4.3`.
pub(super) fn odd(case: Case<'_>) -> Vec<Instance> {
    let mut found = Vec::new();
    for siblings in series(case) {
        let style = |own: &Numbered<'_>| {
            let marker = case.document.block(own.heading)?.marker?.of(case.source);
            let mark = marker.trim_end().chars().next_back()?;
            Some(if mark.is_alphanumeric() {
                None
            } else {
                Some(mark)
            })
        };
        let styles: Vec<Option<Option<char>>> = siblings.iter().map(style).collect();
        let mut counts: FxHashMap<Option<char>, usize> = FxHashMap::default();
        for style in styles.iter().flatten() {
            *counts.entry(*style).or_default() += 1;
        }
        let Some((usual, count)) = counts
            .iter()
            .max_by_key(|(style, count)| (**count, **style))
        else {
            continue;
        };
        let others = siblings.len() - count;
        if *count < FEWEST_ALIKE || others == 0 || others * 2 > *count {
            continue;
        }
        for (own, style) in siblings.iter().zip(&styles) {
            let Some(style) = style.filter(|style| style != usual) else {
                continue;
            };
            let problem = format!("{} where the others have {}", end(style), end(*usual));
            found.extend(instance(case.document, *own, problem));
        }
    }
    found
}

fn end(mark: Option<char>) -> String {
    mark.map_or_else(|| "no mark".to_owned(), |mark| format!("`{mark}`"))
}

fn said(last: Numbered<'_>, own: Numbered<'_>) -> String {
    format!(
        "this heading is numbered {}, after {}",
        whole(own),
        whole(last)
    )
}

/// The number as it stands there: `11.3`.
fn whole(own: Numbered<'_>) -> String {
    match own.prefix {
        "" => own.number.to_string(),
        prefix => format!("{prefix}.{}", own.number),
    }
}

/// What tells one row of headings from another: their parent, level, the word before the number and the numbers above.
type Row<'d> = (Option<SectionId>, u8, String, &'d str);

/// Numbered headings in rows, with nothing unnumbered at their level between.
fn series(case: Case<'_>) -> Vec<Vec<Numbered<'_>>> {
    let mut open: FxHashMap<Row<'_>, usize> = FxHashMap::default();
    let mut all: Vec<Vec<Numbered<'_>>> = Vec::new();
    for section in case.document.sections().iter().skip(1) {
        let Some((own, word)) = numbered(case, section) else {
            open.retain(|row, _| (row.0, row.1) != (section.parent, section.level));
            continue;
        };
        let at = *open
            .entry((section.parent, section.level, word, own.prefix))
            .or_insert_with(|| {
                all.push(Vec::new());
                all.len() - 1
            });
        if let Some(row) = all.get_mut(at) {
            row.push(own);
        }
    }
    all
}

/// The heading of `section` with its number in two parts, what siblings share and what counts, and the word before it.
fn numbered<'d>(case: Case<'d>, section: &'d Section) -> Option<(Numbered<'d>, String)> {
    let block = case.document.block(section.heading?)?;
    // `3.10.2 (4)` goes on after the number that was read.
    if block.text.as_str().starts_with('(') || is_date(block.text.as_str()) {
        return None;
    }
    let whole = section.number.as_deref()?.trim_end_matches('.');
    let (prefix, last) = whole.rsplit_once('.').unwrap_or(("", whole));
    let number = last.parse().ok().filter(|number| *number <= HIGHEST)?;
    let marker = block.marker.map_or("", |marker| marker.of(case.source));
    let word = marker
        .chars()
        .filter(|c| c.is_alphabetic() || *c == '§')
        .flat_map(char::to_lowercase);
    let own = Numbered {
        section,
        heading: block.id,
        prefix,
        number,
    };
    Some((own, word.collect()))
}

/// Whether what follows a number makes a date of it: a month and a year.
fn is_date(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let year = words.next().is_some_and(|word| {
        word.len() == 4
            && word.starts_with(['1', '2'])
            && word.bytes().all(|byte| byte.is_ascii_digit())
    });
    year && words.count() <= 1
}

/// Whether a line between two headings begins with a number that is missing: a heading that was taken for something else.
fn is_written(case: Case<'_>, last: Numbered<'_>, next: Numbered<'_>) -> bool {
    let between = Span::new(last.section.span.start, next.section.span.start).of(case.source);
    let missing: Vec<String> = (last.number + 1..next.number)
        .map(|number| match last.prefix {
            "" => number.to_string(),
            prefix => format!("{prefix}.{number}"),
        })
        .collect();
    between.lines().any(|line| {
        let head: String = line.chars().take(HEAD).collect();
        let digits = head.trim_start_matches(|c: char| !c.is_ascii_digit());
        missing.iter().any(|number| {
            digits
                .strip_prefix(number.as_str())
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    })
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
