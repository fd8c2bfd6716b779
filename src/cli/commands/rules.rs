//! `policylint rules`: what is looked for.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::report::{pages, rules};
use crate::session::Session;

use super::super::args::{Format, Reading, Rules};
use super::super::error::Error;
use super::super::{Outcome, standing};

/// Lists all rules, and which of them run with these arguments.
pub(in crate::cli) fn run(args: &Rules, out: &mut dyn Write) -> Result<Outcome, Error> {
    let prepared = standing::prepare(&args.choice, &Reading::default())?;
    let session = &prepared.session;
    if let Some(folder) = &args.pages {
        write_pages(session, folder)?;
        return standing::finished(prepared.broken);
    }
    let (all, active) = (session.rules().rules(), session.active());
    match args.format {
        Format::Human => rules::human(all, active, out)?,
        Format::Json => rules::json(all, active, out)?,
    }
    // What could not be loaded is told after the list, not amid it.
    out.flush()?;
    standing::finished(prepared.broken)
}

/// Writes a page for each rule to `folder`, and one that lists them.
fn write_pages(session: &Session, folder: &Path) -> Result<(), Error> {
    let source = pages::Source {
        rules: session.rules(),
        concepts: session.knowledge().lexicon.concepts(),
        profiles: session.profiles(),
    };
    for page in pages::pages(source) {
        let path = folder.join(&page.path);
        write(&path, &page.text).map_err(|error| {
            let message = format!("cannot write {}: {error}", path.display());
            Error::message(message)
        })?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
