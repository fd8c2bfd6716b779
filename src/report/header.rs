//! What the outputs on documents share: how each document is introduced, and how words of it are given with their place.

use std::io::{self, Write};

use serde::Serialize;

use crate::evidence::Evidence;
use crate::language::Language;
use crate::source::SourceFile;
use crate::text::Span;

use super::excerpt::clean;

/// A contract's version and what it says of each document.
#[derive(Serialize)]
pub(super) struct Documents<D> {
    pub(super) version: u32,
    pub(super) documents: Vec<D>,
}

impl<D: Serialize> Documents<D> {
    /// Writes all of it as JSON.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}

/// Which document is spoken of.
#[derive(Serialize)]
pub(super) struct Header<'a> {
    path: &'a str,
    language: Option<&'a str>,
    kind: &'static str,
}

impl<'a> Header<'a> {
    pub(super) fn new(source: &'a SourceFile, evidence: &'a Evidence) -> Self {
        Self {
            path: &source.path,
            language: evidence.language.as_ref().map(Language::as_str),
            kind: evidence.kind.as_str(),
        }
    }
}

/// The same for people: `privacy.md (notice, en)`.
pub(super) fn headline(source: &SourceFile, evidence: &Evidence) -> String {
    let language = evidence.language.as_ref().map_or("?", Language::as_str);
    format!("{} ({}, {language})", clean(&source.path), evidence.kind)
}

/// Words of a document, for programs. Offsets are bytes of the decoded source, lines and columns are 1-based, columns in Unicode
/// scalars.
#[derive(Serialize)]
pub(super) struct WireSpan<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

impl<'a> WireSpan<'a> {
    pub(super) fn new(source: &'a SourceFile, span: Span) -> Self {
        let position = source.lines.position(&source.text, span.start);
        Self {
            text: span.of(&source.text),
            start: span.start,
            end: span.end,
            line: position.line,
            column: position.column,
        }
    }
}

/// The line and column at which `span` begins: `12:5`.
pub(super) fn place(source: &SourceFile, span: Span) -> String {
    let position = source.lines.position(&source.text, span.start);
    format!("{}:{}", position.line, position.column)
}

/// Words of a document on one line, for people: without the tags between them.
pub(super) fn one_line(source: &SourceFile, span: Span) -> String {
    let text = without_tags(span.of(&source.text));
    let words: Vec<String> = clean(&text).split_whitespace().map(str::to_owned).collect();
    words.join(" ")
}

/// How many bytes a tag has at most.
const TAG: usize = 256;

/// `text` with a space in the place of each tag.
fn without_tags(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        shown.push_str(before);
        let is_tag = behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let close = behind.bytes().take(TAG).position(|byte| byte == b'>');
        let tag = close.and_then(|close| Some((behind.get(..close)?, behind.get(close + 1..)?)));
        let tag = tag.filter(|(tag, _)| is_tag && !tag.contains(['<', '@']));
        if let Some((_, after)) = tag {
            shown.push(' ');
            rest = after;
        } else {
            shown.push('<');
            rest = behind;
        }
    }
    shown.push_str(rest);
    shown
}

/// A cell of a table in Markdown.
pub(super) fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_are_no_words() {
        assert_eq!(without_tags("name<br /> and <b>age</b>"), "name  and  age ");
        assert_eq!(
            without_tags("under < 16 > 12, <info@example.org>"),
            "under < 16 > 12, <info@example.org>"
        );
    }
}
