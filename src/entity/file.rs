//! The files of `rules/entities/` as they are written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::value::Unit;
use super::vendor::Use;
use crate::yaml::Located;

/// Words by language.
pub(super) type ByLanguage = BTreeMap<String, Vec<String>>;

/// `<language>.yaml`: the words of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct LanguageFile {
    /// The code of the language.
    pub(super) language: String,
    /// Whether its words are understood in texts of every language.
    pub(super) international: bool,
    /// Twelve lists of names.
    pub(super) months: Vec<Vec<String>>,
    /// Number words.
    pub(super) numbers: BTreeMap<String, u32>,
    /// Words for numbers that are not whole, in hundredths.
    pub(super) hundredths: BTreeMap<String, u32>,
    /// Indefinite articles.
    pub(super) one: Vec<String>,
    /// Units of time with all their forms.
    pub(super) units: BTreeMap<Unit, Vec<String>>,
    /// Endings that make an adjective of a number word and a unit.
    pub(super) number_endings: BTreeMap<Unit, Vec<String>>,
    /// Ordinals as words or with their endings.
    pub(super) ordinals: BTreeMap<String, u8>,
    /// Words by task.
    pub(super) words: WordLists,
}

/// Words by their grammatical task; see `Role`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct WordLists {
    pub(super) between_number_and_unit: Vec<String>,
    pub(super) rate: Vec<String>,
    pub(super) date_link: Vec<String>,
    pub(super) article: Vec<String>,
    pub(super) articles: Vec<String>,
    pub(super) paragraph: Vec<String>,
    pub(super) point: Vec<String>,
    pub(super) series: Vec<String>,
    pub(super) part: Vec<String>,
    pub(super) list: Vec<String>,
    pub(super) range: Vec<String>,
    pub(super) act_link: Vec<String>,
    pub(super) determiner: Vec<String>,
    pub(super) connector: Vec<String>,
    pub(super) name_connector: Vec<String>,
    pub(super) before_name: Vec<String>,
    pub(super) street: Vec<String>,
    pub(super) street_ending: Vec<String>,
    pub(super) po_box: Vec<String>,
    pub(super) address_link: Vec<String>,
    pub(super) phone_label: Vec<String>,
    pub(super) registry_label: Vec<String>,
    pub(super) at: Vec<String>,
    pub(super) dot: Vec<String>,
    pub(super) mailbox: Vec<String>,
}

/// `countries.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CountriesFile {
    pub(super) countries: Vec<Country>,
    /// Names that contain a country's and are none, by language.
    #[serde(default)]
    pub(super) not_countries: ByLanguage,
    /// Parts of countries.
    #[serde(default)]
    pub(super) regions: Vec<Regions>,
    /// The single market in which no transfer rules apply.
    pub(super) eea: Vec<Membership>,
    /// Decisions that call a country's protection adequate.
    pub(super) adequacy: Vec<Adequacy>,
}

/// One country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Country {
    pub(super) code: Located<String>,
    /// Names that need a capital, by language.
    #[serde(default)]
    pub(super) names: ByLanguage,
    /// Abbreviations that count only as they are written, by language; `any` is every language.
    #[serde(default)]
    pub(super) short: ByLanguage,
}

/// The parts of a country that stand for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Regions {
    pub(super) country: Located<String>,
    /// Names that stand for the country by themselves.
    #[serde(default)]
    pub(super) names: Vec<String>,
    /// Codes that do so after a town and a comma, or before a postcode.
    #[serde(default)]
    pub(super) codes: Vec<String>,
    /// Codes that do so before a postcode only, because they mean something else as well.
    #[serde(default)]
    pub(super) postcode_codes: Vec<String>,
    /// The number of digits of a postcode.
    #[serde(default)]
    pub(super) postcode_digits: usize,
}

/// Membership from one day to another, both included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Membership {
    pub(super) codes: Vec<Located<String>>,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    /// Where this is written.
    #[expect(dead_code, reason = "for the reader of the table")]
    pub(super) source: String,
}

/// One adequacy decision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Adequacy {
    pub(super) code: Located<String>,
    pub(super) decision: String,
    pub(super) adopted: Date,
    /// The last day on which it holds.
    pub(super) until: Option<Date>,
    /// Whether it holds for some recipients only.
    #[serde(default)]
    pub(super) partial: bool,
    /// For whom, in words.
    #[serde(default)]
    #[expect(dead_code, reason = "for the reader of the table")]
    pub(super) scope: Option<String>,
    /// Where this is written.
    #[expect(dead_code, reason = "for the reader of the table")]
    pub(super) source: String,
}

/// `ages.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AgesFile {
    pub(super) ages: Vec<AgeRow>,
}

/// The age from which children decide for themselves in one country, from one day to another, both included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AgeRow {
    pub(super) code: Located<String>,
    /// The country as messages name it, after "in".
    #[serde(rename = "in")]
    pub(super) name: String,
    pub(super) age: u32,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    /// Where this is written.
    pub(super) source: String,
    /// The day on which the row was last compared with its source.
    pub(super) checked: Date,
}

