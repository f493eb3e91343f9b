//! What is wrong with the user's files, as data; and how it is shown.
//!
//! A [`Diagnostic`] is data until the last moment: the stages make them, only [`render`] draws them.
//! The other kind of failure, an error of the world (no permission, disk full), is an `Error` of the
//! module that met it.

mod code;
pub mod render;

use crate::source::{SourceMap, Span};

pub use code::Code;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing has to change.
    Note,
    /// Probably wrong, or a rule that was not seen in the text of the law.
    Warning,
    /// Must be mended before anything is published.
    Error,
}

impl Severity {
    /// Returns the word that people read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place, as narrow as possible.
    pub span: Span,
    /// What is to be said there; may be empty.
    pub message: String,
}

/// One thing that is wrong with the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake it is; can be looked up with `vinhdanh explain`.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one line that stands alone.
    pub headline: String,
    /// Where it is; the narrowest span.
    pub primary: Option<Label>,
    /// Other places that matter ("first defined here").
    pub secondary: Vec<Label>,
    /// Where it is if that is not a place in a text: a path in the project.
    pub path: Option<String>,
    /// Context: what was found, what was compared.
    pub notes: Vec<String>,
    /// What to do about it.
    pub helps: Vec<String>,
}

impl Diagnostic {
    /// Makes a diagnostic with the severity that its code usually has.
    pub fn new(code: Code, headline: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            headline: headline.into(),
            primary: None,
            secondary: Vec::new(),
            path: None,
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.primary = Some(Label { span, message: message.into() });
        self
    }

    /// Points at another place that matters.
    #[must_use]
    pub fn and(mut self, span: Span, message: impl Into<String>) -> Self {
        self.secondary.push(Label { span, message: message.into() });
        self
    }

    /// Names the file or folder, where there is no text to point into.
    #[must_use]
    pub fn in_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds context.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }

    /// Gives it another severity than its code usually has.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// The diagnostics of a run, in the order in which they are shown.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Returns them all.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Returns how many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Answers whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Puts them into the order of files and places.
    ///
    /// What has no place comes first: it is about whole files.
    pub fn sort(&mut self, sources: &SourceMap) {
        self.list.sort_by_cached_key(|diagnostic| {
            let place = diagnostic.primary.as_ref().map(|label| {
                (sources.file(label.span.file).name().to_owned(), label.span.start, label.span.end)
            });
            (place, diagnostic.path.clone(), diagnostic.code, diagnostic.headline.clone())
        });
        // A value that an alias repeats is written once, so what is wrong with it is told once.
        self.list.dedup();
    }
}

/// Returns the known name that is nearest to what was written, if one is near enough to be meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let limit = length / 3;
    known
        .into_iter()
        // A hostile text may be very long; what differs that much in length is not compared letter by letter.
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}
