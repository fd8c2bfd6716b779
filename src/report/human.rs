//! What people read: diagnostics with the words they are about, and a summary. The only file that knows miette.
//!
//! miette prints the snippets. It is given excerpts rather than the source, because it prints whole lines and merges
//! the snippets of neighbouring labels, and lines of a policy may have thousands of characters.

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};

use crate::diagnostic::{Diagnostic, Occurrence, Severity};
use crate::session::Report;
use crate::source::SourceFile;
use crate::text::Position;

use super::excerpt::{self, Excerpt, Marked, clean};
use super::{Style, cited};

/// How many occurrences of a diagnostic are shown with their words.
const SHOWN: usize = 3;
/// How many lines are named of the occurrences that are not shown.
const NAMED: usize = 12;
/// Columns that the line numbers and the frame take at most.
const FRAME: usize = 9;
/// The narrowest that snippets get.
const MIN_WIDTH: usize = 50;
/// How many lines around a label miette asks for. It asks for none only where it wants to know the place of a label, and
/// that is how [`Snippets`] tells the two questions apart.
const CONTEXT_LINES: usize = 1;

/// Writes the diagnostics of `report`.
pub fn diagnostics(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for checked in &report.documents {
        for found in &checked.diagnostics {
            diagnostic(&checked.source, found, style, out)?;
        }
    }
    Ok(())
}

/// Writes an error that has no place in a source, and what to do about it.
pub fn error(
    message: &str,
    help: Option<&str>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let theme = theme(style, Severity::Error);
    writeln!(
        out,
        "{}: {}",
        theme.styles.error.style("error"),
        clean(message)
    )?;
    if let Some(help) = help {
        writeln!(out, "  help: {}", clean(help))?;
    }
    Ok(())
}

/// Writes one diagnostic of the policy `source`, with the law behind it and where to read more.
pub fn diagnostic(
    source: &SourceFile,
    diagnostic: &Diagnostic,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    body(source, diagnostic, style, out)?;
    let theme = theme(style, diagnostic.severity);
    let line = theme.styles.linum.style(reference(diagnostic));
    writeln!(out, "  {line}\n")
}

/// Writes one mistake in `source`, a file of the tool's own: a configuration, a rule, a lexicon.
pub fn mistake(
    source: &SourceFile,
    diagnostic: &Diagnostic,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    body(source, diagnostic, style, out)?;
    writeln!(out)
}

fn body(
    source: &SourceFile,
    diagnostic: &Diagnostic,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let theme = theme(style, diagnostic.severity);
    let header = format!(
        "{}[{}]",
        diagnostic.severity,
        clean(diagnostic.rule.as_str())
    );
    let header = theme.styles.error.style(header);
    writeln!(out, "{header}: {}", clean(&diagnostic.message))?;
    out.write_all(snippets(source, diagnostic, &theme, style).as_bytes())?;
    let hidden = diagnostic.occurrences.get(SHOWN..).unwrap_or_default();
    if !hidden.is_empty() {
        writeln!(out, "  and {}", more(source, hidden))?;
    }
    if let Some(help) = &diagnostic.help {
        let rendered = render(&Shown::help(clean(help)), theme, style);
        out.write_all(rendered.as_bytes())?;
    }
    Ok(())
}

/// The law, how sure the rule is, and where to read more.
fn reference(diagnostic: &Diagnostic) -> String {
    let confidence = format!("confidence {}", diagnostic.confidence.as_str());
    let explain = format!("policylint explain {}", diagnostic.rule);
    let law = cited(&diagnostic.law);
    let parts = [law, confidence, explain];
    let parts: Vec<String> = parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| clean(part))
        .collect();
    parts.join(" · ")
}

/// `9 more at lines 12, 18, …`.
fn more(source: &SourceFile, hidden: &[Occurrence]) -> String {
    let mut lines: Vec<usize> = hidden
        .iter()
        .map(|occurrence| {
            source
                .lines
                .position(&source.text, occurrence.label.span.start)
                .line
        })
        .collect();
    lines.dedup();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let mut named: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    if lines.len() > NAMED {
        named.push("…".to_owned());
    }
    format!("{} more at {word} {}", hidden.len(), named.join(", "))
}

