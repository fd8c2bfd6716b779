//! Checking: one source at a time, or many in parallel.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::builtin;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::document::Document;
use crate::engine::{Case, Companion, Fits};
use crate::evidence::{self, Evidence, Reader};
use crate::language::Language;
use crate::ledger::Ledger;
use crate::lexicon::FileError;
use crate::rule::{Patterns, Profiles, Rule, RuleSet, Selection};
use crate::source::{Format, MAX_FILE_SIZE, SourceError, SourceFile};
use crate::spread;
use crate::suppress::Suppressed;
use jiff::civil::Date;

use super::bundle::{Bundles, Member};
use super::judge::judge;
use super::{ByPath, Kinds, Knowledge};

/// What the user asked for, worked out.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The profile by name.
    pub profile: String,
    /// What was chosen beyond the profile.
    pub selection: Selection,
    /// The day as of which everything is judged.
    pub today: Date,
    /// The language of all sources, whatever they say.
    pub language: Option<Language>,
    /// The kind of documents by path.
    pub kinds: Kinds,
    /// The language that documents are to be in, by path.
    pub expected: ByPath<Language>,
    /// Documents that are judged together.
    pub bundles: Vec<Vec<(PathBuf, Format)>>,
    /// The largest source that is read, in bytes.
    pub max_file_size: u64,
    /// Rule files beside the built-in: path and text.
    pub rule_files: Vec<(String, String)>,
}

impl Settings {
    /// The defaults, as of `today`.
    pub fn new(today: Date) -> Self {
        Self {
            profile: "gdpr-default".to_owned(),
            selection: Selection::default(),
            today,
            language: None,
            kinds: Kinds::default(),
            expected: ByPath::default(),
            bundles: Vec::new(),
            max_file_size: MAX_FILE_SIZE,
            rule_files: Vec::new(),
        }
    }
}

/// A source that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The source.
    pub source: SourceFile,
    /// Its structure.
    pub document: Document,
    /// What it says.
    pub evidence: Evidence,
    /// What is to be reported, ordered by span and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What a directive in the text leaves out, ordered likewise.
    pub suppressed: Vec<Suppressed>,
    /// Rules that could not tell, and why.
    pub not_judged: Vec<(RuleId, String)>,
}

/// Everything that was checked, ordered by path.
#[derive(Debug, Default)]
pub struct Report {
    /// The sources that could be read.
    pub documents: Vec<Checked>,
    /// Those that could not.
    pub errors: Vec<SourceError>,
}

impl Checked {
    /// Without its structure and all that it says but what it is.
    fn bare(self) -> Self {
        Self {
            document: Document::default(),
            evidence: self.evidence.bare(),
            ..self
        }
    }
}

/// How many bytes of text are judged before all patterns are compiled as one: about what that costs.
const WORTH_A_SET: usize = 256 * 1024;

/// Rules and knowledge, loaded once.
#[derive(Debug)]
pub struct Session {
    knowledge: Knowledge,
    rules: RuleSet,
    profiles: Profiles,
    active: Vec<Rule>,
    /// The patterns of the rules that run, as one, once there has been text enough for it.
    patterns: OnceLock<Patterns>,
    /// How many bytes of text were judged.
    judged: AtomicUsize,
    broken: Vec<FileError>,
    /// The text of the items that documents owe, compiled where it is asked for.
    pub(super) coverage: String,
    settings: Settings,
    /// Whether sentences are remembered from one document to the next.
    recalls: bool,
    /// Whether of files that were judged only what is reported is kept.
    forgets: bool,
}

impl Session {
    /// A session that remembers sentences from one document to the next, for texts that are read again and again.
    #[must_use]
    pub fn recalling(self) -> Self {
        Self {
            recalls: true,
            // There will be text enough, and no change is to wait for it.
            judged: AtomicUsize::new(WORTH_A_SET),
            ..self
        }
    }

