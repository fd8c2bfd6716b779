//! Run-in headings: the name that a paragraph or item gives itself in its first words (`**Cookies.** We use …`).

use crate::document::BlockKind;
use crate::text::TextRange;

use super::draft::Draft;
use super::inline::Inline;

/// The longest bold name, in bytes and in words.
const LONGEST: usize = 120;
const MOST_WORDS: usize = 14;

/// The longest name that only a colon sets apart.
const LONGEST_PLAIN: usize = 48;
const MOST_PLAIN_WORDS: usize = 4;
const MOST_ITEM_WORDS: usize = 6;

/// Marks the run-in headings of `blocks` and all below them.
pub(super) fn recover(blocks: &mut [Draft]) {
    for block in blocks {
        if matches!(
            block.kind,
            BlockKind::Paragraph
                | BlockKind::Item
                | BlockKind::Definition
                | BlockKind::Cell { header: false, .. }
        ) {
            let most_words = if block.kind == BlockKind::Item {
                MOST_ITEM_WORDS
            } else {
                MOST_PLAIN_WORDS
            };
            block.run_in = bold(&block.content).or_else(|| plain(&block.content, most_words));
        }
        recover(&mut block.children);
    }
}

/// Bold text at the start that ends in a colon, full stop or dash, or is followed by one or by a line break.
fn bold(content: &Inline) -> Option<TextRange> {
    let text = content.text.as_str();
    let strong = content.strong.first()?;
    if text.get(..strong.start)?.contains(char::is_alphanumeric) {
        return None;
    }
    let inside = strong.of(text);
    let name = inside.trim_end_matches([' ', ':', '.', '-', '–', '—', '?']);
    let after = text.get(strong.end..)?;
    let ends_itself = name.len() < inside.trim_end().len();
    let line_ends = content.breaks.iter().any(|line| {
        line.at >= strong.end
            && text
                .get(strong.end..line.at)
                .is_some_and(|gap| gap.trim().is_empty())
    });
    let follows = after.trim_start().starts_with([':', '.', '–', '—', '-']);
    // A whole bold paragraph is a sentence in bold, unless a colon makes it the name of what follows.
    let whole = after.trim().is_empty() && !inside.trim_end().ends_with(':');
    if whole || !(ends_itself || follows || line_ends) {
        return None;
    }
    let is_short = name.len() <= LONGEST && name.split_whitespace().count() <= MOST_WORDS;
    let question = inside.get(name.len()..)?.starts_with('?');
    let end = strong.start + name.len() + usize::from(question);
    (is_short && !name.trim().is_empty()).then(|| TextRange::new(strong.start, end))
}

/// A short capitalised name before a colon.
fn plain(content: &Inline, most_words: usize) -> Option<TextRange> {
    let text = content.text.as_str();
    let colon = text.get(..text.len().min(LONGEST_PLAIN)).map_or_else(
        || text.find(':').filter(|at| *at <= LONGEST_PLAIN),
        |near| near.find(':'),
    )?;
    let name = text.get(..colon)?.trim_end();
    let after = text.get(colon + 1..)?;
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && name.contains(char::is_alphabetic)
        && !name.contains(['.', '?', '!', ';', '@', '('])
        && name.split_whitespace().count() <= most_words
        // Bold words before the colon are the subject of a sentence.
        && content.strong.first().is_none_or(|strong| strong.end >= colon);
    (is_name && after.starts_with(' ') && !after.trim().is_empty())
        .then(|| TextRange::new(0, name.len()))
}
