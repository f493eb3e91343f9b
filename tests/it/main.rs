//! The tests that see the crate from outside: one binary, one module a subject.
#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` does not reach the functions that tests share"
)]
#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes the expected texts so")]

mod accessible;
mod alone;
mod architecture;
mod bases;
mod batch;
mod blanks;
mod build;
mod certificates;
mod charts;
mod child;
mod cli;
mod commonmark;
mod doctor;
mod eligible;
mod escape;
mod examples;
mod explain;
mod faults;
mod files;
mod fonts;
mod golden;
mod hostile;
mod html_words;
mod hundred;
mod init;
mod killed;
mod lab;
mod layouts;
mod letters;
mod limits;
mod listed;
mod machines;
mod money;
mod odd_files;
mod papers;
mod parts;
mod pdf;
mod project;
mod publish;
mod readme;
mod reference;
mod rulebook;
mod rules;
mod suite;
mod tables;
mod traps;
mod tree;
mod typeset;
mod typst_project;
mod verify;
