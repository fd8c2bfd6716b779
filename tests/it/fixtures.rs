//! Whole messy policies, judged by people: beside each policy stands what a careful reader would say of it.
//!
//! An `.expected` file has a row for each thing to be said, with the rule, the line and words that the label must touch:
//! `gdpr/retention-vague 75 "as long as needed"`. `! rule` means that the rule has nothing more to say than these rows,
//! `~` before a row that it makes no difference whether it is said. Rules without any row are not looked at.

mod damage;

use std::collections::BTreeSet;
use std::path::Path;

use policylint::document::{BlockKind, Document};
use policylint::session::{Checked, Session, Settings};
use policylint::source::{Format, MAX_FILE_SIZE, SourceFile};
use policylint::text::Span;

pub(crate) fn session() -> Session {
    let today = jiff::civil::date(2026, 11, 22);
    Session::new(Settings::new(today)).expect("the built-in rules load")
}

/// A file of `fixtures/`.
pub(crate) fn source(name: &str) -> SourceFile {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    let format = Format::of_path(&path).expect("a policy format");
    SourceFile::read(&path, format, MAX_FILE_SIZE).expect("a fixture that can be read")
}

/// The cells of each row of each table.
pub(crate) fn tables(document: &Document) -> Vec<Vec<usize>> {
    let children = |id, kind: fn(&BlockKind) -> bool| {
        let all = document.blocks().iter();
        all.filter(move |block| block.parent == Some(id) && kind(&block.kind))
    };
    let all = document.blocks().iter();
    all.filter(|block| block.kind == BlockKind::Table)
        .map(|table| {
            children(table.id, |kind| *kind == BlockKind::Row)
                .map(|row| children(row.id, |kind| matches!(kind, BlockKind::Cell { .. })).count())
                .collect()
        })
        .collect()
}

/// The headings with their levels.
pub(crate) fn headings(document: &Document) -> Vec<(u8, &str)> {
    let all = document.blocks().iter();
    all.filter_map(|block| match block.kind {
        BlockKind::Heading { level } => Some((level, block.text.as_str())),
        _ => None,
    })
    .collect()
}

#[derive(Debug)]
struct Row {
    rule: String,
    line: usize,
    words: String,
    span: Span,
    asked: bool,
}

#[derive(Debug, Default)]
struct Expected {
    rows: Vec<Row>,
    rules: BTreeSet<String>,
}

impl Expected {
    fn read(text: &str, source: &SourceFile) -> Self {
        let mut expected = Self::default();
        let lines = text.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(rule) = line.strip_prefix("! ") {
                expected.rules.insert(rule.to_owned());
                continue;
            }
            let (asked, row) = line
                .strip_prefix("~ ")
                .map_or((true, line), |row| (false, row));
            let row = Row::read(row, asked, source)
                .unwrap_or_else(|| panic!("{}: no such row or words: {line}", source.path));
            expected.rules.insert(row.rule.clone());
            expected.rows.push(row);
        }
        expected
    }
}

impl Row {
    fn read(text: &str, asked: bool, source: &SourceFile) -> Option<Self> {
        let (rule, rest) = text.split_once(' ')?;
        let (line, words) = rest.split_once(' ')?;
        let words = words.strip_prefix('"')?.strip_suffix('"')?;
        let line: usize = line.parse().ok()?;
        let whole = source.lines.line(&source.text, line);
        let start = whole.start + whole.of(&source.text).find(words)?;
        Some(Self {
            rule: rule.to_owned(),
            line,
            words: words.to_owned(),
            span: Span::new(start, start + words.len()),
            asked,
        })
    }

    fn is_met_by(&self, said: &Said) -> bool {
        said.rule == self.rule && said.span.start < self.span.end && self.span.start < said.span.end
    }
}

struct Said {
    rule: String,
    span: Span,
    message: String,
}

fn said(checked: &Checked) -> Vec<Said> {
    let each = checked.diagnostics.iter().flat_map(|found| {
        found.occurrences.iter().map(|occurrence| Said {
            rule: found.rule.as_str().to_owned(),
            span: occurrence.label.span,
            message: found.message.clone(),
        })
    });
    each.collect()
}

