//! What `policylint check --format sarif` prints: SARIF 2.1.0, for code hosts and editors.
//!
//! One result for each occurrence, with its fingerprint. Paths are seen from the root of the repository, relative to
//! `%SRCROOT%`, and nothing of the machine is told, so that the same policies give the same log everywhere.

mod rules;
mod wire;

use std::collections::BTreeMap;
use std::io::{self, Write};

use encoding_rs::UTF_8;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Fingerprint, Label, Occurrence, Severity};
use crate::session::Checked;
use crate::source::SourceFile;
use crate::text::{Position, Span};

use super::{Run, root};
use wire::{
    Artifact, ArtifactLocation, Base, Driver, Invocation, Location, Log, Notification,
    PhysicalLocation, Region, RuleReference, Text, Tool, WireResult,
};

/// What relative paths are relative to.
const SOURCE_ROOT: &str = "%SRCROOT%";
/// What stands for itself in the path of a URI. A colon does not: before the first slash it would end a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Writes `run` as a log.
pub fn report(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut log = Writer::new(run);
    let mut results = Vec::new();
    for (index, checked) in run.report.documents.iter().enumerate() {
        for diagnostic in &checked.diagnostics {
            let occurrences = diagnostic.occurrences.iter();
            results.extend(
                occurrences.map(|occurrence| log.result(index, checked, diagnostic, occurrence)),
            );
        }
    }
    let invocation = log.invocation();
    let wire = wire::Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: log.descriptors,
            },
        },
        invocations: [invocation],
        original_uri_base_ids: BTreeMap::from([(
            SOURCE_ROOT,
            Base {
                description: Text::plain(
                    "The root of the repository, or the folder of the run where there is none.",
                ),
            },
        )]),
        artifacts: artifacts(run),
        results,
        column_kind: "utf16CodeUnits",
        newline_sequences: ["\r\n", "\n", "\r"],
    };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [wire],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// The word for `severity`.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn artifacts(run: &Run<'_>) -> Vec<Artifact> {
    let documents = run.report.documents.iter();
    let artifacts = documents.map(|checked| Artifact {
        location: located(run, &checked.source.path, None),
        encoding: checked.source.encoding.name(),
        roles: ["analysisTarget"],
    });
    artifacts.collect()
}

/// Where the file at `path` is; `index` is its place among the artifacts.
fn located(run: &Run<'_>, path: &str, index: Option<usize>) -> ArtifactLocation {
    let path = run.root.seen(path);
    let encoded = utf8_percent_encode(&path, PATH).to_string();
    let absolute = root::is_absolute(&path);
    let uri = match (absolute, encoded.starts_with('/')) {
        (false, _) => encoded,
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{}", encoded.replacen("%3A", ":", 1)),
    };
    ArtifactLocation {
        uri,
        uri_base_id: (!absolute).then_some(SOURCE_ROOT),
        index,
    }
}

/// A log as it grows.
struct Writer<'r> {
    run: &'r Run<'r>,
    descriptors: Vec<wire::Descriptor>,
    indices: FxHashMap<String, usize>,
}

impl<'r> Writer<'r> {
    fn new(run: &'r Run<'r>) -> Self {
        let descriptors: Vec<_> = run.rules.iter().map(rules::descriptor).collect();
        let indices = descriptors.iter().enumerate();
        Self {
            run,
            indices: indices
                .map(|(index, rule)| (rule.id.clone(), index))
                .collect(),
            descriptors,
        }
    }

    /// The index of the rule of `diagnostic`; one that did not run as a rule is added.
    fn rule(&mut self, diagnostic: &Diagnostic) -> usize {
        let next = self.descriptors.len();
        let id = diagnostic.rule.to_string();
        let index = *self.indices.entry(id).or_insert(next);
        if index == next {
            self.descriptors.push(rules::known_by(diagnostic));
        }
        index
    }

    fn result<'a>(
        &mut self,
        artifact: usize,
        checked: &Checked,
        diagnostic: &'a Diagnostic,
        occurrence: &Occurrence,
    ) -> WireResult<'a> {
        let at = |label: &Label, id| self.location(&checked.source, artifact, label, id);
        let related = occurrence.related.iter().zip(1..);
        let related_locations = related.map(|(label, id)| at(label, Some(id))).collect();
        let locations = [at(&occurrence.label, None)];
        let mut message = rules::sentence(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            message.extend([" ", help]);
        }
        WireResult {
            rule_id: diagnostic.rule.as_str(),
            rule_index: Some(self.rule(diagnostic)),
            level: level(diagnostic.severity),
            message: Text::plain(message),
            locations,
            related_locations,
            partial_fingerprints: fingerprints(occurrence.fingerprint),
        }
    }

    fn location(
        &self,
        source: &SourceFile,
        artifact: usize,
        label: &Label,
        id: Option<usize>,
    ) -> Location {
        Location {
            id,
            physical_location: PhysicalLocation {
                artifact_location: located(self.run, &source.path, Some(artifact)),
                region: Some(region(source, label.span)),
            },
            message: Some(label.message.as_str())
                .filter(|message| !message.is_empty())
                .map(Text::plain),
        }
    }

    /// How the run went: what could not be read or loaded, and which rules could not tell.
    fn invocation(&self) -> Invocation {
        let run = self.run;
        let errors = run.errors.iter().map(|error| Notification {
            level: "error",
            message: Text::plain(&error.message),
            locations: vec![self.file(&error.path)],
            associated_rule: None,
        });
        let documents = run.report.documents.iter();
        let not_judged = documents.flat_map(|checked| {
            let rules = checked.not_judged.iter();
            rules.map(|(rule, reason)| Notification {
                level: "note",
                message: Text::plain(format!("Not judged: {}", rules::sentence(reason))),
                locations: vec![self.file(&checked.source.path)],
                associated_rule: Some(RuleReference {
                    id: rule.to_string(),
                    index: self.indices.get(rule.as_str()).copied(),
                }),
            })
        });
        let broken = run.broken.iter().map(|(path, error)| Notification {
            level: "error",
            message: Text::plain(&error.message),
            locations: vec![self.file(path)],
            associated_rule: None,
        });
        Invocation {
            execution_successful: run.errors.is_empty() && run.broken.is_empty(),
            tool_configuration_notifications: broken.collect(),
            tool_execution_notifications: errors.chain(not_judged).collect(),
        }
    }

    /// A whole file.
    fn file(&self, path: &str) -> Location {
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: located(self.run, path, None),
                region: None,
            },
            message: None,
        }
    }
}

/// The fingerprint under its own name, and under the one by which code hosts tell results apart: left to themselves they hash the
/// line, and a policy has many results on one line.
fn fingerprints(fingerprint: Fingerprint) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("policylint/v1", fingerprint.to_string()),
        ("primaryLocationLineHash", format!("{fingerprint}:1")),
    ])
}

/// `span` in lines and columns, and in bytes where the text is the bytes of the file.
fn region(source: &SourceFile, span: Span) -> Region {
    let start = unmarked(source, span.start);
    let end = unmarked(source, span.end);
    let bytes = source.encoding == UTF_8;
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: bytes.then_some(span.start),
        byte_length: bytes.then_some(span.len()),
    }
}

/// The place of `offset`, with a byte order mark not counted: columns do not depend on it.
fn unmarked(source: &SourceFile, offset: usize) -> Position {
    let mut position = source.lines.position_utf16(&source.text, offset);
    if position.line == 1 && position.column > 1 && source.text.starts_with('\u{feff}') {
        position.column -= 1;
    }
    position
}
