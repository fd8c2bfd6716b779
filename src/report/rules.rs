//! What `policylint rules` and `policylint explain` print: the rules themselves.

use std::io::{self, Write};

use serde::Serialize;

use crate::language::Language;
use crate::rule::{Example, Expectation, Rule};

use super::cited;
use super::excerpt::clean;

/// The version of the JSON contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Wire<'a> {
    version: u32,
    rules: Vec<WireRule<'a>>,
}

#[derive(Serialize)]
struct WireRule<'a> {
    id: &'a str,
    summary: &'a str,
    severity: &'static str,
    confidence: &'static str,
    law: &'a [String],
    why: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    languages: Vec<String>,
    enabled: bool,
    runs: bool,
    path: &'a str,
}

/// Writes `rules` as JSON; `active` are those that would run.
pub fn json(rules: &[Rule], active: &[Rule], out: &mut dyn Write) -> io::Result<()> {
    let rules = rules.iter().map(|rule| {
        let running = running(rule, active);
        WireRule {
            id: rule.id.as_str(),
            summary: &rule.summary,
            severity: running.unwrap_or(rule).severity.as_str(),
            confidence: rule.confidence.as_str(),
            law: &rule.law,
            why: rule.why.as_deref(),
            message: &rule.message,
            help: rule.help.as_deref(),
            languages: rule.languages().iter().map(Language::to_string).collect(),
            enabled: rule.enabled,
            runs: running.is_some(),
            path: &rule.path,
        }
    });
    let wire = Wire {
        version: VERSION,
        rules: rules.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &wire)?;
    writeln!(out)
}

/// Writes `rules` for people: one line each, those that do not run marked so.
pub fn human(rules: &[Rule], active: &[Rule], out: &mut dyn Write) -> io::Result<()> {
    let width = |text: &dyn Fn(&Rule) -> String| {
        let lengths = rules.iter().map(|rule| text(rule).chars().count());
        lengths.max().unwrap_or(0)
    };
    let ids = width(&|rule| rule.id.to_string());
    let languages = width(&|rule| languages(rule));
    for rule in rules {
        let severity = running(rule, active).map_or("off", |rule| rule.severity.as_str());
        let law = match cited(&rule.law) {
            law if law.is_empty() => law,
            law => format!(" ({law})"),
        };
        writeln!(
            out,
            "{:ids$}  {severity:7}  {:languages$}  {}{law}",
            rule.id,
            self::languages(rule),
            rule.summary,
        )?;
    }
    writeln!(out, "{} rules, {} of them run", rules.len(), active.len())
}

fn running<'r>(rule: &Rule, active: &'r [Rule]) -> Option<&'r Rule> {
    active.iter().find(|running| running.id == rule.id)
}

fn languages(rule: &Rule) -> String {
    let languages: Vec<String> = rule.languages().iter().map(Language::to_string).collect();
    languages.join(" ")
}

/// Writes everything there is to know of `rule`.
pub fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", rule.id)?;
    writeln!(out, "{}\n", rule.summary)?;
    writeln!(
        out,
        "severity {}, confidence {}{}",
        rule.severity,
        rule.confidence.as_str(),
        if rule.enabled {
            ""
        } else {
            "; runs only where it is selected"
        }
    )?;
    if !rule.law.is_empty() {
        writeln!(out, "rests on {}", cited(&rule.law))?;
    }
    writeln!(out, "defined in {}", rule.path)?;
    if let Some(why) = &rule.why {
        writeln!(out, "\nWhy\n{}", indented(why))?;
    }
    writeln!(out, "\nWhat it says\n{}", indented(&rule.message))?;
    if let Some(help) = &rule.help {
        writeln!(out, "\nWhat to do\n{}", indented(help))?;
    }
    for example in &rule.examples {
        let heading = heading(example);
        writeln!(
            out,
            "\n{heading} ({})\n{}",
            example.language,
            indented(&example.text)
        )?;
    }
    Ok(())
}

fn heading(example: &Example) -> &'static str {
    match example.expectation {
        Expectation::Fires => "Example that it speaks of",
        Expectation::Ok => "Example that it is content with",
        Expectation::NotApplicable => "Example that it does not apply to",
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text
        .trim_end()
        .lines()
        .map(|line| format!("    {}", clean(line)).trim_end().to_owned())
        .collect();
    lines.join("\n")
}
