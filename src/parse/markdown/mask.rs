//! The source as the CommonMark parser gets to see it: same length, same lines, without what is no Markdown.
//!
//! Site generators replace template directives (`{% if %}`, `{{< ref >}}`) before Markdown is read, so their quotes and
//! underscores must not act as markup. Each byte of them is replaced by a filler; the text of the document is always
//! taken from the source itself. Nesting beyond every human use is filled as well, since the time that the CommonMark
//! parser needs grows with depth times lines.

use crate::text::Span;

use super::draft::MAX_DEPTH;

/// Stands for a byte that is no Markdown. A letter, so that emphasis and link targets beside it still work.
const FILLER: u8 = b'x';

/// How far a directive may reach; what has no end within it is text.
const LONGEST: usize = 2048;

/// The widest indentation that is believed.
const WIDEST_INDENT: usize = 4 * MAX_DEPTH;

/// The masked source and what was masked.
#[derive(Debug)]
pub(super) struct Masked {
    pub(super) text: String,
    /// What is passed over: no text at all. In order.
    hidden: Vec<Span>,
    /// Comments of template languages, with their inner text.
    pub(super) comments: Vec<(Span, String)>,
    /// The ids that attributes give (`{: #id .class}`).
    pub(super) anchors: Vec<String>,
}

impl Masked {
    /// Masks `source`.
    pub(super) fn new(source: &str) -> Self {
        let mut masking = Masking {
            source,
            bytes: source.as_bytes().to_vec(),
            hidden: Vec::new(),
            comments: Vec::new(),
            anchors: Vec::new(),
        };
        masking.mask_directives();
        masking.flatten();
        masking.hidden.sort_unstable();
        Self {
            // The filler replaces whole characters, so this is UTF-8; were it not, the source itself is still right.
            text: String::from_utf8(masking.bytes).unwrap_or_else(|_| source.to_owned()),
            hidden: masking.hidden,
            comments: masking.comments,
            anchors: masking.anchors,
        }
    }

    /// The parts of `span` that are text.
    pub(super) fn shown(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self
            .hidden
            .partition_point(|hidden| hidden.end <= span.start);
        let mut at = span.start;
        self.hidden
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |hidden| hidden.start < span.end)
            .copied()
            .chain(std::iter::once(Span::at(span.end)))
            .filter_map(move |hidden| {
                let shown = Span::new(at, hidden.start.min(span.end));
                at = at.max(hidden.end);
                (!shown.is_empty()).then_some(shown)
            })
    }
}

/// A template directive and what it does with its place in the text.
struct Directive {
    open: &'static str,
    close: Ahead,
    hidden: bool,
}

/// The next place of a string, searched once: the places asked from only ever move on.
struct Ahead {
    wanted: &'static str,
    found: Option<usize>,
}

impl Ahead {
    const fn of(wanted: &'static str) -> Self {
        Self {
            wanted,
            found: None,
        }
    }

    fn next(&mut self, source: &str, from: usize) -> Option<usize> {
        if self.found.is_none_or(|found| found < from) {
            let found = source.get(from..)?.find(self.wanted);
            self.found = Some(found.map_or(usize::MAX, |found| from + found));
        }
        self.found.filter(|found| *found != usize::MAX)
    }

    /// The next place, no further from `from` than a directive may reach.
    fn near(&mut self, source: &str, from: usize) -> Option<usize> {
        self.next(source, from)
            .filter(|found| found - from <= LONGEST)
    }
}

impl Directive {
    const fn new(open: &'static str, close: &'static str) -> Self {
        Self {
            open,
            close: Ahead::of(close),
            hidden: true,
        }
    }
}

/// Longer openings stand before those they begin with.
const fn directives() -> [Directive; 6] {
    let mut placeholder = Directive::new("{{", "}}");
    placeholder.hidden = false;
    [
        Directive::new("{{<", ">}}"),
        Directive::new("{{%", "%}}"),
        placeholder,
        Directive::new("{%", "%}"),
        Directive::new("{#", "#}"),
        Directive::new("{:", "}"),
    ]
}

struct Masking<'s> {
    source: &'s str,
    bytes: Vec<u8>,
    hidden: Vec<Span>,
    comments: Vec<(Span, String)>,
    anchors: Vec<String>,
}

