//! Prints documents.

use std::collections::BTreeMap;

/// A document as Typst reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypstSource {
    /// The text of `main.typ`.
    pub main: String,
    /// What stands beside it, by path: `frame.json` and images.
    pub files: BTreeMap<String, Vec<u8>>,
}
