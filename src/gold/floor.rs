//! What figures must not fall below: a file that is committed beside the code and held by a test.

use crate::diagnostic::Diagnostic;
use crate::yaml::{self, Entries};

use super::score::{Kind, Scores};
use serde::Deserialize;

/// The floors of gold folders, by the folder's name.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Floors(Entries<Floor>);

/// The floor of one folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    passage: Option<Least>,
    present: Option<Least>,
    missing: Option<Least>,
    /// The F1 of `missing`, by label.
    #[serde(default)]
    labels: Entries<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Least {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    macro_f1: Option<f64>,
}

/// A figure below its floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// Which figure, for instance `en: missing recall`.
    pub figure: String,
    /// What it is.
    pub is: f64,
    /// What it must not fall below.
    pub floor: f64,
}

impl Floors {
    /// Reads a floor file.
    pub fn read(text: &str) -> Result<Self, Box<Diagnostic>> {
        yaml::parse(text, "meta/floor-file")
    }

    /// The names of the folders that have floors.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.0.iter().map(|(name, _)| name.value.as_str())
    }

    /// The figures of `scores` that are below their floor. A figure that is not there at all is below any.
    pub fn shortfalls(&self, scores: &Scores) -> Vec<Shortfall> {
        let floors = self.0.0.iter();
        let own = floors.filter(|(name, _)| name.value == scores.name);
        own.flat_map(|(_, floor)| floor.shortfalls(scores))
            .collect()
    }
}

impl Floor {
    fn shortfalls(&self, scores: &Scores) -> Vec<Shortfall> {
        let mut found = Vec::new();
        let mut hold = |figure: String, is: Option<f64>, floor: Option<f64>| {
            let is = is.unwrap_or_default();
            if let Some(floor) = floor.filter(|floor| is < *floor) {
                let figure = format!("{}: {figure}", scores.name);
                found.push(Shortfall { figure, is, floor });
            }
        };
        let least = [&self.passage, &self.present, &self.missing];
        for (kind, least) in Kind::ALL.into_iter().zip(least) {
            let Some(least) = least else { continue };
            let total = scores.total(kind);
            let micro = total.map(|total| total.micro);
            let name = kind.as_str();
            let figures = [
                (
                    "precision",
                    micro.map(|micro| micro.precision),
                    least.precision,
                ),
                ("recall", micro.map(|micro| micro.recall), least.recall),
                ("F1", micro.map(|micro| micro.f1), least.f1),
                (
                    "macro F1",
                    total.and_then(|total| total.mean.f1),
                    least.macro_f1,
                ),
            ];
            for (figure, is, floor) in figures {
                hold(format!("{name} {figure}"), is, floor);
            }
        }
        for (label, floor) in &self.labels.0 {
            let row = scores.rows.iter().find(|row| row.label == label.value);
            let is = row.map(|row| row.of(Kind::Missing).figures().f1);
            hold(format!("missing F1 of {}", label.value), is, Some(*floor));
        }
        found
    }
}
