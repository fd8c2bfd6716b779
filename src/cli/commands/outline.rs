//! `policylint outline`: a document as the rules see it.

use std::io::Write;

use crate::report::outline;
use crate::session::Knowledge;
use crate::source::MAX_FILE_SIZE;

use super::super::Outcome;
use super::super::args::{Format, Outline};
use super::super::error::Error;
use super::input;

/// Prints the outline of one document.
pub(in crate::cli) fn run(args: &Outline, out: &mut dyn Write) -> Result<Outcome, Error> {
    let source = input::read_one(&args.file, args.stdin_filename.as_deref(), MAX_FILE_SIZE)
        .map_err(|error| Error::message(error.to_string()))?;
    let knowledge = Knowledge::builtin()
        .map_err(|_| Error::message("the built-in data cannot be read; please report this"))?;
    let (document, detected) = knowledge.parse(&source, args.lang);
    match args.format {
        Format::Human => outline::human(&source, &document, &detected, out)?,
        Format::Json => outline::json(&source, &document, &detected, out)?,
    }
    Ok(Outcome::Clean)
}
