//! All integration tests, as one program.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` does not reach the functions that tests share"
)]

mod child;
mod publish;
mod typeset;
