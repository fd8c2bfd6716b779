//! What the arguments mean: laid over the configuration, and over the defaults; then a session.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::builtin;
use crate::config::{self, Config, FailOn};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::document::Kind;
use crate::lexicon::FileError;
use crate::rule::Selection;
use crate::session::{Session, Settings};
use crate::source::{Format, MAX_FILE_SIZE, SourceFile, WalkOptions, display_path, expand};
use crate::yaml::Located;

use super::args::{Choice, Color, Reading};
use super::error::Error;

/// A session, and what else the configuration says.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) session: Session,
    pub(super) fail_on: FailOn,
    pub(super) max_file_size: u64,
    /// Rule files that could not be loaded; all else still runs.
    pub(super) broken: Option<Error>,
    /// The bundles of the configuration.
    pub(super) bundles: Vec<Bundle>,
}

/// Documents that are judged together.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The files that it has.
    pub(super) files: Vec<(PathBuf, Format)>,
    /// Its members as they are configured, absolute.
    members: Vec<glob::Pattern>,
}

impl Bundle {
    /// Whether a file at `path`, which is no more, was one of its documents.
    pub(super) fn meant(&self, path: &Path) -> bool {
        let mut above = path.ancestors();
        above.any(|path| self.members.iter().any(|member| member.matches_path(path)))
    }
}

/// A session for these arguments. `files` are those that will be read; the configuration may say what kind they are.
pub(super) fn prepare(
    choice: &Choice,
    reading: &Reading,
    files: &[PathBuf],
) -> Result<Prepared, Error> {
    let config = load_config(choice.config.as_deref())?;
    let mut settings = Settings::new(today(reading, &config));
    if let Some(profile) = choice
        .profile
        .clone()
        .or_else(|| plain(config.profile.as_ref()))
    {
        settings.profile = profile;
    }
    settings.selection = selection(choice, &config);
    settings.language = reading.lang.or(config.language);
    settings.max_file_size = config.max_file_size.unwrap_or(MAX_FILE_SIZE);
    settings.kinds = kinds(&config, files)?;
    let bundles = bundles(&config)?;
    settings.bundles = bundles.iter().map(|bundle| bundle.files.clone()).collect();
    settings.rule_files = rule_files(choice, &config)?;
    let max_file_size = settings.max_file_size;
    let (session, broken) = session(settings, choice.knowledge.as_deref())?;
    check_names(choice, &config, &session)?;
    Ok(Prepared {
        session,
        fail_on: config.fail_on.unwrap_or(FailOn::Severity(Severity::Error)),
        max_file_size,
        broken,
        bundles,
    })
}

/// The configuration that is named, else the nearest, else an empty one.
fn load_config(named: Option<&Path>) -> Result<Config, Error> {
    let path = match named {
        Some(path) => Some(path.to_owned()),
        None => config::discover(&here()?).map(|path| relative(&path)),
    };
    match path {
        Some(path) => Ok(Config::load(&path)?),
        None => Ok(Config::default()),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line knows where it stands"
)]
pub(super) fn here() -> Result<PathBuf, Error> {
    std::env::current_dir()
        .map_err(|error| Error::message(format!("cannot tell which folder this is: {error}")))
}

/// `path` as seen from here, where it lies below.
fn relative(path: &Path) -> PathBuf {
    let here = here().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}

fn plain(value: Option<&Located<String>>) -> Option<String> {
    value.map(|value| value.value.clone())
}

/// What is typed replaces what is configured, list by list.
fn selection(choice: &Choice, config: &Config) -> Selection {
    let list = |typed: &[String], configured: &[Located<String>]| {
        if typed.is_empty() {
            configured.iter().map(|name| name.value.clone()).collect()
        } else {
            typed.to_vec()
        }
    };
    let severity = config.severity.iter();
    Selection {
        select: list(&choice.select, &config.select),
        ignore: list(&choice.ignore, &config.ignore),
        severity: severity
            .map(|(rule, severity)| (rule.value.clone(), *severity))
            .collect(),
    }
}

/// What is typed, else configured, else the clock.
fn today(reading: &Reading, config: &Config) -> Date {
    let clock = || {
        let now = jiff::Timestamp::now();
        now.to_zoned(jiff::tz::TimeZone::UTC).date()
    };
    reading.today.or(config.today).unwrap_or_else(clock)
}

/// The folder of the configuration, to which its paths are relative.
fn folder(config: &Config) -> PathBuf {
    let path = config.source.as_ref().map(|source| Path::new(&source.path));
    path.and_then(Path::parent)
        .unwrap_or(Path::new(""))
        .to_owned()
}

/// Patterns of the configuration are relative to its folder, names of documents to where we stand: where the two
/// differ, a pattern is turned into the documents that it means.
fn kinds(config: &Config, files: &[PathBuf]) -> Result<Vec<(glob::Pattern, Kind)>, Error> {
    let here = here()?;
    let folder = here.join(folder(config));
    if folder == here.join("") && files.iter().all(|path| path.is_relative()) {
        return Ok(config.documents.clone());
    }
    let mut kinds = Vec::new();
    for path in files {
        let whole = here.join(path);
        let seen = whole.strip_prefix(&folder).unwrap_or(&whole);
        let fits = |(pattern, _): &&(glob::Pattern, _)| pattern.matches_path(seen);
        if let Some((_, kind)) = config.documents.iter().rev().find(fits) {
            let name = glob::Pattern::escape(&display_path(path));
            kinds.extend(glob::Pattern::new(&name).ok().map(|name| (name, *kind)));
        }
    }
    Ok(kinds)
}

