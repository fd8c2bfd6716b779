//! L5: output, one small file per format. Reporters know wire forms and columns, and nothing of rules.

pub mod evidence;
pub mod human;
pub mod json;
pub mod outline;

mod excerpt;
mod summary;

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
