//! The order of the stages, and nothing else.
//!
//! ```text
//! open ── load ── check ── plan ── compose ── emit ── typeset ── publish
//! ```

mod build;
mod documents;
mod findings;
mod fonts;
mod part;
mod project;
mod report;
mod rerun;

pub use build::{build, dry_run, typst_program};
pub use findings::counted_names;
pub use fonts::Fonts;
pub use project::{Opened, find_root, open};
pub use report::{Event, Made, Options, Reason, Report, Times, Wanted};

use std::path::PathBuf;

use crate::fs;
use crate::publish;
use crate::typeset;

/// Why a project could not be worked on, apart from mistakes in its files.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no project.
    #[error("no `vinhdanh.yaml` in {} or any folder above it", .0.display())]
    NoProject(PathBuf),
    /// No document has an id like this.
    #[error("no document has an id that matches `{0}`")]
    NothingSelected(String),
    /// The file system failed.
    #[error(transparent)]
    Fs(#[from] fs::Error),
    /// There is no engine that fits.
    #[error(transparent)]
    Engine(#[from] typeset::SelectError),
    /// The output folder could not be used.
    #[error(transparent)]
    Publish(#[from] publish::Error),
}
