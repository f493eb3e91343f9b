//! The tests that see the crate from outside: one binary, one module a subject.
#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` does not reach the functions that tests share"
)]

mod blanks;
mod child;
mod commonmark;
mod escape;
mod explain;
mod files;
mod golden;
mod html_words;
mod hundred;
mod lab;
mod limits;
mod publish;
mod suite;
mod tree;
mod typeset;
mod typst_project;
