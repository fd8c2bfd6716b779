//! L3: `policylint.yaml`: found, read and validated.
//!
//! Nothing here decides what wins: the command line lays its arguments over a [`Config`]. Every mistake is a diagnostic at
//! the wrong key or value that says what is allowed.

mod compile;
mod discover;
mod file;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::document::Kind;
use crate::language::Language;
use crate::rule::{Profiles, RuleSet};
use crate::source::SourceFile;
use crate::text::nearest;
use crate::yaml::Located;

pub use compile::parse_size;
pub use discover::{ConfigError, discover, rule_files};

/// The name of the file.
pub const FILE_NAME: &str = "policylint.yaml";
/// The id under which mistakes in it are reported.
const CONFIG_FILE: &str = "meta/config-file";

/// From which severity on diagnostics make a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// This severity and all above it.
    Severity(Severity),
    /// None of them.
    Never,
}

impl FailOn {
    /// Whether a diagnostic of this severity makes the run fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Severity(least) => severity >= least,
            Self::Never => false,
        }
    }
}

/// What `policylint.yaml` says. What it leaves out is `None` or empty.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file; `None` where there is none.
    pub source: Option<SourceFile>,
    /// The profile.
    pub profile: Option<Located<String>>,
    /// Only these rules or families.
    pub select: Vec<Located<String>>,
    /// Not these rules or families.
    pub ignore: Vec<Located<String>>,
    /// Other severities by rule or family; `None` is off.
    pub severity: Vec<(Located<String>, Option<Severity>)>,
    /// From which severity on a run fails.
    pub fail_on: Option<FailOn>,
    /// The day as of which everything is judged.
    pub today: Option<Date>,
    /// The language of all documents.
    pub language: Option<Language>,
    /// The language that documents are to be in, by pattern of their path, relative to the folder of the file.
    pub expected_language: Vec<(glob::Pattern, Language)>,
    /// Rule files and folders of them, relative to the folder of the file.
    pub rules: Vec<Located<String>>,
    /// The kind of documents by pattern of their path, relative to the folder of the file.
    pub documents: Vec<(glob::Pattern, Kind)>,
    /// Documents that are judged together: the paths and patterns of each bundle, relative to the folder of the file.
    pub bundles: Vec<Vec<Located<String>>>,
    /// The largest source that is read, in bytes.
    pub max_file_size: Option<u64>,
}

impl Config {
    /// What the file names that does not exist: profiles, rules and families.
    pub fn check(&self, profiles: &Profiles, rules: &RuleSet) -> Vec<Diagnostic> {
        let profile = self.profile.iter().filter_map(|name| {
            let mistake = check_profile(&name.value, profiles).err()?;
            Some(mistake.at(name))
        });
        let named = (self.select.iter().chain(&self.ignore))
            .chain(self.severity.iter().map(|(rule, _)| rule));
        let selectors = named.filter_map(|selector| {
            let mistake = check_selector(&selector.value, rules).err()?;
            Some(mistake.at(selector))
        });
        profile.chain(selectors).collect()
    }
}

/// A name that stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// What is allowed.
    pub allowed: String,
    /// What was most likely meant.
    pub nearest: Option<String>,
}

impl Mistake {
    /// A mistake in a choice among `allowed`.
    fn choice<'a>(message: String, name: &str, allowed: impl Iterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.collect();
        Self {
            message,
            nearest: nearest(name, allowed.iter().copied()).map(str::to_owned),
            allowed: format!("expected {}", listed(&allowed)),
        }
    }

    /// The mistake as a diagnostic on the value.
    fn at<T>(self, value: &Located<T>) -> Diagnostic {
        let label = Label::new(value.span, self.allowed);
        let diagnostic = Diagnostic::input(CONFIG_FILE, self.message, label);
        match self.nearest {
            Some(nearest) => diagnostic.with_help(format!("did you mean `{nearest}`?")),
            None => diagnostic,
        }
    }
}

/// Whether there is a profile of this name.
pub fn check_profile(name: &str, profiles: &Profiles) -> Result<(), Mistake> {
    if profiles.get(name).is_some() {
        return Ok(());
    }
    let names = profiles
        .profiles()
        .iter()
        .map(|profile| profile.name.as_str());
    Err(Mistake::choice(
        format!("there is no profile `{name}`"),
        name,
        names,
    ))
}

/// Whether `selector` (a rule id, a family such as `gdpr/*`, or `*`) means any rule.
pub fn check_selector(selector: &str, rules: &RuleSet) -> Result<(), Mistake> {
    if rules.knows(selector) {
        return Ok(());
    }
    let ids = rules.rules().iter().map(|rule| rule.id.as_str());
    Err(Mistake {
        message: format!("there is no rule `{selector}`"),
        allowed: "expected the id of a rule, a family such as `gdpr/*`, or `*`".to_owned(),
        nearest: nearest(selector, ids).map(str::to_owned),
    })
}

/// `a, b or c`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}
