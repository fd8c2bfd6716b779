//! The notation of terms: text → [`Pattern`]. `docs/lexicon.md` describes it for those who write terms.

use std::sync::Arc;

use crate::text::{TextRange, fold, tokens};

/// One word of a term, as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Atom {
    /// This word, folded.
    Exact(Arc<str>),
    /// This word in this case.
    Cased(Arc<str>),
    /// Any word that begins so.
    Prefix(Arc<str>),
    /// Any word that ends so.
    Suffix(Arc<str>),
    /// Any word that contains this.
    Infix(Arc<str>),
    /// Any word of a named set.
    Set(Arc<str>),
}

/// A part of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// One word out of these.
    Word(Vec<Atom>),
    /// An entity by kind, with a restriction (`third`, `outside`).
    Entity(String, Option<String>),
    /// One word that begins with a capital.
    Capital,
    /// A number in digits.
    Number,
    /// Any one word.
    Any,
    /// One of these sequences.
    Group(Vec<Vec<Self>>),
    /// May be there.
    Optional(Vec<Self>),
}

/// A term, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Only at the beginning of a sentence.
    pub(crate) at_start: bool,
    /// Only at the end of a sentence.
    pub(crate) at_end: bool,
    /// Goes on to the end of the clause.
    pub(crate) extends: bool,
    /// What stands before the part to report.
    pub(crate) before: Vec<Node>,
    /// The part to report; the whole term where none is marked.
    pub(crate) body: Vec<Node>,
    /// What stands after it.
    pub(crate) after: Vec<Node>,
}

/// The set of words that stand inside names without a capital (“van der”), where a language has one.
pub(crate) const NAME_PARTICLE: &str = "name-particle";
/// The most words that a gap may span.
const MAX_GAP: usize = 20;

