//! Configuration, rules of one's own and bundles, while they change.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::{Client, POLICY, able, uri};

const PLACEHOLDER: &str = "text/placeholder";
const OFF: &str = "ignore: [text/placeholder]\n";

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    uri(&path)
}

fn changed(client: &Client, uri: &str) {
    client.tell(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": uri, "type": 2}]}),
    );
}

#[test]
fn the_configuration_is_found_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let config = write(folder.path(), "policylint.yaml", OFF);
    let document = write(folder.path(), "docs/privacy.md", POLICY);
    let mut client = Client::start(Some(folder.path()), &able());
    client.open(&document, "markdown", 1, POLICY);
    assert!(client.published(&document).of(PLACEHOLDER).is_empty());
    assert_eq!(client.asked[0].method, "client/registerCapability");

    write(folder.path(), "policylint.yaml", "# all rules\n");
    changed(&client, &config);
    assert_eq!(client.published(&document).of(PLACEHOLDER).len(), 1);

    // What is wrong is told and shown at its place, and what was said before stays.
    write(folder.path(), "policylint.yaml", "\nprofil: x\n");
    changed(&client, &config);
    let (kind, message) = client.message();
    assert_eq!(kind, 1);
    assert!(
        message.contains("policylint.yaml:2:1: ") && message.contains("did you mean `profile`?"),
        "{message}"
    );
    assert_eq!(
        client.published(&config).of("meta/config-file"),
        [[1, 0, 1, 6]]
    );
    assert_eq!(client.published(&document).of(PLACEHOLDER).len(), 1);

    // Clients that watch nothing save.
    write(folder.path(), "policylint.yaml", OFF);
    client.tell(
        "textDocument/didSave",
        json!({"textDocument": {"uri": document}}),
    );
    assert!(client.published(&config).diagnostics.is_empty());
    assert!(client.published(&document).of(PLACEHOLDER).is_empty());

    fs::remove_file(folder.path().join("policylint.yaml")).unwrap();
    changed(&client, &config);
    assert_eq!(client.published(&document).of(PLACEHOLDER).len(), 1);
    client.end();
}

#[test]
fn a_wrong_configuration_from_the_start_is_no_end() {
    let folder = tempfile::tempdir().unwrap();
    let config = write(folder.path(), "policylint.yaml", "profile: none\n");
    let document = write(folder.path(), "privacy.md", POLICY);
    let mut client = Client::start(Some(folder.path()), &able());
    let (_, message) = client.message();
    assert!(message.contains("there is no profile `none`"), "{message}");
    client.open(&document, "markdown", 1, POLICY);
    assert!(client.published(&document).diagnostics.is_empty());
    let hover =
        json!({"textDocument": {"uri": document}, "position": {"line": 2, "character": 45}});
    assert_eq!(client.ask("textDocument/hover", hover), Ok(json!(null)));
    write(folder.path(), "policylint.yaml", "");
    changed(&client, &config);
    assert_eq!(client.published(&document).of(PLACEHOLDER).len(), 1);
    client.end();
}

#[test]
fn rules_of_ones_own_are_read_again_and_linked() {
    let rule = |summary: &str, words: &str| {
        format!(
            "id: house/no-forever\nsummary: {summary}\nseverity: error\nforbid: {{pattern: '\\b{words}\\b'}}\n\
             message: not this\nhelp: Write something else.\nexamples:\n\
             \x20 - {{lang: en, fires: \"We keep your data ⟦{words}⟧.\"}}\n  - {{lang: en, ok: \"We do not.\"}}\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "policylint.yaml", "rules: [own]\n");
    let file = write(
        folder.path(),
        "own/no-forever.yaml",
        &rule("a", "insert address"),
    );
    let document = write(folder.path(), "privacy.md", POLICY);
    let mut client = Client::start(Some(folder.path()), &able());
    client.open(&document, "markdown", 1, POLICY);
    let published = client.published(&document);
    assert_eq!(published.of("house/no-forever"), [[2, 41, 2, 55]]);
    let found = published
        .diagnostics
        .iter()
        .find(|found| found["code"] == "house/no-forever")
        .unwrap();
    assert_eq!(
        found["codeDescription"]["href"],
        file.as_str(),
        "it can be read there"
    );

    write(
        folder.path(),
        "own/no-forever.yaml",
        &rule("bb", "personal data"),
    );
    changed(&client, &file);
    assert_eq!(
        client.published(&document).of("house/no-forever"),
        [[2, 16, 2, 29]]
    );

    // A rule that is broken hides no other.
    write(
        folder.path(),
        "own/no-forever.yaml",
        "id: house/no-forever\n",
    );
    changed(&client, &file);
    let (kind, message) = client.message();
    assert_eq!(kind, 2);
    assert!(message.contains("own/no-forever.yaml:1:"), "{message}");
    assert!(!client.published(&file).diagnostics.is_empty());
    let published = client.published(&document);
    assert!(published.of("house/no-forever").is_empty() && published.of(PLACEHOLDER).len() == 1);
    client.end();
}

#[test]
fn documents_of_a_bundle_are_judged_together() {
    let access = "gdpr/right-access";
    let rights = "# Your rights\n\nYou have the right to access and to erase your data.\n";
    let folder = tempfile::tempdir().unwrap();
    let config = "bundles:\n  site: [privacy.md, rights.md]\nselect: [gdpr/right-access]\n";
    write(folder.path(), "policylint.yaml", config);
    let privacy = write(folder.path(), "privacy.md", POLICY);
    let other = write(folder.path(), "rights.md", rights);
    let mut client = Client::start(Some(folder.path()), &able());
    client.open(&privacy, "markdown", 1, POLICY);
    assert!(client.published(&privacy).of(access).is_empty());
    // The other is opened, and what it says is taken out, on the screen alone.
    client.open(&other, "markdown", 1, rights);
    client.change(
        &other,
        2,
        &json!([{"text": "# Your rights\n\nThere is nothing here yet.\n"}]),
    );
    while client.published(&privacy).of(access).is_empty() {}
    // Closed without saving: what stands on the disk counts again.
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": other}}),
    );
    while !client.published(&privacy).of(access).is_empty() {}
    // What another program writes counts too.
    let other = write(
        folder.path(),
        "rights.md",
        "# Your rights\n\nThere is nothing here yet.\n",
    );
    changed(&client, &other);
    assert_eq!(client.published(&privacy).of(access).len(), 1);
    client.end();
}

#[test]
fn each_folder_has_its_own_configuration() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(one.path(), "policylint.yaml", OFF);
    let first = write(one.path(), "privacy.md", POLICY);
    let second = write(two.path(), "privacy.md", POLICY);
    let mut client = Client::start(Some(two.path()), &able());
    client.open(&second, "markdown", 1, POLICY);
    assert_eq!(client.published(&second).of(PLACEHOLDER).len(), 1);
    // Outside the workspace a document's own folder counts.
    client.open(&first, "markdown", 1, POLICY);
    assert!(client.published(&first).of(PLACEHOLDER).is_empty());
    let folder = |path: &Path| json!([{"uri": uri(path), "name": "x"}]);
    let event = json!({"event": {"added": folder(one.path()), "removed": folder(two.path())}});
    client.tell("workspace/didChangeWorkspaceFolders", event);
    assert!(client.published(&first).of(PLACEHOLDER).is_empty());
    assert_eq!(client.published(&second).of(PLACEHOLDER).len(), 1);
    client.end();
}
