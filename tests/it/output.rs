//! Output for programs: SARIF by its schema, fingerprints across edits, the limits of GitHub, and files written whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use policylint::document::BlockKind;
use policylint::report::{InputError, Root, Run, github, sarif};
use policylint::session::{Checked, Report, Session, Settings};
use policylint::source::{Format, SourceFile, WalkOptions, expand};
use serde_json::Value;

/// What is put into policies: of no interest to any rule.
const ASIDE: &str = " The kettle in our kitchen is blue.";
const ASIDE_NL: &str = " Deze zin is er later bij gezet.";

fn session() -> Session {
    let today = jiff::civil::date(2026, 11, 22);
    match Session::new(Settings::new(today)) {
        Ok(session) => session,
        Err(errors) => panic!("{errors:#?}"),
    }
}

fn policies() -> Vec<(PathBuf, Format)> {
    let folder = "fixtures/policies".to_owned();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = expand(&[folder], root, &WalkOptions::default()).unwrap();
    let found = found.into_iter();
    found.map(|file| (file.path, file.format)).collect()
}

#[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn run<'a>(session: &'a Session, report: &'a Report, root: &'a Root) -> Run<'a> {
    Run {
        report,
        errors: &[],
        rules: session.active(),
        broken: session.broken(),
        root,
    }
}

