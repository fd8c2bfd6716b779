//! Recipients: who receives data, each once, with its part, its countries and the purposes that are linked to it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, Place};
use crate::entity::Value;
use crate::evidence::Mention;
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, TextRange, fold};

use super::identity::{Names, Told};
use super::index::Index;
use super::told::told;
use super::transfer::{countries, holder, named as country};
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
    /// Its name: that of a legal person where one is told, else the first.
    pub span: Span,
    /// Where that stands.
    pub place: Place,
    /// Whether it is named, rather than told by its kind.
    pub named: bool,
    /// What part it is said to have, and where.
    pub part: Option<(Part, Span)>,
    /// The countries outside that are named beside it, each once.
    pub countries: Vec<Statement>,
    /// The mention that the first of them is named beside.
    pub abroad: Option<(Span, Place)>,
    /// The purposes that it is linked to, by the index of their entries.
    pub purposes: Vec<usize>,
    /// Everywhere it is mentioned, by whatever name, in the order of the document.
    pub mentions: Vec<Span>,
    /// Whether its name is that of a legal person.
    company: bool,
    /// The countries' codes.
    codes: Vec<String>,
}

/// The concepts that are looked for beside a recipient.
struct Words<'a> {
    source: &'a str,
    countries: Beside<'a>,
    parts: Vec<(Part, Beside<'a>)>,
    /// Purposes that are denied.
    denied: FxHashSet<BlockId>,
}

impl<'a> Words<'a> {
    fn new(index: &Index<'a>, source: &'a str, concepts: &ConceptTree) -> Self {
        let beside = family(concepts, "cue.recipient-country");
        let countries = countries(index, concepts, &beside);
        let parts = [
            (Part::Joint, "joint-controllers"),
            (Part::Processor, "cue.recipient-processor"),
            (Part::Controller, "cue.recipient-controller"),
        ];
        let purposes = family(concepts, "purpose");
        let denied = index.evidence.of(&purposes);
        let denied = denied.filter(|mention| mention.counts() && !mention.affirmed);
        Self {
            source,
            countries: Beside::of_all(countries),
            parts: parts
                .map(|(part, name)| (part, Beside::new(index, &family(concepts, name))))
                .into(),
            denied: denied.map(|mention| mention.block).collect(),
        }
    }
}

/// Mentions by the block that they stand in.
struct Beside<'a>(FxHashMap<BlockId, Vec<&'a Mention>>);

impl<'a> Beside<'a> {
    fn new(index: &Index<'a>, family: &[ConceptId]) -> Self {
        let counted = index.evidence.of(family);
        Self::of_all(counted.filter(|mention| mention.counts() && mention.affirmed))
    }

