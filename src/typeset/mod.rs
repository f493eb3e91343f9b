//! From Typst text to PDF.
//!
//! There are two engines behind one trait, [`Engine`]: the `typst` program (`external`) and the crates inside
//! this program, which run in worker processes (`pool` starts them, `worker` is what they do). [`select`]
//! chooses between the two.
//! At the same version of Typst they give the same bytes, because everything that could differ is
//! fixed here: the fonts, the layouts, the time stamp, and that there is nothing else to be read.
//! Where a problem lies in the *user's* files is for the caller to say; a [`Problem`] knows only
//! `main.typ` and the layouts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub mod external;
mod messages;
mod pages;
mod process;
mod run;
mod select;

#[cfg(feature = "embedded")]
mod embedded;
#[cfg(feature = "embedded")]
pub mod pool;
#[cfg(feature = "embedded")]
mod protocol;
#[cfg(feature = "embedded")]
pub mod worker;

mod fonts;

pub use fonts::builtin as builtin_fonts;
pub use run::run_all;
pub use select::{Choice, SelectError, Setup, select};

use crate::emit::TypstSource;

/// The version of Typst that the layouts are written for and that the embedded engine is.
///
/// Kept equal to the version of the crates in `Cargo.toml`; a test says so when it is not.
pub const TYPST_VERSION: &str = "0.15.1";

/// The date of a PDF whose document sets none, in seconds since 1970.
///
/// PDF/A wants a date, and the clock would make the bytes of every run differ.
const TIMESTAMP: &str = "0";

/// The path of the document's own text; its files and the layouts are beside and below it.
pub const MAIN: &str = "main.typ";

/// What turns Typst text into PDF.
pub trait Engine: Send + Sync {
    /// Returns the name that people see: `typst` or `embedded`.
    fn name(&self) -> &'static str;

    /// Returns the version of Typst.
    ///
    /// It belongs into the fingerprint of a document; the name does not, because the bytes do not
    /// depend on it.
    fn version(&self) -> &str;

    /// Makes the PDF of one document.
    ///
    /// Any number of threads may call it. It returns within the time limit of the engine, whatever
    /// the document does, and one that fails does not touch the others.
    fn typeset(&self, source: &TypstSource, options: &PdfOptions) -> Result<Pdf, Failure>;
}

/// What all documents of a run share.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The layouts by virtual path (`/layout/base.typ`).
    pub layouts: BTreeMap<String, Vec<u8>>,
    /// The only fonts there are.
    pub fonts: Vec<Font>,
}

/// A font file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Font {
    /// The file name.
    pub name: String,
    /// What is in it: one font, or a collection.
    pub data: Cow<'static, [u8]>,
}

/// How a PDF is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfOptions {
    /// The standards it must conform to, as Typst names them (`a-2a`, `ua-1`).
    pub standards: Vec<String>,
}

impl Default for PdfOptions {
    /// Returns the options for documents that are kept for ever and read by everyone.
    fn default() -> Self {
        Self { standards: vec!["a-2a".to_owned(), "ua-1".to_owned()] }
    }
}

/// How this program is started as a worker of the embedded engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments: what makes it call `worker::serve`.
    pub arguments: Vec<OsString>,
}

/// What a document may take before it is stopped, and a worker before it is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long one document may take.
    pub timeout: Duration,
    /// How many documents a worker makes before another takes its place.
    ///
    /// Typst never forgets the name of a file that it has seen, and holds at most 65,535 of them; and memory
    /// that is given back to the allocator does not always go back to the system.
    pub documents_per_worker: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), documents_per_worker: 1000 }
    }
}

/// A document, typeset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What Typst found worth a warning.
    pub warnings: Vec<Problem>,
}

/// Why a document could not be typeset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What is wrong; at least one.
    pub problems: Vec<Problem>,
}

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailureKind {
    /// Typst refused the text of the document or of a layout.
    Document,
    /// It took longer than a document may.
    Timeout,
    /// The engine broke down over it.
    Crash,
    /// It needed more memory than there was.
    Memory,
    /// The engine could not be started or talked to; the document is not to blame.
    Engine,
}

impl Failure {
    /// Makes a failure that has no place in a text.
    pub(crate) fn plain(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, problems: vec![Problem::plain(message)] }
    }

    fn timeout(limits: Limits) -> Self {
        let seconds = limits.timeout.as_secs_f32();
        Self::plain(FailureKind::Timeout, format!("it was not done after {seconds} seconds"))
    }

    /// Makes the failure of a document over which a process ended, from what that said last.
    fn from_death(status: ExitStatus, last_words: &str) -> Self {
        let how = process::describe(status);
        let (kind, message) = if last_words.contains("memory allocation of") {
            (FailureKind::Memory, "Typst ran out of memory".to_owned())
        } else if last_words.contains("has overflowed its stack") {
            (FailureKind::Crash, "Typst ran out of stack: the document is nested too deeply".to_owned())
        } else {
            (FailureKind::Crash, format!("Typst broke down: {how}"))
        };
        let mut failure = Self::plain(kind, message);
        let last_words = last_words.trim();
        if !last_words.is_empty() {
            failure.problems[0].hints.push(format!("its last words were: {last_words}"));
        }
        failure
    }
}

impl std::error::Error for Failure {}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let message = self.problems.first().map_or("no reason was given", |first| &first.message);
        formatter.write_str(message)
    }
}

/// What Typst says about a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What Typst suggests.
    pub hints: Vec<String>,
    /// Where it is.
    pub place: Option<Place>,
    /// How Typst came there, the innermost call first.
    pub trace: Vec<TraceStep>,
}

impl Problem {
    /// Makes a problem that has no place in a text.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new(), place: None, trace: Vec::new() }
    }
}

/// A place in `main.typ`, one of its files, or a layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The path, without a slash in front.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One step on the way to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceStep {
    /// What Typst was doing: "while calling `table-block`".
    pub message: String,
    /// Where.
    pub place: Place,
}

impl Assets {
    /// Returns a hash of everything in it, for the fingerprints of documents.
    pub fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut field = |bytes: &[u8]| {
            // Lengths first, so that no two different lists run together into the same bytes.
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for (path, text) in &self.layouts {
            field(path.as_bytes());
            field(text);
        }
        field(b"fonts");
        for font in &self.fonts {
            field(font.name.as_bytes());
            field(&font.data);
        }
        hasher.finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_crates() {
        let manifest = include_str!("../../Cargo.toml");
        let line = manifest.lines().find(|line| line.starts_with("typst = ")).unwrap();
        assert!(line.contains(&format!("\"={TYPST_VERSION}\"")), "{line}");
    }

    #[test]
    fn the_digest_knows_where_one_field_ends() {
        let assets = |path: &str, text: &str| Assets {
            layouts: BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]),
            fonts: Vec::new(),
        };
        assert_ne!(assets("/a", "bc").digest(), assets("/ab", "c").digest());
    }
}
