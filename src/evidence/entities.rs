//! Entities as terms see them: by the words they cover.

use crate::entity::{CountryStatus, Entity, Value};
use crate::lexicon::EntityWords;
use crate::text::Token;

use super::Reader;

/// The entities that lie in a sentence of these words, as word ranges.
pub(super) fn in_words(found: &[Entity], words: &[Token], reader: Reader<'_>) -> Vec<EntityWords> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Vec::new();
    };
    let begin = found.partition_point(|entity| entity.range.start < first.range.start);
    let inside = found
        .get(begin..)
        .unwrap_or_default()
        .iter()
        .take_while(|entity| entity.range.start < last.range.end);
    inside
        .filter_map(|entity| {
            let start = words.partition_point(|word| word.range.end <= entity.range.start);
            let end = words.partition_point(|word| word.range.start < entity.range.end);
            let third = match &entity.value {
                Value::Country { code } => {
                    reader.tables.status(code, reader.today) != CountryStatus::Eea
                }
                _ => false,
            };
            (start < end).then(|| EntityWords {
                kind: entity.value.kind(),
                start,
                end,
                third,
            })
        })
        .collect()
}
