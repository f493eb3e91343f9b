//! Which files are read. Whatever can't be read is said, never passed over.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic};
use crate::fs;

/// The largest file, in bytes.
const LARGEST: u64 = 64 << 20;

/// A file of the project and the name under which it is shown.
#[derive(Debug)]
pub struct Found {
    path: PathBuf,
    shown: String,
}

impl Found {
    /// Names a file.
    pub(super) fn new(path: PathBuf, shown: impl Into<String>) -> Self {
        Self { path, shown: shown.into() }
    }

    /// Returns the name under which it is shown: its path in the project, with forward slashes.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Returns its path below a folder that is shown under this name.
    pub fn below(&self, shown_as: &str) -> Option<&str> {
        self.shown.strip_prefix(shown_as)?.strip_prefix('/')
    }

    /// Reads it; what is not the text of an ordinary file is said.
    pub fn text(&self) -> Result<String, Box<Diagnostic>> {
        let Self { path, shown } = self;
        let bad = |code, headline: String| Box::new(Diagnostic::new(code, headline).in_path(shown.clone()));
        // A pipe has no end, and would be waited for.
        if !path.is_file() {
            return Err(bad(
                Code::UnreadableFile,
                format!("`{shown}` can't be read: it is not an ordinary file"),
            ));
        }
        let bytes = fs::read_at_most(path, LARGEST).map_err(|error| {
            bad(Code::UnreadableFile, format!("`{shown}` can't be read: {}", error.source))
        })?;
        if bytes.len() as u64 > LARGEST {
            return Err(bad(Code::TooMuch, format!("`{shown}` is larger than {} MiB", LARGEST >> 20)));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            bad(Code::NotUtf8, format!("`{shown}` is not UTF-8 text: byte {} does not fit", at + 1))
        })?;
        // A byte order mark is no letter of the first line.
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }
}

/// Returns everything below a folder but the folders, links followed, in the order of names; what can't be looked at is
/// said.
pub fn walk(folder: &Path, shown_as: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut found = Vec::new();
    // Sorted, because the order of a folder differs between systems and the output must not.
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                found.push(Found::new(entry.path().to_owned(), shown(folder, entry.path(), shown_as)));
            }
            Err(error) => {
                let path =
                    error.path().map_or_else(|| shown_as.to_owned(), |path| shown(folder, path, shown_as));
                let headline = format!("`{path}` can't be read: {}", reason(&error));
                diagnostics.push(Diagnostic::new(Code::UnreadableFile, headline).in_path(path));
            }
        }
    }
    found
}

/// Finds the data files below a folder, in the order of their names.
pub(super) fn find(folder: &Path, shown_as: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut data = Vec::new();
    for found in walk(folder, shown_as, diagnostics) {
        match sort_of(&found.path) {
            Sort::Data => data.push(found),
            Sort::Other => {}
            Sort::Odd(why) => diagnostics.push(
                Diagnostic::new(Code::OddFileName, format!("`{}` is not read: {why}", found.shown))
                    .in_path(found.shown)
                    .help("data files end in `.yaml`"),
            ),
        }
    }
    data
}

fn reason(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => "the link leads back into its own folder".to_owned(),
        (None, Some(error)) => error.to_string(),
        (None, None) => error.to_string(),
    }
}

enum Sort {
    Data,
    Other,
    Odd(&'static str),
}

/// Decides by its name whether a file is data.
fn sort_of(path: &Path) -> Sort {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Sort::Odd("its name is not valid Unicode");
    };
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let lower = name.to_lowercase();
    if matches!(ending, "yaml" | "yml") {
        if name.starts_with('.') { Sort::Odd("its name begins with a dot") } else { Sort::Data }
    } else if matches!(&*ending.to_lowercase(), "yaml" | "yml") {
        Sort::Odd("its ending is not in small letters")
    } else if lower.contains(".yaml") || lower.contains(".yml") {
        Sort::Odd("its name goes on after `.yaml`")
    } else {
        Sort::Other
    }
}

/// Returns the path as it is shown: relative to the project, with forward slashes.
fn shown(folder: &Path, path: &Path, shown_as: &str) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    std::iter::once(shown_as.into()).chain(parts).collect::<Vec<_>>().join("/")
}
