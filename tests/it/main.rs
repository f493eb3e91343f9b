//! The tests that see the crate from outside: one binary, one module a subject.
#![expect(clippy::unwrap_used, reason = "`allow-unwrap-in-tests` does not reach the functions that tests share")]

mod child;
mod commonmark;
mod escape;
mod golden;
mod html_words;
mod publish;
mod typeset;
mod typst_project;
