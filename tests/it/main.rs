//! The tests that see the crate from outside: one binary, one module a subject.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod commonmark;
mod escape;
mod golden;
mod html_words;
mod typst_project;
