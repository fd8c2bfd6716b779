//! A gold folder: policies, and beside each `<name>.gold.json` with what people found in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::lexicon::ConceptTree;
use crate::source::{Format, SourceError, SourceFile, display_path};

use super::labels::{self, Labels};

/// What gold files are called after the name of their policy.
const ENDING: &str = ".gold.json";

/// What is wrong with a gold folder.
#[derive(Debug, Error)]
pub enum GoldError {
    /// The folder, or a file in it, cannot be read.
    #[error("{0}")]
    Source(#[from] SourceError),
    /// A file says something that cannot be.
    #[error("{path}: {reason}")]
    Invalid {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
}

/// Which of the policies are scored: those whose place in the order of their names, counted in rounds of so many, is one
/// of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    places: Vec<usize>,
    of: usize,
}

/// A gold folder, read.
#[derive(Debug)]
pub struct Folder {
    /// The folder's own name, by which floors are given.
    pub name: String,
    /// What is asked of each policy.
    pub labels: Labels,
    pub(super) policies: Vec<Policy>,
}

/// What is known of one policy.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) path: PathBuf,
    pub(super) format: Format,
    /// What it discloses, by label; none where it cannot honestly be decided.
    pub(super) verdicts: Vec<Option<bool>>,
    /// Words that show it, by label.
    pub(super) quotes: Vec<Option<String>>,
    /// What each of its passages speaks of, where that is known.
    pub(super) passages: Option<Vec<Passage>>,
}

/// A passage of a policy, in bytes of its text, and the labels that it speaks of.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) labels: Vec<usize>,
}

#[derive(Deserialize)]
struct GoldFile {
    #[serde(default)]
    policy: BTreeMap<String, Option<bool>>,
    #[serde(default)]
    quote: BTreeMap<String, Option<String>>,
    passages: Option<Vec<GoldPassage>>,
}

#[derive(Deserialize)]
struct GoldPassage {
    start: usize,
    end: usize,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    spans: Vec<GoldSpan>,
}

#[derive(Deserialize)]
struct GoldSpan {
    label: String,
}

impl std::str::FromStr for Part {
    type Err = String;

    /// `3/3` is every third policy, `1,2/3` are the others.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected places and their number, such as 3/3 or 1,2/3".to_owned();
        let (places, of) = text.split_once('/').ok_or_else(wrong)?;
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| wrong());
        let of = number(of)?;
        let places = places
            .split(',')
            .map(number)
            .collect::<Result<Vec<_>, _>>()?;
        if places.iter().all(|place| (1..=of).contains(place)) {
            Ok(Self { places, of })
        } else {
            Err(wrong())
        }
    }
}

impl Part {
    fn holds(&self, index: usize) -> bool {
        self.places.contains(&(index % self.of.max(1) + 1))
    }
}

impl Folder {
    /// Reads the gold files of `path`, or a part of them. `labels.tsv` stands in the folder or in the one around it.
    pub fn read(
        path: &Path,
        part: Option<&Part>,
        concepts: &ConceptTree,
        limit: u64,
    ) -> Result<Self, GoldError> {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let labels = read_labels(&whole, concepts, limit)?;
        let files = files(path)?;
        let mut gold: Vec<&PathBuf> = files
            .iter()
            .filter(|file| name_of(file).ends_with(ENDING))
            .collect();
        gold.sort();
        if gold.is_empty() {
            return Err(invalid(
                path,
                format!("there is no *{ENDING} in this folder"),
            ));
        }
        let chosen = gold.into_iter().enumerate();
        let chosen = chosen.filter(|(index, _)| part.is_none_or(|part| part.holds(*index)));
        let policies = chosen
            .map(|(_, file)| policy(file, &files, &labels, limit))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            name: name_of(&whole),
            labels,
            policies,
        })
    }

    /// The policies: what is to be read.
    pub fn files(&self) -> Vec<(PathBuf, Format)> {
        let policies = self.policies.iter();
        policies
            .map(|policy| (policy.path.clone(), policy.format))
            .collect()
    }
}

fn invalid(path: &Path, reason: impl Into<String>) -> GoldError {
    GoldError::Invalid {
        path: display_path(path),
        reason: reason.into(),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, GoldError> {
    let unreadable = |error| SourceError::Unreadable {
        path: display_path(folder),
        error,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        found.push(entry.map_err(unreadable)?.path());
    }
    found.sort();
    Ok(found)
}

fn read_labels(folder: &Path, concepts: &ConceptTree, limit: u64) -> Result<Labels, GoldError> {
    let around = [Some(folder), folder.parent()];
    let places = around.into_iter().flatten();
    let found = places
        .map(|folder| folder.join(labels::FILE))
        .find(|path| path.is_file());
    let path = found.ok_or_else(|| {
        let reason = format!(
            "there is no {} in this folder or the one around it",
            labels::FILE
        );
        invalid(folder, reason)
    })?;
    let source = SourceFile::read(&path, Format::Plain, limit)?;
    Labels::read(&source.text, concepts).map_err(|reason| invalid(&path, reason))
}

fn policy(
    gold: &Path,
    files: &[PathBuf],
    labels: &Labels,
    limit: u64,
) -> Result<Policy, GoldError> {
    let name = name_of(gold);
    let name = name.strip_suffix(ENDING).unwrap_or(&name);
    let is_policy = |file: &&PathBuf| {
        let rest = name_of(file);
        rest.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.') && rest != ENDING)
    };
    let policies = files.iter().filter(is_policy);
    let found = policies.filter_map(|path| Some((path.clone(), Format::of_path(path)?)));
    let (path, format) = found
        .min()
        .ok_or_else(|| invalid(gold, format!("there is no policy `{name}` beside it")))?;
    let source = SourceFile::read(gold, Format::Plain, limit)?;
    let read: GoldFile =
        serde_json::from_str(&source.text).map_err(|error| invalid(gold, error.to_string()))?;
    let find = |name: &str| labels.find(name).map_err(|reason| invalid(gold, reason));
    let mut policy = Policy {
        path,
        format,
        verdicts: vec![None; labels.0.len()],
        quotes: vec![None; labels.0.len()],
        passages: None,
    };
    if let Some(passages) = &read.passages {
        // What no passage says, the policy does not say.
        policy.verdicts.fill(Some(false));
        let mut kept = Vec::new();
        for passage in passages {
            for span in &passage.spans {
                put(&mut policy.verdicts, find(&span.label)?, Some(true));
            }
            let labels = passage.labels.iter().map(|label| find(label));
            kept.push(Passage {
                start: passage.start,
                end: passage.end,
                labels: labels.collect::<Result<_, _>>()?,
            });
        }
        policy.passages = Some(kept);
    }
    for (label, verdict) in &read.policy {
        put(&mut policy.verdicts, find(label)?, *verdict);
    }
    for (label, quote) in read.quote {
        put(&mut policy.quotes, find(&label)?, quote);
    }
    Ok(policy)
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
