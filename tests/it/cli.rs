//! The command line as it is typed: what is printed, where, and how it ends. The cases stand in `tests/cmd`.

use std::io::Read as _;
use std::process::{Command, Stdio};

#[test]
fn commands_do_as_their_cases_say() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.md")
        .case("tests/cmd/*.toml");
}

#[test]
fn the_readme_shows_real_output() {
    trycmd::TestCases::new().case("README.md");
}

/// `policylint … | head -1` is no error: the reader has what it wanted.
#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_policylint"))
        .args(["evidence", "fixtures/policies", "--all", "--format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let mut told = String::new();
    run.stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!(told, "");
    assert_eq!(run.wait().unwrap().code(), Some(0));
}
