//! What a statement about keeping data is about: all of them, those of one purpose or of one kind, or the rest.
//!
//! A title says it first: the first cell of a row, the words before a colon, the heading of a part. Else the nouns before the
//! statement do: “your data” are all of them, “invoices” are not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, SectionId};
use crate::evidence::{Evidence, Mention};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, TextRange};

use super::index::Index;
use super::name::{stem, stems, whole};
use super::named::Named;
use super::{Entry, FieldKind, MOST, title};

/// Concepts that are about all whose data are kept as soon as about some of them.
const WIDE: [&str; 3] = ["subject.an-account", "subject.website", "subject.customers"];

/// How many bytes an item or a paragraph has at most that is about all that it mentions.
const SHORT: usize = 160;

/// How many bytes at most are between “the data” and what they are those of.
const JOINED: usize = 8;

/// What a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Whatever data there are; `outright` where the words say so.
    All {
        /// Whether the words say so: “your data”.
        outright: bool,
    },
    /// What nothing else is said of: “other data”.
    Rest,
    /// Something of its own.
    Own(Own),
}

impl About {
    /// Whether entry `at` is among what a statement is about.
    pub(super) fn is_for(&self, at: usize) -> bool {
        match self {
            Self::All { .. } | Self::Rest => true,
            Self::Own(own) => own.names(at),
        }
    }

    /// Whether a statement names other entries, and not entry `at`.
    pub(super) fn is_for_others(&self, at: usize) -> bool {
        matches!(self, Self::Own(own) if own.names_any() && !own.names(at))
    }
}

/// Which entries a statement about something of its own names, by index and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Own {
    /// Those whose purpose it names.
    pub(super) purposes: Vec<usize>,
    /// Those of whose data it names some.
    pub(super) data: Vec<usize>,
    /// Whether a title names it.
    pub(super) titled: bool,
    /// Whether it is more than some kind of data: a title or a thing (“invoices”) tells it from the rest.
    pub(super) told: bool,
}

impl Own {
    /// Whether it names entry `at`.
    pub(super) fn names(&self, at: usize) -> bool {
        self.purposes.binary_search(&at).is_ok() || self.data.binary_search(&at).is_ok()
    }

    /// The entries of which it says all there is to say, since a title names their purpose, and those of which it says a part.
    pub(super) fn split(&self) -> (&[usize], Vec<usize>) {
        let whole = if self.titled { &self.purposes[..] } else { &[] };
        let named = self.purposes.iter().chain(&self.data).copied();
        let part = named.filter(|at| whole.binary_search(at).is_err());
        (whole, part.collect())
    }

    /// Whether it names any entry.
    pub(super) const fn names_any(&self) -> bool {
        !self.purposes.is_empty() || !self.data.is_empty()
    }
}

/// Mentions by the block that they stand in.
type ByBlock<'a> = FxHashMap<BlockId, Vec<&'a Mention>>;

/// What tells the subjects of statements, and the entries that each subject names.
pub(super) struct Subjects<'a> {
    things: ByBlock<'a>,
    any: ByBlock<'a>,
    rest: ByBlock<'a>,
    fronts: ByBlock<'a>,
    keeping: ByBlock<'a>,
    plain: FxHashSet<String>,
    purposes: Named,
    data: Named,
}

