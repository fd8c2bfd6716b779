//! What a command was given to read: files, folders, patterns, standard input.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::report::InputError;
use crate::session::{Report, Session};
use crate::source::{self, Format, SourceError, SourceFile, WalkError, WalkOptions};

use super::super::terminal::Progress;

/// The name of standard input among arguments.
const STDIN: &str = "-";
/// The name under which it is reported unless another is given.
const STDIN_NAME: &str = "<stdin>";

/// What is to be read.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// Files and how they are written.
    pub(super) files: Vec<(PathBuf, Format)>,
    /// The name of standard input, where it is read.
    pub(super) stdin: Option<String>,
    /// What was named and is not there.
    pub(super) errors: Vec<InputError>,
}

impl Input {
    /// What `arguments` stand for; none stand for this folder.
    pub(super) fn new(arguments: &[String], stdin_filename: Option<&str>) -> Self {
        let (stdin, mut patterns): (Vec<String>, Vec<String>) = arguments
            .iter()
            .cloned()
            .partition(|argument| argument == STDIN);
        if arguments.is_empty() {
            patterns.push(".".to_owned());
        }
        let mut input = Self::default();
        if !stdin.is_empty() {
            input.stdin = Some(stdin_filename.unwrap_or(STDIN_NAME).to_owned());
        }
        let found = match source::expand(&patterns, Path::new(""), &WalkOptions::default()) {
            Ok(found) => found,
            Err(errors) => {
                input.errors.extend(errors.errors.iter().map(input_error));
                errors.found
            }
        };
        let files = found.into_iter();
        input.files = files
            .map(|candidate| (candidate.path, candidate.format))
            .collect();
        input
    }

    /// Reads and judges everything.
    pub(super) fn check(&mut self, session: &Session, limit: u64, quiet: bool) -> Report {
        let progress = Progress::new(self.files.len(), quiet);
        let mut report = session.check_files(&self.files, &|done| progress.tell(done));
        progress.finish();
        if let Some(name) = &self.stdin {
            match read_stdin(name, limit) {
                Ok(source) => report.documents.push(session.check(source)),
                Err(error) => report.errors.push(error),
            }
            report
                .documents
                .sort_by(|a, b| a.source.path.cmp(&b.source.path));
        }
        self.errors
            .extend(report.errors.iter().map(|error| InputError {
                path: error.path().to_owned(),
                message: error.to_string(),
            }));
        report
    }
}

/// Reads one document: a file, or standard input.
pub(super) fn read_one(
    argument: &str,
    stdin_filename: Option<&str>,
    limit: u64,
) -> Result<SourceFile, SourceError> {
    if argument == STDIN {
        return read_stdin(stdin_filename.unwrap_or(STDIN_NAME), limit);
    }
    let path = Path::new(argument);
    let format = Format::of_path(path).unwrap_or(Format::Plain);
    SourceFile::read(path, format, limit)
}

/// Markdown unless the name says otherwise: it is what plain text is most often pasted from.
fn read_stdin(name: &str, limit: u64) -> Result<SourceFile, SourceError> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| SourceError::Unreadable {
            path: name.to_owned(),
            error,
        })?;
    let format = Format::of_path(Path::new(name)).unwrap_or(Format::Markdown);
    SourceFile::from_bytes(name, &bytes, format, limit)
}

fn input_error(error: &WalkError) -> InputError {
    let path = match error {
        WalkError::Missing(path)
        | WalkError::EmptyFolder(path)
        | WalkError::NoMatch(path)
        | WalkError::BadPattern { pattern: path, .. }
        | WalkError::Unreadable { path, .. } => path,
    };
    InputError {
        path: path.clone(),
        message: error.to_string(),
    }
}
