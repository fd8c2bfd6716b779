//! The fields of a purpose: what a policy has to state of each, in rules and in the ledger alike.

use serde::Deserialize;

/// What an entry states of its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Which data.
    Data,
    /// On which legal basis.
    LegalBasis,
    /// For how long.
    Retention,
    /// Who receives them.
    Recipients,
}

impl FieldKind {
    /// All of them, in the order of a table.
    pub const ALL: [Self; 4] = [
        Self::Data,
        Self::LegalBasis,
        Self::Retention,
        Self::Recipients,
    ];

    /// The word for it in rule files and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::LegalBasis => "legal-basis",
            Self::Retention => "retention",
            Self::Recipients => "recipients",
        }
    }
}
