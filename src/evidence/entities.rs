//! Entities as terms see them: by the words they cover.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document};
use crate::entity::{CountryStatus, Entity, EntityKind, Value};
use crate::lexicon::{EntityWords, Traits};
use crate::text::{TextRange, Token};

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
            (start < end).then(|| EntityWords {
                kind: entity.value.kind(),
                start,
                end,
                traits: traits(&entity.value, reader),
            })
        })
        .collect()
}

/// What the tables know of a value on the day of the check.
fn traits(value: &Value, reader: Reader<'_>) -> Traits {
    let third = Traits::of("third");
    match value {
        Value::Country { code } => match reader.tables.status(code, reader.today) {
            CountryStatus::Eea => Traits::default(),
            CountryStatus::Adequate { partial: false, .. } => third.and(Traits::of("adequate")),
            CountryStatus::Adequate { .. } => third,
            CountryStatus::Third => third.and(Traits::of("inadequate")),
        },
        Value::Vendor { id, name } => {
            let words = reader.tables.vendor_traits(id, name, reader.today);
            let traits = words.into_iter().map(Traits::of);
            traits.fold(Traits::default(), Traits::and)
        }
        _ => Traits::default(),
    }
}

/// Where web and e-mail addresses stand, in order: their parts are no words of the text.
pub(super) fn addresses(found: &[Entity]) -> Vec<TextRange> {
    let online =
        |entity: &&Entity| matches!(entity.value.kind(), EntityKind::Url | EntityKind::Email);
    found
        .iter()
        .filter(online)
        .map(|entity| entity.range)
        .collect()
}

/// What the links of a document lead to, by block: an address that stands behind the words is stated by them.
pub(super) fn of_links(document: &Document, reader: Reader<'_>) -> FxHashMap<BlockId, Vec<Entity>> {
    let mut found: FxHashMap<BlockId, Vec<Entity>> = FxHashMap::default();
    for link in document
        .links()
        .iter()
        .filter(|link| !link.range.is_empty() && !link.control)
    {
        let target = link.target.trim();
        let scheme = target
            .split_once(':')
            .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
        let value = match scheme {
            Some((scheme, rest)) if scheme == "mailto" => {
                let address = rest.split('?').next().unwrap_or_default().to_owned();
                Value::Email {
                    address,
                    problem: None,
                }
            }
            Some((scheme, _)) if scheme == "tel" => Value::Phone { problem: None },
            Some((scheme, _)) if scheme == "javascript" => continue,
            _ if target.is_empty() || target.starts_with('#') => continue,
            _ => Value::Url {
                target: target.to_owned(),
                problem: reader.tables.link_problem(target),
            },
        };
        found.entry(link.block).or_default().push(Entity {
            range: link.range,
            value,
        });
    }
    found
}

/// Adds `linked` to what was recognised in the words, except where the words say the same already. An e-mail address does not
/// go on behind the link that it stands in: what follows stands against it without a blank.
pub(super) fn join(recognised: &mut Vec<Entity>, linked: &[Entity]) {
    for link in linked {
        let kind = link.value.kind();
        if kind == EntityKind::Email {
            recognised.retain(|entity| {
                entity.value.kind() != kind
                    || !entity.range.overlaps(link.range)
                    || link.range.contains(entity.range)
            });
        }
        let known =
            |entity: &Entity| entity.value.kind() == kind && entity.range.overlaps(link.range);
        if !recognised.iter().any(known) {
            recognised.push(link.clone());
        }
    }
    recognised.sort_by_key(|entity| (entity.range, entity.value.kind()));
}
