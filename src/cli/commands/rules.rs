//! `policylint rules`: what is looked for.

use std::io::Write;

use crate::report::rules;

use super::super::args::{Format, Reading, Rules};
use super::super::error::Error;
use super::super::{Outcome, standing};

/// Lists all rules, and which of them run with these arguments.
pub(in crate::cli) fn run(args: &Rules, out: &mut dyn Write) -> Result<Outcome, Error> {
    let prepared = standing::prepare(&args.choice, &Reading::default())?;
    let session = &prepared.session;
    let (all, active) = (session.rules().rules(), session.active());
    match args.format {
        Format::Human => rules::human(all, active, out)?,
        Format::Json => rules::json(all, active, out)?,
    }
    // What could not be loaded is told after the list, not amid it.
    out.flush()?;
    standing::finished(prepared.broken)
}
