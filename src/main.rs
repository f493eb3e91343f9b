//! The program: everything it does is in the library.

use std::process::ExitCode;

/// Typst asks for memory all the time; with this allocator a letter takes a tenth less time (`docs/speed.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vinhdanh::cli::run(std::env::args_os())
}
