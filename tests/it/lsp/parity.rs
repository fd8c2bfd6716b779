//! The server says what `policylint check` says, of every fixture, at the same places.

use std::path::{Path, PathBuf};

use policylint::report::json;
use policylint::session::{Asked, Session, Standing, prepare};
use policylint::source::{Format, MAX_FILE_SIZE, SourceFile, WalkOptions, expand};
use serde_json::{Value, json};

use super::{Client, range, uri};
use crate::fixtures::session;

/// Rule, severity, message and range of a diagnostic at one place.
type Row = (String, u64, String, [u64; 4]);

fn fixtures() -> Vec<(PathBuf, Format)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["fixtures".to_owned(), "tests/cmd/outline.in".to_owned()];
    let found = expand(&folders, root, &WalkOptions::default()).unwrap();
    found
        .into_iter()
        .map(|file| (file.path, file.format))
        .collect()
}

/// What `check --format json` says, with lines and columns as the protocol counts them: from 0, in scalars.
fn checked(files: &[(PathBuf, Format)]) -> Vec<(String, Row)> {
    let asked = Asked {
        today: Some(jiff::civil::date(2026, 11, 22)),
        ..Asked::default()
    };
    let standing = Standing {
        here: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
        today: jiff::civil::date(2026, 11, 22),
        config: None,
    };
    let session = prepare(&asked, &standing).unwrap().session;
    let mut out = Vec::new();
    json::report(&session.check_files(files, &|_| {}), &[], &mut out).unwrap();
    let report: Value = serde_json::from_slice(&out).unwrap();
    let mut rows = Vec::new();
    for found in report["diagnostics"].as_array().unwrap() {
        let text = |key: &str| found[key].as_str().unwrap().to_owned();
        let severity = ["error", "warning", "info"]
            .iter()
            .position(|name| found["severity"] == *name);
        let severity = severity.unwrap() as u64 + 1;
        for label in found["labels"].as_array().unwrap() {
            let place = ["line", "column", "end_line", "end_column"]
                .map(|key| label[key].as_u64().unwrap() - 1);
            if label["primary"] == true {
                rows.push((
                    text("path"),
                    (text("rule"), severity, text("message"), place),
                ));
            }
        }
    }
    rows
}

#[test]
fn the_server_says_what_check_says() {
    let files = fixtures();
    assert!(files.len() > 20);
    let expected = checked(&files);
    assert!(expected.len() > 100);
    let capabilities = json!({"general": {"positionEncodings": ["utf-32"]}});
    let mut client = Client::start(Some(Path::new(env!("CARGO_MANIFEST_DIR"))), &capabilities);
    for (path, format) in &files {
        let name = path.display().to_string();
        let mut wanted: Vec<&Row> = expected
            .iter()
            .filter(|(path, _)| *path == name)
            .map(|(_, row)| row)
            .collect();
        let text = SourceFile::read(path, *format, MAX_FILE_SIZE).unwrap().text;
        let uri = uri(path);
        client.open(&uri, "plaintext", 1, &text);
        let published = client.published(&uri);
        let mut rows: Vec<Row> = published.diagnostics.iter().map(row).collect();
        rows.sort();
        wanted.sort();
        assert_eq!(rows.iter().collect::<Vec<_>>(), wanted, "{name}");
    }
    client.end();
}

fn row(found: &Value) -> Row {
    let text = |key: &str| found[key].as_str().unwrap().to_owned();
    (
        text("code"),
        found["severity"].as_u64().unwrap(),
        text("message"),
        range(found),
    )
}

/// What is remembered of a sentence holds where it stands, whatever stands before it and whatever the rest of the text makes of its first word.
#[test]
fn sentences_that_are_remembered_say_what_they_would_say_anew() {
    let recalling = session().recalling();
    let plain = session();
    let sentence =
        "Acme keeps your name and your e-mail address for two years to send you our newsletter.";
    for text in [
        format!("# Privacy policy\n\n{sentence}\n"),
        format!("# Privacy policy\n\nWho we are. {sentence} {sentence}\n"),
        format!("# Privacy policy\n\n{sentence}\n\nThe acme of privacy is to keep nothing.\n"),
        format!("# Privacy policy\n\n- {sentence}\n- {sentence}\n"),
    ] {
        let source = SourceFile::from_text("policy.md", text, Format::Markdown);
        let said = |session: &Session| format!("{:?}", session.read(&source).1.mentions);
        assert_eq!(said(&recalling), said(&plain));
        assert_eq!(said(&recalling), said(&plain));
    }
}
