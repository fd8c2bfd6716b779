//! What a log says of the rules themselves.

use crate::diagnostic::{Confidence, Diagnostic, Severity};
use crate::report::cited;
use crate::rule::Rule;

use super::level;
use super::wire::{Configuration, Descriptor, Properties, Text};

/// The most characters of a description that code hosts take.
const MAX_DESCRIPTION: usize = 1000;

/// Everything there is to know of `rule`, at the severity at which it ran.
pub(super) fn descriptor(rule: &Rule) -> Descriptor {
    let why = rule.why.as_deref().map(one_line);
    Descriptor {
        id: rule.id.to_string(),
        name: name(rule.id.as_str()),
        short_description: Some(Text::plain(sentence(&rule.summary))),
        full_description: Some(Text::plain(cropped(&sentence(
            why.as_deref().unwrap_or(&rule.summary),
        )))),
        help: Some(help(rule, why.as_deref())),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
        properties: properties(
            rule.id.as_str(),
            (rule.severity, rule.confidence),
            rule.law.clone(),
        ),
    }
}

/// What is known of a rule that only a diagnostic speaks of.
pub(super) fn known_by(diagnostic: &Diagnostic) -> Descriptor {
    let id = diagnostic.rule.as_str();
    Descriptor {
        id: id.to_owned(),
        name: name(id),
        short_description: None,
        full_description: None,
        help: None,
        default_configuration: Configuration {
            level: level(diagnostic.severity),
        },
        properties: properties(
            id,
            (diagnostic.severity, diagnostic.confidence),
            diagnostic.law.clone(),
        ),
    }
}

fn properties(
    id: &str,
    (severity, confidence): (Severity, Confidence),
    law: Vec<String>,
) -> Properties {
    let family = id.split_once('/').map(|(family, _)| family.to_owned());
    Properties {
        tags: std::iter::once("privacy".to_owned())
            .chain(family)
            .collect(),
        precision: confidence.as_str(),
        problem_severity: match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "recommendation",
        },
        law,
    }
}

/// `gdpr/retention-vague` as consumers want names: `GdprRetentionVague`.
fn name(id: &str) -> String {
    let words = id.split(|c: char| !c.is_alphanumeric());
    let mut name = String::new();
    for word in words {
        let mut chars = word.chars();
        name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    name
}

/// What is asked and why, what to write instead, and the law behind it; once plain, once in Markdown.
fn help(rule: &Rule, why: Option<&str>) -> Text {
    let instead = rule
        .help
        .as_deref()
        .map(|help| without_places(&one_line(help)));
    let law = Some(cited(&rule.law)).filter(|law| !law.is_empty());
    let command = format!("policylint explain {}", rule.id);
    let sure = rule.confidence.as_str();
    let mut text = vec![sentence(&rule.summary)];
    let mut markdown = vec![format!("**{}**", marked(&sentence(&rule.summary)))];
    if let Some(why) = why {
        text.push(sentence(why));
        markdown.push(marked(&sentence(why)));
    }
    if let Some(instead) = instead {
        text.push(format!("What to write or check: {instead}"));
        markdown.push(format!("**What to write or check:** {}", marked(&instead)));
    }
    if let Some(law) = law {
        text.push(format!("Law: {law}."));
        markdown.push(format!("**Law:** {}", marked(&law)));
    }
    text.push(format!("Confidence: {sure}. Examples: {command}"));
    markdown.push(format!("**Confidence:** {sure}. **Examples:** `{command}`"));
    Text {
        text: text.join("\n\n"),
        markdown: Some(markdown.join("\n\n")),
    }
}

/// `text` as a sentence with its full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let words = text.trim_end_matches(['”', '"', '’', ')']);
    if words.ends_with(['.', '?', '!', '…', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `{value}` and the like stand for words of a policy; there are none here.
fn without_places(text: &str) -> String {
    let mut parts = text.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((_, rest)) => plain.extend(["…", rest]),
            None => plain.extend(["{", part]),
        }
    }
    plain
}

/// `text` with a backslash before whatever Markdown would take for a mark.
fn marked(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|'
        ) {
            marked.push('\\');
        }
        marked.push(c);
    }
    marked
}

fn cropped(text: &str) -> String {
    if text.chars().count() <= MAX_DESCRIPTION {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MAX_DESCRIPTION - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::{marked, name, sentence, without_places};

    #[test]
    fn names_and_sentences_are_as_consumers_want_them() {
        assert_eq!(name("gdpr/retention-vague"), "GdprRetentionVague");
        assert_eq!(sentence("nothing is said"), "nothing is said.");
        assert_eq!(sentence("e.g. “after a year.”"), "e.g. “after a year.”");
        assert_eq!(without_places("say {value} or {meant}"), "say … or …");
        assert_eq!(marked("a_b [x]"), r"a\_b \[x\]");
    }
}
