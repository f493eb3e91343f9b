//! Everything that is held against the data before it may be printed.

mod references;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::load::Loaded;
use crate::model::Inventory;

/// How strict a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// What is missing is noted.
    Draft,
    /// What is missing is an error.
    Final,
}

/// Data without errors; only [`check`] makes it, so unchecked data can't be printed.
#[derive(Debug)]
pub struct Checked {
    inventory: Inventory,
}

impl Checked {
    /// Returns the records.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }
}

/// Holds everything against the data.
pub fn check(loaded: Loaded, _strictness: Strictness, diagnostics: &mut Vec<Diagnostic>) -> Option<Checked> {
    references::check(&loaded, diagnostics);
    let errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    (!errors).then_some(Checked { inventory: loaded.inventory })
}
