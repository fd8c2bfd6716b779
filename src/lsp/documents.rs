//! The documents that are open, as the client has them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gen_lsp_types::Range;
use serde::Deserialize;

use crate::session::{Checked, Session, whole};
use crate::source::{Format, SourceFile, display_path};
use crate::text::LineIndex;

use super::position::{Encoding, Ruler};
use super::uri;

/// `textDocument/didChange`, stricter than the protocol's own type, which takes a change with a broken range for one of
/// the whole text, and milder with versions, which some clients leave out.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChange {
    pub(super) text_document: Versioned,
    pub(super) content_changes: Vec<Change>,
}

/// Which document, in which version.
#[derive(Debug, Deserialize)]
pub(super) struct Versioned {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) version: Option<i32>,
}

/// An edit: of a range, or of everything.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    range: Option<Range>,
    text: String,
}

/// A document that has been read and judged.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// What was made of it.
    pub(super) checked: Arc<Checked>,
    /// The session that judged it; it knows the rules.
    pub(super) session: Arc<Session>,
}

/// How far a document is.
#[derive(Clone, Debug)]
pub(super) enum Progress {
    /// To be judged.
    Stale,
    /// Being judged.
    Underway,
    /// Judged.
    Judged(Judged),
    /// Not to be judged: too large, or there is nothing to judge it with.
    Unjudged,
}

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    /// Its file as the client names it; `None` where it has none yet, or is none.
    pub(super) path: Option<PathBuf>,
    /// The same, whatever way it is named.
    pub(super) file: Option<PathBuf>,
    /// How it is written.
    pub(super) format: Format,
    /// The version that the client gave it.
    pub(super) version: Option<i32>,
    /// Its text.
    pub(super) text: String,
    lines: LineIndex,
    /// What was made of the present text.
    pub(super) progress: Progress,
    /// Whether it was edited itself, and not only something beside it.
    pub(super) edited: bool,
    /// The number of the present text. Whoever judges an earlier one is superseded.
    latest: Arc<AtomicU64>,
}

impl Document {
    fn new(path: Option<PathBuf>, format: Format, version: Option<i32>, text: String) -> Self {
        Self {
            file: path.as_deref().map(whole),
            path,
            format,
            version,
            lines: LineIndex::new(&text),
            text,
            progress: Progress::Stale,
            edited: true,
            latest: Arc::default(),
        }
    }

    /// Marks it as changed: what is under way is superseded.
    pub(super) fn outdate(&mut self) {
        self.progress = Progress::Stale;
        self.latest.fetch_add(1, Ordering::AcqRel);
    }

    /// A ticket for judging the present text.
    pub(super) fn ticket(&self) -> Ticket {
        Ticket {
            number: self.latest.load(Ordering::Acquire),
            latest: Arc::clone(&self.latest),
        }
    }

    /// The text as it is judged, by the name of its file where it has one.
    pub(super) fn source(&self, uri: &str) -> SourceFile {
        let name = self.path.as_deref().map(display_path);
        SourceFile::from_text(
            name.as_deref().unwrap_or(uri),
            self.text.clone(),
            self.format,
        )
    }

    fn change(&mut self, changes: Vec<Change>, encoding: Encoding) {
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let span = Ruler::new(&self.text, &self.lines, encoding).span(range);
                    self.text.replace_range(span.start..span.end, &change.text);
                }
            }
            self.lines = LineIndex::new(&self.text);
        }
        self.edited = true;
        self.outdate();
    }
}

/// The right to tell what was made of a text, until it changes.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    number: u64,
    latest: Arc<AtomicU64>,
}

impl Ticket {
    /// Whether the text has changed since.
    pub(super) fn is_superseded(&self) -> bool {
        self.latest.load(Ordering::Acquire) != self.number
    }
}

/// All open documents by their URI.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
}

impl Documents {
    /// Takes a document that was opened; `false` where it is written in no way that is read here. One that is open already
    /// is replaced.
    pub(super) fn open(&mut self, uri: &str, language: &str, version: i32, text: String) -> bool {
        self.close(uri);
        let path = uri::to_path(uri);
        let named = path.clone().unwrap_or_else(|| uri::name(uri));
        // As on the command line, the ending counts before all else.
        let Some(format) = Format::of_path(&named).or_else(|| format_of(language)) else {
            return false;
        };
        let document = Document::new(path, format, Some(version), text);
        self.open.insert(uri.to_owned(), document);
        true
    }

