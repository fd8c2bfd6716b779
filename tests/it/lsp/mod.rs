//! The language server, over a connection in memory: what a client says, and what it is told.

mod parity;
mod process;
mod protocol;
mod questions;
mod workspace;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use policylint::lsp::{self, End, Options};
use policylint::session::Asked;
use serde_json::{Value, json};

/// How long the server may take; it is far faster, but machines are slow at times.
const PATIENCE: Duration = Duration::from_mins(1);

/// A policy, short enough to see at once what is wrong with it.
pub(crate) const POLICY: &str = "# Privacy policy\n\nWe process your personal data. Write to [insert address].\n\n\
     We use your e-mail address to answer your questions, with your consent.\n";

/// What can be said at once of a client of today.
pub(crate) fn able() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
        "general": {"positionEncodings": ["utf-16"]},
    })
}

/// What was published for a document.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) version: Option<i64>,
    pub(crate) diagnostics: Vec<Value>,
}

impl Published {
    /// The ranges of the diagnostics of `rule`: first line and column, last line and column.
    pub(crate) fn of(&self, rule: &str) -> Vec<[u64; 4]> {
        let all = self.diagnostics.iter();
        all.filter(|found| found["code"] == rule)
            .map(range)
            .collect()
    }
}

/// The range of something, as numbers.
pub(crate) fn range(of: &Value) -> [u64; 4] {
    let range = &of["range"];
    [
        "/start/line",
        "/start/character",
        "/end/line",
        "/end/character",
    ]
    .map(|at| range.pointer(at).unwrap().as_u64().unwrap())
}

/// The URI of a path without odd characters.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A client of a server in another thread.
pub(crate) struct Client {
    connection: Connection,
    server: JoinHandle<End>,
    held: VecDeque<Notification>,
    asked: Vec<Request>,
    number: i32,
}

impl Client {
    /// A client that has said nothing yet.
    pub(crate) fn fresh() -> Self {
        let (ours, theirs) = Connection::memory();
        let options = Options {
            asked: Asked {
                today: Some(jiff::civil::date(2026, 11, 22)),
                ..Asked::default()
            },
            config: None,
            here: PathBuf::from("/nowhere"),
            today: || jiff::civil::date(2026, 11, 22),
        };
        let server = thread::spawn(move || lsp::serve(&theirs, options));
        Self {
            connection: ours,
            server,
            held: VecDeque::new(),
            asked: Vec::new(),
            number: 0,
        }
    }

    /// A client that has introduced itself.
    pub(crate) fn start(root: Option<&Path>, capabilities: &Value) -> Self {
        let mut client = Self::fresh();
        let root = root.map(uri);
        let params = json!({"processId": null, "rootUri": root, "capabilities": capabilities});
        client.ask("initialize", params).unwrap();
        client.tell("initialized", json!({}));
        client
    }

    pub(crate) fn tell(&self, method: &str, params: Value) {
        let told = Notification {
            method: method.to_owned(),
            params,
        };
        self.connection.sender.send(told.into()).unwrap();
    }

    /// Sends a request; its number.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> i32 {
        self.number += 1;
        let request = Request {
            id: RequestId::from(self.number),
            method: method.to_owned(),
            params,
        };
        self.connection.sender.send(request.into()).unwrap();
        self.number
    }

    /// The answer to request `number`, or the code of the error.
    pub(crate) fn answer(&mut self, number: i32) -> Result<Value, i32> {
        loop {
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Response(answer) => {
                    assert_eq!(answer.id, RequestId::from(number));
                    return answer.response_result.map_err(|error| error.code);
                }
                Message::Notification(told) => self.held.push_back(told),
                Message::Request(asked) => self.asked.push(asked),
            }
        }
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let number = self.send(method, params);
        self.answer(number)
    }

    /// The next notification that `is_meant`; those before it are left for later.
    fn told(&mut self, is_meant: impl Fn(&Notification) -> bool) -> Value {
        loop {
            if let Some(at) = self.held.iter().position(&is_meant) {
                return self.held.remove(at).unwrap().params;
            }
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Notification(told) => self.held.push_back(told),
                Message::Request(asked) => self.asked.push(asked),
                Message::Response(answer) => panic!("nothing was asked: {answer:?}"),
            }
        }
    }

    /// What is published next for `uri`.
    pub(crate) fn published(&mut self, uri: &str) -> Published {
        let params = self.told(|told| {
            told.method == "textDocument/publishDiagnostics" && told.params["uri"] == uri
        });
        Published {
            version: params["version"].as_i64(),
            diagnostics: params["diagnostics"].as_array().unwrap().clone(),
        }
    }

    /// What is published for version `version` of `uri`; earlier versions are passed over.
    pub(crate) fn published_version(&mut self, uri: &str, version: i64) -> Published {
        loop {
            let published = self.published(uri);
            assert!(published.version <= Some(version), "{published:?}");
            if published.version == Some(version) {
                return published;
            }
        }
    }

    /// The next message to the user, and how grave it is.
    pub(crate) fn message(&mut self) -> (u64, String) {
        let params = self.told(|told| told.method == "window/showMessage");
        (
            params["type"].as_u64().unwrap(),
            params["message"].as_str().unwrap().to_owned(),
        )
    }

    pub(crate) fn open(&self, uri: &str, language: &str, version: i32, text: &str) {
        let document =
            json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub(crate) fn change(&self, uri: &str, version: i32, changes: &Value) {
        let params =
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
    }

    /// Everything that came and was not asked for yet, once the server has nothing more to say.
    pub(crate) fn rest(&mut self) -> Vec<Notification> {
        // An answer comes behind all that was said before.
        self.ask(
            "textDocument/documentSymbol",
            json!({"textDocument": {"uri": "none:"}}),
        )
        .unwrap();
        self.held.drain(..).collect()
    }

    /// Shuts the server down in order.
    pub(crate) fn end(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        assert_eq!(self.server.join().unwrap(), End::Orderly);
    }
}

/// An edit of the text between two places.
pub(crate) fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> Value {
    let at = |(line, character)| json!({"line": line, "character": character});
    json!({"range": {"start": at(from), "end": at(to)}, "text": text})
}

/// A place in a document.
pub(crate) fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}
