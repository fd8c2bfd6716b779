//! Documents, requests and the end, in and out of order.

use policylint::lsp::End;
use serde_json::{Value, json};

use super::{Client, POLICY, able, at, edit};

const DOCUMENT: &str = "file:///nowhere/privacy.md";
const PLACEHOLDER: &str = "text/placeholder";

#[test]
fn documents_are_judged_as_they_change() {
    let mut client = Client::start(None, &able());
    client.open(DOCUMENT, "markdown", 1, POLICY);
    let first = client.published(DOCUMENT);
    assert_eq!(first.version, Some(1));
    assert_eq!(first.of(PLACEHOLDER), [[2, 40, 2, 56]]);
    let found = first
        .diagnostics
        .iter()
        .find(|found| found["code"] == PLACEHOLDER)
        .unwrap();
    assert_eq!(
        (&found["source"], &found["severity"]),
        (&json!("policylint"), &json!(1))
    );
    assert!(found["data"]["help"].is_string() && found["data"]["law"].is_array());
    assert!(found.get("codeDescription").is_none());
    let related = &found["relatedInformation"][0];
    assert_eq!(
        (&related["location"]["uri"], &related["message"]),
        (&json!(DOCUMENT), &json!("fill this in"))
    );

    // Two edits at once, the second seen from the first.
    let edits = json!([
        edit((2, 0), (2, 0), "😀\n"),
        edit((3, 40), (3, 56), "the [insert name] desk")
    ]);
    client.change(DOCUMENT, 2, &edits);
    assert_eq!(
        client.published_version(DOCUMENT, 2).of(PLACEHOLDER),
        [[3, 44, 3, 57]]
    );

    client.change(
        DOCUMENT,
        3,
        &json!([{"text": POLICY.replace("[insert address]", "us")}]),
    );
    assert!(
        client
            .published_version(DOCUMENT, 3)
            .of(PLACEHOLDER)
            .is_empty()
    );

    client.change(DOCUMENT, 4, &json!([{"text": POLICY}]));
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": DOCUMENT}}),
    );
    let last = loop {
        let published = client.published(DOCUMENT);
        if published.version.is_none() {
            break published;
        }
    };
    assert!(last.diagnostics.is_empty());
    assert!(
        client.rest().is_empty(),
        "nothing is said of what is closed"
    );
    client.end();
}

#[test]
fn columns_are_those_that_were_agreed_on() {
    let text = "# Privacy policy\r\n\r\nWe use your e-mail address to answer you, with your consent.\r\rTo\u{fffd}\t😀é: [insert name]\n";
    for (offered, agreed, columns) in [
        (json!(null), "utf-16", [9, 22]),
        (json!(["utf-16"]), "utf-16", [9, 22]),
        (json!(["utf-8", "utf-16"]), "utf-8", [14, 27]),
        (json!(["odd", "utf-32"]), "utf-32", [8, 21]),
    ] {
        let mut client = Client::fresh();
        let params = json!({"capabilities": {"general": {"positionEncodings": offered}}});
        let result = client.ask("initialize", params).unwrap();
        assert_eq!(result["capabilities"]["positionEncoding"], agreed);
        client.tell("initialized", json!({}));
        client.open(DOCUMENT, "markdown", 1, text);
        assert_eq!(
            client.published(DOCUMENT).of(PLACEHOLDER),
            [[4, columns[0].into(), 4, columns[1].into()]],
            "{agreed}"
        );
        let edits = json!([edit((4, columns[0]), (4, columns[1]), "us")]);
        client.change(DOCUMENT, 2, &edits);
        assert!(
            client
                .published_version(DOCUMENT, 2)
                .of(PLACEHOLDER)
                .is_empty()
        );
        client.end();
    }
}

