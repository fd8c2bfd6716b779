//! Finding and reading the configuration, and the rule files that it or the command line names.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::source::{Format, MAX_FILE_SIZE, SourceError, SourceFile};

use super::{Config, FILE_NAME};

/// Why there is no configuration.
#[derive(Debug)]
pub enum ConfigError {
    /// The file cannot be read.
    Unreadable(SourceError),
    /// The file is wrong.
    Invalid(Box<SourceFile>, Vec<Diagnostic>),
}

/// The nearest `policylint.yaml`, from the folder `start` upwards.
pub fn discover(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        .find(|path| path.is_file())
}

impl Config {
    /// Reads the file at `path`.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let source = SourceFile::read(path, Format::Plain, MAX_FILE_SIZE)
            .map_err(ConfigError::Unreadable)?;
        Self::parse(&source).map_err(|errors| ConfigError::Invalid(Box::new(source), errors))
    }
}

/// The YAML files that `path` stands for, a file or a folder, sorted: the name each is reported under, and its text.
pub fn rule_files(path: &Path) -> Result<Vec<(String, String)>, String> {
    let shown = crate::source::display_path(path);
    if !path.exists() {
        return Err(format!("{shown}: no such file or folder"));
    }
    let mut files = Vec::new();
    let walker = ignore::WalkBuilder::new(path)
        .standard_filters(false)
        .build();
    for entry in walker {
        let entry = entry.map_err(|error| error.to_string())?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        // A file that is named is taken whatever its ending.
        if entry.path() != path && !(is_file && is_yaml(entry.path())) || entry.path().is_dir() {
            continue;
        }
        let source = SourceFile::read(entry.path(), Format::Plain, MAX_FILE_SIZE)
            .map_err(|error| error.to_string())?;
        files.push((source.path, source.text));
    }
    files.sort();
    if files.is_empty() {
        return Err(format!("{shown}: no rule file (`*.yaml`) in this folder"));
    }
    Ok(files)
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}
