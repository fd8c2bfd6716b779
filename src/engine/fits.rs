//! Where the patterns of rules fit in a document: found once for all rules, in one pass.

use regex::Regex;

use crate::document::{Block, BlockId, Document};
use crate::rule::Patterns;

use super::subject::prose;

/// For each pattern, the blocks in which it fits.
#[derive(Clone, Debug, Default)]
pub struct Fits<'p> {
    patterns: Option<&'p Patterns>,
    blocks: Vec<Vec<BlockId>>,
}

impl<'p> Fits<'p> {
    /// Looks through all text of `document`.
    pub fn find(patterns: &'p Patterns, document: &Document) -> Self {
        let mut blocks = vec![Vec::new(); patterns.len()];
        for block in prose(document).filter(|_| !patterns.is_empty()) {
            for index in patterns.fitting(block.text.as_str()) {
                if let Some(own) = blocks.get_mut(index) {
                    own.push(block.id);
                }
            }
        }
        Self {
            patterns: Some(patterns),
            blocks,
        }
    }

    /// The blocks of `document` in which `pattern` may fit: those where it does, all of them where it was not looked for.
    pub(super) fn of<'d>(&self, pattern: &Regex, document: &'d Document) -> Vec<&'d Block> {
        let index = self
            .patterns
            .and_then(|patterns| patterns.index_of(pattern));
        match index.and_then(|index| self.blocks.get(index)) {
            Some(own) => own.iter().filter_map(|id| document.block(*id)).collect(),
            None => prose(document).collect(),
        }
    }
}