/// `authorities.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AuthoritiesFile {
    pub(super) authorities: Vec<Authority>,
}

/// One supervisory authority.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Authority {
    pub(super) id: String,
    /// The code of the country that it is of.
    pub(super) country: String,
    /// Full names, in any language.
    #[serde(default)]
    pub(super) names: Vec<String>,
    /// Abbreviations that count as they are written.
    #[serde(default)]
    pub(super) short: Vec<String>,
    /// Abbreviations that count only after the full name or after "the".
    #[serde(default)]
    pub(super) weak: Vec<String>,
    /// The last day on which it had these names.
    pub(super) until: Option<Date>,
    /// What is in its place now.
    pub(super) now: Option<String>,
    /// Where that stands.
    #[expect(dead_code, reason = "for the reader of the table")]
    pub(super) source: Option<String>,
}

/// `vendors.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct VendorsFile {
    /// Countries as messages name them, after "in".
    pub(super) countries: BTreeMap<String, String>,
    pub(super) vendors: Vec<VendorRow>,
}

/// One vendor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct VendorRow {
    pub(super) id: Located<String>,
    /// Who contracts with users in the single market.
    pub(super) companies: Vec<CompanyRow>,
    /// Companies that exist and do not.
    #[serde(default)]
    pub(super) parents: Vec<String>,
    /// Names that no such company has.
    #[serde(default)]
    pub(super) never: Vec<String>,
    /// Where else it processes data.
    #[serde(default)]
    pub(super) outside: Vec<Located<String>>,
    pub(super) services: Vec<ServiceRow>,
    /// Where this is written.
    #[expect(dead_code, reason = "for the reader of the table")]
    pub(super) source: String,
    /// The day on which the row was last compared with its source.
    pub(super) checked: Option<Date>,
}

/// A company, from one day to another, both included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CompanyRow {
    pub(super) name: String,
    /// Other spellings.
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) country: Located<String>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

/// A service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ServiceRow {
    pub(super) name: String,
    /// Other spellings.
    #[serde(default)]
    pub(super) also: Vec<String>,
    /// What it is for.
    #[serde(rename = "for")]
    pub(super) uses: Vec<Use>,
    /// Where its scripts come from.
    #[serde(default)]
    pub(super) hosts: Vec<String>,
    /// The day by which it had ended or lost its name.
    pub(super) until: Option<Date>,
    /// What is in its place.
    pub(super) now: Option<String>,
}

/// `acts.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ActsFile {
    pub(super) acts: Vec<Act>,
}

/// One act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Act {
    pub(super) id: String,
    /// Names and abbreviations in any language; what has capitals inside counts only as it is written.
    pub(super) names: Vec<String>,
}

/// `legal-forms.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FormsFile {
    pub(super) forms: Vec<Form>,
}

/// One legal form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Form {
    /// As it is reported.
    #[serde(rename = "form")]
    pub(super) name: String,
    /// Other spellings.
    #[serde(default)]
    pub(super) variants: Vec<String>,
    /// The form that this one is a spelling of.
    pub(super) means: Option<String>,
    /// Where the form leaves no doubt.
    #[expect(dead_code, reason = "for the reader of the table")]
    #[serde(default)]
    pub(super) country: Option<String>,
    /// Whether it is an ordinary word as well.
    #[serde(default)]
    pub(super) weak: bool,
    /// Whether it counts only with its full stops.
    #[serde(default)]
    pub(super) dotted: bool,
    /// Whether it stands before the name.
    #[serde(default)]
    pub(super) before: bool,
}

/// `shapes.yaml`: what is the same in every language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ShapesFile {
    /// Postcodes: `9` a digit, `A` a capital, a space an optional one.
    pub(super) postcodes: Vec<Postcode>,
    /// Top-level domains that no registry sells and that are meant as examples.
    pub(super) example_domains: Vec<String>,
    /// Separated by white space: there are many.
    pub(super) top_level_domains: String,
    /// Endings of file names that are top-level domains as well.
    pub(super) file_endings: Vec<String>,
    /// How the telephone numbers of countries are built.
    #[serde(default)]
    pub(super) dial_plans: Vec<RawDialPlan>,
}

/// The telephone numbers of the countries with these codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawDialPlan {
    /// Separated by white space.
    pub(super) codes: String,
    /// The fewest and the most digits after the code.
    pub(super) digits: (usize, usize),
    /// Whether a 0 after the code is dialled.
    #[serde(default)]
    pub(super) keeps_zero: bool,
}

/// One shape of postcode.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Postcode {
    pub(super) shape: Located<String>,
    /// Whether the shape alone shows that it is a postcode.
    #[serde(default)]
    pub(super) strong: bool,
    /// Whether the town stands before it.
    #[serde(default)]
    pub(super) after_town: bool,
    /// The code of the country, where no other has postcodes of this shape.
    pub(super) country: Option<String>,
}
