//! Levels: how deep each heading stands.
//!
//! The title, if there is one, is alone at level 1. Numbered headings stand as deep as their scheme does among those
//! met so far, and each further part of a number is one level more. Headings without numbers stand under the
//! numbered heading before them; where none are numbered, questions or capitals may stand above the others.

use super::heading::Style;
use super::marker::Scheme;
use super::unit::{Kind, Unit};

/// The deepest level.
const DEEPEST: u8 = 6;

/// How near the beginning a title stands, in units that are read.
const TITLE_WITHIN: usize = 4;

/// Gives every heading among `units` its level.
pub(super) fn assign(units: &mut [Unit]) {
    let title = title(units);
    let base = if title.is_some() { 2 } else { 1 };
    let styles = Ranking::of(units, title);
    // A short line before the first numbered heading stands beside it, one after it below.
    let mut ladder: Vec<Scheme> = Vec::new();
    // Whether a heading without a number stands since the last one with one.
    let mut named = false;
    for (at, unit) in units.iter_mut().enumerate() {
        let Kind::Heading(drawn) = unit.kind else {
            continue;
        };
        let depth = if title == Some(at) {
            unit.kind = Kind::Heading(1);
            continue;
        } else if let Some(marker) = unit.marker.filter(|marker| !marker.scheme.is_glyph()) {
            named = false;
            climb(&mut ladder, marker.scheme.key())
        } else if unit.marker.is_some() {
            ladder.len() + usize::from(named)
        } else if drawn > 0 {
            named = true;
            usize::from(drawn) - 1 + ladder.len()
        } else if Style::of(unit.shape) == Style::Label {
            ladder.len() + usize::from(named)
        } else {
            named = true;
            ladder.len() + styles.depth(Style::of(unit.shape))
        };
        let level = u8::try_from(depth).unwrap_or(DEEPEST).saturating_add(base);
        unit.kind = Kind::Heading(level.min(DEEPEST));
    }
}

/// The heading that titles the document: without a number, near the beginning, with no long text before it.
fn title(units: &[Unit]) -> Option<usize> {
    let mut read = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.kind != Kind::Dropped);
    for _ in 0..TITLE_WITHIN {
        let (at, unit) = read.next()?;
        match unit.kind {
            Kind::Heading(_) if unit.marker.is_none() => {
                let others = units
                    .iter()
                    .skip(at + 1)
                    .any(|unit| matches!(unit.kind, Kind::Heading(_)));
                return others.then_some(at);
            }
            Kind::Text if !unit.shape.is_long() => {}
            _ => return None,
        }
    }
    None
}

/// The depth at which `scheme` stands, given the schemes of the headings around; it is the innermost from then on.
fn climb(ladder: &mut Vec<Scheme>, scheme: Scheme) -> usize {
    if let Some(found) = ladder.iter().position(|other| *other == scheme) {
        ladder.truncate(found + 1);
        return found;
    }
    // Numbers of fewer parts stand above those of more, whichever came first.
    if let Scheme::Decimal { depth, .. } = scheme
        && depth > 1
    {
        let deeper = ladder.iter().position(
            |other| matches!(other, Scheme::Decimal { depth: other, .. } if *other > depth),
        );
        if let Some(deeper) = deeper {
            ladder.truncate(deeper);
        }
    }
    ladder.push(scheme);
    ladder.len() - 1
}

/// Whether the headings without numbers fall into two ranks.
struct Ranking {
    /// The style that stands above the others, where one does.
    upper: Option<Style>,
}

impl Ranking {
    fn of(units: &[Unit], title: Option<usize>) -> Self {
        let styles: Vec<Style> = units
            .iter()
            .enumerate()
            .filter(|(at, unit)| {
                unit.kind == Kind::Heading(0) && unit.marker.is_none() && Some(*at) != title
            })
            .map(|(_, unit)| Style::of(unit.shape))
            .collect();
        let count = |style: Style| styles.iter().filter(|other| **other == style).count();
        // The upper rank opens and recurs; with one heading of it nothing can be told.
        let upper = styles.first().copied().filter(|first| {
            let own = count(*first);
            let ends = *first == Style::Capitals || styles.last() == Some(first);
            !matches!(*first, Style::Plain | Style::Label) && own >= 3 && own < styles.len() && ends
        });
        Self { upper }
    }

    fn depth(&self, style: Style) -> usize {
        usize::from(self.upper.is_some_and(|upper| upper != style))
    }
}