impl<'a> Subjects<'a> {
    /// Reads what `entries` go by: their purposes and the headings over them, and the data that they state themselves.
    pub(super) fn new(
        index: &Index<'_>,
        evidence: &'a Evidence,
        concepts: &ConceptTree,
        (source, plain): (&str, &[String]),
        entries: &[Entry],
    ) -> Self {
        let of = |name: &str| -> ByBlock<'a> {
            let family = concepts.get(name).map(|id| concepts.family(id));
            let mut found = ByBlock::default();
            for mention in evidence.of(&family.unwrap_or_default()) {
                let is_wide = WIDE.contains(&concepts.name(mention.concept));
                if !is_wide {
                    found.entry(mention.block).or_default().push(mention);
                }
            }
            found
        };
        let mut subjects = Self {
            things: of("subject"),
            any: of("cue.any-data"),
            rest: of("cue.rest-of-data"),
            fronts: of("cue.as-for"),
            keeping: of("topic.retention"),
            plain: plain
                .iter()
                .filter_map(|word| stem(word))
                .map(str::to_owned)
                .collect(),
            purposes: Named::default(),
            data: Named::default(),
        };
        for (at, entry) in entries.iter().enumerate() {
            subjects.enter(index, source, at, entry);
        }
        subjects
    }

    /// Notes what `entry` goes by.
    fn enter(&mut self, index: &Index<'_>, source: &str, at: usize, entry: &Entry) {
        for span in entry.purposes.iter().take(MOST) {
            for stem in self.telling(span.of(source), whole(span.of(source))) {
                self.purposes.stem(stem, at);
            }
        }
        for block in title::over(index, entry) {
            self.purposes.title(block.text.as_str(), at);
        }
        let heading = index
            .document
            .section(entry.section)
            .and_then(|section| section.heading);
        let heading = heading.filter(|id| index.document.title() != Some(*id));
        if let Some(block) = heading.and_then(|id| index.document.block(id)) {
            let text = block.text.as_str();
            for stem in self.telling(text, whole(text)) {
                self.purposes.stem(stem, at);
            }
            for thing in in_block(&self.things, block.id) {
                self.purposes.thing(thing.concept, at);
            }
        }
        let (first, last) = (entry.blocks.start().index(), entry.blocks.end().index());
        let blocks = index
            .document
            .blocks()
            .get(first..=last)
            .unwrap_or_default();
        for thing in blocks
            .iter()
            .flat_map(|block| in_block(&self.things, block.id))
        {
            let is_in = |span: &Span| span.overlaps(thing.span);
            let data = entry.field(FieldKind::Data).statements.iter().take(MOST);
            let mut beside = entry
                .purposes
                .iter()
                .take(MOST)
                .copied()
                .chain(data.map(|said| said.span));
            let block = index.document.block(thing.block);
            let is_short = block.is_some_and(|block| block.text.len() <= SHORT);
            if entry.purposes.first().is_some_and(is_in) {
                self.purposes.thing(thing.concept, at);
            } else if is_short || beside.any(|span| is_in(&span)) {
                self.data.thing(thing.concept, at);
            }
        }
        let data = entry.field(FieldKind::Data).statements.iter();
        for statement in data {
            let text = statement.span.of(source);
            for stem in self.telling(text, whole(text)) {
                self.data.stem(stem, at);
            }
        }
    }

    /// The words under `range` that tell something from something else.
    fn telling(&self, text: &str, range: TextRange) -> Vec<String> {
        let mut found = stems(text, range);
        found.retain(|stem| !self.plain.contains(stem));
        found
    }

    /// What `mention` is about, in the section `over` it.
    pub(super) fn about(
        &self,
        index: &Index<'_>,
        mention: &Mention,
        over: Option<SectionId>,
    ) -> About {
        if mention.universal {
            return About::All { outright: true };
        }
        let front = self.front(index, mention);
        let front = front.and_then(|(id, range)| self.titled(index, id, range));
        if let Some(About::Own(own)) = front {
            // A sentence about some data leaves it to others to speak of all of them.
            return About::Own(Own {
                titled: false,
                ..own
            });
        }
        let mut titles = title::titles(index, mention, over).into_iter();
        let titled = titles.find_map(|(id, range)| {
            let about = self.titled(index, id, range)?;
            let cell = |kind: &BlockKind| matches!(kind, BlockKind::Cell { .. });
            let is_cell = index.document.enclosing(id, cell).is_some();
            // What neither a heading nor words before a colon name may be “your data” all the same: “In short: we keep your data …”.
            let is_title = !matches!(&about, About::Own(own) if !own.told && !own.names_any());
            Some((about, is_cell || is_title))
        });
        match titled {
            Some((about, true)) => about,
            Some((about, false)) => match self.by_nouns(index, mention) {
                all @ About::All { outright: true } => all,
                _ => about,
            },
            None => self.by_nouns(index, mention),
        }
    }

    /// What a sentence puts first as its subject: “As for invoices, …”.
    fn front(&self, index: &Index<'_>, mention: &Mention) -> Option<(BlockId, TextRange)> {
        let block = index.document.block(mention.block)?;
        let sentence = block.sentences.get(mention.sentence)?;
        let zone = TextRange::new(sentence.start, mention.range.start.max(sentence.start));
        let front = under(in_block(&self.fronts, block.id), zone).next()?;
        let behind = TextRange::new(front.range.end, zone.end.max(front.range.end));
        let words = behind.of(block.text.as_str());
        let end = words
            .char_indices()
            .take(title::LONGEST)
            .filter(|(_, c)| *c == ',')
            .last()?
            .0;
        Some((block.id, TextRange::new(behind.start, behind.start + end)))
    }

    /// What a title says, unless it only says that periods follow.
    pub(super) fn titled(&self, index: &Index<'_>, id: BlockId, range: TextRange) -> Option<About> {
        let text = index.document.block(id)?.text.as_str();
        if under(in_block(&self.rest, id), range).next().is_some() {
            return Some(About::Rest);
        }
        let parts = || range.of(text).split([',', ';']);
        let named = self.purposes.titled(parts());
        if !named.is_empty() {
            return Some(About::Own(Own {
                purposes: named,
                data: Vec::new(),
                titled: true,
                told: true,
            }));
        }
        let things = under(in_block(&self.things, id), range);
        let things: Vec<ConceptId> = things.map(|thing| thing.concept).collect();
        let mut kinds = under(index.said(id, FieldKind::Data), range);
        let names_none = things.is_empty() && kinds.next().is_none();
        if names_none && under(in_block(&self.keeping, id), range).next().is_some() {
            return None;
        }
        let stems = self.telling(text, range);
        if stems.is_empty() && things.is_empty() {
            let any = under(in_block(&self.any, id), range).next();
            return any.map(|_| About::All { outright: true });
        }
        let kinds = parts().map(|kind| self.telling(kind, whole(kind)));
        let kinds: Vec<Vec<String>> = kinds.filter(|kind| !kind.is_empty()).collect();
        Some(About::Own(Own {
            told: !names_none,
            ..self.own(&things, &kinds, Some(&stems))
        }))
    }

    /// The entries that go by `things`, or whose data go by one of `kinds`; and, by a title, those whose purpose goes by all its words.
    fn own(&self, things: &[ConceptId], kinds: &[Vec<String>], title: Option<&[String]>) -> Own {
        let mut data = self.data.entries(things, &[], false);
        for stems in kinds {
            data.extend(self.data.entries(&[], stems, false));
        }
        data.sort_unstable();
        data.dedup();
        Own {
            purposes: self
                .purposes
                .entries(things, title.unwrap_or_default(), true),
            data,
            titled: title.is_some(),
            told: title.is_some() || !things.is_empty(),
        }
    }

    /// What the nouns before a statement say, else those behind it, else those of the sentence before.
    fn by_nouns(&self, index: &Index<'_>, mention: &Mention) -> About {
        let Some(block) = index.document.block(mention.block) else {
            return About::All { outright: false };
        };
        let sentence = block
            .sentences
            .get(mention.sentence)
            .copied()
            .unwrap_or(mention.range);
        let said = index.said(mention.block, FieldKind::Retention);
        let at = said.partition_point(|other| other.range.start < mention.range.start);
        let before = at.checked_sub(1).and_then(|at| said.get(at));
        let start = before
            .map_or(0, |before| before.range.end)
            .max(sentence.start);
        let behind = said.get(at..).unwrap_or_default().iter();
        let mut behind = behind.filter(|other| other.range.start >= mention.range.end);
        let end = behind
            .next()
            .map_or(sentence.end, |next| next.range.start.min(sentence.end));
        let mut zones = vec![
            TextRange::new(start.min(mention.range.end), mention.range.end),
            TextRange::new(mention.range.end, end.max(mention.range.end)),
        ];
        let earlier = mention.sentence.checked_sub(1);
        let earlier = earlier.and_then(|at| block.sentences.get(at));
        zones.extend(earlier.map(|earlier| self.last(index, block.id, *earlier)));
        let found = zones
            .into_iter()
            .find_map(|zone| self.nouns(index, block.id, zone));
        found.unwrap_or(About::All { outright: false })
    }

    /// The last noun under `zone`: that is what the next sentence goes on with.
    fn last(&self, index: &Index<'_>, id: BlockId, zone: TextRange) -> TextRange {
        let things =
            under(in_block(&self.things, id), zone).chain(under(in_block(&self.any, id), zone));
        let all = things.chain(under(index.said(id, FieldKind::Data), zone));
        let last = all.map(|noun| noun.range).max_by_key(|range| range.start);
        last.unwrap_or(zone)
    }

    /// What the nouns under `zone` say, if there are any.
    fn nouns(&self, index: &Index<'_>, id: BlockId, zone: TextRange) -> Option<About> {
        let text = index.document.block(id)?.text.as_str();
        let any = under(in_block(&self.any, id), zone).next();
        let is_first = |range: TextRange, gap: usize| {
            any.is_none_or(|any| range.start < any.range.end.saturating_add(gap))
        };
        let things = under(in_block(&self.things, id), zone);
        let things: Vec<ConceptId> = things
            .filter(|thing| is_first(thing.range, JOINED))
            .map(|thing| thing.concept)
            .collect();
        let kinds = under(index.said(id, FieldKind::Data), zone);
        let kinds: Vec<Vec<String>> = kinds
            .filter(|kind| is_first(kind.range, 0))
            .map(|kind| self.telling(text, kind.range))
            .filter(|stems| !stems.is_empty())
            .collect();
        if things.is_empty() && kinds.is_empty() {
            return any.map(|_| About::All { outright: true });
        }
        Some(About::Own(self.own(&things, &kinds, None)))
    }
}

fn in_block<'m, 'a>(mentions: &'m ByBlock<'a>, id: BlockId) -> &'m [&'a Mention] {
    mentions.get(&id).map_or(&[], Vec::as_slice)
}

/// Those of `mentions`, which stand in one block in order, that stand under `zone`; not many of them.
fn under<'m>(mentions: &'m [&Mention], zone: TextRange) -> impl Iterator<Item = &'m Mention> {
    let first = mentions.partition_point(|mention| mention.range.start < zone.start);
    let from = mentions.get(first..).unwrap_or_default().iter().copied();
    from.take_while(move |mention| mention.range.start < zone.end)
        .take(MOST)
        .filter(move |mention| zone.contains(mention.range))
}
