//! From bytes to evidence on one core, and what it costs to know several languages rather than one.
//!
//! The English policies of the shared corpus are read where it lies beside the project, else those of `fixtures/`. The files
//! are in memory before the clock starts, and nothing is printed.
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on stops, and says what it reads"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use policylint::builtin;
use policylint::language::Language;
use policylint::session::{Session, Settings};
use policylint::source::{Format, MAX_FILE_SIZE, SourceFile, WalkOptions, expand};

/// What the command allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The corpus, and what is read where there is none.
const CORPUS: &str = "../shared/policies/en";
const FALLBACK: &str = "fixtures/policies/en";
/// The language that a session knows which knows one only.
const ONE: &str = "en";

/// A file in memory.
struct Input {
    name: String,
    bytes: Vec<u8>,
    format: Format,
}

fn inputs() -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = if root.join(CORPUS).is_dir() {
        CORPUS
    } else {
        eprintln!("{CORPUS} is not there: {FALLBACK} is read, whose figures say little");
        FALLBACK
    };
    let found = expand(&[folder.to_owned()], root, &WalkOptions::default()).expect("a folder");
    let read = |file: &policylint::source::Candidate| Input {
        name: file.path.to_string_lossy().into_owned(),
        bytes: fs::read(&file.path).expect("a readable file"),
        format: file.format,
    };
    found.iter().map(read).collect()
}

/// A session that knows `files`; `language` is that of every text, or none where it is to be detected.
fn session(files: &[(&str, &str)], language: Option<Language>) -> Session {
    let mut settings = Settings::new(jiff::civil::date(2026, 11, 22));
    settings.language = language;
    Session::with_data(settings, files).expect("data without mistakes")
}

/// All data files, or those for [`ONE`] language alone.
fn data(one: bool) -> Vec<(&'static str, &'static str)> {
    let lexicon = format!("rules/lexicon/{ONE}/");
    let kept = |path: &str| {
        let of_a_language = path.starts_with("rules/lexicon/") && path.matches('/').count() > 2;
        !one || !of_a_language
            || path.starts_with(&lexicon)
            || path.starts_with("rules/lexicon/all/")
    };
    let files = builtin::files("rules/");
    files.filter(|(path, _)| kept(path)).collect()
}

fn read(session: &Session, input: &Input) -> usize {
    let source = SourceFile::from_bytes(&input.name, &input.bytes, input.format, MAX_FILE_SIZE);
    let (_, evidence) = session.read(&source.expect("text"));
    black_box(evidence).mentions.len()
}

fn read_all(session: &Session, inputs: &[Input]) -> usize {
    inputs.iter().map(|input| read(session, input)).sum()
}

/// Bytes → evidence: decoding, parsing, detecting the language, entities, mentions.
fn evidence(criterion: &mut Criterion) {
    let inputs = inputs();
    let bytes: usize = inputs.iter().map(|input| input.bytes.len()).sum();
    let all = session(&data(false), None);
    let one = session(&data(true), Language::new(ONE));
    let mut group = criterion.benchmark_group("evidence");
    group
        .throughput(Throughput::Bytes(bytes as u64))
        .sample_size(10)
        .measurement_time(Duration::from_secs(15));
    group.bench_function("all languages, detected", |bencher| {
        bencher.iter(|| read_all(&all, &inputs));
    });
    group.bench_function("one language, declared", |bencher| {
        bencher.iter(|| read_all(&one, &inputs));
    });
    group.finish();
}

/// From nothing to the evidence of one text: what a run on a single policy waits for.
fn loading(criterion: &mut Criterion) {
    let inputs = inputs();
    let Some(input) = inputs
        .iter()
        .min_by_key(|input| input.bytes.len().abs_diff(20_000))
    else {
        return;
    };
    let (all, one) = (data(false), data(true));
    let mut group = criterion.benchmark_group("loading and one policy");
    group.bench_function("all languages, detected", |bencher| {
        bencher.iter(|| read(&session(&all, None), input));
    });
    group.bench_function("one language, declared", |bencher| {
        bencher.iter(|| read(&session(&one, Language::new(ONE)), input));
    });
    group.finish();
}

criterion_group!(benches, evidence, loading);
criterion_main!(benches);
