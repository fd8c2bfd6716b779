//! L1: the product's knowledge, embedded: every file of `rules/`, as it was when the program was built.

/// Path and text of every file under `rules/`, sorted by path.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The files under `folder`, for instance `rules/lexicon/`.
pub fn files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<'_> {
    FILES
        .iter()
        .copied()
        .filter(move |(path, _)| path.starts_with(folder))
}

/// The text of the file at `path`, or the empty string where there is none.
pub fn file(path: &str) -> &'static str {
    FILES
        .iter()
        .find(|(name, _)| *name == path)
        .map_or("", |(_, text)| text)
}
