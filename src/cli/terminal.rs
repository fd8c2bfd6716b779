//! Where the output goes: whether it takes colour, how wide it is, and progress while people wait.

use std::io::{self, IsTerminal, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::report::Style;

use super::args::Color;

/// How long a run is silent.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often progress is told.
const BEAT: Duration = Duration::from_millis(100);
/// The widest that text gets: longer lines are hard to read.
const MAX_WIDTH: usize = 120;

/// How to lay out what goes to `stream`.
pub(super) fn style(color: Color, stream: &impl IsTerminal) -> Style {
    let terminal = stream.is_terminal();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !set("NO_COLOR") && (forced() || terminal && !is_dumb()),
    };
    let width = terminal
        .then(terminal_size::terminal_size)
        .flatten()
        .map(|(width, _)| usize::from(width.0).min(MAX_WIDTH));
    let default = Style::default();
    Style {
        color,
        width: width.unwrap_or(default.width),
    }
}

/// How to lay out what goes to a file: in colour only where it was asked for in so many words.
pub(super) fn file_style(color: Color) -> Style {
    Style {
        color: color == Color::Always,
        ..Style::default()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line reads the environment"
)]
fn set(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| !value.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line reads the environment"
)]
fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Whether colour is asked for wherever the output goes.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line reads the environment"
)]
fn forced() -> bool {
    std::env::var("CLICOLOR_FORCE").is_ok_and(|value| !value.is_empty() && value != "0")
}

/// Tells people on a terminal how far a long run is.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    start: Instant,
    told: Option<Mutex<Option<Instant>>>,
}

impl Progress {
    /// Progress over `total` files; silent where nobody watches.
    pub(super) fn new(total: usize, quiet: bool) -> Self {
        let watched = !quiet && io::stderr().is_terminal();
        Self {
            total,
            start: Instant::now(),
            told: watched.then(Mutex::default),
        }
    }

    /// `done` files are finished.
    pub(super) fn tell(&self, done: usize) {
        let Some(Ok(mut told)) = self.told.as_ref().map(Mutex::try_lock) else {
            return;
        };
        let now = Instant::now();
        let due = told.map_or(self.start + PATIENCE, |told| told + BEAT);
        if now >= due {
            *told = Some(now);
            drop(write!(io::stderr(), "\r{done} of {} checked", self.total));
        }
    }

    /// Wipes what was told.
    pub(super) fn finish(&self) {
        let told = self.told.as_ref().and_then(|told| told.lock().ok());
        if told.is_some_and(|told| told.is_some()) {
            drop(write!(io::stderr(), "\r\u{1b}[K"));
        }
    }
}
