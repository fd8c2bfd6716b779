//! What the arguments mean: what was asked for, as seen from here and today. `session::prepare` lays it over the
//! configuration.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::config;
use crate::session::{self, Asked, PlacedMistake, Prepared, Standing};

use super::args::{Choice, Color, Reading};
use super::error::Error;
use super::{Outcome, Serve};

/// A session for these arguments.
pub(super) fn prepare(choice: &Choice, reading: &Reading) -> Result<Prepared, Error> {
    let here = here()?;
    let config = match &choice.config {
        Some(path) => Some(path.clone()),
        None => config::discover(&here).map(|path| relative(&path, &here)),
    };
    let standing = Standing {
        here,
        today: today(),
        config,
    };
    let prepared = session::prepare(&asked(choice, reading), &standing)?;
    if !prepared.mistaken.is_empty() {
        Error::Files(prepared.mistaken.clone()).show(Color::Auto);
    }
    Ok(prepared)
}

/// What these arguments ask for.
fn asked(choice: &Choice, reading: &Reading) -> Asked {
    Asked {
        profile: choice.profile.clone(),
        select: choice.select.clone(),
        ignore: choice.ignore.clone(),
        rules: choice.rules.clone(),
        knowledge: choice.knowledge.clone(),
        today: reading.today,
        language: reading.lang,
    }
}

/// What a language server is started with: paths that stay what they mean whatever folder it looks at.
pub(super) fn serve(choice: &Choice, reading: &Reading) -> Result<Serve, Error> {
    let here = here()?;
    let asked = asked(choice, reading);
    Ok(Serve {
        asked: Asked {
            rules: asked.rules.iter().map(|path| here.join(path)).collect(),
            knowledge: asked.knowledge.map(|path| here.join(path)),
            ..asked
        },
        config: choice.config.as_ref().map(|path| here.join(path)),
        here,
        today,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line knows where it stands"
)]
pub(super) fn here() -> Result<PathBuf, Error> {
    std::env::current_dir()
        .map_err(|error| Error::message(format!("cannot tell which folder this is: {error}")))
}

/// What the calendar says.
fn today() -> Date {
    let now = jiff::Timestamp::now();
    now.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// `path` as seen from `here`, where it lies below.
fn relative(path: &Path, here: &Path) -> PathBuf {
    path.strip_prefix(here).unwrap_or(path).to_owned()
}

/// How a command ends that has nothing more to say than which rule files could not be loaded.
pub(super) fn finished(broken: Vec<PlacedMistake>) -> Result<Outcome, Error> {
    if broken.is_empty() {
        Ok(Outcome::Clean)
    } else {
        Err(Error::Files(broken))
    }
}
