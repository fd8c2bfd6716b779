//! What `policylint ledger` prints beside purposes: transfers with their countries and safeguards, and cookies.

use std::io::{self, Write};

use serde::Serialize;

use crate::ledger::{Category, Cookie, Ledger, Statement, Transfer};
use crate::lexicon::ConceptTree;
use crate::source::SourceFile;

use super::super::header::{WireSpan, one_line, place};
use super::{WireStatement, listed, wire_statement};

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

const fn word(category: Category) -> &'static str {
    match category {
        Category::Necessary => "necessary",
        Category::Optional => "optional",
    }
}

/// Writes transfers and cookies for people.
pub(super) fn human(
    source: &SourceFile,
    concepts: &ConceptTree,
    ledger: &Ledger,
    out: &mut dyn Write,
) -> io::Result<()> {
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
