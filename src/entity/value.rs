//! What a typed entity can be: the values that rules compare.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;

use crate::text::TextRange;

/// A typed value and the words that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The words.
    pub range: TextRange,
    /// What they say.
    pub value: Value,
}

/// A name that an authority had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The last day on which it had it.
    pub until: Date,
    /// What took its place.
    pub now: String,
}

/// A typed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A length of time.
    Duration {
        /// Its length in days, rounded: a month counts 30, a year 365.
        days: u32,
        /// How many of the unit, in hundredths, so that one and a half is exact.
        hundredths: u32,
        /// The unit it was written in.
        unit: Unit,
    },
    /// A calendar date, or a month, when the day is missing.
    Date {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: Option<u8>,
        /// The day of the month.
        day: Option<u8>,
        /// Whether day and month may be the other way round.
        ambiguous: bool,
    },
    /// An e-mail address, well formed or not.
    Email {
        /// The address, with obfuscation undone.
        address: String,
        /// What is malformed, in plain words.
        problem: Option<String>,
    },
    /// A telephone number.
    Phone {
        /// What is malformed, in plain words.
        problem: Option<String>,
    },
    /// A web address, well formed or not.
    Url {
        /// The address as it is written.
        target: String,
        /// What is malformed, in plain words.
        problem: Option<String>,
    },
    /// A postal address.
    Address,
    /// A country or territory.
    Country {
        /// Its ISO 3166-1 alpha-2 code.
        code: String,
    },
    /// A legal person, known by its legal form.
    Organisation {
        /// The name with its legal form.
        name: String,
        /// The form as the tables spell it.
        form: String,
    },
    /// A citation of a provision.
    Citation {
        /// The id of the act, where it is named and known.
        act: Option<String>,
        /// The article or section; a range of them is written `15-22`.
        article: String,
        /// The paragraph.
        paragraph: Option<String>,
        /// The point.
        point: Option<String>,
    },
    /// A supervisory authority.
    Authority {
        /// Its id in the tables.
        id: String,
        /// Until when it had this name, and what it is called now; `None` where it still has it.
        former: Option<Former>,
    },
    /// A vendor whose services policies name, by one of them or by one of its companies.
    Vendor {
        /// Its id in the tables.
        id: String,
        /// The service or the company, as the tables spell it.
        name: String,
    },
}

impl Value {
    /// The kind of this value.
    pub const fn kind(&self) -> EntityKind {
        match self {
            Self::Duration { .. } => EntityKind::Duration,
            Self::Date { .. } => EntityKind::Date,
            Self::Email { .. } => EntityKind::Email,
            Self::Phone { .. } => EntityKind::Phone,
            Self::Url { .. } => EntityKind::Url,
            Self::Address => EntityKind::Address,
            Self::Country { .. } => EntityKind::Country,
            Self::Organisation { .. } => EntityKind::Organisation,
            Self::Citation { .. } => EntityKind::Citation,
            Self::Authority { .. } => EntityKind::Authority,
            Self::Vendor { .. } => EntityKind::Vendor,
        }
    }
}

/// The kinds of typed entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A length of time.
    Duration,
    /// A calendar date.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A postal address.
    Address,
    /// A country or territory.
    Country,
    /// A legal person.
    Organisation,
    /// A citation of a provision.
    Citation,
    /// A supervisory authority.
    Authority,
    /// A vendor whose services policies name.
    Vendor,
}

impl EntityKind {
    /// Every kind, in the order of the enumeration.
    pub const ALL: [Self; 11] = [
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
        Self::Vendor,
    ];

    /// The word used in rule files and output.
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
            Self::Vendor => "vendor",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for EntityKind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| {
                let known: Vec<_> = Self::ALL.iter().map(|kind| kind.as_str()).collect();
                format!(
                    "unknown kind of entity `{word}`: expected one of {}",
                    known.join(", ")
                )
            })
    }
}

/// The unit a duration is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Days on which offices are open: five count for seven.
    WorkingDay,
    /// Weeks.
    Week,
    /// Months of 30 days.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// Years of 365 days.
    Year,
}

impl Unit {
    /// The length in days, rounded, of `hundredths` hundredths of this unit.
    pub fn days(self, hundredths: u32) -> u32 {
        let many = u64::from(hundredths);
        // Thousands of a day would do for all but seconds; counting seconds is exact for every unit.
        let seconds = match self {
            Self::Second => many,
            Self::Minute => many * 60,
            Self::Hour => many * 3_600,
            Self::Day => many * DAY,
            Self::WorkingDay => many * DAY * 7 / 5,
            Self::Week => many * DAY * 7,
            Self::Month => many * DAY * 30,
            Self::Quarter => many * DAY * 90,
            Self::HalfYear => many * DAY * 180,
            // A half year is six months, not 182.5 days.
            Self::Year => (many / 100) * 100 * DAY * 365 + (many % 100) * DAY * 360,
        };
        u32::try_from((seconds + 50 * DAY) / (100 * DAY)).unwrap_or(u32::MAX)
    }
}

const DAY: u64 = 86_400;
