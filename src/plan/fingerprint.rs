//! The fingerprint of a document: what it is made from, as one hash.

use std::fmt;

use serde_json::Value;

/// What all documents of a run share.
///
/// Whatever can change the bytes of a document is here or in its view, and nothing else is visible to its template,
/// so no dependency can be forgotten.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The version of this program and the name of the sources that it was built from.
    pub tool: String,
    /// The engine and its version.
    pub engine: String,
    /// The digest of all templates.
    pub templates: String,
    /// The digest of all layouts and fonts.
    pub assets: String,
    /// The settings of the PDF files.
    pub pdf: String,
    /// The house style.
    pub house: String,
}

/// The hash of everything a document is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Computes the fingerprint of a document; `pictures` are those that it shows, each with its hash.
    pub fn new(
        surroundings: &Surroundings,
        template: &str,
        path: &str,
        view: &Value,
        pictures: &[(String, String)],
    ) -> Self {
        // Named, so that a new field of the surroundings can't be left out.
        let Surroundings { tool, engine, templates, assets, pdf, house } = surroundings;
        let view = view.to_string();
        let mut hasher = blake3::Hasher::new();
        let pictures = pictures.iter().flat_map(|(path, hash)| [path.as_str(), hash.as_str()]);
        for field in
            [tool, engine, templates, assets, pdf, house, template, path, &view].into_iter().chain(pictures)
        {
            // The length goes first, so that no two lists of fields read the same.
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        Self(hasher.finalize().to_hex().to_string())
    }

    /// Returns the hash in hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