fn snippets(
    source: &SourceFile,
    diagnostic: &Diagnostic,
    theme: &GraphicalTheme,
    style: Style,
) -> String {
    let mut marked = Vec::new();
    for occurrence in diagnostic.occurrences.iter().take(SHOWN) {
        let labels = std::iter::once((&occurrence.label, true))
            .chain(occurrence.related.iter().map(|label| (label, false)));
        marked.extend(labels.map(|(label, primary)| Marked {
            span: label.span,
            message: label.message.clone(),
            primary,
        }));
    }
    let width = style.width.max(MIN_WIDTH) - FRAME;
    let shown = Shown::snippets(&source.path, &excerpt::excerpts(source, &marked, width));
    let mut theme = theme.clone();
    // miette colours labels in the order of their offsets, which is the order in which it is given them.
    let styles = shown.labels.iter().map(|label| {
        if label.primary() {
            theme.styles.error
        } else {
            theme.styles.help
        }
    });
    theme.styles.highlights = styles.collect();
    render(&shown, theme, style)
}

/// What miette prints for `shown`, without the line that it gives to a message: the header has that.
fn render(shown: &Shown, theme: GraphicalTheme, style: Style) -> String {
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(style.width.max(MIN_WIDTH))
        .without_syntax_highlighting()
        .with_context_lines(CONTEXT_LINES);
    let mut text = String::new();
    if handler.render_report(&mut text, shown).is_err() {
        return String::new();
    }
    text.split_once('\n')
        .map_or(String::new(), |(_, rest)| rest.to_owned())
}

/// The characters and colours; what is of `severity` is coloured as `styles.error` says.
fn theme(style: Style, severity: Severity) -> GraphicalTheme {
    if !style.color {
        return GraphicalTheme::unicode_nocolor();
    }
    let mut theme = GraphicalTheme::unicode();
    theme.styles.error = match severity {
        Severity::Error => theme.styles.error,
        Severity::Warning => theme.styles.warning,
        Severity::Info => theme.styles.advice,
    }
    .bold();
    theme
}

/// What miette is asked to print at once: snippets, or help.
#[derive(Debug, Default)]
struct Shown {
    snippets: Snippets,
    labels: Vec<LabeledSpan>,
    help: Option<String>,
}

/// Excerpts, one behind the other, as miette reads them.
#[derive(Debug, Default)]
struct Snippets {
    path: String,
    text: String,
    excerpts: Vec<Placed>,
}

/// An excerpt in the text of [`Snippets`], and where its labels really stand.
#[derive(Debug)]
struct Placed {
    start: usize,
    end: usize,
    first_line: usize,
    positions: Vec<(usize, Position)>,
}

impl Shown {
    fn help(help: String) -> Self {
        Self {
            help: Some(help),
            ..Self::default()
        }
    }

    fn snippets(path: &str, excerpts: &[Excerpt]) -> Self {
        let mut shown = Self::default();
        shown.snippets.path = clean(path);
        for excerpt in excerpts {
            let start = shown.snippets.text.len();
            shown.snippets.text.push_str(&excerpt.text);
            let mut positions = Vec::new();
            for mark in &excerpt.marks {
                let at = start + mark.range.start;
                let span = SourceSpan::new(at.into(), mark.range.len());
                positions.push((at, mark.position));
                shown.labels.push(if mark.primary {
                    LabeledSpan::new_primary_with_span(mark.message.clone(), span)
                } else {
                    LabeledSpan::new_with_span(mark.message.clone(), span)
                });
            }
            shown.snippets.excerpts.push(Placed {
                start,
                end: shown.snippets.text.len(),
                first_line: excerpt.first_line,
                positions,
            });
        }
        shown
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippets)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Snippets {
    /// The excerpt around `span`. A span over two excerpts is refused, which keeps miette from merging them.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let placed = self
            .excerpts
            .iter()
            .find(|placed| placed.start <= span.offset() && end <= placed.end)
            .ok_or(MietteError::OutOfBounds)?;
        let data = self.text.get(placed.start..placed.end).unwrap_or_default();
        let position = placed
            .positions
            .iter()
            .find(|(at, _)| lines_before == 0 && *at == span.offset());
        let (line, column) = match position {
            Some((_, position)) => (position.line, position.column),
            None => (placed.first_line, 1),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            data.as_bytes(),
            SourceSpan::new(placed.start.into(), data.len()),
            line - 1,
            column - 1,
            data.lines().count(),
        )))
    }
}
