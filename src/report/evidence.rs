//! What `policylint evidence` prints: every mention of a document, for people and for programs.
//!
//! The JSON is a fixed contract, since accuracy is measured on it: `start` and `end` are byte offsets into the decoded
//! source, `line` and `column` are 1-based, columns in Unicode scalars.

use std::io::{self, Write};

use serde::Serialize;

use crate::evidence::{Evidence, Mention};
use crate::lexicon::ConceptTree;
use crate::source::SourceFile;

use super::header::{Documents, Header, headline, one_line, place};

/// The version of the JSON contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct WireDocument<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    evidence: Vec<WireMention<'a>>,
}

#[derive(Serialize)]
struct WireMention<'a> {
    concept: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    state: &'static str,
    affirmed: bool,
    modality: &'static str,
    universal: bool,
    confidence: f64,
    line: usize,
    column: usize,
}

/// Mentions of topics, cues and masks are shown only where asked for.
fn shown<'e>(
    evidence: &'e Evidence,
    concepts: &'e ConceptTree,
    all: bool,
) -> impl Iterator<Item = &'e Mention> + 'e {
    let counts = move |mention: &&Mention| {
        all || concepts
            .concept(mention.concept)
            .is_some_and(crate::lexicon::Concept::is_evidence)
    };
    evidence.mentions.iter().filter(counts)
}

/// Writes the evidence of `documents` as JSON.
pub fn json(
    documents: &[(&SourceFile, &Evidence)],
    concepts: &ConceptTree,
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let documents = documents.iter().map(|(source, evidence)| WireDocument {
        header: Header::new(source, evidence),
        evidence: shown(evidence, concepts, all)
            .map(|mention| wire(source, concepts, mention))
            .collect(),
    });
    let wire = Documents {
        version: VERSION,
        documents: documents.collect(),
    };
    wire.write(out)
}

fn wire<'a>(
    source: &'a SourceFile,
    concepts: &'a ConceptTree,
    mention: &'a Mention,
) -> WireMention<'a> {
    let position = source.lines.position(&source.text, mention.span.start);
    WireMention {
        concept: concepts.name(mention.concept),
        start: mention.span.start,
        end: mention.span.end,
        text: mention.span.of(&source.text),
        state: mention.state.as_str(),
        affirmed: mention.affirmed,
        modality: mention.modality.as_str(),
        universal: mention.universal,
        // Rounded, so that the output does not show how a fraction is stored.
        confidence: (f64::from(mention.confidence) * 100.0).round() / 100.0,
        line: position.line,
        column: position.column,
    }
}

/// Writes the evidence of `documents` for people: one line per mention, grouped by document.
pub fn human(
    documents: &[(&SourceFile, &Evidence)],
    concepts: &ConceptTree,
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (source, evidence) in documents {
        writeln!(out, "{}", headline(source, evidence))?;
        for mention in shown(evidence, concepts, all) {
            let denied = if mention.affirmed { "" } else { " denied" };
            let words = one_line(source, mention.span);
            let name = concepts.name(mention.concept);
            writeln!(
                out,
                "  {} {name} [{}{denied} {:.1}] “{words}”",
                place(source, mention.span),
                mention.state.as_str(),
                mention.confidence,
            )?;
        }
    }
    Ok(())
}
