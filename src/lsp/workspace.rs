//! Sessions for the folders that the client works in: each has the configuration that `policylint check` would find there.
//!
//! A configuration or rule file that is wrong is told to the user, and shown at its place; the last session that could be
//! made stays in force.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use gen_lsp_types::MessageType;
use jiff::civil::Date;

use crate::config;
use crate::session::{PlacedMistake, PrepareError, Session, Standing, prepare};
use crate::source::Format;

use super::client::Client;
use super::outbox::Outbox;
use super::{Options, diagnostics, uri};

/// How many mistakes one message tells of.
const TOLD: usize = 5;

/// What a session depends on beside its documents. Where it differs, another is made.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    config: Option<PathBuf>,
    today: Date,
    files: Vec<(PathBuf, Trace)>,
}

/// What shows that a file or the content of a folder has changed.
#[derive(Debug, PartialEq, Eq)]
enum Trace {
    File(Option<SystemTime>, u64),
    Folder(Vec<PathBuf>),
    Missing,
}

/// A folder's session.
#[derive(Debug)]
struct Workspace {
    session: Option<Arc<Session>>,
    stamp: Stamp,
    /// Whether the last attempt to make a session failed.
    failed: bool,
    /// What was said of the configuration and the rules.
    told: Option<String>,
    /// The files that carry diagnostics about themselves.
    marked: BTreeSet<String>,
}

/// The sessions by the folder from which their configuration is looked for.
#[derive(Debug)]
pub(super) struct Workspaces {
    options: Options,
    client: Arc<Client>,
    outbox: Outbox,
    folders: Vec<PathBuf>,
    by_folder: BTreeMap<PathBuf, Workspace>,
}

impl Workspaces {
    /// The folders of `client`.
    pub(super) fn new(options: Options, client: Arc<Client>, outbox: Outbox) -> Self {
        Self {
            options,
            folders: client.folders.clone(),
            client,
            outbox,
            by_folder: BTreeMap::new(),
        }
    }

    /// Makes the sessions of all folders, so that mistakes are told before a document is opened.
    pub(super) fn prepare(&mut self) {
        for folder in self.folders.clone() {
            drop(self.session(&folder));
        }
    }

