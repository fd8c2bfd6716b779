//! Words: what terms are matched against.
//!
//! A token is a run of letters and digits; everything between two tokens is a separator. `e-mail` is two tokens joined by
//! a hyphen, in policies and in lexicon terms alike, so that `opt-out`, `opt out` and `Opt–Out` read the same.

use super::TextRange;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing but white space, hyphens, apostrophes, quotes and the like.
    Joined,
    /// A comma, a bracket or a slash: the same clause may go on.
    Comma,
    /// A colon, a semicolon, a dash between spaces, or the end of a sentence: a new clause.
    Clause,
}

/// A word or number in derived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: TextRange,
    /// What separates it from the token before.
    pub gap: Gap,
}

/// The tokens of `text` under `range`, in order.
pub fn tokens(text: &str, range: TextRange) -> Vec<Token> {
    let mut found = Vec::with_capacity(range.len() / 6);
    let mut gap = Gap::Joined;
    let mut start = None;
    let mut before = ' ';
    for (offset, c) in range.of(text).char_indices() {
        let at = range.start + offset;
        if c.is_alphanumeric() || is_mark(c) {
            start.get_or_insert(at);
        } else {
            if let Some(start) = start.take() {
                found.push(Token {
                    range: TextRange::new(start, at),
                    gap,
                });
                gap = Gap::Joined;
            }
            gap = gap.max(separator(c, before));
        }
        before = c;
    }
    if let Some(start) = start {
        found.push(Token {
            range: TextRange::new(start, range.end),
            gap,
        });
    }
    found
}

/// A combining mark belongs to the letter before it.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

fn separator(c: char, before: char) -> Gap {
    match c {
        ';' | ':' | '.' | '!' | '?' | '•' | '·' => Gap::Clause,
        '–' | '—' | '-' if before == ' ' => Gap::Clause,
        ',' | '(' | ')' | '[' | ']' | '/' | '|' => Gap::Comma,
        _ => Gap::Joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_everything_that_is_no_letter_or_digit() {
        let text = "uw e-mailadres, naam; art. 6";
        let words: Vec<_> = tokens(text, TextRange::new(0, text.len()))
            .iter()
            .map(|t| (t.range.of(text), t.gap))
            .collect();
        assert_eq!(
            words,
            [
                ("uw", Gap::Joined),
                ("e", Gap::Joined),
                ("mailadres", Gap::Joined),
                ("naam", Gap::Comma),
                ("art", Gap::Clause),
                ("6", Gap::Clause)
            ]
        );
    }
}
