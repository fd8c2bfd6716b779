//! Kinds of document: what owes which content.

use std::fmt;

use serde::Deserialize;

/// A kind of document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A privacy policy: what Articles 13 and 14 call information to be provided.
    Notice,
    /// A cookie statement.
    CookieStatement,
    /// A processing agreement.
    ProcessingAgreement,
    /// Something else.
    #[default]
    Other,
}

impl Kind {
    /// The word for it in rule files, configuration and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::CookieStatement => "cookie-statement",
            Self::ProcessingAgreement => "processing-agreement",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
