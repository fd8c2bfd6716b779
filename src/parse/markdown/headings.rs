//! Headings: numbers of those that Markdown knows, and titles that only their shape sets apart.
//!
//! Only the outermost blocks can be headings. A recovered title stands below the last heading that Markdown knows; among
//! themselves, recovered titles are ranked by the parts of their numbers.

use crate::document::BlockKind;
use crate::text::{Span, TextRange};

use super::draft::Draft;
use super::inline::Inline;
use super::number::{self, Number};
use super::shape::{enclosed_level, has_title_shape, is_shouted};
use super::unfold;

/// Numbers the headings of `blocks` and makes headings of their titles.
pub(super) fn recover(blocks: Vec<Draft>) -> Vec<Draft> {
    let blocks = unfold::unfold(blocks);
    let numbered_paragraphs = numbered_paragraphs(&blocks);
    let contents = contents(&blocks);
    let mut levels = Levels::default();
    let mut recovered: Vec<Draft> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    let mut index = 0;
    while let Some(mut block) = blocks.next() {
        let next = blocks.peek();
        let may_number = numbered_paragraphs.get(index).copied().unwrap_or_default();
        let in_contents = contents.get(index).copied().unwrap_or_default();
        index += 1;
        match block.kind {
            BlockKind::Heading { level } => {
                take_number(&mut block);
                levels.known(level, number_of(&block).as_ref());
            }
            BlockKind::Paragraph if enclosed_level(block.text()).is_some() => {
                let level = enclosed_level(block.text()).unwrap_or(1);
                let text = block.text();
                let start = text.len() - text.trim_start_matches(['=', ' ']).len();
                let end = text.trim_end_matches(['=', ' ']).len();
                block.content = block.content.slice(TextRange::new(start, end));
                block.kind = BlockKind::Heading { level };
                take_number(&mut block);
                levels.known(level, number_of(&block).as_ref());
            }
            BlockKind::Paragraph if !in_contents && is_title(&block, next, may_number) => {
                let is_first = recovered.is_empty();
                into_heading(&mut block, &mut levels, is_first);
            }
            BlockKind::List { ordered: true } => {
                if let Some(mut title) = title_of_list(&block, next) {
                    into_heading(&mut title, &mut levels, false);
                    block = title;
                }
            }
            _ => {}
        }
        recovered.push(block);
    }
    recovered
}

/// The levels of recovered titles.
#[derive(Debug, Default)]
struct Levels {
    /// The last heading that Markdown knows, and how many parts its number has; 0 before any.
    known: u8,
    known_depth: u8,
    /// The parts of the first recovered number since then, and the level of the last.
    first_depth: Option<u8>,
    numbered: Option<u8>,
}

impl Levels {
    fn known(&mut self, level: u8, number: Option<&Number>) {
        *self = Self {
            known: level,
            known_depth: number.map_or(0, |number| number.depth),
            ..Self::default()
        };
    }

    fn of_title(&mut self, number: Option<&Number>) -> u8 {
        let base = self.known.max(1);
        let Some(number) = number else {
            return self.numbered.unwrap_or(base).saturating_add(1).min(6);
        };
        let first = *self.first_depth.get_or_insert(number.depth);
        let below = if self.known_depth > 0 {
            number.depth.saturating_sub(self.known_depth).max(1)
        } else {
            number.depth.saturating_sub(first).saturating_add(1)
        };
        let level = base.saturating_add(below).min(6);
        self.numbered = Some(level);
        level
    }
}

/// Makes a heading of a title.
fn into_heading(block: &mut Draft, levels: &mut Levels, is_first: bool) {
    let level = if is_first && number::leading(block.text()).is_none() {
        // The title of the whole document.
        1
    } else {
        let number = number_of(block);
        levels.of_title(number.as_ref())
    };
    block.kind = BlockKind::Heading { level };
    block.unmarked = true;
    // A bullet is no number; the title may have one of its own.
    if block.number.is_none() {
        take_number(block);
    }
    let text = block.text();
    let bare = text.trim_end_matches([':', ' ']).len();
    if bare > 0 && bare < text.len() {
        block.content = block.content.slice(TextRange::new(0, bare));
    }
}

/// The number of a title; one that came from a list has it as its marker.
fn number_of(block: &Draft) -> Option<Number> {
    block
        .number
        .as_ref()
        .map(|value| Number {
            value: value.clone(),
            depth: u8::try_from(value.split('.').count()).unwrap_or(u8::MAX),
            end: 0,
            title: 0,
            sure: true,
        })
        .or_else(|| number::leading(block.text()))
}