fn log(run: &Run<'_>) -> Value {
    let mut out = Vec::new();
    sarif::report(run, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn assert_valid(log: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_str(&read(&path)).unwrap();
    // A bracket too many: not every engine takes these two for patterns. Languages are not written.
    for owner in ["run", "toolComponent"] {
        let language = schema["definitions"][owner]["properties"]["language"].as_object_mut();
        assert!(language.unwrap().remove("pattern").is_some());
    }
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let mistakes: Vec<String> = validator
        .iter_errors(log)
        .map(|mistake| format!("{}: {mistake}", mistake.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

#[test]
fn sarif_of_all_policies_is_valid_and_complete() {
    let session = session();
    let report = session.check_files(&policies(), &|_| ());
    let root = Root::new(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        Path::new(env!("CARGO_MANIFEST_DIR")),
    );
    let log = log(&run(&session, &report, &root));
    assert_valid(&log);
    let occurrences = report
        .documents
        .iter()
        .flat_map(|checked| &checked.diagnostics)
        .map(|found| found.occurrences.len());
    assert_eq!(results(&log).len(), occurrences.sum::<usize>());
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), session.active().len());
    for rule in rules {
        for property in ["shortDescription", "fullDescription", "help"] {
            let text = rule[property]["text"].as_str().unwrap();
            assert!(text.len() > 10 && text.chars().count() <= 1500, "{rule}");
        }
        assert!(!rule["help"]["markdown"].as_str().unwrap().is_empty());
    }
    for result in results(&log) {
        let index = result["ruleIndex"].as_u64().unwrap();
        assert_eq!(
            rules[usize::try_from(index).unwrap()]["id"],
            result["ruleId"]
        );
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert!(
            place["uri"]
                .as_str()
                .unwrap()
                .starts_with("fixtures/policies/")
        );
        assert_eq!(place["uriBaseId"], "%SRCROOT%");
    }
}

/// A policy in a language without terms, so that there are rules that could not tell.
const FOREIGN: &str = "\u{feff}# Política de privacidad\n\nRecogemos su nombre y su dirección para enviarle el pedido que nos hizo.\n\n😀 [insert name]\n";

/// A log whose every sort of part is there: paths of every kind, an error, rules that could not tell.
fn full_log() -> Value {
    let session = session();
    let names = [
        "a b/ü%1:2.md",
        "/tmp/x y.md",
        "C:/x.md",
        "<stdin>",
        "../up.md",
    ];
    let documents = names.iter().map(|name| {
        session.check(SourceFile::from_text(
            name,
            FOREIGN.to_owned(),
            Format::Markdown,
        ))
    });
    let report = Report {
        documents: documents.collect(),
        errors: Vec::new(),
    };
    let errors = [InputError {
        path: "gone file.md".to_owned(),
        message: "gone file.md: no such file or folder".to_owned(),
    }];
    let root = Root::default();
    log(&Run {
        errors: &errors,
        ..run(&session, &report, &root)
    })
}

#[test]
fn sarif_names_paths_as_uris() {
    let log = full_log();
    assert_valid(&log);
    let artifacts = log["runs"][0]["artifacts"].as_array().unwrap();
    let uris: Vec<&str> = artifacts
        .iter()
        .map(|artifact| artifact["location"]["uri"].as_str().unwrap())
        .collect();
    let expected = [
        "a%20b/%C3%BC%251%3A2.md",
        "file:///tmp/x%20y.md",
        "file:///C:/x.md",
        "%3Cstdin%3E",
        "../up.md",
    ];
    assert_eq!(uris, expected);
    assert!(artifacts[1]["location"].get("uriBaseId").is_none());
}

#[test]
fn sarif_tells_what_could_not_be_done() {
    let log = full_log();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notifications[0]["level"], "error");
    assert!(
        notifications.len() > 1,
        "no rule that could not tell: {invocation}"
    );
    assert_eq!(notifications[1]["level"], "note");
}

#[test]
fn sarif_counts_columns_in_utf_16_and_offsets_in_bytes() {
    let log = full_log();
    let mut results = results(&log).iter();
    let placeholder = results
        .find(|result| result["ruleId"] == "text/placeholder")
        .unwrap();
    let region = &placeholder["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 5);
    assert_eq!(region["startColumn"], 4);
    assert_eq!(region["byteOffset"], FOREIGN.find("[insert").unwrap());
    assert_eq!(region["byteLength"], "[insert name]".len());
}

#[test]
fn a_byte_order_mark_moves_no_column_and_other_encodings_have_no_bytes() {
    let session = session();
    let regions = |bytes: &[u8]| {
        let source = SourceFile::from_bytes("p.txt", bytes, Format::Plain, 1000).unwrap();
        let report = Report {
            documents: vec![session.check(source)],
            errors: Vec::new(),
        };
        let log = log(&run(&session, &report, &Root::default()));
        let result = results(&log)
            .iter()
            .find(|result| result["ruleId"] == "text/placeholder");
        result.unwrap()["locations"][0]["physicalLocation"]["region"].clone()
    };
    let text =
        "Privacy policy of [insert name], a shop. We use your name to send you our newsletter.";
    let (bare, marked) = (
        regions(text.as_bytes()),
        regions(format!("\u{feff}{text}").as_bytes()),
    );
    assert_eq!(bare["startColumn"], 19);
    assert_eq!(marked["startColumn"], 19);
    assert_eq!(marked["endColumn"], bare["endColumn"]);
    assert_eq!(marked["byteOffset"], 21);
    let wide: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let wide = regions(&wide);
    assert_eq!(wide["startColumn"], 19);
    assert!(wide.get("byteOffset").is_none(), "{wide}");
}

/// Rule and fingerprint of every occurrence; none may be there twice.
fn fingerprints(checked: &Checked) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for found in &checked.diagnostics {
        for occurrence in &found.occurrences {
            let own = format!("{} {}", found.rule, occurrence.fingerprint);
            assert!(all.insert(own), "{}: {found:#?}", checked.source.path);
        }
    }
    all
}

/// `checked` with a sentence more in its first paragraph that has some.
fn edited(checked: &Checked) -> Option<SourceFile> {
    let blocks = checked.document.blocks().iter();
    let mut prose =
        blocks.filter(|block| block.kind == BlockKind::Paragraph && block.sentences.len() > 1);
    let block = prose.next()?;
    let at = block.text.span_of(block.sentences[0]).end;
    let mut text = checked.source.text.trim_end().to_owned();
    // A sentence in another language would be something to speak of in itself.
    let dutch = checked.source.path.contains("/nl/");
    let aside = if dutch { ASIDE_NL } else { ASIDE };
    text.insert_str(at, &format!("{aside}\n"));
    Some(SourceFile::from_text(
        &checked.source.path,
        text,
        checked.source.format,
    ))
}

#[test]
fn fingerprints_survive_edits_above_them() {
    let session = session();
    let report = session.check_files(&policies(), &|_| ());
    let mut compared = 0;
    for checked in &report.documents {
        let before = fingerprints(checked);
        let Some(source) = edited(checked) else {
            continue;
        };
        let after = fingerprints(&session.check(source));
        assert_eq!(before, after, "{}", checked.source.path);
        compared += before.len();
    }
    assert!(compared > 50, "only {compared} were compared");
}

#[test]
fn the_same_words_have_fingerprints_of_their_own_that_survive_edits_and_rewrapping() {
    let session = session();
    let check = |text: &str| {
        let source = SourceFile::from_text("p.md", text.to_owned(), Format::Markdown);
        fingerprints(&session.check(source))
            .into_iter()
            .filter(|own| own.starts_with("text/placeholder"))
            .collect::<BTreeSet<_>>()
    };
    let text = "# Privacy policy\n\nWe are [insert name]. We use your name to send you our newsletter. Write to us.\n\nWrite to [insert address] or call.\n\nWrite to [insert address] or call.\n\n## Other\n\nWrite to [insert address] or call.\n";
    let before = check(text);
    assert_eq!(before.len(), 4);
    let edits = [
        text.replace("Write to us.", "Write to us today, please."),
        text.replace("policy\n", "policy\n\nThe kettle is blue.\n\n- tea\n"),
        text.replace("[insert address] or", "[insert\naddress] or"),
        text.replace('\n', "\r\n"),
    ];
    for edit in edits {
        assert_eq!(before, check(&edit), "{edit}");
    }
    // One more of the same is one more, and the others stay.
    let more = check(&text.replace("## Other", "Write to [insert address] or call.\n\n## Other"));
    assert!(more.is_superset(&before) && more.len() == 5, "{more:#?}");
}

fn annotations(session: &Session, text: &str) -> String {
    let source = SourceFile::from_text("a,b: c.md", text.to_owned(), Format::Markdown);
    let report = Report {
        documents: vec![session.check(source)],
        errors: Vec::new(),
    };
    let mut out = Vec::new();
    github::report(&run(session, &report, &Root::default()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn github_gets_at_most_ten_of_each_and_the_rest_is_counted() {
    let policy =
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/en/webshop.md"));
    let many = "\nWrite to [insert address].\n".repeat(25);
    let shown = annotations(&session(), &format!("{policy}\n## More\n{many}"));
    for kind in ["error", "warning", "notice"] {
        let lines = shown
            .lines()
            .filter(|line| line.starts_with(&format!("::{kind} ")));
        assert!(lines.count() <= 10, "{shown}");
    }
    let errors = shown.lines().filter(|line| line.starts_with("::error "));
    let rules: BTreeSet<&str> = errors
        .map(|line| {
            line.split("title=")
                .nth(1)
                .unwrap()
                .split("::")
                .next()
                .unwrap()
        })
        .collect();
    assert!(
        rules.len() > 4,
        "one cause crowds out all others: {rules:?}"
    );
    let last = shown.lines().last().unwrap();
    assert!(
        last.starts_with("policylint: ") && last.contains(" errors more, not shown"),
        "{last}"
    );
    assert!(
        shown.contains("::error file=a%2Cb%3A c.md,line="),
        "{shown}"
    );
}

#[test]
fn github_gets_no_columns_for_words_on_two_lines() {
    let mut settings = Settings::new(jiff::civil::date(2026, 11, 22));
    settings.selection.select = vec!["text/placeholder".to_owned()];
    let session = Session::new(settings).unwrap();
    let shown = annotations(
        &session,
        "# Privacy policy\n\nWe use your name to send you our newsletter. Write to [insert\naddress].\n",
    );
    let line = shown
        .lines()
        .find(|line| line.contains("text/placeholder"))
        .unwrap();
    assert!(line.contains(",line=3,endLine=4,title="), "{line}");
}
