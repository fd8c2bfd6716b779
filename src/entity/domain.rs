//! Domain names: which endings exist.

use super::EntityTables;

/// The last label of `host` in lower case.
pub(super) fn ending(host: &str) -> String {
    host.rsplit('.')
        .next()
        .unwrap_or_default()
        .chars()
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether `host` ends in a suffix of the public list, or in one reserved for examples.
pub(super) fn has_known_ending(tables: &EntityTables, host: &str) -> bool {
    let ending = ending(host);
    tables.top_level_domains.contains(&ending) || tables.example_domains.contains(&ending)
}

/// Whether `c` may stand in a label.
pub(super) fn is_label_char(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}
