//! Raw configuration → [`Config`]: words become values, or diagnostics at their place.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Kind;
use crate::language::Language;
use crate::source::SourceFile;
use crate::text::nearest;
use crate::yaml::{self, Located};

use super::file::{ConfigFile, KEYS, OneOrEach};
use super::{CONFIG_FILE, Config, FailOn, Mistake};

impl Config {
    /// The configuration that `source` holds, or everything that is wrong with it.
    pub fn parse(source: &SourceFile) -> Result<Self, Vec<Diagnostic>> {
        // A file of comments alone is an empty configuration, not a mistake.
        let file = if yaml_is_empty(&source.text) {
            ConfigFile::default()
        } else {
            yaml::parse(&source.text, CONFIG_FILE).map_err(|error| vec![suggest(*error, source)])?
        };
        let mut errors = Vec::new();
        let config = compile(file, &mut errors);
        if errors.is_empty() {
            Ok(Self {
                source: Some(source.clone()),
                ..config
            })
        } else {
            errors.sort_by_key(Diagnostic::span);
            Err(errors)
        }
    }
}

fn yaml_is_empty(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// The error with a suggestion where a key is misspelt.
fn suggest(error: Diagnostic, source: &SourceFile) -> Diagnostic {
    let word = error.span().of(&source.text);
    match nearest(word, KEYS.into_iter()) {
        Some(key) if error.message.starts_with("unknown field") => {
            error.with_help(format!("did you mean `{key}`?"))
        }
        _ => error,
    }
}

fn compile(file: ConfigFile, errors: &mut Vec<Diagnostic>) -> Config {
    let mut severity = Vec::new();
    for (rule, level) in file.severity.0 {
        if let Some(level) = choose(&level, "severity", &LEVELS, errors) {
            severity.push((rule, level));
        }
    }
    let mut documents = Vec::new();
    for (pattern, kind) in file.documents.0 {
        let kind = choose(&kind, "kind of document", &KINDS, errors);
        let compiled = valid(&pattern, errors, parse_pattern);
        documents.extend(compiled.zip(kind));
    }
    Config {
        source: None,
        profile: file.profile,
        select: file.select,
        ignore: file.ignore,
        severity,
        fail_on: file
            .fail_on
            .and_then(|level| choose(&level, "threshold", &THRESHOLDS, errors)),
        today: file
            .today
            .and_then(|today| valid(&today, errors, parse_date)),
        language: file
            .language
            .and_then(|code| valid(&code, errors, parse_language)),
        expected_language: file
            .expected_language
            .map_or_else(Vec::new, |given| expected(given, errors)),
        rules: file.rules,
        documents,
        bundles: file
            .bundles
            .0
            .into_iter()
            .map(|(_, members)| members)
            .collect(),
        max_file_size: file
            .max_file_size
            .and_then(|size| valid(&size, errors, parse_size)),
    }
}

/// The language that documents are to be in, by pattern of their path.
fn expected(
    given: Located<OneOrEach>,
    errors: &mut Vec<Diagnostic>,
) -> Vec<(glob::Pattern, Language)> {
    let one = |code: String, span| Located { value: code, span };
    let rows = match given.value {
        OneOrEach::One(code) => vec![(one("**".to_owned(), given.span), one(code, given.span))],
        OneOrEach::Each(entries) => entries.0,
    };
    let compiled = rows.into_iter().filter_map(|(pattern, code)| {
        let language = valid(&code, errors, parse_language);
        valid(&pattern, errors, parse_pattern).zip(language)
    });
    compiled.collect()
}

const LEVELS: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

const THRESHOLDS: [(&str, FailOn); 4] = [
    ("error", FailOn::Severity(Severity::Error)),
    ("warning", FailOn::Severity(Severity::Warning)),
    ("info", FailOn::Severity(Severity::Info)),
    ("never", FailOn::Never),
];

const KINDS: [(&str, Kind); 4] = [
    (Kind::Notice.as_str(), Kind::Notice),
    (Kind::CookieStatement.as_str(), Kind::CookieStatement),
    (
        Kind::ProcessingAgreement.as_str(),
        Kind::ProcessingAgreement,
    ),
    (Kind::Other.as_str(), Kind::Other),
];

/// The choice that `word` stands for.
fn choose<T: Copy>(
    word: &Located<String>,
    what: &str,
    choices: &[(&str, T)],
    errors: &mut Vec<Diagnostic>,
) -> Option<T> {
    valid(word, errors, |name| {
        let found = choices.iter().find(|(choice, _)| *choice == name);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names = choices.iter().map(|(choice, _)| *choice);
            Mistake::choice(format!("unknown {what} `{name}`"), name, names)
        })
    })
}

/// What `parse` makes of a value; a mistake becomes a diagnostic at its place.
fn valid<T>(
    value: &Located<String>,
    errors: &mut Vec<Diagnostic>,
    parse: impl Fn(&str) -> Result<T, Mistake>,
) -> Option<T> {
    parse(&value.value)
        .map_err(|mistake| errors.push(mistake.at(value)))
        .ok()
}