impl Masking<'_> {
    fn mask_directives(&mut self) {
        let mut directives = directives();
        let mut end_of_comment = Ahead::of("endcomment");
        let mut end_of_attributes = Ahead::of("}");
        let mut at = 0;
        while let Some(found) = self.source.get(at..).and_then(|rest| rest.find('{')) {
            let start = at + found;
            let rest = self.source.get(start..).unwrap_or_default();
            let known = directives
                .iter_mut()
                .find(|known| rest.starts_with(known.open));
            let end = match known {
                Some(directive) => self.directive(directive, &mut end_of_comment, start),
                None => self.attributes(&mut end_of_attributes, start),
            };
            at = end.unwrap_or(start + 1);
        }
    }

    /// Masks the directive that begins at `at` and returns its end; `None` where it is none after all.
    fn directive(
        &mut self,
        directive: &mut Directive,
        end_of_comment: &mut Ahead,
        at: usize,
    ) -> Option<usize> {
        let inner = at + directive.open.len();
        let inner_end = directive.close.near(self.source, inner)?;
        let mut inside = Span::new(inner, inner_end);
        let one_line = matches!(directive.open, "{#" | "{:");
        if one_line && inside.of(self.source).contains('\n') {
            return None;
        }
        let mut span = Span::new(at, inner_end + directive.close.wanted.len());
        let block = directive.open == "{%" && directive_name(inside.of(self.source)) == "comment";
        if block && let Some(end) = end_of_comment.next(self.source, span.end) {
            let opening = self.source.get(..end)?.rfind("{%").unwrap_or(end);
            inside = Span::new(span.end, opening);
            let mut tail = self.source.get(end..)?.bytes().take(32);
            span.end = end + tail.position(|byte| byte == b'}')? + 1;
        }
        if block || directive.open == "{#" {
            self.comments
                .push((span, inside.of(self.source).to_owned()));
        }
        if directive.open == "{:" {
            self.anchors.extend(ids(inside.of(self.source)));
        }
        if directive.hidden {
            self.hidden.push(span);
        }
        let alone = directive.hidden && stands_alone(self.source, span);
        self.fill(span, if alone { b' ' } else { FILLER });
        Some(span.end)
    }

    /// Masks the attributes of a link or image, `](target){.button}`, and returns their end.
    fn attributes(&mut self, end: &mut Ahead, at: usize) -> Option<usize> {
        let after_link = self.source.get(..at)?.ends_with([')', ']']);
        let inside = Span::new(at + 1, end.near(self.source, at + 1)?);
        let text = inside.of(self.source);
        let is_attributes = text.starts_with(['.', '#']) || text.contains("=\"");
        if !after_link || !is_attributes || text.contains('\n') {
            return None;
        }
        let span = Span::new(at, inside.end + 1);
        self.anchors.extend(ids(text));
        self.hidden.push(span);
        self.fill(span, FILLER);
        Some(span.end)
    }

    /// Masks containers that nest too deep, lines that are indented too far, and the fences of `:::` containers.
    fn flatten(&mut self) {
        let mut start = 0;
        for line in self.source.split_inclusive('\n') {
            if line.trim_start().starts_with(":::") {
                let span = Span::new(start, start + line.len());
                self.hidden.push(span);
                self.fill(span, b' ');
            } else if let Some(excess) = excess(line) {
                let span = Span::new(start + excess.start, start + excess.end);
                self.hidden.push(span);
                self.fill(span, FILLER);
            }
            start += line.len();
        }
    }

    /// Overwrites `span`, keeping its line ends.
    fn fill(&mut self, span: Span, with: u8) {
        for byte in self.bytes.get_mut(span.start..span.end).unwrap_or_default() {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = with;
            }
        }
    }
}

/// The part of the line's prefix of container markers and indentation that goes beyond what is believed.
fn excess(line: &str) -> Option<Span> {
    let mut markers = 0_usize;
    let mut column = 0_usize;
    let mut kind = None;
    let mut mixed = false;
    let mut from = None;
    let mut end = 0;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4,
            b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b':' => {
                markers += 1;
                mixed |= *kind.get_or_insert(byte) != byte;
            }
            b'0'..=b'9' => {}
            _ => break,
        }
        end = at + 1;
        if from.is_none() && (markers > MAX_DEPTH || column > WIDEST_INDENT) {
            from = Some(at);
        }
    }
    let from = from.filter(|from| *from < end)?;
    // A rule across the page is no nesting, and neither is a blank line.
    let is_rule = end >= line.trim_end().len() && !mixed && kind != Some(b'>');
    (!is_rule).then_some(Span::new(from, end))
}

/// The ids among attributes.
fn ids(attributes: &str) -> impl Iterator<Item = String> + '_ {
    let words = attributes.split_whitespace();
    let ids = words.filter_map(|word| {
        let named = word
            .strip_prefix("id=")
            .map(|id| id.trim_matches(['"', '\'']));
        word.strip_prefix('#').or(named)
    });
    ids.filter(|id| !id.is_empty()).map(str::to_owned)
}

fn directive_name(inside: &str) -> &str {
    inside
        .trim_matches(['-', ' '])
        .split_whitespace()
        .next()
        .unwrap_or_default()
}

/// Whether nothing but white space shares the lines of `span`.
fn stands_alone(source: &str, span: Span) -> bool {
    let blank = |c: char| c == ' ' || c == '\t';
    let before = source.get(..span.start).unwrap_or_default();
    let after = source.get(span.end..).unwrap_or_default();
    let before = before.chars().rev().find(|c| !blank(*c));
    let after = after.chars().find(|c| !blank(*c));
    matches!(before, None | Some('\n' | '\r')) && matches!(after, None | Some('\n' | '\r'))
}
