//! The program `goodturn`: everything it can do is a subcommand, and lives in [`goodturn::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    goodturn::cli::main()
}
