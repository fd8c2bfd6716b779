//! Citations of provisions: article, paragraph and point in any of the styles in use, and the act where it is named.

use super::EntityTables;
use super::meaning::{CITATION, Role, What};
use super::provision::{self, Provision};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::TextRange;

/// The most provisions of one chain, "artikelen 15, 16, 17 en 18".
const LONGEST_CHAIN: usize = 24;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut free = 0;
    let mut act_before = None;
    // The act of the chain before, and that chain's last word.
    let mut chain_before = None;
    for at in scan.beginning(CITATION) {
        if at < free {
            continue;
        }
        if let Some(mut chain) = Chain::read(scan, at, act_before) {
            if let Some((last, act)) = chain_before
                && scan
                    .role(last + 1, Role::List)
                    .is_some_and(|list| list + 1 == at)
            {
                chain.inherit(scan, act);
            }
            chain_before = chain.act.map(|act| (chain.last, act));
            free = chain.last + 1;
            chain.push(tables, found);
            act_before = None;
            continue;
        }
        if let Some((last, act)) = act(scan, at) {
            act_before = Some(ActBefore {
                first: at,
                last,
                act,
            });
            free = last + 1;
        }
    }
}

/// An act that was named, perhaps right before a provision: "GDPR Art. 6".
#[derive(Clone, Copy)]
struct ActBefore {
    first: usize,
    last: usize,
    act: usize,
}

/// Provisions of one act, cited together.
struct Chain {
    parts: Vec<Provision>,
    act: Option<usize>,
    /// The last word read.
    last: usize,
}

/// How a citation begins: where, and the word of its number.
struct Opening {
    start: usize,
    number: usize,
    plural: bool,
    /// Whether neither a word nor a sign says that a provision follows.
    bare: bool,
}

impl Chain {
    fn read(scan: &Scan<'_>, at: usize, before: Option<ActBefore>) -> Option<Self> {
        let opening = opening(scan, at)?;
        let mut first = provision::read(scan, opening.number)?;
        first.start = opening.start;
        // "version 6.1 of the GDPR notice" cites nothing, "6.1.f GDPR" does.
        let dotted = scan.after(opening.number).starts_with('.');
        if opening.bare && !(first.point.is_some() || (first.has_parts() && !dotted)) {
            return None;
        }
        let mut chain = Self {
            last: first.last,
            parts: vec![first],
            act: None,
        };
        chain.go_on(scan, opening.plural);
        if opening.bare && chain.act.is_none() {
            return None;
        }
        if chain.act.is_none() {
            chain.take_act_before(scan, at, before);
        }
        Some(chain)
    }

    /// Reads the act, or further provisions and then the act.
    fn go_on(&mut self, scan: &Scan<'_>, plural: bool) {
        while self.parts.len() < LONGEST_CHAIN {
            let Some(current) = self.parts.last() else {
                return;
            };
            if let Some((last, end, act)) = act_after(scan, current) {
                if let Some(current) = self.parts.last_mut() {
                    current.end = end;
                }
                self.last = last;
                self.act = Some(act);
                return;
            }
            let Some(next) = next_in_chain(scan, current, plural) else {
                return;
            };
            self.last = next.last;
            self.parts.push(next);
        }
    }

    fn take_act_before(&mut self, scan: &Scan<'_>, at: usize, before: Option<ActBefore>) {
        if let Some(before) = before
            && before.last + 1 == at
            && matches!(scan.before(at).trim(), "" | "-" | "–" | ":" | "§" | "§§")
        {
            self.act = Some(before.act);
            if let Some(first) = self.parts.first_mut() {
                first.start = scan.start(before.first);
            }
        }
    }

    /// Takes the act of the chain that this one is joined to by "and" or "or", unless it is said to be of something else.
    fn inherit(&mut self, scan: &Scan<'_>, act: usize) {
        let next = self.last + 1;
        let linked =
            scan.role(next, Role::ActLink).is_some() && scan.before(next).trim().is_empty();
        if self.act.is_none() && !linked && self.parts.iter().all(Provision::has_parts) {
            self.act = Some(act);
        }
    }

