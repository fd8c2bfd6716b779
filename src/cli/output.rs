//! Where the output of a run goes: standard output and files, each in its own format.
//!
//! A file is written whole or not at all: what is printed goes to a file beside it, which takes its name once all is
//! well.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use crate::report::{Root, Run, github, human, json, jsonl, sarif, summary};
use crate::source::display_path;

use super::args::{Check, CheckFormat, Color, Output};
use super::error::Error;
use super::standing::here;
use super::terminal;

/// The outputs of a run, ready to be written.
#[derive(Debug)]
pub(super) struct Outputs {
    stdout: Option<CheckFormat>,
    files: Vec<(CheckFormat, Target)>,
}

/// How people want to see a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    color: Color,
    quiet: bool,
}

impl Look {
    /// As the arguments say.
    pub(super) fn new(args: &Check) -> Self {
        Self {
            color: args.color,
            quiet: args.quiet,
        }
    }
}

/// A file to write.
#[derive(Debug)]
enum Target {
    /// A file that takes its name when it is complete.
    Whole { path: PathBuf, file: NamedTempFile },
    /// Something that is no file and has no beside, such as a pipe.
    Direct { path: PathBuf, file: fs::File },
}

impl Outputs {
    /// Opens what `wanted` names, before anything is checked. None of them may be one of `inputs`.
    pub(super) fn open(wanted: &[Output], inputs: &[PathBuf]) -> Result<Self, Error> {
        let mut outputs = Self {
            stdout: wanted.is_empty().then_some(CheckFormat::Human),
            files: Vec::new(),
        };
        for output in wanted {
            match &output.file {
                Some(path) => {
                    let target = Target::open(path, inputs)?;
                    if outputs
                        .files
                        .iter()
                        .any(|(_, other)| other.path() == target.path())
                    {
                        let shown = display_path(path);
                        return Err(Error::message(format!("two formats are to go to {shown}")));
                    }
                    outputs.files.push((output.format, target));
                }
                None if outputs.stdout.is_some() => {
                    return Err(Error::Message(
                        "two formats are to go to standard output".to_owned(),
                        Some(
                            "give one of them a file, as in `--format sarif:policies.sarif`"
                                .to_owned(),
                        ),
                    ));
                }
                None => outputs.stdout = Some(output.format),
            }
        }
        Ok(outputs)
    }

    /// Writes all of them; what cannot be written to one file keeps nothing from the others.
    pub(super) fn write(
        self,
        run: &Run<'_>,
        (look, elapsed): (Look, Duration),
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut failed = None;
        for (format, target) in self.files {
            let mut bytes = Vec::new();
            let style = terminal::file_style(look.color);
            print(format, run, (look, style, elapsed), &mut bytes)?;
            failed = failed.or(target.write(&bytes).err());
        }
        if let Some(format) = self.stdout {
            let style = terminal::style(look.color, &io::stdout());
            print(format, run, (look, style, elapsed), out)?;
            out.flush()?;
        }
        failed.map_or(Ok(()), Err)
    }
}

/// Prints `run` in one format.
fn print(
    format: CheckFormat,
    run: &Run<'_>,
    (look, style, elapsed): (Look, crate::report::Style, Duration),
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        CheckFormat::Human => {
            human::diagnostics(run.report, style, out)?;
            let anything = !run.report.documents.is_empty() || run.errors.is_empty();
            if !look.quiet && anything {
                summary::write(run.report, run.errors.len(), elapsed, out)?;
            }
            Ok(())
        }
        CheckFormat::Json => json::report(run.report, run.errors, out),
        CheckFormat::Jsonl => jsonl::report(run, out),
        CheckFormat::Sarif => sarif::report(run, out),
        CheckFormat::Github => github::report(run, out),
    }
}

impl Target {
    fn open(path: &Path, inputs: &[PathBuf]) -> Result<Self, Error> {
        let failed = |error: &io::Error| unwritable(path, error);
        // Behind a link stands what is meant; what is not there yet has no other name.
        let real = fs::canonicalize(path).unwrap_or_else(|_| beside(path));
        let is_input = |input: &PathBuf| fs::canonicalize(input).is_ok_and(|input| input == real);
        if inputs.iter().any(is_input) {
            return Err(Error::Message(
                format!("{} is one of the policies of this run", display_path(path)),
                Some(
                    "write the output to another file, or outside the folder that is checked"
                        .to_owned(),
                ),
            ));
        }
        let known = fs::metadata(&real).ok();
        if known.as_ref().is_some_and(fs::Metadata::is_dir) {
            let shown = display_path(path);
            return Err(Error::message(format!(
                "cannot write {shown}: it is a folder"
            )));
        }
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            let file = fs::OpenOptions::new().write(true).open(&real);
            return Ok(Self::Direct {
                file: file.map_err(|error| failed(&error))?,
                path: real,
            });
        }
        // A file that may not be written is not replaced either.
        if known.is_some() {
            let probe = fs::OpenOptions::new().append(true).open(&real);
            drop(probe.map_err(|error| failed(&error))?);
        }
        let folder = real
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = Builder::new();
        builder.prefix(".policylint-");
        let permissions = known.map(|known| known.permissions()).or_else(common);
        if let Some(permissions) = permissions {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
        Ok(Self::Whole {
            file: file.map_err(|error| failed(&error))?,
            path: real,
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Whole { path, .. } | Self::Direct { path, .. } => path,
        }
    }

    fn write(self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::Whole { path, mut file } => file
                .write_all(bytes)
                .and_then(|()| file.persist(&path).map(drop).map_err(|error| error.error))
                .map_err(|error| unwritable(&path, &error)),
            Self::Direct { path, mut file } => file
                .write_all(bytes)
                .and_then(|()| file.flush())
                .map_err(|error| unwritable(&path, &error)),
        }
    }
}

/// The name of a file that is not there yet, in its folder as the system knows it.
fn beside(path: &Path) -> PathBuf {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => system_words(error),
    };
    Error::message(format!("cannot write {}: {reason}", display_path(path)))
}

/// What the system said, without the name of the file beside that `tempfile` adds.
fn system_words(error: &io::Error) -> String {
    error
        .raw_os_error()
        .map(io::Error::from_raw_os_error)
        .map_or_else(|| error.kind().to_string(), |error| error.to_string())
}

/// What files get that programs make, less what the user's mask takes away.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such thing")]
fn common() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn common() -> Option<fs::Permissions> {
    None
}

/// The root of the repository that the run stands in; without one, paths stay as they were named.
pub(super) fn root() -> Root {
    let here = here().unwrap_or_default();
    let root = here.ancestors().find(|folder| folder.join(".git").exists());
    root.map(|root| Root::new(root, &here)).unwrap_or_default()
}
