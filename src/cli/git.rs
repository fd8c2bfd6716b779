//! What the program git says of changes. Nothing else starts a program.
//!
//! Names are asked for with `-z`, so that they come as they are; nothing that git may do on the side (locks, watchers,
//! drivers) is wanted.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::args::LAST_COMMIT;
use super::error::Error;

/// A repository.
#[derive(Debug)]
pub(super) struct Git {
    /// Its root.
    root: PathBuf,
}

/// What has changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Files that were written, from the root of the repository on.
    pub(super) written: Vec<PathBuf>,
    /// Files that are gone; a renamed one is gone under its old name.
    pub(super) gone: Vec<PathBuf>,
}

impl Git {
    /// The repository that we stand in.
    pub(super) fn open() -> Result<Self, Error> {
        let output = run(None, &["rev-parse", "--show-toplevel"])?;
        if output.status.success() {
            let root = path(trimmed(&output.stdout));
            return Ok(Self { root });
        }
        let told = first_line(&output);
        Err(if told.contains("not a git repository") {
            Error::Message(
                "`--changed` needs a git repository, and this folder is in none".to_owned(),
                Some("run it in the repository that holds the policies".to_owned()),
            )
        } else {
            Error::message(format!("git: {told}"))
        })
    }

    /// The root of the repository.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether `name` means a commit.
    pub(super) fn knows(&self, name: &str) -> Result<bool, Error> {
        let commit = format!("{name}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        Ok(self.run(&arguments)?.status.success())
    }

    /// What differs on disk from where the branch left `base`; untracked files are written ones.
    pub(super) fn changes(&self, base: &str) -> Result<Changes, Error> {
        let mut changes = if base == LAST_COMMIT && !self.knows(base)? {
            // Before the first commit everything is new.
            Changes {
                written: names(&self.told(&["ls-files", "-z", "--cached"])?),
                gone: Vec::new(),
            }
        } else {
            self.since(&self.fork(base)?)?
        };
        let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
        changes.written.extend(names(&self.told(&untracked)?));
        Ok(changes)
    }

    /// The commit at which the branch left `base`.
    fn fork(&self, base: &str) -> Result<String, Error> {
        if !self.knows(base)? {
            return Err(Error::Message(
                format!("git knows no revision `{base}`"),
                Some("name a branch, a tag or a commit; a clone in CI often lacks other branches until they are fetched".to_owned()),
            ));
        }
        let output = self.run(&["merge-base", "--end-of-options", base, LAST_COMMIT])?;
        if !output.status.success() {
            return Err(Error::Message(
                format!("git finds no commit that `{base}` and this branch share"),
                Some("in a shallow clone, fetch the whole history first".to_owned()),
            ));
        }
        Ok(String::from_utf8_lossy(trimmed(&output.stdout)).into_owned())
    }

    /// What differs on disk from `commit`. Submodules are other repositories.
    fn since(&self, commit: &str) -> Result<Changes, Error> {
        let told = self.told(&[
            "diff",
            "--name-status",
            "-z",
            "--no-renames",
            "--no-ext-diff",
            "--ignore-submodules=all",
            commit,
            "--",
        ])?;
        let mut changes = Changes::default();
        let mut parts = told.split(|byte| *byte == 0);
        while let (Some(status), Some(name)) = (parts.next(), parts.next()) {
            if status.starts_with(b"D") {
                changes.gone.push(path(name));
            } else {
                changes.written.push(path(name));
            }
        }
        Ok(changes)
    }

    /// What git prints, seen from the root.
    fn told(&self, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        let output = self.run(arguments)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(Error::message(format!("git: {}", first_line(&output))))
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, Error> {
        run(Some(&self.root), arguments)
    }
}

fn run(folder: Option<&Path>, arguments: &[&str]) -> Result<Output, Error> {
    let mut command = Command::new("git");
    if let Some(folder) = folder {
        command.arg("-C").arg(folder);
    }
    command
        .args(["-c", "core.fsmonitor=false"])
        .args(arguments)
        // What is told is looked at, so it has to be in one language.
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null());
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::Message(
            "`--changed` needs the program git, which was not found".to_owned(),
            Some("install git, or name the files to check".to_owned()),
        ),
        _ => Error::message(format!("cannot run git: {error}")),
    })
}

fn names(told: &[u8]) -> Vec<PathBuf> {
    let names = told.split(|byte| *byte == 0);
    names.filter(|name| !name.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(OsString::from_vec(name.to_vec()))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(name).into_owned()))
}

/// One line of output without its end.
fn trimmed(told: &[u8]) -> &[u8] {
    told.strip_suffix(b"\n").unwrap_or(told)
}

/// The first thing that git complained of.
fn first_line(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().next().unwrap_or("it failed without a word");
    line.trim_start_matches("fatal: ").to_owned()
}