    /// Applies edits; `Err` with the reason where they cannot be.
    pub(super) fn change(
        &mut self,
        change: DidChange,
        encoding: Encoding,
    ) -> Result<(), &'static str> {
        let Versioned { uri, version } = change.text_document;
        let document = self.open.get_mut(&uri).ok_or("it is not open")?;
        if version < document.version && version.is_some() {
            return Err("it is of an older version than the text");
        }
        document.version = version.or(document.version);
        document.change(change.content_changes, encoding);
        Ok(())
    }

    /// Forgets a document; whether it was open.
    pub(super) fn close(&mut self, uri: &str) -> bool {
        let closed = self.open.remove(uri);
        if let Some(mut document) = closed {
            document.outdate();
            return true;
        }
        false
    }

    /// The document at `uri`.
    pub(super) fn get(&self, uri: &str) -> Option<&Document> {
        self.open.get(uri)
    }

    /// The document at `uri`, to change it.
    pub(super) fn get_mut(&mut self, uri: &str) -> Option<&mut Document> {
        self.open.get_mut(uri)
    }

    /// The text of the open document that is the file at `path`.
    pub(super) fn text_of(&self, path: &Path) -> Option<String> {
        let file = whole(path);
        let mut open = self.open.values();
        let found = open.find(|document| document.file.as_ref() == Some(&file));
        found.map(|document| document.text.clone())
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Document)> {
        self.open.iter()
    }

    /// All of them, to change them.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (&String, &mut Document)> {
        self.open.iter_mut()
    }
}

/// The format that a client's name of a language stands for. Editors do not agree on what they call plain text.
fn format_of(language: &str) -> Option<Format> {
    match language.to_ascii_lowercase().as_str() {
        "markdown" => Some(Format::Markdown),
        "html" => Some(Format::Html),
        "plaintext" | "text" => Some(Format::Plain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn changed(text: &str, changes: &Value) -> String {
        let mut documents = Documents::default();
        assert!(documents.open("file:///a.md", "x", 1, text.to_owned()));
        let change = json!({"textDocument": {"uri": "file:///a.md", "version": 2}, "contentChanges": changes});
        let change = serde_json::from_value(change).unwrap();
        documents.change(change, Encoding::Utf16).unwrap();
        documents.get("file:///a.md").unwrap().text.clone()
    }

    fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> Value {
        let at = |(line, character)| json!({"line": line, "character": character});
        json!({"range": {"start": at(from), "end": at(to)}, "text": text})
    }

    #[test]
    fn edits_are_applied_one_after_the_other() {
        let edits = json!([
            edit((0, 3), (0, 4), "\r\n"),
            edit((1, 0), (1, 1), "🙂"),
            edit((9, 9), (9, 9), "!")
        ]);
        assert_eq!(changed("a😀 b\rc", &edits), "a😀\r\n🙂\rc!");
        assert_eq!(
            changed("abc", &json!([{"text": "x\ny"}, edit((1, 0), (1, 1), "z")])),
            "x\nz"
        );
        assert_eq!(
            changed("ab\ncd", &json!([edit((1, 1), (0, 1), "-")])),
            "a-d"
        );
        assert_eq!(changed("abc", &json!([])), "abc");
    }

    #[test]
    fn a_broken_range_is_no_change_of_everything() {
        let change = |range: Value| {
            let change = json!({"textDocument": {"uri": "a"}, "contentChanges": [{"range": range, "text": "x"}]});
            serde_json::from_value::<DidChange>(change)
        };
        assert!(change(json!({"start": {"line": -1, "character": 0}})).is_err());
        assert!(change(Value::Null).is_ok());
    }

    #[test]
    fn older_versions_and_unknown_documents_change_nothing() {
        let mut documents = Documents::default();
        documents.open("untitled:a", "markdown", 3, "x".to_owned());
        let mut change = |uri: &str, version: Option<i32>| {
            let change = DidChange {
                text_document: Versioned {
                    uri: uri.to_owned(),
                    version,
                },
                content_changes: vec![Change {
                    range: None,
                    text: format!("{version:?}"),
                }],
            };
            documents.change(change, Encoding::Utf16).is_ok()
        };
        assert!(!change("untitled:b", Some(4)));
        assert!(!change("untitled:a", Some(2)));
        assert!(change("untitled:a", Some(3)));
        assert!(change("untitled:a", None));
        assert_eq!(documents.get("untitled:a").unwrap().version, Some(3));
    }

    #[test]
    fn endings_count_before_languages() {
        let format = |uri: &str, language: &str| {
            let mut documents = Documents::default();
            documents.open(uri, language, 1, String::new());
            documents.get(uri).map(|document| document.format)
        };
        assert_eq!(format("file:///a.html", "plaintext"), Some(Format::Html));
        assert_eq!(format("untitled:Untitled-1", "html"), Some(Format::Html));
        assert_eq!(format("git:/a.md?HEAD", "x"), Some(Format::Markdown));
        assert_eq!(format("file:///a.conf", "plaintext"), Some(Format::Plain));
        assert_eq!(format("file:///a.rs", "rust"), None);
    }

    #[test]
    fn what_changes_supersedes() {
        let mut documents = Documents::default();
        documents.open("untitled:a", "markdown", 1, String::new());
        let ticket = documents.get("untitled:a").unwrap().ticket();
        assert!(!ticket.is_superseded());
        documents.close("untitled:a");
        assert!(ticket.is_superseded());
    }
}
