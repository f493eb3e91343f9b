//! Which engine a run uses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::external::{External, Program, ProgramError};
use super::{Engine, TYPST_VERSION, Workers};
use crate::fs;

/// From how many documents on the embedded engine is taken even where the program would give the
/// same bytes.
///
/// Starting a program for each document costs more than typesetting it; up to a few dozen nobody
/// notices.
const MANY: usize = 32;

/// What the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// Whatever is there and gives the expected bytes.
    #[default]
    Auto,
    /// The `typst` program.
    Typst,
    /// The engine inside this program.
    Embedded,
}

/// What the choice of an engine depends on.
#[derive(Debug, Clone)]
pub struct Setup {
    /// What the user wants.
    pub choice: Choice,
    /// The `typst` program that the project names; without it the one on the search path.
    pub program: Option<PathBuf>,
    /// The workers, with the layouts and fonts, and what a document may take.
    pub workers: Arc<Workers>,
    /// How many documents are to be made.
    pub documents: usize,
    /// An existing folder for files that only live as long as the engine.
    pub scratch: PathBuf,
}

/// Why there is no engine.
#[derive(Debug, thiserror::Error)]
pub enum SelectError {
    /// The embedded engine was left out when this program was built.
    #[error("this build of vinhdanh has no embedded engine")]
    NotBuiltIn,
    /// The program that was asked for does not work.
    #[error("the `typst` program can't be used")]
    Program(#[from] ProgramError),
    /// There is a program, but of a version whose output would differ.
    #[error("`{}` is Typst {}, but {}.x is needed", .0.path.display(), .0.version, series(TYPST_VERSION))]
    Version(Program),
    /// There is no engine at all.
    #[error("there is nothing to typeset with: no `typst` program, and no embedded engine in this build")]
    Nothing(#[source] ProgramError),
    /// The engine was found, but could not be prepared.
    #[error("failed to prepare the engine")]
    Scratch(#[from] fs::Error),
}

impl SelectError {
    /// Returns what to do about it.
    pub fn help(&self) -> String {
        let install = format!("install Typst {TYPST_VERSION} (`cargo install typst-cli@{TYPST_VERSION}`)");
        match self {
            Self::NotBuiltIn => format!("{install}, or build vinhdanh with the feature `embedded`"),
            Self::Program(_) | Self::Version(_) if cfg!(feature = "embedded") => {
                format!("{install}, or use the embedded engine")
            }
            Self::Program(_) | Self::Version(_) => install,
            Self::Nothing(_) => format!("{install}, or build vinhdanh with the feature `embedded`"),
            Self::Scratch(_) => "see that there is room in the folder for temporary files".to_owned(),
        }
    }
}

/// Chooses and prepares the engine.
///
/// `typst` and `embedded` are taken at their word; the program must be of the series that the
/// layouts are written for (0.15.x). `auto` takes the program on the search path only if its
/// version is exactly that of the embedded engine, so that the same project gives the same bytes on
/// every machine, whatever is installed; and not for many documents, where the embedded engine is
/// some four times faster. A program that the project *names* is what its owner wants, so it also
/// serves with another version of the series. In a build without the embedded engine, any program
/// of the series serves.
pub fn select(setup: &Setup) -> Result<Box<dyn Engine>, SelectError> {
    let find = || Program::find(setup.program.as_deref().unwrap_or(Path::new("typst")));
    match setup.choice {
        Choice::Embedded => embedded(setup),
        Choice::Typst => external(find()?, setup),
        Choice::Auto if !cfg!(feature = "embedded") => external(find().map_err(SelectError::Nothing)?, setup),
        Choice::Auto => match find() {
            Ok(program) if program.version == TYPST_VERSION && setup.documents <= MANY => {
                external(program, setup)
            }
            Ok(program) if program.version != TYPST_VERSION && setup.program.is_some() => {
                external(program, setup)
            }
            Err(error) if setup.program.is_some() => Err(error.into()),
            Ok(_) | Err(_) => embedded(setup),
        },
    }
}

fn external(program: Program, setup: &Setup) -> Result<Box<dyn Engine>, SelectError> {
    if series(&program.version) != series(TYPST_VERSION) {
        return Err(SelectError::Version(program));
    }
    Ok(Box::new(External::new(program, Arc::clone(&setup.workers), &setup.scratch)?))
}

#[cfg(feature = "embedded")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature there is none")]
fn embedded(setup: &Setup) -> Result<Box<dyn Engine>, SelectError> {
    Ok(Box::new(super::Embedded::new(Arc::clone(&setup.workers))))
}

#[cfg(not(feature = "embedded"))]
fn embedded(_: &Setup) -> Result<Box<dyn Engine>, SelectError> {
    Err(SelectError::NotBuiltIn)
}

/// Returns the part of a version that says what a layout may use: `0.15` of `0.15.1`.
fn series(version: &str) -> &str {
    version.rsplit_once('.').map_or(version, |(series, _)| series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_all_but_the_last_number() {
        for (version, expected) in [("0.15.1", "0.15"), ("0.15.0-rc.1", "0.15.0-rc"), ("1", "1")] {
            assert_eq!(series(version), expected);
        }
    }
}
