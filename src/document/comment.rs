//! Comments: what stands in the source and not in the text, and which of them are directives to this program.

use crate::text::{Span, distance, fold};

/// The word with which a directive begins that leaves diagnostics out of what follows.
pub const IGNORE: &str = "policylint-ignore";
/// The word with which one begins that leaves them out of the whole document.
pub const IGNORE_FILE: &str = "policylint-ignore-file";

/// How a word begins that is a directive, whether or not there is one of that name.
const PREFIX: &str = "policylint-";
/// How many letters of a directive may be wrong.
const MISSPELT: usize = 3;

/// A comment in the source, without its delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment, delimiters included.
    pub span: Span,
    /// What stands between the delimiters.
    pub text: String,
}

/// Whether a comment with this text between its delimiters is a directive, spelt rightly or not. A comment that
/// only speaks of this program is none.
pub fn is_directive(inside: &str) -> bool {
    let mut words = inside
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .split_whitespace();
    // No directive is longer than this, and comments can be.
    let mut word = || {
        let word: String = words.next().unwrap_or_default().chars().take(32).collect();
        fold(&word).replace([':', '_', '.'], "-")
    };
    let first = word();
    if first.starts_with(PREFIX) && first.len() > PREFIX.len() {
        return true;
    }
    let near = |word: &str| {
        distance(word, IGNORE) <= MISSPELT
            || distance(word, IGNORE_FILE) <= MISSPELT
            // `policylint-ignore:gdpr/…`, misspelt
            || word.get(..IGNORE.len()).is_some_and(|start| distance(start, IGNORE) <= MISSPELT)
    };
    near(&first) || near(&format!("{}-{}", first.trim_end_matches('-'), word()))
}

#[cfg(test)]
mod tests {
    use super::is_directive;

    #[test]
    fn directives_are_told_from_remarks() {
        for inside in [
            " policylint-ignore gdpr/x ",
            "policylint-ignore",
            "\n  policylint-ignore-file a/b\n",
            " policylint-ingore a/b ",
            " Policylint-Ignore a/b ",
            " polcylint-ignore a/b ",
            " policylint ignore a/b ",
            " policylint: ignore a/b ",
            " policylint:ignore a/b ",
            " policylint-disable a/b ",
            " policylint_ignore a/b ",
            "- policylint-ignore a/b -",
        ] {
            assert!(is_directive(inside), "{inside}");
        }
        for inside in [
            "",
            " ",
            " policylint ",
            " policylint runs over this page ",
            " policylint: see the handbook ",
            " policy of ignoring ",
            " prettier-ignore ",
            " markdownlint-disable ",
            " Please ignore this policy. ",
        ] {
            assert!(!is_directive(inside), "{inside}");
        }
    }
}
