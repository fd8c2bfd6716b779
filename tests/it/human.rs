//! How diagnostics look to people: exact underlines, readable on any line, harmless to a terminal.

use policylint::diagnostic::{
    Confidence, Diagnostic, Fingerprint, Label, Occurrence, RuleId, Severity,
};
use policylint::report::{Style, human};
use policylint::source::{Format, SourceFile};
use policylint::text::Span;
use proptest::prelude::*;

fn source(text: &str) -> SourceFile {
    SourceFile::from_text("policy.md", text.to_owned(), Format::Markdown)
}

/// The label on the `nth` place where `words` stand.
fn label(text: &str, words: &str, nth: usize, message: &str) -> Label {
    let (start, _) = text
        .match_indices(words)
        .nth(nth)
        .expect("the words stand in the text");
    Label::new(Span::new(start, start + words.len()), message)
}

fn diagnostic(occurrences: Vec<(Label, Vec<Label>)>) -> Diagnostic {
    Diagnostic {
        rule: RuleId::new("gdpr/retention-vague"),
        severity: Severity::Error,
        confidence: Confidence::Medium,
        message: "the storage period cannot be dated".to_owned(),
        help: Some("Name a period or an event.".to_owned()),
        law: vec!["GDPR Art. 13(2)(a)".to_owned()],
        occurrences: occurrences
            .into_iter()
            .map(|(label, related)| Occurrence {
                label,
                related,
                fingerprint: Fingerprint::of(&["x"]),
            })
            .collect(),
    }
}

fn show(text: &str, diagnostic: &Diagnostic) -> String {
    let mut out = Vec::new();
    human::diagnostic(&source(text), diagnostic, Style::default(), &mut out)
        .expect("memory can be written");
    String::from_utf8(out).expect("output is UTF-8")
}

/// The columns under which the underline of the first snippet stands, as text.
fn underlined(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("·") && line.contains('─'))
        .expect("an underline");
    let marks = lines[at].split_once('·').expect("a frame").1;
    let words = lines[at - 1].split_once('│').expect("a frame").1;
    let start = marks.chars().take_while(|c| *c == ' ').count();
    let end = marks.trim_end().chars().count();
    let mut column = 0;
    let mut found = String::new();
    for c in words.chars() {
        let width = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if column >= start && column < end && (width > 0 || !found.is_empty()) {
            found.push(c);
        }
        column += width;
    }
    found
}

#[test]
fn shows_message_place_words_help_and_law() {
    let text = "# Privacy\n\nWe keep data as long as necessary.\n";
    let found = diagnostic(vec![(
        label(text, "as long as necessary", 0, "until when?"),
        vec![],
    )]);
    let expected = "\
error[gdpr/retention-vague]: the storage period cannot be dated
   ╭─[policy.md:3:14]
 3 │ We keep data as long as necessary.
   ·              ──────────┬─────────
   ·                        ╰── until when?
   ╰────
  help: Name a period or an event.
  GDPR Art. 13(2)(a) · confidence medium · policylint explain gdpr/retention-vague

";
    assert_eq!(show(text, &found), expected);
}

#[test]
fn a_line_of_any_length_is_cropped_around_the_words() {
    let text = format!(
        "{}We keep it FOREVER AND A DAY. {}",
        "Lorem ipsum dolor. ".repeat(150),
        "Sit amet. ".repeat(90)
    );
    let shown = show(
        &text,
        &diagnostic(vec![(label(&text, "FOREVER AND A DAY", 0, ""), vec![])]),
    );
    assert_eq!(underlined(&shown), "FOREVER AND A DAY");
    assert!(shown.contains("[policy.md:1:2862]"), "{shown}");
    assert!(
        shown.lines().all(|line| line.chars().count() <= 100),
        "{shown}"
    );
    let snippet = shown
        .lines()
        .find(|line| line.contains("FOREVER"))
        .expect("the line");
    assert!(
        snippet.contains("│ …") && snippet.ends_with('…'),
        "{snippet}"
    );
}

#[test]
fn labels_far_apart_on_one_line_are_two_snippets() {
    let text = format!(
        "alpha beta. {} gamma delta.",
        "Filler words here. ".repeat(60)
    );
    let found = diagnostic(vec![(
        label(&text, "gamma delta", 0, "here"),
        vec![label(&text, "alpha beta", 0, "but there")],
    )]);
    let shown = show(&text, &found);
    assert_eq!(shown.matches("╭─[").count(), 2, "{shown}");
    assert!(
        shown.find("gamma").expect("shown") < shown.find("alpha").expect("shown"),
        "the primary label comes first: {shown}"
    );
}

#[test]
fn labels_near_each_other_share_a_snippet() {
    let text = "We keep your address for two years and your name forever.";
    let found = diagnostic(vec![(
        label(text, "forever", 0, "no end"),
        vec![label(text, "two years", 0, "an end")],
    )]);
    let shown = show(text, &found);
    assert_eq!(shown.matches("╭─[").count(), 1, "{shown}");
    assert!(
        shown.contains("╰── no end") && shown.contains("╰── an end"),
        "{shown}"
    );
}

#[test]
fn a_label_within_another_is_shown_apart() {
    let text = "We keep your name for as long as we like.";
    let found = diagnostic(vec![(
        label(text, "keep your name for as long as we like", 0, "all"),
        vec![label(text, "your name", 0, "this")],
    )]);
    let shown = show(text, &found);
    assert_eq!(shown.matches("╭─[").count(), 2, "{shown}");
}

