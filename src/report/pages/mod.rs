//! The pages of `docs/rules`: one for each rule, and one that lists them by family. They are made of the same rules that run.

mod asked;
mod parts;

use std::collections::BTreeMap;

use crate::language::Language;
use crate::lexicon::ConceptTree;
use crate::rule::{Example, Expectation, Profiles, Rule, RuleSet};
use crate::source::Format;

use super::cited;
use super::header::cell;

/// What stands at the end of each page, for whoever would change it.
const WRITTEN: &str =
    "\n<!-- Written by `policylint rules --pages docs/rules` from the files of rules. -->";

/// What the pages are made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The concepts that they speak of.
    pub concepts: &'a ConceptTree,
    /// The profiles that choose among them.
    pub profiles: &'a Profiles,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it belongs in the folder of pages.
    pub path: String,
    /// Its text, in Markdown.
    pub text: String,
}

/// All pages, the list first.
pub fn pages(source: Source<'_>) -> Vec<Page> {
    let rules = source.rules.rules().iter();
    let mut pages = vec![list(source.rules)];
    pages.extend(rules.map(|rule| page(source, rule)));
    pages
}

/// The page that lists all others, by family.
fn list(rules: &RuleSet) -> Page {
    let mut families: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules.rules() {
        families.entry(family(rule)).or_default().push(rule);
    }
    let mut lines = vec![
        "# The rules".to_owned(),
        String::new(),
        format!(
            "{} rules in {} families. `policylint rules` lists those that run with your configuration, `policylint explain RULE` says \
             what is on these pages. How rules are written is in [writing-rules.md](../writing-rules.md).",
            rules.rules().len(),
            families.len()
        ),
    ];
    for (family, rules) in families {
        lines.extend([
            format!("\n## {family}\n"),
            "| Rule | Severity | Languages | What it asks | Rests on |".to_owned(),
            "| --- | --- | --- | --- | --- |".to_owned(),
        ]);
        for rule in rules {
            let cells = [
                format!("[{}]({}.md)", rule.id, rule.id),
                severity(rule),
                languages(rule),
                rule.summary.clone(),
                cited(&rule.law),
            ];
            let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
    }
    Page::new("README.md", &lines)
}

/// The page of one rule.
fn page(source: Source<'_>, rule: &Rule) -> Page {
    let facts = [
        ("Severity", severity(rule)),
        ("Confidence", rule.confidence.as_str().to_owned()),
        ("Rests on", rule.law.join("; ")),
        ("Languages", languages(rule)),
        ("Profiles", profiles(source.profiles, rule)),
        ("Defined in", format!("[{0}](../../../{0})", rule.path)),
    ];
    let mut lines = vec![
        format!("# {}\n\n{}.\n", rule.id, rule.summary),
        "| | |\n| --- | --- |".to_owned(),
    ];
    let facts = facts.iter().filter(|(_, fact)| !fact.is_empty());
    lines.extend(facts.map(|(name, fact)| format!("| {name} | {} |", cell(fact))));
    if let Some(why) = &rule.why {
        lines.push(format!("\n## Why\n\n{}", why.trim()));
    }
    lines.push("\n## What it asks\n".to_owned());
    lines.extend(asked::sentences(rule, source.concepts));
    lines.push(format!("\n## What it says\n\n> {}", rule.message));
    if let Some(help) = &rule.help {
        lines.push(format!("\nWhat to do: {}", help.trim()));
    }
    lines.push(options(rule));
    lines
        .push("\n## Examples\n\nThe words between ⟦ and ⟧ are those that it speaks of.".to_owned());
    lines.extend(rule.examples.iter().map(shown));
    Page::new(&format!("{}.md", rule.id), &lines)
}

impl Page {
    fn new(path: &str, lines: &[String]) -> Self {
        Self {
            path: path.to_owned(),
            text: format!("{}\n{WRITTEN}\n", lines.join("\n")),
        }
    }
}

/// How a user changes what the rule does.
fn options(rule: &Rule) -> String {
    let switch = if rule.enabled {
        format!("`ignore: [{}]` turns it off", rule.id)
    } else {
        format!("It runs only where it is selected: `select: [{}]`", rule.id)
    };
    format!(
        "\n## Options\n\nIn `policylint.yaml`: `severity: {{{0}: error}}`, `warning`, `info` or `off`. {switch}. In a text: \
         `<!-- policylint-ignore {0} reason=\"…\" -->`.",
        rule.id
    )
}

fn shown(example: &Example) -> String {
    let heading = match example.expectation {
        Expectation::Fires => "It speaks of this",
        Expectation::Ok => "It is content with this",
        Expectation::NotApplicable => "It has nothing to ask of this",
    };
    let today = example
        .today
        .map(|today| format!(", as of {today}"))
        .unwrap_or_default();
    let fence = fence(&example.text);
    let format = match example.format {
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Plain => "text",
    };
    format!(
        "\n{heading} ({}{today}):\n\n{fence}{format}\n{}\n{fence}",
        example.language,
        example.text.trim_end()
    )
}

/// A fence that is longer than any in `text`.
fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

fn family(rule: &Rule) -> &str {
    let id = rule.id.as_str();
    id.split_once('/').map_or(id, |(family, _)| family)
}

fn severity(rule: &Rule) -> String {
    if rule.enabled {
        rule.severity.to_string()
    } else {
        format!("{}, only where it is selected", rule.severity)
    }
}

fn languages(rule: &Rule) -> String {
    let languages: Vec<String> = rule.languages().iter().map(Language::to_string).collect();
    languages.join(" ")
}

/// The profiles that run the rule, with the severity where it is another.
fn profiles(profiles: &Profiles, rule: &Rule) -> String {
    let running = profiles.profiles().iter();
    let running = running.filter(|profile| rule.enabled && profile.runs(rule));
    let named = running.map(|profile| match profile.severity(rule) {
        own if own == rule.severity => profile.name.clone(),
        other => format!("{} ({other})", profile.name),
    });
    named.collect::<Vec<_>>().join(", ")
}
