//! What the client can do, and where it works. Read piece by piece: a client that describes one thing wrongly is served
//! all the same.

use std::path::PathBuf;

use serde_json::Value;

use super::position::Encoding;
use super::uri;

/// What was agreed on with the client.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a capability of its own in the protocol"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    /// How it counts columns.
    pub(super) encoding: Encoding,
    /// Whether it shows what is related to a diagnostic.
    pub(super) related: bool,
    /// Whether it follows the link of a diagnostic's code.
    pub(super) code_links: bool,
    /// Whether it wants hovers in Markdown rather than plain text.
    pub(super) markdown: bool,
    /// Whether it nests the symbols of a document.
    pub(super) nested_symbols: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// The folders it works in.
    pub(super) folders: Vec<PathBuf>,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn read(params: &Value) -> Self {
        let flag = |at: &str| params.pointer(at).and_then(Value::as_bool).unwrap_or(false);
        let words = |at: &str| {
            let list = params.pointer(at).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str)
        };
        let text = "/capabilities/textDocument";
        let format = words(&format!("{text}/hover/contentFormat"))
            .find(|name| ["markdown", "plaintext"].contains(name));
        Self {
            encoding: Encoding::choose(words("/capabilities/general/positionEncodings")),
            related: flag(&format!("{text}/publishDiagnostics/relatedInformation")),
            code_links: flag(&format!("{text}/publishDiagnostics/codeDescriptionSupport")),
            markdown: format == Some("markdown"),
            nested_symbols: flag(&format!(
                "{text}/documentSymbol/hierarchicalDocumentSymbolSupport"
            )),
            watches: flag("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            folders: folders(params),
        }
    }
}

/// The folders of the workspace; older clients name one root.
fn folders(params: &Value) -> Vec<PathBuf> {
    let several = params
        .get("workspaceFolders")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|folder| uri::to_path(folder.get("uri")?.as_str()?));
    let several: Vec<PathBuf> = several.collect();
    if !several.is_empty() {
        return several;
    }
    let root = params.get("rootUri").and_then(Value::as_str);
    let root = root.and_then(uri::to_path).or_else(|| {
        let path = params.get("rootPath").and_then(Value::as_str)?;
        Some(PathBuf::from(path)).filter(|path| path.is_absolute())
    });
    root.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_described_wrongly_counts_as_not_described() {
        for params in [
            Value::Null,
            json!({}),
            json!({"capabilities": [], "workspaceFolders": [{"uri": 3}], "rootPath": "here"}),
        ] {
            let client = Client::read(&params);
            assert!(client.folders.is_empty() && !client.related);
            assert_eq!(client.encoding, Encoding::Utf16);
        }
    }

    #[test]
    fn folders_come_before_the_root() {
        let params = json!({
            "workspaceFolders": [{"uri": "file:///a", "name": "a"}, {"uri": "untitled:b", "name": "b"}],
            "rootUri": "file:///c", "rootPath": "/d",
        });
        assert_eq!(Client::read(&params).folders, [PathBuf::from("/a")]);
        let params = json!({"workspaceFolders": null, "rootUri": null, "rootPath": "/d"});
        assert_eq!(Client::read(&params).folders, [PathBuf::from("/d")]);
    }
}
