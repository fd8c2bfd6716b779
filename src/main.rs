//! The `policylint` command: all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    policylint::cli::run()
}
