//! L6: arguments → settings → command.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::evidence::{self, Reader};
use crate::report;
use crate::session::Knowledge;
use crate::source::{Format, MAX_FILE_SIZE, SourceFile};

#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print what policies say.
    Evidence {
        /// Files or folders.
        paths: Vec<PathBuf>,
        /// `human` or `json`.
        #[arg(long, default_value = "human")]
        format: String,
        /// Cues, topics and masks too.
        #[arg(long)]
        all: bool,
        /// Data from this folder instead of the built-in.
        #[arg(long, hide = true)]
        knowledge: Option<PathBuf>,
    },
}

fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in ignore::WalkBuilder::new(path).build().flatten() {
                if Format::of_path(entry.path()).is_some() {
                    found.push(entry.into_path());
                }
            }
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    found
}

fn load(folder: Option<&Path>) -> Result<Knowledge, Vec<crate::lexicon::FileError>> {
    let Some(folder) = folder else {
        return Knowledge::builtin();
    };
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).build().flatten() {
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "yaml")
            && let Ok(source) = SourceFile::read(entry.path(), Format::Plain, MAX_FILE_SIZE)
        {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.push((
                format!("rules/{}", crate::source::display_path(name)),
                source.text,
            ));
        }
    }
    files.sort();
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    Knowledge::load(&files)
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let Command::Evidence {
        paths,
        format,
        all,
        knowledge,
    } = Args::parse().command;
    let knowledge = match load(knowledge.as_deref()) {
        Ok(knowledge) => knowledge,
        Err(errors) => {
            show(&errors);
            return ExitCode::from(2);
        }
    };
    show(&knowledge.lexicon.check());
    let today = jiff::civil::date(2026, 11, 22);
    let reader = Reader {
        lexicon: &knowledge.lexicon,
        tables: &knowledge.tables,
        today,
    };
    let read = |path: &PathBuf| {
        let format = Format::of_path(path).unwrap_or(Format::Plain);
        let source = SourceFile::read(Path::new(path), format, MAX_FILE_SIZE).ok()?;
        let (document, detected) = knowledge.parse(&source, None);
        let evidence = evidence::collect(&document, &detected, reader);
        Some((source, evidence))
    };
    use rayon::prelude::*;
    let documents: Vec<_> = files(&paths).par_iter().filter_map(read).collect();
    let pairs: Vec<_> = documents
        .iter()
        .map(|(source, evidence)| (source, evidence))
        .collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let concepts = knowledge.lexicon.concepts();
    let done = if format == "json" {
        report::evidence::json(&pairs, concepts, all, &mut out)
    } else {
        report::evidence::human(&pairs, concepts, all, &mut out)
    };
    if done.and_then(|()| out.flush()).is_err() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

fn show(errors: &[crate::lexicon::FileError]) {
    let mut err = std::io::stderr().lock();
    for (path, error) in errors {
        let _ = writeln!(err, "{path}@{}: {}", error.span().start, error.message);
    }
}
