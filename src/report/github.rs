//! What `policylint check --format github` prints: workflow commands, which GitHub shows at the words of a pull request.
//!
//! GitHub shows no more than ten of each severity per step and drops the others in silence. So never more than ten are printed, those
//! of different causes first, and a last line counts the rest.

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Occurrence, Severity};
use crate::source::SourceFile;

use super::Run;

/// How many annotations of one severity GitHub shows per step.
const SHOWN: usize = 10;
/// Severities with the commands that stand for them and their names, in the order of the last line.
const KINDS: [(Severity, &str, &str); 3] = [
    (Severity::Error, "error", "errors"),
    (Severity::Warning, "warning", "warnings"),
    (Severity::Info, "notice", "notices"),
];

/// Writes `run` as annotations.
pub fn report(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut left = Left::default();
    for error in run.errors {
        if left.takes(Severity::Error) {
            let message = escaped(&error.message);
            writeln!(out, "::error title=policylint::{message}")?;
        }
    }
    for (path, error) in run.broken {
        if left.takes(Severity::Error) {
            let file = property(&run.root.seen(path));
            let message = escaped(&error.message);
            writeln!(
                out,
                "::error file={file},title=policylint {}::{message}",
                property(error.rule.as_str())
            )?;
        }
    }
    for (source, diagnostic, occurrence) in by_cause(run) {
        if left.takes(diagnostic.severity) {
            annotation(run, source, diagnostic, occurrence, out)?;
        }
    }
    left.write(out)
}

/// All occurrences, the first of every diagnostic before the second of any.
fn by_cause<'a>(run: &Run<'a>) -> Vec<(&'a SourceFile, &'a Diagnostic, &'a Occurrence)> {
    let mut all = Vec::new();
    for checked in &run.report.documents {
        for diagnostic in &checked.diagnostics {
            let occurrences = diagnostic.occurrences.iter().enumerate();
            all.extend(
                occurrences
                    .map(|(nth, occurrence)| (nth, (&checked.source, diagnostic, occurrence))),
            );
        }
    }
    all.sort_by_key(|(nth, _)| *nth);
    all.into_iter().map(|(_, row)| row).collect()
}

fn annotation(
    run: &Run<'_>,
    source: &SourceFile,
    diagnostic: &Diagnostic,
    occurrence: &Occurrence,
    out: &mut dyn Write,
) -> io::Result<()> {
    let span = occurrence.label.span;
    let start = source.lines.position_utf16(&source.text, span.start);
    let end = source.lines.position_utf16(&source.text, span.end);
    let (command, _) = kind(diagnostic.severity);
    write!(
        out,
        "::{command} file={},line={}",
        property(&run.root.seen(&source.path)),
        start.line
    )?;
    // Columns are refused where the words stand on more than one line.
    if start.line == end.line {
        let (first, behind) = (start.column, end.column);
        write!(out, ",col={first},endLine={},endColumn={behind}", end.line)?;
    } else {
        write!(out, ",endLine={}", end.line)?;
    }
    let rule = property(diagnostic.rule.as_str());
    writeln!(
        out,
        ",title=policylint {rule}::{}",
        escaped(&said(diagnostic, occurrence))
    )
}

/// Message, what is said at the words, and help, one to a line.
fn said(diagnostic: &Diagnostic, occurrence: &Occurrence) -> String {
    let label = Some(occurrence.label.message.as_str()).filter(|label| !label.is_empty());
    let parts = [
        Some(diagnostic.message.as_str()),
        label,
        diagnostic.help.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn kind(severity: Severity) -> (&'static str, &'static str) {
    KINDS
        .iter()
        .find(|(known, ..)| *known == severity)
        .map_or(("notice", "notices"), |(_, one, many)| (*one, *many))
}

/// Counts what is shown and what is not.
#[derive(Default)]
struct Left {
    seen: [usize; KINDS.len()],
}

impl Left {
    /// Whether one more of this severity is shown.
    fn takes(&mut self, severity: Severity) -> bool {
        let all = KINDS.iter().zip(&mut self.seen);
        let mut own = all.filter(|((known, ..), _)| *known == severity);
        own.next().is_some_and(|(_, seen)| {
            *seen += 1;
            *seen <= SHOWN
        })
    }

    /// The last line: how many of each severity are not shown.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let more = KINDS.iter().zip(self.seen);
        let more = more.filter(|(_, seen)| *seen > SHOWN);
        let more: Vec<String> = more
            .map(|((_, one, many), seen)| match seen - SHOWN {
                1 => format!("1 {one}"),
                number => format!("{number} {many}"),
            })
            .collect();
        if more.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "policylint: {} more, not shown as annotations: GitHub takes {SHOWN} of each kind per step",
            more.join(", ")
        )
    }
}

/// What stands behind `::`: nothing in it may end the command or begin another.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{escaped, property};

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_one() {
        assert_eq!(escaped("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a,b: 5%\n"), "a%2Cb%3A 5%25%0A");
    }
}
