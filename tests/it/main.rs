//! The tests that see the crate from outside: one binary, one module a subject.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod commonmark;
mod html_words;
