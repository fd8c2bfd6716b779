//! What `policylint ledger` prints beside purposes: recipients, transfers with their countries and safeguards, and cookies.

use std::io::{self, Write};

use serde::Serialize;

use crate::ledger::{Category, Cookie, Entry, Ledger, Recipient, Statement, Transfer};
use crate::lexicon::ConceptTree;
use crate::source::SourceFile;
use crate::text::fold;

use super::super::header::{WireSpan, one_line, place};
use super::{WireStatement, first, listed, wire_statement};

/// A recipient on the wire.
#[derive(Serialize)]
pub(super) struct WireRecipient<'a> {
    #[serde(flatten)]
    span: WireSpan<'a>,
    named: bool,
    role: Option<&'static str>,
    countries: Vec<WireStatement<'a>>,
    /// The first words of each.
    purposes: Vec<WireSpan<'a>>,
    mentions: Vec<WireSpan<'a>>,
}

/// A transfer on the wire.
#[derive(Serialize)]
pub(super) struct WireTransfer<'a> {
    #[serde(flatten)]
    span: WireSpan<'a>,
    countries: Vec<WireStatement<'a>>,
    safeguards: Vec<WireStatement<'a>>,
    recipients: Vec<WireStatement<'a>>,
}

/// A cookie on the wire.
#[derive(Serialize)]
pub(super) struct WireCookie<'a> {
    #[serde(flatten)]
    span: WireSpan<'a>,
    category: Option<&'static str>,
    purpose: Option<WireSpan<'a>>,
    lifetime: Option<WireSpan<'a>>,
    provider: Option<WireSpan<'a>>,
}

pub(super) fn recipients<'a>(
    source: &'a SourceFile,
    concepts: &'a ConceptTree,
    ledger: &Ledger,
) -> Vec<WireRecipient<'a>> {
    let all = ledger.recipients.iter();
    all.map(|recipient| WireRecipient {
        span: WireSpan::new(source, recipient.span),
        named: recipient.named,
        role: recipient.part.map(|(part, _)| part.as_str()),
        countries: recipient
            .countries
            .iter()
            .map(|statement| wire_statement(source, concepts, statement))
            .collect(),
        purposes: entries_of(recipient, &ledger.entries)
            .map(|entry| WireSpan::new(source, first(entry)))
            .collect(),
        mentions: recipient
            .mentions
            .iter()
            .map(|span| WireSpan::new(source, *span))
            .collect(),
    })
    .collect()
}

/// The purposes that a recipient is linked to.
fn entries_of<'l>(
    recipient: &'l Recipient,
    entries: &'l [Entry],
) -> impl Iterator<Item = &'l Entry> {
    let linked = recipient.purposes.iter();
    linked.filter_map(|at| entries.get(*at))
}

/// How many other names of a recipient are told at most.
const NAMES: usize = 8;

/// The other names that a recipient is mentioned by, each once.
fn also(source: &SourceFile, recipient: &Recipient) -> Vec<String> {
    let own = one_line(source, recipient.span);
    let mut seen = vec![fold(&own).into_owned()];
    let mut found = Vec::new();
    let mentions = recipient.mentions.iter().filter(|_| recipient.named);
    for name in mentions.map(|span| one_line(source, *span)) {
        let folded = fold(&name).into_owned();
        if found.len() < NAMES && !seen.contains(&folded) {
            seen.push(folded);
            found.push(format!("“{name}”"));
        }
    }
    found
}

/// The purposes that a recipient is linked to, by their first words.
pub(super) fn purposes_of(source: &SourceFile, recipient: &Recipient, entries: &[Entry]) -> String {
    let names: Vec<String> = entries_of(recipient, entries)
        .map(|entry| format!("“{}”", one_line(source, first(entry))))
        .collect();
    if names.is_empty() {
        "not found".to_owned()
    } else {
        names.join("; ")
    }
}

