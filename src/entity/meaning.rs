//! What the phrases of the tables mean to the recognisers.

use super::value::Unit;

/// The languages in which a meaning counts: one bit for each.
pub(super) type Languages = u64;

/// The mask of what means the same in every language: legal forms, acts, codes.
pub(super) const EVERY_LANGUAGE: Languages = u64::MAX;

/// How a phrase must be written to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Anyhow.
    Any,
    /// With a capital.
    Capital,
    /// To the letter, but for full stops.
    Exact(Box<str>),
    /// To the letter, full stops and all; the last one may be missing.
    Dotted(Box<str>),
}

/// One meaning of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) languages: Languages,
    pub(super) case: Case,
    /// Whether brackets, slashes, commas and ampersands may stand between its words.
    pub(super) loose: bool,
    pub(super) what: What,
}

/// What a phrase stands for. Numbers point into the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A number in hundredths.
    Number(u32),
    /// An indefinite article that may count as one.
    One,
    /// A unit of time.
    Unit(Unit),
    /// A number and a unit in one word.
    Span(u32, Unit),
    /// A month of the year.
    Month(u8),
    /// An ordinal: a day of the month, or a paragraph.
    Ordinal(u8),
    /// A country.
    Country(usize),
    /// A name that contains a country's and is none.
    NoCountry,
    /// A region code that leads to a country before a postcode, and whether it does so without one.
    Region(usize, bool),
    /// An act.
    Act(usize),
    /// An authority.
    Authority(usize),
    /// An abbreviation of an authority that needs support.
    WeakAuthority(usize),
    /// A name of a vendor.
    Vendor(usize),
    /// A legal form after a name.
    Form(usize),
    /// A legal form after a name that is also an ordinary word.
    WeakForm(usize),
    /// A legal form before a name.
    FormBefore(usize),
    /// A word with a grammatical task.
    Role(Role),
}

/// What can begin with a word, as far as the word tells: a bit for each.
pub(super) type Begins = u16;

/// A date.
pub(super) const DATE: Begins = 1;
/// A duration.
pub(super) const DURATION: Begins = 1 << 1;
/// A country.
pub(super) const COUNTRY: Begins = 1 << 2;
/// The legal form of an organisation.
pub(super) const FORM: Begins = 1 << 3;
/// A citation or an act.
pub(super) const CITATION: Begins = 1 << 4;
/// An authority.
pub(super) const AUTHORITY: Begins = 1 << 5;
/// A vendor.
pub(super) const VENDOR: Begins = 1 << 6;
/// What is spelled out for the sign in an e-mail address.
pub(super) const AT: Begins = 1 << 7;
/// The number of a house, or what stands for one.
pub(super) const HOUSE: Begins = 1 << 8;
/// A number in digits.
pub(super) const DIGITS: Begins = 1 << 9;

impl What {
    /// What can begin with a phrase that means this.
    pub(super) const fn begins(self) -> Begins {
        match self {
            Self::Number(_) => DURATION | HOUSE,
            Self::One | Self::Span(..) => DURATION,
            Self::Month(_) | Self::Ordinal(_) => DATE,
            Self::Country(_) | Self::NoCountry | Self::Region(..) => COUNTRY,
            Self::Act(_) | Self::Role(Role::Article | Role::Articles) => CITATION,
            Self::Authority(_) | Self::WeakAuthority(_) => AUTHORITY,
            Self::Vendor(_) => VENDOR,
            Self::Form(_) | Self::WeakForm(_) | Self::FormBefore(_) => FORM,
            Self::Role(Role::At) => AT,
            Self::Unit(_) | Self::Role(_) => 0,
        }
    }
}

/// The tasks that words of a language can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Between number and unit: "full", "consecutive".
    BetweenNumberAndUnit,
    /// Before "a year" where that is a rate: "once", "per".
    Rate,
    /// Between day, month and year.
    DateLink,
    /// "article".
    Article,
    /// "articles".
    Articles,
    /// "paragraph".
    Paragraph,
    /// "point".
    Point,
    /// A letter before the number of an article: "L. 34-1".
    Series,
    /// "sentence", "subparagraph": read and not kept.
    Part,
    /// "and", "or".
    List,
    /// "up to and including".
    Range,
    /// Between provision and act.
    ActLink,
    /// "the".
    Determiner,
    /// Inside the name of a street, a town or a foundation, in lower case.
    Connector,
    /// Inside the name of a company, in lower case.
    NameConnector,
    /// Before a name, with a capital at the start of a sentence.
    BeforeName,
    /// A word of a street's name.
    Street,
    /// "PO box".
    PoBox,
    /// Between street and town.
    AddressLink,
    /// Before a telephone number.
    PhoneLabel,
    /// Before a number that is none.
    RegistryLabel,
    /// "at".
    At,
    /// "dot".
    Dot,
    /// The usual names of shared mailboxes.
    Mailbox,
}
