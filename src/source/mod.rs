//! L1: the bytes we were given, read, judged and decoded.
//!
//! A [`SourceFile`] is text that is ready to parse; everything that can go wrong before that (unreadable, too large, not
//! text) is a [`SourceError`] that names the file and hides no other.

mod decode;
mod walk;

use std::fs;
use std::io::Read as _;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};
use thiserror::Error;

use crate::text::LineIndex;

pub use walk::{Candidate, WalkError, WalkErrors, WalkOptions, expand};

/// The largest file that is read when nothing else is configured: 16 MiB.
pub const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// CommonMark with GFM tables, footnotes and front matter.
    Markdown,
    /// A web page or a part of one.
    Html,
    /// Text without markup.
    Plain,
}

impl Format {
    /// The format that a file name's ending stands for; `None` where it is no policy format.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "txt" | "text" => Some(Self::Plain),
            _ => None,
        }
    }
}

/// Why a source could not be used.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The system refused.
    #[error("cannot read {path}: {error}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// Larger than allowed.
    #[error(
        "{path} is larger than {limit} bytes; raise `max-file-size` in policylint.yaml to read it"
    )]
    TooLarge {
        /// The file.
        path: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// Not text in any encoding.
    #[error("{path} is not text: {reason}")]
    NotText {
        /// The file.
        path: String,
        /// What gave it away.
        reason: &'static str,
    },
}

impl SourceError {
    /// The file the error is about.
    pub fn path(&self) -> &str {
        match self {
            Self::Unreadable { path, .. }
            | Self::TooLarge { path, .. }
            | Self::NotText { path, .. } => path,
        }
    }
}

/// A source, decoded.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name it is reported under, with forward slashes.
    pub path: String,
    /// How it is written.
    pub format: Format,
    /// The decoded text; every [`Span`](crate::text::Span) indexes it. A byte order mark stays in it.
    pub text: String,
    /// The encoding that the bytes were in. Offsets into `text` are offsets into the file only where this is UTF-8.
    pub encoding: &'static Encoding,
    /// Lines of `text`.
    pub lines: LineIndex,
}

impl SourceFile {
    /// Reads the file at `path`, at most `limit` bytes of it.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where policies are read"
    )]
    pub fn read(path: &Path, format: Format, limit: u64) -> Result<Self, SourceError> {
        let name = display_path(path);
        let unreadable = |error| SourceError::Unreadable {
            path: name.clone(),
            error,
        };
        let file = fs::File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        Self::from_bytes(&name, &bytes, format, limit)
    }

    /// A source from bytes already in memory, reported as `path`.
    pub fn from_bytes(
        path: &str,
        bytes: &[u8],
        format: Format,
        limit: u64,
    ) -> Result<Self, SourceError> {
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            return Err(SourceError::TooLarge {
                path: path.to_owned(),
                limit,
            });
        }
        let decoded = decode::decode(bytes, format).map_err(|reason| SourceError::NotText {
            path: path.to_owned(),
            reason,
        })?;
        Ok(Self {
            encoding: decoded.encoding,
            ..Self::from_text(path, decoded.text, format)
        })
    }

    /// A source from text, reported as `path`.
    pub fn from_text(path: &str, text: String, format: Format) -> Self {
        let lines = LineIndex::new(&text);
        Self {
            path: path.to_owned(),
            format,
            text,
            encoding: UTF_8,
            lines,
        }
    }
}

/// `path` as it is reported: relative as given, with forward slashes.
pub fn display_path(path: &Path) -> String {
    let shown = path.to_string_lossy().replace('\\', "/");
    shown
        .strip_prefix("./")
        .map_or_else(|| shown.clone(), str::to_owned)
}
