//! `policylint evidence`: what policies say, before any rule.

use std::io::Write;

use crate::report::evidence;

use super::super::Outcome;
use super::super::args::{Evidence, Format};
use super::super::error::Error;
use super::reading::Read;

/// Prints the evidence of everything that is named.
pub(in crate::cli) fn run(args: &Evidence, out: &mut dyn Write) -> Result<Outcome, Error> {
    let read = Read::new(&args.sources)?;
    let concepts = read.prepared.session.knowledge().lexicon.concepts();
    let documents = read.report.documents.iter();
    let documents: Vec<_> = documents
        .map(|checked| (&checked.source, &checked.evidence))
        .collect();
    match args.format {
        Format::Json => evidence::json(&documents, concepts, args.all, out)?,
        Format::Human => evidence::human(&documents, concepts, args.all, out)?,
    }
    read.finish(out)
}
