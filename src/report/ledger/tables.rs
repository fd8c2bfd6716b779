//! The ledger for spreadsheets: comma-separated values with a record for each fact, and tables in Markdown, one for each kind.

use std::io::{self, Write};

use crate::ledger::{Cookie, Entry, FieldKind, Recipient, Statement, Transfer};
use crate::lexicon::ConceptTree;
use crate::source::SourceFile;
use crate::text::Span;

use super::super::excerpt::clean;
use super::super::header::{cell, one_line};
use super::facts::{part, purposes_of, word};
use super::{Read, first, listed, purposes, roles, said};

/// The columns of the comma-separated values. A fact leaves those empty that it has not.
const COLUMNS: [&str; 17] = [
    "path",
    "line",
    "fact",
    "name",
    "data",
    "legal_basis",
    "retention",
    "recipients",
    "role",
    "named",
    "countries",
    "safeguards",
    "purposes",
    "category",
    "lifetime",
    "provider",
    "aside",
];

/// A fact as cells by the names of their columns.
type Cells = Vec<(&'static str, String)>;

/// What the cells of a document are written from.
#[derive(Clone, Copy)]
struct Writer<'a> {
    source: &'a SourceFile,
    concepts: &'a ConceptTree,
}

impl Writer<'_> {
    fn line(self, span: Span) -> String {
        let position = self.source.lines.position(&self.source.text, span.start);
        position.line.to_string()
    }

    fn listed(self, statements: &[Statement]) -> String {
        listed(self.source, self.concepts, statements, false)
    }

    fn optional(self, span: Option<Span>) -> String {
        span.map_or_else(
            || "not found".to_owned(),
            |span| one_line(self.source, span),
        )
    }

    fn purpose(self, entry: &Entry) -> Cells {
        let field = |kind| said(self.source, self.concepts, (entry, kind), false);
        vec![
            ("line", self.line(first(entry))),
            ("name", purposes(self.source, entry)),
            ("data", field(FieldKind::Data)),
            ("legal_basis", field(FieldKind::LegalBasis)),
            ("retention", field(FieldKind::Retention)),
            ("recipients", field(FieldKind::Recipients)),
            ("role", roles(self.source, entry, false)),
            ("aside", entry.aside.to_string()),
        ]
    }

    fn recipient(self, recipient: &Recipient, entries: &[Entry]) -> Cells {
        vec![
            ("line", self.line(recipient.span)),
            ("name", one_line(self.source, recipient.span)),
            ("role", part(recipient).to_owned()),
            ("named", recipient.named.to_string()),
            ("countries", self.listed(&recipient.countries)),
            ("purposes", purposes_of(self.source, recipient, entries)),
        ]
    }

    fn transfer(self, transfer: &Transfer) -> Cells {
        vec![
            ("line", self.line(transfer.span)),
            ("name", one_line(self.source, transfer.span)),
            ("countries", self.listed(&transfer.countries)),
            ("safeguards", self.listed(&transfer.safeguards)),
            ("recipients", self.listed(&transfer.recipients)),
        ]
    }

    fn cookie(self, cookie: &Cookie) -> Cells {
        let category = cookie.category.map_or("not found", |it| word(it.0));
        vec![
            ("line", self.line(cookie.span)),
            ("name", one_line(self.source, cookie.span)),
            ("category", category.to_owned()),
            ("purposes", self.optional(cookie.purpose)),
            ("lifetime", self.optional(cookie.lifetime)),
            ("provider", self.optional(cookie.provider)),
        ]
    }

    /// All facts of a ledger by kind.
    fn facts(self, ledger: &crate::ledger::Ledger) -> [(&'static str, Vec<Cells>); 4] {
        let entries = &ledger.entries;
        [
            (
                "purpose",
                entries.iter().map(|it| self.purpose(it)).collect(),
            ),
            (
                "recipient",
                ledger
                    .recipients
                    .iter()
                    .map(|it| self.recipient(it, entries))
                    .collect(),
            ),
            (
                "transfer",
                ledger
                    .transfers
                    .iter()
                    .map(|it| self.transfer(it))
                    .collect(),
            ),
            (
                "cookie",
                ledger.cookies.iter().map(|it| self.cookie(it)).collect(),
            ),
        ]
    }
}

/// Writes the ledgers as comma-separated values.
pub fn csv(read: &[Read<'_>], concepts: &ConceptTree, out: &mut dyn Write) -> io::Result<()> {
    let mut records = csv::Writer::from_writer(out);
    records.write_record(COLUMNS)?;
    for (source, _, ledger) in read {
        let writer = Writer { source, concepts };
        for (fact, all) in writer.facts(ledger) {
            for cells in all {
                let value = |column: &&str| match *column {
                    "path" => source.path.clone(),
                    "fact" => fact.to_owned(),
                    column => cells
                        .iter()
                        .find(|(name, _)| *name == column)
                        .map(|(_, text)| text.clone())
                        .unwrap_or_default(),
                };
                records.write_record(COLUMNS.iter().map(value))?;
            }
        }
    }
    records.flush()
}

/// Writes the ledgers as tables in Markdown: one of purposes, and one of each other kind of fact that there is.
pub fn markdown(read: &[Read<'_>], concepts: &ConceptTree, out: &mut dyn Write) -> io::Result<()> {
    for (source, _, ledger) in read {
        let writer = Writer { source, concepts };
        writeln!(out, "## {}\n", clean(&source.path))?;
        for (fact, all) in writer.facts(ledger) {
            let (title, headers) = headers(fact);
            if all.is_empty() && fact != "purpose" {
                continue;
            }
            if fact != "purpose" {
                writeln!(out, "### {title}\n")?;
            }
            writeln!(out, "| {} |", headers.join(" | "))?;
            writeln!(out, "| ---:{} |", " | ---".repeat(headers.len() - 1))?;
            for cells in all {
                // Whether a purpose stands aside is told beside its words: few do.
                let aside = cells.contains(&("aside", true.to_string()));
                let texts = cells.iter().filter(|(name, _)| *name != "aside");
                let shown = texts.map(|(name, text)| match *name {
                    "name" if aside => format!("{} (aside)", cell(text)),
                    _ => cell(text),
                });
                let texts: Vec<String> = shown.collect();
                writeln!(out, "| {} |", texts.join(" | "))?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The title of a table and its headers.
const fn headers(fact: &str) -> (&'static str, &'static [&'static str]) {
    match fact.as_bytes() {
        b"recipient" => (
            "Recipients",
            &[
                "Line",
                "Recipient",
                "Role",
                "Named",
                "Countries",
                "Purposes",
            ],
        ),
        b"transfer" => (
            "Transfers",
            &["Line", "Transfer", "Countries", "Safeguards", "Recipients"],
        ),
        b"cookie" => (
            "Cookies",
            &[
                "Line", "Cookie", "Category", "Purpose", "Lifetime", "Provider",
            ],
        ),
        _ => (
            "Purposes",
            &[
                "Line",
                "Purpose",
                "Data",
                "Legal basis",
                "Retention",
                "Recipients",
                "Role",
            ],
        ),
    }
}
