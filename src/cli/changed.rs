//! `check --changed`: only what git knows to have changed, and what is judged together with it.

use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use crate::source::Format;

use super::args::LAST_COMMIT;
use super::error::Error;
use super::git::Git;
use crate::session::Bundle;

/// The files that have changed.
#[derive(Debug)]
pub(super) struct Changed {
    written: FxHashSet<PathBuf>,
    gone: Vec<PathBuf>,
}

impl Changed {
    /// What has changed since `base`. It may be a path that was meant as one: then it joins `paths`, and what has changed since
    /// the last commit is meant.
    pub(super) fn new(base: &str, paths: &mut Vec<String>) -> Result<Self, Error> {
        let git = Git::open()?;
        let mut base = base;
        if base != LAST_COMMIT && is_path(base) {
            if git.knows(base)? {
                let message = format!("`{base}` is both a revision and a path");
                let help = format!(
                    "write `--changed -- {base}` for the path, `--changed refs/heads/{base}` for the branch"
                );
                return Err(Error::Message(message, Some(help)));
            }
            paths.insert(0, base.to_owned());
            base = LAST_COMMIT;
        }
        let changes = git.changes(base)?;
        let root = whole(git.root());
        Ok(Self {
            written: changes
                .written
                .iter()
                .map(|path| whole(&root.join(path)))
                .collect(),
            gone: changes.gone.iter().map(|path| root.join(path)).collect(),
        })
    }

    /// Leaves those of `files` that have changed, and the members of every bundle that has: what one member no longer says,
    /// the others must.
    pub(super) fn keep(&self, files: &mut Vec<(PathBuf, Format)>, bundles: &[Bundle]) {
        let bundles = bundles.iter().filter(|bundle| self.touches(bundle));
        let beside: FxHashSet<PathBuf> = bundles
            .flat_map(|bundle| &bundle.files)
            .map(|(path, _)| whole(path))
            .collect();
        files.retain(|(path, _)| {
            let path = whole(path);
            self.written.contains(&path) || beside.contains(&path)
        });
    }

    fn touches(&self, bundle: &Bundle) -> bool {
        let mut files = bundle.files.iter();
        files.any(|(path, _)| self.written.contains(&whole(path)))
            || self.gone.iter().any(|path| bundle.meant(path))
    }
}

/// Whether an argument is a path that exists, a pattern, or standard input.
fn is_path(value: &str) -> bool {
    value == "-" || value.contains(['*', '?', '[']) || Path::new(value).exists()
}

/// The path by which a file is the same whatever way it was named.
fn whole(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
