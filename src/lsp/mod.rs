//! L6: `policylint lsp`: diagnostics while a policy is written, over the Language Server Protocol.
//!
//! One thread reads messages and keeps the documents (`serving`), one checks them (`checker`); what was asked for is
//! prepared and judged by [`session`](crate::session) alone, as for the command line. Nothing that a client sends ends the
//! server but `exit` and the end of its input.

mod capabilities;
mod checker;
mod client;
mod diagnostics;
mod documents;
mod hover;
mod outbox;
mod position;
mod server;
mod serving;
mod symbols;
mod transport;
mod uri;
mod workspace;

use std::path::PathBuf;

use jiff::civil::Date;
use lsp_server::Connection;

use crate::session::Asked;

/// What the server is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// What was asked for on the command line.
    pub asked: Asked,
    /// The configuration, where one was named; otherwise the nearest is found.
    pub config: Option<PathBuf>,
    /// The folder that it was started in.
    pub here: PathBuf,
    /// What the calendar says; asked again and again, since editors stay open over midnight.
    pub today: fn() -> Date,
}

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client asked for it: `shutdown`, then `exit`.
    Orderly,
    /// The client went away without `shutdown`.
    Abrupt,
}

/// Serves one client over `connection` until it leaves.
pub fn serve(connection: &Connection, options: Options) -> End {
    server::Server::new(connection, options).run()
}

/// Serves the client at standard input and output.
pub fn serve_stdio(options: Options) -> End {
    let connection = transport::stdio();
    let end = serve(&connection.connection, options);
    connection.finish();
    end
}