/// The files of each bundle. A member that does not exist is a mistake at its place: what it was to say would be missing.
fn bundles(config: &Config) -> Result<Vec<Bundle>, Error> {
    let root = here()?.join(folder(config));
    let mut bundles = Vec::new();
    let mut mistakes = Vec::new();
    for members in &config.bundles {
        let mut files = Vec::new();
        for member in members {
            match expand(
                std::slice::from_ref(&member.value),
                &root,
                &WalkOptions::default(),
            ) {
                Ok(found) => files.extend(
                    found
                        .into_iter()
                        .map(|file| (root.join(&file.path), file.format)),
                ),
                Err(error) => {
                    let label = Label::new(member.span, "named here");
                    mistakes.push(Diagnostic::input(
                        "meta/config-file",
                        error.to_string(),
                        label,
                    ));
                }
            }
        }
        let members = members
            .iter()
            .filter_map(|member| absolute(&root, &member.value));
        bundles.push(Bundle {
            files,
            members: members.collect(),
        });
    }
    match &config.source {
        Some(source) if !mistakes.is_empty() => Err(Error::Files(
            mistakes
                .into_iter()
                .map(|mistake| (source.clone(), mistake))
                .collect(),
        )),
        _ => Ok(bundles),
    }
}

/// A path or pattern seen from `root` as an absolute pattern.
fn absolute(root: &Path, member: &str) -> Option<glob::Pattern> {
    let root = glob::Pattern::escape(&root.to_string_lossy());
    let member = member.trim_start_matches("./").trim_end_matches('/');
    glob::Pattern::new(&format!("{}/{member}", root.trim_end_matches('/'))).ok()
}

/// The rule files that the configuration and the arguments name.
fn rule_files(choice: &Choice, config: &Config) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    let folder = folder(config);
    for path in &config.rules {
        let found = config::rule_files(&folder.join(&path.value));
        files.extend(found.map_err(|message| match &config.source {
            Some(source) => {
                let label = Label::new(path.span, "named here");
                let diagnostic = Diagnostic::input("meta/config-file", message, label);
                Error::Files(vec![(source.clone(), diagnostic)])
            }
            None => Error::message(message),
        })?);
    }
    for path in &choice.rules {
        files.extend(config::rule_files(path).map_err(Error::message)?);
    }
    files.dedup();
    Ok(files)
}

/// Loads rules and knowledge; every mistake in them is shown at its place. A broken rule hides no other.
fn session(
    settings: Settings,
    knowledge: Option<&Path>,
) -> Result<(Session, Option<Error>), Error> {
    let own = settings.rule_files.clone();
    let data = match knowledge {
        Some(folder) => data_files(folder)?,
        None => builtin::files("rules/")
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect(),
    };
    let borrowed: Vec<(&str, &str)> = data
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let session =
        Session::with_data(settings, &borrowed).map_err(|errors| placed(errors, &[&data, &own]))?;
    if knowledge.is_some() {
        // Languages are compiled when they are needed; whoever writes data wants every mistake at once.
        let errors = session.knowledge().lexicon.check();
        if !errors.is_empty() {
            placed(errors, &[&data]).show(Color::Auto);
        }
    }
    let broken = session.broken().to_vec();
    let broken = (!broken.is_empty()).then(|| placed(broken, &[&data, &own]));
    Ok((session, broken))
}

/// The files of a data folder, named as the built-in ones are.
fn data_files(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let files = config::rule_files(folder).map_err(Error::message)?;
    let root = display_path(folder);
    let named = files.into_iter().map(|(path, text)| {
        let rest = path.strip_prefix(&root).unwrap_or(&path);
        (format!("rules/{}", rest.trim_start_matches('/')), text)
    });
    Ok(named.collect())
}

/// Errors with the files that they are in.
fn placed(errors: Vec<FileError>, files: &[&[(String, String)]]) -> Error {
    let rows = errors.into_iter().map(|(path, error)| {
        let mut files = files.iter().copied().flatten();
        let text = files.find(|(name, _)| *name == path);
        let text = text.map(|(_, text)| text.clone()).unwrap_or_default();
        (SourceFile::from_text(&path, text, Format::Plain), error)
    });
    Error::Files(rows.collect())
}

/// Every profile, rule and family that is named must exist: a misspelt name would silently check nothing.
fn check_names(choice: &Choice, config: &Config, session: &Session) -> Result<(), Error> {
    if let Some(profile) = &choice.profile {
        config::check_profile(profile, session.profiles())?;
    }
    for selector in choice.select.iter().chain(&choice.ignore) {
        config::check_selector(selector, session.rules())?;
    }
    let errors = config.check(session.profiles(), session.rules());
    match &config.source {
        Some(source) if !errors.is_empty() => {
            let rows = errors.into_iter().map(|error| (source.clone(), error));
            Err(Error::Files(rows.collect()))
        }
        _ => Ok(()),
    }
}
