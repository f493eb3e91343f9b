//! All integration tests, as one program.
#![expect(clippy::unwrap_used, reason = "`allow-unwrap-in-tests` does not reach the functions that tests share")]

mod explain;
mod files;
mod hundred;
mod lab;
mod limits;
mod suite;
mod tree;
