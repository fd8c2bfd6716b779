//! How well evidence is found is held: no figure falls below its floor in `tests/accuracy.yaml`. The gold policies lie beside
//! the project; where they do not, there is nothing to measure.

use std::fmt::Write as _;
use std::path::Path;

use policylint::gold::{self, Floors, Folder};
use policylint::session::{Session, Settings};
use policylint::source::{Format, MAX_FILE_SIZE, SourceFile};

/// Where gold folders lie, and the floors by their names.
const GOLD: &str = "../shared/gold";
const FLOORS: &str = "tests/accuracy.yaml";

fn floors() -> Floors {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FLOORS);
    let source = SourceFile::read(&path, Format::Plain, MAX_FILE_SIZE).unwrap();
    Floors::read(&source.text).unwrap()
}

#[test]
fn no_figure_is_below_its_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLD);
    let floors = floors();
    let mut session = None;
    let mut short = String::new();
    for name in floors.names() {
        let path = root.join(name);
        if !path.is_dir() {
            eprintln!("skipped: {GOLD}/{name} is not beside the project");
            continue;
        }
        let session = session.get_or_insert_with(|| {
            let today = jiff::civil::date(2026, 11, 22);
            Session::new(Settings::new(today)).unwrap()
        });
        let concepts = session.knowledge().lexicon.concepts();
        let folder = Folder::read(&path, None, concepts, MAX_FILE_SIZE).unwrap();
        let report = session.check_files(&folder.files(), &|_| ());
        assert!(report.errors.is_empty(), "{:#?}", report.errors);
        for fall in floors.shortfalls(&gold::score(&folder, &report)) {
            writeln!(
                short,
                "{} is {:.4}, not {}",
                fall.figure, fall.is, fall.floor
            )
            .unwrap();
        }
    }
    assert!(short.is_empty(), "below the floors of {FLOORS}:\n{short}");
}

#[test]
fn a_figure_below_its_floor_is_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/score.in/gold/en");
    let today = jiff::civil::date(2026, 11, 22);
    let session = Session::new(Settings::new(today)).unwrap();
    let concepts = session.knowledge().lexicon.concepts();
    let folder = Folder::read(&path, None, concepts, MAX_FILE_SIZE).unwrap();
    let scores = gold::score(&folder, &session.check_files(&folder.files(), &|_| ()));
    let told = |floors: &str| -> Vec<String> {
        let floors = Floors::read(floors).unwrap();
        let short = floors.shortfalls(&scores).into_iter();
        short.map(|fall| fall.figure).collect()
    };
    assert_eq!(told("en: {missing: {recall: 1.0}}"), [""; 0]);
    assert_eq!(
        told("en: {present: {precision: 1.1}}"),
        ["en: present precision"]
    );
    assert_eq!(
        told("en: {labels: {Right to Erasure: 1.1, Nothing: 0.1}}"),
        [
            "en: missing F1 of Right to Erasure",
            "en: missing F1 of Nothing"
        ]
    );
    assert_eq!(told("nl: {missing: {recall: 1.0}}"), [""; 0]);
}
