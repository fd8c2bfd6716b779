//! One file for each command.

pub(super) mod check;
pub(super) mod completions;
pub(super) mod coverage;
pub(super) mod evidence;
pub(super) mod explain;
pub(super) mod ledger;
pub(super) mod outline;
pub(super) mod rules;
pub(super) mod score;

mod input;
mod reading;
