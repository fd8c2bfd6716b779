//! Lines and columns, computed in this one place.
//!
//! Everything inside speaks in byte offsets; only output needs lines and columns. Lines end at `\n`, `\r\n` or a lone
//! `\r`.

use super::Span;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in Unicode scalars unless something else is said.
    pub column: usize,
}

/// The starts of the lines of a text.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// Line and column of byte `offset` of `text`, which is the text this index was built from.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let (line, before) = self.before(text, offset);
        Position {
            line,
            column: before.chars().count() + 1,
        }
    }

    /// The same with the column in UTF-16 code units, as editors and code hosts count.
    pub fn position_utf16(&self, text: &str, offset: usize) -> Position {
        let (line, before) = self.before(text, offset);
        Position {
            line,
            column: before.encode_utf16().count() + 1,
        }
    }

    /// The 1-based line of byte `offset` of `text`, and what stands before the offset on that line.
    fn before<'t>(&self, text: &'t str, offset: usize) -> (usize, &'t str) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (line, Span::new(start, offset.min(text.len())).of(text))
    }

    /// The span of 1-based line `line` without its line end, or an empty span where there is no such line.
    pub fn line(&self, text: &str, line: usize) -> Span {
        let Some(start) = line
            .checked_sub(1)
            .and_then(|at| self.starts.get(at))
            .copied()
        else {
            return Span::at(text.len());
        };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let bare = Span::new(start, end)
            .of(text)
            .trim_end_matches(['\n', '\r'])
            .len();
        Span::new(start, start + bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_of_every_kind_and_columns_in_scalars() {
        let text = "één\r\ntwee\rdrie\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(index.position(text, 5), Position { line: 1, column: 4 });
        assert_eq!(index.position(text, 7), Position { line: 2, column: 1 });
        assert_eq!(index.position(text, 12), Position { line: 3, column: 1 });
        assert_eq!(index.line(text, 1).of(text), "één");
        assert_eq!(index.line(text, 3).of(text), "drie");
    }

    #[test]
    fn counts_utf_16_code_units_where_they_are_asked_for() {
        let text = "a\né😀b";
        let index = LineIndex::new(text);
        let at = text.find('b').unwrap();
        assert_eq!(index.position(text, at), Position { line: 2, column: 3 });
        assert_eq!(
            index.position_utf16(text, at),
            Position { line: 2, column: 4 }
        );
    }
}
