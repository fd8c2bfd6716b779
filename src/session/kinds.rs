//! What the configuration says of documents by their paths: what they are, which language they are to be in.

use std::path::{Component, Path, PathBuf};

use crate::document::Kind;

/// Something of documents by patterns of their paths. Patterns are relative to the folder of the configuration, names of
/// documents to where we stand.
#[derive(Clone, Debug)]
pub struct ByPath<T> {
    here: PathBuf,
    folder: PathBuf,
    patterns: Vec<(glob::Pattern, T)>,
}

/// What documents are, where their text does not tell.
pub type Kinds = ByPath<Kind>;

impl<T> Default for ByPath<T> {
    fn default() -> Self {
        Self {
            here: PathBuf::new(),
            folder: PathBuf::new(),
            patterns: Vec::new(),
        }
    }
}

impl<T: Copy> ByPath<T> {
    /// What `patterns`, seen from `folder`, give; `folder` and documents are seen from `here`.
    pub fn new(here: &Path, folder: &Path, patterns: Vec<(glob::Pattern, T)>) -> Self {
        Self {
            here: here.to_owned(),
            folder: lexical(&here.join(folder)),
            patterns,
        }
    }

    /// What is given to the document that is reported as `path`; of several patterns the last counts.
    pub fn of(&self, path: &str) -> Option<T> {
        if self.patterns.is_empty() {
            return None;
        }
        let whole = lexical(&self.here.join(path));
        let seen = whole.strip_prefix(&self.folder).unwrap_or(&whole);
        let mut patterns = self.patterns.iter().rev();
        let found = patterns.find(|(pattern, _)| pattern.matches_path(seen));
        found.map(|(_, given)| *given)
    }
}

/// `path` without `.` and `..`, by its words alone.
fn lexical(path: &Path) -> PathBuf {
    let mut kept = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if kept.file_name().is_some() => {
                kept.pop();
            }
            part => kept.push(part),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_seen_from_the_configuration() {
        let pattern = |text: &str, kind| (glob::Pattern::new(text).unwrap(), kind);
        let kinds = |here: &str, folder: &str| {
            let patterns = vec![
                pattern("docs/*.md", Kind::CookieStatement),
                pattern("docs/about.md", Kind::Other),
            ];
            Kinds::new(Path::new(here), Path::new(folder), patterns)
        };
        let rows = [
            ("/a", "", "docs/cookies.md", Some(Kind::CookieStatement)),
            ("/a", "", "./docs/about.md", Some(Kind::Other)),
            ("/a", "", "cookies.md", None),
            ("/a/docs", "/a", "cookies.md", Some(Kind::CookieStatement)),
            (
                "/a/other",
                "/a",
                "../docs/cookies.md",
                Some(Kind::CookieStatement),
            ),
            ("/", "/a", "/a/docs/cookies.md", Some(Kind::CookieStatement)),
            ("/", "a", "/b/docs/cookies.md", None),
        ];
        for (here, folder, path, kind) in rows {
            assert_eq!(kinds(here, folder).of(path), kind, "{here} {folder} {path}");
        }
    }
}
