//! What is in an output folder, as its manifest says and as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::manifest::{Entry, Manifest, Unreadable, digest, listed_part, listed_paths};
use super::part::Part;
use super::{MANIFEST, PRIVATE, Warning};
use crate::fs;

/// A document as it is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Where it goes, relative to the output folder.
    pub path: String,
    /// The template that it is made with.
    pub template: String,
    /// The data files that it says something from.
    pub sources: Vec<String>,
    /// The hash of everything that it is made from.
    pub fingerprint: String,
}

/// What an output folder holds that is ours.
#[derive(Debug)]
pub struct Published {
    pub(super) folder: PathBuf,
    /// The manifest as it stands, to see whether it changes; nothing if its copy is not the same.
    pub(super) text: Option<Vec<u8>>,
    pub(super) documents: BTreeMap<String, Entry>,
    pub(super) pending: BTreeSet<String>,
    /// The part that the folder is for; nothing if it is for all documents, or nothing was built there.
    pub(super) part: Option<Part>,
    pub(super) warnings: Vec<Warning>,
}

impl Published {
    /// Reads what a folder holds, and changes nothing; a folder that is not there holds nothing.
    pub fn read(folder: &Path) -> Result<Self, fs::Error> {
        let mut published = Self {
            folder: folder.to_owned(),
            text: fs::read_if_present(&folder.join(MANIFEST))?,
            documents: BTreeMap::new(),
            pending: BTreeSet::new(),
            part: None,
            warnings: Vec::new(),
        };
        let copy = fs::read_if_present(&folder.join(PRIVATE).join(MANIFEST))?;
        let is_copied = copy == published.text;
        match (published.text.as_deref().map(Manifest::parse), copy) {
            (Some(Ok(manifest)), _) => published.believe(manifest),
            (Some(Err(reason)), copy) => published.recover(reason, copy.as_deref()),
            // Without a manifest, all files are made again; but they are still ours.
            (None, Some(copy)) => {
                published.part = listed_part(&copy);
                published.pending.extend(listed_paths(&copy));
            }
            (None, None) => {}
        }
        // Both are then written again.
        published.text = published.text.filter(|_| is_copied);
        Ok(published)
    }

    fn believe(&mut self, manifest: Manifest) {
        let by_id = |entry: Entry| (entry.id.clone(), entry);
        self.documents = manifest.documents.into_iter().map(by_id).collect();
        self.pending = manifest.pending.into_iter().collect();
        self.part = manifest.part;
    }

    /// Saves what can be saved when the manifest can't be used.
    fn recover(&mut self, reason: Unreadable, copy: Option<&[u8]>) {
        match copy.map(Manifest::parse) {
            Some(Ok(manifest)) if matches!(reason, Unreadable::Broken(_)) => {
                self.believe(manifest);
                self.warnings.push(Warning::Restored(reason));
            }
            _ => {
                let texts = [self.text.as_deref(), copy];
                self.part = texts.into_iter().flatten().find_map(listed_part);
                self.pending = texts.into_iter().flatten().flat_map(listed_paths).collect();
                self.warnings.push(Warning::Forgotten(reason));
            }
        }
    }

    /// Returns what people should know about the folder.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the documents in the folder, by id.
    pub fn documents(&self) -> impl Iterator<Item = &Entry> {
        self.documents.values()
    }

    /// Answers whether a document need not be made: it was made from the very same, and its file is
    /// there and is what it was.
    pub fn is_current(&self, target: &Target) -> bool {
        let Some(entry) = self.documents.get(&target.id) else { return false };
        entry.fingerprint == target.fingerprint && entry.path == target.path && self.is_intact(entry)
    }

    /// Answers whether the file of an entry is what the entry says.
    pub(super) fn is_intact(&self, entry: &Entry) -> bool {
        let path = self.folder.join(&entry.path);
        // A link is never ours, whatever it leads to.
        matches!(fs::kind(&path), Ok(fs::Kind::File))
            && fs::read(&path).is_ok_and(|bytes| digest(&bytes) == entry.digest)
    }

    /// Returns the paths that are ours.
    pub(super) fn owned(&self) -> BTreeSet<String> {
        let listed = self.documents.values().map(|entry| &entry.path);
        listed.chain(&self.pending).cloned().collect()
    }
}
