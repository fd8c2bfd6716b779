//! The parts of a document that state a purpose.

use crate::document::{Block, BlockId, BlockKind, Place, SectionId};
use crate::text::{Span, TextRange};

use super::index::{Index, Topic};
use super::wording::completed;
use super::{Entry, FieldKind, table};

/// Where an entry stands among others.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// Which entries stand together: equal numbers do.
    pub(super) group: usize,
    /// What introduces the group.
    pub(super) introduction: Option<BlockId>,
    /// Whether the section is about something else.
    pub(super) aside: bool,
}

/// All entries of a document, in its order, without their fields.
pub(super) fn entries(index: &Index<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for section in index.document.sections() {
        let topics = index.section_topics(section.id);
        if is_elsewhere(topics) {
            continue;
        }
        let aside = is_aside(topics);
        let before = entries.len();
        let mut introduction = heading_for(index, section.id);
        for block in index.top_blocks(section.id) {
            match block.kind {
                BlockKind::Heading { .. } => {}
                BlockKind::Table => entries.extend(table::entries(index, block, aside)),
                BlockKind::List { .. } => list(index, block, aside, introduction, &mut entries),
                _ => {
                    let announces = index.announced_by(block.id).contains(&Topic::Purposes);
                    if index.purposes_in(block.id).is_empty() && announces {
                        introduction = Some(block.id);
                    }
                    paragraph(index, block, aside, introduction, &mut entries);
                }
            }
        }
        if entries.len() == before {
            entries.extend(headed(index, section.id, aside));
        }
    }
    entries
}

/// Sections about something that states no purposes, and those that only say how long what is named elsewhere is kept.
pub(super) fn is_elsewhere(topics: &[Topic]) -> bool {
    let states = |topic: &Topic| {
        matches!(
            topic,
            Topic::Purposes | Topic::Field(FieldKind::Data | FieldKind::LegalBasis)
        )
    };
    let other = |topic: &Topic| matches!(topic, Topic::Else | Topic::Field(FieldKind::Retention));
    topics.iter().any(other) && !topics.iter().any(states)
}

fn is_aside(topics: &[Topic]) -> bool {
    let aside = |topic: &Topic| {
        matches!(
            topic,
            Topic::Aside | Topic::Cookies | Topic::Field(FieldKind::Recipients)
        )
    };
    topics.contains(&Topic::Cookies)
        || (topics.iter().any(aside) && !topics.contains(&Topic::Purposes))
}

/// Whether the rows of a table of purposes are those of whoever speaks, although the section is about something else: about who
/// decides or where data come from, not about recipients or cookies.
fn frees(index: &Index<'_>, row: &Block) -> bool {
    let others = [Topic::Cookies, Topic::Field(FieldKind::Recipients)];
    let topics = index.section_topics(row.section);
    row.kind == BlockKind::Row && !others.iter().any(|other| topics.contains(other))
}

fn heading_for(index: &Index<'_>, section: SectionId) -> Option<BlockId> {
    index
        .document
        .section(section)
        .and_then(|section| section.heading)
        .filter(|heading| index.document.title() != Some(*heading))
}

/// Each item of a list that purposes stand in, or that is introduced as a list of purposes.
fn list(
    index: &Index<'_>,
    list: &Block,
    aside: bool,
    introduction: Option<BlockId>,
    entries: &mut Vec<Entry>,
) {
    let items = || {
        let inside = index.within(list.id).iter();
        inside.filter(|block| block.parent == Some(list.id) && block.kind == BlockKind::Item)
    };
    let announced = list
        .lead_in
        .is_some_and(|lead_in| index.announced_by(lead_in).contains(&Topic::Purposes))
        && !is_of_data(index, list);
    if let Some(entry) = fields_as_items(index, list, aside) {
        entries.push(entry);
        return;
    }
    let before = entries.len();
    let bases = index
        .section_topics(list.section)
        .contains(&Topic::Field(FieldKind::LegalBasis));
    for item in items() {
        let mut purposes = mentioned(index, item.id);
        let by_basis = behind_basis(index, item).filter(|_| bases);
        if announced {
            whole_item(item, &mut purposes);
        } else if purposes.is_empty() {
            purposes.extend(by_basis);
        }
        // A basis that heads the item is no name of what it is for.
        let is_name = by_basis.is_none() && (!purposes.is_empty() || announced);
        let named = item.run_in.filter(|_| is_name);
        let first = item.sentences.first().copied();
        let own = named.or_else(|| first.filter(|_| announced && purposes.is_empty()));
        let spans: Vec<Span> = own
            .map(|range| item.text.span_of(range))
            .into_iter()
            .collect();
        let purposes = [spans, purposes].concat();
        if !purposes.is_empty() {
            let standing = Standing {
                group: list.id.index(),
                introduction: list.lead_in.or(introduction),
                aside,
            };
            entries.push(entry(index, item, purposes, standing));
        }
    }
    let last = items().next_back().map(|item| item.id);
    if let Some(entry) = entries.get_mut(before..).and_then(<[Entry]>::last_mut)
        && entry.aside
        && Some(*entry.blocks.start()) == last
        && let Some(end) = sequel(index, list, *entry.blocks.start())
    {
        entry.blocks = *entry.blocks.start()..=end;
    }
}

