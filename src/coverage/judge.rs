//! One item and one document → one verdict.

use crate::diagnostic::Diagnostic;
use crate::document::{FieldKind, Role, SectionId};
use crate::engine::{self, Case, Outcome};
use crate::evidence::{Evidence, Mention, State};
use crate::ledger::Statement;
use crate::rule::{Binder, RuleSet};
use crate::text::Span;

use super::{Item, Matrix, Purposes, Status, Verdict, told};

/// What the document of `case` says of `item`, alone and with what stands beside it.
pub fn judge(case: Case<'_>, matrix: &Matrix, item: &Item, rules: &RuleSet) -> Verdict {
    let (full, mut vague) = said(case.evidence, item);
    let headings = told::Headings::new(case, item);
    // Where a heading or a sentence is about it, a reader looks first.
    let (under, others): (Vec<_>, Vec<_>) = full.into_iter().partition(|mention| {
        headings.stand_above(case, mention) || told::stands_with(case, &item.topic, mention)
    });
    let spans = |mentions: &[&Mention]| distinct(mentions.iter().map(|mention| mention.span));
    let mut found = spans(&under);
    found.append(&mut spans(&others));
    let whole = |guard| engine::trigger(case, guard).is_some();
    if item.with.as_ref().is_some_and(|guard| !whole(guard)) {
        vague.append(&mut found);
        vague.sort_unstable();
    }
    let about: Vec<SectionId> = headings.sections(case, &under);
    let field = item.field.or(item.tally);
    let counted = field.map(|field| purposes(case, item, field, &about));
    let (purposes, mut stated) = match counted {
        Some((purposes, stated)) if purposes.of > 0 => (Some(purposes), stated),
        _ => (None, Vec::new()),
    };
    if item.field.is_none() {
        stated.clear();
    }
    if !stated.is_empty() {
        // What stands beside a purpose shows more than what stands anywhere.
        found = stated;
    }
    let verdict = Verdict {
        status: Status::Missing,
        found,
        vague,
        purposes,
        elsewhere: told::elsewhere(case, matrix, item, &headings),
        beside: beside(case, item),
        remarks: Vec::new(),
        because: None,
        reason: None,
    };
    concluded(case, item, rules, verdict)
}

/// The verdict with the status that follows from what was found, and what has to be said with it.
fn concluded(case: Case<'_>, item: &Item, rules: &RuleSet, mut verdict: Verdict) -> Verdict {
    if !verdict.found.is_empty() {
        let judged = verdict.purposes.as_ref().filter(|_| item.field.is_some());
        verdict.remarks = remarks(case, item, rules);
        verdict.status = match by_purpose(judged) {
            Status::Satisfied if !verdict.remarks.is_empty() => Status::Partial,
            status => status,
        };
        return verdict;
    }
    verdict.status = if !verdict.beside.is_empty() {
        Status::Delegated
    } else if !verdict.vague.is_empty() {
        Status::Weak
    } else if !verdict.elsewhere.is_empty() {
        Status::Delegated
    } else {
        let when = item.when.as_ref();
        let owed = when.map(|(guard, reason)| (engine::trigger(case, guard), reason));
        match owed {
            Some((None, reason)) => {
                verdict.reason = Some(reason.clone());
                Status::NotApplicable
            }
            Some((Some(trigger), _)) => {
                verdict.because = trigger.map(|mention| mention.span);
                Status::Missing
            }
            None => Status::Missing,
        }
    };
    verdict
}

/// What `evidence` says of `item` in so many words, and vaguely.
fn said<'e>(evidence: &'e Evidence, item: &Item) -> (Vec<&'e Mention>, Vec<Span>) {
    let all = evidence.of(&item.require.any);
    let (full, weak): (Vec<_>, Vec<_>) = all
        .filter(|mention| engine::satisfies(&item.require, mention))
        .partition(|mention| mention.state == State::Full);
    let hints = evidence
        .of(&item.weak)
        .filter(|mention| mention.counts() && mention.affirmed);
    let vague = weak.into_iter().chain(hints).map(|mention| mention.span);
    (full, distinct(vague))
}

