//! Sentences that were matched before: in an editor, a text is read again at each change and nearly all of it is as it was.

use std::hash::{BuildHasher as _, Hash};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::text::{TextRange, Words};

use super::matcher::{EntityWords, RawMention};

/// How many sentences are remembered at most: those of some long policies. All are forgotten when there are more.
const REMEMBERED: usize = 1 << 14;

/// All that the matches in a sentence depend on beside the terms.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Said {
    text: Box<str>,
    entities: Box<[EntityWords]>,
    /// Whether the first word is taken for a name, which depends on the rest of the document.
    first_is_name: bool,
}

impl Said {
    /// The sentence with these words and entities; `None` where it has no words.
    pub(super) fn new(
        words: Words<'_>,
        entities: &[EntityWords],
        first_is_name: bool,
    ) -> Option<Self> {
        Some(Self {
            text: whole(words)?.of(words.text).into(),
            entities: entities.into(),
            first_is_name,
        })
    }
}

/// Where the words of a sentence stand in their block.
fn whole(words: Words<'_>) -> Option<TextRange> {
    let (first, last) = (words.tokens.first()?, words.tokens.last()?);
    Some(TextRange::new(first.range.start, last.range.end))
}

/// A sentence and its matches, with ranges from its own start on.
type Known = (Said, Arc<[RawMention]>);

/// The sentences that were matched, by their hash. What is found does not depend on it.
#[derive(Debug, Default)]
pub(crate) struct Recalled(Mutex<FxHashMap<u64, Known>>);

impl Clone for Recalled {
    /// A copy of terms remembers nothing.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Recalled {
    /// The matches in a sentence that was matched before and now stands where `words` do.
    pub(super) fn recall(&self, said: &Said, words: Words<'_>, into: &mut Vec<RawMention>) -> bool {
        let known = {
            let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = all.get(&hash(said)).filter(|(same, _)| same == said);
            known.map(|(_, found)| Arc::clone(found))
        };
        let (Some(found), Some(whole)) = (known, whole(words)) else {
            return false;
        };
        into.extend(found.iter().map(|raw| RawMention {
            range: TextRange::new(raw.range.start + whole.start, raw.range.end + whole.start),
            ..*raw
        }));
        true
    }

    /// Remembers what was found in a sentence.
    pub(super) fn keep(&self, said: Said, words: Words<'_>, found: &[RawMention]) {
        let Some(whole) = whole(words) else {
            return;
        };
        let own = found.iter().map(|raw| RawMention {
            range: TextRange::new(raw.range.start - whole.start, raw.range.end - whole.start),
            ..*raw
        });
        let own: Arc<[RawMention]> = own.collect();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.clear();
        }
        all.insert(hash(&said), (said, own));
    }
}

fn hash(said: &Said) -> u64 {
    FxBuildHasher.hash_one(said)
}
