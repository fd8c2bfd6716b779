//! L6: arguments → settings → command. The only place that prints, exits, and reads the clock and the environment.

mod args;
mod commands;
mod error;
mod settings;
mod terminal;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is done, and nothing that was found makes the run fail.
    Clean,
    /// Diagnostics at or above the threshold.
    Diagnostics,
    /// Something could not be done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Diagnostics => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors, but come this way too.
            let outcome = if error.use_stderr() {
                Outcome::Failed
            } else {
                Outcome::Clean
            };
            return if error.print().is_ok() {
                outcome
            } else {
                Outcome::Clean
            }
            .into();
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match &args.command {
        Command::Check(check) => commands::check::run(check, &mut out),
        Command::Rules(rules) => commands::rules::run(rules, &mut out),
        Command::Explain(explain) => commands::explain::run(explain, &mut out),
        Command::Outline(outline) => commands::outline::run(outline, &mut out),
        Command::Evidence(evidence) => commands::evidence::run(evidence, &mut out),
        Command::Score(score) => commands::score::run(score, &mut out),
    };
    let result = result.and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(outcome) => outcome.into(),
        Err(error) => error.show(args.color()).into(),
    }
}
