//! `policylint evidence`: what policies say, before any rule.

use std::io::Write;

use crate::report::evidence;

use super::super::args::{Choice, Color, Evidence, Format};
use super::super::error::{self, Error};
use super::super::{Outcome, standing};
use super::input::Input;

/// Prints the evidence of everything that is named.
pub(in crate::cli) fn run(args: &Evidence, out: &mut dyn Write) -> Result<Outcome, Error> {
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
    let documents: Vec<_> = report
        .documents
        .iter()
        .map(|checked| (&checked.source, &checked.evidence))
        .collect();
    match args.format {
        Format::Json => evidence::json(&documents, concepts, args.all, out)?,
        Format::Human => evidence::human(&documents, concepts, args.all, out)?,
    }
    out.flush()?;
    error::show_inputs(&input.errors, Color::Auto);
    Ok(if input.errors.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Failed
    })
}
