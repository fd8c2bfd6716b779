//! The house rules that a machine can hold: imports go down, files stay small and say what they are.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, the lowest first. A module imports from its own layer and from those below it.
const LAYERS: [&[&str]; 7] = [
    &["text", "spread"],
    &["source", "diagnostic", "yaml", "builtin"],
    &["document", "parse", "language"],
    &["lexicon", "entity", "rule", "config"],
    &[
        "evidence", "ledger", "engine", "coverage", "suppress", "baseline", "session", "gold",
    ],
    &["report"],
    &["cli", "lsp"],
];
/// Modules that never see each other, though they share a layer.
const APART: [(&str, &str); 2] = [("cli", "lsp"), ("lsp", "cli")];
/// The most lines a file may have.
const MAX_LINES: usize = 600;
/// The folders of code.
const FOLDERS: [&str; 2] = ["src", "tests"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "these tests read the code")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Every Rust file under `folder`, with its text.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = read(&path);
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The top module that a file under `src/` belongs to.
fn module(path: &Path) -> String {
    let first = path.iter().nth(1).unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The code of a file without its comments, where module names are only spoken of.
fn code(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The top modules that `text` names after `crate::`, grouped imports included.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, marker) in text.match_indices("crate::") {
        let rest = &text[at + marker.len()..];
        let name = |text: &str| -> String {
            text.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (index, c) in group.char_indices() {
                match c {
                    '}' if depth == 0 => break,
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    _ if start && !c.is_whitespace() => {
                        found.push(name(&group[index..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            found.push(name(rest));
        }
    }
    found
}

#[test]
fn every_module_has_a_layer() {
    let lib = read(&root().join("src/lib.rs"));
    let declared = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    for name in declared.map(|rest| rest.trim_end_matches(';')) {
        assert!(layer(name).is_some(), "`{name}` has no place in the layers");
    }
}

#[test]
fn imports_go_down() {
    let mut wrong = Vec::new();
    for (path, text) in files("src") {
        let own = module(&path);
        let Some(own_layer) = layer(&own) else {
            continue;
        };
        for imported in imports(&code(&text)) {
            let up = layer(&imported).is_some_and(|layer| layer > own_layer);
            let apart = APART.contains(&(own.as_str(), imported.as_str()));
            if up || apart {
                wrong.push(format!("{} imports {imported}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let text = "use crate::text::Span;\nuse crate::{cli, rule::{Rule, RuleSet}, lsp};\nlet x = crate::report::X;";
    assert_eq!(imports(text), ["text", "cli", "rule", "lsp", "report"]);
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for (path, text) in FOLDERS.iter().flat_map(|folder| files(folder)) {
        let lines = text.lines().count();
        if lines > MAX_LINES {
            wrong.push(format!("{} has {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not start with what it is", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_module_each_knows_a_crate_that_could_be_another() {
    let owners = [
        ("serde_yaml", "src/yaml/"),
        ("miette", "src/report/human.rs"),
        ("rayon", "src/spread.rs"),
        ("lsp_server", "src/lsp/"),
        ("gen_lsp_types", "src/lsp/"),
    ];
    for (path, text) in files("src") {
        let path = path.to_string_lossy().replace('\\', "/");
        for (name, owner) in owners {
            let named = code(&text).contains(&format!("{name}::"));
            assert!(!named || path.starts_with(owner), "{path} names {name}");
        }
    }
}

/// A policy under review is often confidential, so what else runs on it is a promise.
#[test]
fn only_the_command_line_asks_git_and_nothing_else_starts_a_program() {
    for (path, text) in files("src") {
        let path = path.to_string_lossy().replace('\\', "/");
        let code = code(&text);
        let named = code.contains("process::{Command") || code.contains("process::Command");
        assert_eq!(named, path == "src/cli/git.rs", "{path}");
    }
}
