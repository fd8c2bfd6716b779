//! Suppressions: what a directive in the text leaves out, and that it changes nothing else.

use std::fmt::Write as _;
use std::sync::LazyLock;

use policylint::document::BlockKind;
use policylint::session::{Checked, Session, Settings};
use policylint::source::{Format, SourceFile};
use policylint::text::Span;
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq};

use super::fixtures::{session, source};

static SESSION: LazyLock<Session> = LazyLock::new(session);

/// The lines of the source, each with what is said (`^`) and what is left out (`~`) below the words in question.
fn annotated(checked: &Checked) -> String {
    let source = &checked.source;
    let mut marks: Vec<(Span, char, String)> = Vec::new();
    for found in &checked.diagnostics {
        let what = format!("{} {}: {}", found.severity, found.rule, found.message);
        let places = found.occurrences.iter();
        marks.extend(places.map(|one| (one.label.span, '^', what.clone())));
    }
    for left_out in &checked.suppressed {
        let reason = left_out.reason.as_deref().unwrap_or("?");
        let line = source.lines.position(&source.text, left_out.by.start).line;
        let what = format!("{} by line {line}: {reason}", left_out.diagnostic.rule);
        marks.push((left_out.diagnostic.span(), '~', what));
    }
    marks.sort();
    let mut text = String::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let _ = writeln!(text, "{}", line.trim_end());
        let here = at..at + line.len();
        for (span, mark, what) in marks.iter().filter(|mark| here.contains(&mark.0.start)) {
            let indent = source.text[at..span.start].chars().count();
            let width = span.of(&source.text).chars().count().max(1);
            let mark = mark.to_string().repeat(width);
            let _ = writeln!(text, "{}{mark} {what}", " ".repeat(indent));
        }
        at += line.len();
    }
    text
}

#[test]
fn directives_leave_out_what_they_cover_in_markdown() {
    let checked = SESSION.check(source("suppress/bakery.md"));
    assert_data_eq!(annotated(&checked), expected("bakery.md"));
}

#[test]
fn directives_leave_out_what_they_cover_in_web_pages() {
    let checked = SESSION.check(source("suppress/bakery.html"));
    assert_data_eq!(annotated(&checked), expected("bakery.html"));
}

#[test]
fn directives_leave_out_what_they_cover_in_plain_text() {
    let checked = SESSION.check(source("suppress/bakery.txt"));
    assert_data_eq!(annotated(&checked), expected("bakery.txt"));
}

fn expected(name: &str) -> Data {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root
        .join("fixtures/suppress")
        .join(format!("{name}.annotated"));
    Data::read_from(&path, Some(snapbox::data::DataFormat::Text))
}

fn check(name: &str, format: Format, text: &str) -> Checked {
    SESSION.check(SourceFile::from_text(name, text.to_owned(), format))
}

/// What is said, by rule and words; and what is left out.
fn said(checked: &Checked) -> (Vec<String>, Vec<String>) {
    let text = &checked.source.text;
    let shown = |rule: &str, span: Span| format!("{rule} {}", span.of(text));
    let all = checked.diagnostics.iter().flat_map(|found| {
        let places = found.occurrences.iter();
        places.map(move |one| shown(found.rule.as_str(), one.label.span))
    });
    let left_out = checked.suppressed.iter();
    let left_out = left_out.map(|one| {
        let diagnostic = &one.diagnostic;
        shown(diagnostic.rule.as_str(), diagnostic.span())
    });
    (all.collect(), left_out.collect())
}

const PURPOSES: &str = "# Privacy policy\n\n\
    We use your e-mail address to send our newsletter, because you consent.\n\n\
    ## Orders\n\n\
    We use your address to deliver your order, because of our contract with you.\n";

/// Where no purpose has a period, that is said once. One suppressed purpose hides no other.
#[test]
fn what_is_said_once_for_all_is_suppressed_one_by_one() {
    let rule = "gdpr/retention-per-purpose";
    let of_rule = |text: &str| {
        let (said, left_out) = said(&check("policy.md", Format::Markdown, text));
        let own = |rows: Vec<String>| -> Vec<String> {
            let rows = rows.into_iter().filter(|row| row.starts_with(rule));
            rows.collect()
        };
        (own(said), own(left_out))
    };
    let directive = format!("<!-- policylint-ignore {rule} reason=\"agreed\" -->");
    let (all, none) = of_rule(PURPOSES);
    assert_eq!((all.len(), none.len()), (1, 0), "{all:?}");

    let one = PURPOSES.replace("consent.", &format!("consent. {directive}"));
    let (said, left_out) = of_rule(&one);
    assert_eq!(said, [format!("{rule} to deliver your order")]);
    assert_eq!(left_out, [format!("{rule} to send our newsletter")]);

    let both = format!("{directive}\n\n{PURPOSES}");
    let (said, left_out) = of_rule(&both);
    assert_eq!((said.len(), left_out), (0, all));
}