/// Spans in order, none of which lies in another.
fn distinct(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut all: Vec<Span> = spans.collect();
    all.sort_unstable_by_key(|span| (span.start, usize::MAX - span.end));
    all.dedup_by(|later, first| first.contains(*later));
    all
}

/// What other documents of the bundle say of `item` in so many words.
fn beside(case: Case<'_>, item: &Item) -> Vec<(usize, Span)> {
    let others = case.beside.iter().enumerate();
    others
        .flat_map(|(number, other)| {
            let (found, _) = said(other.evidence, item);
            let spans = distinct(found.into_iter().map(|mention| mention.span));
            spans.into_iter().map(move |span| (number, span))
        })
        .collect()
}

/// How a document does whose words for an item were found somewhere, by how many of its purposes have it.
fn by_purpose(purposes: Option<&Purposes>) -> Status {
    let Some(purposes) = purposes else {
        return Status::Satisfied;
    };
    if purposes.lacking.is_empty() && purposes.vague.is_empty() {
        Status::Satisfied
    } else {
        Status::Partial
    }
}

/// Which purposes have `field`, and the words that say it. `about` are the sections about it that state something of it.
fn purposes(
    case: Case<'_>,
    item: &Item,
    field: FieldKind,
    about: &[SectionId],
) -> (Purposes, Vec<Span>) {
    let mut purposes = Purposes::default();
    let mut stated = Vec::new();
    let own = case.ledger.entries.iter();
    // Purposes that are spoken of beside something else (what a recipient does) and those of customers have it elsewhere.
    for entry in own.filter(|entry| !entry.aside && entry.role != Role::Processor) {
        let Some(name) = entry.purposes.first() else {
            continue;
        };
        purposes.of += 1;
        let all = entry.field(field).statements.iter();
        let (plain, vague): (Vec<&Statement>, Vec<&Statement>) =
            all.partition(|statement| is_plain(item, statement));
        stated.extend(plain.iter().map(|statement| statement.span));
        let nearest = |all: &[&Statement]| all.iter().map(|statement| statement.via).min();
        match (nearest(&plain), nearest(&vague)) {
            (Some(plain), vague) if vague.is_none_or(|vague| plain < vague) => purposes.stated += 1,
            // Where both stand equally near, it is open which of them is meant.
            (_, Some(_)) => purposes.vague.push(*name),
            _ if entry.states(field) || stands_in(case, entry.section, about) => {
                purposes.in_section += 1;
            }
            _ => purposes.lacking.push(*name),
        }
    }
    (purposes, distinct(stated.into_iter()))
}

/// Whether a section is one of `about`, or lies in one.
fn stands_in(case: Case<'_>, section: SectionId, about: &[SectionId]) -> bool {
    let mut chain = case.document.section_chain(section);
    chain.any(|section| about.contains(&section.id))
}

/// Whether a statement says more than what the item calls vague. A cell counts under its header, whatever its words.
fn is_plain(item: &Item, statement: &Statement) -> bool {
    let vague = |id| item.weak.contains(id);
    statement.state == State::Full
        && (statement.concepts.is_empty() || !statement.concepts.iter().all(vague))
}

/// What the rules of `item` say that ask it of each of several things. What is asked of purposes was counted.
fn remarks(case: Case<'_>, item: &Item, rules: &RuleSet) -> Vec<Diagnostic> {
    let rules = item.rules.iter().filter_map(|id| rules.get(id));
    let each = rules.filter(|rule| !matches!(rule.binder, Binder::Once(_) | Binder::Stated(..)));
    each.flat_map(|rule| match engine::evaluate(case, rule) {
        Outcome::Diagnostics(found) => found,
        _ => Vec::new(),
    })
    .collect()
}
