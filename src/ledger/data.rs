//! Which data: lists and enumerations as a whole, and data that are only referred to.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind};
use crate::evidence::{Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Gap, Span, TextRange, tokens};

use super::index::{Index, Topic, is_held};
use super::link::statement;
use super::{Entry, FieldKind, MOST, Statement, Via, index_of};

/// Words that refer to data without naming them: “the data that you enter”.
const REFERRED: &str = "cue.data-referred";
/// Words that refer to data that the text named before: “the above data”.
const ABOVE: &str = "cue.data-above";
/// How many words the next of an enumeration has at most.
const NEXT: usize = 6;
/// How many words in brackets are taken as a whole.
const BRACKETED: usize = 40;
/// How many bytes an item has at most that is one kind of data.
const ITEM: usize = 240;

/// Makes what is stated of data whole, and adds what is only referred to where nothing is stated.
pub(super) fn complete(index: &Index<'_>, concepts: &ConceptTree, entries: &mut [Entry]) {
    let held: Vec<_> = entries.iter().map(|entry| entry.blocks.clone()).collect();
    let starts: FxHashSet<BlockId> = held.iter().map(|blocks| *blocks.start()).collect();
    let mut lists = Lists {
        index,
        known: FxHashMap::default(),
    };
    for (at, own) in held.iter().enumerate() {
        let Some(entry) = entries.get(at) else { break };
        // What stands elsewhere under the same words is of who speaks, and not of a recipient's purpose.
        let mut statements = entry.field(FieldKind::Data).statements.clone();
        statements.retain(|known| !entry.aside || known.via < Via::Named);
        let together = entry.field(FieldKind::Data).together.clone();
        let is_open = |item: BlockId| own.contains(&item) || !is_held(entries, item);
        let whole = lists.whole(statements, &starts, is_open);
        let together = lists.whole(together, &starts, |item| !is_held(entries, item));
        let Some(entry) = entries.get_mut(at) else {
            break;
        };
        if let Some(field) = entry.fields.get_mut(index_of(FieldKind::Data)) {
            field.statements.clear();
            field.together = together;
        }
        for statement in whole {
            entry.add(FieldKind::Data, statement);
        }
    }
    refer(index, concepts, entries);
}

/// The list whose item a block is, with that item.
fn list_of(index: &Index<'_>, block: &Block) -> Option<(BlockId, BlockId)> {
    let is_item = |kind: &BlockKind| *kind == BlockKind::Item;
    let item = index.document.enclosing(block.id, is_item)?;
    let list = index.document.block(item)?.parent?;
    Some((list, item))
}

/// Which lists are lists of data.
struct Lists<'i, 'a> {
    index: &'i Index<'a>,
    known: FxHashMap<BlockId, bool>,
}

impl Lists<'_, '_> {
    fn item_blocks(&self, list: BlockId) -> impl Iterator<Item = &Block> {
        let inside = self.index.within(list).iter();
        inside.filter(move |block| block.parent == Some(list) && block.kind == BlockKind::Item)
    }

    /// These statements, those in lists of data as all items of their list, others with the enumeration that they begin.
    fn whole(
        &mut self,
        statements: Vec<Statement>,
        starts: &FxHashSet<BlockId>,
        is_open: impl Fn(BlockId) -> bool,
    ) -> Vec<Statement> {
        let mut whole: Vec<Statement> = Vec::new();
        let mut seen: FxHashSet<BlockId> = FxHashSet::default();
        for known in statements {
            let Some(block) = self.index.document.block_at(known.span.start) else {
                whole.push(known);
                continue;
            };
            // What is found by name is one of many.
            let is_whole = known.via != Via::Named && known.via != Via::Reference;
            let list = is_whole.then(|| list_of(self.index, block)).flatten();
            let list = list
                .filter(|(_, item)| is_open(*item))
                .filter(|(list, _)| !self.begins_any(*list, starts))
                .filter(|(list, _)| self.is_of_data(*list));
            match list {
                Some((list, _)) if seen.insert(list) => whole.extend(self.items(list, &known)),
                Some(_) => {}
                None => whole.push(Statement {
                    span: enumerated(self.index, block, &known),
                    ..known
                }),
            }
        }
        whole
    }

    /// Whether one of its items is an entry itself.
    fn begins_any(&self, list: BlockId, starts: &FxHashSet<BlockId>) -> bool {
        self.item_blocks(list).any(|item| starts.contains(&item.id))
    }

    /// Whether what leads a list in says that data follow, and most of its items name some and are short.
    fn is_of_data(&mut self, list: BlockId) -> bool {
        if let Some(known) = self.known.get(&list) {
            return *known;
        }
        let (mut items, mut stating) = (0, 0);
        for item in self.item_blocks(list) {
            items += 1;
            let is_short = item.span.len() <= ITEM && item.sentences.len() <= 1;
            let states = !self.index.said(item.id, FieldKind::Data).is_empty();
            stating += usize::from(is_short && states);
        }
        let lead_in = self
            .index
            .document
            .block(list)
            .and_then(|block| block.lead_in);
        let topics = lead_in
            .map(|id| self.index.topics_of(id))
            .unwrap_or_default();
        let announced = topics.contains(&Topic::Field(FieldKind::Data));
        let is = items > 1
            && if announced {
                stating * 3 >= items
            } else {
                stating * 2 > items
            };
        self.known.insert(list, is);
        is
    }

