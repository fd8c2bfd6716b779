//! What goes to the client. One that is gone is noticed where its messages are read.

use crossbeam_channel::Sender;
use gen_lsp_types::{
    Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;

/// Sends messages.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    sender: Sender<Message>,
}

impl Outbox {
    /// An outbox that empties into `sender`.
    pub(super) const fn new(sender: Sender<Message>) -> Self {
        Self { sender }
    }

    /// Answers a request.
    pub(super) fn answer(&self, id: RequestId, result: impl Serialize) {
        match serde_json::to_value(result) {
            Ok(result) => self.send(Response {
                id,
                response_result: Ok(result),
            }),
            Err(error) => self.refuse(id, ErrorCode::InternalError, &error.to_string()),
        }
    }

    /// Refuses a request.
    pub(super) fn refuse(&self, id: RequestId, code: ErrorCode, reason: &str) {
        self.send(Response::new_err(id, code as i32, reason.to_owned()));
    }

    /// Asks the client for something whose answer makes no difference.
    pub(super) fn ask(&self, id: &str, method: &str, params: impl Serialize) {
        self.send(Request {
            id: RequestId::from(id.to_owned()),
            method: method.to_owned(),
            params: serde_json::to_value(params).unwrap_or_default(),
        });
    }

    /// Says all that is to be said of a document.
    pub(super) fn publish(&self, uri: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams {
            uri: Uri(uri.to_owned()),
            version,
            diagnostics,
        };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Tells the user something.
    pub(super) fn show(&self, kind: MessageType, message: String) {
        self.notify("window/showMessage", ShowMessageParams { kind, message });
    }

    /// Notes something for those who look for the cause of trouble.
    pub(super) fn log(&self, message: String) {
        let kind = MessageType::Warning;
        self.notify("window/logMessage", LogMessageParams { kind, message });
    }

    fn notify(&self, method: &str, params: impl Serialize) {
        self.send(Notification {
            method: method.to_owned(),
            params: serde_json::to_value(params).unwrap_or_default(),
        });
    }

    fn send(&self, message: impl Into<Message>) {
        drop(self.sender.send(message.into()));
    }
}
