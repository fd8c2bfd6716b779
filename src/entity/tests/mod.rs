//! What each recogniser finds and what it leaves alone, in tables; and that no text makes any of them panic.

mod date_and_duration;
mod law;
mod names;
mod network;
mod place;
mod vendor;
mod whole;

use std::sync::LazyLock;

use super::{Entity, EntityKind, EntityTables};
use crate::text::TextRange;

/// The tables that ship with the project.
static TABLES: LazyLock<EntityTables> = LazyLock::new(|| {
    macro_rules! table {
        ($name:literal) => {
            (
                $name,
                include_str!(concat!("../../../rules/entities/", $name)),
            )
        };
    }
    EntityTables::compile(&[
        table!("nl.yaml"),
        table!("en.yaml"),
        table!("de.yaml"),
        table!("fr.yaml"),
        table!("countries.yaml"),
        table!("vendors.yaml"),
        table!("ages.yaml"),
        table!("authorities.yaml"),
        table!("acts.yaml"),
        table!("legal-forms.yaml"),
        table!("shapes.yaml"),
    ])
    .unwrap()
});

/// A language, a text with what is to be found between marks, and the values of that.
type Case = (&'static str, &'static str, &'static [&'static str]);

/// `marked` without its marks, and the ranges between them.
fn unmark(marked: &str) -> (String, Vec<TextRange>) {
    let mut text = String::new();
    let mut ranges = Vec::new();
    let mut start = 0;
    for c in marked.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => ranges.push(TextRange::new(start, text.len())),
            _ => text.push(c),
        }
    }
    (text, ranges)
}

/// The entities of one kind.
fn of_kind(text: &str, language: &str, kind: EntityKind) -> Vec<Entity> {
    TABLES
        .recognise(text, language)
        .into_iter()
        .filter(|entity| entity.value.kind() == kind)
        .collect()
}

/// Checks that just the marked words of each text are entities of `kind`, with these values as `show` writes them.
fn check(kind: EntityKind, cases: &[Case], show: fn(&Entity) -> String) {
    let mut wrong = Vec::new();
    for (language, marked, values) in cases {
        let (text, ranges) = unmark(marked);
        let found = of_kind(&text, language, kind);
        let got: Vec<_> = found
            .iter()
            .map(|entity| (entity.range.of(&text), show(entity)))
            .collect();
        let wanted: Vec<_> = ranges
            .iter()
            .zip(*values)
            .map(|(range, value)| (range.of(&text), (*value).to_owned()))
            .collect();
        let placed = found
            .iter()
            .map(|entity| entity.range)
            .eq(ranges.iter().copied());
        if got != wanted || !placed || ranges.len() != values.len() {
            wrong.push(format!(
                "{language}: {marked}\n  got    {got:?}\n  wanted {wanted:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Checks that none of the texts has an entity of `kind`.
fn check_none(kind: EntityKind, cases: &[(&str, &str)]) {
    for (language, text) in cases {
        let found = of_kind(text, language, kind);
        let got: Vec<_> = found.iter().map(|entity| entity.range.of(text)).collect();
        assert!(got.is_empty(), "{language}: {text}\n  got {got:?}");
    }
}
