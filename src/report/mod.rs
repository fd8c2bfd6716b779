//! L5: output, one small file per format. Reporters know wire forms and columns, and nothing of rules.

pub mod evidence;
