//! What linking looks up: the mentions of each block, what headings and columns are about, where blocks end.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind, Document, Section, SectionId};
use crate::evidence::{Evidence, Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{TextRange, tokens};

pub(super) use super::topic::Topic;
use super::topic::{TOPICS, Topics};
use super::{Entry, FieldKind, concept_of};

/// How many bytes a sentence has at most that titles its paragraph.
const TITLE: usize = 60;

/// How many statements that end before a mention are looked at for one that reaches into it. It bounds the work on a hostile text.
const LOOK_BACK: usize = 64;

/// How many words of a purpose stand at least before a basis that it runs into where it is more than that basis.
pub(super) const BEFORE_BASIS: usize = 8;

/// A document's evidence by place.
pub(super) struct Index<'a> {
    pub(super) document: &'a Document,
    pub(super) evidence: &'a Evidence,
    purposes: FxHashMap<BlockId, Vec<&'a Mention>>,
    fields: FxHashMap<BlockId, [Vec<&'a Mention>; 4]>,
    topics: FxHashMap<BlockId, Topics>,
    references: Vec<&'a Mention>,
    /// What the run-in headings of blocks are about.
    labels: FxHashSet<(BlockId, Topic)>,
    /// Blocks that tell how long something stays on the reader's device.
    lifetimes: FxHashSet<BlockId>,
    /// Where blocks speak of legal bases.
    bases: FxHashMap<BlockId, Vec<TextRange>>,
    /// For each block, the index behind the last block in it.
    ends: Vec<usize>,
    /// For each section, its blocks that stand in no other block.
    tops: Vec<Vec<BlockId>>,
    /// For each section, its blocks that say something of a field.
    stating: Vec<Vec<BlockId>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(
        document: &'a Document,
        evidence: &'a Evidence,
        concepts: &ConceptTree,
    ) -> Self {
        let family = |name: &str| -> Vec<ConceptId> {
            concepts
                .get(name)
                .map(|id| concepts.family(id))
                .unwrap_or_default()
        };
        let mut index = Self {
            document,
            evidence,
            purposes: FxHashMap::default(),
            fields: FxHashMap::default(),
            topics: FxHashMap::default(),
            references: evidence.of(&family("cue.own-reference")).collect(),
            labels: FxHashSet::default(),
            lifetimes: evidence
                .of(&family("cue.cookie-lifetime"))
                .map(|mention| mention.block)
                .collect(),
            bases: FxHashMap::default(),
            ends: ends(document),
            tops: by_section(document, |block| block.parent.is_none()),
            stating: Vec::new(),
        };
        for kind in FieldKind::ALL {
            for mention in evidence.of(&family(concept_of(kind))) {
                let stated =
                    mention.counts() && mention.affirmed && !index.is_header(mention.block);
                if stated {
                    let fields = index.fields.entry(mention.block).or_default();
                    if let Some(said) = fields.get_mut(super::index_of(kind)) {
                        said.push(mention);
                    }
                }
            }
        }
        index.stating = by_section(document, |block| index.fields.contains_key(&block.id));
        for mention in evidence.of(&family("purpose")) {
            // Under a column header every cell counts, whatever its words; the header itself states nothing.
            let named =
                mention.state == State::Full && mention.affirmed && !index.is_header(mention.block);
            if named && !index.runs_into(mention, FieldKind::Retention) {
                index
                    .purposes
                    .entry(mention.block)
                    .or_default()
                    .push(mention);
            }
        }
        index.drop_bases();
        index.read_topics(&family);
        index
    }

    /// Reads what blocks are about.
    fn read_topics(&mut self, family: &dyn Fn(&str) -> Vec<ConceptId>) {
        for (name, topic) in TOPICS {
            for mention in self.evidence.of(&family(name)) {
                if topic == Topic::Field(FieldKind::LegalBasis) {
                    let bases = self.bases.entry(mention.block).or_default();
                    bases.push(mention.range);
                }
                let run_in = self
                    .document
                    .block(mention.block)
                    .and_then(|block| block.run_in);
                if run_in.is_some_and(|run_in| run_in.contains(mention.range)) {
                    self.labels.insert((mention.block, topic));
                }
                let topics = self.topics.entry(mention.block).or_default();
                topics.at.insert((topic, mention.sentence));
                if let Err(at) = topics.all.binary_search(&topic) {
                    topics.all.insert(at, topic);
                }
            }
        }
    }

    /// Whether a mention shares words with what is said of `kind` without holding it: “as long as the purpose requires” names none.
    fn runs_into(&self, mention: &Mention, kind: FieldKind) -> bool {
        let said = self.said(mention.block, kind);
        let behind = said.partition_point(|other| other.span.start < mention.span.end);
        let before = said.get(..behind).unwrap_or_default();
        before
            .iter()
            .rev()
            .take(LOOK_BACK)
            .any(|other| other.span.overlaps(mention.span) && !mention.span.contains(other.span))
    }

    /// Whether something is said of `kind` where no entry holds it.
    pub(super) fn has_free(&self, kind: FieldKind, entries: &[Entry]) -> bool {
        let mut said = self.fields.iter();
        said.any(|(id, fields)| {
            let own = fields.get(super::index_of(kind));
            own.is_some_and(|own| !own.is_empty()) && !is_held(entries, *id)
        })
    }

    /// “To perform our contract with you” is a purpose only where no other stands beside it.
    fn drop_bases(&mut self) {
        let mut purposes = std::mem::take(&mut self.purposes);
        purposes.retain(|_, mentions| {
            let is_basis = |mention: &&Mention| {
                self.runs_into(mention, FieldKind::LegalBasis) && !self.is_before_basis(mention)
            };
            if !mentions.iter().all(is_basis) {
                mentions.retain(|mention| !is_basis(mention));
            }
            true
        });
        self.purposes = purposes;
    }

    /// Whether most of a mention stands before the basis that it runs into, as where a full stop is missing.
    fn is_before_basis(&self, mention: &Mention) -> bool {
        let said = self.said(mention.block, FieldKind::LegalBasis).iter();
        let first = said
            .map(|basis| basis.range.start)
            .find(|start| (mention.range.start..mention.range.end).contains(start));
        let text = self
            .document
            .block(mention.block)
            .map(|block| block.text.as_str());
        first.zip(text).is_some_and(|(first, text)| {
            tokens(text, TextRange::new(mention.range.start, first)).len() >= BEFORE_BASIS
        })
    }

    /// Where a block speaks of legal bases.
    pub(super) fn basis_topics(&self, id: BlockId) -> &[TextRange] {
        self.bases.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a block is a header cell or a heading's.
    fn is_header(&self, id: BlockId) -> bool {
        self.document
            .block(id)
            .is_some_and(|block| matches!(block.kind, BlockKind::Cell { header: true, .. }))
    }

    /// Whether a block is a heading.
    pub(super) fn is_heading(&self, id: BlockId) -> bool {
        let block = self.document.block(id);
        block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
    }

    /// The purposes that the text of one block mentions.
    pub(super) fn purposes_in(&self, id: BlockId) -> &[&'a Mention] {
        self.purposes.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Where the text refers to a part of itself by number.
    pub(super) fn references(&self) -> &[&'a Mention] {
        &self.references
    }

    /// What the text of one block says of `kind`.
    pub(super) fn said(&self, id: BlockId, kind: FieldKind) -> &[&'a Mention] {
        let fields = self.fields.get(&id);
        let own = fields.and_then(|fields| fields.get(super::index_of(kind)));
        own.map_or(&[], Vec::as_slice)
    }

    /// The blocks that say something of each field.
    pub(super) fn all_said(&self) -> FxHashSet<(BlockId, FieldKind)> {
        let all = self.fields.iter().flat_map(|(id, fields)| {
            let kinds = FieldKind::ALL.into_iter().zip(fields);
            let said = kinds.filter(|(_, said)| !said.is_empty());
            said.map(move |(kind, _)| (*id, kind))
        });
        all.collect()
    }

    /// What one block is about: its topics, each once.
    pub(super) fn topics_of(&self, id: BlockId) -> &[Topic] {
        self.topics.get(&id).map_or(&[], |topics| &topics.all)
    }

    /// Whether a block tells how long something stays on the reader's device: a period, where that of the data is asked.
    pub(super) fn is_lifetime(&self, id: BlockId) -> bool {
        self.lifetimes.contains(&id)
    }

    /// Whether the run-in heading of a block is about `topic`.
    pub(super) fn is_labelled(&self, id: BlockId, topic: Topic) -> bool {
        self.labels.contains(&(id, topic))
    }

    /// What a block says will follow: a heading or a cell as a whole, a paragraph with the sentence before its last colon.
    pub(super) fn announced_by(&self, id: BlockId) -> Vec<Topic> {
        let Some(block) = self.document.block(id) else {
            return Vec::new();
        };
        let is_label = matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Cell { .. } | BlockKind::Term
        );
        let all = self.topics_of(id);
        if is_label {
            return all.to_vec();
        }
        if !block.text.as_str().trim_end().ends_with(':') {
            return Vec::new();
        }
        let last = block.sentences.len().saturating_sub(1);
        let closing = all.iter().filter(|topic| self.says(id, **topic, last));
        closing.copied().collect()
    }

    /// Whether sentence `sentence` of a block is about `topic`.
    fn says(&self, id: BlockId, topic: Topic, sentence: usize) -> bool {
        let topics = self.topics.get(&id);
        topics.is_some_and(|topics| topics.at.contains(&(topic, sentence)))
    }

    /// Whether a mention of a basis stands in a sentence about how long data are kept: what the law asks for there is a period.
    pub(super) fn is_of_a_period(&self, mention: &Mention, kind: FieldKind) -> bool {
        let periods = self.said(mention.block, FieldKind::Retention);
        let beside = |other: &&Mention| other.sentence == mention.sentence;
        kind == FieldKind::LegalBasis && periods.iter().any(beside)
    }

    /// Whether it stands in one that does not say that it is about bases, too.
    pub(super) fn is_only_of_a_period(&self, mention: &Mention, kind: FieldKind) -> bool {
        self.is_of_a_period(mention, kind)
            && !self.says(mention.block, Topic::Field(kind), mention.sentence)
    }

    /// Whether the sentence of a mention, or what introduces its block, says that it is about `kind`.
    pub(super) fn is_about(&self, mention: &Mention, kind: FieldKind) -> bool {
        let topic = Topic::Field(kind);
        let mut introductions = self.document.lead_ins(mention.block);
        self.says(mention.block, topic, mention.sentence)
            || introductions.any(|id| self.topics_of(id).contains(&topic))
    }

    /// Whether a paragraph begins with a title of its own that is about `kind`: a short sentence or a run-in heading.
    pub(super) fn is_titled(&self, id: BlockId, kind: FieldKind) -> bool {
        self.says(id, Topic::Field(kind), 0)
            && self.document.block(id).is_some_and(|block| {
                let first = block.sentences.first().map_or(0, |sentence| sentence.len());
                block.run_in.is_some() || (first <= TITLE && block.sentences.len() > 1)
            })
    }

    /// `id` and all blocks in it, in order.
    pub(super) fn within(&self, id: BlockId) -> &'a [Block] {
        let end = self.ends.get(id.index()).copied().unwrap_or_default();
        self.document
            .blocks()
            .get(id.index()..end)
            .unwrap_or_default()
    }

    /// The blocks of a section that stand in no other block, without those of the sections below it.
    pub(super) fn top_blocks(&self, section: SectionId) -> impl Iterator<Item = &'a Block> {
        let ids = self
            .tops
            .get(section.index())
            .map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.document.block(*id))
    }

    /// What `section` and those below it say of `kind`.
    pub(super) fn said_within(&self, section: SectionId, kind: FieldKind) -> Vec<&'a Mention> {
        let sections = self.sections_within(section).iter();
        sections
            .filter_map(|section| self.stating.get(section.id.index()))
            .flatten()
            .flat_map(|id| self.said(*id, kind))
            .copied()
            .collect()
    }

    /// `section` and the sections below it, in order.
    pub(super) fn sections_within(&self, section: SectionId) -> &'a [Section] {
        let from = self.document.sections().get(section.index()..);
        let from = from.unwrap_or_default();
        let level = from.first().map_or(0, |section| section.level);
        let below = from.iter().skip(1).take_while(|other| other.level > level);
        let count = 1 + below.count();
        from.get(..count).unwrap_or(from)
    }

    /// What the headings above and of `section` are about, the innermost that says anything; the title is about everything.
    pub(super) fn section_topics(&self, section: SectionId) -> &[Topic] {
        self.document
            .section_chain(section)
            .filter_map(|section| section.heading)
            .filter(|heading| self.document.title() != Some(*heading))
            .map(|heading| self.topics_of(heading))
            .find(|topics| !topics.is_empty())
            .unwrap_or_default()
    }

    /// Whether `section` is the whole document or stands in no other section than that.
    pub(super) fn is_chapter(&self, section: SectionId) -> bool {
        let parent = self.document.section(section).and_then(|own| own.parent);
        self.is_whole(section) || parent.is_none_or(|parent| self.is_whole(parent))
    }

    /// Whether `section` holds the document as a whole: the root, or what its title opens.
    pub(super) fn is_whole(&self, section: SectionId) -> bool {
        section == SectionId::ROOT
            || self.document.section(section).is_some_and(|section| {
                section.heading.is_some() && section.heading == self.document.title()
            })
    }
}

/// Whether one of `entries`, which stand in the order of the document, holds a block.
pub(super) fn is_held(entries: &[Entry], id: BlockId) -> bool {
    let next = entries.partition_point(|entry| *entry.blocks.end() < id);
    let next = entries.get(next);
    next.is_some_and(|entry| entry.blocks.contains(&id))
}

/// For each block, the index behind the last block in it. Blocks stand in order, children behind their parent.
fn ends(document: &Document) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=document.blocks().len()).collect();
    for (index, block) in document.blocks().iter().enumerate().rev() {
        let end = ends.get(index).copied().unwrap_or_default();
        if let Some(parent) = block.parent.and_then(|id| ends.get_mut(id.index())) {
            *parent = (*parent).max(end);
        }
    }
    ends
}

/// For each section, its blocks that are `wanted`, in order.
fn by_section(document: &Document, wanted: impl Fn(&Block) -> bool) -> Vec<Vec<BlockId>> {
    let mut found = vec![Vec::new(); document.sections().len()];
    for block in document.blocks().iter().filter(|block| wanted(block)) {
        if let Some(list) = found.get_mut(block.section.index()) {
            list.push(block.id);
        }
    }
    found
}