/// Whether a list that is said to be of data, too, is that: most of its items name data, and hardly one a purpose.
fn is_of_data(index: &Index<'_>, list: &Block) -> bool {
    let of_data = |lead_in| {
        let about = index.announced_by(lead_in);
        about.contains(&Topic::Field(FieldKind::Data))
    };
    if !list.lead_in.is_some_and(of_data) {
        return false;
    }
    let (mut items, mut data, mut purposes) = (0, 0, 0);
    for block in index.within(list.id) {
        items += usize::from(block.parent == Some(list.id));
        data += usize::from(!index.said(block.id, FieldKind::Data).is_empty());
        purposes += usize::from(!index.purposes_in(block.id).is_empty());
    }
    data * 2 > items && purposes * 4 < items
}

/// An item of a list of purposes that begins with one is that purpose, up to the end of its first sentence.
fn whole_item(item: &Block, purposes: &mut [Span]) {
    let Some((first, range)) = purposes.first_mut().zip(item.sentences.first()) else {
        return;
    };
    let named = item.run_in.is_some();
    if let Some(whole) = trim(item, *range).map(|range| item.text.span_of(range))
        && !named
        && whole.start == first.start
    {
        *first = whole.cover(*first);
    }
}

/// What stands behind a basis that heads an item: “Consent: sending our newsletter”.
fn behind_basis(index: &Index<'_>, item: &Block) -> Option<Span> {
    let run_in = item.run_in?;
    let mut bases = index.said(item.id, FieldKind::LegalBasis).iter();
    bases.find(|mention| run_in.contains(mention.range))?;
    let rest = trim(item, TextRange::new(run_in.end, item.text.len()))?;
    (rest.start < rest.end).then(|| item.text.span_of(rest))
}

/// How many paragraphs behind a list are looked at for one that goes on with its last item.
const SEQUEL: usize = 8;

/// The last paragraph behind `list` that goes on with its last item: it names a recipient that the item names.
fn sequel(index: &Index<'_>, list: &Block, item: BlockId) -> Option<BlockId> {
    let words: Vec<&str> = index
        .within(item)
        .iter()
        .flat_map(|block| {
            let said = index.said(block.id, FieldKind::Recipients).iter();
            said.flat_map(|mention| mention.range.of(block.text.as_str()).split_whitespace())
        })
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= NAME && word.starts_with(char::is_uppercase))
        .collect();
    let behind = index
        .top_blocks(list.section)
        .skip_while(|block| block.id <= list.id)
        .take_while(|block| block.kind == BlockKind::Paragraph);
    behind
        .take(SEQUEL)
        .filter(|block| words.iter().any(|word| block.text.as_str().contains(word)))
        .map(|block| block.id)
        .last()
}

/// How many letters a name has at least by which a paragraph is known to go on with an item.
const NAME: usize = 4;

/// A list whose items are fields (`Purpose: …`, `Legal basis: …`) is one entry.
fn fields_as_items(index: &Index<'_>, list: &Block, aside: bool) -> Option<Entry> {
    let items: Vec<&Block> = index
        .within(list.id)
        .iter()
        .filter(|block| block.parent == Some(list.id))
        .collect();
    let labelled = |topic: Topic| items.iter().find(|item| index.is_labelled(item.id, topic));
    let purpose = labelled(Topic::Purposes)?;
    FieldKind::ALL
        .into_iter()
        .find(|kind| labelled(Topic::Field(*kind)).is_some())?;
    let run_in = purpose.run_in?;
    let value = TextRange::new(run_in.end, purpose.text.len());
    let trimmed = trim(purpose, value)?;
    let standing = Standing {
        group: list.section.index(),
        introduction: list.lead_in,
        aside,
    };
    Some(entry(
        index,
        list,
        vec![purpose.text.span_of(trimmed)],
        standing,
    ))
}

