//! `policylint check`: the main job.

use std::io::{self, Write};
use std::time::Instant;

use crate::config::FailOn;
use crate::report::{human, json, summary};
use crate::session::Report;

use super::super::args::{Check, Format};
use super::super::error::{self, Error};
use super::super::{Outcome, standing, terminal};
use super::input::Input;

/// Checks, prints, and says how it ended.
pub(in crate::cli) fn run(args: &Check, out: &mut dyn Write) -> Result<Outcome, Error> {
    let start = Instant::now();
    let mut input = Input::new(&args.paths, args.stdin_filename.as_deref());
    let prepared = standing::prepare(&args.choice, &args.reading)?;
    let report = input.check(&prepared.session, prepared.max_file_size, args.quiet);
    match args.format {
        Format::Json => json::report(&report, &input.errors, out)?,
        Format::Human => {
            let style = terminal::style(args.color, &io::stdout());
            human::diagnostics(&report, style, out)?;
            if !args.quiet && !report.documents.is_empty() {
                summary::write(&report, input.errors.len(), start.elapsed(), out)?;
            }
        }
    }
    out.flush()?;
    let broken = !prepared.broken.is_empty();
    if broken {
        Error::Files(prepared.broken).show(args.color);
    }
    if broken || !input.errors.is_empty() {
        error::show_inputs(&input.errors, args.color);
        return Ok(Outcome::Failed);
    }
    let fail_on = args.fail_on.map_or(prepared.fail_on, FailOn::from);
    let fails = !args.exit_zero && fails(&report, fail_on);
    Ok(if fails {
        Outcome::Diagnostics
    } else {
        Outcome::Clean
    })
}

fn fails(report: &Report, fail_on: FailOn) -> bool {
    let diagnostics = report
        .documents
        .iter()
        .flat_map(|checked| &checked.diagnostics);
    diagnostics
        .into_iter()
        .any(|found| fail_on.fails(found.severity))
}
