//! What a hover tells: the rule that speaks here, the law it rests on, why it asks, and what to write instead.

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};

use crate::diagnostic::{Diagnostic, Occurrence};
use crate::report::cited;
use crate::rule::Rule;

use super::client::Client;
use super::documents::Judged;
use super::position::Ruler;

/// What is said at `position`; `None` where nothing is.
pub(super) fn at(judged: &Judged, position: Position, client: &Client) -> Option<Hover> {
    let source = &judged.checked.source;
    let ruler = Ruler::new(&source.text, &source.lines, client.encoding);
    let offset = ruler.offset(position);
    let here = under(&judged.checked.diagnostics, offset);
    let (_, first) = here.first()?;
    let range = ruler.range(first.label.span);
    let parts: Vec<String> = here
        .iter()
        .map(|(diagnostic, occurrence)| {
            let rule = judged.session.rules().get(diagnostic.rule.as_str());
            told(diagnostic, occurrence, rule, client.markdown)
        })
        .collect();
    let (kind, rule) = if client.markdown {
        (MarkupKind::Markdown, "\n\n---\n\n")
    } else {
        (MarkupKind::PlainText, "\n\n")
    };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind,
            value: parts.join(rule),
        }),
        range: Some(range),
    })
}

/// What speaks of the words at `offset`, the shortest words first. Just behind its last character a label counts only
/// where none other is meant.
fn under(diagnostics: &[Diagnostic], offset: usize) -> Vec<(&Diagnostic, &Occurrence)> {
    let all = || {
        diagnostics.iter().flat_map(|diagnostic| {
            let occurrences = diagnostic.occurrences.iter();
            occurrences.map(move |occurrence| (diagnostic, occurrence))
        })
    };
    let touching = |reach: usize| {
        let mut found: Vec<_> = all()
            .filter(|(_, occurrence)| {
                let span = occurrence.label.span;
                span.start <= offset && offset < span.end + reach
            })
            .collect();
        found.sort_by_key(|(_, occurrence)| occurrence.label.span.len());
        found
    };
    let inside = touching(0);
    if inside.is_empty() {
        touching(1)
    } else {
        inside
    }
}

/// One diagnostic in full.
fn told(
    diagnostic: &Diagnostic,
    occurrence: &Occurrence,
    rule: Option<&Rule>,
    markdown: bool,
) -> String {
    let text = |text: &str| {
        if markdown {
            escaped(text)
        } else {
            text.trim().to_owned()
        }
    };
    let strong = |name: &str| {
        if markdown {
            format!("**{name}**")
        } else {
            name.to_owned()
        }
    };
    let mut parts = vec![format!(
        "{} · {} · confidence {}",
        strong(diagnostic.rule.as_str()),
        diagnostic.severity,
        diagnostic.confidence.as_str()
    )];
    let label = &occurrence.label.message;
    let mut message = text(&diagnostic.message);
    if !label.is_empty() && *label != diagnostic.message {
        message.extend([": ", &text(label)]);
    }
    parts.push(message);
    let mut section = |name: &str, body: &str| {
        if !body.is_empty() {
            parts.push(format!("{}: {}", strong(name), text(body)));
        }
    };
    section(
        "What to write",
        diagnostic.help.as_deref().unwrap_or_default(),
    );
    section(
        "Why",
        rule.and_then(|rule| rule.why.as_deref())
            .unwrap_or_default(),
    );
    section("Rests on", &cited(&diagnostic.law));
    parts.join("\n\n")
}

/// Text that means nothing in Markdown: messages quote policies, and a policy is not to put links into an editor.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '\'' | '"' | '/' | '?' | '%') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Label;
    use crate::text::Span;

    use super::*;

    fn diagnostic(rule: &str, span: Span) -> Diagnostic {
        Diagnostic::input(rule, "message", Label::new(span, "label")).with_help("help")
    }

    #[test]
    fn the_shortest_words_come_first_and_the_edge_counts_last() {
        let all = [
            diagnostic("a", Span::new(0, 10)),
            diagnostic("b", Span::new(4, 6)),
            diagnostic("c", Span::at(12)),
        ];
        let rules = |offset| -> Vec<String> {
            under(&all, offset)
                .iter()
                .map(|(diagnostic, _)| diagnostic.rule.to_string())
                .collect()
        };
        assert_eq!(rules(5), ["b", "a"]);
        assert_eq!(rules(6), ["a"], "inside one label, just behind another");
        assert_eq!(rules(10), ["a"]);
        assert_eq!(rules(12), ["c"], "an empty label can be pointed at");
        assert!(rules(11).is_empty());
    }

    #[test]
    fn quoted_words_are_no_markup() {
        let mut found = diagnostic("a/b", Span::at(0));
        found.message = "“[x](http://y) <b>*z*” is odd".to_owned();
        let occurrence = found.occurrences[0].clone();
        let told = |markdown| told(&found, &occurrence, None, markdown);
        assert!(told(true).contains(r"“\[x\]\(http\://y\) \<b\>\*z\*” is odd: label"));
        assert!(told(true).starts_with("**a/b** · error"));
        assert!(
            told(false).contains("“[x](http://y) <b>*z*” is odd: label\n\nWhat to write: help")
        );
    }
}
