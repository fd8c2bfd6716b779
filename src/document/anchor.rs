//! Anchors: the fragments by which links reach the headings of their own document.

use rustc_hash::FxHashMap;

use crate::text::TextRange;

use super::{BlockId, BlockKind, DocumentBuilder};

/// The slug by which a heading can be linked to: lower case, words joined by hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' || c == '-' {
            slug.push(c);
        } else if c.is_whitespace() {
            slug.push('-');
        }
    }
    slug
}

impl DocumentBuilder<'_> {
    /// Records the slug of every heading as an anchor, numbered where it recurs, as site generators do. A heading whose
    /// number is not part of its text can be linked to with its number as well.
    pub fn anchor_headings(&mut self) {
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        for block in &self.document.blocks {
            if !matches!(block.kind, BlockKind::Heading { .. }) {
                continue;
            }
            let text = block.text.as_str();
            let numbered = block
                .marker
                .map(|marker| slug(&format!("{} {text}", marker.of(self.source))));
            for base in std::iter::once(slug(text)).chain(numbered) {
                let count = seen.entry(base.clone()).or_default();
                self.document.anchors.push(if *count == 0 {
                    base
                } else {
                    format!("{base}-{count}")
                });
                *count += 1;
            }
        }
    }

    /// The text of block `id` under `range`, for parsers that look back.
    pub fn text_of(&self, id: BlockId, range: TextRange) -> &str {
        self.document
            .block(id)
            .map_or("", |block| range.of(block.text.as_str()))
    }
}
