//! What the plain-text parser makes of texts, as outlines.

use std::fmt::Write as _;

use crate::document::{BlockKind, Document};
use crate::text::Segmenter;

fn outline(document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks() {
        let depth = document.ancestors(block.id).count();
        let kind = match block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Cell {
                column,
                header: true,
            } => format!("head {column}"),
            BlockKind::Cell { column, .. } => format!("cell {column}"),
            BlockKind::List { ordered: true } => "numbered list".to_owned(),
            other => other.name().to_owned(),
        };
        let run_in = block.run_in.map_or(String::new(), |range| {
            format!(" <{}>", range.of(block.text.as_str()))
        });
        let number = match (block.kind, document.section(block.section)) {
            (BlockKind::Heading { .. }, Some(section)) => section
                .number
                .as_ref()
                .map_or(String::new(), |number| format!(" #{number}")),
            _ => String::new(),
        };
        let text: String = block.text.as_str().chars().take(90).collect();
        writeln!(out, "{}{kind}{number}{run_in} {text}", "  ".repeat(depth)).unwrap();
    }
    out
}

fn parse(source: &str) -> Document {
    super::parse(source, &Segmenter::default())
}

/// Prints the outlines of the files named in an environment variable, for looking at them.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a window for whoever works on the parser"
)]
fn show() {
    let Ok(paths) = std::env::var("PLAIN_OUTLINE") else {
        return;
    };
    for path in paths.split_whitespace() {
        let source = std::fs::read_to_string(path).unwrap();
        println!("=== {path}\n{}", outline(&parse(&source)));
    }
}
