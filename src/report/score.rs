//! What `policylint score` prints: how well evidence is found, label by label.

use std::io::{self, Write};

use serde::Serialize;

use crate::gold::{Counts, Kind, Miss, Row, Scores, Shortfall, Total};
use crate::lexicon::{ConceptTree, WrittenTerm};

use super::excerpt::clean;

/// The version of the JSON contract.
const VERSION: u32 = 1;
/// How many characters of the words of a miss are shown.
const MAX_WORDS: usize = 160;

/// What there is to print.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The scores of each folder.
    pub scores: &'a [Scores],
    /// Whether wrong verdicts are shown.
    pub misses: bool,
    /// Terms that are not used, where they were looked for.
    pub unused: Option<&'a [WrittenTerm]>,
    /// Figures below their floor.
    pub shortfalls: &'a [Shortfall],
    /// The concepts, for their names.
    pub concepts: &'a ConceptTree,
}

/// Writes for people: a table and what follows from it for each folder.
pub fn human(shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (index, scores) in shown.scores.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        table(scores, out)?;
        for miss in scores.misses.iter().filter(|_| shown.misses) {
            show_miss(miss, out)?;
        }
    }
    for term in shown.unused.into_iter().flatten() {
        let (path, name) = (clean(&term.path), shown.concepts.name(term.concept));
        writeln!(
            out,
            "unused: {path}:{} {name} “{}”",
            term.line,
            clean(&term.text)
        )?;
    }
    for short in shown.shortfalls {
        let Shortfall { figure, is, floor } = short;
        writeln!(
            out,
            "below its floor: {} is {is:.4}, not {floor}",
            clean(figure)
        )?;
    }
    Ok(())
}

fn table(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    let noun = if scores.policies == 1 {
        "policy"
    } else {
        "policies"
    };
    writeln!(out, "{}: {} {noun}\n", clean(&scores.name), scores.policies)?;
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| scores.total(*kind).is_some())
        .collect();
    let width = scores.rows.iter().map(|row| row.label.chars().count());
    let width = width.max().unwrap_or(0);
    write!(out, "{:width$}", "")?;
    for kind in &kinds {
        write!(out, "  {:<7}  P    R   F1    n", kind.as_str())?;
    }
    writeln!(out)?;
    for row in &scores.rows {
        write!(out, "{:width$}", clean(&row.label))?;
        for kind in &kinds {
            let counts = row.of(*kind);
            let figures = counts.figures();
            let figures = [figures.precision, figures.recall, figures.f1];
            write!(out, "      ")?;
            for figure in figures {
                if counts.is_empty() {
                    write!(out, "    -")?;
                } else {
                    write!(out, " {figure:.2}")?;
                }
            }
            write!(out, " {:4}", counts.so())?;
        }
        writeln!(out)?;
    }
    writeln!(out)?;
    for kind in kinds {
        if let Some(total) = scores.total(kind) {
            show_total(kind, total, out)?;
        }
    }
    Ok(())
}

fn show_total(kind: Kind, total: &Total, out: &mut dyn Write) -> io::Result<()> {
    // The figures of the JSON, shortened: nobody is to wonder which of the two is right.
    let total = wire_total(total);
    write!(
        out,
        "{:<7} micro P {:.3} R {:.3} F1 {:.3} [{:.3}, {:.3}]",
        kind.as_str(),
        total.precision,
        total.recall,
        total.f1,
        total.f1_low,
        total.f1_high,
    )?;
    if let Some(mean) = total.macro_f1 {
        write!(
            out,
            "   macro F1 {mean:.3} over {} labels",
            total.macro_labels
        )?;
    }
    writeln!(out)
}

fn show_miss(miss: &Miss, out: &mut dyn Write) -> io::Result<()> {
    let what = if miss.said {
        "wrongly found"
    } else {
        "not found"
    };
    let place = miss.place.map(|(line, column)| format!(":{line}:{column}"));
    let (label, path) = (clean(&miss.label), clean(&miss.path));
    write!(out, "{what}: {label}: {path}{}", place.unwrap_or_default())?;
    if !miss.words.is_empty() {
        write!(out, " “{}”", words(&miss.words))?;
    }
    writeln!(out)
}

/// Words on one line, at most so many.
fn words(text: &str) -> String {
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[derive(Serialize)]
struct Wire<'a> {
    version: u32,
    folders: Vec<WireFolder<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unused_terms: Option<Vec<WireTerm<'a>>>,
    below_floor: Vec<WireShortfall<'a>>,
}

#[derive(Serialize)]
struct WireFolder<'a> {
    name: &'a str,
    policies: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<WireTotal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<WireTotal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<WireTotal>,
    labels: Vec<WireRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    misses: Option<Vec<WireMiss<'a>>>,
}

#[derive(Serialize)]
struct WireTotal {
    precision: f64,
    recall: f64,
    f1: f64,
    f1_low: f64,
    f1_high: f64,
    macro_f1: Option<f64>,
    macro_labels: usize,
}