    /// A session that keeps of each file only what is reported of it: what many of them say takes more memory than their texts.
    #[must_use]
    pub fn forgetting(self) -> Self {
        Self {
            forgets: true,
            ..self
        }
    }

    /// A session with the built-in knowledge and rules.
    pub fn new(settings: Settings) -> Result<Self, Vec<FileError>> {
        Self::with_data(settings, &builtin::files("rules/").collect::<Vec<_>>())
    }

    /// A session with the files of another data folder: path (from `rules/` on) and text. All errors are collected.
    pub fn with_data(settings: Settings, files: &[(&str, &str)]) -> Result<Self, Vec<FileError>> {
        let knowledge = Knowledge::load(files)?;
        let own = settings
            .rule_files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        let packed = files.iter().copied().filter(|(path, _)| is_rule_file(path));
        let (rules, broken) = RuleSet::load(packed.chain(own), knowledge.lexicon.concepts());
        let text = |path: &str| {
            let mut files = files.iter();
            let found = files.find(|(name, _)| *name == path);
            found.map_or("", |(_, text)| *text)
        };
        let path = "rules/profiles.yaml";
        let profiles =
            Profiles::load(text(path)).map_err(|error| vec![(path.to_owned(), *error)])?;
        let active = profiles
            .get(&settings.profile)
            .map(|profile| rules.active(profile, &settings.selection))
            .unwrap_or_default();
        Ok(Self {
            knowledge,
            rules,
            profiles,
            active,
            patterns: OnceLock::new(),
            judged: AtomicUsize::new(0),
            broken,
            coverage: text(super::coverage::FILE).to_owned(),
            settings,
            recalls: false,
            forgets: false,
        })
    }

    /// What is known of languages and of the world.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// All rules, those that do not run included.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// What is wrong with rule files that could not be loaded; the rules of all others run.
    pub fn broken(&self) -> &[FileError] {
        &self.broken
    }

    /// The rules that run.
    pub fn active(&self) -> &[Rule] {
        &self.active
    }

    /// All profiles.
    pub fn profiles(&self) -> &Profiles {
        &self.profiles
    }

    /// What was asked for.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads `source`: its structure and what it says.
    pub fn read(&self, source: &SourceFile) -> (Document, Evidence) {
        self.read_as_of(source, self.settings.language, self.settings.today)
    }

    /// The same for another language and day.
    pub(super) fn read_as_of(
        &self,
        source: &SourceFile,
        language: Option<Language>,
        today: Date,
    ) -> (Document, Evidence) {
        let (document, detected) = self.knowledge.parse(source, language);
        let reader = self.reader(today);
        let mut evidence = evidence::collect(&source.text, &document, &detected, reader);
        if let Some(kind) = self.settings.kinds.of(&source.path) {
            evidence.kind = kind;
        }
        (document, evidence)
    }
    /// What `source` states together.
    pub fn ledger(&self, source: &SourceFile, document: &Document, evidence: &Evidence) -> Ledger {
        let concepts = self.knowledge.lexicon.concepts();
        let languages = &self.knowledge.languages;
        let plain = evidence.language.map(|own| languages.plain_words(own));
        let plain = plain.unwrap_or_default();
        Ledger::build(&source.text, document, evidence, concepts, plain)
    }

