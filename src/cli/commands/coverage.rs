//! `policylint coverage`: what documents say of each item of information that they owe.

use std::io::Write;

use crate::report::coverage::{self, Shown};

use super::super::args::{Color, Coverage, ReportFormat};
use super::super::error::Error;
use super::super::{Outcome, terminal};
use super::reading::Read;

/// Prints the coverage of everything that is named.
pub(in crate::cli) fn run(args: &Coverage, out: &mut dyn Write) -> Result<Outcome, Error> {
    let read = Read::new(&args.sources)?;
    let session = &read.prepared.session;
    let matrix = session.matrix().map_err(Error::Files)?;
    let covered = session.cover(&matrix, &read.report);
    let shown = Shown {
        matrix: &matrix,
        covered: &covered,
        rules: session.rules(),
    };
    let style = terminal::style(Color::Auto, &std::io::stdout());
    match args.format {
        ReportFormat::Human => coverage::human(shown, style, out)?,
        ReportFormat::Json => coverage::json(shown, out)?,
        ReportFormat::Markdown => coverage::markdown(shown, out)?,
    }
    read.finish(out)
}
