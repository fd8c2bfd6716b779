//! Recipients: who receives data, each once, with its part, its countries and the purposes that are linked to it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Place};
use crate::evidence::Mention;
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, fold};

use super::index::{Index, Topic};
use super::link::statement;
use super::transfer::holder;
use super::{Entry, FieldKind, MOST, Statement, Via};

/// What part a recipient is said to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It processes on instructions.
    Processor,
    /// It decides by itself.
    Controller,
    /// It decides together with whoever speaks.
    Joint,
}

impl Part {
    /// The word for it in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processor => "processor",
            Self::Controller => "controller",
            Self::Joint => "joint",
        }
    }
}

/// Somebody who receives data.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Its first words.
    pub span: Span,
    /// Where they stand.
    pub place: Place,
    /// Whether it is named, rather than told by its kind.
    pub named: bool,
    /// What part it is said to have, and where.
    pub part: Option<(Part, Span)>,
    /// The countries outside that are named beside it.
    pub countries: Vec<Statement>,
    /// The purposes that it is linked to, by the index of their entries.
    pub purposes: Vec<usize>,
    /// Everywhere it is mentioned, the first included.
    pub mentions: Vec<Span>,
}

/// The concepts that are looked for beside a recipient.
struct Words<'a> {
    countries: Beside<'a>,
    parts: Vec<(Part, Beside<'a>)>,
}

/// Mentions by the block that they stand in.
struct Beside<'a>(FxHashMap<BlockId, Vec<&'a Mention>>);

impl<'a> Beside<'a> {
    fn new(index: &Index<'a>, family: &[ConceptId]) -> Self {
        let mut found: FxHashMap<BlockId, Vec<&Mention>> = FxHashMap::default();
        let counted = index.evidence.of(family);
        for mention in counted.filter(|mention| mention.counts() && mention.affirmed) {
            found.entry(mention.block).or_default().push(mention);
        }
        Self(found)
    }

    fn in_block(&self, id: BlockId) -> &[&'a Mention] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What stands in the row or item of `mention`, else in its sentence.
    fn of(&self, index: &Index<'a>, mention: &Mention) -> Vec<&'a Mention> {
        if let Some(holder) = holder(index, mention.block) {
            let blocks = index.within(holder).iter();
            let found = blocks.flat_map(|block| self.in_block(block.id));
            return found.copied().take(MOST).collect();
        }
        let found = self.in_block(mention.block).iter().copied();
        let same = found.filter(|other| other.sentence == mention.sentence);
        same.take(MOST).collect()
    }
}

/// Everybody who receives data, in the order of the document.
pub(super) fn recipients(
    index: &Index<'_>,
    source: &str,
    entries: &[Entry],
    concepts: &ConceptTree,
) -> Vec<Recipient> {
    let family = |name: &str| {
        let id = concepts.get(name);
        id.map(|id| concepts.family(id)).unwrap_or_default()
    };
    let words = Words {
        countries: Beside::new(
            index,
            &[family("transfer.country"), family("cue.recipient-country")].concat(),
        ),
        parts: [
            (Part::Joint, "joint-controllers"),
            (Part::Processor, "cue.recipient-processor"),
            (Part::Controller, "cue.recipient-controller"),
        ]
        .map(|(part, name)| (part, Beside::new(index, &family(name))))
        .into(),
    };
    let own = [family("recipient.named"), family("cue.vendor-used")].concat();
    let sought = [own.as_slice(), &family("recipient.category")].concat();
    let linked = Linked::new(entries);
    let mut found: Vec<Recipient> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut last: Option<(usize, Span)> = None;
    for mention in index.evidence.of(&sought) {
        let counts = mention.counts() && mention.affirmed;
        if !counts || is_beside_the_point(index, mention) {
            continue;
        }
        let named = own.contains(&mention.concept);
        // Two mentions of which one holds the other are of one recipient.
        let same = last.filter(|(_, span)| span.overlaps(mention.span));
        let next = found.len();
        let new = || {
            let name = fold(mention.span.of(source).trim()).to_string();
            *known.entry(name).or_insert(next)
        };
        let at = same.map_or_else(new, |(at, _)| at);
        last = Some((at, mention.span));
        if at == found.len() {
            found.push(Recipient {
                span: mention.span,
                place: Place::from(mention),
                named,
                part: None,
                countries: Vec::new(),
                purposes: Vec::new(),
                mentions: Vec::new(),
            });
        }
        if let Some(recipient) = found.get_mut(at) {
            recipient.take(index, &words, &linked, (mention, named));
        }
    }
    found
}

impl Recipient {
    /// Takes in one mention of it.
    fn take(
        &mut self,
        index: &Index<'_>,
        words: &Words<'_>,
        linked: &Linked<'_>,
        (mention, named): (&Mention, bool),
    ) {
        self.named |= named;
        let known = self.mentions.last();
        let again = known.is_some_and(|known| known.overlaps(mention.span));
        if !again && self.mentions.len() < MOST {
            self.mentions.push(mention.span);
        }
        for other in words.countries.of(index, mention) {
            let known = self.countries.iter().any(|own| own.span == other.span);
            if !known && self.countries.len() < MOST {
                self.countries.push(statement(other, Via::Own));
            }
        }
        for (part, said) in &words.parts {
            let beside = said.of(index, mention);
            let above = || {
                let mut introductions = index.document.lead_ins(mention.block);
                introductions.find_map(|id| said.in_block(id).first().copied())
            };
            let said = beside.first().copied().or_else(above);
            self.part = self.part.or(said.map(|said| (*part, said.span)));
        }
        for entry in linked.of(mention) {
            if !self.purposes.contains(&entry) && self.purposes.len() < MOST {
                self.purposes.push(entry);
            }
        }
    }
}

/// Which entries the words of recipients are linked to.
struct Linked<'e> {
    entries: &'e [Entry],
    /// By where a statement begins that is linked to an entry.
    statements: BTreeMap<usize, (Span, Vec<usize>)>,
}

impl<'e> Linked<'e> {
    fn new(entries: &'e [Entry]) -> Self {
        let mut statements: BTreeMap<usize, (Span, Vec<usize>)> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for statement in &entry.field(FieldKind::Recipients).statements {
                let span = statement.span;
                let known = statements.entry(span.start).or_insert((span, Vec::new()));
                known.0 = known.0.cover(span);
                known.1.push(at);
            }
        }
        Self {
            entries,
            statements,
        }
    }

    /// The entries that a statement with this mention in it is linked to, and the one that holds it.
    fn of(&self, mention: &Mention) -> Vec<usize> {
        let before = self.statements.range(..=mention.span.start).next_back();
        let stating = before.filter(|(_, (span, _))| span.overlaps(mention.span));
        let mut found = stating.map(|(_, (_, at))| at.clone()).unwrap_or_default();
        let next = self
            .entries
            .partition_point(|entry| *entry.blocks.end() < mention.block);
        let holder = self.entries.get(next);
        if holder.is_some_and(|entry| entry.blocks.contains(&mention.block)) {
            found.push(next);
        }
        found
    }
}

/// Whether a mention stands in a heading or in a section that tells of something else (rights, security), where nobody receives data.
fn is_beside_the_point(index: &Index<'_>, mention: &Mention) -> bool {
    let block = index.document.block(mention.block);
    let is_heading = block.is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Cell { header: true, .. }
        )
    });
    is_heading || index.section_topics(mention.section).contains(&Topic::Else)
}