    /// The folders have changed.
    pub(super) fn refolder(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added);
        for folder in removed {
            if let Some(gone) = self.by_folder.remove(folder) {
                for uri in gone.marked {
                    self.outbox.publish(&uri, None, Vec::new());
                }
            }
        }
        self.prepare();
    }

    /// The session that judges the document at `path`, or one without a file.
    pub(super) fn session_for(&mut self, path: Option<&Path>) -> Option<Arc<Session>> {
        let folder = self.folder_of(path);
        self.session(&folder)
    }

    /// Makes sessions anew whose configuration, rules or day have changed; whether any was.
    pub(super) fn refresh(&mut self) -> bool {
        let folders: Vec<PathBuf> = self.by_folder.keys().cloned().collect();
        let mut any = false;
        for folder in folders {
            let Some(known) = self.by_folder.get(&folder) else {
                continue;
            };
            if known.failed || self.stamp(&folder, known.session.as_deref()) != known.stamp {
                self.make(&folder);
                any = true;
            }
        }
        any
    }

    /// The innermost folder of the workspace that holds `path`, else its own; without a path the first of the workspace.
    fn folder_of(&self, path: Option<&Path>) -> PathBuf {
        let around = |path: &Path| {
            let folders = self.folders.iter();
            let around = folders.filter(|folder| path.starts_with(folder));
            around
                .max_by_key(|folder| folder.components().count())
                .map(PathBuf::as_path)
                .or_else(|| path.parent())
                .map(Path::to_owned)
        };
        path.and_then(around)
            .or_else(|| self.folders.first().cloned())
            .unwrap_or_else(|| self.options.here.clone())
    }

    fn session(&mut self, folder: &Path) -> Option<Arc<Session>> {
        if !self.by_folder.contains_key(folder) {
            self.make(folder);
        }
        self.by_folder.get(folder)?.session.clone()
    }

    fn config(&self, folder: &Path) -> Option<PathBuf> {
        let named = self.options.config.clone();
        named.or_else(|| config::discover(folder))
    }

    /// Makes the session of `folder`. Where that fails, the one before it stays.
    fn make(&mut self, folder: &Path) {
        let standing = Standing {
            here: folder.to_owned(),
            today: (self.options.today)(),
            config: self.config(folder),
        };
        let (session, message, mistakes) = match prepare(&self.options.asked, &standing) {
            Ok(prepared) => {
                let mistakes = [prepared.broken, prepared.mistaken].concat();
                (Some(Arc::new(prepared.session.recalling())), None, mistakes)
            }
            Err(PrepareError::Files(mistakes)) => (None, None, mistakes),
            Err(PrepareError::Message(message, help)) => {
                let help = help.map_or_else(String::new, |help| format!(" ({help})"));
                (None, Some(message + &help), Vec::new())
            }
        };
        let failed = session.is_none();
        let told = message.or_else(|| describe(&mistakes));
        let marked = self.mark(&mistakes);
        let mut kept = None;
        if let Some(before) = self.by_folder.remove(folder) {
            for uri in before.marked.difference(&marked) {
                self.outbox.publish(uri, None, Vec::new());
            }
            kept = before.session;
            self.tell(
                failed,
                told.as_ref()
                    .filter(|told| before.told.as_ref() != Some(told)),
            );
        } else {
            self.tell(failed, told.as_ref());
        }
        let session = session.or(kept);
        let workspace = Workspace {
            stamp: self.stamp(folder, session.as_deref()),
            session,
            failed,
            told,
            marked,
        };
        self.by_folder.insert(folder.to_owned(), workspace);
    }

    fn tell(&self, failed: bool, message: Option<&String>) {
        let kind = if failed {
            MessageType::Error
        } else {
            MessageType::Warning
        };
        if let Some(message) = message {
            self.outbox.show(kind, format!("policylint: {message}"));
        }
    }

    /// Shows mistakes at their places; the URIs of the files that they are in.
    fn mark(&self, mistakes: &[PlacedMistake]) -> BTreeSet<String> {
        let mut by_uri: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (source, mistake) in mistakes {
            let path = Path::new(&source.path);
            // Data that is built in has no place to be shown at.
            if path.is_absolute() {
                let uri = uri::from_path(path);
                let found = diagnostics::of_mistake(mistake, source, &uri, &self.client);
                by_uri.entry(uri).or_default().extend(found);
            }
        }
        let uris = by_uri.keys().cloned().collect();
        for (uri, found) in by_uri {
            self.outbox.publish(&uri, None, found);
        }
        uris
    }

    fn stamp(&self, folder: &Path, session: Option<&Session>) -> Stamp {
        let config = self.config(folder);
        let mut watched: BTreeSet<PathBuf> = config.iter().cloned().collect();
        watched.extend(self.options.asked.rules.iter().cloned());
        watched.extend(self.options.asked.knowledge.clone());
        if let Some(session) = session {
            let settings = session.settings();
            let rules = settings
                .rule_files
                .iter()
                .map(|(path, _)| PathBuf::from(path));
            for file in rules {
                watched.extend(file.parent().map(Path::to_owned));
                watched.insert(file);
            }
            // What a member says is read when it is needed; which there are is known from the start.
            let members = settings.bundles.iter().flatten();
            watched.extend(members.filter_map(|(path, _)| path.parent().map(Path::to_owned)));
        }
        Stamp {
            config,
            today: (self.options.today)(),
            files: watched
                .into_iter()
                .map(|path| {
                    let trace = trace(&path);
                    (path, trace)
                })
                .collect(),
        }
    }
}

/// What the file or folder at `path` looks like from outside.
fn trace(path: &Path) -> Trace {
    let Ok(found) = fs::metadata(path) else {
        return Trace::Missing;
    };
    if !found.is_dir() {
        return Trace::File(found.modified().ok(), found.len());
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut names: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| is_yaml(path) || Format::of_path(path).is_some())
        .collect();
    names.sort();
    Trace::Folder(names)
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// Mistakes in the words of a message; `None` where there are none.
fn describe(mistakes: &[PlacedMistake]) -> Option<String> {
    let shown = mistakes.iter().take(TOLD);
    let mut lines: Vec<String> = shown
        .map(|(source, mistake)| {
            let place = source.lines.position(&source.text, mistake.span().start);
            let help = mistake.help.as_ref();
            let help = help.map_or_else(String::new, |help| format!(" ({help})"));
            let (line, column) = (place.line, place.column);
            format!("{}:{line}:{column}: {}{help}", source.path, mistake.message)
        })
        .collect();
    if mistakes.len() > TOLD {
        lines.push(format!("and {} more", mistakes.len() - TOLD));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}
