//! What was typed, and nothing of what it means: see `standing` for that.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::config::FailOn;
use crate::diagnostic::Severity;
use crate::gold::Part;
use crate::language::Language;

/// Finds what privacy policies leave out, leave vague or get wrong. Nothing leaves your machine.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check policies.
    Check(Check),
    /// List the rules.
    Rules(Rules),
    /// Explain a rule: what it asks, why, and its examples.
    Explain(Explain),
    /// Print a document as the rules see it: sections, blocks, sentences.
    Outline(Outline),
    /// Print what policies say, before any rule.
    Evidence(Evidence),
    /// Print every purpose with its data, legal basis, retention and recipients.
    Ledger(Ledger),
    /// Print what policies say of each item of information that the law wants told.
    Coverage(Coverage),
    /// Print completions for a shell, to be read by it at its start.
    Completions(Completions),
    /// Check policies in an editor while they are written, over the Language Server Protocol.
    Lsp(Lsp),
    /// Measure how well evidence is found, on policies of which people have said what they disclose.
    Score(Score),
}

impl Args {
    /// When to colour, whatever the command.
    pub(super) fn color(&self) -> Color {
        match &self.command {
            Command::Check(check) => check.color,
            _ => Color::Auto,
        }
    }
}

/// The last commit, as git calls it.
pub(super) const LAST_COMMIT: &str = "HEAD";

#[derive(ClapArgs, Debug)]
pub(super) struct Check {
    /// Files, folders or patterns; `-` reads standard input [default: this folder].
    pub(super) paths: Vec<String>,
    #[command(flatten)]
    pub(super) choice: Choice,
    /// The least severity that makes the exit code 1 [default: error].
    #[arg(long, value_name = "LEVEL")]
    pub(super) fail_on: Option<Threshold>,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// How to print, and the file to print to; can be given more than once [default: human].
    #[arg(long, value_name = "FORMAT[:FILE]", value_parser = OutputParser)]
    pub(super) format: Vec<Output>,
    /// Only files that git knows to have changed: since the last commit, or since the branch left BASE; untracked ones
    /// too.
    #[arg(long, value_name = "BASE", num_args = 0..=1, default_missing_value = LAST_COMMIT)]
    pub(super) changed: Option<String>,
    /// The name that standard input is reported under; its ending says how it is written.
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
    /// When to colour.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(super) color: Color,
    /// Print diagnostics only: no summary, no progress.
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Exit with 0 whatever the diagnostics; errors still give 2.
    #[arg(long)]
    pub(super) exit_zero: bool,
}

/// Which rules run.
#[derive(ClapArgs, Debug, Default)]
pub(super) struct Choice {
    /// A named choice of rules [default: gdpr-default].
    #[arg(long)]
    pub(super) profile: Option<String>,
    /// Only these rules or families, such as `gdpr/*`.
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub(super) select: Vec<String>,
    /// Not these rules or families.
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub(super) ignore: Vec<String>,
    /// The configuration [default: the nearest policylint.yaml, from here upwards].
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// A rule file, or a folder of them, beside the built-in rules; can be given more than once.
    #[arg(long, value_name = "PATH")]
    pub(super) rules: Vec<PathBuf>,
    /// Data from this folder instead of the built-in.
    #[arg(long, hide = true, value_name = "DIR")]
    pub(super) knowledge: Option<PathBuf>,
}

