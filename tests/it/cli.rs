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

/// What `policylint check` prints with these arguments and variables.
fn printed(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policylint"));
    command
        .args(["check", "fixtures/policies/en/webshop.md", "--quiet"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn colour_comes_where_it_is_asked_for_and_no_color_wins() {
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        printed(arguments, variables).contains('\u{1b}')
    };
    let (forced, none) = (("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1"));
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[], &[forced]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[forced, none]));
    assert!(coloured(&["--color", "always"], &[none]));
    assert!(!coloured(&["--color", "never"], &[forced]));
    assert!(!coloured(&["--format", "jsonl"], &[forced]));
}

#[test]
fn files_are_whole_readable_by_others_and_left_alone_when_a_run_cannot_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.sarif");
    let to = format!("sarif:{}", file.display());
    assert_eq!(
        printed(&["--format", &to, "--today", "2026-11-22"], &[]),
        ""
    );
    let text = read(&file);
    assert!(text.ends_with("}\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let own = std::fs::metadata(&file).unwrap().permissions().mode();
        let other = folder.path().join("other");
        std::fs::write(&other, "").unwrap();
        let usual = std::fs::metadata(&other).unwrap().permissions().mode();
        assert_eq!(own, usual);
        std::fs::remove_file(other).unwrap();
    }
    printed(&["--format", &to, "--profile", "no-such-profile"], &[]);
    assert_eq!(read(&file), text);
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1, "something was left beside the output");
}

#[cfg(unix)]
#[test]
fn links_keep_their_place_and_what_is_no_file_is_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (
        folder.path().join("real.jsonl"),
        folder.path().join("link.jsonl"),
    );
    std::fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    printed(&["--format", &format!("jsonl:{}", link.display())], &[]);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(read(&file).ends_with("\"errors\":0}\n"));
    assert_eq!(printed(&["--format", "jsonl:/dev/null"], &[]), "");
}

#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Every shell gets every command, and bash, where there is one, takes what it gets.
#[test]
fn completions_name_all_there_is() {
    let binary = env!("CARGO_BIN_EXE_policylint");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = Command::new(binary)
            .args(["completions", shell])
            .output()
            .unwrap();
        assert!(output.status.success());
        let script = String::from_utf8(output.stdout).unwrap();
        for word in [
            "check",
            "explain",
            "completions",
            "stdin-filename",
            "changed",
        ] {
            assert!(script.contains(word), "{shell} knows no {word}");
        }
    }
    let test = format!(
        "source <('{binary}' completions bash) && COMP_WORDS=(policylint ch) COMP_CWORD=1 && \
         _policylint policylint ch policylint && echo \"${{COMPREPLY[*]}}\""
    );
    match Command::new("bash").args(["-c", &test]).output() {
        Ok(output) => assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "check\n",
            "{output:?}"
        ),
        Err(error) => eprintln!("skipped: no bash ({error})"),
    }
}