#[derive(Serialize)]
struct WireRow<'a> {
    label: &'a str,
    passage: WireCounts,
    present: WireCounts,
    missing: WireCounts,
}

#[derive(Serialize)]
struct WireCounts {
    right: usize,
    wrong: usize,
    missed: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Serialize)]
struct WireMiss<'a> {
    label: &'a str,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    found: bool,
    text: &'a str,
}

#[derive(Serialize)]
struct WireTerm<'a> {
    path: &'a str,
    line: usize,
    concept: &'a str,
    term: &'a str,
}

#[derive(Serialize)]
struct WireShortfall<'a> {
    figure: &'a str,
    is: f64,
    floor: f64,
}

/// Four decimals: more would show how a fraction is stored.
fn rounded(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

/// Writes for programs.
pub fn json(shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let wire = Wire {
        version: VERSION,
        folders: shown
            .scores
            .iter()
            .map(|scores| wire_folder(scores, shown.misses))
            .collect(),
        unused_terms: shown.unused.map(|terms| {
            let terms = terms.iter();
            let wire = terms.map(|term| WireTerm {
                path: &term.path,
                line: term.line,
                concept: shown.concepts.name(term.concept),
                term: &term.text,
            });
            wire.collect()
        }),
        below_floor: shown
            .shortfalls
            .iter()
            .map(|short| WireShortfall {
                figure: &short.figure,
                is: rounded(short.is),
                floor: short.floor,
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &wire)?;
    writeln!(out)
}

fn wire_folder(scores: &Scores, misses: bool) -> WireFolder<'_> {
    let total = |kind| scores.total(kind).map(wire_total);
    WireFolder {
        name: &scores.name,
        policies: scores.policies,
        passage: total(Kind::Passage),
        present: total(Kind::Present),
        missing: total(Kind::Missing),
        labels: scores.rows.iter().map(wire_row).collect(),
        misses: misses.then(|| scores.misses.iter().map(wire_miss).collect()),
    }
}

fn wire_total(total: &Total) -> WireTotal {
    WireTotal {
        precision: rounded(total.micro.precision),
        recall: rounded(total.micro.recall),
        f1: rounded(total.micro.f1),
        f1_low: rounded(total.interval.0),
        f1_high: rounded(total.interval.1),
        macro_f1: total.mean.f1.map(rounded),
        macro_labels: total.mean.labels,
    }
}

fn wire_row(row: &Row) -> WireRow<'_> {
    WireRow {
        label: &row.label,
        passage: wire_counts(row.of(Kind::Passage)),
        present: wire_counts(row.of(Kind::Present)),
        missing: wire_counts(row.of(Kind::Missing)),
    }
}

fn wire_counts(counts: Counts) -> WireCounts {
    let figures = counts.figures();
    WireCounts {
        right: counts.right,
        wrong: counts.wrong,
        missed: counts.missed,
        precision: rounded(figures.precision),
        recall: rounded(figures.recall),
        f1: rounded(figures.f1),
    }
}

fn wire_miss(miss: &Miss) -> WireMiss<'_> {
    WireMiss {
        label: &miss.label,
        path: &miss.path,
        line: miss.place.map(|(line, _)| line),
        column: miss.place.map(|(_, column)| column),
        found: miss.said,
        text: &miss.words,
    }
}

/// Writes floors just under these figures: two decimals, less than the figure itself. Labels are held where there are enough
/// decisions.
pub fn floor(all: &[Scores], out: &mut dyn Write) -> io::Result<()> {
    let below = |figure: f64| ((figure * 100.0 - 0.5).floor() / 100.0).max(0.0);
    writeln!(
        out,
        "# What the figures of each gold folder must not fall below."
    )?;
    writeln!(
        out,
        "# Written by `policylint score GOLD_DIR … --format floor`; see docs/accuracy.md."
    )?;
    for scores in all {
        writeln!(out, "{}:", scores.name)?;
        for kind in Kind::ALL {
            let Some(total) = scores.total(kind) else {
                continue;
            };
            let micro = total.micro;
            write!(
                out,
                "  {}: {{precision: {:.2}, recall: {:.2}, f1: {:.2}",
                kind.as_str(),
                below(micro.precision),
                below(micro.recall),
                below(micro.f1),
            )?;
            if let Some(mean) = total.mean.f1 {
                write!(out, ", macro-f1: {:.2}", below(mean))?;
            }
            writeln!(out, "}}")?;
        }
        let mut enough = scores
            .rows
            .iter()
            .filter(|row| row.is_enough(Kind::Missing))
            .peekable();
        if enough.peek().is_some() {
            writeln!(out, "  labels:")?;
        }
        for row in enough {
            let figures = row.of(Kind::Missing).figures();
            writeln!(out, "    {}: {:.2}", row.label, below(figures.f1))?;
        }
    }
    Ok(())
}
