//! What documents say of the items of information that they owe.

use std::path::{Path, PathBuf};

use crate::coverage::{self, Example, Item, Matrix, Verdict};
use crate::document::Document;
use crate::engine::{Case, Companion, Fits};
use crate::evidence::Evidence;
use crate::source::{Format, SourceFile};
use crate::spread;
use crate::text::Span;

use super::bundle::whole;
use super::examples::unmark;
use super::{Checked, ExampleFailure, PlacedMistake, Report, Session};

/// Where the items stand.
pub(super) const FILE: &str = "rules/coverage.yaml";

/// A document and what it says of each item.
#[derive(Debug)]
pub struct Covered<'a> {
    /// The document.
    pub checked: &'a Checked,
    /// What stands beside it in its bundle.
    pub beside: Vec<SourceFile>,
    /// A verdict for each item in the order of the matrix, or why there is none.
    pub verdicts: Result<Vec<Verdict>, NotCovered>,
}

/// Why a document is not compared with the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCovered {
    /// Documents of its kind do not owe them.
    Kind,
    /// There are no terms for its language.
    Language,
}

impl Session {
    /// The items that are owed, out of the data file.
    pub fn matrix(&self) -> Result<Matrix, Vec<PlacedMistake>> {
        let concepts = self.knowledge().lexicon.concepts();
        let text = &self.coverage;
        Matrix::load(text, concepts, self.rules()).map_err(|errors| {
            let source = SourceFile::from_text(FILE, text.clone(), Format::Plain);
            let placed = errors.into_iter().map(|error| (source.clone(), error));
            placed.collect()
        })
    }

    /// Compares every document of `report` with the items of `matrix`, together with what stands beside it in its bundle.
    pub fn cover<'a>(&self, matrix: &Matrix, report: &'a Report) -> Vec<Covered<'a>> {
        spread::map(&report.documents, 1, |checked| {
            let evidence = &checked.evidence;
            let refused = if !matrix.kinds.contains(&evidence.kind) {
                Some(NotCovered::Kind)
            } else if !evidence.is_readable(&self.knowledge().lexicon) {
                Some(NotCovered::Language)
            } else {
                None
            };
            let members = match refused {
                None => self.members(&checked.source.path),
                Some(_) => Vec::new(),
            };
            let verdicts = match refused {
                Some(why) => Err(why),
                None => Ok(self.verdicts(matrix, checked, &members)),
            };
            Covered {
                checked,
                beside: members.into_iter().map(|member| member.source).collect(),
                verdicts,
            }
        })
    }

    fn verdicts(&self, matrix: &Matrix, checked: &Checked, members: &[Beside]) -> Vec<Verdict> {
        let (source, document, evidence) = (&checked.source, &checked.document, &checked.evidence);
        let ledger = self.ledger(source, document, evidence);
        // Few rules are asked, and hardly one of them has a pattern.
        let fits = Fits::default();
        let beside: Vec<Companion<'_>> = members.iter().map(Beside::companion).collect();
        let case = Case {
            beside: &beside,
            ..self.case(
                source,
                (document, evidence, &ledger, &fits),
                self.settings().today,
            )
        };
        let items = matrix.items.iter();
        let judged = items.map(|item| coverage::judge(case, matrix, item, self.rules()));
        judged.collect()
    }

    /// What stands beside the document at `path` in its bundles. What cannot be read was told when it was checked.
    fn members(&self, path: &str) -> Vec<Beside> {
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        let files = self.beside(Path::new(path)).into_iter();
        let read = files.filter_map(|(file, format)| {
            let mut source = SourceFile::read(&file, format, self.settings().max_file_size).ok()?;
            source.path = seen_from(folder, &file);
            let (document, evidence) = self.read(&source);
            Some(Beside {
                source,
                document,
                evidence,
            })
        });
        read.collect()
    }
}

/// A file as it would be named by whoever named something in `folder`.
fn seen_from(folder: &Path, file: &Path) -> String {
    let (inside, file) = (whole(&Path::new(".").join(folder)), whole(file));
    let named = match file.strip_prefix(&inside) {
        Ok(rest) => folder.join(rest),
        Err(_) => PathBuf::from(&file),
    };
    crate::source::display_path(&named)
}

/// What stands beside a document.
struct Beside {
    source: SourceFile,
    document: Document,
    evidence: Evidence,
}

impl Beside {
    fn companion(&self) -> Companion<'_> {
        Companion {
            document: &self.document,
            evidence: &self.evidence,
        }
    }
}

/// Judges the examples of all items of `matrix`, each by its own item alone.
pub fn run_coverage_examples(session: &Session, matrix: &Matrix) -> Vec<ExampleFailure> {
    let mut failures = Vec::new();
    for item in &matrix.items {
        for (index, example) in item.examples.iter().enumerate() {
            if let Err(reason) = run(session, matrix, item, example) {
                failures.push(ExampleFailure {
                    rule: item.id.clone(),
                    number: index + 1,
                    reason,
                });
            }
        }
    }
    failures
}

fn run(session: &Session, matrix: &Matrix, item: &Item, example: &Example) -> Result<(), String> {
    let (text, marked) = unmark(&example.text);
    let source = SourceFile::from_text("example", text, example.format);
    let today = session.settings().today;
    let (document, mut evidence) = session.read_as_of(&source, Some(example.language), today);
    if let Some(kind) = matrix.kinds.first() {
        evidence.kind = *kind;
    }
    let ledger = session.ledger(&source, &document, &evidence);
    let fits = Fits::default();
    let case = session.case(&source, (&document, &evidence, &ledger, &fits), today);
    let verdict = coverage::judge(case, matrix, item, session.rules());
    let mut shown: Vec<Span> = verdict.found.clone();
    if shown.is_empty() {
        shown.extend(verdict.vague.iter().copied());
        shown.extend(verdict.elsewhere.iter().map(|one| one.span));
    }
    shown.sort_unstable();
    if verdict.status == example.status && (marked.is_empty() || marked == shown) {
        return Ok(());
    }
    let words: Vec<String> = shown
        .iter()
        .map(|span| format!("“{}”", span.of(&source.text)))
        .collect();
    Err(format!(
        "expected {:?}, got {:?} with {} in “{}”",
        example.status,
        verdict.status,
        words.join(", "),
        source.text
    ))
}