fn parse_date(text: &str) -> Result<jiff::civil::Date, Mistake> {
    text.parse().map_err(|_| Mistake {
        message: format!("`{text}` is no date"),
        allowed: "expected a date such as 2026-01-31".to_owned(),
        nearest: None,
    })
}

fn parse_pattern(pattern: &str) -> Result<glob::Pattern, Mistake> {
    glob::Pattern::new(pattern).map_err(|error| Mistake {
        message: format!("`{pattern}` is not a valid pattern: {}", error.msg),
        allowed: "expected a path, `*` and `**` standing for any part of it".to_owned(),
        nearest: None,
    })
}

fn parse_language(code: &str) -> Result<Language, Mistake> {
    Language::new(code).ok_or_else(|| Mistake {
        message: format!("`{code}` is no language code"),
        allowed: "expected a code such as nl".to_owned(),
        nearest: None,
    })
}

/// A number of bytes: `1048576`, `512KiB`, `16 MiB`, `1GiB`.
pub fn parse_size(text: &str) -> Result<u64, Mistake> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits).unwrap_or_default();
    let factor = match unit.trim() {
        "" | "B" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1_u64 << 30),
        _ => None,
    };
    let size = factor.and_then(|factor| number.parse::<u64>().ok()?.checked_mul(factor));
    size.ok_or_else(|| Mistake {
        message: format!("`{text}` is no size"),
        allowed: "expected bytes, or a number with KiB, MiB or GiB".to_owned(),
        nearest: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    fn parse(text: &str) -> Result<Config, Vec<(String, String, Option<String>)>> {
        let source = SourceFile::from_text("policylint.yaml", text.to_owned(), Format::Plain);
        Config::parse(&source).map_err(|errors| {
            let row = |error: &Diagnostic| {
                let at = error.span().of(text).to_owned();
                (error.message.clone(), at, error.help.clone())
            };
            errors.iter().map(row).collect()
        })
    }

    #[test]
    fn reads_every_key() {
        let config = parse(
            "profile: gdpr-strict\nselect: [gdpr/*]\nignore: [text/placeholder]\nfail-on: warning\n\
             today: 2026-01-31\nlanguage: nl\nrules: [own]\nseverity: {gdpr/dpo-contact: off}\n\
             documents: {\"cookies*.md\": cookie-statement}\nmax-file-size: 2MiB\n",
        );
        let config = config.unwrap();
        assert_eq!(config.profile.unwrap().value, "gdpr-strict");
        assert_eq!(config.fail_on, Some(FailOn::Severity(Severity::Warning)));
        assert_eq!(config.today, Some(jiff::civil::date(2026, 1, 31)));
        assert_eq!(config.severity[0].1, None);
        assert_eq!(config.documents[0].1, Kind::CookieStatement);
        assert_eq!(config.max_file_size, Some(2 << 20));
        assert_eq!(
            parse("max-file-size: 1000").unwrap().max_file_size,
            Some(1000)
        );
    }

    #[test]
    fn the_expected_language_is_one_or_goes_by_path() {
        let expected = |text: &str| -> Vec<(String, String)> {
            let rows = parse(text).unwrap().expected_language;
            let row = |(pattern, language): (glob::Pattern, Language)| {
                (pattern.as_str().to_owned(), language.as_str().to_owned())
            };
            rows.into_iter().map(row).collect()
        };
        let row = |pattern: &str, code: &str| (pattern.to_owned(), code.to_owned());
        assert_eq!(expected("expected-language: nl\n"), [row("**", "nl")]);
        assert_eq!(expected("expected-language: no\n"), [row("**", "no")]);
        assert_eq!(
            expected("expected-language: {\"nl/**\": nl, x.md: en}\n"),
            [row("nl/**", "nl"), row("x.md", "en")]
        );
        assert_eq!(expected("language: nl\n"), []);
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        for text in ["", "# nothing yet\n", "\u{feff}\n"] {
            assert!(parse(text).unwrap().profile.is_none());
        }
    }

    #[test]
    fn mistakes_are_placed_and_mended() {
        let rows = [
            ("selct: []\n", "selct", Some("did you mean `select`?")),
            ("fail-on: eror\n", "eror", Some("did you mean `error`?")),
            ("severity: {a/b: of}\n", "of", Some("did you mean `off`?")),
            (
                "documents: {x.md: notise}\n",
                "notise",
                Some("did you mean `notice`?"),
            ),
            ("today: tomorrow\n", "tomorrow", None),
            ("language: dutch\n", "dutch", None),
            ("expected-language: dutch\n", "dutch", None),
            ("expected-language: {x.md: dutch}\n", "dutch", None),
            ("max-file-size: 3 cows\n", "3 cows", None),
        ];
        for (text, at, help) in rows {
            let errors = parse(text).unwrap_err();
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert_eq!(
                (errors[0].1.as_str(), errors[0].2.as_deref()),
                (at, help),
                "{errors:?}"
            );
        }
    }
}
