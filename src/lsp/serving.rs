//! What is done for a client: its documents are kept and judged, its questions answered.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};
use gen_lsp_types::{
    CancelParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentSymbolParams, HoverParams, Id,
    InitializeResult, Position,
};
use lsp_server::{ErrorCode, Notification, Request, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::session::{Session, whole};

use super::checker::{self, Beside, Done, Job};
use super::client::Client;
use super::documents::{DidChange, Documents, Judged, Progress};
use super::outbox::Outbox;
use super::workspace::Workspaces;
use super::{Options, capabilities, hover, symbols, uri};

/// A request that is answered when its document is judged.
#[derive(Debug)]
struct Waiting {
    id: RequestId,
    uri: String,
    ask: Ask,
}

/// What is asked of a document.
#[derive(Clone, Copy, Debug)]
enum Ask {
    Hover(Position),
    Symbols,
}

/// What it knows once a client has introduced itself.
#[derive(Debug)]
pub(super) struct Serving {
    client: Arc<Client>,
    outbox: Outbox,
    documents: Documents,
    workspaces: Workspaces,
    jobs: Sender<Job>,
    done: Receiver<Done>,
    waiting: Vec<Waiting>,
}

impl Serving {
    /// What is served to a client that introduces itself with `params`, and what it is answered.
    pub(super) fn new(
        params: &Value,
        options: Options,
        outbox: Outbox,
    ) -> (Self, InitializeResult) {
        let client = Arc::new(Client::read(params));
        let result = capabilities::result(&client);
        let (jobs, done) = checker::start(Arc::clone(&client));
        let serving = Self {
            workspaces: Workspaces::new(options, Arc::clone(&client), outbox.clone()),
            client,
            outbox,
            documents: Documents::default(),
            jobs,
            done,
            waiting: Vec::new(),
        };
        (serving, result)
    }

    /// Where the checker tells what it has done.
    pub(super) fn done(&self) -> Receiver<Done> {
        self.done.clone()
    }

    /// Answers a request, now or when it can.
    pub(super) fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match method.as_str() {
            "textDocument/hover" => self.asked(id, params, |params: HoverParams| {
                let at = params.text_document_position_params;
                (at.text_document.uri.0, Ask::Hover(at.position))
            }),
            "textDocument/documentSymbol" => {
                self.asked(id, params, |params: DocumentSymbolParams| {
                    (params.text_document.uri.0, Ask::Symbols)
                });
            }
            _ => {
                let reason = format!("there is no `{method}` here");
                self.outbox.refuse(id, ErrorCode::MethodNotFound, &reason);
            }
        }
    }

    /// Takes a question about a document: answered at once where the text is judged, else as soon as it is.
    fn asked<P: DeserializeOwned>(
        &mut self,
        id: RequestId,
        params: Value,
        read: impl Fn(P) -> (String, Ask),
    ) {
        let (uri, ask) = match serde_json::from_value(params) {
            Ok(params) => read(params),
            Err(error) => {
                return self
                    .outbox
                    .refuse(id, ErrorCode::InvalidParams, &error.to_string());
            }
        };
        match self.documents.get(&uri).map(|document| &document.progress) {
            Some(Progress::Stale | Progress::Underway) => {
                self.waiting.push(Waiting { id, uri, ask });
            }
            Some(Progress::Judged(judged)) => self.answer(id, &uri, ask, Some(judged)),
            Some(Progress::Unjudged) | None => self.answer(id, &uri, ask, None),
        }
    }

    fn answer(&self, id: RequestId, uri: &str, ask: Ask, judged: Option<&Judged>) {
        match (ask, judged) {
            (Ask::Hover(position), Some(judged)) => {
                self.outbox
                    .answer(id, hover::at(judged, position, &self.client));
            }
            (Ask::Symbols, Some(judged)) => {
                self.outbox
                    .answer(id, symbols::of(judged, uri, &self.client));
            }
            (_, None) => self.outbox.answer(id, ()),
        }
    }

    /// Answers everything that waits for the document at `uri`.
    fn answer_waiting(&mut self, uri: &str, judged: Option<&Judged>) {
        let (due, waiting): (Vec<_>, Vec<_>) = self
            .waiting
            .drain(..)
            .partition(|waiting| waiting.uri == uri);
        self.waiting = waiting;
        for Waiting { id, ask, .. } in due {
            self.answer(id, uri, ask, judged);
        }
    }

    fn cancel(&mut self, id: Id) {
        let id = match id {
            Id::Int(id) => RequestId::from(id),
            Id::String(id) => RequestId::from(id),
        };
        if let Some(at) = self.waiting.iter().position(|waiting| waiting.id == id) {
            let waiting = self.waiting.remove(at);
            let code = ErrorCode::RequestCanceled;
            self.outbox
                .refuse(waiting.id, code, "canceled by the client");
        }
    }

    /// Answers what still waits: there will be no more.
    pub(super) fn give_up(&mut self) {
        for waiting in self.waiting.drain(..) {
            let code = ErrorCode::ServerCancelled;
            self.outbox
                .refuse(waiting.id, code, "the server shuts down");
        }
    }

    /// Takes note of what the client tells.
    pub(super) fn notification(&mut self, told: Notification) {
        let Notification { method, params } = told;
        let read = match method.as_str() {
            "initialized" => {
                self.initialized();
                Ok(())
            }
            "textDocument/didOpen" => serde_json::from_value(params).map(|told| self.opened(told)),
            "textDocument/didChange" => {
                serde_json::from_value(params).map(|told| self.changed(told))
            }
            "textDocument/didClose" => serde_json::from_value(params).map(|told| self.closed(told)),
            "textDocument/didSave" => {
                self.refresh();
                Ok(())
            }
            "workspace/didChangeWatchedFiles" => {
                serde_json::from_value(params).map(|told| self.files_changed(&told))
            }
            "workspace/didChangeWorkspaceFolders" => {
                serde_json::from_value(params).map(|told| self.folders_changed(told))
            }
            "$/cancelRequest" => {
                serde_json::from_value(params).map(|told: CancelParams| self.cancel(told.id))
            }
            _ => Ok(()),
        };
        if let Err(error) = read {
            self.outbox
                .log(format!("`{method}` cannot be read: {error}"));
        }
    }

    fn initialized(&mut self) {
        if self.client.watches {
            let method = "client/registerCapability";
            self.outbox.ask("watch", method, capabilities::watching());
        }
        self.workspaces.prepare();
    }

    fn opened(&mut self, told: DidOpenTextDocumentParams) {
        let document = told.text_document;
        let (uri, language) = (document.uri.0, document.language_id.to_string());
        let was_open = self.documents.get(&uri).is_some();
        self.refresh();
        let (version, text) = (document.version, document.text);
        if self.documents.open(&uri, &language, version, text) {
            self.outdate_beside(&uri);
        } else if was_open {
            // Opened again in a language that is not read: nothing more is said of it.
            self.forget(&uri);
        }
    }

    fn changed(&mut self, told: DidChange) {
        let uri = told.text_document.uri.clone();
        match self.documents.change(told, self.client.encoding) {
            Ok(()) => self.outdate_beside(&uri),
            Err(reason) => self
                .outbox
                .log(format!("a change of {uri} is left out: {reason}")),
        }
    }

    fn closed(&mut self, told: DidCloseTextDocumentParams) {
        let uri = told.text_document.uri.0;
        self.outdate_beside(&uri);
        if self.documents.close(&uri) {
            self.forget(&uri);
        }
    }

    /// Takes back what was said of a document.
    fn forget(&mut self, uri: &str) {
        self.outbox.publish(uri, None, Vec::new());
        self.answer_waiting(uri, None);
    }

    /// Judges everything again where the configuration or the rules have changed.
    fn refresh(&mut self) {
        if self.workspaces.refresh() {
            self.outdate_where(|_, _| true);
        }
    }

    fn files_changed(&mut self, told: &DidChangeWatchedFilesParams) {
        self.refresh();
        let changed = told.changes.iter();
        let changed: Vec<PathBuf> = changed
            .filter_map(|event| uri::to_path(&event.uri.0))
            .collect();
        for path in changed {
            self.outdate_where(|file, session| stands_beside(session, file, &path));
        }
    }

    fn folders_changed(&mut self, told: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: Vec<gen_lsp_types::WorkspaceFolder>| -> Vec<PathBuf> {
            let folders = folders.into_iter();
            folders
                .filter_map(|folder| uri::to_path(&folder.uri.0))
                .collect()
        };
        let (added, removed) = (paths(told.event.added), paths(told.event.removed));
        self.workspaces.refolder(added, &removed);
        for (_, document) in self.documents.iter_mut() {
            document.outdate();
        }
    }

    /// The documents that are judged together with the one at `uri` are to be judged again.
    fn outdate_beside(&mut self, uri: &str) {
        let path = self
            .documents
            .get(uri)
            .and_then(|document| document.path.clone());
        if let Some(path) = path {
            self.outdate_where(|file, session| stands_beside(session, file, &path));
        }
    }

    /// Every document for whose file and session `is_meant` holds is to be judged again.
    fn outdate_where(&mut self, is_meant: impl Fn(&Path, &Session) -> bool) {
        for (_, document) in self.documents.iter_mut() {
            let session = self.workspaces.session_for(document.path.as_deref());
            let file = document.path.as_deref().unwrap_or(Path::new(""));
            if session.is_some_and(|session| is_meant(file, &session)) {
                document.outdate();
            }
        }
    }

    /// Has everything judged that is stale; what was edited last comes first.
    pub(super) fn dispatch(&mut self) {
        let stale = self.documents.iter();
        let mut stale: Vec<(bool, String)> = stale
            .filter(|(_, document)| matches!(document.progress, Progress::Stale))
            .map(|(uri, document)| (document.edited, uri.clone()))
            .collect();
        // The checker takes the newest first.
        stale.sort();
        for (_, uri) in stale {
            self.judge(&uri);
        }
    }

    fn judge(&mut self, uri: &str) {
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        document.edited = false;
        let session = self.workspaces.session_for(document.path.as_deref());
        let size = u64::try_from(document.text.len()).unwrap_or(u64::MAX);
        let fits = |session: &Arc<Session>| size <= session.settings().max_file_size;
        let Some(session) = session.filter(fits) else {
            document.progress = Progress::Unjudged;
            let version = document.version;
            self.outbox.publish(uri, version, Vec::new());
            self.outbox.log(format!(
                "{uri} is not judged: no valid configuration, or too large"
            ));
            return self.answer_waiting(uri, None);
        };
        document.progress = Progress::Underway;
        let job = Job {
            uri: uri.to_owned(),
            version: document.version,
            ticket: document.ticket(),
            source: document.source(uri),
            beside: Vec::new(),
            session: Arc::clone(&session),
        };
        let members = document.path.as_deref().map(|path| session.beside(path));
        let beside = members.unwrap_or_default().into_iter();
        let beside = beside.map(|(path, format)| Beside {
            text: self.documents.text_of(&path),
            path,
            format,
        });
        let job = Job {
            beside: beside.collect(),
            ..job
        };
        // The checker ends after this loop.
        drop(self.jobs.send(job));
    }

    pub(super) fn finish(&mut self, done: Done) {
        if done.ticket.is_superseded() {
            return;
        }
        for error in &done.errors {
            self.outbox.log(error.to_string());
        }
        self.outbox
            .publish(&done.uri, done.version, done.diagnostics);
        self.answer_waiting(&done.uri, done.judged.as_ref());
        if let Some(document) = self.documents.get_mut(&done.uri) {
            document.progress = done.judged.map_or(Progress::Unjudged, Progress::Judged);
        }
    }
}

/// Whether the file at `other` is judged together with the one at `file`.
fn stands_beside(session: &Session, file: &Path, other: &Path) -> bool {
    let beside = session.beside(file);
    if beside.is_empty() {
        return false;
    }
    let other = whole(other);
    beside.iter().any(|(path, _)| whole(path) == other)
}