/// `range` without the white space and punctuation at its ends.
fn trim(block: &Block, range: TextRange) -> Option<TextRange> {
    let text = range.of(block.text.as_str());
    let start = text.find(char::is_alphanumeric)?;
    let end = text
        .trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .len();
    Some(TextRange::new(
        range.start + start,
        range.start + end.max(start),
    ))
}

/// A paragraph, or what defines a term, that states a purpose.
fn paragraph(
    index: &Index<'_>,
    block: &Block,
    aside: bool,
    introduction: Option<BlockId>,
    entries: &mut Vec<Entry>,
) {
    let purposes = mentioned(index, block.id);
    if purposes.is_empty() {
        return;
    }
    let topical = !index.topics_of(block.id).is_empty();
    let name = block.run_in.filter(|_| !topical);
    let standing = Standing {
        group: introduction.map_or(0, BlockId::index),
        introduction,
        aside,
    };
    if let (None, Some(uses)) = (name, uses(index, block)) {
        entries.extend(uses.into_iter().map(|(sentences, purposes)| {
            let mut entry = entry(index, block, purposes, standing);
            entry.sentences = Some(sentences);
            entry
        }));
        return;
    }
    let name: Vec<Span> = name
        .map(|range| block.text.span_of(range))
        .into_iter()
        .collect();
    let purposes = [name, purposes].concat();
    entries.push(entry(index, block, purposes, standing));
}

/// Sentences of a paragraph, and the purposes that they state.
type Use = (std::ops::Range<usize>, Vec<Span>);

/// The uses of a paragraph that says of several purposes, each time, which data it is about: “… Moreover, we use your address to …”.
/// What stands behind the last purpose is said of it.
fn uses(index: &Index<'_>, block: &Block) -> Option<Vec<Use>> {
    let mut uses: Vec<Use> = Vec::new();
    for mention in index.purposes_in(block.id) {
        let next = mention.sentence + 1;
        let span = completed(index, mention);
        match uses.last_mut() {
            Some((sentences, purposes)) if sentences.end == next => purposes.push(span),
            last => {
                let start = last.map_or(0, |(sentences, _)| sentences.end);
                uses.push((start..next, vec![span]));
            }
        }
    }
    let data = index.said(block.id, FieldKind::Data);
    let states = |(sentences, _): &Use| {
        let mut data = data.iter();
        data.any(|mention| sentences.contains(&mention.sentence))
    };
    let several = uses.len() > 1 && uses.iter().all(states);
    if let Some((sentences, _)) = uses.last_mut() {
        sentences.end = usize::MAX;
    }
    several.then_some(uses)
}

/// A section that states its purpose in its heading alone.
fn headed(index: &Index<'_>, section: SectionId, aside: bool) -> Option<Entry> {
    let heading = heading_for(index, section)?;
    let purposes = mentioned(index, heading);
    let says_more = index
        .top_blocks(section)
        .any(|block| block.id != heading && !block.span.is_empty());
    if purposes.is_empty() || !says_more || index.topics_of(heading).contains(&Topic::Purposes) {
        return None;
    }
    let block = index.document.block(heading)?;
    let standing = Standing {
        group: heading.index(),
        introduction: Some(heading),
        aside,
    };
    let mut entry = entry(index, block, purposes, standing);
    let last = index.top_blocks(section).last()?;
    let end = index.within(last.id).last()?.id;
    entry.blocks = heading..=end;
    Some(entry)
}

/// The purposes that a block and all in it mention.
fn mentioned(index: &Index<'_>, id: BlockId) -> Vec<Span> {
    let blocks = index.within(id).iter();
    blocks
        .flat_map(|block| index.purposes_in(block.id))
        .map(|mention| completed(index, mention))
        .collect()
}

/// An entry for `block` and all in it.
pub(super) fn entry(
    index: &Index<'_>,
    block: &Block,
    purposes: Vec<Span>,
    standing: Standing,
) -> Entry {
    let last = index
        .within(block.id)
        .last()
        .map_or(block.id, |last| last.id);
    let role = index.evidence.roles.get(block.section.index());
    let about = standing.introduction.map(|id| index.announced_by(id));
    let about = about.unwrap_or_default();
    let announced = about.contains(&Topic::Purposes);
    Entry {
        purposes,
        place: Place {
            block: block.id,
            sentence: 0,
            section: block.section,
        },
        blocks: block.id..=last,
        role: role.copied().unwrap_or_default(),
        roles: Vec::new(),
        sentences: None,
        section: block.section,
        group: standing.group,
        introduction: standing.introduction,
        announced,
        aside: is_aside(&about) || (standing.aside && !(announced && frees(index, block))),
        fields: Default::default(),
    }
}