    fn push(self, tables: &EntityTables, found: &mut Vec<Entity>) {
        let act = self.act.and_then(|act| tables.acts.get(act)).cloned();
        for part in self.parts {
            found.push(Entity {
                range: TextRange::new(part.start, part.end),
                value: Value::Citation {
                    act: act.clone(),
                    article: part.article,
                    paragraph: part.paragraph,
                    point: part.point,
                },
            });
        }
    }
}

fn opening(scan: &Scan<'_>, at: usize) -> Option<Opening> {
    let worded = scan.longest(at, |what| match what {
        What::Role(Role::Article) => Some(false),
        What::Role(Role::Articles) => Some(true),
        _ => None,
    });
    if let Some((last, plural)) = worded {
        return matches!(scan.after(last).trim(), "" | "." | "§" | ".-").then(|| Opening {
            start: scan.start(at),
            number: last + 1,
            plural,
            bare: false,
        });
    }
    let word = scan.word(at).filter(|word| word.digits)?;
    let before = scan.before(at);
    if let Some(sign) = before.find('§') {
        let from = word.range.start - before.len();
        return Some(Opening {
            start: from + sign,
            number: at,
            plural: before.matches('§').count() > 1,
            bare: false,
        });
    }
    let after = scan.after(at);
    let marked = after.starts_with(['(', '.']) || after.starts_with(" (");
    let loose = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let parted = marked || scan.role(at + 1, Role::Paragraph).is_some();
    (word.range.len() <= 2 && loose && parted).then_some(Opening {
        start: word.range.start,
        number: at,
        plural: false,
        bare: true,
    })
}

/// The act named at word `at`.
fn act(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    scan.longest(at, |what| match what {
        What::Act(act) => Some(act),
        _ => None,
    })
}

/// The act that `part` is said to be of: its last word, its end, and the act.
fn act_after(scan: &Scan<'_>, part: &Provision) -> Option<(usize, usize, usize)> {
    let mut at = part.last + 1;
    let mut gap = part.gap(scan);
    for _ in 0..5 {
        let opened = gap.trim_start_matches([')', '.', ',']).trim();
        if !matches!(opened, "" | "(" | "[" | "'" | "’" | "„" | "\"" | "“" | "«") {
            return None;
        }
        if let Some((last, act)) = act(scan, at) {
            let closes = matches!(opened, "(") && scan.after(last).starts_with(')');
            return Some((last, scan.end(last) + usize::from(closes), act));
        }
        let link = scan
            .role(at, Role::ActLink)
            .or_else(|| scan.role(at, Role::Determiner))?;
        gap = scan.after(link).trim();
        at = link + 1;
    }
    None
}

/// The provision that goes on from `current`: after "and", "or" or, where several were announced, a comma.
fn next_in_chain(scan: &Scan<'_>, current: &Provision, plural: bool) -> Option<Provision> {
    let gap = current.gap(scan);
    let gap = gap.strip_prefix(')').unwrap_or(gap).trim();
    let first = current.last + 1;
    if let Some(last) = scan.role(first, Role::List)
        && matches!(gap, "" | "," | ".")
    {
        return provision::same_article(scan, last + 1, scan.after(last).trim(), current)
            .or_else(|| another_article(scan, last + 1, plural));
    }
    match gap {
        "," | ", (" | ",(" | ";" | "/" => provision::same_article(
            scan,
            first,
            gap.trim_start_matches([',', ';', '/', ' ']),
            current,
        )
        .or_else(|| plural.then(|| provision::read(scan, first)).flatten()),
        _ => None,
    }
}

fn another_article(scan: &Scan<'_>, at: usize, plural: bool) -> Option<Provision> {
    if !matches!(scan.before(at).trim(), "" | "§" | "§§") {
        return None;
    }
    let worded = scan
        .role(at, Role::Article)
        .or_else(|| scan.role(at, Role::Articles));
    if let Some(last) = worded {
        let mut next = provision::read(scan, last + 1)?;
        next.start = scan.start(at);
        let named = act_after(scan, &next).is_some();
        return (named || plural || next.has_parts()).then_some(next);
    }
    let mut next = provision::read(scan, at)?;
    if scan.before(at).contains('§') {
        next.start = scan.start(at) - scan.before(at).trim_start().len();
    }
    let sure = plural || next.has_parts() || act_after(scan, &next).is_some();
    sure.then_some(next)
}
