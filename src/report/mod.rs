//! L5: output, one small file per format. Reporters know wire forms and columns, and nothing of rules.

pub mod evidence;
pub mod human;
pub mod json;
pub mod outline;
pub mod rules;

mod excerpt;
pub mod summary;

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
