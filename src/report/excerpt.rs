//! Cuts out of a source what a snippet shows: the words of a label with some text around them, however long their line.
//!
//! Policies have paragraphs of thousands of characters on one line. An [`Excerpt`] holds, for each line of its labels, a
//! window that fits the width, with `…` where it was cut; its marks index the text of the excerpt and keep their true line
//! and column. Control characters never reach the output: a policy cannot send escape sequences to a terminal.

use unicode_width::UnicodeWidthChar;

use crate::source::SourceFile;
use crate::text::{Position, Span, TextRange};

/// How much text is shown on either side of a label, in columns.
const CONTEXT: usize = 70;
/// How many lines of a label are shown.
const MAX_LINES: usize = 5;
/// How far a cut moves to fall between words, in characters.
const WORD: usize = 14;

/// What is to be shown of a source: a span, what is said of it, and whether it is what the diagnostic is about.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) primary: bool,
}

/// A few lines of a source, cropped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines as shown, each with its line end.
    pub(super) text: String,
    /// The 1-based line of the source that the first of them is.
    pub(super) first_line: usize,
    /// What is marked, ordered by range, without overlaps.
    pub(super) marks: Vec<Mark>,
}

/// A marked range of an excerpt.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The words in the excerpt.
    pub(super) range: TextRange,
    /// Where they start in the source.
    pub(super) position: Position,
    /// What is said of them.
    pub(super) message: Option<String>,
    /// Whether this is what the diagnostic is about.
    pub(super) primary: bool,
}

/// The part of a label that stands on one line.
#[derive(Debug)]
struct Part {
    line: usize,
    span: Span,
    message: Option<String>,
    primary: bool,
}

/// The excerpts that show `marked`, each at most `width` columns wide. Labels that stand near each other share one.
pub(super) fn excerpts(source: &SourceFile, marked: &[Marked], width: usize) -> Vec<Excerpt> {
    let mut groups: Vec<Vec<Part>> = Vec::new();
    for label in marked {
        let parts = parts(source, label);
        match groups
            .iter_mut()
            .find(|group| fits(source, group, &parts, width))
        {
            Some(group) => group.extend(parts),
            None => groups.push(parts),
        }
    }
    groups
        .into_iter()
        .map(|group| excerpt(source, group, width))
        .collect()
}

/// `text` with everything replaced that a terminal would obey rather than show.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter_map(shown).collect()
}

/// The character that stands for `c` in output; `None` where it has no width and no meaning.
fn shown(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '\u{7f}' => Some('\u{2421}'),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => Some(c),
    }
}

/// How many columns `text` takes once it is clean.
fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

fn char_columns(c: char) -> usize {
    shown(c).and_then(UnicodeWidthChar::width).unwrap_or(0)
}

/// A label, cut at line ends; blank lines and indentation are left out.
fn parts(source: &SourceFile, label: &Marked) -> Vec<Part> {
    let text = source.text.as_str();
    let first = source.lines.position(text, label.span.start).line;
    let last_byte = label.span.end.saturating_sub(1).max(label.span.start);
    let last = source.lines.position(text, last_byte).line;
    let mut parts = Vec::new();
    for line in (first..=last).take(MAX_LINES) {
        let whole = source.lines.line(text, line);
        let start = label.span.start.max(whole.start);
        let span = Span::new(start, label.span.end.min(whole.end).max(start));
        let words = span.of(text);
        let span = if line == first {
            Span::new(span.start, span.start + words.trim_end().len())
        } else {
            let indent = words.len() - words.trim_start().len();
            Span::new(span.start + indent, span.start + words.trim_end().len())
        };
        if line == first || !span.is_empty() {
            parts.push(Part {
                line,
                span,
                message: None,
                primary: label.primary,
            });
        }
    }
    let hidden = (last - first + 1).saturating_sub(MAX_LINES);
    if let Some(part) = parts.last_mut() {
        let mut message = clean(&label.message);
        if hidden > 0 {
            let more = if message.is_empty() { "" } else { " " };
            let lines = if hidden == 1 { "line" } else { "lines" };
            message.extend([more, &format!("(and {hidden} more {lines})")]);
        }
        part.message = Some(message).filter(|message| !message.is_empty());
    }
    parts
}

/// Whether `parts` can be shown together with `group`: on the same or neighbouring lines, without an overlap, and within
/// the width on every line.
fn fits(source: &SourceFile, group: &[Part], parts: &[Part], width: usize) -> bool {
    let lines = |parts: &[Part]| {
        let first = parts.iter().map(|part| part.line).min().unwrap_or(0);
        let last = parts.iter().map(|part| part.line).max().unwrap_or(0);
        (first, last)
    };
    let ((first, last), (new_first, new_last)) = (lines(group), lines(parts));
    if new_first > last + 1 || first > new_last + 1 || group.len() + parts.len() > 2 * MAX_LINES {
        return false;
    }
    parts.iter().all(|part| {
        let same_line = group.iter().filter(|other| other.line == part.line);
        let cover = same_line.fold(part.span, |cover, other| cover.cover(other.span));
        let overlaps = group
            .iter()
            .any(|other| other.span.overlaps(part.span) || (other.span.start == part.span.start));
        // A character takes at most four bytes: what is longer need not be measured.
        !overlaps && cover.len() <= 4 * width && columns(cover.of(&source.text)) <= width * 2 / 3
    })
}

