//! The phrases of all tables in one trie over folded words.
//!
//! Every name, unit, month and citation word of every language lies in the same trie, so that a text is looked up once,
//! whatever the number of tables and languages. Which meanings count is decided per text by their language mask.

use rustc_hash::FxHashMap;

use super::meaning::{Case, Meaning};
use crate::text::{TextRange, fold, tokens};

/// What a word may begin, as found in the vocabulary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The id of the word; 0 is no word of any phrase.
    pub(super) id: usize,
    /// The node reached from the root by this word; 0 where no phrase begins with it.
    pub(super) node: usize,
}

/// A trie of phrases.
#[derive(Debug)]
pub(super) struct Phrases {
    vocabulary: FxHashMap<Box<str>, Known>,
    edges: FxHashMap<(usize, usize), usize>,
    nodes: Vec<Vec<Meaning>>,
    longest: usize,
}

impl Phrases {
    pub(super) fn new() -> Self {
        Self {
            vocabulary: FxHashMap::default(),
            edges: FxHashMap::default(),
            nodes: vec![Vec::new()],
            longest: 0,
        }
    }

    /// Adds `phrase`; a phrase without a word is ignored.
    pub(super) fn add(&mut self, phrase: &str, meaning: Meaning) {
        let mut node = 0;
        for token in tokens(phrase, TextRange::new(0, phrase.len())) {
            let word = fold(token.range.of(phrase));
            // Folding may lengthen or shorten: leave room for either.
            self.longest = self.longest.max(2 * word.len());
            let next = self.vocabulary.len() + 1;
            let known = self
                .vocabulary
                .entry(Box::from(word.as_ref()))
                .or_insert(Known { id: next, node: 0 });
            let to = *self.edges.entry((node, known.id)).or_insert_with(|| {
                self.nodes.push(Vec::new());
                self.nodes.len() - 1
            });
            if node == 0 {
                known.node = to;
            }
            node = to;
        }
        if node != 0
            && let Some(meanings) = self.nodes.get_mut(node)
            && !meanings.contains(&meaning)
        {
            meanings.push(meaning);
        }
    }

    /// What is known of `word`, as it stands in the text.
    pub(super) fn known(&self, word: &str) -> Known {
        if word.len() > self.longest {
            return Known::default();
        }
        self.vocabulary
            .get(fold(word).as_ref())
            .copied()
            .unwrap_or_default()
    }

    /// The node after `node` by the word with this id.
    pub(super) fn next(&self, node: usize, id: usize) -> Option<usize> {
        self.edges.get(&(node, id)).copied()
    }

    /// The meanings of the phrase that ends at `node`.
    pub(super) fn meanings(&self, node: usize) -> &[Meaning] {
        self.nodes.get(node).map_or(&[], Vec::as_slice)
    }
}

impl Case {
    /// Whether `written` is a spelling that counts.
    pub(super) fn admits(&self, written: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => written.starts_with(char::is_uppercase),
            Self::Exact(spelling) => same_letters(written, spelling),
            Self::Dotted(spelling) => written == spelling.trim_end_matches('.'),
        }
    }
}

/// Whether the two are the same but for full stops and the kind of white space.
fn same_letters(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| *c != '.')
        .map(|c| if c.is_whitespace() { ' ' } else { c })
}