/// Moves the number of a heading out of its text.
fn take_number(block: &mut Draft) {
    drop_attributes(&mut block.content);
    drop_dash(&mut block.content);
    let Some(number) = number::leading(block.text()) else {
        return;
    };
    let end = block
        .text()
        .get(..number.end)
        .map_or(0, |text| text.trim_end().len());
    block.marker = Some(block.content.text.span_of(TextRange::new(0, end)));
    if number.title < block.text().len() {
        let rest = TextRange::new(number.title, block.text().len());
        block.content = block.content.slice(rest);
    }
    block.number = Some(number.value);
}

/// Drops the dash or bullet before a title.
fn drop_dash(content: &mut Inline) {
    let text = content.text.as_str();
    let bare = text
        .trim_start_matches(['-', '–', '—', '•', '▪', '➢', '►', '▶', '*', ' '])
        .len();
    if bare > 0 && bare < text.len() {
        *content = content.slice(TextRange::new(text.len() - bare, text.len()));
    }
}

/// Drops `{#name}` before closing marks, where the CommonMark parser does not see it.
fn drop_attributes(content: &mut Inline) {
    let text = content.text.as_str();
    if text.ends_with('}')
        && let Some(at) = text.rfind(" {#").filter(|at| *at > 0)
    {
        *content = content.slice(TextRange::new(0, at));
    }
}

/// Whether a paragraph is a title: short, alone on its line, without the punctuation of a sentence, with text after it.
fn is_title(block: &Draft, next: Option<&Draft>, may_number: bool) -> bool {
    let text = block.text();
    let Some(next) = next.filter(|next| !is_known_heading(next)) else {
        return false;
    };
    if !has_title_shape(text) || block.content.breaks.iter().any(|line| line.at > 0) {
        return false;
    }
    // A lead-in introduces a list; a title has a section.
    let leads_in = text.trim_end().ends_with(':');
    if leads_in && matches!(next.kind, BlockKind::List { .. } | BlockKind::Table) {
        return false;
    }
    if block.content.is_strong() {
        return true;
    }
    // Questions in a row are a table of contents.
    let asks = |text: &str| text.trim_end().ends_with('?');
    let is_question = asks(text) && text.starts_with(char::is_uppercase) && !asks(next.text());
    !leads_in && (may_number || is_question || is_shouted(text))
}

/// Which blocks are plain paragraphs that begin with a number, in a document that does this more than once.
fn numbered_paragraphs(blocks: &[Draft]) -> Vec<bool> {
    let is_numbered = |block: &Draft| {
        block.kind == BlockKind::Paragraph
            && has_title_shape(block.text())
            && !block.text().ends_with(':')
            && number::leading(block.text()).is_some_and(|number| {
                let title = block.text().get(number.title..).unwrap_or_default();
                number.sure && title.starts_with(char::is_uppercase)
            })
    };
    let numbered: Vec<bool> = blocks.iter().map(is_numbered).collect();
    if numbered.iter().filter(|numbered| **numbered).count() > 1 {
        numbered
    } else {
        vec![false; blocks.len()]
    }
}

/// The longest run of titles without text between them; a longer one is a table of contents.
const LONGEST_RUN: usize = 3;

/// Which blocks are bold lines of a table of contents: many in a row, or links into the document.
fn contents(blocks: &[Draft]) -> Vec<bool> {
    let is_bold = |block: &Draft| {
        block.kind == BlockKind::Paragraph
            && block.content.is_strong()
            && has_title_shape(block.text())
    };
    let leads_inside =
        |block: &Draft| {
            block.content.links.iter().any(|link| {
                link.target.starts_with('#') && 2 * link.range.len() > block.text().len()
            })
        };
    let mut contents: Vec<bool> = blocks.iter().map(leads_inside).collect();
    let mut run = 0;
    for (index, block) in blocks.iter().enumerate() {
        if is_bold(block) {
            run += 1;
            continue;
        }
        // The last of a run has text after it and may be a title.
        if run > LONGEST_RUN {
            let entries = contents.get_mut(index - run..index - 1);
            entries.unwrap_or_default().fill(true);
        }
        run = 0;
    }
    contents
}

const fn is_known_heading(block: &Draft) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// The title that a numbered list of one item is, where text follows it.
fn title_of_list(list: &Draft, next: Option<&Draft>) -> Option<Draft> {
    let [item] = list.children.as_slice() else {
        return None;
    };
    let next = next.filter(|next| !is_known_heading(next))?;
    let follows = matches!(
        next.kind,
        BlockKind::Paragraph | BlockKind::Table | BlockKind::List { .. }
    );
    let text = item.text();
    let is_title = follows
        && item.children.is_empty()
        && has_title_shape(text)
        && !text.ends_with(':')
        && text.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    is_title.then(|| titled(item, list.span))
}

/// The item as a title, its marker as the number.
fn titled(item: &Draft, span: Span) -> Draft {
    let mut title = Draft::with_content(BlockKind::Paragraph, span, item.content.clone());
    title.marker = item.marker;
    title.number.clone_from(&item.number);
    title
}