    /// Its items, each as a whole, stated as `known` is.
    fn items(&self, list: BlockId, known: &Statement) -> Vec<Statement> {
        let items = self.item_blocks(list).take(MOST);
        let items = items.filter(|item| item.text.as_str().contains(char::is_alphanumeric));
        items
            .map(|item| {
                let said = self.index.said(item.id, FieldKind::Data).iter();
                let mut concepts: Vec<_> = said.map(|mention| mention.concept).collect();
                concepts.sort_unstable();
                concepts.dedup();
                Statement {
                    span: item.text.span(),
                    concepts,
                    ..known.clone()
                }
            })
            .collect()
    }
}

/// The words of the enumeration that a statement begins; a whole cell stays as it is.
fn enumerated(index: &Index<'_>, block: &Block, known: &Statement) -> Span {
    let said = index.said(block.id, FieldKind::Data).iter();
    let inside = said.filter(|mention| known.span.contains(mention.span));
    let range = inside.map(|mention| mention.range).reduce(TextRange::cover);
    match range {
        Some(range) if block.text.span_of(range) == known.span => {
            block.text.span_of(enumeration(block, range))
        }
        _ => known.span,
    }
}

/// What an enumeration holds: all that stands in its brackets, else what follows behind commas.
fn enumeration(block: &Block, range: TextRange) -> TextRange {
    let text = block.text.as_str();
    let sentence = block
        .sentences
        .iter()
        .find(|sentence| sentence.contains(range));
    let Some(sentence) = sentence else {
        return range;
    };
    if let Some(inside) = bracketed(text, *sentence, range) {
        return inside;
    }
    let own = tokens(text, range);
    // One word alone may stand beside anything.
    if own.iter().skip(1).all(|word| word.gap == Gap::Joined) {
        return range;
    }
    let behind = tokens(text, TextRange::new(range.end, sentence.end.max(range.end)));
    let mut end = range.end;
    let (mut last, mut words) = (range.end, 0);
    for word in behind {
        match word.gap {
            Gap::Clause => {
                return TextRange::new(range.start, if words <= NEXT { last } else { end });
            }
            Gap::Comma if words > NEXT => return TextRange::new(range.start, end),
            Gap::Comma => {
                end = last;
                words = 1;
            }
            // What goes on without a comma is no next kind of data.
            Gap::Joined if end == range.end && last == range.end => return range,
            Gap::Joined => words += 1,
        }
        last = word.range.end;
    }
    TextRange::new(range.start, if words <= NEXT { last } else { end })
}

/// What the brackets hold that `range` stands in, where that is not long.
fn bracketed(text: &str, sentence: TextRange, range: TextRange) -> Option<TextRange> {
    let before = text.get(sentence.start..range.start)?;
    let open = before
        .rfind('(')
        .filter(|at| !before.get(*at..).is_some_and(|rest| rest.contains(')')))?;
    let behind = text.get(range.end..sentence.end)?;
    let close = behind.find(')')?;
    let inside = TextRange::new(sentence.start + open + 1, range.end + close);
    let words = tokens(text, inside);
    (words.len() <= BRACKETED).then_some(inside)
}

/// Adds the data named before that entries refer to, and, where they state none, those that they only refer to.
fn refer(index: &Index<'_>, concepts: &ConceptTree, entries: &mut [Entry]) {
    let family = [REFERRED, ABOVE].map(|name| concepts.get(name));
    let family: Vec<ConceptId> = family.into_iter().flatten().collect();
    let mut said: FxHashMap<BlockId, Vec<&Mention>> = FxHashMap::default();
    let counted = index.evidence.of(&family);
    for mention in counted.filter(|mention| mention.counts() && mention.affirmed) {
        said.entry(mention.block).or_default().push(mention);
    }
    for entry in entries {
        let mut stated = entry.field(FieldKind::Data).statements.iter();
        let is_stated = stated.any(|known| known.via < Via::Named);
        let inside = index.within(*entry.blocks.start()).iter();
        let own: Vec<&Mention> = inside
            .filter_map(|block| said.get(&block.id))
            .flatten()
            .copied()
            .filter(|mention| !is_stated || Some(mention.concept) == concepts.get(ABOVE))
            .filter(|mention| {
                let sentences = entry.sentences.as_ref();
                sentences.is_none_or(|sentences| sentences.contains(&mention.sentence))
            })
            .take(MOST)
            .collect();
        // Data that are found by name are not those that the purpose itself refers to.
        if let Some(field) = entry.fields.get_mut(index_of(FieldKind::Data))
            && !own.is_empty()
            && !is_stated
        {
            field.statements.clear();
        }
        for mention in own {
            let stated = statement(mention, Via::Own);
            entry.add(
                FieldKind::Data,
                Statement {
                    state: State::Weak,
                    ..stated
                },
            );
        }
    }
}
