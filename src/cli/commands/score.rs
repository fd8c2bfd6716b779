//! `policylint score`: how well evidence is found.

use std::io::Write;
use std::path::Path;

use crate::gold::{self, Floors, Folder, GoldError, Scores};
use crate::report::score;
use crate::session::{self, Session};
use crate::source::{Format, MAX_FILE_SIZE, SourceFile};

use super::super::Outcome;
use super::super::args::{Score, ScoreFormat, Shown};
use super::super::error::Error;
use super::reading;

/// Scores the folders that are named, one by one.
pub(in crate::cli) fn run(args: &Score, out: &mut dyn Write) -> Result<Outcome, Error> {
    let prepared = reading::prepare(&args.basis)?;
    let session = &prepared.session;
    let floors = args.floor.as_deref().map(read_floors).transpose()?;
    let mut all = Vec::new();
    let mut sources = Vec::new();
    for path in &args.folders {
        let (scores, read) = score_folder(args, session, path)?;
        all.push(scores);
        if args.show.contains(&Shown::UnusedTerms) {
            sources.extend(read);
        }
    }
    let unused = args.show.contains(&Shown::UnusedTerms).then(|| {
        let sources: Vec<&SourceFile> = sources.iter().collect();
        session::unused_terms(session, &sources)
    });
    let shortfalls: Vec<_> = floors
        .iter()
        .flat_map(|floors| all.iter().flat_map(|scores| floors.shortfalls(scores)))
        .collect();
    let shown = score::Shown {
        scores: &all,
        misses: args.show.contains(&Shown::Misses),
        unused: unused.as_deref(),
        shortfalls: &shortfalls,
        concepts: session.knowledge().lexicon.concepts(),
    };
    match args.format {
        ScoreFormat::Human => score::human(&shown, out)?,
        ScoreFormat::Json => score::json(&shown, out)?,
        ScoreFormat::Floor => score::floor(&all, out)?,
    }
    Ok(if shortfalls.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Diagnostics
    })
}

/// The scores of one folder, and the policies that were read for them. A policy that cannot be read is an error: figures over
/// the others would be figures of something else.
fn score_folder(
    args: &Score,
    session: &Session,
    path: &Path,
) -> Result<(Scores, Vec<SourceFile>), Error> {
    let concepts = session.knowledge().lexicon.concepts();
    let folder = Folder::read(path, args.part.as_ref(), concepts, MAX_FILE_SIZE)?;
    for label in &args.label {
        folder.labels.find(label).map_err(Error::message)?;
    }
    let report = session.check_files(&folder.files(), &|_| ());
    if let Some(error) = report.errors.first() {
        return Err(Error::message(error.to_string()));
    }
    let mut scores = gold::score(&folder, &report);
    if !args.label.is_empty() {
        scores
            .misses
            .retain(|miss| args.label.contains(&miss.label));
    }
    let read = report.documents.into_iter();
    Ok((scores, read.map(|checked| checked.source).collect()))
}

fn read_floors(path: &Path) -> Result<Floors, Error> {
    let source = SourceFile::read(path, Format::Plain, MAX_FILE_SIZE)
        .map_err(|error| Error::message(error.to_string()))?;
    Floors::read(&source.text).map_err(|mistake| Error::Files(vec![(source, *mistake)]))
}

impl From<GoldError> for Error {
    fn from(error: GoldError) -> Self {
        Self::message(error.to_string())
    }
}
