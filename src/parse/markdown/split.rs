//! One text that holds several blocks: paragraphs parted by line breaks, bullets that Markdown does not know.

use crate::document::BlockKind;
use crate::text::{Span, TextRange};

use super::draft::Draft;
use super::inline::{BreakKind, Inline};
use super::number::Enumerator;

/// Signs that are bullets wherever a line begins with them.
const BULLETS: [char; 26] = [
    '•', '·', '▪', '▫', '■', '□', '●', '○', '◦', '‣', '⁃', '∙', '➢', '➤', '►', '▶', '▸', '➔', '→',
    '✓', '✔', '✅', '❖', '◆', '\u{f0b7}', '\u{f0a7}',
];

/// Signs that are bullets where several lines begin with them.
const DASHES: [char; 4] = ['-', '–', '—', '*'];

/// The blocks that the text of `block`, a paragraph, holds.
pub(super) fn paragraph(block: Draft) -> Vec<Draft> {
    if block.content.breaks.is_empty() && !may_hold_bullets(block.text()) {
        return vec![block];
    }
    let parts = parts(&block.content);
    if let [Part::Text(_)] = parts.as_slice() {
        return vec![block];
    }
    blocks_of(parts)
}

/// Moves all but the first paragraph of the block's own text below it.
pub(super) fn own_text(block: &mut Draft) {
    if block.content.breaks.is_empty() && !may_hold_bullets(block.text()) {
        return;
    }
    let mut parts = parts(&block.content);
    let own = match parts.first_mut() {
        Some(Part::Text(text)) => std::mem::take(text),
        _ => Inline::default(),
    };
    let has_own = !own.text.is_empty();
    if has_own && parts.len() == 1 {
        return;
    }
    let mut children = blocks_of(parts.into_iter().skip(usize::from(has_own)).collect());
    block.content = own;
    children.append(&mut block.children);
    block.children = children;
}

/// Makes lists of neighbouring paragraphs that begin with bullets or with letters in sequence.
pub(super) fn gather_lists(blocks: Vec<Draft>) -> Vec<Draft> {
    let mut gathered = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        if block.kind != BlockKind::Paragraph {
            push_merged(&mut gathered, block);
            continue;
        }
        let is_more = |next: &Draft| next.kind == BlockKind::Paragraph;
        if let Some(item) = bullet_item(&block.content, false) {
            let mut items = vec![item];
            while let Some(next) = blocks.peek().filter(|next| is_more(next))
                && let Some(item) = bullet_item(&next.content, false)
            {
                items.push(item);
                blocks.next();
            }
            push_merged(&mut gathered, list(items, false));
            continue;
        }
        let first = Enumerator::leading(block.text()).filter(Enumerator::is_first);
        let second = blocks.peek().filter(|next| is_more(next));
        let runs_on = |last: &Enumerator, next: &Draft| {
            Enumerator::leading(next.text()).filter(|next| next.follows(last))
        };
        let pair = first.zip(
            second
                .zip(first)
                .and_then(|(next, first)| runs_on(&first, next)),
        );
        let Some((first, _)) = pair else {
            gathered.push(block);
            continue;
        };
        let mut items = vec![item(&block.content, first.end)];
        let mut last = first;
        while let Some(next) = blocks.peek().filter(|next| is_more(next))
            && let Some(found) = runs_on(&last, next)
        {
            items.push(item(&next.content, found.end));
            last = found;
            blocks.next();
        }
        gathered.push(list(items, true));
    }
    gathered
}

/// Adds a block; a list with typed bullets goes on with the list before it, since each of its items was a paragraph.
fn push_merged(blocks: &mut Vec<Draft>, mut block: Draft) {
    let unordered = BlockKind::List { ordered: false };
    // Only typed bullets are noted as the number of their item.
    let bullet = |list: &Draft| {
        let first = list.children.first().filter(|_| list.kind == unordered);
        first.and_then(|item| item.number.clone())
    };
    let own = bullet(&block);
    if own.is_some()
        && let Some(last) = blocks.last_mut().filter(|last| bullet(last) == own)
    {
        last.span = last.span.cover(block.span);
        last.children.append(&mut block.children);
    } else {
        blocks.push(block);
    }
}

/// A part of a text.
enum Part {
    Text(Inline),
    Item { item: Draft, ordered: bool },
}

fn blocks_of(parts: Vec<Part>) -> Vec<Draft> {
    let mut blocks: Vec<Draft> = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => blocks.push(Draft::of_content(BlockKind::Paragraph, text)),
            Part::Item { item, ordered } => match blocks.last_mut() {
                Some(last) if last.kind == (BlockKind::List { ordered }) => {
                    last.span = last.span.cover(item.span);
                    last.children.push(item);
                }
                _ => blocks.push(list(vec![item], ordered)),
            },
        }
    }
    blocks
}

fn list(items: Vec<Draft>, ordered: bool) -> Draft {
    let span = items
        .iter()
        .map(|item| item.span)
        .reduce(Span::cover)
        .unwrap_or_default();
    let mut list = Draft::new(BlockKind::List { ordered }, span);
    list.children = items;
    list
}

/// Whether a line of the text may begin with a bullet, or the text may hold bullets in one line.
fn may_hold_bullets(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && BULLETS.contains(&c))
}

/// A line of a text and the break before it.
struct Line {
    range: TextRange,
    before: BreakKind,
}

