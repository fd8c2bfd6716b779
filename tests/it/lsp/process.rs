//! The program itself: standard input and output, and how it ends.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

/// What the program writes and how it ends when it is told these bodies.
fn run(bodies: &[&str]) -> (String, Option<i32>) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_policylint"))
        .args(["lsp", "--stdio", "--today", "2026-11-22"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    for body in bodies {
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }
    drop(input);
    let mut told = String::new();
    server
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    (told, server.wait().unwrap().code())
}

const INITIALIZE: &str =
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":"x","method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

#[test]
fn it_ends_as_it_is_told_to() {
    let (told, code) = run(&[INITIALIZE, SHUTDOWN, EXIT]);
    assert_eq!(code, Some(0));
    assert!(told.contains(r#""id":"x","result":null"#), "{told}");
    assert_eq!(run(&[INITIALIZE, EXIT]).1, Some(1));
    assert_eq!(run(&[INITIALIZE]).1, Some(1));
    assert_eq!(run(&[]).1, Some(1));
}

#[test]
fn what_cannot_be_read_is_answered_and_costs_nothing() {
    let odd = r#"{"jsonrpc":"2.0","id":[1],"method":"initialize"}"#;
    let (told, code) = run(&["{", "\u{feff}{}", odd, INITIALIZE, "[]", SHUTDOWN, EXIT]);
    assert_eq!(code, Some(0));
    for part in [
        r#""code":-32700"#,
        r#""code":-32600"#,
        r#""id":null"#,
        r#""id":1,"result":{"capabilities""#,
    ] {
        assert!(told.contains(part), "{told}");
    }
}