#[test]
fn wide_and_combining_characters_keep_the_underline_in_place() {
    for (text, words) in [
        ("個人情報は必要な期間だけ保存します。", "必要な期間"),
        (
            "Die Daten wu\u{308}rden fu\u{308}r immer gespeichert.",
            "fu\u{308}r immer",
        ),
        ("Geïnformeerd vóór één september.", "vóór één"),
        ("a\tb\tkeep forever\tc", "keep forever"),
    ] {
        let shown = show(text, &diagnostic(vec![(label(text, words, 0, ""), vec![])]));
        assert_eq!(underlined(&shown), words, "{shown}");
    }
}

#[test]
fn a_label_over_wrapped_lines_is_underlined_on_each() {
    let text = "We keep it as long\n  as is needed\nfor us.";
    let shown = show(
        text,
        &diagnostic(vec![(
            label(text, "as long\n  as is needed", 0, "vague"),
            vec![],
        )]),
    );
    assert_eq!(shown.matches("╭─[").count(), 1, "{shown}");
    let expected = "
 1 │ We keep it as long
   ·            ───────
 2 │   as is needed
   ·   ──────┬─────
   ·         ╰── vague
";
    assert!(shown.contains(expected), "{shown}");
}

#[test]
fn long_labels_are_cut_in_the_middle() {
    let text = format!(
        "# T\n\nstart of it {} end of it.",
        "middle words ".repeat(100)
    );
    let words = text.get(5..text.len() - 1).expect("a range");
    let shown = show(
        &text,
        &diagnostic(vec![(label(&text, words, 0, "all of this"), vec![])]),
    );
    assert!(
        shown.lines().all(|line| line.chars().count() <= 100),
        "{shown}"
    );
    assert!(
        shown.contains("start of it") && shown.contains(" … ") && shown.contains("end of it"),
        "{shown}"
    );
}

#[test]
fn many_occurrences_are_three_snippets_and_a_line() {
    let text = "We keep it forever.\n\n".repeat(20);
    let occurrences = (0..20)
        .map(|nth| (label(&text, "forever", nth, ""), vec![]))
        .collect();
    let shown = show(&text, &diagnostic(occurrences));
    assert_eq!(shown.matches("╭─[").count(), 3, "{shown}");
    assert!(
        shown.contains("  and 17 more at lines 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, …\n"),
        "{shown}"
    );
}

#[test]
fn nothing_in_a_policy_reaches_the_terminal_as_a_command() {
    let text = "We \u{1b}[31mkeep\u{7} it\u{9b}2J \u{202e}forever\u{202c} here\u{0}.";
    let mut found = diagnostic(vec![(label(text, "forever", 0, "a\u{1b}[2J\nb"), vec![])]);
    found.message = "no period for “\u{1b}]0;x\u{7}”".to_owned();
    found.help = Some("see \u{1b}[31m".to_owned());
    let shown = show(text, &found);
    assert!(
        shown.chars().all(|c| c == '\n' || !c.is_control()),
        "{shown:?}"
    );
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
    assert_eq!(underlined(&shown), "forever");
}

#[test]
fn an_empty_source_and_an_empty_label_can_be_shown() {
    for (text, at) in [
        ("", 0),
        ("a\n", 2),
        ("Ab", 2),
        ("\u{feff}Ab", 0),
        ("a\r\nb", 1),
    ] {
        let found = diagnostic(vec![(Label::new(Span::at(at), "nothing here"), vec![])]);
        let shown = show(text, &found);
        assert!(shown.contains("nothing here"), "{text:?}: {shown}");
    }
}

#[test]
fn colour_comes_only_when_asked_for() {
    let text = "We keep it forever.";
    let found = diagnostic(vec![(label(text, "forever", 0, "x"), vec![])]);
    let mut out = Vec::new();
    let style = Style {
        color: true,
        width: 80,
    };
    human::diagnostic(&source(text), &found, style, &mut out).expect("memory can be written");
    assert!(out.contains(&0x1b));
    assert!(!show(text, &found).contains('\u{1b}'));
}

/// Places in `text` that a span may start or end at.
fn boundary(text: &str, at: usize) -> usize {
    let places: Vec<usize> = (0..=text.len())
        .filter(|at| text.is_char_boundary(*at))
        .collect();
    places[at % places.len()]
}

proptest! {
    #[test]
    fn any_text_with_any_labels_can_be_shown(
        text in "([a-z ]{0,40}|[ \\t]{0,5}|漢字かな|e\u{301}|\u{200b}|\u{1b}\\[2J|\u{202e}|\\PC{0,9}|\r\n|\n|\r){0,60}",
        places in proptest::collection::vec((0_usize..4000, 0_usize..4000), 1..6),
        width in 20_usize..140,
    ) {
        let labels = places.iter().map(|(a, b)| {
            let (a, b) = (boundary(&text, *a), boundary(&text, *b));
            Label::new(Span::new(a.min(b), a.max(b)), "")
        });
        let found = diagnostic(labels.map(|label| (label.clone(), vec![label])).collect());
        let mut out = Vec::new();
        let style = Style { color: false, width };
        human::diagnostic(&source(&text), &found, style, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        for line in out.lines() {
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            // What is said at a mark is never cut; only the excerpt and its marks are held to the width.
            let said = line.contains('╰');
            let snippet = !said && (line.contains('│') || line.contains('·') && line.contains('─'));
            let columns = unicode_width::UnicodeWidthStr::width(line);
            prop_assert!(!snippet || columns <= width.max(50) + 2, "{columns} columns: {line:?}");
        }
    }
}
