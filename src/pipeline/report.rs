//! What a build is asked for, and what it says of what it did.

use std::path::PathBuf;
use std::time::Duration;

use globset::GlobMatcher;

use crate::diagnostic::Diagnostic;
use crate::load::EngineChoice;
use crate::plan::Partition;
use crate::typeset::{Stop, WorkerCommand};

/// How to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only the documents whose id matches.
    pub only: Option<GlobMatcher>,
    /// Only the documents of this part, in a folder of its own.
    pub partition: Option<Partition>,
    /// The output folder, if not the project's own.
    pub output: Option<PathBuf>,
    /// The engine, if not the project's own choice.
    pub engine: Option<EngineChoice>,
    /// How many documents are made at a time.
    pub jobs: usize,
    /// How long one document may take.
    pub timeout: Duration,
    /// How many bytes of memory a process that typesets may use; no limit if there is none.
    pub memory: Option<u64>,
    /// What stops the build: the documents under way are given up, and what was made is published.
    pub stop: Stop,
    /// Whether only those are made that failed or never ran in the last build.
    pub rerun: bool,
    /// Where the Typst text of each document is kept.
    pub keep_sources: Option<PathBuf>,
    /// Whether to stop at the first document that fails.
    pub fail_fast: bool,
    /// Whether a blank is an error.
    pub refuse_blanks: bool,
    /// How this program is started as a worker.
    pub worker: WorkerCommand,
    /// A folder for temporary files.
    pub scratch: PathBuf,
    /// The version of this program and the name of the sources that it was built from.
    pub tool: String,
}

/// What happens during a build, for whoever shows progress.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many documents will be made.
    Begin(usize),
    /// A document was published.
    Made(&'a Made),
    /// A document failed.
    Failed(&'a str),
}

/// A document that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The id.
    pub id: String,
    /// The path below the output folder.
    pub path: String,
    /// How many pages it has.
    pub pages: usize,
    /// What is missing in it.
    pub blanks: Vec<String>,
    /// How long it took, but for the writing.
    pub duration: Duration,
    /// What that time was spent on.
    pub times: Times,
    /// The most bytes of memory that the process held that typeset it, if that is known.
    pub memory: Option<u64>,
}

/// How long the steps took to make a document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// From its data and its template to Typst text.
    pub composing: Duration,
    /// From there to PDF.
    pub typesetting: Duration,
    /// To the disk.
    pub writing: Duration,
}

/// What came of a build.
#[derive(Debug)]
pub struct Report {
    /// The documents that were made.
    pub made: Vec<Made>,
    /// How many were as they should be already.
    pub current: usize,
    /// The documents that failed.
    pub failed: Vec<String>,
    /// How many were not made, because the build was stopped before.
    pub skipped: usize,
    /// The files that were removed, since nothing makes them any more.
    pub removed: Vec<String>,
    /// The files that nothing makes any more and that stay, since a file of the data is not read.
    pub kept: Vec<String>,
    /// What is wrong with those that failed, and what is worth knowing of the others.
    pub diagnostics: Vec<Diagnostic>,
    /// The engine and its version; nothing if none was needed.
    pub engine: Option<String>,
    /// The output folder.
    pub output: PathBuf,
    /// What people should know about the output folder.
    pub warnings: Vec<String>,
}

/// Why a document would be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It was never made.
    New,
    /// Something that it is made from has changed.
    Changed,
    /// Its file is gone or was changed by hand.
    Damaged,
    /// It is as it should be.
    Current,
    /// It would not be made: it has blanks that are refused.
    Refused,
}

/// What a dry run says of a document.
#[derive(Debug)]
pub struct Wanted {
    /// The id.
    pub id: String,
    /// The path below the output folder.
    pub path: String,
    /// Why it would be made, or not.
    pub reason: Reason,
}

impl Report {
    pub(super) fn new(output: PathBuf) -> Self {
        Self {
            made: Vec::new(),
            current: 0,
            failed: Vec::new(),
            skipped: 0,
            removed: Vec::new(),
            kept: Vec::new(),
            diagnostics: Vec::new(),
            engine: None,
            output,
            warnings: Vec::new(),
        }
    }
}
