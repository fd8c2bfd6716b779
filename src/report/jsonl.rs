//! What `policylint check --format jsonl` prints: one JSON object to a line, to be read line by line.
//!
//! Every line carries the `version` of this contract and its `type`: `diagnostic` for each occurrence, `not_judged` for each rule
//! that could not tell, `error` for each input that could not be checked, and one `summary` at the end, without which the
//! output is incomplete. Offsets, lines and columns are those of the JSON output.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label, Occurrence, Severity};
use crate::source::SourceFile;

use super::Run;
use super::json::{WireError, WireNotJudged, WireSpan, wire_span};

/// The version of the contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Line<T> {
    version: u32,
    r#type: &'static str,
    #[serde(flatten)]
    what: T,
}

#[derive(Serialize)]
struct WireOccurrence<'a> {
    rule: &'a str,
    severity: &'static str,
    confidence: &'static str,
    path: &'a str,
    #[serde(flatten)]
    words: WireWords<'a>,
    message: &'a str,
    help: Option<&'a str>,
    law: &'a [String],
    fingerprint: String,
    related: Vec<WireWords<'a>>,
}

/// Words of the policy, and what is said of them.
#[derive(Serialize)]
struct WireWords<'a> {
    #[serde(flatten)]
    span: WireSpan,
    label: &'a str,
}

/// Counts of the lines above it.
#[derive(Serialize)]
struct Summary {
    documents: usize,
    diagnostics: BySeverity,
    not_judged: usize,
    errors: usize,
}

#[derive(Default, Serialize)]
struct BySeverity {
    error: usize,
    warning: usize,
    info: usize,
}

/// Writes `run`, one object to a line.
pub fn report(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut summary = Summary {
        documents: run.report.documents.len(),
        diagnostics: BySeverity::default(),
        not_judged: 0,
        errors: run.errors.len(),
    };
    for checked in &run.report.documents {
        for diagnostic in &checked.diagnostics {
            for occurrence in &diagnostic.occurrences {
                summary.diagnostics.add(diagnostic.severity);
                let what = wire_occurrence(&checked.source, diagnostic, occurrence);
                line("diagnostic", what, out)?;
            }
        }
        summary.not_judged += checked.not_judged.len();
        for (rule, reason) in &checked.not_judged {
            let what = WireNotJudged {
                path: &checked.source.path,
                rule: rule.as_str(),
                reason,
            };
            line("not_judged", what, out)?;
        }
    }
    for error in run.errors {
        let what = WireError {
            path: &error.path,
            message: &error.message,
        };
        line("error", what, out)?;
    }
    line("summary", summary, out)
}

impl BySeverity {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Info => self.info += 1,
        }
    }
}

fn wire_occurrence<'a>(
    source: &'a SourceFile,
    diagnostic: &'a Diagnostic,
    occurrence: &'a Occurrence,
) -> WireOccurrence<'a> {
    let words = |label: &'a Label| WireWords {
        span: wire_span(source, label),
        label: &label.message,
    };
    WireOccurrence {
        rule: diagnostic.rule.as_str(),
        severity: diagnostic.severity.as_str(),
        confidence: diagnostic.confidence.as_str(),
        path: &source.path,
        words: words(&occurrence.label),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        law: &diagnostic.law,
        fingerprint: occurrence.fingerprint.to_string(),
        related: occurrence.related.iter().map(words).collect(),
    }
}

fn line<T: Serialize>(r#type: &'static str, what: T, out: &mut dyn Write) -> io::Result<()> {
    let line = Line {
        version: VERSION,
        r#type,
        what,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