/// Parses a term. The error says what is wrong, for the author of the term.
pub(crate) fn parse(term: &str) -> Result<Pattern, String> {
    let mut parser = Parser {
        rest: term,
        pattern: Pattern::default(),
        marked: Marked::No,
    };
    parser.run()?;
    let pattern = parser.pattern;
    let last = pattern.after.last().or(pattern.body.last());
    let ends_in_gap =
        matches!(last, Some(Node::Optional(inner)) if inner.as_slice() == [Node::Any]);
    if ends_in_gap && !pattern.at_end && !pattern.extends {
        return Err("a gap at the end takes nothing: leave it out, or write `>>` for the rest of the clause".to_owned());
    }
    if pattern.at_start && pattern.extends {
        return Ok(pattern);
    }
    let first = pattern
        .before
        .iter()
        .chain(&pattern.body)
        .chain(&pattern.after)
        .next();
    match first {
        None => Err("an empty term matches nothing".to_owned()),
        Some(_) if pattern.at_start => Ok(pattern),
        Some(Node::Word(_) | Node::Entity(..) | Node::Group(_) | Node::Capital | Node::Number) => {
            Ok(pattern)
        }
        Some(_) => Err("a term begins with a word, a set, an entity or `^`".to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    No,
    Open,
    Closed,
}

struct Parser<'a> {
    rest: &'a str,
    pattern: Pattern,
    marked: Marked,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), String> {
        if let Some(rest) = self.rest.trim_start().strip_prefix('^') {
            self.pattern.at_start = true;
            self.rest = rest;
        }
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() {
                return if self.marked == Marked::Open {
                    Err("`{` is never closed".to_owned())
                } else {
                    Ok(())
                };
            }
            if self.pattern.at_end {
                return Err("nothing can follow `$`".to_owned());
            }
            if self.mark()? {
                continue;
            }
            if self.pattern.extends {
                return Err("nothing can follow `>>`".to_owned());
            }
            let nodes = sequence_item(&mut self.rest, false)?;
            if self.marked == Marked::Closed {
                self.pattern.after.extend(nodes);
            } else {
                self.pattern.body.extend(nodes);
            }
        }
    }

    /// Reads `{`, `}`, `>>` or `$`, if one of them is next.
    fn mark(&mut self) -> Result<bool, String> {
        if let Some(rest) = self.rest.strip_prefix('{') {
            if self.marked != Marked::No {
                return Err("a term marks one part with `{…}`, once".to_owned());
            }
            self.marked = Marked::Open;
            self.pattern.before = std::mem::take(&mut self.pattern.body);
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix('}') {
            if self.marked != Marked::Open {
                return Err("`}` closes nothing".to_owned());
            }
            self.marked = Marked::Closed;
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix(">>") {
            self.pattern.extends = true;
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix('$') {
            self.pattern.at_end = true;
            self.rest = rest;
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

/// Reads one element: a group, an option, a gap, an entity or a word.
/// Inside a group `|` separates whole sequences, outside it the words of one element.
fn sequence_item(rest: &mut &str, in_group: bool) -> Result<Vec<Node>, String> {
    if let Some(inner) = rest.strip_prefix('(') {
        *rest = inner;
        return Ok(vec![Node::Group(alternatives(rest, ')')?)]);
    }
    if let Some(inner) = rest.strip_prefix('[') {
        *rest = inner;
        let mut alternatives = alternatives(rest, ']')?;
        let only = if alternatives.len() == 1 {
            alternatives.pop().unwrap_or_default()
        } else {
            vec![Node::Group(alternatives)]
        };
        return Ok(vec![Node::Optional(only)]);
    }
    if let Some(inner) = rest.strip_prefix("...").or_else(|| rest.strip_prefix('…')) {
        let digits = inner
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(inner.len());
        let (count, after) = inner.split_at_checked(digits).unwrap_or((inner, ""));
        *rest = after;
        let count: usize = if count.is_empty() {
            3
        } else {
            count.parse().map_err(|_| "a gap is too wide".to_owned())?
        };
        if count == 0 || count > MAX_GAP {
            return Err(format!("a gap spans 1 to {MAX_GAP} words"));
        }
        return Ok((0..count)
            .map(|_| Node::Optional(vec![Node::Any]))
            .collect());
    }
    if let Some(inner) = rest.strip_prefix('<') {
        let end = inner.find('>').ok_or("`<` is never closed")?;
        let (name, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
        *rest = after.strip_prefix('>').unwrap_or(after);
        return Ok(slot(name));
    }
    words(rest, in_group)
}

fn slot(name: &str) -> Vec<Node> {
    match name {
        "name" => {
            let particle =
                || Node::Optional(vec![Node::Word(vec![Atom::Set(NAME_PARTICLE.into())])]);
            let more = || Node::Optional(vec![particle(), particle(), Node::Capital]);
            std::iter::once(Node::Capital)
                .chain((0..4).map(|_| more()))
                .collect()
        }
        "number" => vec![Node::Number],
        _ => {
            let (kind, restriction) = name
                .split_once(':')
                .map_or((name, None), |(kind, rest)| (kind, Some(rest)));
            vec![Node::Entity(
                kind.to_owned(),
                restriction.map(str::to_owned),
            )]
        }
    }
}

/// Reads sequences separated by `|` up to `close`.
fn alternatives(rest: &mut &str, close: char) -> Result<Vec<Vec<Node>>, String> {
    let mut found = vec![Vec::new()];
    loop {
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(close) {
            *rest = after;
            return if found.iter().any(Vec::is_empty) {
                Err("an alternative is empty".to_owned())
            } else {
                Ok(found)
            };
        }
        if let Some(after) = rest.strip_prefix('|') {
            *rest = after;
            found.push(Vec::new());
            continue;
        }
        if rest.is_empty() {
            return Err(format!("`{close}` is missing"));
        }
        let nodes = sequence_item(rest, true)?;
        if let Some(last) = found.last_mut() {
            last.extend(nodes);
        }
    }
}

/// Reads `a|b|c` without blanks: one element. A word that tokenises to several (`e-mail`) makes a group.
fn words(rest: &mut &str, in_group: bool) -> Result<Vec<Node>, String> {
    let ends = |c: char| {
        c.is_whitespace()
            || (in_group && c == '|')
            || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '$')
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    let (written, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if written.is_empty() {
        return Err(format!(
            "`{}` cannot stand here",
            rest.chars().next().unwrap_or(' ')
        ));
    }
    *rest = after;
    let alternatives: Vec<Vec<Atom>> = written.split('|').map(atoms).collect::<Result<_, _>>()?;
    if alternatives.iter().all(|atoms| atoms.len() == 1) {
        return Ok(vec![Node::Word(
            alternatives.into_iter().flatten().collect(),
        )]);
    }
    if let [only] = alternatives.as_slice() {
        return Ok(only
            .iter()
            .map(|atom| Node::Word(vec![atom.clone()]))
            .collect());
    }
    let sequence = |atoms: Vec<Atom>| {
        atoms
            .into_iter()
            .map(|atom| Node::Word(vec![atom]))
            .collect()
    };
    Ok(vec![Node::Group(
        alternatives.into_iter().map(sequence).collect(),
    )])
}

/// The atoms of one written word: one per token of it.
pub(crate) fn atoms(word: &str) -> Result<Vec<Atom>, String> {
    if let Some(name) = word.strip_prefix('@') {
        return Ok(vec![Atom::Set(name.into())]);
    }
    if let Some(cased) = word.strip_prefix('=') {
        return Ok(vec![Atom::Cased(cased.into())]);
    }
    let open_start = word.starts_with('*');
    let open_end = word.len() > 1 && word.ends_with('*');
    let bare = word.trim_matches('*');
    if bare.contains('*') {
        return Err(format!(
            "`{word}`: `*` stands at the beginning or the end of a word"
        ));
    }
    let parts = tokens(bare, TextRange::new(0, bare.len()));
    let last = parts.len().saturating_sub(1);
    if parts.is_empty() {
        return Err(format!("`{word}` holds no letter or digit"));
    }
    let atom = |(index, token): (usize, &crate::text::Token)| {
        let text: Arc<str> = fold(token.range.of(bare)).into();
        match (open_start && index == 0, open_end && index == last) {
            (true, true) => Atom::Infix(text),
            (true, false) => Atom::Suffix(text),
            (false, true) => Atom::Prefix(text),
            (false, false) => Atom::Exact(text),
        }
    };
    Ok(parts.iter().enumerate().map(atom).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Node {
        Node::Word(vec![Atom::Exact(text.into())])
    }

    #[test]
    fn reads_words_sets_gaps_and_marks() {
        let pattern = parse("^ we @keep ...2 {e-mail} for <duration> $").unwrap();
        assert!(pattern.at_start && pattern.at_end && !pattern.extends);
        assert_eq!(pattern.before.len(), 4);
        assert_eq!(pattern.body, [word("e"), word("mail")]);
        assert_eq!(
            pattern.after,
            [word("for"), Node::Entity("duration".to_owned(), None)]
        );
    }

    #[test]
    fn reads_groups_with_and_without_blanks() {
        let spaced = parse("(e-mail | email address)").unwrap();
        let tight = parse("(e-mail|email address)").unwrap();
        assert_eq!(spaced, tight);
        let expected = Node::Group(vec![
            vec![word("e"), word("mail")],
            vec![word("email"), word("address")],
        ]);
        assert_eq!(tight.body, [expected]);
    }

    #[test]
    fn says_what_is_wrong() {
        for term in [
            "",
            "...3 word",
            "(a|",
            "{a",
            "a } b",
            "a ...40 b",
            "[a] b",
            "a*b",
            "a >> b",
            "a ...3",
            "{a ...3}",
        ] {
            assert!(parse(term).is_err(), "{term}");
        }
    }
}