fn excerpt(source: &SourceFile, mut group: Vec<Part>, width: usize) -> Excerpt {
    group.sort_by_key(|part| part.span);
    let first_line = group.first().map_or(1, |part| part.line);
    let last_line = group.last().map_or(first_line, |part| part.line);
    let mut excerpt = Excerpt {
        first_line,
        ..Excerpt::default()
    };
    let mut rest = group.into_iter().peekable();
    for line in first_line..=last_line {
        let mut own = Vec::new();
        while let Some(part) = rest.next_if(|part| part.line == line) {
            own.push(part);
        }
        push_line(&mut excerpt, source, line, own, width);
        excerpt.text.push('\n');
    }
    excerpt
}

fn push_line(
    excerpt: &mut Excerpt,
    source: &SourceFile,
    line: usize,
    parts: Vec<Part>,
    width: usize,
) {
    let text = source.text.as_str();
    let whole = source.lines.line(text, line);
    let cover = parts
        .iter()
        .map(|part| part.span)
        .reduce(Span::cover)
        .unwrap_or(Span::at(whole.start));
    let said = parts
        .iter()
        .filter_map(|part| part.message.as_deref().map(columns))
        .max();
    let window = window(text, whole, cover, said.unwrap_or(0), width);
    if window.start > whole.start {
        excerpt.text.push('…');
    }
    let mut at = window.start;
    for part in parts {
        excerpt
            .text
            .push_str(&clean(Span::new(at, part.span.start).of(text)));
        let start = excerpt.text.len();
        excerpt.text.push_str(&cropped(part.span.of(text), width));
        excerpt.marks.push(Mark {
            range: TextRange::new(start, excerpt.text.len()),
            position: source.lines.position(text, part.span.start),
            message: part.message,
            primary: part.primary,
        });
        at = part.span.end;
    }
    excerpt
        .text
        .push_str(&clean(Span::new(at, window.end).of(text)));
    if window.end < whole.end {
        excerpt.text.push('…');
    }
}

/// `words` when they fit three quarters of the width, else their start and their end.
fn cropped(words: &str, width: usize) -> String {
    let room = width * 3 / 4;
    if columns(words) <= room {
        return clean(words);
    }
    let head = take(words.chars(), room * 2 / 3);
    let tail = take(words.chars().rev(), room / 3);
    let head = words.get(..head).unwrap_or_default();
    let tail = words.get(words.len() - tail..).unwrap_or_default();
    let tail = tail
        .split_once(char::is_whitespace)
        .map_or(tail, |(_, rest)| rest);
    format!("{} … {}", clean(head.trim_end()), clean(tail))
}

/// What is shown of the line `whole` around `cover`: as much as fits, at most [`CONTEXT`] columns on either side, the
/// label far enough to the left for what is said of it to fit under the line.
fn window(text: &str, whole: Span, cover: Span, said: usize, width: usize) -> Span {
    let left = Span::new(whole.start, cover.start).of(text);
    let right = Span::new(cover.end, whole.end).of(text);
    let marked = columns(cover.of(text)).min(width * 3 / 4);
    let room = width.saturating_sub(marked + 2);
    let reach = |side: usize| side.min(CONTEXT).min(room);
    let before = reach(take_columns(left.chars().rev(), CONTEXT));
    let after = reach(take_columns(right.chars(), CONTEXT));
    let under = width.saturating_sub(said + 6 + marked / 2).max(WORD);
    let before = before.min((room / 2).max(room - after)).min(under);
    let after = after.min(room - before);
    let start = cover.start - between_words(left, take(left.chars().rev(), before), true);
    let end = cover.end + between_words(right, take(right.chars(), after), false);
    Span::new(start, end)
}

/// How many bytes of `chars` fit `room` columns.
fn take(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += char_columns(*c);
            used <= room
        })
        .map(char::len_utf8)
        .sum()
}

/// How many columns `chars` take, counted no further than `limit`.
fn take_columns(chars: impl Iterator<Item = char>, limit: usize) -> usize {
    let mut used = 0;
    for c in chars {
        if used >= limit {
            break;
        }
        used += char_columns(c);
    }
    used
}

/// `len` bytes at the near end of `side`, less a word that the cut would split.
fn between_words(side: &str, len: usize, reversed: bool) -> usize {
    if len >= side.len() {
        return side.len();
    }
    let (kept, next) = if reversed {
        let at = side.len() - len;
        (
            side.get(at..).unwrap_or_default(),
            side.get(..at).unwrap_or_default().chars().next_back(),
        )
    } else {
        (
            side.get(..len).unwrap_or_default(),
            side.get(len..).unwrap_or_default().chars().next(),
        )
    };
    if next.is_none_or(char::is_whitespace) {
        return len;
    }
    let split = if reversed {
        kept.find(char::is_whitespace)
    } else {
        kept.rfind(char::is_whitespace).map(|at| kept.len() - at)
    };
    split
        .filter(|part| *part <= WORD)
        .map_or(len, |part| len - part)
}
