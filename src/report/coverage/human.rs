//! Coverage for people: a line for each item, then what there is to say of those that were not found plainly.

use std::io::{self, Write};

use crate::coverage::{Item, Status, Verdict};
use crate::session::Covered;
use crate::source::SourceFile;

use super::super::header::{headline, one_line, place};
use super::super::{Style, cited};
use super::{Shown, words};

/// The groups in which details are told, and what is said above each.
const GROUPS: [(Status, &str); 6] = [
    (Status::Missing, "Not found in this text"),
    (Status::Partial, "Found in part"),
    (Status::Weak, "Found in vague words only"),
    (Status::Delegated, "In another document"),
    (Status::Satisfied, "Found, but not with each purpose"),
    (
        Status::NotApplicable,
        "Not applicable, as far as the text tells",
    ),
];

/// What is said at the end.
const CLOSING: &str = "“Found” means that words for it stand in this text. Whether they are true and enough is not judged: this is no \
                       statement that a policy is compliant.";

/// The columns of the widest status, those between columns, and the fewest that are left for a place.
const STATUS: usize = 9;
const GAP: usize = 2;
const LEAST_ROOM: usize = 12;

/// Writes the coverage of every document.
pub fn human(shown: Shown<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut compared = false;
    for covered in shown.covered {
        let (source, evidence) = (&covered.checked.source, &covered.checked.evidence);
        let page = Page {
            shown,
            covered,
            style,
        };
        writeln!(out, "{}", headline(source, evidence))?;
        match &covered.verdicts {
            Err(why) => page.wrapped(&words::why_not(shown, covered, *why), "  ", "  ", out)?,
            Ok(verdicts) => {
                compared = true;
                page.write(verdicts, out)?;
            }
        }
        writeln!(out)?;
    }
    if compared {
        writeln!(out, "{}", textwrap::fill(CLOSING, style.width))?;
    }
    Ok(())
}

/// What is told of one document, and how wide.
struct Page<'a> {
    shown: Shown<'a>,
    covered: &'a Covered<'a>,
    style: Style,
}

impl Page<'_> {
    fn write(&self, verdicts: &[Verdict], out: &mut dyn Write) -> io::Result<()> {
        let matrix = self.shown.matrix;
        writeln!(out, "{}", matrix.title)?;
        if let Some(together) = words::together(self.covered) {
            self.wrapped(&together, "", "", out)?;
        }
        let counts = Status::ALL.into_iter().filter_map(|status| {
            let count = verdicts.iter().filter(|one| one.status == status).count();
            (count > 0).then(|| format!("{count} {}", words::status(status)))
        });
        let counts: Vec<String> = counts.collect();
        writeln!(out, "{} items: {}\n", verdicts.len(), counts.join(" · "))?;
        self.table(verdicts, out)?;
        if let Some(unread) = words::unread(self.covered) {
            writeln!(out)?;
            self.wrapped(&unread, "", "", out)?;
        }
        for (status, heading) in GROUPS {
            let group = matrix.items.iter().zip(verdicts);
            let group = group.filter(|(_, verdict)| verdict.status == status);
            let rows: Vec<(&Item, Vec<String>)> = group
                .map(|(item, verdict)| (item, self.notes(item, verdict)))
                .filter(|(_, notes)| !notes.is_empty())
                .collect();
            if !rows.is_empty() {
                writeln!(out, "\n{heading}")?;
            }
            for (item, notes) in rows {
                writeln!(out, "  {} ({})", item.summary, cited(&item.law))?;
                for note in notes {
                    self.wrapped(&note, "    ", "      ", out)?;
                }
            }
        }
        Ok(())
    }

    /// A line for each item: status, what, law, where.
    fn table(&self, verdicts: &[Verdict], out: &mut dyn Write) -> io::Result<()> {
        let items = &self.shown.matrix.items;
        let widest = |text: &dyn Fn(&Item) -> String| {
            let lengths = items.iter().map(|item| text(item).chars().count());
            lengths.max().unwrap_or(0)
        };
        let (summaries, laws) = (widest(&|item| item.summary.clone()), widest(&law));
        let taken = STATUS + summaries + laws + 4 * GAP;
        let room = self.style.width.saturating_sub(taken).max(LEAST_ROOM);
        for (item, verdict) in items.iter().zip(verdicts) {
            let row = format!(
                "  {:STATUS$}  {:summaries$}  {:laws$}  {}",
                words::status(verdict.status),
                item.summary,
                law(item),
                whereabouts(&self.covered.checked.source, item, verdict, room)
            );
            writeln!(out, "{}", row.trim_end())?;
        }
        Ok(())
    }

    fn notes(&self, item: &Item, verdict: &Verdict) -> Vec<String> {
        words::notes(self.shown.rules, self.covered, item, verdict)
    }

    fn wrapped(&self, text: &str, first: &str, rest: &str, out: &mut dyn Write) -> io::Result<()> {
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false);
        writeln!(out, "{}", textwrap::fill(text, options))
    }
}

/// The provisions without the act, which the title of the matrix names.
fn law(item: &Item) -> String {
    let all = cited(&item.law);
    match all.split_once(' ') {
        Some((_, rest)) => rest.to_owned(),
        None => all,
    }
}

/// Where an item was found, in what room there is: the place and words of the first, and how many more.
fn whereabouts(source: &SourceFile, item: &Item, verdict: &Verdict, room: usize) -> String {
    if let Some(purposes) = verdict.purposes.as_ref().filter(|_| item.is_per_purpose()) {
        let with = purposes.stated + purposes.in_section;
        return match verdict.status {
            Status::Satisfied | Status::Partial => format!("{with} of {} purposes", purposes.of),
            _ => String::new(),
        };
    }
    let spans = match verdict.status {
        Status::Weak => &verdict.vague,
        _ => &verdict.found,
    };
    let Some(first) = spans.first() else {
        return String::new();
    };
    let at = place(source, *first);
    let more = match spans.len() {
        1 => String::new(),
        count => format!(" +{}", count - 1),
    };
    let left = room.saturating_sub(at.len() + more.len() + 3);
    let text = words::cut(&one_line(source, *first), left);
    format!("{at} “{text}”{more}")
}
