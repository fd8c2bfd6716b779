//! Fixtures in, outlines out; the way back to the source; and what must hold for any input.

use std::fmt::Write as _;

use crate::document::{Block, BlockKind, Document};
use crate::text::{Segmenter, TextRange};

use super::parse;

fn read(source: &str) -> Document {
    parse(source, &Segmenter::default())
}

/// The blocks of a document, one a line: kind, marker, text with the run-in heading in ⟨⟩.
fn outline(source: &str, document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks() {
        let depth = document.ancestors(block.id).count();
        let _ = write!(out, "{}{}", "  ".repeat(depth), describe(block));
        if let Some(marker) = block.marker {
            let _ = write!(out, " [{}]", marker.of(source));
        }
        let text = block.text.as_str();
        match block.run_in {
            Some(name) => {
                let rest = TextRange::new(name.end, text.len());
                let _ = write!(out, " ⟨{}⟩{}", name.of(text), rest.of(text));
            }
            None if text.is_empty() => {}
            None => {
                let _ = write!(out, " {text}");
            }
        }
        out.push('\n');
    }
    out
}

fn describe(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::List { ordered: true } => "olist".to_owned(),
        BlockKind::Cell { header: true, .. } => "header".to_owned(),
        kind => kind.name().to_owned(),
    }
}

/// Prints the outline of the file named in the environment, to look at by hand.
#[test]
#[expect(clippy::disallowed_methods, reason = "looked at by hand, with a file of one's own")]
fn dump() {
    if let Ok(path) = std::env::var("DUMP_MARKDOWN") {
        let source = std::fs::read_to_string(path).unwrap();
        println!("{}", outline(&source, &read(&source)));
    }
}
