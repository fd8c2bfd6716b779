//! What `policylint check --format json` prints.
//!
//! The JSON is a fixed contract: `start` and `end` are byte offsets into the decoded source, end exclusive; lines and columns
//! are 1-based, columns in Unicode scalars. Fields may be added; none changes its meaning without a new `version`.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label};
use crate::language::Language;
use crate::session::Report;
use crate::source::SourceFile;
use crate::suppress::Suppressed;

use super::InputError;

/// The version of the JSON contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Wire<'a> {
    version: u32,
    documents: Vec<WireDocument<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
    suppressed: Vec<WireSuppressed<'a>>,
    not_judged: Vec<WireNotJudged<'a>>,
    errors: Vec<WireError<'a>>,
}

#[derive(Serialize)]
struct WireDocument<'a> {
    path: &'a str,
    language: Option<&'a str>,
    kind: &'static str,
}

#[derive(Serialize)]
struct WireDiagnostic<'a> {
    rule: &'a str,
    severity: &'static str,
    confidence: &'static str,
    path: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    law: &'a [String],
    /// One for each occurrence.
    fingerprints: Vec<String>,
    labels: Vec<WireLabel<'a>>,
}

/// An occurrence that a directive in the text leaves out.
#[derive(Serialize)]
struct WireSuppressed<'a> {
    #[serde(flatten)]
    diagnostic: WireDiagnostic<'a>,
    /// Why, in the words of the directive; null where it does not say.
    reason: Option<&'a str>,
    /// The name of the rule in the directive.
    by: WirePlace,
}

#[derive(Serialize)]
struct WirePlace {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

/// Where a label stands.
#[derive(Serialize)]
pub(super) struct WireSpan {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct WireLabel<'a> {
    #[serde(flatten)]
    span: WireSpan,
    primary: bool,
    message: &'a str,
    /// The index of the occurrence, and so of its fingerprint.
    occurrence: usize,
}

/// A rule that could not judge a document, and why.
#[derive(Serialize)]
pub(super) struct WireNotJudged<'a> {
    pub(super) path: &'a str,
    pub(super) rule: &'a str,
    pub(super) reason: &'a str,
}

/// An input that could not be checked, and why.
#[derive(Serialize)]
pub(super) struct WireError<'a> {
    pub(super) path: &'a str,
    pub(super) message: &'a str,
}

/// Writes `report` as JSON, with the inputs that could not be checked.
pub fn report(report: &Report, errors: &[InputError], out: &mut dyn Write) -> io::Result<()> {
    let mut wire = Wire {
        version: VERSION,
        documents: Vec::new(),
        diagnostics: Vec::new(),
        suppressed: Vec::new(),
        not_judged: Vec::new(),
        errors: Vec::new(),
    };
    for checked in &report.documents {
        let source = &checked.source;
        wire.documents.push(WireDocument {
            path: &source.path,
            language: checked.evidence.language.as_ref().map(Language::as_str),
            kind: checked.evidence.kind.as_str(),
        });
        let diagnostics = checked.diagnostics.iter();
        wire.diagnostics
            .extend(diagnostics.map(|diagnostic| wire_diagnostic(source, diagnostic)));
        let suppressed = checked.suppressed.iter();
        wire.suppressed
            .extend(suppressed.map(|one| wire_suppressed(source, one)));
        let not_judged = checked.not_judged.iter();
        wire.not_judged
            .extend(not_judged.map(|(rule, reason)| WireNotJudged {
                path: &source.path,
                rule: rule.as_str(),
                reason,
            }));
    }
    wire.errors.extend(errors.iter().map(|error| WireError {
        path: &error.path,
        message: &error.message,
    }));
    serde_json::to_writer_pretty(&mut *out, &wire)?;
    writeln!(out)
}

fn wire_diagnostic<'a>(source: &'a SourceFile, diagnostic: &'a Diagnostic) -> WireDiagnostic<'a> {
    let mut labels = Vec::new();
    for (index, occurrence) in diagnostic.occurrences.iter().enumerate() {
        labels.push(wire_label(source, &occurrence.label, true, index));
        let related = occurrence.related.iter();
        labels.extend(related.map(|label| wire_label(source, label, false, index)));
    }
    WireDiagnostic {
        rule: diagnostic.rule.as_str(),
        severity: diagnostic.severity.as_str(),
        confidence: diagnostic.confidence.as_str(),
        path: &source.path,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        law: &diagnostic.law,
        fingerprints: diagnostic
            .occurrences
            .iter()
            .map(|occurrence| occurrence.fingerprint.to_string())
            .collect(),
        labels,
    }
}

fn wire_suppressed<'a>(source: &'a SourceFile, suppressed: &'a Suppressed) -> WireSuppressed<'a> {
    let position = source.lines.position(&source.text, suppressed.by.start);
    WireSuppressed {
        diagnostic: wire_diagnostic(source, &suppressed.diagnostic),
        reason: suppressed.reason.as_deref(),
        by: WirePlace {
            start: suppressed.by.start,
            end: suppressed.by.end,
            line: position.line,
            column: position.column,
        },
    }
}

fn wire_label<'a>(
    source: &SourceFile,
    label: &'a Label,
    primary: bool,
    occurrence: usize,
) -> WireLabel<'a> {
    WireLabel {
        span: wire_span(source, label),
        primary,
        message: &label.message,
        occurrence,
    }
}

pub(super) fn wire_span(source: &SourceFile, label: &Label) -> WireSpan {
    let start = source.lines.position(&source.text, label.span.start);
    let end = source.lines.position(&source.text, label.span.end);
    WireSpan {
        start: label.span.start,
        end: label.span.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
