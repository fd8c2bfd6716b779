//! Whole policies: nothing panics, every label stands on whole characters, and the output is the same however many cores
//! there are. The shared corpus beside the project is used where it is there.

use std::path::{Path, PathBuf};

use policylint::report::{Style, human, json};
use policylint::session::{Report, Session, Settings};
use policylint::source::{Format, WalkOptions, expand};

fn session() -> Session {
    let today = jiff::civil::date(2026, 11, 22);
    match Session::new(Settings::new(today)) {
        Ok(session) => session,
        Err(errors) => panic!("{errors:#?}"),
    }
}

/// Every policy in `folders`, relative to the project.
fn files(folders: &[&str]) -> Vec<(PathBuf, Format)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders: Vec<String> = folders.iter().map(|&folder| folder.to_owned()).collect();
    let found = expand(&folders, root, &WalkOptions::default()).unwrap();
    found
        .into_iter()
        .map(|file| (file.path, file.format))
        .collect()
}

fn printed(report: &Report) -> (Vec<u8>, Vec<u8>) {
    let (mut text, mut data) = (Vec::new(), Vec::new());
    human::diagnostics(report, Style::default(), &mut text).unwrap();
    json::report(report, &[], &mut data).unwrap();
    (text, data)
}

fn assert_labels_fit(report: &Report) {
    for checked in &report.documents {
        let occurrences = checked
            .diagnostics
            .iter()
            .flat_map(|found| &found.occurrences);
        let labels = occurrences
            .flat_map(|occurrence| std::iter::once(&occurrence.label).chain(&occurrence.related));
        for label in labels {
            let words = checked.source.text.get(label.span.start..label.span.end);
            assert!(words.is_some(), "{}: {:?}", checked.source.path, label);
        }
    }
}

#[test]
fn the_output_is_the_same_on_any_number_of_cores() {
    let session = session();
    let files = files(&["fixtures"]);
    let on = |cores: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(cores)
            .build()
            .unwrap();
        printed(&pool.install(|| session.check_files(&files, &|_| ())))
    };
    let one = on(1);
    for cores in [2, 5] {
        assert!(
            on(cores) == one,
            "{cores} cores print something else than one"
        );
    }
}

#[test]
fn fixtures_are_read_to_the_end() {
    let report = session().check_files(&files(&["fixtures"]), &|_| ());
    assert_labels_fit(&report);
    let _printed = printed(&report);
    assert!(report.documents.len() > 4);
}

#[test]
fn the_shared_corpus_is_read_to_the_end() {
    let folders = ["../shared/seeds", "../shared/policies", "../shared/gold"];
    if !Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folders[0])
        .is_dir()
    {
        eprintln!("skipped: the shared corpus is not beside the project");
        return;
    }
    let report = session().check_files(&files(&folders), &|_| ());
    assert!(report.errors.is_empty(), "{:#?}", report.errors);
    assert_labels_fit(&report);
    let _printed = printed(&report);
}