    pub(super) fn reader(&self, today: Date) -> Reader<'_> {
        Reader {
            lexicon: &self.knowledge.lexicon,
            tables: &self.knowledge.tables,
            today,
            recalls: self.recalls,
        }
    }

    /// Reads and judges `source`, alone.
    pub fn check(&self, source: SourceFile) -> Checked {
        self.check_beside(source, &[])
    }

    /// Reads and judges `source` together with `members` of its bundle; `None` where it is `superseded` meanwhile.
    pub fn check_among(
        &self,
        source: SourceFile,
        members: &[Arc<Member>],
        superseded: &dyn Fn() -> bool,
    ) -> Option<Checked> {
        if superseded() {
            return None;
        }
        let (document, evidence) = self.read(&source);
        if superseded() {
            return None;
        }
        let beside: Vec<Companion<'_>> = members.iter().map(|member| member.companion()).collect();
        Some(self.judge(source, document, evidence, &beside))
    }

    /// Reads and judges `source` together with what stands beside it in its bundle.
    fn check_beside(&self, source: SourceFile, beside: &[Companion<'_>]) -> Checked {
        let (document, evidence) = self.read(&source);
        self.judge(source, document, evidence, beside)
    }

    /// Judges what was read of `source`.
    fn judge(
        &self,
        source: SourceFile,
        document: Document,
        evidence: Evidence,
        beside: &[Companion<'_>],
    ) -> Checked {
        let (ledger, fits) = spread::both(
            || self.ledger(&source, &document, &evidence),
            || self.fits(&source, &document),
        );
        let case = Case {
            beside,
            ..self.case(
                &source,
                (&document, &evidence, &ledger, &fits),
                self.settings.today,
            )
        };
        let outcomes = judge(self, case);
        Checked {
            source,
            document,
            evidence,
            diagnostics: outcomes.diagnostics,
            suppressed: outcomes.suppressed,
            not_judged: outcomes.not_judged,
        }
    }

    /// Where the patterns of the rules that run fit: for one short text it is quicker to let each rule look for its own.
    fn fits(&self, source: &SourceFile, document: &Document) -> Fits<'_> {
        let before = self.judged.fetch_add(source.text.len(), Ordering::Relaxed);
        if before < WORTH_A_SET {
            return Fits::default();
        }
        let patterns = self.patterns.get_or_init(|| Patterns::of(&self.active));
        Fits::find(patterns, document)
    }

    pub(super) fn case<'a>(
        &'a self,
        source: &'a SourceFile,
        (document, evidence, ledger, fits): (&'a Document, &'a Evidence, &'a Ledger, &'a Fits<'a>),
        today: Date,
    ) -> Case<'a> {
        let Knowledge {
            lexicon,
            languages,
            tables,
            ..
        } = &self.knowledge;
        Case {
            source: &source.text,
            document,
            evidence,
            ledger,
            fits,
            lexicon,
            tables,
            languages,
            beside: &[],
            suppressions: &[],
            expected: self.settings.expected.of(&source.path),
            today,
        }
    }

    /// Reads and judges many sources, on all cores; `done` is told how many are finished. The result depends on the
    /// sources alone.
    pub fn check_files(
        &self,
        files: &[(PathBuf, Format)],
        done: &(dyn Fn(usize) + Sync),
    ) -> Report {
        let finished = AtomicUsize::new(0);
        let (bundles, errors) = Bundles::read(self, files);
        let results = spread::map(files, 1, |(path, format)| {
            let checked = SourceFile::read(path, *format, self.settings.max_file_size)
                .map(|source| self.check_beside(source, &bundles.beside(path)))
                .map(|checked| {
                    if self.forgets {
                        checked.bare()
                    } else {
                        checked
                    }
                });
            done(finished.fetch_add(1, Ordering::Relaxed) + 1);
            checked
        });
        let mut report = Report {
            documents: Vec::new(),
            errors,
        };
        for result in results {
            match result {
                Ok(checked) => report.documents.push(checked),
                Err(error) => report.errors.push(error),
            }
        }
        report
            .documents
            .sort_by(|a, b| a.source.path.cmp(&b.source.path));
        report
    }
}

/// Rule files stand in folders by family; the lexicon, the entity tables and the files beside the folders are knowledge.
fn is_rule_file(path: &str) -> bool {
    let rest = path.strip_prefix("rules/").unwrap_or(path);
    rest.contains('/') && !rest.starts_with("lexicon/") && !rest.starts_with("entities/")
}
