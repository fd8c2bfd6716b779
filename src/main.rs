//! The `policylint` command: all of it is in the library. The language server stands beside the command line, which knows
//! it only as something that serves.

use std::process::ExitCode;

use policylint::cli::{self, Serve};
use policylint::lsp::{self, End, Options};

/// A document is many small pieces, made by several threads at once and let go together.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(serve)
}

fn serve(asked: Serve) -> ExitCode {
    let end = lsp::serve_stdio(Options {
        asked: asked.asked,
        config: asked.config,
        here: asked.here,
        today: asked.today,
    });
    match end {
        End::Orderly => ExitCode::SUCCESS,
        End::Abrupt => ExitCode::from(1),
    }
}
