//! Whether an output folder is what its manifest says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::manifest::{Entry, Manifest, Unreadable, digest};
use super::publisher::LOCK;
use super::{Error, MANIFEST, PRIVATE};
use crate::fs;

/// What became of an output folder since it was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// How many documents the manifest lists.
    pub documents: usize,
    /// How many of them have their file, as it was published.
    pub intact: usize,
    /// What is not as the manifest says: first the manifest itself, then by path.
    pub deviations: Vec<Deviation>,
    /// Whether a build is writing to the folder at this moment.
    pub building: bool,
}

/// Something that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} {kind}")]
pub struct Deviation {
    /// Where it is, relative to the output folder.
    pub path: String,
    /// The document whose file it is, if it is one's.
    pub id: Option<String>,
    /// What is wrong.
    pub kind: DeviationKind,
}

/// What is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeviationKind {
    /// The file has other bytes than were published.
    #[error("was changed after it was published")]
    Changed,
    /// There is nothing.
    #[error("is missing")]
    Missing,
    /// There is something else than a file.
    #[error("is a folder, a link or a device where a file was published")]
    NoFile,
    /// The file is there, but can't be read.
    #[error("can't be read ({0})")]
    Unreadable(String),
    /// A build was stopped over it, or is writing it.
    #[error("is pending: a build that goes on or was stopped may have written it or not")]
    Pending,
    /// The manifest can't be used.
    #[error("can't be used ({0})")]
    Damaged(Unreadable),
    /// The manifest is not what was last written.
    #[error("is not the same as its copy in {PRIVATE}: it was changed, or a build was stopped over it")]
    Differs,
    /// No manifest lists it, although it is where files of ours are. That is no fault.
    #[error("is listed nowhere: vinhdanh did not make it, and leaves it alone")]
    Unlisted,
}

impl DeviationKind {
    /// Answers whether the folder is not what it should be; a file of someone else is no fault.
    pub fn is_fault(&self) -> bool {
        *self != Self::Unlisted
    }

    /// Returns a word for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::NoFile => "no-file",
            Self::Unreadable(_) => "unreadable",
            Self::Pending => "pending",
            Self::Damaged(_) => "damaged",
            Self::Differs => "differs",
            Self::Unlisted => "unlisted",
        }
    }
}

impl Audit {
    /// Holds a folder against its manifest, and changes nothing.
    ///
    /// A folder without a manifest, or with one of a later version, can't be judged.
    pub fn new(folder: &Path) -> Result<Self, Error> {
        let mut deviations = Vec::new();
        let manifest = manifest(folder, &mut deviations)?;
        let pending: BTreeSet<&str> = manifest.pending.iter().map(String::as_str).collect();
        let holders: BTreeMap<&str, &str> =
            manifest.documents.iter().map(|entry| (entry.path.as_str(), entry.id.as_str())).collect();
        let left_open = |path: &&str| deviation(path, holders.get(path).copied(), DeviationKind::Pending);
        let mut found: Vec<Deviation> = pending.iter().map(left_open).collect();
        let mut intact = 0;
        for entry in manifest.documents.iter().filter(|entry| !pending.contains(entry.path.as_str())) {
            match deviation_of(folder, entry) {
                None => intact += 1,
                Some(deviation) => found.push(deviation),
            }
        }
        found.extend(unlisted(folder, &manifest)?);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        deviations.append(&mut found);
        // Asked for only where it explains something: to ask means to have the lock for a moment.
        let building = !pending.is_empty() && fs::is_locked(&folder.join(PRIVATE).join(LOCK))?;
        Ok(Self { documents: manifest.documents.len(), intact, deviations, building })
    }

    /// Answers whether all is as it was published.
    pub fn is_true(&self) -> bool {
        !self.deviations.iter().any(|deviation| deviation.kind.is_fault())
    }
}

fn deviation(path: &str, id: Option<&str>, kind: DeviationKind) -> Deviation {
    Deviation { path: path.to_owned(), id: id.map(str::to_owned), kind }
}

/// Returns the manifest to go by: the folder's own, or its copy where that can't be used.
fn manifest(folder: &Path, deviations: &mut Vec<Deviation>) -> Result<Manifest, Error> {
    let text = fs::read_if_present(&folder.join(MANIFEST))?;
    let copy = fs::read_if_present(&folder.join(PRIVATE).join(MANIFEST))?;
    let fault = match text.as_deref().map(Manifest::parse) {
        Some(Ok(manifest)) => {
            if copy.is_some() && copy != text {
                deviations.push(deviation(MANIFEST, None, DeviationKind::Differs));
            }
            return Ok(manifest);
        }
        Some(Err(reason @ Unreadable::Newer(_))) => return Err(Error::Unusable(folder.to_owned(), reason)),
        Some(Err(reason)) => DeviationKind::Damaged(reason),
        None => DeviationKind::Missing,
    };
    match (copy.as_deref().map(Manifest::parse), fault) {
        (Some(Ok(manifest)), fault) => {
            deviations.push(deviation(MANIFEST, None, fault));
            Ok(manifest)
        }
        (_, DeviationKind::Damaged(reason)) => Err(Error::Unusable(folder.to_owned(), reason)),
        (_, _) => Err(Error::NoManifest(folder.to_owned())),
    }
}

/// Returns what is wrong with the file of a document, if anything is.
pub(super) fn deviation_of(folder: &Path, entry: &Entry) -> Option<Deviation> {
    state(folder, entry).map(|kind| deviation(&entry.path, Some(&entry.id), kind))
}

/// Returns what is wrong with the bytes of a document's file, if anything is.
pub(super) fn deviation_of_bytes(entry: &Entry, bytes: &[u8]) -> Option<Deviation> {
    (digest(bytes) != entry.digest).then(|| deviation(&entry.path, Some(&entry.id), DeviationKind::Changed))
}

fn state(folder: &Path, entry: &Entry) -> Option<DeviationKind> {
    let path = folder.join(&entry.path);
    let unreadable = |error: fs::Error| DeviationKind::Unreadable(error.source.to_string());
    match fs::kind(&path) {
        Ok(fs::Kind::File) => match fs::read(&path) {
            Ok(bytes) => (digest(&bytes) != entry.digest).then_some(DeviationKind::Changed),
            Err(error) => Some(unreadable(error)),
        },
        Ok(fs::Kind::Nothing) => Some(DeviationKind::Missing),
        Ok(fs::Kind::Folder | fs::Kind::Other) => Some(DeviationKind::NoFile),
        Err(error) => Some(unreadable(error)),
    }
}

/// Returns the files that are beside files of ours, but are not listed.
fn unlisted(folder: &Path, manifest: &Manifest) -> Result<Vec<Deviation>, Error> {
    let listed = manifest.documents.iter().map(|entry| &entry.path).chain(&manifest.pending);
    let listed: BTreeSet<&str> = listed.map(String::as_str).chain([MANIFEST]).collect();
    let ours = listed.iter().filter(|path| **path != MANIFEST);
    let folders: BTreeSet<&str> =
        ours.map(|path| path.rsplit_once('/').map_or("", |(parent, _)| parent)).collect();
    let mut found = Vec::new();
    for parent in folders {
        let place = folder.join(parent);
        if fs::kind(&place)? != fs::Kind::Folder {
            continue;
        }
        for path in fs::list(&place)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name = if parent.is_empty() { name } else { format!("{parent}/{name}") };
            if !listed.contains(name.as_str()) && fs::kind(&path)? != fs::Kind::Folder {
                found.push(deviation(&name, None, DeviationKind::Unlisted));
            }
        }
    }
    Ok(found)
}