/// What is different from what is expected, one line each.
fn differences(expected: &Expected, checked: &Checked) -> Vec<String> {
    let source = &checked.source;
    let said = said(checked);
    let missing = expected
        .rows
        .iter()
        .filter(|row| row.asked && !said.iter().any(|said| row.is_met_by(said)))
        .map(|row| format!("not said: {} {} “{}”", row.rule, row.line, row.words));
    let unexpected = said
        .iter()
        .filter(|said| expected.rules.contains(&said.rule))
        .filter(|said| !expected.rows.iter().any(|row| row.is_met_by(said)))
        .map(|said| {
            let line = source.lines.position(&source.text, said.span.start).line;
            let words = said.span.of(&source.text);
            format!(
                "not expected: {} {line} “{words}”: {}",
                said.rule, said.message
            )
        });
    missing.chain(unexpected).collect()
}

fn judge(policy: &str) {
    let session = session();
    let source = source(policy);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(policy)
        .with_extension("expected");
    #[expect(clippy::disallowed_methods, reason = "expectations are no policies")]
    let text = std::fs::read_to_string(path).expect("expectations beside the policy");
    let expected = Expected::read(&text, &source);
    for rule in &expected.rules {
        let known = session.rules().get(rule).is_some();
        assert!(known, "{policy}: there is no rule {rule}");
    }
    let found = differences(&expected, &session.check(source));
    assert!(found.is_empty(), "{policy}\n  {}\n", found.join("\n  "));
}

#[test]
fn a_saved_web_page_keeps_its_headings_and_table_and_no_menu() {
    let source = source("policies/nl/webwinkel.html");
    let (document, _) = session().read(&source);
    assert_eq!(
        headings(&document),
        [
            (1, "Privacyverklaring"),
            (2, "1. Wie wij zijn"),
            (2, "2. Welke gegevens wij van u krijgen"),
            (2, "3. Waarvoor wij uw gegevens gebruiken"),
            (3, "Klantenservice"),
            (2, "4. Met wie wij uw gegevens delen"),
            (2, "5. Uw rechten"),
            (2, "6. Beveiliging"),
        ]
    );
    // The basis of the second row is the cell above it.
    assert_eq!(tables(&document), [vec![3, 3, 2, 3, 3]]);
    let all = document.blocks().iter();
    let terms = all.filter(|block| matches!(block.kind, BlockKind::Term | BlockKind::Definition));
    assert_eq!(terms.count(), 6);
    for words in [
        "Groentezaden",
        "Alles goed",
        "Op ons blog",
        "Vacatures",
        "zolang als nodig",
    ] {
        let mut all = document.blocks().iter();
        assert!(
            !all.any(|block| block.text.as_str().contains(words)),
            "{words}"
        );
    }
}

#[test]
fn tables_out_of_word_have_their_rows_and_cells() {
    let source = source("policies/nl/flattened_from_word.txt");
    let (document, _) = session().read(&source);
    // The header and five rows of four; the header and one row of three.
    assert_eq!(tables(&document), [vec![4; 6], vec![3; 2]]);
    let titles = headings(&document);
    let articles = titles.iter().filter(|(level, _)| *level == 1);
    assert_eq!(articles.count(), 8, "{titles:#?}");
    let all = document.blocks().iter();
    let cells = all.filter(|block| matches!(block.kind, BlockKind::Cell { .. }));
    for cell in cells {
        assert!(!cell.span.of(&source.text).trim().is_empty());
    }
}

#[test]
fn questions_head_their_sections_though_letters_are_damaged() {
    let source = source("policies/nl/through_gbk.txt");
    let (document, _) = session().read(&source);
    let titles = headings(&document);
    assert_eq!(titles.len(), 9, "{titles:#?}");
    assert!(titles.contains(&(2, "Met wie delen wij?")));
}

#[test]
fn directives_and_references_leave_the_structure_alone() {
    let source = source("policies/en/mixed_languages.md");
    let (document, _) = session().read(&source);
    let titles = headings(&document);
    assert_eq!(titles.len(), 8, "{titles:#?}");
    assert_eq!(tables(&document), [vec![3; 5]]);
    for words in [
        "include",
        "site.banner",
        "endcomment",
        "layout",
        "notice warning",
    ] {
        let mut all = document.blocks().iter();
        assert!(
            !all.any(|block| block.text.as_str().contains(words)),
            "{words}"
        );
    }
}

#[test]
fn a_saved_web_page_is_judged_by_its_own_text() {
    judge("policies/nl/webwinkel.html");
}

#[test]
fn a_text_out_of_word_is_judged_as_its_tables_say() {
    judge("policies/nl/flattened_from_word.txt");
}

#[test]
fn a_text_that_went_through_gbk_is_judged_as_it_was_meant() {
    judge("policies/nl/through_gbk.txt");
}

#[test]
fn a_policy_in_three_languages_is_judged_in_those_that_are_known() {
    judge("policies/en/mixed_languages.md");
}