/// How documents are read.
#[derive(ClapArgs, Debug, Default)]
pub(super) struct Reading {
    /// The day as of which everything is judged, such as 2026-01-31 [default: today].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) today: Option<Date>,
    /// The language of all documents, such as nl [default: what they declare, else detected].
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(super) lang: Option<Language>,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Rules {
    #[command(flatten)]
    pub(super) choice: Choice,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// Write a page for each rule to this folder instead, and one that lists them.
    #[arg(long, hide = true, value_name = "DIR", conflicts_with = "format")]
    pub(super) pages: Option<PathBuf>,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Explain {
    /// The id of the rule, such as gdpr/dpo-contact.
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) choice: Choice,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Outline {
    /// The document; `-` reads standard input.
    pub(super) file: String,
    /// The language of the document, such as nl [default: what it declares, else detected].
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(super) lang: Option<Language>,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// The name that standard input is reported under; its ending says how it is written.
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
}

/// What documents are read with, where no rule is asked.
#[derive(ClapArgs, Debug)]
pub(super) struct Basis {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// The configuration [default: the nearest policylint.yaml, from here upwards].
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Data from this folder instead of the built-in.
    #[arg(long, hide = true, value_name = "DIR")]
    pub(super) knowledge: Option<PathBuf>,
}

/// What is read, where no rule is asked.
#[derive(ClapArgs, Debug)]
pub(super) struct Sources {
    /// Files, folders or patterns; `-` reads standard input [default: this folder].
    pub(super) paths: Vec<String>,
    #[command(flatten)]
    pub(super) basis: Basis,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Evidence {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// Cues, topics and masks too.
    #[arg(long)]
    pub(super) all: bool,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Ledger {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: TableFormat,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Coverage {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: ReportFormat,
}

/// How to print what is read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// A table in Markdown.
    Markdown,
}

/// How to print what is a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A table in Markdown.
    Markdown,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// What to print, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// What.
    pub(super) format: CheckFormat,
    /// The file; `None` for standard output.
    pub(super) file: Option<PathBuf>,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people.
    Human,
    /// For programs: one document.
    Json,
    /// For programs: one object to a line.
    Jsonl,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Annotations in GitHub Actions.
    Github,
}

/// Reads `FORMAT[:FILE]`.
#[derive(Clone, Debug)]
pub(super) struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Output, clap::Error> {
        let text = value.to_string_lossy();
        let (name, file) = match text.split_once(':') {
            Some((name, file)) => (name, Some(file)),
            None => (&*text, None),
        };
        let names = EnumValueParser::<CheckFormat>::new();
        let format = names.parse_ref(command, arg, OsStr::new(name))?;
        if file == Some("") {
            let message = format!("`{text}` names no file behind the colon\n");
            return Err(clap::Error::raw(ErrorKind::InvalidValue, message).with_cmd(command));
        }
        Ok(Output {
            format,
            file: file.filter(|file| *file != "-").map(PathBuf::from),
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let formats = CheckFormat::value_variants().iter();
        Some(Box::new(formats.filter_map(ValueEnum::to_possible_value)))
    }
}

#[derive(ClapArgs, Debug)]
pub(super) struct Lsp {
    #[command(flatten)]
    pub(super) choice: Choice,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Talk over standard input and output, as is done anyway; some editors say so.
    #[arg(long)]
    pub(super) stdio: bool,
}

#[derive(ClapArgs, Debug)]
pub(super) struct Score {
    /// Folders with policies and gold files, as docs/accuracy.md describes them.
    #[arg(required = true, value_name = "GOLD_DIR")]
    pub(super) folders: Vec<PathBuf>,
    /// A part of each folder by the order of names: 3/3 is every third policy, 1,2/3 are the others.
    #[arg(long, value_name = "PLACES/NUMBER")]
    pub(super) part: Option<Part>,
    /// What to print beside the figures; can be given more than once.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) show: Vec<Shown>,
    /// Show the misses of this label only; can be given more than once.
    #[arg(long, value_name = "LABEL")]
    pub(super) label: Vec<String>,
    /// Exit with 1 where a figure is below its floor in this file.
    #[arg(long, value_name = "FILE")]
    pub(super) floor: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: ScoreFormat,
    #[command(flatten)]
    pub(super) basis: Basis,
}

/// What `score` can show beside figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shown {
    /// Wrong verdicts, with their places.
    Misses,
    /// Terms that no gold policy and no example of a rule uses.
    UnusedTerms,
}

/// How `score` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ScoreFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// As floors just under these figures, for --floor.
    Floor,
}

/// For whom to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal or where `CLICOLOR_FORCE` is set, unless `NO_COLOR` is.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The least severity that makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Threshold {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything.
    Info,
    /// Nothing.
    Never,
}

impl From<Threshold> for FailOn {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Error => Self::Severity(Severity::Error),
            Threshold::Warning => Self::Severity(Severity::Warning),
            Threshold::Info => Self::Severity(Severity::Info),
            Threshold::Never => Self::Never,
        }
    }
}

fn language(code: &str) -> Result<Language, String> {
    Language::new(code).ok_or_else(|| "expected a code such as nl".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "expected a date such as 2026-01-31".to_owned())
}
