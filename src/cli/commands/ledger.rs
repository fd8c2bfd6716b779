//! `policylint ledger`: every purpose with its data, legal basis, retention and recipients.

use std::io::Write;

use crate::report::ledger::{self, Read};

use super::super::args::{self, Choice, Color, TableFormat};
use super::super::error::{self, Error};
use super::super::{Outcome, standing};
use super::input::Input;

/// Prints the ledger of everything that is named.
pub(in crate::cli) fn run(args: &args::Ledger, out: &mut dyn Write) -> Result<Outcome, Error> {
    let mut input = Input::new(&args.paths, None);
    let choice = Choice {
        // No rule is asked: it is reading that is wanted.
        ignore: vec!["*".to_owned()],
        config: args.config.clone(),
        knowledge: args.knowledge.clone(),
        ..Choice::default()
    };
    let prepared = standing::prepare(&choice, &args.reading)?;
    let session = &prepared.session;
    let report = input.check(session, prepared.max_file_size, false);
    let concepts = session.knowledge().lexicon.concepts();
    let read: Vec<Read<'_>> = report
        .documents
        .iter()
        .map(|checked| {
            let (source, evidence) = (&checked.source, &checked.evidence);
            let ledger = session.ledger(source, &checked.document, evidence);
            (source, evidence, ledger)
        })
        .collect();
    match args.format {
        TableFormat::Human => ledger::human(&read, concepts, out)?,
        TableFormat::Json => ledger::json(&read, concepts, out)?,
        TableFormat::Csv => ledger::csv(&read, concepts, out)?,
        TableFormat::Markdown => ledger::markdown(&read, concepts, out)?,
    }
    out.flush()?;
    error::show_inputs(&input.errors, Color::Auto);
    Ok(if input.errors.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Failed
    })
}
