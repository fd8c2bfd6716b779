//! What was asked for: laid over the configuration, and over the defaults; then a session. The one place that decides
//! what wins, so that the command line and the language server judge alike.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::builtin;
use crate::config::{self, Config, ConfigError, FailOn, Mistake};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::language::Language;
use crate::lexicon::FileError;
use crate::rule::Selection;
use crate::source::{Format, MAX_FILE_SIZE, SourceFile, WalkOptions, display_path, expand};
use crate::yaml::Located;

use super::{ByPath, Kinds, Session, Settings};

/// What was asked for beside the configuration; what is left out is `None` or empty.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// A named choice of rules.
    pub profile: Option<String>,
    /// Only these rules or families.
    pub select: Vec<String>,
    /// Not these rules or families.
    pub ignore: Vec<String>,
    /// Rule files, or folders of them.
    pub rules: Vec<PathBuf>,
    /// The folder with other data than the built-in.
    pub knowledge: Option<PathBuf>,
    /// The day as of which everything is judged.
    pub today: Option<Date>,
    /// The language of all documents.
    pub language: Option<Language>,
}

/// Where and when a session is asked for.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The folder that relative paths are seen from.
    pub here: PathBuf,
    /// What the calendar says.
    pub today: Date,
    /// The configuration, where there is one.
    pub config: Option<PathBuf>,
}

/// A session, and what else the configuration says.
#[derive(Debug)]
pub struct Prepared {
    /// The session.
    pub session: Session,
    /// From which severity on a run fails.
    pub fail_on: FailOn,
    /// The largest source that is read, in bytes.
    pub max_file_size: u64,
    /// The bundles of the configuration.
    pub bundles: Vec<Bundle>,
    /// Mistakes in rule files that could not be loaded; all else still runs.
    pub broken: Vec<PlacedMistake>,
    /// Mistakes in data that is not the built-in.
    pub mistaken: Vec<PlacedMistake>,
}

/// Documents that are judged together.
#[derive(Debug)]
pub struct Bundle {
    /// The files that it has.
    pub files: Vec<(PathBuf, Format)>,
    /// Its members as they are configured, absolute.
    members: Vec<glob::Pattern>,
}

impl Bundle {
    /// Whether a file at `path`, which is no more, was one of its documents.
    pub fn meant(&self, path: &Path) -> bool {
        let mut above = path.ancestors();
        above.any(|path| self.members.iter().any(|member| member.matches_path(path)))
    }
}

/// What was loaded, and what is wrong with it.
struct Loaded {
    session: Session,
    broken: Vec<PlacedMistake>,
    mistaken: Vec<PlacedMistake>,
}

/// A mistake, and the file that it is in.
pub type PlacedMistake = (SourceFile, Diagnostic);

/// Why there is no session.
#[derive(Debug)]
pub enum PrepareError {
    /// Something that has no place in a file, and what to do about it.
    Message(String, Option<String>),
    /// Mistakes in configuration, rule or data files.
    Files(Vec<PlacedMistake>),
}

impl PrepareError {
    fn message(message: impl Into<String>) -> Self {
        Self::Message(message.into(), None)
    }
}

impl From<ConfigError> for PrepareError {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Unreadable(error) => Self::message(error.to_string()),
            ConfigError::Invalid(source, errors) => {
                let rows = errors.into_iter().map(|error| ((*source).clone(), error));
                Self::Files(rows.collect())
            }
        }
    }
}

impl From<Mistake> for PrepareError {
    fn from(mistake: Mistake) -> Self {
        let help = mistake.nearest.map_or(mistake.allowed, |nearest| {
            format!("did you mean `{nearest}`?")
        });
        Self::Message(mistake.message, Some(help))
    }
}

/// A session for what was asked.
pub fn prepare(asked: &Asked, standing: &Standing) -> Result<Prepared, PrepareError> {
    let config = match &standing.config {
        Some(path) => Config::load(path)?,
        None => Config::default(),
    };
    let today = asked.today.or(config.today).unwrap_or(standing.today);
    let mut settings = Settings::new(today);
    if let Some(profile) = asked
        .profile
        .clone()
        .or_else(|| plain(config.profile.as_ref()))
    {
        settings.profile = profile;
    }
    settings.selection = selection(asked, &config);
    settings.language = asked.language.or(config.language);
    settings.max_file_size = config.max_file_size.unwrap_or(MAX_FILE_SIZE);
    settings.kinds = Kinds::new(&standing.here, &folder(&config), config.documents.clone());
    let expected = config.expected_language.clone();
    settings.expected = ByPath::new(&standing.here, &folder(&config), expected);
    let bundles = bundles(&config, &standing.here)?;
    settings.bundles = bundles.iter().map(|bundle| bundle.files.clone()).collect();
    settings.rule_files = rule_files(asked, &config)?;
    let max_file_size = settings.max_file_size;
    let loaded = session(settings, asked.knowledge.as_deref())?;
    check_names(asked, &config, &loaded.session)?;
    Ok(Prepared {
        session: loaded.session,
        fail_on: config.fail_on.unwrap_or(FailOn::Severity(Severity::Error)),
        max_file_size,
        bundles,
        broken: loaded.broken,
        mistaken: loaded.mistaken,
    })
}

