//! What `policylint ledger` prints: every purpose with its data, legal basis, retention and recipients; recipients, transfers, cookies.

mod facts;
mod tables;

use std::io::{self, Write};

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::document::Role;
use crate::evidence::Evidence;
use crate::ledger::{Entry, Field, FieldKind, Ledger, Statement};
use crate::lexicon::ConceptTree;
use crate::source::SourceFile;
use crate::text::{Span, fold};

use super::header::{Documents, Header, WireSpan, headline, one_line, place};

pub use tables::{csv, markdown};

/// The version of the JSON contract.
const VERSION: u32 = 1;

/// One document and its ledger.
pub type Read<'a> = (&'a SourceFile, &'a Evidence, Ledger);

#[derive(Serialize)]
struct WireDocument<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    purposes: Vec<WireEntry<'a>>,
    recipients: Vec<facts::WireRecipient<'a>>,
    transfers: Vec<facts::WireTransfer<'a>>,
    cookies: Vec<facts::WireCookie<'a>>,
}

#[derive(Serialize)]
struct WireEntry<'a> {
    purposes: Vec<WireSpan<'a>>,
    role: &'static str,
    roles: Vec<WireRole<'a>>,
    aside: bool,
    data: WireField<'a>,
    legal_basis: WireField<'a>,
    retention: WireField<'a>,
    recipients: WireField<'a>,
}

#[derive(Serialize)]
struct WireRole<'a> {
    role: &'static str,
    #[serde(flatten)]
    span: WireSpan<'a>,
    via: &'static str,
}

#[derive(Serialize)]
struct WireField<'a> {
    stated: bool,
    statements: Vec<WireStatement<'a>>,
    together: Vec<WireStatement<'a>>,
}

#[derive(Serialize)]
struct WireStatement<'a> {
    #[serde(flatten)]
    span: WireSpan<'a>,
    concepts: Vec<&'a str>,
    state: &'static str,
    via: &'static str,
}

/// Writes the ledgers as JSON.
pub fn json(read: &[Read<'_>], concepts: &ConceptTree, out: &mut dyn Write) -> io::Result<()> {
    let documents = read.iter().map(|(source, evidence, ledger)| WireDocument {
        header: Header::new(source, evidence),
        purposes: ledger
            .entries
            .iter()
            .map(|entry| wire(source, concepts, entry))
            .collect(),
        recipients: facts::recipients(source, concepts, ledger),
        transfers: facts::transfers(source, concepts, ledger),
        cookies: facts::cookies(source, ledger),
    });
    let wire = Documents {
        version: VERSION,
        documents: documents.collect(),
    };
    wire.write(out)
}

fn wire<'a>(source: &'a SourceFile, concepts: &'a ConceptTree, entry: &Entry) -> WireEntry<'a> {
    let all = |statements: &[Statement]| {
        let all = statements.iter();
        all.map(|statement| wire_statement(source, concepts, statement))
            .collect()
    };
    let field = |kind: FieldKind| WireField {
        stated: entry.states(kind),
        statements: all(&joined(source, entry, kind)),
        together: all(told_together(entry.field(kind))),
    };
    WireEntry {
        purposes: entry
            .purposes
            .iter()
            .map(|span| WireSpan::new(source, *span))
            .collect(),
        role: role(entry.role),
        roles: entry
            .roles
            .iter()
            .map(|stated| WireRole {
                role: role(stated.role),
                span: WireSpan::new(source, stated.span),
                via: stated.via.as_str(),
            })
            .collect(),
        aside: entry.aside,
        data: field(FieldKind::Data),
        legal_basis: field(FieldKind::LegalBasis),
        retention: field(FieldKind::Retention),
        recipients: field(FieldKind::Recipients),
    }
}

fn wire_statement<'a>(
    source: &'a SourceFile,
    concepts: &'a ConceptTree,
    statement: &Statement,
) -> WireStatement<'a> {
    WireStatement {
        span: WireSpan::new(source, statement.span),
        concepts: statement
            .concepts
            .iter()
            .map(|id| concepts.name(*id))
            .collect(),
        state: statement.state.as_str(),
        via: statement.via.as_str(),
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Controller => "controller",
        Role::Processor => "processor",
        Role::Joint => "joint",
        Role::Unstated => "unstated",
    }
}

