//! The words in which verdicts are told to people.

use crate::coverage::{Elsewhere, Item, Purposes, Status, Verdict};
use crate::document::Kind;
use crate::rule::RuleSet;
use crate::session::{Covered, NotCovered};
use crate::source::SourceFile;
use crate::text::Span;

use super::super::excerpt::clean;
use super::super::header::{one_line, place};
use super::Shown;

/// The most places that are told to people for one thing; programs get all.
const PLACES: usize = 8;
/// The most characters of words that stand in a sentence of ours.
const QUOTED: usize = 72;

/// How a verdict is told to people, in short.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Satisfied => "found",
        Status::Partial => "in part",
        Status::Weak => "vague",
        Status::Delegated => "elsewhere",
        Status::Missing => "not found",
        Status::NotApplicable => "n/a",
    }
}

/// How it is told where there is room.
pub(super) const fn status_in_full(status: Status) -> &'static str {
    match status {
        Status::Satisfied => "found in this text",
        Status::Partial => "found in part",
        Status::Weak => "found in vague words only",
        Status::Delegated => "in another document",
        Status::Missing => "not found in this text",
        Status::NotApplicable => "not applicable",
    }
}

/// Why a document has no verdicts.
pub(super) fn why_not(shown: Shown<'_>, covered: &Covered<'_>, why: NotCovered) -> String {
    let evidence = &covered.checked.evidence;
    match why {
        NotCovered::Kind => {
            let owed: Vec<&str> = shown
                .matrix
                .kinds
                .iter()
                .map(|kind| kind.as_str())
                .collect();
            format!(
                "not compared: these items are owed by a {}, and this text was taken for {}; `documents` in policylint.yaml can say \
                 otherwise",
                owed.join(" or "),
                named(evidence.kind)
            )
        }
        NotCovered::Language => "not compared: there are no terms for its language".to_owned(),
    }
}

const fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Notice => "a notice",
        Kind::CookieStatement => "a cookie statement",
        Kind::ProcessingAgreement => "a processing agreement",
        Kind::Other => "something else",
    }
}

/// Which documents it was read together with; nothing where it stands alone.
pub(super) fn together(covered: &Covered<'_>) -> Option<String> {
    let members = covered.beside.iter();
    let paths: Vec<String> = members.map(|member| clean(&member.path)).collect();
    (!paths.is_empty()).then(|| format!("Read together with {}", paths.join(", ")))
}

/// What could not be read of a document that was compared; nothing where all of it could.
pub(super) fn unread(covered: &Covered<'_>) -> Option<String> {
    let unread = &covered.checked.evidence.unread;
    let languages: Vec<&str> = unread
        .iter()
        .map(|(language, _)| language.as_str())
        .collect();
    (!languages.is_empty()).then(|| {
        let languages = languages.join(", ");
        format!("Parts in a language without terms ({languages}) were not read: what only they say counts as not found.")
    })
}

/// Words and their place: `12:5 “until you unsubscribe”`.
pub(super) fn quoted(source: &SourceFile, span: Span) -> String {
    let text = one_line(source, span);
    format!("{} “{}”", place(source, span), cut(&text, QUOTED))
}

/// The first `most` characters of `text`, cut at a word.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole = head.rsplit_once(' ').map_or(&*head, |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

/// Several of them, the rest counted.
fn listed(source: &SourceFile, spans: &[Span]) -> String {
    let mut rows: Vec<String> = spans
        .iter()
        .take(PLACES)
        .map(|span| quoted(source, *span))
        .collect();
    if spans.len() > PLACES {
        rows.push(format!("and {} more", spans.len() - PLACES));
    }
    rows.join("; ")
}

/// What is to be told of a verdict beyond its status and the words that were found: a line for each thing.
pub(super) fn notes(
    rules: &RuleSet,
    covered: &Covered<'_>,
    item: &Item,
    verdict: &Verdict,
) -> Vec<String> {
    let source = &covered.checked.source;
    let mut notes = Vec::new();
    let stated = matches!(verdict.status, Status::Satisfied | Status::Partial);
    let told = |purposes: &&Purposes| stated && purposes.stated < purposes.of;
    if let Some(purposes) = verdict.purposes.as_ref().filter(told) {
        notes.extend(of_purposes(source, purposes));
    }
    for remark in &verdict.remarks {
        let spans: Vec<Span> = remark
            .occurrences
            .iter()
            .map(|one| one.label.span)
            .collect();
        notes.push(format!("{}: {}", remark.message, listed(source, &spans)));
    }
    if verdict.status == Status::Weak {
        notes.push(format!("only {}", listed(source, &verdict.vague)));
    }
    if !matches!(verdict.status, Status::Satisfied) {
        notes.extend(beside(covered, verdict));
        notes.extend(verdict.elsewhere.iter().map(|one| sent(source, one)));
    }
    notes.extend(
        verdict
            .because
            .map(|span| format!("asked because of {}", quoted(source, span))),
    );
    notes.extend(verdict.reason.clone());
    if matches!(
        verdict.status,
        Status::Missing | Status::Partial | Status::Weak
    ) {
        notes.extend(help(rules, item));
    }
    notes
}

/// How many purposes have it, and which have not.
fn of_purposes(source: &SourceFile, purposes: &Purposes) -> Vec<String> {
    let mut parts = vec![format!(
        "beside {} of {} purposes",
        purposes.stated, purposes.of
    )];
    if purposes.in_section > 0 {
        parts.push(format!("for {} in a section about it", purposes.in_section));
    }
    if !purposes.vague.is_empty() {
        parts.push(format!(
            "in vague words, alone or as well, for {}",
            purposes.vague.len()
        ));
    }
    let mut notes = vec![parts.join(", ")];
    if !purposes.vague.is_empty() {
        notes.push(format!(
            "in vague words: {}",
            listed(source, &purposes.vague)
        ));
    }
    if !purposes.lacking.is_empty() {
        notes.push(format!(
            "not found with: {}",
            listed(source, &purposes.lacking)
        ));
    }
    notes
}

/// Where other documents of the bundle say it: the first place in each.
fn beside(covered: &Covered<'_>, verdict: &Verdict) -> Vec<String> {
    let members = covered.beside.iter().enumerate();
    members
        .filter_map(|(number, member)| {
            let (_, span) = verdict.beside.iter().find(|(other, _)| *other == number)?;
            Some(format!(
                "in {} at {}",
                clean(&member.path),
                quoted(member, *span)
            ))
        })
        .collect()
}

fn sent(source: &SourceFile, elsewhere: &Elsewhere) -> String {
    let words = quoted(source, elsewhere.span);
    match &elsewhere.target {
        Some(target) => format!("the reader is sent to {}: {words}", clean(target)),
        None => format!("the reader is sent elsewhere, without a link: {words}"),
    }
}

/// What to write, as the first rule says that asks for it, and where to read more.
fn help(rules: &RuleSet, item: &Item) -> Vec<String> {
    let rule = item.rules.iter().find_map(|id| rules.get(id));
    let help = rule.and_then(|rule| rule.help.clone());
    let help = help.filter(|help| !help.contains('{'));
    let more = rule.map(|rule| format!("policylint explain {}", rule.id));
    help.into_iter().chain(more).collect()
}
