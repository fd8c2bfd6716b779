//! Bundles: documents that are judged together, so that what one of them says need not stand in another.

use std::fs;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::engine::Companion;
use crate::evidence::Evidence;
use crate::source::{Format, SourceError, SourceFile};

use super::Session;

/// A member of a bundle, read.
#[derive(Debug)]
pub struct Member {
    path: PathBuf,
    document: Document,
    evidence: Evidence,
}

impl Member {
    /// Reads `source`, the text of the file at `path`.
    pub fn read(session: &Session, path: &Path, source: &SourceFile) -> Self {
        let (document, evidence) = session.read(source);
        Self {
            path: whole(path),
            document,
            evidence,
        }
    }

    /// The member as rules see it from another.
    pub(super) fn companion(&self) -> Companion<'_> {
        Companion {
            document: &self.document,
            evidence: &self.evidence,
        }
    }
}

impl Session {
    /// The files that stand beside the one at `path` in its bundles.
    pub fn beside(&self, path: &Path) -> Vec<(PathBuf, Format)> {
        let bundles = &self.settings().bundles;
        if bundles.is_empty() {
            return Vec::new();
        }
        let path = whole(path);
        let own = bundles
            .iter()
            .filter(|bundle| bundle.iter().any(|(member, _)| whole(member) == path));
        own.flatten()
            .filter(|(member, _)| whole(member) != path)
            .cloned()
            .collect()
    }
}

/// All bundles, read.
#[derive(Debug, Default)]
pub(super) struct Bundles {
    bundles: Vec<Vec<Member>>,
}

impl Bundles {
    /// Reads the members of every bundle that holds one of `files`. A member that cannot be read is an error of its own.
    pub(super) fn read(session: &Session, files: &[(PathBuf, Format)]) -> (Self, Vec<SourceError>) {
        let mut errors = Vec::new();
        let mut bundles = Vec::new();
        if session.settings().bundles.is_empty() {
            return (Self::default(), errors);
        }
        let checked: Vec<PathBuf> = files.iter().map(|(path, _)| whole(path)).collect();
        for bundle in &session.settings().bundles {
            if !bundle
                .iter()
                .any(|(path, _)| checked.contains(&whole(path)))
            {
                continue;
            }
            let read: Vec<Result<Member, SourceError>> = bundle
                .iter()
                .map(|(path, format)| member(session, path, *format))
                .collect();
            let mut members = Vec::new();
            for result in read {
                match result {
                    Ok(member) => members.push(member),
                    // A file that is checked itself tells its own error.
                    Err(error) if checked.contains(&whole(Path::new(error.path()))) => {}
                    Err(error) => errors.push(error),
                }
            }
            bundles.push(members);
        }
        (Self { bundles }, errors)
    }

    /// What stands beside the document at `path` in its bundles.
    pub(super) fn beside(&self, path: &Path) -> Vec<Companion<'_>> {
        if self.bundles.is_empty() {
            return Vec::new();
        }
        let path = whole(path);
        let own = self
            .bundles
            .iter()
            .filter(|bundle| bundle.iter().any(|member| member.path == path));
        own.flatten()
            .filter(|member| member.path != path)
            .map(Member::companion)
            .collect()
    }
}

fn member(session: &Session, path: &Path, format: Format) -> Result<Member, SourceError> {
    let source = SourceFile::read(path, format, session.settings().max_file_size)?;
    Ok(Member::read(session, path, &source))
}

/// The path by which a file is the same whatever way it was named.
pub fn whole(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