fn plain(value: Option<&Located<String>>) -> Option<String> {
    value.map(|value| value.value.clone())
}

/// What is typed replaces what is configured, list by list.
fn selection(asked: &Asked, config: &Config) -> Selection {
    let list = |typed: &[String], configured: &[Located<String>]| {
        if typed.is_empty() {
            configured.iter().map(|name| name.value.clone()).collect()
        } else {
            typed.to_vec()
        }
    };
    let severity = config.severity.iter();
    Selection {
        select: list(&asked.select, &config.select),
        ignore: list(&asked.ignore, &config.ignore),
        severity: severity
            .map(|(rule, severity)| (rule.value.clone(), *severity))
            .collect(),
    }
}

/// The folder of the configuration, to which its paths are relative.
fn folder(config: &Config) -> PathBuf {
    let path = config.source.as_ref().map(|source| Path::new(&source.path));
    path.and_then(Path::parent)
        .unwrap_or(Path::new(""))
        .to_owned()
}

/// The files of each bundle. A member that does not exist is a mistake at its place: what it was to say would be missing.
fn bundles(config: &Config, here: &Path) -> Result<Vec<Bundle>, PrepareError> {
    let root = here.join(folder(config));
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
        Some(source) if !mistakes.is_empty() => Err(PrepareError::Files(
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
fn rule_files(asked: &Asked, config: &Config) -> Result<Vec<(String, String)>, PrepareError> {
    let mut files = Vec::new();
    let folder = folder(config);
    for path in &config.rules {
        let found = config::rule_files(&folder.join(&path.value));
        files.extend(found.map_err(|message| match &config.source {
            Some(source) => {
                let label = Label::new(path.span, "named here");
                let diagnostic = Diagnostic::input("meta/config-file", message, label);
                PrepareError::Files(vec![(source.clone(), diagnostic)])
            }
            None => PrepareError::message(message),
        })?);
    }
    for path in &asked.rules {
        files.extend(config::rule_files(path).map_err(PrepareError::message)?);
    }
    files.dedup();
    Ok(files)
}

/// Loads rules and knowledge; every mistake in them is placed. A broken rule hides no other.
fn session(settings: Settings, knowledge: Option<&Path>) -> Result<Loaded, PrepareError> {
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
    let session = Session::with_data(settings, &borrowed)
        .map_err(|errors| PrepareError::Files(placed(errors, &[&data, &own])))?;
    let mistaken = match knowledge {
        // Languages are compiled when they are needed; whoever writes data wants every mistake at once.
        Some(_) => placed(session.knowledge().lexicon.check(), &[&data]),
        None => Vec::new(),
    };
    let broken = placed(session.broken().to_vec(), &[&data, &own]);
    Ok(Loaded {
        session,
        broken,
        mistaken,
    })
}

/// The files of a data folder, named as the built-in ones are.
fn data_files(folder: &Path) -> Result<Vec<(String, String)>, PrepareError> {
    let files = config::rule_files(folder).map_err(PrepareError::message)?;
    let root = display_path(folder);
    let named = files.into_iter().map(|(path, text)| {
        let rest = path.strip_prefix(&root).unwrap_or(&path);
        (format!("rules/{}", rest.trim_start_matches('/')), text)
    });
    Ok(named.collect())
}

/// Errors with the files that they are in.
fn placed(errors: Vec<FileError>, files: &[&[(String, String)]]) -> Vec<PlacedMistake> {
    let rows = errors.into_iter().map(|(path, error)| {
        let mut files = files.iter().copied().flatten();
        let text = files.find(|(name, _)| *name == path);
        let text = text.map(|(_, text)| text.clone()).unwrap_or_default();
        (SourceFile::from_text(&path, text, Format::Plain), error)
    });
    rows.collect()
}

/// Every profile, rule and family that is named must exist: a misspelt name would silently check nothing.
fn check_names(asked: &Asked, config: &Config, session: &Session) -> Result<(), PrepareError> {
    if let Some(profile) = &asked.profile {
        config::check_profile(profile, session.profiles())?;
    }
    for selector in asked.select.iter().chain(&asked.ignore) {
        config::check_selector(selector, session.rules())?;
    }
    let errors = config.check(session.profiles(), session.rules());
    match &config.source {
        Some(source) if !errors.is_empty() => {
            let rows = errors.into_iter().map(|error| (source.clone(), error));
            Err(PrepareError::Files(rows.collect()))
        }
        _ => Ok(()),
    }
}