    fn of_all(all: impl IntoIterator<Item = &'a Mention>) -> Self {
        let mut found: FxHashMap<BlockId, Vec<&Mention>> = FxHashMap::default();
        for mention in all {
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
pub(super) fn recipients<'a>(
    index: &Index<'a>,
    source: &'a str,
    entries: &[Entry],
    concepts: &ConceptTree,
) -> (Vec<Recipient>, Placed<'a>) {
    let words = Words::new(index, source, concepts);
    let linked = Linked::new(entries);
    let names = Names::new(index, concepts);
    let (all, groups) = told(index, concepts, &names);
    let mut found: Vec<Recipient> = Vec::new();
    let mut placed = Placed {
        told: FxHashMap::default(),
        names: Vec::new(),
        kinds: names.into_phrases(),
    };
    let mut at_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (told, group) in all.iter().zip(groups) {
        let at = *at_of.entry(group).or_insert(found.len());
        if at == found.len() {
            found.push(Recipient::new(told));
        }
        if let Some(recipient) = found.get_mut(at) {
            recipient.take(index, &words, &linked, told);
        }
        let here = placed.told.entry(told.mention.block).or_default();
        here.push((at, told.span, told.mention));
    }
    placed.names = found.iter().map(|recipient| recipient.span).collect();
    (found, placed)
}

/// Which recipients each block tells of, by their index.
pub(super) struct Placed<'a> {
    told: FxHashMap<BlockId, Vec<(usize, Span, &'a Mention)>>,
    /// The name of each.
    names: Vec<Span>,
    /// Kinds by their names.
    kinds: FxHashMap<BlockId, Vec<(TextRange, Span)>>,
}

impl<'a> Placed<'a> {
    pub(super) fn in_block(&self, id: BlockId) -> &[(usize, Span, &'a Mention)] {
        self.told.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether recipient `at` is told by the name at `span`.
    pub(super) fn is_name(&self, at: usize, span: Span) -> bool {
        self.names.get(at) == Some(&span)
    }

    /// The first kind that the words of a mention tell by its name.
    pub(super) fn kind(&self, mention: &Mention) -> Option<Span> {
        let all = self.kinds.get(&mention.block)?;
        let from = all.partition_point(|(own, _)| own.end <= mention.range.start);
        let (own, span) = all.get(from)?;
        own.overlaps(mention.range).then_some(*span)
    }
}

pub(super) fn family(concepts: &ConceptTree, name: &str) -> Vec<ConceptId> {
    let id = concepts.get(name);
    id.map(|id| concepts.family(id)).unwrap_or_default()
}

impl Recipient {
    fn new(told: &Told<'_>) -> Self {
        Self {
            span: told.span,
            place: Place::from(told.mention),
            named: told.named,
            part: None,
            countries: Vec::new(),
            abroad: None,
            purposes: Vec::new(),
            mentions: Vec::new(),
            company: told.company,
            codes: Vec::new(),
        }
    }

    /// Takes in one mention of it.
    fn take(&mut self, index: &Index<'_>, words: &Words<'_>, linked: &Linked<'_>, told: &Told<'_>) {
        let mention = told.mention;
        if told.company && !self.company {
            (self.span, self.place) = (told.span, Place::from(mention));
            self.company = true;
        }
        if self.mentions.len() < MOST && self.mentions.last() != Some(&told.span) {
            self.mentions.push(told.span);
        }
        for other in words.countries.of(index, mention) {
            if self.countries.len() < MOST {
                self.add_country(words.source, told, other);
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
        for entry in linked.of(words, mention) {
            if !self.purposes.contains(&entry) && self.purposes.len() < MOST {
                self.purposes.push(entry);
            }
        }
    }

    /// Takes in a country that is named beside it, once; its name rather than the code of a part of it.
    fn add_country(&mut self, source: &str, told: &Told<'_>, other: &Mention) {
        let new = country(other, Via::Own);
        let here = (told.span, Place::from(told.mention));
        self.abroad.get_or_insert(here);
        let code = code_of(source, other);
        let Some(at) = self.codes.iter().position(|known| *known == code) else {
            self.codes.push(code);
            self.countries.push(new);
            return;
        };
        let known = self.countries.get_mut(at);
        if let Some(known) = known
            && !is_proper(known.span.of(source))
            && is_proper(new.span.of(source))
        {
            *known = new;
        }
    }
}

/// What a country is known by: its code, else the words.
pub(super) fn code_of(source: &str, mention: &Mention) -> String {
    match &mention.value {
        Some(Value::Country { code }) => code.clone(),
        _ => fold(mention.span.of(source)).into_owned(),
    }
}

/// Whether the words are a name of a country rather than a code, or the code of a part of it with a postcode.
pub(super) fn is_proper(words: &str) -> bool {
    words.contains(char::is_lowercase) && !words.contains(|c: char| c.is_ascii_digit())
}

/// Which entries the words of recipients are linked to.
struct Linked<'e> {
    entries: &'e [Entry],
    /// By where a statement begins that is linked to an entry.
    statements: BTreeMap<usize, (Span, Vec<(usize, Via)>)>,
}

impl<'e> Linked<'e> {
    fn new(entries: &'e [Entry]) -> Self {
        let mut statements: BTreeMap<usize, (Span, Vec<(usize, Via)>)> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for statement in &entry.field(FieldKind::Recipients).statements {
                let span = statement.span;
                let known = statements.entry(span.start).or_insert((span, Vec::new()));
                known.0 = known.0.cover(span);
                known.1.push((at, statement.via));
            }
        }
        Self {
            entries,
            statements,
        }
    }

    /// The entries that a statement with this mention in it is linked to, and the one that holds it. Words that a mention shares with a purpose
    /// elsewhere link nothing where what it is not used for is said beside it.
    fn of(&self, words: &Words<'_>, mention: &Mention) -> Vec<usize> {
        let before = self.statements.range(..=mention.span.start).next_back();
        let stating = before.filter(|(_, (span, _))| span.overlaps(mention.span));
        let linked = stating.map(|(_, (_, at))| at.as_slice());
        let denied = words.denied.contains(&mention.block);
        let holds = |(_, via): &&(usize, Via)| !denied || *via != Via::Named;
        let linked = linked.unwrap_or_default().iter().filter(holds);
        let mut found: Vec<usize> = linked.map(|(at, _)| *at).collect();
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
