//! Paths as a code host wants them: seen from the root of the repository, wherever in it the run stood.

use std::path::Path;

/// The root of the repository that a run stands in, and where it stands there.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// The root, absolute, with forward slashes and none at its end; empty where there is no repository.
    root: String,
    /// The folders that lead from the root to where the run stands.
    here: Vec<String>,
}

impl Root {
    /// The run stands in `here`, in or below `root`; both are absolute.
    pub fn new(root: &Path, here: &Path) -> Self {
        let below = here.strip_prefix(root).unwrap_or(Path::new(""));
        Self {
            root: slashed(root).trim_end_matches('/').to_owned(),
            here: slashed(below)
                .split('/')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// `path`, which is relative to where the run stands or absolute, as seen from the root. What lies elsewhere stays as it
    /// is.
    pub fn seen(&self, path: &str) -> String {
        if is_absolute(path) {
            let below = path
                .strip_prefix(&self.root)
                .and_then(|rest| rest.strip_prefix('/'));
            return below
                .filter(|_| !self.root.is_empty())
                .unwrap_or(path)
                .to_owned();
        }
        let mut parts: Vec<&str> = self.here.iter().map(String::as_str).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}

/// Whether a path, with forward slashes, is absolute on any system: a report may be read on another.
pub(super) fn is_absolute(path: &str) -> bool {
    let drive = |path: &str| {
        let mut chars = path.chars();
        chars.next().is_some_and(|c| c.is_ascii_alphabetic())
            && chars.next() == Some(':')
            && chars.next() == Some('/')
    };
    path.starts_with('/') || drive(path)
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Root;

    #[test]
    fn paths_are_seen_from_the_root() {
        let root = Root::new(Path::new("/srv/site"), Path::new("/srv/site/docs/legal"));
        for (path, seen) in [
            ("privacy.md", "docs/legal/privacy.md"),
            ("nl/privacy.md", "docs/legal/nl/privacy.md"),
            ("../cookies.md", "docs/cookies.md"),
            ("../../../other/x.md", "../other/x.md"),
            ("/srv/site/a.md", "a.md"),
            ("/srv/sites/a.md", "/srv/sites/a.md"),
        ] {
            assert_eq!(root.seen(path), seen, "{path}");
        }
    }

    #[test]
    fn without_a_repository_paths_stay_as_they_are() {
        for path in ["privacy.md", "a/b.md", "../b.md", "/b.md", "C:/b.md"] {
            assert_eq!(Root::default().seen(path), path);
        }
    }
}
