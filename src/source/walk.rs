//! What the user named → the files to check: files as they are, folders walked, patterns expanded.
//!
//! Shells expand patterns, but not those in quotes, in configuration or on every system, so both ways mean the same here.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use super::{Format, display_path};

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// How it is taken to be written.
    pub format: Format,
}

/// What is left out of folders and patterns. A file that is named is always taken.
#[derive(Clone, Debug)]
pub struct WalkOptions {
    /// Whether `.gitignore`, `.ignore` and hidden names are left out of folders.
    pub ignore_files: bool,
    /// Patterns of paths to leave out, relative to the root.
    pub exclude: Vec<String>,
}

impl Default for WalkOptions {
    fn default() -> Self {
        Self {
            ignore_files: true,
            exclude: Vec::new(),
        }
    }
}

/// Why an argument gave no files.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum WalkError {
    /// Neither a file nor a folder.
    #[error("{0}: no such file or folder")]
    Missing(String),
    /// A folder without policies.
    #[error("{0}: no Markdown, HTML or text file in this folder")]
    EmptyFolder(String),
    /// A pattern without matches.
    #[error("{0}: no file matches this pattern")]
    NoMatch(String),
    /// A pattern that is none.
    #[error("{pattern}: not a valid pattern: {reason}")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A folder that the system does not let be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        reason: String,
    },
}

/// Some arguments gave no files; the others did.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}", .errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct WalkErrors {
    /// Every error, in the order of the arguments.
    pub errors: Vec<WalkError>,
    /// What the other arguments gave: one error hides no other result.
    pub found: Vec<Candidate>,
}

/// The files that `patterns` (files, folders, patterns of files) stand for, relative ones seen from `root`, sorted and
/// each once.
pub fn expand(
    patterns: &[String],
    root: &Path,
    options: &WalkOptions,
) -> Result<Vec<Candidate>, WalkErrors> {
    let mut walk = Walk {
        root,
        options,
        exclude: Vec::new(),
        found: BTreeMap::new(),
        errors: Vec::new(),
    };
    for pattern in &options.exclude {
        if let Some(pattern) = walk.compiled(pattern) {
            walk.exclude.push(pattern);
        }
    }
    for pattern in patterns {
        walk.argument(pattern);
    }
    let found = walk.found.into_iter();
    let found = found
        .map(|(path, format)| Candidate { path, format })
        .collect();
    if walk.errors.is_empty() {
        Ok(found)
    } else {
        Err(WalkErrors {
            errors: walk.errors,
            found,
        })
    }
}

struct Walk<'a> {
    root: &'a Path,
    options: &'a WalkOptions,
    exclude: Vec<glob::Pattern>,
    found: BTreeMap<PathBuf, Format>,
    errors: Vec<WalkError>,
}

impl Walk<'_> {
    fn argument(&mut self, argument: &str) {
        let path = self.rooted(argument);
        // A file may be named `terms[1].md`: what exists is no pattern.
        if path.is_dir() {
            if !self.folder(&path) {
                self.errors
                    .push(WalkError::EmptyFolder(argument.to_owned()));
            }
        } else if path.exists() {
            let format = Format::of_path(&path).unwrap_or(Format::Plain);
            self.found.insert(path, format);
        } else if argument.contains(['*', '?', '[']) {
            self.pattern(argument);
        } else {
            self.errors.push(WalkError::Missing(argument.to_owned()));
        }
    }

    /// Takes the policies of a folder; `false` where it has none and no error said why.
    fn folder(&mut self, folder: &Path) -> bool {
        let mut walker = ignore::WalkBuilder::new(folder);
        walker
            .standard_filters(self.options.ignore_files)
            .require_git(false);
        let mut any = false;
        for entry in walker.build() {
            match entry {
                Ok(entry) => {
                    let path = lexical(entry.path());
                    if entry.file_type().is_some_and(|kind| !kind.is_dir())
                        && path.is_file()
                        && let Some(format) = Format::of_path(&path)
                    {
                        // A folder whose policies are all excluded was meant to be.
                        any = true;
                        self.take(path, format);
                    }
                }
                Err(error) => {
                    any = true;
                    self.errors.push(WalkError::Unreadable {
                        path: display_path(folder),
                        reason: error.to_string(),
                    });
                }
            }
        }
        any
    }

    fn pattern(&mut self, argument: &str) {
        if self.compiled(argument).is_none() {
            return;
        }
        let rooted = if has_root(self.root, argument) {
            let root = glob::Pattern::escape(&self.root.to_string_lossy());
            format!("{}/{argument}", root.trim_end_matches('/'))
        } else {
            argument.to_owned()
        };
        let paths = match glob::glob(&rooted) {
            Ok(paths) => paths,
            Err(error) => return self.bad_pattern(argument, &error),
        };
        let mut any = false;
        for path in paths {
            match path {
                Ok(path) => any |= self.matched(argument, &lexical(&path)),
                Err(error) => {
                    any = true;
                    self.errors.push(WalkError::Unreadable {
                        path: display_path(error.path()),
                        reason: error.error().to_string(),
                    });
                }
            }
        }
        if !any {
            self.errors.push(WalkError::NoMatch(argument.to_owned()));
        }
    }

    /// Takes what a pattern matched: policies, files whose ending the pattern spells out, and, as a shell would have
    /// it, the folders.
    fn matched(&mut self, pattern: &str, path: &Path) -> bool {
        if path.is_dir() {
            return !pattern.contains("**") && self.folder(path);
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        let spelt_out = ending.is_some_and(|ending| pattern.ends_with(&format!(".{ending}")));
        let format = Format::of_path(path).or(spelt_out.then_some(Format::Plain));
        if let Some(format) = format {
            self.take(path.to_owned(), format);
        }
        format.is_some()
    }

    fn take(&mut self, path: PathBuf, format: Format) {
        let relative = path.strip_prefix(lexical(self.root)).unwrap_or(&path);
        if !self
            .exclude
            .iter()
            .any(|pattern| pattern.matches_path(relative))
        {
            self.found.insert(path, format);
        }
    }

    /// The path of an argument, seen from the root.
    fn rooted(&self, argument: &str) -> PathBuf {
        let path = if has_root(self.root, argument) {
            lexical(&self.root.join(argument))
        } else {
            lexical(Path::new(argument))
        };
        // An empty path is no folder, though `.` is one.
        if path.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            path
        }
    }

    fn compiled(&mut self, pattern: &str) -> Option<glob::Pattern> {
        match glob::Pattern::new(pattern) {
            Ok(compiled) => Some(compiled),
            Err(error) => {
                self.bad_pattern(pattern, &error);
                None
            }
        }
    }

    fn bad_pattern(&mut self, pattern: &str, error: &glob::PatternError) {
        self.errors.push(WalkError::BadPattern {
            pattern: pattern.to_owned(),
            reason: error.msg.to_owned(),
        });
    }
}

