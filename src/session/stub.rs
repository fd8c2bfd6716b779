//! STUB, replaced when the session lands on main.
#![allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason
)]
use super::Knowledge;
use crate::diagnostic::*;
use crate::document::Document;
use crate::evidence::{Evidence, Kind};
use crate::language::Language;
use crate::lexicon::FileError;
use crate::source::{Format, SourceError, SourceFile};
use std::path::PathBuf;
#[derive(Clone, Debug)]
pub struct Example {
    pub language: Language,
    pub format: Format,
    pub expectation: Expectation,
    pub text: String,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    Fires,
    Ok,
    NotApplicable,
}
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: RuleId,
    pub summary: String,
    pub severity: Severity,
    pub confidence: Confidence,
    pub law: Vec<String>,
    pub why: Option<String>,
    pub message: String,
    pub help: Option<String>,
    pub examples: Vec<Example>,
    pub path: String,
}
impl Rule {
    pub fn languages(&self) -> Vec<Language> {
        Vec::new()
    }
}
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
}
impl RuleSet {
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id.as_str() == id)
    }
}
#[derive(Clone, Debug)]
pub struct Settings {
    pub profile: String,
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    pub severity: Vec<(String, Option<Severity>)>,
    pub today: jiff::civil::Date,
    pub language: Option<Language>,
    pub kinds: Vec<(glob::Pattern, Kind)>,
    pub max_file_size: u64,
    pub rule_files: Vec<(String, String)>,
    pub knowledge: Vec<(String, String)>,
}
#[derive(Debug)]
pub struct Checked {
    pub source: SourceFile,
    pub document: Document,
    pub evidence: Evidence,
    pub diagnostics: Vec<Diagnostic>,
    pub not_judged: Vec<(RuleId, String)>,
}
#[derive(Debug, Default)]
pub struct Report {
    pub documents: Vec<Checked>,
    pub errors: Vec<SourceError>,
}
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    rules: RuleSet,
    knowledge: Knowledge,
}
impl Session {
    pub fn new(settings: Settings) -> Result<Self, Vec<FileError>> {
        Ok(Self {
            settings,
            rules: RuleSet::default(),
            knowledge: Knowledge::builtin()?,
        })
    }
    pub fn check_files(
        &self,
        files: &[(PathBuf, Format)],
        progress: &(dyn Fn(usize) + Sync),
    ) -> Report {
        let mut report = Report::default();
        for (n, (path, format)) in files.iter().enumerate() {
            match SourceFile::read(path, *format, self.settings.max_file_size) {
                Ok(source) => report.documents.push(self.check(source)),
                Err(e) => report.errors.push(e),
            }
            progress(n + 1);
        }
        report
    }
    pub fn check(&self, source: SourceFile) -> Checked {
        let (document, detected) = self.knowledge.parse(&source, self.settings.language);
        let evidence = crate::evidence::collect(
            &document,
            &detected,
            crate::evidence::Reader {
                lexicon: &self.knowledge.lexicon,
                tables: &self.knowledge.tables,
                today: self.settings.today,
            },
        );
        Checked {
            source,
            document,
            evidence,
            diagnostics: Vec::new(),
            not_judged: Vec::new(),
        }
    }
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }
}