/// The parts of `content`: at paragraph breaks and where items begin.
fn parts(content: &Inline) -> Vec<Part> {
    let lines = lines(content);
    let text = content.text.as_str();
    let begins_dash = |line: &Line| bullet_len(line.range.of(text), true).is_some();
    let dashes = lines.iter().filter(|line| begins_dash(line)).count() > 1;
    let lettered = lettered(&lines, text);
    let mut parts = Vec::new();
    let mut open: Option<(TextRange, Start)> = None;
    for (line, letter) in lines.iter().zip(lettered) {
        let bullet = bullet_len(line.range.of(text), dashes);
        let start = match (bullet, letter) {
            (Some(length), _) => Start::Bullet(length),
            (_, Some(length)) => Start::Letter(length),
            _ if line.before == BreakKind::Item => Start::Bullet(0),
            _ => Start::Text,
        };
        match &mut open {
            Some((range, begun)) if start == Start::Text && continues(line, *begun, text) => {
                range.end = line.range.end;
            }
            _ => {
                parts.extend(open.and_then(|(range, start)| part(content, range, start)));
                open = Some((line.range, start));
            }
        }
    }
    parts.extend(open.and_then(|(range, start)| part(content, range, start)));
    parts
}

/// How a part begins, with the length of its marker.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Text,
    Bullet(usize),
    Letter(usize),
}

/// Whether a line without a bullet belongs to the part before it.
fn continues(line: &Line, part: Start, text: &str) -> bool {
    let goes_on = || {
        line.range
            .of(text)
            .trim_start()
            .starts_with(char::is_lowercase)
    };
    match line.before {
        BreakKind::Soft => true,
        BreakKind::Hard => part == Start::Text || goes_on(),
        BreakKind::Paragraph | BreakKind::Item => false,
    }
}

fn part(content: &Inline, range: TextRange, start: Start) -> Option<Part> {
    let content = content.slice(range);
    if content.text.is_empty() {
        return None;
    }
    let (length, ordered) = match start {
        Start::Text => return Some(Part::Text(content)),
        Start::Bullet(length) => (length, false),
        Start::Letter(length) => (length, true),
    };
    let item = item(&content, length);
    (!item.is_empty()).then_some(Part::Item { item, ordered })
}

fn lines(content: &Inline) -> Vec<Line> {
    let text = content.text.as_str();
    let mut lines = Vec::with_capacity(content.breaks.len() + 1);
    let mut start = 0;
    let mut before = BreakKind::Soft;
    for line in &content.breaks {
        push_line(&mut lines, text, TextRange::new(start, line.at), before);
        start = line.at;
        before = line.kind;
    }
    push_line(&mut lines, text, TextRange::new(start, text.len()), before);
    lines
}

/// Adds a line, cut at its bullets where it holds several: a list that was pasted into one line.
fn push_line(lines: &mut Vec<Line>, text: &str, range: TextRange, before: BreakKind) {
    let line = range.of(text);
    let bullets = || {
        line.match_indices(" • ")
            .map(|(at, _)| range.start + at + 1)
    };
    let mut start = range.start;
    let mut before = before;
    if bullets().count() + usize::from(line.starts_with('•')) > 1 {
        for at in bullets() {
            lines.push(Line {
                range: TextRange::new(start, at),
                before,
            });
            start = at;
            before = BreakKind::Soft;
        }
    }
    lines.push(Line {
        range: TextRange::new(start, range.end),
        before,
    });
}

/// For each line the length of its letter, where the lines' letters form a sequence.
fn lettered(lines: &[Line], text: &str) -> Vec<Option<usize>> {
    let mut lengths = vec![None; lines.len()];
    let mut run: Vec<(usize, Enumerator)> = Vec::new();
    let mut settle = |run: &mut Vec<(usize, Enumerator)>| {
        if run.len() > 1 {
            for (index, found) in run.iter() {
                if let Some(length) = lengths.get_mut(*index) {
                    *length = Some(found.end);
                }
            }
        }
        run.clear();
    };
    for (index, line) in lines.iter().enumerate() {
        let Some(found) = Enumerator::leading(line.range.of(text)) else {
            continue;
        };
        if run.last().is_some_and(|(_, last)| found.follows(last)) {
            run.push((index, found));
        } else {
            settle(&mut run);
            if found.is_first() {
                run.push((index, found));
            }
        }
    }
    settle(&mut run);
    lengths
}

/// The length of the bullet that the line begins with; `dashes` count where the caller saw several.
fn bullet_len(line: &str, dashes: bool) -> Option<usize> {
    let first = line.chars().next()?;
    let after = line.get(first.len_utf8()..)?;
    let spaced = after.starts_with(' ') || after.is_empty();
    let is_bullet = BULLETS.contains(&first) || (dashes && spaced && DASHES.contains(&first));
    is_bullet.then_some(first.len_utf8())
}

fn bullet_item(content: &Inline, dashes: bool) -> Option<Draft> {
    let length = bullet_len(content.text.as_str(), dashes)?;
    let item = item(content, length);
    (!item.is_empty()).then_some(item)
}

/// An item whose marker is the first `length` bytes of `content`.
fn item(content: &Inline, length: usize) -> Draft {
    let marker = (length > 0).then(|| content.text.span_of(TextRange::new(0, length)));
    let text = content.slice(TextRange::new(length, content.text.len()));
    let mut item = Draft::with_content(BlockKind::Item, content.text.span(), text);
    item.marker = marker;
    item.number = marker.map(|_| {
        TextRange::new(0, length)
            .of(content.text.as_str())
            .to_owned()
    });
    item
}
