//! What is in an output folder while a build publishes to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use super::manifest::{Entry, Written};
use super::part::Part;
use super::published::Target;

/// What is in the folder by now.
#[derive(Debug)]
pub(super) struct State {
    /// The part that the folder is for.
    pub(super) part: Option<Part>,
    pub(super) documents: BTreeMap<String, Entry>,
    /// Which document's file is at a path.
    pub(super) holders: BTreeMap<String, String>,
    pub(super) pending: BTreeSet<String>,
    /// The digest of the manifest as it was last written, which of ten thousand documents has megabytes.
    pub(super) text: Option<String>,
    pub(super) written: Vec<PathBuf>,
    pub(super) next_checkpoint: Instant,
}

impl State {
    /// Returns the manifest of what is there.
    pub(super) fn manifest(&self) -> Written<'_> {
        Written::new(self.part.as_ref(), self.documents.values(), &self.pending)
    }

    /// Notes that a document's file is there.
    pub(super) fn enter(&mut self, entry: Entry) {
        let (id, path) = (entry.id.clone(), entry.path.clone());
        self.pending.remove(&path);
        // Two documents may have exchanged their paths; the file is that of the last one.
        let former = self.holders.insert(path.clone(), id.clone());
        if let Some(former) = former.filter(|former| *former != id) {
            self.documents.remove(&former);
        }
        let old = self.documents.insert(id.clone(), entry).map(|old| old.path);
        // Where the document was before there is still a file of ours, to be removed at the end.
        if let Some(old) = old.filter(|old| *old != path && self.holders.get(old) == Some(&id)) {
            self.holders.remove(&old);
            self.pending.insert(old);
        }
    }

    /// Brings up to date what is said of documents that need not be made: a data file may have
    /// another name now, although it says the same.
    pub(super) fn renew(&mut self, targets: &BTreeMap<&str, &Target>) {
        for entry in self.documents.values_mut() {
            if let Some(target) = targets.get(entry.id.as_str())
                && target.fingerprint == entry.fingerprint
            {
                entry.sources.clone_from(&target.sources);
            }
        }
    }

    /// Notes that the file at a path may be gone any time.
    pub(super) fn forget(&mut self, path: &str) {
        let holder = self.holders.remove(path);
        holder.and_then(|id| self.documents.remove(&id));
        self.pending.insert(path.to_owned());
    }
}
