//! Which files are read. Whatever can't be read is said, never passed over.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic};
use crate::fs;
use crate::source::{FileId, SourceMap};

/// The largest data file, in bytes.
const LARGEST: u64 = 64 << 20;

/// A data file and the name under which it is shown.
#[derive(Debug)]
pub(super) struct Found {
    path: PathBuf,
    shown: String,
}

impl Found {
    /// Answers whether this is the file of this name below the data folder.
    pub(super) fn is_named(&self, shown_as: &str, name: &str) -> bool {
        self.shown.strip_prefix(shown_as).and_then(|rest| rest.strip_prefix('/')) == Some(name)
    }
}

/// Finds the data files below a folder, in the order of their names.
pub(super) fn find(folder: &Path, shown_as: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut found = Vec::new();
    // Sorted, because the order of a folder differs between systems and the output must not.
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path =
                    error.path().map_or_else(|| shown_as.to_owned(), |path| shown(folder, path, shown_as));
                let headline = format!("`{path}` can't be read: {}", reason(&error));
                diagnostics.push(Diagnostic::new(Code::UnreadableFile, headline).in_path(path));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let name = shown(folder, entry.path(), shown_as);
        match sort_of(entry.path()) {
            Sort::Data => found.push(Found { path: entry.into_path(), shown: name }),
            Sort::Other => {}
            Sort::Odd(why) => diagnostics.push(
                Diagnostic::new(Code::OddFileName, format!("`{name}` is not read: {why}"))
                    .in_path(name)
                    .help("data files end in `.yaml`"),
            ),
        }
    }
    found
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

/// Reads a data file into the source map.
pub(super) fn read(found: &Found, sources: &mut SourceMap) -> Result<FileId, Box<Diagnostic>> {
    let bad = |code, headline: String| Box::new(Diagnostic::new(code, headline).in_path(found.shown.clone()));
    let bytes = fs::read_at_most(&found.path, LARGEST).map_err(|error| {
        bad(Code::UnreadableFile, format!("`{}` can't be read: {}", found.shown, error.source))
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(bad(Code::TooMuch, format!("`{}` is larger than {} MiB", found.shown, LARGEST >> 20)));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        bad(Code::NotUtf8, format!("`{}` is not UTF-8 text: byte {} does not fit", found.shown, at + 1))
    })?;
    // A byte order mark is no letter of the first line.
    Ok(sources.add(found.shown.clone(), text.strip_prefix('\u{feff}').unwrap_or(&text)))
}