/// Writes the ledgers for people: one purpose, then a line for each field.
pub fn human(read: &[Read<'_>], concepts: &ConceptTree, out: &mut dyn Write) -> io::Result<()> {
    for (source, evidence, ledger) in read {
        let count = ledger.entries.len();
        let noun = if count == 1 { "purpose" } else { "purposes" };
        writeln!(out, "{}: {count} {noun}", headline(source, evidence))?;
        for entry in &ledger.entries {
            let aside = if entry.aside { " (aside)" } else { "" };
            writeln!(
                out,
                "\n  {} {}{aside}",
                place(source, first(entry)),
                purposes(source, entry)
            )?;
            for kind in FieldKind::ALL {
                let said = said(source, concepts, (entry, kind), true);
                writeln!(out, "    {:<12} {said}", kind.as_str())?;
            }
            writeln!(out, "    {:<12} {}", "role", roles(source, entry, true))?;
        }
        facts::human(source, concepts, ledger, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The roles of an entry, each with the words that state it.
fn roles(source: &SourceFile, entry: &Entry, with_lines: bool) -> String {
    if entry.roles.is_empty() {
        return "not found".to_owned();
    }
    let shown = entry.roles.iter().map(|stated| {
        let role = role(stated.role);
        if !with_lines {
            return role.to_owned();
        }
        let text = one_line(source, stated.span);
        let line = source.lines.position(&source.text, stated.span.start).line;
        format!("{role} “{text}” (line {line}, {})", stated.via.as_str())
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn first(entry: &Entry) -> Span {
    entry.purposes.first().copied().unwrap_or_default()
}

fn purposes(source: &SourceFile, entry: &Entry) -> String {
    let mut shown: Vec<String> = Vec::new();
    for span in &entry.purposes {
        let text = one_line(source, *span);
        if !shown.iter().any(|other| other.contains(&text)) {
            shown.push(text);
        }
    }
    shown.join(" · ")
}

fn said(
    source: &SourceFile,
    concepts: &ConceptTree,
    (entry, kind): (&Entry, FieldKind),
    with_lines: bool,
) -> String {
    let field = entry.field(kind);
    if field.statements.is_empty() && field.elsewhere {
        let together = told_together(field);
        if together.is_empty() {
            return "not found beside it, but in a section about it".to_owned();
        }
        let together = distinct(source, together);
        let shown = together.get(..SHOWN).unwrap_or(&together);
        let said = listed(source, concepts, shown, with_lines);
        let more = match together.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        return format!("for all purposes together: {said}{more}");
    }
    listed(source, concepts, &joined(source, entry, kind), with_lines)
}

/// What an entry states of a field. Pieces of one clause that overlap, or have nothing but white space between them, are one statement;
/// names of data and of recipients are told one by one.
fn joined(source: &SourceFile, entry: &Entry, kind: FieldKind) -> Vec<Statement> {
    let all = &entry.field(kind).statements;
    if matches!(kind, FieldKind::Data | FieldKind::Recipients) {
        return all.clone();
    }
    let mut found: Vec<Statement> = Vec::new();
    for statement in all {
        let known = found.iter_mut().find(|known| {
            known.via == statement.via && are_one(source, known.span, statement.span)
        });
        match known {
            Some(known) => {
                known.span = known.span.cover(statement.span);
                known.take(statement);
            }
            None => found.push(statement.clone()),
        }
    }
    found
}

/// Whether two stretches overlap, or only white space is between them.
fn are_one(source: &SourceFile, one: Span, other: Span) -> bool {
    let gap = source
        .text
        .get(one.end.min(other.end)..one.start.max(other.start));
    one.overlaps(other) || gap.is_some_and(|gap| !gap.contains('\n') && gap.trim().is_empty())
}

/// Statements in different words, each where it stands first.
fn distinct(source: &SourceFile, statements: &[Statement]) -> Vec<Statement> {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let mut found = statements.to_vec();
    found.retain(|statement| seen.insert(fold(statement.span.of(&source.text)).into_owned()));
    found
}

/// How many statements are shown of those that are made for all purposes together.
const SHOWN: usize = 4;

/// What a section lists for all purposes together, where nothing else was found.
fn told_together(field: &Field) -> &[Statement] {
    if field.statements.is_empty() {
        &field.together
    } else {
        &[]
    }
}

fn listed(
    source: &SourceFile,
    concepts: &ConceptTree,
    statements: &[Statement],
    with_lines: bool,
) -> String {
    if statements.is_empty() {
        return "not found".to_owned();
    }
    let mut shown: Vec<String> = Vec::new();
    for statement in &distinct(source, statements) {
        let text = match (label(concepts, statement), one_line(source, statement.span)) {
            (Some(label), text) => format!("{label} “{text}”"),
            (None, text) => format!("“{text}”"),
        };
        let line = source
            .lines
            .position(&source.text, statement.span.start)
            .line;
        let at = if with_lines {
            format!(" (line {line}, {})", statement.via.as_str())
        } else {
            String::new()
        };
        shown.push(format!("{text}{at}"));
    }
    shown.join("; ")
}

/// The last parts of the concepts' names, where they tell more than the field does. Cues are for rules: a reader knows none.
fn label(concepts: &ConceptTree, statement: &Statement) -> Option<String> {
    let stated = statement
        .concepts
        .iter()
        .filter_map(|id| concepts.concept(*id))
        .filter(|concept| concept.is_evidence());
    let names: Vec<&str> = stated
        .filter_map(|concept| Some(concept.name.split_once('.')?.1))
        .collect();
    (!names.is_empty()).then(|| names.join(" + "))
}
