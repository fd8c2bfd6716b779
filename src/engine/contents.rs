//! Tables of contents: lists of a text's own parts, and what such a list and the headings do not have in common.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind, Document, SectionId};
use crate::text::{TextRange, fold};

use super::Case;
use super::measure;
use super::predicate::{Flaw, comparable};
use super::subject::{Instance, Node, words};

/// The longest entry, in bytes.
const LONGEST: usize = 120;
/// The most entries of a list that is looked at.
const MOST: usize = 80;
/// The fewest entries that are headings: fewer are so by chance.
const FEWEST: usize = 3;
/// The fewest links to places in the text that make a table of contents.
const FEWEST_LINKS: usize = 3;
/// The fewest letters of a word that titles are told apart by.
const LONG: usize = 4;
/// The most letters at its start that tell a word from others.
const START: usize = 6;
/// How many headings may stand between a table of contents and the first part that it names.
const BETWEEN: usize = 2;

/// A list of parts of the text: its entries, each with the heading that it names.
struct Contents<'d> {
    entries: Vec<(&'d Block, Option<&'d Block>)>,
}

impl<'d> Contents<'d> {
    fn headings(&self) -> impl Iterator<Item = &'d Block> + '_ {
        self.entries.iter().filter_map(|(_, heading)| *heading)
    }

    /// Whether most entries are headings further on, in about the order of the list, and the first of them soon.
    fn is_one(&self, document: &Document) -> bool {
        let headings: Vec<&Block> = self.headings().collect();
        let back = headings.iter().zip(headings.iter().skip(1));
        let back = back.filter(|(a, b)| a.id > b.id).count();
        let most = headings.len() >= FEWEST && 3 * headings.len() >= 2 * self.entries.len();
        most && back <= 1 && self.before_first(document) <= BETWEEN
    }

    /// How many headings stand between the list and the first part that it names.
    fn before_first(&self, document: &Document) -> usize {
        let last = self.entries.iter().map(|(entry, _)| entry.id).max();
        let first = self.headings().map(|heading| heading.id).min();
        let between = document
            .blocks()
            .iter()
            .filter(|block| is_heading(block) && Some(block.id) > last && Some(block.id) < first);
        between.count()
    }

    /// Whether an entry says half of what `heading` says.
    fn nearly_names(&self, heading: &Block) -> bool {
        let wanted = stems(heading.text.as_str());
        self.entries.iter().any(|(entry, _)| {
            let words = stems(entry.text.as_str());
            let common = words.iter().filter(|word| wanted.contains(word)).count();
            2 * common >= words.len().min(wanted.len())
        })
    }
}

/// Titles by the starts of their words.
struct Titles<'d> {
    titles: Vec<(&'d Block, Vec<String>)>,
    by_word: FxHashMap<String, Vec<usize>>,
}

impl<'d> Titles<'d> {
    fn of(document: &'d Document) -> Self {
        let headings = document.blocks().iter();
        let headings = headings.filter(|block| is_heading(block));
        let titles: Vec<(&Block, Vec<String>)> = headings
            .map(|block| (block, stems(block.text.as_str())))
            .collect();
        let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, (_, words)) in titles.iter().enumerate() {
            for word in words {
                by_word.entry(word.clone()).or_default().push(index);
            }
        }
        Self { titles, by_word }
    }

    /// The heading behind `list` that says most nearly what `entry` says.
    fn named(&self, entry: &Block, list: &Block) -> Option<&'d Block> {
        let wanted = stems(entry.text.as_str());
        let mut common: FxHashMap<usize, usize> = FxHashMap::default();
        for index in wanted
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
        {
            *common.entry(*index).or_default() += 1;
        }
        let alike = common.into_iter().filter_map(|(index, common)| {
            let (heading, words) = self.titles.get(index)?;
            let (less, more) = (words.len().min(wanted.len()), words.len().max(wanted.len()));
            let is_alike = 4 * common >= 3 * less && 2 * common >= more;
            let behind = heading.span.start >= list.span.end;
            (is_alike && behind).then_some((more - common, heading.id, *heading))
        });
        let best = alike.min_by_key(|(off, id, _)| (*off, *id));
        best.map(|(.., heading)| heading)
    }
}

/// The tables of contents of the document.
fn tables(document: &Document) -> Vec<Contents<'_>> {
    let mut entries: FxHashMap<BlockId, Vec<&Block>> = FxHashMap::default();
    for block in document.blocks() {
        let short =
            block.kind == BlockKind::Item && !block.text.is_empty() && block.text.len() <= LONGEST;
        if let Some(list) = block.parent.filter(|_| short) {
            entries.entry(list).or_default().push(block);
        }
    }
    entries.retain(|_, items| (FEWEST..=MOST).contains(&items.len()));
    if entries.is_empty() {
        return Vec::new();
    }
    let titles = Titles::of(document);
    let mut lists: Vec<(BlockId, Vec<&Block>)> = entries.into_iter().collect();
    lists.sort_unstable_by_key(|(list, _)| *list);
    let read = lists.into_iter().filter_map(|(list, items)| {
        let list = document.block(list)?;
        let entries = items
            .into_iter()
            .map(|item| (item, titles.named(item, list)));
        let contents = Contents {
            entries: entries.collect(),
        };
        contents.is_one(document).then_some(contents)
    });
    read.collect()
}