/// Whether the argument is to be seen from the root: it is relative, and the root is not just where we stand.
fn has_root(root: &Path, argument: &str) -> bool {
    Path::new(argument).is_relative() && !lexical(root).as_os_str().is_empty()
}

/// The path without `.`, so that one file has one name.
fn lexical(path: &Path) -> PathBuf {
    let kept: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    kept
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with these files, and the expansion of `patterns` in it, paths relative to it.
    fn expanded(files: &[&str], patterns: &[&str], exclude: &[&str]) -> (Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let content = if file.ends_with(".gitignore") {
                "built/\n"
            } else {
                "text"
            };
            fs::write(path, content).unwrap();
        }
        let patterns: Vec<String> = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
        let options = WalkOptions {
            exclude: exclude.iter().map(|&pattern| pattern.to_owned()).collect(),
            ..WalkOptions::default()
        };
        let (found, errors) = match expand(&patterns, folder.path(), &options) {
            Ok(found) => (found, Vec::new()),
            Err(errors) => (errors.found, errors.errors),
        };
        let name = |candidate: &Candidate| {
            let path = candidate.path.strip_prefix(folder.path()).unwrap();
            format!("{} {:?}", display_path(path), candidate.format)
        };
        (
            found.iter().map(name).collect(),
            errors.iter().map(ToString::to_string).collect(),
        )
    }

    const TREE: [&str; 8] = [
        ".gitignore",
        "privacy.md",
        "notes.doc",
        "nl/privacy.HTML",
        "nl/deep/cookies.txt",
        "nl/logo.png",
        "built/privacy.html",
        "empty/readme.rst",
    ];

    #[test]
    fn folders_give_policies_that_are_not_ignored() {
        let (found, errors) = expanded(&TREE, &["."], &[]);
        assert_eq!(
            found,
            [
                "nl/deep/cookies.txt Plain",
                "nl/privacy.HTML Html",
                "privacy.md Markdown"
            ]
        );
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(
            expanded(&TREE, &["."], &["nl/**"]).0,
            ["privacy.md Markdown"]
        );
    }

    #[test]
    fn named_files_are_always_taken_and_only_once() {
        let (found, errors) = expanded(
            &TREE,
            &[
                "notes.doc",
                "./built/privacy.html",
                "nl",
                "nl/./privacy.HTML",
                "privacy.md",
            ],
            &["privacy.md"],
        );
        assert_eq!(
            found,
            [
                "built/privacy.html Html",
                "nl/deep/cookies.txt Plain",
                "nl/privacy.HTML Html",
                "notes.doc Plain",
                "privacy.md Markdown"
            ]
        );
        assert_eq!(errors, Vec::<String>::new());
    }

    #[test]
    fn patterns_are_expanded_as_a_shell_would() {
        assert_eq!(
            expanded(&TREE, &["**/*.txt", "n*"], &[]).0,
            ["nl/deep/cookies.txt Plain", "nl/privacy.HTML Html"]
        );
        assert_eq!(expanded(&TREE, &["*.doc"], &[]).0, ["notes.doc Plain"]);
        assert_eq!(
            expanded(&["a[1].md"], &["a[1].md"], &[]).0,
            ["a[1].md Markdown"]
        );
    }

    #[test]
    fn every_error_names_its_argument_and_hides_nothing() {
        let (found, errors) = expanded(
            &TREE,
            &["gone.md", "privacy.md", "*.xyz", "empty", "a[", "nl/*.HTML"],
            &["**x"],
        );
        assert_eq!(found, ["nl/privacy.HTML Html", "privacy.md Markdown"]);
        assert_eq!(
            errors,
            [
                "**x: not a valid pattern: recursive wildcards must form a single path component",
                "gone.md: no such file or folder",
                "*.xyz: no file matches this pattern",
                "empty: no Markdown, HTML or text file in this folder",
                "a[: not a valid pattern: invalid range pattern",
            ]
        );
    }
}
