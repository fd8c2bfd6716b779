//! The labels of a gold folder, and the concepts that count for each: `labels.tsv`.

use crate::evidence::Mention;
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::nearest;

/// The name of the table.
pub(super) const FILE: &str = "labels.tsv";

/// A label, and what counts for it.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its name, as gold files write it.
    pub name: String,
    /// The concepts that count for it, those below them included.
    concepts: Vec<ConceptId>,
    /// Whether a denial answers what it asks.
    denial_counts: bool,
}

/// All labels, in the order of the table.
#[derive(Clone, Debug, Default)]
pub struct Labels(pub Vec<Label>);

impl Label {
    /// Whether `mention` is evidence of it.
    pub(super) fn is_met_by(&self, mention: &Mention) -> bool {
        mention.counts()
            && (mention.affirmed || self.denial_counts)
            && self.concepts.contains(&mention.concept)
    }
}

impl Labels {
    /// Reads the table: a label, a tab, its concepts with commas between them; what follows another tab is for people. The
    /// error says what is wrong in which line.
    pub(super) fn read(text: &str, concepts: &ConceptTree) -> Result<Self, String> {
        let mut labels = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let label = label(text, concepts).map_err(|error| format!("line {line}: {error}"))?;
            labels.push(label);
        }
        Ok(Self(labels))
    }

    /// The index of the label with this name, or an error that names the nearest.
    pub fn find(&self, name: &str) -> Result<usize, String> {
        let found = self.0.iter().position(|label| label.name == name);
        found.ok_or_else(|| {
            let names = self.0.iter().map(|label| label.name.as_str());
            let hint = nearest(name, names).map(|name| format!(": did you mean “{name}”?"));
            format!("there is no label “{name}”{}", hint.unwrap_or_default())
        })
    }
}

fn label(line: &str, tree: &ConceptTree) -> Result<Label, String> {
    let mut columns = line.split('\t');
    let (Some(name), Some(names)) = (columns.next(), columns.next()) else {
        return Err("a label, a tab and its concepts are expected".to_owned());
    };
    let mut label = Label {
        name: name.trim().to_owned(),
        concepts: Vec::new(),
        denial_counts: false,
    };
    for name in names.split(',').map(str::trim) {
        let known = tree.get(name).and_then(|id| Some((id, tree.concept(id)?)));
        let (id, concept) = known.ok_or_else(|| format!("there is no concept `{name}`"))?;
        label.denial_counts |= concept.denial_counts;
        label.concepts.extend(tree.family(id));
    }
    Ok(label)
}
