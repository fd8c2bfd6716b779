//! Gold compared with what was read.

use rustc_hash::FxHashMap;

use crate::session::{Checked, Report};
use crate::source::display_path;
use crate::text::Span;

use super::figures::{Counts, Draws, ENOUGH, Total, mean};
use super::folder::{Folder, Policy};
use super::labels::Label;

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Which passage speaks of a label.
    Passage,
    /// Which policy discloses it.
    Present,
    /// Which policy lacks it: what a linter claims.
    Missing,
}

impl Kind {
    /// All kinds, in the order of the output.
    pub const ALL: [Self; 3] = [Self::Passage, Self::Present, Self::Missing];

    /// The word for it in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Present => "present",
            Self::Missing => "missing",
        }
    }
}

/// The decisions on one label, by kind.
#[derive(Clone, Debug)]
pub struct Row {
    /// The label.
    pub label: String,
    /// In the order of [`Kind::ALL`].
    pub counts: [Counts; 3],
}

/// A wrong verdict.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The label.
    pub label: String,
    /// The policy, and where in it: the passage, or the words that were taken for evidence.
    pub path: String,
    /// Line and column.
    pub place: Option<(usize, usize)>,
    /// Whether the label was said to be disclosed, rather than not.
    pub said: bool,
    /// The words of the passage, those that were taken for evidence, or those that show what was not found.
    pub words: String,
}

/// How a gold folder scores.
#[derive(Clone, Debug)]
pub struct Scores {
    /// The folder's own name.
    pub name: String,
    /// How many policies there are.
    pub policies: usize,
    /// By label, in the order of the table.
    pub rows: Vec<Row>,
    /// By kind, in the order of [`Kind::ALL`]; none where nothing of the kind is known.
    pub totals: [Option<Total>; 3],
    /// The wrong verdicts, by label and policy. Of a policy whose passages are known, they are on passages.
    pub misses: Vec<Miss>,
}

impl Scores {
    /// What is known of all decisions of this kind.
    pub fn total(&self, kind: Kind) -> Option<&Total> {
        self.totals.get(kind as usize)?.as_ref()
    }
}

impl Row {
    /// The decisions of this kind.
    pub fn of(&self, kind: Kind) -> Counts {
        self.counts.get(kind as usize).copied().unwrap_or_default()
    }

    /// Whether there are enough decisions of this kind for a figure to mean something.
    pub fn is_enough(&self, kind: Kind) -> bool {
        self.of(kind).so() >= ENOUGH
    }
}

/// The decisions on one policy: by label, then by kind.
type Decisions = Vec<[Counts; 3]>;

/// Scores what `report` has read of the policies of `folder`. A policy that could not be read counts for nothing; `report`
/// names it.
pub fn score(folder: &Folder, report: &Report) -> Scores {
    let read: FxHashMap<&str, &Checked> = report
        .documents
        .iter()
        .map(|checked| (checked.source.path.as_str(), checked))
        .collect();
    let mut misses = Vec::new();
    let mut decisions: Vec<Decisions> = Vec::new();
    for policy in &folder.policies {
        if let Some(checked) = read.get(display_path(&policy.path).as_str()) {
            decisions.push(decide(folder, policy, checked, &mut misses));
        }
    }
    misses.sort_by_key(|(label, _)| *label);
    let sum = |label: usize, kind: Kind| {
        let policies = decisions.iter().filter_map(|policy| policy.get(label));
        Counts::sum(policies.filter_map(|counts| counts.get(kind as usize).copied()))
    };
    let rows: Vec<Row> = folder
        .labels
        .0
        .iter()
        .enumerate()
        .map(|(at, label)| Row {
            label: label.name.clone(),
            counts: Kind::ALL.map(|kind| sum(at, kind)),
        })
        .collect();
    let mut draws = Draws::new();
    let totals = Kind::ALL.map(|kind| total(kind, &rows, &decisions, &mut draws));
    Scores {
        name: folder.name.clone(),
        policies: decisions.len(),
        rows,
        totals,
        misses: misses.into_iter().map(|(_, miss)| miss).collect(),
    }
}

fn total(kind: Kind, rows: &[Row], decisions: &[Decisions], draws: &mut Draws) -> Option<Total> {
    let of = |counts: &[Counts; 3]| counts.get(kind as usize).copied();
    let policies: Vec<Counts> = decisions
        .iter()
        .map(|labels| Counts::sum(labels.iter().filter_map(of)))
        .collect();
    let all = Counts::sum(policies.iter().copied());
    if all.is_empty() {
        return None;
    }
    let enough = rows.iter().filter(|row| row.is_enough(kind));
    let figures: Vec<f64> = enough.map(|row| row.of(kind).figures().f1).collect();
    Some(Total {
        micro: all.figures(),
        interval: draws.interval(&policies),
        mean: mean(&figures),
    })
}

fn decide(
    folder: &Folder,
    policy: &Policy,
    checked: &Checked,
    misses: &mut Vec<(usize, Miss)>,
) -> Decisions {
    let mut decisions = vec![[Counts::default(); 3]; folder.labels.0.len()];
    for (at, (label, counts)) in folder.labels.0.iter().zip(&mut decisions).enumerate() {
        let [passage, present, missing] = counts;
        let found = spans(label, checked);
        if let Some(so) = policy.verdicts.get(at).copied().flatten() {
            let said = !found.is_empty();
            present.decide((said, so));
            missing.decide((!said, !so));
            if said != so && policy.passages.is_none() {
                let quote = policy.quotes.get(at).cloned().flatten();
                let place = found.first().copied();
                misses.push((at, miss(label, checked, place, quote)));
            }
        }
        for gold in policy.passages.iter().flatten() {
            let span = Span::new(gold.start, gold.end);
            let said = found.iter().any(|found| found.overlaps(span));
            let so = gold.labels.contains(&at);
            passage.decide((said, so));
            if said != so {
                let mut wrong = miss(label, checked, Some(span), None);
                wrong.said = said;
                misses.push((at, wrong));
            }
        }
    }
    decisions
}

/// Where the evidence of `label` stands.
fn spans(label: &Label, checked: &Checked) -> Vec<Span> {
    let mentions = checked.evidence.mentions.iter();
    mentions
        .filter(|mention| label.is_met_by(mention))
        .map(|mention| mention.span)
        .collect()
}

/// A wrong verdict: on words at a place, or for want of any.
fn miss(label: &Label, checked: &Checked, span: Option<Span>, quote: Option<String>) -> Miss {
    let source = &checked.source;
    let place = span.map(|span| source.lines.position(&source.text, span.start));
    Miss {
        label: label.name.clone(),
        path: source.path.clone(),
        place: place.map(|place| (place.line, place.column)),
        said: span.is_some(),
        words: match span {
            Some(span) => span.of(&source.text).to_owned(),
            None => quote.unwrap_or_default(),
        },
    }
}
