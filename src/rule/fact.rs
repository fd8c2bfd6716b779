//! Facts of the ledger that rules speak of, and the fields that each can be asked for.

use serde::Deserialize;

use crate::document::FieldKind;

/// What a document states together, that rules can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A purpose with what is stated of it.
    Purpose,
    /// Somebody who receives data.
    Recipient,
    /// A statement that data go outside.
    Transfer,
    /// A cookie of a table.
    Cookie,
}

/// What can be stated of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactField {
    /// Which data.
    Data,
    /// On which legal basis.
    LegalBasis,
    /// For how long.
    Retention,
    /// Who receives them.
    Recipients,
    /// To, or in, which country.
    Country,
    /// What protects the data there.
    Safeguard,
    /// What for.
    Purpose,
    /// As processor, by itself or together with whoever speaks.
    Role,
    /// Whether it is necessary.
    Category,
    /// How long it stays.
    Lifetime,
    /// Who places it.
    Provider,
}

impl FactKind {
    /// The word for it in rule files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Recipient => "recipient",
            Self::Transfer => "transfer",
            Self::Cookie => "cookie",
        }
    }

    /// The fields that it has.
    pub const fn fields(self) -> &'static [FactField] {
        use FactField as Field;
        match self {
            Self::Purpose => &[
                Field::Data,
                Field::LegalBasis,
                Field::Retention,
                Field::Recipients,
            ],
            Self::Recipient => &[Field::Country, Field::Purpose, Field::Role],
            Self::Transfer => &[Field::Country, Field::Safeguard, Field::Recipients],
            Self::Cookie => &[
                Field::Category,
                Field::Purpose,
                Field::Lifetime,
                Field::Provider,
            ],
        }
    }
}

impl FactField {
    /// The word for it in rule files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::LegalBasis => "legal-basis",
            Self::Retention => "retention",
            Self::Recipients => "recipients",
            Self::Country => "country",
            Self::Safeguard => "safeguard",
            Self::Purpose => "purpose",
            Self::Role => "role",
            Self::Category => "category",
            Self::Lifetime => "lifetime",
            Self::Provider => "provider",
        }
    }

    /// The field of a purpose that it is.
    pub const fn of_purpose(self) -> Option<FieldKind> {
        match self {
            Self::Data => Some(FieldKind::Data),
            Self::LegalBasis => Some(FieldKind::LegalBasis),
            Self::Retention => Some(FieldKind::Retention),
            Self::Recipients => Some(FieldKind::Recipients),
            _ => None,
        }
    }
}
