//! Diagnostics as the protocol has them: one for each occurrence, since each is a place to mend.

use std::path::Path;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic as Wire, DiagnosticRelatedInformation, DiagnosticSeverity,
    Location, Message, Uri,
};
use serde_json::json;

use crate::diagnostic::{Diagnostic, Occurrence, Severity};
use crate::session::{Checked, Session};
use crate::source::SourceFile;

use super::client::Client;
use super::position::Ruler;
use super::uri;

/// The name under which clients show where diagnostics come from.
const SOURCE: &str = "policylint";

/// All that is to be said of the document at `uri`.
pub(super) fn of(checked: &Checked, session: &Session, uri: &str, client: &Client) -> Vec<Wire> {
    let found = checked.diagnostics.iter();
    found
        .flat_map(|diagnostic| {
            let link = link(diagnostic, session).filter(|_| client.code_links);
            wired(diagnostic, &checked.source, uri, client)
                .into_iter()
                .map(move |wire| Wire {
                    code_description: link.clone(),
                    ..wire
                })
        })
        .collect()
}

/// What is to be said of a file of the user's own: a configuration, a rule.
pub(super) fn of_mistake(
    diagnostic: &Diagnostic,
    source: &SourceFile,
    uri: &str,
    client: &Client,
) -> Vec<Wire> {
    wired(diagnostic, source, uri, client)
}

fn wired(diagnostic: &Diagnostic, source: &SourceFile, uri: &str, client: &Client) -> Vec<Wire> {
    let ruler = Ruler::new(&source.text, &source.lines, client.encoding);
    let occurrences = diagnostic.occurrences.iter();
    occurrences
        .map(|occurrence| Wire {
            range: ruler.range(occurrence.label.span),
            severity: Some(severity(diagnostic.severity)),
            code: Some(Code::String(diagnostic.rule.to_string())),
            code_description: None,
            source: Some(SOURCE.to_owned()),
            message: Message::String(diagnostic.message.clone()),
            tags: None,
            related_information: client
                .related
                .then(|| related(diagnostic, occurrence, ruler, uri)),
            data: Some(json!({
                "law": diagnostic.law,
                "help": diagnostic.help,
                "confidence": diagnostic.confidence.as_str(),
                "fingerprint": occurrence.fingerprint.to_string(),
            })),
        })
        .collect()
}

/// What else is involved, each with what is said of it.
fn related(
    diagnostic: &Diagnostic,
    occurrence: &Occurrence,
    ruler: Ruler<'_>,
    uri: &str,
) -> Vec<DiagnosticRelatedInformation> {
    // What the primary label says has no place of its own in the protocol.
    let primary = Some(&occurrence.label)
        .filter(|label| !label.message.is_empty() && label.message != diagnostic.message);
    let labels = primary.into_iter().chain(&occurrence.related);
    labels
        .map(|label| DiagnosticRelatedInformation {
            location: Location {
                uri: Uri(uri.to_owned()),
                range: ruler.range(label.span),
            },
            message: label.message.clone(),
        })
        .collect()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// Where the rule stands, where that is a file of the user's own. The built-in rules stand nowhere that a client could
/// go to: hovers explain them.
fn link(diagnostic: &Diagnostic, session: &Session) -> Option<CodeDescription> {
    let rule = session.rules().get(diagnostic.rule.as_str())?;
    let path = Path::new(&rule.path);
    path.is_absolute().then(|| CodeDescription {
        href: Uri(uri::from_path(path)),
    })
}
