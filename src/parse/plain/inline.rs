//! The text of lines: what is left of them in a block, with its way back to the source.
//!
//! Text that was copied from elsewhere carries traces of markup: `**bold**` from Markdown, a stray `<p>` from a web
//! page. They are left out of the text of a block, and lines are joined by one space.

use crate::text::{MappedText, Span};

/// The tags that plain text may carry, and whether each begins or ends a paragraph.
const TAGS: [(&str, bool); 28] = [
    ("a", false),
    ("b", false),
    ("br", true),
    ("center", true),
    ("div", true),
    ("em", false),
    ("font", false),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("h5", true),
    ("h6", true),
    ("hr", true),
    ("i", false),
    ("li", true),
    ("ol", true),
    ("p", true),
    ("section", true),
    ("span", false),
    ("strong", false),
    ("sub", false),
    ("sup", false),
    ("table", true),
    ("td", true),
    ("tr", true),
    ("u", false),
    ("ul", true),
];

/// Marks where a word may be broken; shown only where it is.
const SOFT_HYPHEN: char = '\u{ad}';

/// The longest tag that is looked for, so that a line of `<` costs no more than its length.
const MAX_TAG: usize = 240;

/// Length of the tag that `text` begins with, and whether it begins or ends a paragraph.
fn tag(text: &str) -> Option<(usize, bool)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name_len = inner
        .bytes()
        .take(8)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = inner.get(..name_len)?;
    let (_, block) = TAGS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let after = inner.get(name_len..)?;
    if !after.starts_with([' ', '>', '/', '\t']) {
        return None;
    }
    let close = after.bytes().take(MAX_TAG).position(|b| b == b'>')?;
    Some((text.len() - after.len() + close + 1, *block))
}

/// The tags of `source`, none of which is text.
pub(super) fn tags(source: &str) -> impl Iterator<Item = Span> + '_ {
    let mut free = 0;
    let marks = source.match_indices('<');
    marks.filter_map(move |(at, _)| {
        let rest = source.get(at..).filter(|_| at >= free)?;
        let (length, _) = tag(rest)?;
        // A tag does not reach across lines, nor is it looked for there.
        let span = Span::new(at, at + length);
        if span.of(source).contains('\n') {
            return None;
        }
        free = span.end;
        Some(span)
    })
}

/// `text` without the tags it begins with, and whether one of them begins a paragraph.
pub(super) fn after_leading_tags(text: &str) -> (bool, &str) {
    let mut rest = text;
    let mut block = false;
    while let Some((len, opens)) = tag(rest) {
        block |= opens;
        rest = rest
            .get(len..)
            .unwrap_or_default()
            .trim_start_matches(super::lines::is_space);
    }
    (block, rest)
}

/// `text` without the tags it ends with, and whether one of them ends a paragraph.
pub(super) fn before_trailing_tags(text: &str) -> (bool, &str) {
    let mut rest = text;
    let mut block = false;
    while rest.ends_with('>') {
        let window = rest.len().saturating_sub(MAX_TAG);
        let Some(open) = rest.rfind('<').filter(|open| *open >= window) else {
            break;
        };
        let last = rest.get(open..).unwrap_or_default();
        let Some((len, ends)) = tag(last) else { break };
        if len != last.len() {
            break;
        }
        block |= ends;
        rest = rest
            .get(..open)
            .unwrap_or_default()
            .trim_end_matches(super::lines::is_space);
    }
    (block, rest)
}

/// Appends what `span` of `source` says to `out`, after one space where there is text already.
pub(super) fn push_line(out: &mut MappedText, source: &str, span: Span) {
    if !out.is_empty() {
        let before = out.span().end;
        // A word broken at a soft hyphen goes on where it was broken off.
        let broken = source
            .get(before..)
            .is_some_and(|rest| rest.starts_with(SOFT_HYPHEN));
        if !broken {
            out.push_space(Span::new(before, span.start.max(before)));
        }
    }
    let text = span.of(source).trim_end_matches(SOFT_HYPHEN);
    let strong = text.matches("**").count();
    let strips = strong >= 2 && strong.is_multiple_of(2);
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['*', '<'])) {
        let mark = at + found;
        let rest = text.get(mark..).unwrap_or_default();
        let (skipped, breaks) = if strips && rest.starts_with("**") {
            (2, false)
        } else {
            tag(rest).unwrap_or_default()
        };
        if skipped > 0 {
            out.push(text.get(kept..mark).unwrap_or_default(), span.start + kept);
            kept = mark + skipped;
            let goes_on = rest
                .get(skipped..)
                .and_then(|after| after.chars().next())
                .is_some_and(|c| !c.is_whitespace() && c != '<');
            // The words on both sides of a break are two.
            if breaks && goes_on {
                out.push_space(Span::new(span.start + mark, span.start + kept));
            }
        }
        at = mark + skipped.max(1);
    }
    out.push(text.get(kept..).unwrap_or_default(), span.start + kept);
}

/// `span` without the emphasis marks that wrap the whole of it (`*Title*`, `__Title__`).
pub(super) fn without_emphasis(source: &str, span: Span) -> Span {
    let mut span = span;
    for mark in ["**", "__", "*", "_"] {
        let text = span.of(source);
        let inner = text
            .strip_prefix(mark)
            .and_then(|inner| inner.strip_suffix(mark))
            .filter(|inner| !inner.is_empty() && !inner.contains(mark));
        if inner.is_some() {
            span = Span::new(span.start + mark.len(), span.end - mark.len());
        }
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_the_two_sides_of_a_break_are_two_and_emphasis_parts_none() {
        let source = "a@b.org<br>140 Road, <b>bo</b>ld</p><p>Next";
        let mut out = MappedText::default();
        push_line(&mut out, source, Span::new(0, source.len()));
        assert_eq!(out.as_str(), "a@b.org 140 Road, bold Next");
    }
}
