//! What the server can do, in the protocol's words.

use gen_lsp_types::{
    ChangeNotifications, DidChangeWatchedFilesRegistrationOptions, DocumentSymbolProvider,
    FileSystemWatcher, GlobPattern, HoverProvider, InitializeResult, Registration,
    RegistrationParams, Save, ServerCapabilities, ServerInfo, TextDocumentSync,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};

use super::client::Client;

/// The files whose changes matter: configurations, rules, and policies that others are judged together with.
const WATCHED: &str = "**/*.{yaml,yml,md,markdown,html,htm,txt,text}";

/// The answer to `initialize`.
pub(super) fn result(client: &Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(ChangeNotifications::Bool(true)),
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(client.encoding.kind()),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            hover_provider: Some(HoverProvider::Bool(true)),
            document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
            workspace: Some(WorkspaceOptions {
                workspace_folders: Some(folders),
                ..WorkspaceOptions::default()
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

/// The wish to be told of changes of files.
pub(super) fn watching() -> RegistrationParams {
    let options = DidChangeWatchedFilesRegistrationOptions {
        watchers: vec![FileSystemWatcher {
            glob_pattern: GlobPattern::Pattern(WATCHED.to_owned()),
            kind: None,
        }],
    };
    RegistrationParams {
        registrations: vec![Registration {
            id: "watch".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}
