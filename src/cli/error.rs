//! What can stop a command, and how it is said: always on standard error, always exit code 2, except where the reader of
//! our output has gone away.

use std::io::{self, Write as _};

use crate::config::Mistake;
use crate::diagnostic::Diagnostic;
use crate::report::{InputError, human};
use crate::session::PrepareError;
use crate::source::SourceFile;

use super::args::Color;
use super::{Outcome, terminal};

/// What stopped a command.
#[derive(Debug)]
pub(super) enum Error {
    /// Something that has no place in a file, and what to do about it.
    Message(String, Option<String>),
    /// Mistakes in a configuration, rule or data file.
    Files(Vec<(SourceFile, Diagnostic)>),
    /// The output cannot be written.
    Output(io::Error),
}

impl Error {
    /// An error without help.
    pub(super) fn message(message: impl Into<String>) -> Self {
        Self::Message(message.into(), None)
    }

    /// Says what is wrong.
    pub(super) fn show(&self, color: Color) -> Outcome {
        let style = terminal::style(color, &io::stderr());
        let mut err = io::stderr().lock();
        // Where standard error is closed too, nobody is left to tell.
        let told = match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Outcome::Clean;
            }
            Self::Output(error) => {
                human::error(&format!("cannot write: {error}"), None, style, &mut err)
            }
            Self::Message(message, help) => human::error(message, help.as_deref(), style, &mut err),
            Self::Files(errors) => errors.iter().try_for_each(|(source, diagnostic)| {
                human::mistake(source, diagnostic, style, &mut err)
            }),
        };
        drop(told.and_then(|()| err.flush()));
        Outcome::Failed
    }
}

/// Says which inputs could not be checked.
pub(super) fn show_inputs(errors: &[InputError], color: Color) {
    let style = terminal::style(color, &io::stderr());
    let mut err = io::stderr().lock();
    for error in errors {
        drop(human::error(&error.message, None, style, &mut err));
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<PrepareError> for Error {
    fn from(error: PrepareError) -> Self {
        match error {
            PrepareError::Message(message, help) => Self::Message(message, help),
            PrepareError::Files(mistakes) => Self::Files(mistakes),
        }
    }
}

impl From<Mistake> for Error {
    fn from(mistake: Mistake) -> Self {
        let help = mistake.nearest.map_or(mistake.allowed, |nearest| {
            format!("did you mean `{nearest}`?")
        });
        Self::Message(mistake.message, Some(help))
    }
}
