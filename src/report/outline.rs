//! What `policylint outline` prints: a document as the rules see it, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use crate::document::{Block, BlockId, BlockKind, Document, Section, SectionId};
use crate::language::{Detected, Language};
use crate::source::SourceFile;
use crate::text::Span;

use super::excerpt::clean;

/// The version of the JSON contract.
const VERSION: u32 = 1;
/// How many characters of a block are shown to people.
const SHOWN: usize = 64;

#[derive(Serialize)]
struct Wire<'a> {
    version: u32,
    path: &'a str,
    language: Option<&'a str>,
    declared_language: Option<&'a str>,
    title: Option<usize>,
    sections: Vec<WireSection<'a>>,
    blocks: Vec<WireBlock<'a>>,
    links: Vec<WireLink<'a>>,
}

#[derive(Serialize)]
struct WireSection<'a> {
    level: u8,
    number: Option<&'a str>,
    title: &'a str,
    language: Option<&'a str>,
    parent: Option<usize>,
    #[serde(flatten)]
    span: WireSpan,
}

#[derive(Serialize)]
struct WireBlock<'a> {
    kind: &'static str,
    level: Option<u8>,
    parent: Option<usize>,
    section: usize,
    lead_in: Option<usize>,
    text: &'a str,
    #[serde(flatten)]
    span: WireSpan,
    sentences: Vec<WireSpan>,
}

#[derive(Serialize)]
struct WireLink<'a> {
    target: &'a str,
    #[serde(flatten)]
    span: WireSpan,
}

#[derive(Serialize)]
struct WireSpan {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

impl WireSpan {
    fn new(source: &SourceFile, span: Span) -> Self {
        let position = source.lines.position(&source.text, span.start);
        Self {
            start: span.start,
            end: span.end,
            line: position.line,
            column: position.column,
        }
    }
}

/// Writes the outline of `document` as JSON: every section, block, sentence and link with its span. Blocks and sections
/// refer to each other by index.
pub fn json(
    source: &SourceFile,
    document: &Document,
    detected: &Detected,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sections = document.sections().iter().map(|section| WireSection {
        level: section.level,
        number: section.number.as_deref(),
        title: title(document, section),
        language: language(detected, section),
        parent: section.parent.map(SectionId::index),
        span: WireSpan::new(source, section.span),
    });
    let links = document.links().iter().map(|link| WireLink {
        target: &link.target,
        span: WireSpan::new(source, link.span),
    });
    let wire = Wire {
        version: VERSION,
        path: &source.path,
        language: detected.document.as_ref().map(Language::as_str),
        declared_language: document.declared_language(),
        title: document.title().map(BlockId::index),
        sections: sections.collect(),
        blocks: document
            .blocks()
            .iter()
            .map(|block| wire_block(source, block))
            .collect(),
        links: links.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &wire)?;
    writeln!(out)
}

fn wire_block<'a>(source: &SourceFile, block: &'a Block) -> WireBlock<'a> {
    let level = match block.kind {
        BlockKind::Heading { level } => Some(level),
        _ => None,
    };
    let sentences = block
        .sentences
        .iter()
        .map(|range| WireSpan::new(source, block.text.span_of(*range)));
    WireBlock {
        kind: block.kind.name(),
        level,
        parent: block.parent.map(BlockId::index),
        section: block.section.index(),
        lead_in: block.lead_in.map(BlockId::index),
        text: block.text.as_str(),
        span: WireSpan::new(source, block.span),
        sentences: sentences.collect(),
    }
}

fn title<'d>(document: &'d Document, section: &Section) -> &'d str {
    section
        .heading
        .and_then(|id| document.block(id))
        .map_or("", |block| block.text.as_str())
}

fn language<'d>(detected: &'d Detected, section: &Section) -> Option<&'d str> {
    let language = detected.sections.get(section.id.index())?;
    language.as_ref().map(Language::as_str)
}

/// Writes the outline of `document` for people: one line per block, indented as it nests.
pub fn human(
    source: &SourceFile,
    document: &Document,
    detected: &Detected,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = detected.document.as_ref().map_or("?", Language::as_str);
    writeln!(out, "{} ({language})", clean(&source.path))?;
    for block in document.blocks() {
        let section = document.section(block.section);
        let around = section.map_or(0, |section| usize::from(section.level));
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let depth = if heading {
            around.saturating_sub(1)
        } else {
            around + document.ancestors(block.id).count()
        };
        let position = source.lines.position(&source.text, block.span.start);
        let place = format!("{}:{}", position.line, position.column);
        writeln!(
            out,
            "{place:>9}  {}{}",
            "  ".repeat(depth),
            line(document, detected, block)
        )?;
    }
    Ok(())
}

fn line(document: &Document, detected: &Detected, block: &Block) -> String {
    let mut line = block.kind.name().to_owned();
    match block.kind {
        BlockKind::Heading { level } => {
            line.push_str(&level.to_string());
            let own = document
                .section(block.section)
                .and_then(|section| language(detected, section));
            if own != detected.document.as_ref().map(Language::as_str) {
                line.extend([" [", own.unwrap_or("?"), "]"]);
            }
        }
        BlockKind::Cell { header: true, .. } => line.push_str(" (header)"),
        BlockKind::List { ordered: true } => line.push_str(" (ordered)"),
        _ => {}
    }
    if !block.text.is_empty() {
        line.extend([" “", &cropped(block.text.as_str()), "”"]);
    }
    if block.sentences.len() > 1 {
        let sentences = block.sentences.len().to_string();
        line.extend([" (", &sentences, " sentences)"]);
    }
    line
}

/// The start of `text`, on one line.
fn cropped(text: &str) -> String {
    let words = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default().trim_end()),
        None => words,
    }
}
