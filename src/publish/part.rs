//! What a manifest says of a folder that holds only a part of a project's documents.

use serde::{Deserialize, Serialize};

use super::manifest::Entry;
use super::published::Target;
use crate::plan::Partition;

/// Which part of a project's documents a folder is for.
///
/// The digests are over ids, paths and fingerprints, so that parts can be put together only if they are of the very
/// same project, and each is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Part {
    /// The part, as `--partition` names it.
    pub partition: Partition,
    /// How many documents are planned for it.
    pub documents: usize,
    /// The digest of these.
    pub digest: String,
    /// The digest of all documents of the project.
    pub plan: String,
}

impl Part {
    /// Describes a part: `own` are the documents that are of it, `all` those of the project.
    pub fn new(partition: Partition, own: &[Target], all: &[Target]) -> Self {
        let digest = |targets: &[Target]| {
            digest(targets.iter().map(|one| [one.id.as_str(), &one.path, &one.fingerprint]).collect())
        };
        Self { partition, documents: own.len(), digest: digest(own), plan: digest(all) }
    }
}

/// Returns the digest of the documents that are in a folder.
pub(super) fn digest_of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let entries = entries.into_iter();
    digest(entries.map(|entry| [entry.id.as_str(), &entry.path, &entry.fingerprint]).collect())
}

fn digest(mut documents: Vec<[&str; 3]>) -> String {
    // The order of the data is not known to whoever puts parts together.
    documents.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for field in documents.into_iter().flatten() {
        // The length goes first, so that no two lists of fields read the same.
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    format!("blake3:{}", hasher.finalize().to_hex())
}
