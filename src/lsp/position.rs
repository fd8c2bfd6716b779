//! Bytes of the source ↔ positions as a client counts them: 0-based lines, and columns in the units that were agreed on.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::{LineIndex, Span};

/// The units that columns are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// What clients count in that say nothing.
    #[default]
    Utf16,
    /// Unicode scalars.
    Utf32,
}

impl Encoding {
    /// The first of those that a client offers, best first; UTF-16 where it offers none that is known.
    pub(super) fn choose<'a>(offered: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |name: &str| match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        };
        offered.into_iter().find_map(known).unwrap_or_default()
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text whose lines are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruler<'t> {
    text: &'t str,
    lines: &'t LineIndex,
    encoding: Encoding,
}

impl<'t> Ruler<'t> {
    /// A ruler along `text`, which `lines` was built from.
    pub(super) const fn new(text: &'t str, lines: &'t LineIndex, encoding: Encoding) -> Self {
        Self {
            text,
            lines,
            encoding,
        }
    }

    /// The position of byte `offset`. Within a line end it is the end of the line, beyond the text the end of the text.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.position(self.text, offset).line;
        let span = self.lines.line(self.text, line);
        let before = Span::new(span.start, offset.min(span.end)).of(self.text);
        let units: usize = before.chars().map(|c| self.encoding.units(c)).sum();
        Position::new(narrow(line - 1), narrow(units))
    }

    /// The range of `span`.
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The byte at `position`. What lies beyond a line is its end, beyond the text the end of the text, and within a
    /// character its beginning.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let span = self.lines.line(self.text, line.saturating_add(1));
        let mut units = 0;
        for (at, c) in span.of(self.text).char_indices() {
            units += self.encoding.units(c);
            if units > wanted {
                return span.start + at;
            }
        }
        span.end
    }

    /// The bytes under `range`, whichever end comes first.
    pub(super) fn span(&self, range: Range) -> Span {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        Span::new(a.min(b), a.max(b))
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(text: &str, encoding: Encoding, offset: usize) -> (u32, u32) {
        let position = Ruler::new(text, &LineIndex::new(text), encoding).position(offset);
        (position.line, position.character)
    }

    #[test]
    fn the_first_known_offer_is_taken() {
        assert_eq!(Encoding::choose([]), Encoding::Utf16);
        assert_eq!(
            Encoding::choose(["utf-7", "utf-32", "utf-8"]),
            Encoding::Utf32
        );
        assert_eq!(Encoding::choose(["utf-7"]), Encoding::Utf16);
    }

    #[test]
    fn columns_are_counted_in_the_units_agreed_on() {
        // é is 2, 1 and 1 units; 😀 is 4, 2 and 1; a tab and U+FFFD are as any other character.
        let text = "é\t😀x\r\n\u{fffd}a\rb\n";
        for (encoding, before_x, before_a) in [
            (Encoding::Utf8, 7, 3),
            (Encoding::Utf16, 4, 1),
            (Encoding::Utf32, 3, 1),
        ] {
            let x = text.find('x').unwrap();
            assert_eq!(at(text, encoding, x), (0, before_x));
            assert_eq!(at(text, encoding, text.find('a').unwrap()), (1, before_a));
            assert_eq!(at(text, encoding, text.find('b').unwrap()), (2, 0));
            // Between the two characters of a line end, the line has ended.
            assert_eq!(at(text, encoding, x + 2), (0, before_x + 1));
            assert_eq!(at(text, encoding, text.len()), (3, 0));
            assert_eq!(at(text, encoding, 1000), (3, 0));
        }
    }

    #[test]
    fn what_lies_beyond_is_brought_back() {
        let text = "a😀b\r\nc";
        let lines = LineIndex::new(text);
        let ruler = Ruler::new(text, &lines, Encoding::Utf16);
        let offset = |line, character| ruler.offset(Position::new(line, character));
        assert_eq!(offset(0, 1), 1);
        assert_eq!(offset(0, 2), 1, "within a character");
        assert_eq!(offset(0, 3), 5);
        assert_eq!(offset(0, 99), 6, "the line end is not part of the line");
        assert_eq!(offset(1, u32::MAX), 9);
        assert_eq!(offset(u32::MAX, 0), text.len());
        let backwards = Range::new(Position::new(1, 0), Position::new(0, 0));
        assert_eq!(ruler.span(backwards), Span::new(0, 8));
    }

    proptest! {
        #[test]
        fn positions_lead_back(text in "[a\té😀\u{fffd}\r\n]{0,40}") {
            let lines = LineIndex::new(&text);
            for encoding in ALL {
                let ruler = Ruler::new(&text, &lines, encoding);
                for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let back = ruler.offset(ruler.position(offset));
                    let within_line_end = text.as_bytes().get(offset) == Some(&b'\n')
                        && offset > 0 && text.as_bytes()[offset - 1] == b'\r';
                    prop_assert_eq!(back, if within_line_end { offset - 1 } else { offset });
                }
            }
        }
    }
}
