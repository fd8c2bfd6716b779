//! What the commands share that print what was read and ask no rule.

use std::io::Write;

use crate::report::InputError;
use crate::session::{Prepared, Report};

use super::super::args::{Basis, Choice, Color, Sources};
use super::super::error::{self, Error};
use super::super::{Outcome, standing};
use super::input::Input;

/// A session in which no rule runs: it is reading that is wanted.
pub(super) fn prepare(basis: &Basis) -> Result<Prepared, Error> {
    let choice = Choice {
        ignore: vec!["*".to_owned()],
        config: basis.config.clone(),
        knowledge: basis.knowledge.clone(),
        ..Choice::default()
    };
    standing::prepare(&choice, &basis.reading)
}

/// Everything that was named, read.
#[derive(Debug)]
pub(super) struct Read {
    /// The session that it was read in.
    pub(super) prepared: Prepared,
    /// What was read.
    pub(super) report: Report,
    errors: Vec<InputError>,
}

impl Read {
    /// Reads what the arguments name.
    pub(super) fn new(sources: &Sources) -> Result<Self, Error> {
        let mut input = Input::new(&sources.paths, None);
        let prepared = prepare(&sources.basis)?;
        let report = input.check(&prepared.session, prepared.max_file_size, false);
        Ok(Self {
            prepared,
            report,
            errors: input.errors,
        })
    }

    /// Tells, behind all that was written, what could not be read.
    pub(super) fn finish(&self, out: &mut dyn Write) -> Result<Outcome, Error> {
        out.flush()?;
        error::show_inputs(&self.errors, Color::Auto);
        Ok(if self.errors.is_empty() {
            Outcome::Clean
        } else {
            Outcome::Failed
        })
    }
}
