//! L3: typed entities (stub until the recognisers land).

use std::str::FromStr;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::text::TextRange;

/// Kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A duration.
    Duration,
    /// A date.
    Date,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A URL.
    Url,
    /// A postal address.
    Address,
    /// A country.
    Country,
    /// An organisation.
    Organisation,
    /// A law citation.
    Citation,
    /// An authority.
    Authority,
}

impl EntityKind {
    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duration => "duration",
            Self::Date => "date",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Address => "address",
            Self::Country => "country",
            Self::Organisation => "organisation",
            Self::Citation => "citation",
            Self::Authority => "authority",
        }
    }
}

impl FromStr for EntityKind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [
            Self::Duration,
            Self::Date,
            Self::Email,
            Self::Phone,
            Self::Url,
            Self::Address,
            Self::Country,
            Self::Organisation,
            Self::Citation,
            Self::Authority,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == word)
        .ok_or_else(|| format!("unknown entity `{word}`"))
    }
}

/// Values.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Rounded days.
    Duration {
        /// Days.
        days: u32,
    },
    /// A date.
    Date {
        /// Year.
        year: i16,
        /// Month.
        month: Option<u8>,
        /// Day.
        day: Option<u8>,
        /// Day and month may be swapped.
        ambiguous: bool,
    },
    /// An e-mail address.
    Email {
        /// The address.
        address: String,
        /// What is wrong with it.
        problem: Option<String>,
    },
    /// A country.
    Country {
        /// Its code.
        code: String,
    },
}

impl Value {
    /// Its kind.
    pub fn kind(&self) -> EntityKind {
        match self {
            Self::Duration { .. } => EntityKind::Duration,
            Self::Date { .. } => EntityKind::Date,
            Self::Email { .. } => EntityKind::Email,
            Self::Country { .. } => EntityKind::Country,
        }
    }
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Where.
    pub range: TextRange,
    /// What.
    pub value: Value,
}

/// How a country stands to the EEA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountryStatus {
    /// In it.
    Eea,
    /// Adequate.
    Adequate {
        /// The decision.
        decision: String,
        /// Only for some.
        partial: bool,
    },
    /// Neither.
    Third,
}

/// Tables.
#[derive(Clone, Debug, Default)]
pub struct EntityTables;

impl EntityTables {
    /// Compiles.
    pub fn compile(_files: &[(&str, &str)]) -> Result<Self, Vec<(String, Diagnostic)>> {
        Ok(Self)
    }

    /// Recognises.
    pub fn recognise(&self, _text: &str, _language: &str) -> Vec<Entity> {
        Vec::new()
    }

    /// Status.
    pub fn status(&self, _code: &str, _today: Date) -> CountryStatus {
        CountryStatus::Third
    }
}
