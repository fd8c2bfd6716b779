//! L1: YAML values that know where they stand; the only module that names the YAML crate.
//!
//! Rule files, lexicons, tables and configuration are all read through [`parse`]. An error is a [`Diagnostic`] on the very
//! key or value that is wrong.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_yaml::Spanned;

use crate::diagnostic::{Diagnostic, Label};
use crate::text::Span;

/// A value and the span it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: Span,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        Ok(Self {
            value: spanned.value,
            span: span_of(&spanned.referenced),
        })
    }
}

/// A mapping in the order in which it is written, each key with its place.
#[derive(Clone, Debug)]
pub struct Entries<T>(pub Vec<(Located<String>, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
    type Value = Entries<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = map.next_entry()? {
            rows.push(row);
        }
        Ok(Entries(rows))
    }
}

fn span_of(location: &serde_yaml::Location) -> Span {
    let span = location.span();
    let start = span
        .byte_offset()
        .and_then(|at| usize::try_from(at).ok())
        .unwrap_or(0);
    let len = span
        .byte_len()
        .and_then(|len| usize::try_from(len).ok())
        .unwrap_or(0);
    Span::new(start, start + len)
}

/// Reads one YAML document. `rule` is the id under which an error is reported.
pub fn parse<T: for<'de> Deserialize<'de>>(text: &str, rule: &str) -> Result<T, Box<Diagnostic>> {
    serde_yaml::from_str(text).map_err(|error| {
        let error = error.without_snippet();
        let span = error
            .location()
            .map_or(Span::default(), |location| span_of(&location));
        let span = if span.is_empty() {
            first_word(text, span.start)
        } else {
            span
        };
        let formatter = serde_yaml::UserMessageFormatter;
        let message = error.render_with_formatter(&formatter);
        // The label says where; a second statement of it in the message would only be noise.
        let message = message
            .rfind(" at line ")
            .and_then(|at| message.get(..at))
            .unwrap_or(&message);
        Box::new(Diagnostic::input(rule, message, Label::new(span, "here")))
    })
}

/// The word at `at`, so that a label is never empty where there is something to point at.
fn first_word(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let len = rest
        .find(|c: char| c.is_whitespace() || c == ':')
        .unwrap_or(rest.len());
    Span::new(at, at + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    struct Sample {
        id: Located<String>,
        severity: Option<Kind>,
        each: Option<Vec<Condition>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Error,
        Warning,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only its errors are looked at")]
    enum Condition {
        Concept(Located<String>),
        All(Vec<Self>),
    }

    fn wrong(text: &str) -> (String, String) {
        let error = parse::<Sample>(text, "meta/rule-file").unwrap_err();
        (error.message.clone(), error.span().of(text).to_owned())
    }

    #[test]
    fn a_value_knows_its_place_after_text_outside_ascii() {
        let text = "# één\nid: gdpr/x\n";
        let sample: Sample = parse(text, "meta/rule-file").unwrap();
        assert_eq!(sample.id.span.of(text), "gdpr/x");
    }

    #[test]
    fn errors_point_at_what_is_wrong() {
        assert_eq!(wrong("id: a\nseverity: fatal\n").1, "fatal");
        assert_eq!(wrong("id: a\nseverty: error\n").1, "severty");
        let (message, at) = wrong("id: a\neach: [{concpt: b}]\n");
        assert_eq!(
            (message.as_str(), at.as_str()),
            (
                "unknown variant `concpt`, expected one of concept, all",
                "concpt"
            )
        );
    }
}
