//! The compiled tables, and what they know of countries.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::meaning::Languages;
use super::phrase::Phrases;
use super::value::Former;
use super::vendor::{Vendor, VendorName};

/// What is known of names, units, months, citation words, postcodes and domains, in all languages.
#[derive(Debug)]
pub struct EntityTables {
    pub(super) phrases: Phrases,
    pub(super) languages: Vec<String>,
    pub(super) international: Languages,
    pub(super) countries: Vec<String>,
    pub(super) standings: Vec<Standing>,
    pub(super) region_digits: usize,
    /// From which age children decide for themselves.
    pub(super) ages: Vec<ConsentAge>,
    pub(super) authorities: Vec<AuthorityEntry>,
    pub(super) vendors: Vec<Vendor>,
    /// The countries of vendors as messages name them, by code.
    pub(super) vendor_countries: FxHashMap<String, String>,
    /// What each of their names stands for.
    pub(super) vendor_names: Vec<VendorName>,
    pub(super) acts: Vec<String>,
    pub(super) forms: Vec<String>,
    pub(super) street_endings: Vec<String>,
    pub(super) postcodes: Vec<PostcodeShape>,
    pub(super) example_domains: Vec<String>,
    pub(super) top_level_domains: FxHashSet<String>,
    pub(super) file_endings: Vec<String>,
    /// The first with a code that fits counts.
    pub(super) dial_plans: Vec<DialPlan>,
}

/// How the telephone numbers of a country are built.
#[derive(Debug)]
pub(super) struct DialPlan {
    pub(super) code: String,
    /// The fewest and the most digits after the code.
    pub(super) digits: (usize, usize),
    /// Whether a 0 after the code is dialled.
    pub(super) keeps_zero: bool,
}

/// A shape of postcode.
#[derive(Debug)]
pub(super) struct PostcodeShape {
    pub(super) shape: String,
    pub(super) strong: bool,
    pub(super) after_town: bool,
    /// The code of the only country that has it.
    pub(super) country: Option<String>,
}

/// A supervisory authority.
#[derive(Debug)]
pub(super) struct AuthorityEntry {
    pub(super) id: String,
    /// The code of its country.
    pub(super) country: String,
    /// What has become of one that is no more.
    pub(super) former: Option<Former>,
}

/// The age from which children decide for themselves in a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentAge {
    /// The code of the country.
    pub code: String,
    /// The country as messages name it, after "in".
    pub name: String,
    /// The age.
    pub age: u32,
    /// The first day on which it holds.
    pub from: Date,
    /// The last.
    pub until: Option<Date>,
    /// Where this is written.
    pub source: String,
    /// The day on which this was last compared with the source.
    pub checked: Date,
}

/// How a country stands from one day to another, both included.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) country: usize,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    /// The decision and whether it is partial; none for membership.
    pub(super) decision: Option<(String, bool)>,
}

/// How a country stands to the single market on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountryStatus {
    /// A member.
    Eea,
    /// No member; a decision calls its protection adequate.
    Adequate {
        /// The decision.
        decision: String,
        /// Whether it covers some recipients only.
        partial: bool,
    },
    /// Neither.
    Third,
}

impl EntityTables {
    pub(super) fn new() -> Self {
        Self {
            phrases: Phrases::new(),
            languages: Vec::new(),
            international: 0,
            countries: Vec::new(),
            standings: Vec::new(),
            region_digits: 0,
            ages: Vec::new(),
            authorities: Vec::new(),
            vendors: Vec::new(),
            vendor_countries: FxHashMap::default(),
            vendor_names: Vec::new(),
            acts: Vec::new(),
            forms: Vec::new(),
            street_endings: Vec::new(),
            postcodes: Vec::new(),
            example_domains: Vec::new(),
            top_level_domains: FxHashSet::default(),
            file_endings: Vec::new(),
            dial_plans: Vec::new(),
        }
    }

    /// How the country with ISO 3166-1 alpha-2 code `code` stands on the day `today`.
    pub fn status(&self, code: &str, today: Date) -> CountryStatus {
        let holds = |standing: &&Standing| {
            self.countries
                .get(standing.country)
                .is_some_and(|known| known == code)
                && standing.from <= today
                && standing.until.is_none_or(|until| today <= until)
        };
        let mut status = CountryStatus::Third;
        for standing in self.standings.iter().filter(holds) {
            match &standing.decision {
                None => return CountryStatus::Eea,
                Some((decision, partial)) => {
                    status = CountryStatus::Adequate {
                        decision: decision.clone(),
                        partial: *partial,
                    };
                }
            }
        }
        status
    }

    /// Whether the whole of `text` is a postcode of a shape that leaves no doubt.
    pub(super) fn is_postcode(&self, text: &str) -> bool {
        self.postcodes
            .iter()
            .any(|shape| shape.strong && shape.matched(text) == Some(text.len()))
    }

    /// The mask of the language `code`, of which the part before a hyphen counts; no bit where it is unknown.
    pub(super) fn native(&self, code: &str) -> Languages {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        self.languages
            .iter()
            .position(|known| known == primary)
            .map_or(0, |at| 1 << at)
    }
}

impl PostcodeShape {
    /// The length of the postcode of this shape at the start of `text`.
    pub(super) fn matched(&self, text: &str) -> Option<usize> {
        let mut rest = text.chars().peekable();
        let mut len = 0;
        for mark in self.shape.chars() {
            if mark == ' ' {
                if let Some(space) = rest.next_if(|c| matches!(c, ' ' | '\u{a0}')) {
                    len += space.len_utf8();
                }
                continue;
            }
            let c = rest.next()?;
            let fits = match mark {
                '9' => c.is_ascii_digit(),
                'A' => c.is_ascii_uppercase(),
                'X' => c.is_ascii_digit() || c.is_ascii_uppercase(),
                _ => c == mark,
            };
            if !fits {
                return None;
            }
            len += c.len_utf8();
        }
        (!rest.peek().is_some_and(|c| c.is_alphanumeric())).then_some(len)
    }
}