/// The entries of tables of contents that nothing in the text is called.
pub(super) fn unheaded(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    let tables = tables(document);
    if tables.is_empty() {
        return Vec::new();
    }
    // What begins a paragraph, or stands in any title, is told there.
    let head = |block: &Block| -> String { block.text.as_str().chars().take(LONGEST).collect() };
    let begun: Vec<(BlockId, String)> = document
        .blocks()
        .iter()
        .map(|block| (block.id, comparable(&head(block))))
        .collect();
    // Where a link leads is another rule's.
    let linked: FxHashSet<BlockId> = document.links().iter().map(|link| link.block).collect();
    let lists: FxHashSet<BlockId> = tables
        .iter()
        .flat_map(|table| table.entries.iter().map(|(entry, _)| entry.id))
        .collect();
    let alone = tables.iter().flat_map(|table| &table.entries);
    let alone = alone.filter(|(entry, heading)| {
        let title = comparable(entry.text.as_str());
        let told = |(id, text): &(BlockId, String)| {
            let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
            !lists.contains(id) && (text.starts_with(&title) || bare.starts_with(&title))
        };
        let is_title = stems(entry.text.as_str())
            .iter()
            .any(|word| word.len() >= LONG);
        let bare = heading.is_none() && !linked.contains(&entry.id);
        bare && is_title && !begun.iter().any(told)
    });
    alone
        .filter_map(|(entry, _)| whole(document, entry))
        .collect()
}

/// The headings beside those that a table of contents names, behind the first of them, that it does not name, where all of its entries
/// are headings and it names nearly all there are.
pub(super) fn unlisted(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    let whole_tables = tables(document).into_iter();
    let whole_tables =
        whole_tables.filter(|table| table.entries.iter().all(|(_, heading)| heading.is_some()));
    let found = whole_tables.flat_map(|table| {
        let named: Vec<&Block> = table.headings().collect();
        let place = |block: &Block| -> Option<(Option<SectionId>, u8)> {
            let section = document.section(block.section)?;
            Some((section.parent, section.level))
        };
        let mut places: Vec<_> = named.iter().map(|block| place(block)).collect();
        let first = named.iter().map(|block| block.id).min();
        places.sort_unstable();
        places.dedup();
        let &[level] = places.as_slice() else {
            return Vec::new();
        };
        let known: FxHashSet<BlockId> = named.iter().map(|block| block.id).collect();
        let beside = document.blocks().iter().filter(|block| {
            is_heading(block)
                && Some(block.id) > first
                && place(block) == level
                && !known.contains(&block.id)
                && !block.text.as_str().trim_end().ends_with(':')
        });
        let left: Vec<&Block> = beside.collect();
        if 4 * left.len() > known.len() {
            return Vec::new();
        }
        left.into_iter()
            .filter(|heading| !table.nearly_names(heading))
            .collect()
    });
    let mut all: Vec<Instance> = found
        .filter_map(|heading| whole(document, heading))
        .collect();
    all.sort_by_key(|instance| instance.span);
    all.dedup_by_key(|instance| instance.span);
    all
}

/// How many words the text has, where they are more than `above` and nothing lists its parts.
pub(super) fn missing(case: Case<'_>, instance: &Instance, above: usize) -> Option<Flaw> {
    let flaw = measure::too_long(case, instance, above)?;
    let document = case.document;
    let inward = |target: &str| target.len() > 1 && target.starts_with('#');
    let links = document.links().iter();
    let links = links.filter(|link| inward(link.target.trim())).count();
    (links < FEWEST_LINKS && tables(document).is_empty()).then_some(flaw)
}

const fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

fn whole(document: &Document, block: &Block) -> Option<Instance> {
    let text = block.text.as_str();
    let mut instance = words(document, block.id, TextRange::new(0, text.len()), None)?;
    instance.node = Node::Flawed(Flaw::of(text.trim()));
    Some(instance)
}

/// The starts of the longer words of a title, each once; of all its words where none is long.
fn stems(title: &str) -> Vec<String> {
    let folded = fold(title);
    let all = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.contains(char::is_alphabetic));
    let all: Vec<&str> = all.collect();
    let is_long = |word: &&&str| word.chars().count() >= LONG;
    let long: Vec<&&str> = all.iter().filter(is_long).collect();
    let chosen = if long.is_empty() {
        all.iter().collect()
    } else {
        long
    };
    let mut stems: Vec<String> = chosen
        .into_iter()
        .map(|word| {
            let length = word.chars().count();
            word.chars()
                .take(length.saturating_sub(2).clamp(LONG, START))
                .collect()
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_the_starts_of_their_longer_words() {
        assert_eq!(stems("De veiligheidsmaatregelen"), ["veilig"]);
        assert_eq!(stems("Your rights, your data"), ["data", "righ", "your"]);
        assert_eq!(stems("3. Who we are"), ["are", "we", "who"]);
    }
}
