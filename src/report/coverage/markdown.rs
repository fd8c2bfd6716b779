//! Coverage as a table in Markdown, to be filed beside a record of processing.

use std::io::{self, Write};

use crate::coverage::{Item, Verdict};
use crate::session::Covered;

use super::super::cited;
use super::super::excerpt::clean;
use super::super::header::cell;
use super::{Shown, words};

/// The most places in one cell; programs get all.
const PLACES: usize = 3;

/// Writes the coverage of every document.
pub fn markdown(shown: Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    for covered in shown.covered {
        writeln!(out, "## {}\n", clean(&covered.checked.source.path))?;
        match &covered.verdicts {
            Err(why) => writeln!(out, "{}", words::why_not(shown, covered, *why))?,
            Ok(verdicts) => {
                writeln!(out, "{}\n", shown.matrix.title)?;
                if let Some(together) = words::together(covered) {
                    writeln!(out, "{together}\n")?;
                }
                writeln!(out, "| Item | Law | Status | Where | Notes |")?;
                writeln!(out, "| --- | --- | --- | --- | --- |")?;
                for (item, verdict) in shown.matrix.items.iter().zip(verdicts) {
                    writeln!(out, "{}", row(shown, covered, item, verdict))?;
                }
                if let Some(unread) = words::unread(covered) {
                    writeln!(out, "\n{unread}")?;
                }
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn row(shown: Shown<'_>, covered: &Covered<'_>, item: &Item, verdict: &Verdict) -> String {
    let source = &covered.checked.source;
    let first = verdict.found.iter().take(PLACES);
    let mut places: Vec<String> = first.map(|span| words::quoted(source, *span)).collect();
    if verdict.found.len() > PLACES {
        places.push(format!("{} more", verdict.found.len() - PLACES));
    }
    let cells = [
        item.summary.clone(),
        cited(&item.law),
        words::status_in_full(verdict.status).to_owned(),
        places.join("; "),
        words::notes(shown.rules, covered, item, verdict).join(" · "),
    ];
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |", cells.join(" | "))
}
