//! `policylint ledger`: every purpose with its data, legal basis, retention and recipients.

use std::io::Write;

use crate::report::ledger::{self, Read as Row};

use super::super::Outcome;
use super::super::args::{self, TableFormat};
use super::super::error::Error;
use super::reading::Read;

/// Prints the ledger of everything that is named.
pub(in crate::cli) fn run(args: &args::Ledger, out: &mut dyn Write) -> Result<Outcome, Error> {
    let read = Read::new(&args.sources)?;
    let session = &read.prepared.session;
    let concepts = session.knowledge().lexicon.concepts();
    let documents = read.report.documents.iter();
    let rows: Vec<Row<'_>> = documents
        .map(|checked| {
            let (source, evidence) = (&checked.source, &checked.evidence);
            let ledger = session.ledger(source, &checked.document, evidence);
            (source, evidence, ledger)
        })
        .collect();
    match args.format {
        TableFormat::Human => ledger::human(&rows, concepts, out)?,
        TableFormat::Json => ledger::json(&rows, concepts, out)?,
        TableFormat::Csv => ledger::csv(&rows, concepts, out)?,
        TableFormat::Markdown => ledger::markdown(&rows, concepts, out)?,
    }
    read.finish(out)
}
