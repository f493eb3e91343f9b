//! Loads and checks a text as the only data file of a project, and tells what was found.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use vinhdanh::check::{Strictness, check};
use vinhdanh::diagnostic::{Diagnostic, Diagnostics};
use vinhdanh::law;
use vinhdanh::load::load;
use vinhdanh::source::{SourceMap, Span};

/// The name under which the text is shown.
pub(crate) const SHOWN: &str = "data/case.yaml";

/// What loading and checking found.
#[must_use]
pub(crate) struct Found {
    pub(crate) sources: SourceMap,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether the data may be printed.
    pub(crate) passed: bool,
}

/// A span as people count it: both ends are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) first: usize,
    pub(crate) last_line: usize,
    /// The last column; smaller than the first one where the span is empty.
    pub(crate) last: usize,
}

/// Loads and checks the bytes as `data/case.yaml` of an otherwise empty project.
pub(crate) fn examine(bytes: &[u8], strictness: Strictness) -> Found {
    let project = tempfile::tempdir().unwrap();
    File::create(project.path().join("case.yaml")).unwrap().write_all(bytes).unwrap();
    examine_folder(project.path(), strictness)
}

/// Loads and checks a folder as the data of a project.
pub(crate) fn examine_folder(folder: &Path, strictness: Strictness) -> Found {
    let mut sources = SourceMap::default();
    let mut diagnostics = Vec::new();
    let loaded = load(folder, "data", law::BUILT_IN, &mut sources, &mut diagnostics);
    let checked = check(loaded, strictness, &mut diagnostics);
    let mut sorted = Diagnostics::default();
    sorted.extend(diagnostics);
    sorted.sort(&sources);
    Found { diagnostics: sorted.list().to_vec(), sources, passed: checked.is_some() }
}

impl Found {
    /// Returns the place of a span.
    pub(crate) fn place(&self, span: Span) -> Place {
        let file = self.sources.file(span.file);
        let (start, end) = (file.position(span.start as usize), file.position(span.end as usize));
        Place { line: start.line, first: start.column, last_line: end.line, last: end.column - 1 }
    }
}
