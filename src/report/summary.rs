//! The last lines of a run for people: what was judged, what was found, and what was not judged.

use std::io::{self, Write};
use std::time::Duration;

use crate::diagnostic::Severity;
use crate::document::Kind;
use crate::session::Report;

use super::excerpt::clean;

/// How many documents are named of those with rules that were not judged.
const NAMED: usize = 5;

/// Writes the summary of `report`; `unread` inputs could not be checked.
pub fn write(
    report: &Report,
    unread: usize,
    elapsed: Duration,
    out: &mut dyn Write,
) -> io::Result<()> {
    not_judged(report, out)?;
    let documents = report.documents.len();
    if documents == 0 {
        return writeln!(out, "nothing to check: none of these files has changed");
    }
    let policies = report
        .documents
        .iter()
        .filter(|checked| checked.evidence.kind != Kind::Other)
        .count();
    let with = report
        .documents
        .iter()
        .filter(|checked| !checked.diagnostics.is_empty())
        .count();
    let mut line = if with == 0 {
        format!(
            "no diagnostics in {}",
            count(documents, "document", "documents")
        )
    } else {
        let of = count(documents, "document", "documents");
        format!("{} in {with} of {of}", totals(report))
    };
    if policies < documents {
        let other = count(documents - policies, "is not a policy", "are not policies");
        line.extend([" (", &other, ")"]);
    }
    let suppressed: usize = report
        .documents
        .iter()
        .map(|checked| checked.suppressed.len())
        .sum();
    if suppressed > 0 {
        line.extend([" · ", &suppressed.to_string(), " suppressed"]);
    }
    if unread > 0 {
        let inputs = count(unread, "input", "inputs");
        line.extend([" · ", &inputs, " could not be checked"]);
    }
    writeln!(out, "{line} · {}", shown(elapsed))?;
    if with == 0 && policies > 0 {
        let except = if suppressed > 0 {
            ", except for what is suppressed"
        } else {
            ""
        };
        writeln!(
            out,
            "What was looked for was found{except}. That does not make a policy compliant: the rules see only part of what the law asks."
        )?;
    }
    Ok(())
}

/// `3 errors and 2 warnings (14 places)`.
fn totals(report: &Report) -> String {
    let diagnostics = || {
        report
            .documents
            .iter()
            .flat_map(|checked| &checked.diagnostics)
    };
    let of = |severity| diagnostics().filter(move |found| found.severity == severity);
    let all = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "info", "info"),
    ];
    let parts: Vec<String> = all
        .into_iter()
        .map(|(severity, one, many)| (of(severity).count(), one, many))
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    let places: usize = diagnostics().map(|found| found.occurrences.len()).sum();
    if places == diagnostics().count() {
        parts.join(", ")
    } else {
        format!("{} at {places} places", parts.join(", "))
    }
}

/// One line for each document and reason.
fn not_judged(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<(&str, &str, usize)> = Vec::new();
    for checked in &report.documents {
        let own = rows.len();
        for (_, why) in &checked.not_judged {
            match rows.iter_mut().skip(own).find(|row| row.1 == why) {
                Some(row) => row.2 += 1,
                None => rows.push((&checked.source.path, why, 1)),
            }
        }
    }
    for (path, why, rules) in rows.iter().take(NAMED) {
        let rules = count(*rules, "rule", "rules");
        writeln!(
            out,
            "not judged in {}: {rules}, {}",
            clean(path),
            clean(why)
        )?;
    }
    if rows.len() > NAMED {
        writeln!(
            out,
            "not judged: {} more; `--format json` lists all of it",
            rows.len() - NAMED
        )?;
    }
    if rows.is_empty() {
        Ok(())
    } else {
        writeln!(out)
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn shown(elapsed: Duration) -> String {
    if elapsed.as_secs() >= 10 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} ms", elapsed.as_millis())
    }
}
