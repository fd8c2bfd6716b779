//! L4: how well evidence is found, measured on policies of which people have said what they disclose.
//!
//! A gold folder holds policies and, beside each, what is known of it; `docs/accuracy.md` describes it for those who make
//! one. [`Folder::read`] reads it, [`score`] compares it with what was read of the policies, [`Floors`] says what the figures
//! must not fall below.

mod figures;
mod floor;
mod folder;
mod labels;
mod score;

pub use figures::{Counts, Figures, Macro, Total};
pub use floor::{Floors, Shortfall};
pub use folder::{Folder, GoldError, Part};
pub use labels::{Label, Labels};
pub use score::{Kind, Miss, Row, Scores, score};
