//! `policylint explain`: one rule in full.

use std::io::Write;

use crate::config;
use crate::report::rules;

use super::super::args::{Explain, Reading};
use super::super::error::Error;
use super::super::{Outcome, standing};

/// Explains the rule that is named, or says which one was most likely meant.
pub(in crate::cli) fn run(args: &Explain, out: &mut dyn Write) -> Result<Outcome, Error> {
    let prepared = standing::prepare(&args.choice, &Reading::default())?;
    let session = &prepared.session;
    let Some(rule) = session.rules().get(&args.rule) else {
        config::check_selector(&args.rule, session.rules())?;
        let message = format!("`{}` is a family of rules, not a rule", args.rule);
        return Err(Error::message(message));
    };
    rules::explain(rule, out)?;
    standing::finished(prepared.broken)
}
