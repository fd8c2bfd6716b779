//! `policylint check`: the main job.

use std::io::Write;
use std::time::Instant;

use crate::config::FailOn;
use crate::report::Run;
use crate::session::Report;

use super::super::args::Check;
use super::super::changed::Changed;
use super::super::error::{self, Error};
use super::super::output::{self, Look, Outputs};
use super::super::{Outcome, standing};
use super::input::Input;

/// Checks, prints, and says how it ended.
pub(in crate::cli) fn run(args: &Check, out: &mut dyn Write) -> Result<Outcome, Error> {
    let start = Instant::now();
    let mut paths = args.paths.clone();
    let changed = match &args.changed {
        Some(base) => Some(Changed::new(base, &mut paths)?),
        None => None,
    };
    let mut input = Input::new(&paths, args.stdin_filename.as_deref());
    let prepared = standing::prepare(&args.choice, &args.reading)?;
    let outputs = Outputs::open(&args.format, &input.paths())?;
    if let Some(changed) = changed {
        changed.keep(&mut input.files, &prepared.bundles);
    }
    let session = &prepared.session.forgetting();
    let report = input.check(session, prepared.max_file_size, args.quiet);
    let run = Run {
        report: &report,
        errors: &input.errors,
        rules: session.active(),
        broken: session.broken(),
        root: &output::root(),
    };
    let written = outputs.write(&run, (Look::new(args), start.elapsed()), out);
    let broken = !prepared.broken.is_empty();
    if broken {
        Error::Files(prepared.broken).show(args.color);
    }
    error::show_inputs(&input.errors, args.color);
    written?;
    if broken || !input.errors.is_empty() {
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