#[test]
fn what_comes_out_of_order_is_refused() {
    let mut client = Client::fresh();
    client.tell("textDocument/didOpen", json!({}));
    assert_eq!(client.ask("textDocument/hover", json!({})), Err(-32002));
    assert_eq!(client.ask("shutdown", Value::Null), Err(-32002));
    // A client that describes itself oddly is served.
    let odd =
        json!({"capabilities": {"textDocument": 3}, "workspaceFolders": "x", "processId": "y"});
    let result = client.ask("initialize", odd).unwrap();
    assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(result["serverInfo"]["name"], "policylint");
    assert_eq!(
        client.ask("initialize", json!({"capabilities": {}})),
        Err(-32600)
    );
    assert_eq!(client.ask("textDocument/rename", json!({})), Err(-32601));
    assert_eq!(client.ask("$/odd", json!({})), Err(-32601));
    assert_eq!(
        client.ask("textDocument/hover", json!({"textDocument": 3})),
        Err(-32602)
    );
    assert_eq!(
        client.ask("textDocument/documentSymbol", json!([])),
        Err(-32602)
    );
    assert_eq!(client.ask("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(
        client.ask("textDocument/hover", at(DOCUMENT, 0, 0)),
        Err(-32600)
    );
    assert_eq!(client.ask("shutdown", Value::Null), Err(-32600));
    client.open(DOCUMENT, "markdown", 1, POLICY);
    client.tell("exit", Value::Null);
    assert_eq!(client.server.join().unwrap(), End::Orderly);
}

#[test]
fn leaving_without_shutdown_is_abrupt() {
    for says_so in [true, false] {
        let client = Client::start(None, &json!({}));
        if says_so {
            client.tell("exit", Value::Null);
        }
        let Client {
            connection, server, ..
        } = client;
        drop(connection);
        assert_eq!(server.join().unwrap(), End::Abrupt);
    }
}

#[test]
fn nonsense_ends_nothing() {
    let mut client = Client::start(None, &json!({}));
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "workspace/didChangeConfiguration",
        "$/cancelRequest",
        "$/setTrace",
        "odd",
        "initialized",
    ] {
        for params in [
            Value::Null,
            json!([]),
            json!({}),
            json!({"textDocument": {"uri": 3}}),
            json!("x"),
        ] {
            client.tell(method, params);
        }
    }
    let unknown = json!({"textDocument": {"uri": "file:///none.md"}});
    client.tell("textDocument/didClose", unknown.clone());
    client.tell("textDocument/didSave", unknown.clone());
    client.change("file:///none.md", 2, &json!([{"text": "x"}]));
    client.tell("$/cancelRequest", json!({"id": 99}));
    assert_eq!(
        client.ask("textDocument/documentSymbol", unknown),
        Ok(Value::Null)
    );
    assert_eq!(
        client.ask("textDocument/hover", at("::", 1, 1)),
        Ok(Value::Null)
    );

    client.open(DOCUMENT, "markdown", 1, POLICY);
    client.published(DOCUMENT);
    assert_eq!(
        client.ask("textDocument/hover", at(DOCUMENT, u32::MAX, u32::MAX)),
        Ok(Value::Null)
    );
    // A range that is none changes nothing; one beyond the text adds to its end.
    let broken = json!({"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}});
    client.change(DOCUMENT, 2, &json!([{"range": broken, "text": "x"}]));
    client.change(
        DOCUMENT,
        3,
        &json!([edit((900, 7), (901, 7), "\nWrite to [insert name].\n")]),
    );
    let published = client.published_version(DOCUMENT, 3);
    assert_eq!(published.of(PLACEHOLDER), [[2, 40, 2, 56], [6, 9, 6, 22]]);
    client.end();
}

#[test]
fn an_older_version_is_left_out() {
    let mut client = Client::start(None, &able());
    client.open(DOCUMENT, "markdown", 5, POLICY);
    client.published_version(DOCUMENT, 5);
    client.change(DOCUMENT, 4, &json!([{"text": "# Other\n"}]));
    client.change(DOCUMENT, 6, &json!([edit((0, 0), (0, 0), "\n")]));
    assert_eq!(
        client.published(DOCUMENT).version,
        Some(6),
        "and nothing for the older one"
    );
    client.change(DOCUMENT, 7, &json!([edit((0, 0), (1, 0), "")]));
    assert_eq!(
        client.published_version(DOCUMENT, 7).of(PLACEHOLDER),
        [[2, 40, 2, 56]]
    );
    client.end();
}

#[test]
fn a_newer_version_supersedes_the_one_before() {
    let mut client = Client::start(None, &able());
    let long = POLICY.repeat(100);
    client.open(DOCUMENT, "markdown", 1, &long);
    for version in 2..=40 {
        client.change(DOCUMENT, version, &json!([edit((0, 0), (0, 0), "x")]));
    }
    let mut versions = Vec::new();
    while versions.last() != Some(&40) {
        versions.extend(client.published(DOCUMENT).version);
    }
    assert!(versions.is_sorted(), "{versions:?}");
    assert!(versions.len() < 20, "{versions:?}");
    client.end();
}

#[test]
fn documents_need_no_file() {
    let mut client = Client::start(None, &able());
    let page = "<h1>Privacy policy</h1><p>We use your name to answer you, with your consent. Write to [insert name].</p>";
    for (uri, language, text, judged) in [
        ("untitled:Untitled-1", "markdown", POLICY, true),
        ("untitled:Untitled-2", "html", page, true),
        ("untitled:Untitled-3", "plaintext", POLICY, true),
        ("git:/a/privacy.md?HEAD", "markdown", POLICY, true),
        ("untitled:Untitled-4", "rust", POLICY, false),
        (
            "file:///nowhere/notes.md",
            "markdown",
            "# Notes\n\nWrite to [insert address].\n",
            false,
        ),
    ] {
        client.open(uri, language, 1, text);
        if language != "rust" {
            let published = client.published(uri);
            assert_eq!(
                !published.of(PLACEHOLDER).is_empty(),
                judged,
                "{uri}: {published:?}"
            );
        }
    }
    assert!(client.rest().is_empty());
    // Opened again as something that is not read: what was said of it is taken back.
    client.open("untitled:Untitled-1", "rust", 2, POLICY);
    assert!(
        client
            .published("untitled:Untitled-1")
            .diagnostics
            .is_empty()
    );
    client.end();
}
