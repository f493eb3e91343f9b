//! Everything that is held against the data before it may be printed.

mod references;

use crate::diagnostic::Diagnostic;
use crate::load::Loaded;

/// Holds everything against the data.
pub fn check(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) {
    references::check(loaded, diagnostics);
}