/// What part a recipient is said to have.
pub(super) fn part(recipient: &Recipient) -> &'static str {
    recipient
        .part
        .map_or("not found", |(part, _)| part.as_str())
}

pub(super) fn transfers<'a>(
    source: &'a SourceFile,
    concepts: &'a ConceptTree,
    ledger: &Ledger,
) -> Vec<WireTransfer<'a>> {
    let wire = |statements: &[Statement]| {
        let statements = statements.iter();
        statements
            .map(|statement| wire_statement(source, concepts, statement))
            .collect()
    };
    let all = ledger.transfers.iter();
    all.map(|transfer| WireTransfer {
        span: WireSpan::new(source, transfer.span),
        countries: wire(&transfer.countries),
        safeguards: wire(&transfer.safeguards),
        recipients: wire(&transfer.recipients),
    })
    .collect()
}

pub(super) fn cookies<'a>(source: &'a SourceFile, ledger: &Ledger) -> Vec<WireCookie<'a>> {
    let span = |span| WireSpan::new(source, span);
    let all = ledger.cookies.iter();
    all.map(|cookie| WireCookie {
        span: span(cookie.span),
        category: cookie.category.map(|(category, _)| word(category)),
        purpose: cookie.purpose.map(span),
        lifetime: cookie.lifetime.map(span),
        provider: cookie.provider.map(span),
    })
    .collect()
}

pub(super) const fn word(category: Category) -> &'static str {
    match category {
        Category::Necessary => "necessary",
        Category::Optional => "optional",
    }
}

/// Writes recipients, transfers and cookies for people.
pub(super) fn human(
    source: &SourceFile,
    concepts: &ConceptTree,
    ledger: &Ledger,
    out: &mut dyn Write,
) -> io::Result<()> {
    human_recipients(source, concepts, ledger, out)?;
    for Transfer {
        span,
        countries,
        safeguards,
        recipients,
        ..
    } in &ledger.transfers
    {
        writeln!(
            out,
            "\n  {} transfer: {}",
            place(source, *span),
            one_line(source, *span)
        )?;
        for (name, said) in [
            ("countries", countries),
            ("safeguards", safeguards),
            ("recipients", recipients),
        ] {
            writeln!(
                out,
                "    {name:<12} {}",
                listed(source, concepts, said, true)
            )?;
        }
    }
    for cookie in &ledger.cookies {
        let Cookie { span, category, .. } = cookie;
        writeln!(
            out,
            "\n  {} cookie: {}",
            place(source, *span),
            one_line(source, *span)
        )?;
        let category = category.map_or("not found", |(category, _)| word(category));
        writeln!(out, "    {:<12} {category}", "category")?;
        for (name, said) in [
            ("purpose", cookie.purpose),
            ("lifetime", cookie.lifetime),
            ("provider", cookie.provider),
        ] {
            let said = said.map_or_else(|| "not found".to_owned(), |span| one_line(source, span));
            writeln!(out, "    {name:<12} {said}")?;
        }
    }
    Ok(())
}

fn human_recipients(
    source: &SourceFile,
    concepts: &ConceptTree,
    ledger: &Ledger,
    out: &mut dyn Write,
) -> io::Result<()> {
    for recipient in &ledger.recipients {
        let (span, named) = (recipient.span, recipient.named);
        let kind = if named {
            "recipient"
        } else {
            "kind of recipient"
        };
        writeln!(
            out,
            "\n  {} {kind}: {}",
            place(source, span),
            one_line(source, span)
        )?;
        let also = also(source, recipient);
        if !also.is_empty() {
            writeln!(out, "    {:<12} {}", "also", also.join("; "))?;
        }
        let countries = listed(source, concepts, &recipient.countries, true);
        let purposes = purposes_of(source, recipient, &ledger.entries);
        for (name, said) in [
            ("role", part(recipient)),
            ("countries", &countries),
            ("purposes", &purposes),
        ] {
            writeln!(out, "    {name:<12} {said}")?;
        }
    }
    Ok(())
}
