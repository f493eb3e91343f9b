//! What comes of typesetting a document: a PDF, or why there is none.

use std::process::ExitStatus;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Limits, limits, process};

/// A document, typeset.
#[derive(Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What Typst found worth a warning.
    pub warnings: Vec<Problem>,
    /// The most bytes of memory that the process held while it made this, if that is known.
    pub memory: Option<u64>,
}

impl PartialEq for Pdf {
    /// Compares the documents; what they took to make is no part of them.
    fn eq(&self, other: &Self) -> bool {
        let Self { bytes, pages, warnings, memory: _ } = self;
        (bytes, pages, warnings) == (&other.bytes, &other.pages, &other.warnings)
    }
}

impl Eq for Pdf {}

impl std::fmt::Debug for Pdf {
    /// Says how long the file is; what is in it tells nobody anything.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bytes, pages, warnings, memory } = self;
        let mut fields = formatter.debug_struct("Pdf");
        fields.field("bytes", &bytes.len()).field("pages", pages).field("warnings", warnings);
        fields.field("memory", memory).finish()
    }
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
    /// Someone killed the process: a person, or the system that ran out of memory.
    Killed,
    /// It needed more memory than it may have, or than there was.
    Memory,
    /// The engine could not be started or talked to; the document is not to blame.
    Engine,
    /// The run was stopped while it was being made.
    Stopped,
}

/// What a process does for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// A template makes its text.
    Composing,
    /// Typst makes its pages.
    Typesetting,
}

impl Work {
    /// Returns what does it.
    fn worker(self) -> &'static str {
        match self {
            Self::Composing => "the template",
            Self::Typesetting => "Typst",
        }
    }

    fn depth(self) -> &'static str {
        match self {
            Self::Composing => "it calls itself, or what it says is nested too deeply",
            Self::Typesetting => "the document is nested too deeply",
        }
    }
}

impl Failure {
    /// Makes a failure that has no place in a text.
    pub(super) fn plain(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, problems: vec![Problem::plain(message)] }
    }

    /// Makes the failure of a document over which what makes it broke down.
    pub(super) fn breakdown(work: Work, how: &str) -> Self {
        Self::plain(FailureKind::Crash, format!("{} broke down: {how}", work.worker()))
    }

    pub(super) fn timeout(time: Duration) -> Self {
        let seconds = time.as_secs_f32();
        Self::plain(FailureKind::Timeout, format!("it was not done after {seconds} seconds"))
    }

    pub(super) fn stopped() -> Self {
        Self::plain(FailureKind::Stopped, "the run was stopped")
    }

    /// Makes the failure of a document over which a process ended, from what that said last.
    pub(super) fn from_death(work: Work, status: ExitStatus, last_words: &str, limits: &Limits) -> Self {
        let how = process::describe(status);
        let (kind, message) = if last_words.contains("memory allocation of") {
            let memory = limits.memory.filter(|_| cfg!(target_os = "linux"));
            let more = |bytes| format!("it needed more than {} of memory", limits::in_words(bytes));
            (FailureKind::Memory, memory.map_or_else(|| format!("{} ran out of memory", work.worker()), more))
        } else if last_words.contains("has overflowed its stack") {
            (FailureKind::Crash, format!("{} ran out of stack: {}", work.worker(), work.depth()))
        } else {
            let kind = if process::is_killed(status) { FailureKind::Killed } else { FailureKind::Crash };
            (kind, format!("{} broke down: {how}", work.worker()))
        };
        let mut failure = Self::plain(kind, message);
        let last_words = last_words.trim();
        if !last_words.is_empty() && kind != FailureKind::Memory {
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
    pub(super) fn plain(message: impl Into<String>) -> Self {
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
