//! `policylint completions`: what a shell needs to complete commands, options and their values.

use std::io::Write;

use clap::CommandFactory as _;
use clap_complete::Generator as _;

use super::super::Outcome;
use super::super::args::{Args, Completions};
use super::super::error::Error;

/// Prints the completions for one shell.
pub(in crate::cli) fn run(args: &Completions, out: &mut dyn Write) -> Result<Outcome, Error> {
    let mut command = Args::command();
    command.set_bin_name(env!("CARGO_PKG_NAME"));
    command.build();
    args.shell.try_generate(&command, out)?;
    Ok(Outcome::Clean)
}
