//! What can be asked of a document: hovers and the outline, and taking a question back.

use serde_json::{Value, json};

use super::{Client, POLICY, able, at, edit, range};

const DOCUMENT: &str = "file:///nowhere/privacy.md";

#[test]
fn hovers_explain_the_rule() {
    let mut client = Client::start(None, &able());
    client.open(DOCUMENT, "markdown", 1, POLICY);
    // Asked before it is judged: answered when it is.
    let hover = client
        .ask("textDocument/hover", at(DOCUMENT, 2, 45))
        .unwrap();
    assert_eq!(range(&hover), [2, 40, 2, 56]);
    assert_eq!(hover["contents"]["kind"], "markdown");
    let told = hover["contents"]["value"].as_str().unwrap();
    for part in [
        "**text/placeholder** · error",
        "**What to write**: Put in what belongs here",
        "**Rests on**: GDPR Art",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(
        client.ask("textDocument/hover", at(DOCUMENT, 1, 0)),
        Ok(Value::Null)
    );
    client.end();

    let mut client = Client::start(None, &json!({}));
    client.open(DOCUMENT, "markdown", 1, POLICY);
    let hover = client
        .ask("textDocument/hover", at(DOCUMENT, 2, 45))
        .unwrap();
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .starts_with("text/placeholder · error")
    );
    let published = client.published(DOCUMENT);
    assert!(
        published.diagnostics[0].get("relatedInformation").is_none(),
        "nobody could show it"
    );
    client.end();
}

#[test]
fn what_waits_can_be_canceled() {
    let mut client = Client::start(None, &able());
    client.open(DOCUMENT, "markdown", 1, &POLICY.repeat(200));
    let hover = client.send("textDocument/hover", at(DOCUMENT, 2, 45));
    client.tell("$/cancelRequest", json!({"id": hover}));
    assert_eq!(client.answer(hover), Err(-32800));
    // What waits for a document that is closed has no answer.
    client.change(DOCUMENT, 2, &json!([edit((0, 0), (0, 0), "x")]));
    let symbols = client.send(
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": DOCUMENT}}),
    );
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": DOCUMENT}}),
    );
    assert_eq!(client.answer(symbols), Ok(Value::Null));
    client.end();
}

#[test]
fn the_outline_is_nested_where_the_client_can() {
    let text = "# Privacy policy\n\nWe process data.\n\n## 1. Who we are\n\nA shop.\n\n## 2. Your rights\n\n### Access\n\nAsk.\n";
    let ask = json!({"textDocument": {"uri": DOCUMENT}});
    let mut client = Client::start(None, &able());
    client.open(DOCUMENT, "markdown", 1, text);
    let outline = client
        .ask("textDocument/documentSymbol", ask.clone())
        .unwrap();
    let names = |list: &Value| -> Vec<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|symbol| symbol["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&outline), ["Privacy policy"]);
    let below = &outline[0]["children"];
    assert_eq!(names(below), ["1 Who we are", "2 Your rights"]);
    assert_eq!(names(&below[1]["children"]), ["Access"]);
    assert_eq!(range(&below[0]), [4, 0, 6, 7]);
    assert_eq!(
        below[0]["selectionRange"]["start"],
        json!({"line": 4, "character": 0})
    );
    client.end();

    let mut client = Client::start(None, &json!({}));
    client.open(DOCUMENT, "markdown", 1, text);
    let outline = client.ask("textDocument/documentSymbol", ask).unwrap();
    assert_eq!(
        names(&outline),
        ["Privacy policy", "1 Who we are", "2 Your rights", "Access"]
    );
    assert_eq!(outline[3]["containerName"], "2 Your rights");
    assert_eq!(outline[3]["location"]["uri"], DOCUMENT);
    client.end();
}
