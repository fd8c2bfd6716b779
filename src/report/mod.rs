//! L5: output, one small file per format. Reporters know wire forms and columns, and nothing of rules.

pub mod coverage;
pub mod evidence;
pub mod github;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod ledger;
pub mod outline;
pub mod pages;
pub mod rules;
pub mod sarif;
pub mod score;
pub mod summary;

mod excerpt;
mod header;
mod root;

use crate::lexicon::FileError;
use crate::rule::Rule;
use crate::session::Report;

pub use root::Root;

/// A run as consumers other than people want it: what was checked, by which rules, and what could not be done.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// What was checked.
    pub report: &'a Report,
    /// What was named and could not be checked.
    pub errors: &'a [InputError],
    /// The rules that ran.
    pub rules: &'a [Rule],
    /// Rule files that could not be loaded.
    pub broken: &'a [FileError],
    /// Where the paths of the report are seen from.
    pub root: &'a Root,
}

/// Something that was named and could not be checked: a file, a folder, a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// What was named.
    pub path: String,
    /// What is wrong, in full.
    pub message: String,
}

/// How text for people is laid out; decided by whoever knows where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
}

impl Default for Style {
    /// Without colour, 100 columns: what a file or a pipe gets.
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
        }
    }
}

/// Citations as people write them: what one shares with the one before it is not said again
/// (`GDPR Art. 13(1)(c), 14(1)(c)`).
pub fn cited(law: &[String]) -> String {
    let mut text = String::new();
    let mut before = "";
    for citation in law {
        let shared = before
            .char_indices()
            .zip(citation.chars())
            .take_while(|((_, a), b)| a == b)
            .filter(|((_, a), _)| *a == ' ')
            .map(|((at, _), _)| at + 1)
            .last();
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(citation.get(shared.unwrap_or(0)..).unwrap_or_default());
        before = citation;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cited;

    #[test]
    fn citations_of_one_act_name_it_once() {
        let law = |law: &[&str]| cited(&law.iter().map(|&law| law.to_owned()).collect::<Vec<_>>());
        assert_eq!(law(&[]), "");
        assert_eq!(
            law(&["GDPR Art. 13(1)(c)", "GDPR Art. 6(1)", "CJEU C-311/18"]),
            "GDPR Art. 13(1)(c), 6(1), CJEU C-311/18"
        );
    }
}
