//! L6: arguments → standing → command. The only place that prints, exits, and reads the clock and the environment.

mod args;
mod changed;
mod commands;
mod error;
mod git;
mod output;
mod standing;
mod terminal;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;
use jiff::civil::Date;

use crate::session::Asked;

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

/// What a language server is to be started with.
#[derive(Clone, Debug)]
pub struct Serve {
    /// What was asked for.
    pub asked: Asked,
    /// The configuration, where one is named.
    pub config: Option<PathBuf>,
    /// The folder we stand in.
    pub here: PathBuf,
    /// What the calendar says.
    pub today: fn() -> Date,
}

/// Runs the command line; `serve` is the language server, which it starts and does not know.
pub fn run(serve: fn(Serve) -> ExitCode) -> ExitCode {
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
    if let Command::Lsp(lsp) = &args.command {
        // The server writes while it reads: nobody else may hold standard output.
        return match standing::serve(&lsp.choice, &lsp.reading) {
            Ok(asked) => serve(asked),
            Err(error) => error.show(args.color()).into(),
        };
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match &args.command {
        Command::Check(check) => commands::check::run(check, &mut out),
        Command::Rules(rules) => commands::rules::run(rules, &mut out),
        Command::Explain(explain) => commands::explain::run(explain, &mut out),
        Command::Outline(outline) => commands::outline::run(outline, &mut out),
        Command::Evidence(evidence) => commands::evidence::run(evidence, &mut out),
        Command::Ledger(ledger) => commands::ledger::run(ledger, &mut out),
        Command::Coverage(coverage) => commands::coverage::run(coverage, &mut out),
        Command::Completions(completions) => commands::completions::run(completions, &mut out),
        Command::Lsp(_) => Ok(Outcome::Clean),
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