/// A suppression of a rule that does not run, or is not asked of this kind of document, is not called useless.
#[test]
fn only_rules_that_were_asked_make_a_suppression_useless() {
    let unused = "meta/suppression-unused";
    let text = |title: &str| {
        format!(
            "# {title}\n\nWe use your e-mail address to send our newsletter, because you consent. We keep it for a year. <!-- policylint-ignore gdpr/retention-vague, gdpr/right-access reason=\"x\" -->\n"
        )
    };
    let useless = |session: &Session, text: String| {
        let source = SourceFile::from_text("policy.md", text, Format::Markdown);
        let (all, _) = said(&session.check(source));
        all.into_iter()
            .filter(|row| row.starts_with(unused))
            .count()
    };
    assert_eq!(useless(&SESSION, text("Privacy policy")), 2);
    assert_eq!(useless(&SESSION, text("A recipe for bread")), 0);
    let mut settings = Settings::new(jiff::civil::date(2026, 11, 22));
    settings.selection.ignore = vec!["gdpr/right-access".to_owned()];
    let without = Session::new(settings).unwrap();
    assert_eq!(useless(&without, text("Privacy policy")), 1);
}

/// `span` where each of its bytes is moved; the end is that of the last.
fn moved(span: Span, moved: &dyn Fn(usize) -> usize) -> Span {
    let end = span.end.saturating_sub(1).max(span.start);
    Span::new(moved(span.start), moved(end) + span.end.min(end + 1) - end)
}

/// All that is said and left out, with all that a reader sees of it, but nothing of suppressions themselves.
fn whole(checked: &Checked, moved: &dyn Fn(usize) -> usize) -> Vec<String> {
    let span = |span: Span| self::moved(span, moved);
    let left_out = checked.suppressed.iter().map(|one| &one.diagnostic);
    let all = checked.diagnostics.iter().chain(left_out);
    let of_rules = all.filter(|found| !found.rule.as_str().starts_with("meta/suppression-"));
    let rows = of_rules.flat_map(|found| {
        let places = found.occurrences.iter();
        places.map(move |one| {
            let related: Vec<Span> = one.related.iter().map(|label| span(label.span)).collect();
            format!(
                "{} {} {} {:?} {related:?} {}",
                found.rule,
                found.severity,
                found.message,
                span(one.label.span),
                one.fingerprint,
            )
        })
    });
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows
}

fn outline(checked: &Checked, moved: &dyn Fn(usize) -> usize) -> Vec<String> {
    let document = &checked.document;
    let rows = document.blocks().iter().map(|block| {
        let text = self::moved(block.text.span(), moved);
        format!(
            "{:?} {:?} {:?} {}..{} {}",
            block.kind,
            block.parent,
            block.section,
            text.start,
            text.end,
            block.text.as_str()
        )
    });
    rows.collect()
}

/// Where a directive can be put in, and whether a blank line can stand behind it: before any element of a page, and
/// otherwise on a line of its own, before items and between what blank lines part.
fn openings(checked: &Checked) -> Vec<(usize, bool)> {
    let text = &checked.source.text;
    let html = checked.source.format == Format::Html;
    let mut openings = Vec::new();
    for block in checked.document.blocks() {
        let at = block.span.start;
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let alone = text[line..at].trim().is_empty() && line > 0;
        let parted = text[..line].ends_with("\n\n");
        if html {
            openings.push((at, true));
        } else if alone && (parted || block.kind == BlockKind::Item) {
            openings.push((line, parted));
        }
    }
    openings
}

fn policies() -> Vec<&'static str> {
    vec![
        "policies/en/webshop.md",
        "policies/en/mixed_languages.md",
        "policies/nl/bakkerij.txt",
        "policies/nl/leeszaal.md",
        "policies/nl/webwinkel.html",
        "suppress/bakery.md",
        "suppress/bakery.txt",
        "suppress/bakery.html",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// A directive changes nothing but what it leaves out: every block, every diagnostic and every fingerprint stays as it
    /// is, at its place.
    #[test]
    fn a_directive_changes_nothing_else(
        policy in prop::sample::select(policies()),
        place in any::<prop::sample::Index>(),
        blank in any::<bool>(),
        rule in prop::sample::select(vec!["law/privacy-shield", "gdpr/retention-vague", "gdpr/right-*"]),
        reason in "[a-z ,.;:<>=&*_#|'`-]{0,30}",
    ) {
        let reason = reason.replace("--", "- ");
        let before = SESSION.check(source(policy));
        let openings = openings(&before);
        let (at, parted) = *place.get(&openings);
        let text = &before.source.text;
        let indent: String = text[at..].chars().take_while(|c| *c == ' ').collect();
        let gap = if blank && parted { "\n" } else { "" };
        let directive = format!("{indent}<!-- policylint-ignore {rule} reason=\"{reason}\" -->\n{gap}");
        let edited = format!("{}{directive}{}", &text[..at], &text[at..]);
        let after = check(&before.source.path, before.source.format, &edited);
        let start = at;
        let moved = |at: usize| if at < start { at } else { at + directive.len() };
        let same = |at: usize| at;
        prop_assert_eq!(outline(&before, &moved), outline(&after, &same));
        prop_assert_eq!(whole(&before, &moved), whole(&after, &same));
    }
}
