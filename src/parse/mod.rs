//! L2: source text → [`Document`], one parser per format. Parsing never fails.

mod html;
mod markdown;
mod plain;

use crate::document::Document;
use crate::source::{Format, SourceFile};
use crate::text::Segmenter;

/// Parses `source` by its format.
pub fn parse(source: &SourceFile, segmenter: &Segmenter) -> Document {
    match source.format {
        Format::Markdown => markdown::parse(&source.text, segmenter),
        Format::Html => html::parse(&source.text, segmenter),
        Format::Plain => plain::parse(&source.text, segmenter),
    }
}
