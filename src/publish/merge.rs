//! Putting the parts of a project's output together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::audit::{self, Deviation};
use super::manifest::{Entry, Manifest, TOOL};
use super::part::{Part, digest_of};
use super::publication::{Artifact, Summary, Unplanned};
use super::published::Target;
use super::publisher::Publisher;
use super::{Error, MANIFEST, PathProblem, paths};
use crate::fs;
use crate::plan::Partition;

/// What came of putting parts together.
#[derive(Debug)]
pub struct Merged {
    /// How many documents there are.
    pub documents: usize,
    /// How many of them were copied; the others were there already.
    pub copied: usize,
    /// What has changed besides.
    pub summary: Summary,
}

/// Why parts can't be put together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeProblem {
    /// It holds the whole, or was made before there were parts.
    #[error("{} holds no part: its {MANIFEST} names none", .0.display())]
    NoPart(PathBuf),
    /// It was made by another version of this program.
    #[error("{} was made by {tool}, and this is {TOOL}; merge with that version", .folder.display())]
    Tool {
        /// The part.
        folder: PathBuf,
        /// What made it.
        tool: String,
    },
    /// It is a part of another division.
    #[error("{} holds {partition}, which is no part of the division of {}", .folder.display(), .first.display())]
    Division {
        /// The part.
        folder: PathBuf,
        /// What it says that it is.
        partition: Partition,
        /// The first part.
        first: PathBuf,
    },
    /// It was made from other data, templates or settings.
    #[error(
        "{} was made from other data, templates, fonts or settings than {}; build both from the same",
        .folder.display(), .first.display()
    )]
    Plan {
        /// The part.
        folder: PathBuf,
        /// The first part.
        first: PathBuf,
    },
    /// A build was stopped over it, or goes on.
    #[error("{} is not finished: {count} of its files are pending; build it to its end", .folder.display())]
    Pending {
        /// The part.
        folder: PathBuf,
        /// How many files are pending.
        count: usize,
    },
    /// Not all of its documents were made as planned.
    #[error(
        "{} lacks documents: {made} of {planned} are there as planned, since some failed or are old; build it again",
        .folder.display()
    )]
    Incomplete {
        /// The part.
        folder: PathBuf,
        /// How many documents it holds.
        made: usize,
        /// How many it should hold.
        planned: usize,
    },
    /// Its documents are not those that were planned, though as many.
    #[error("{} holds old versions of documents, since some failed when it was built; build it again", .0.display())]
    Old(PathBuf),
    /// One part is there twice.
    #[error("{partition} is there twice: in {} and in {}", .one.display(), .other.display())]
    Twice {
        /// The part.
        partition: Partition,
        /// Where it is.
        one: PathBuf,
        /// Where else it is.
        other: PathBuf,
    },
    /// A part is not there.
    #[error("{0} is not there")]
    Missing(Partition),
    /// Two documents have one path.
    #[error(transparent)]
    Path(#[from] PathProblem),
    /// A file is not what its manifest says.
    #[error("in {}, {deviation}", .folder.display())]
    File {
        /// The part.
        folder: PathBuf,
        /// The file.
        deviation: Deviation,
    },
}

/// A part that was read.
struct Read {
    folder: PathBuf,
    manifest: Manifest,
    part: Part,
}

/// Puts parts together in a folder, so that it holds what a build of the whole would have made, byte for byte.
///
/// All parts must be there, each once, complete and as it was published; otherwise nothing is changed, and all that
/// is wrong is said.
pub fn merge(folders: &[PathBuf], output: &Path) -> Result<Merged, Error> {
    let (parts, mut problems) = read(folders)?;
    compare(&parts, &mut problems);
    refuse(problems)?;
    refuse(parts.iter().flat_map(changed_files).collect())?;
    copy(&parts, output)
}

fn refuse(problems: Vec<MergeProblem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::Merge(problems)) }
}

fn read(folders: &[PathBuf]) -> Result<(Vec<Read>, Vec<MergeProblem>), Error> {
    let (mut parts, mut problems) = (Vec::new(), Vec::new());
    for folder in folders.iter().cloned() {
        // Not the copy, which is for builds: what can't be trusted is not put together.
        let Some(text) = fs::read_if_present(&folder.join(MANIFEST))? else {
            return Err(Error::NoManifest(folder));
        };
        let manifest = Manifest::parse(&text).map_err(|reason| Error::Unusable(folder.clone(), reason))?;
        match manifest.part.clone() {
            Some(part) => parts.push(Read { folder, manifest, part }),
            None => problems.push(MergeProblem::NoPart(folder)),
        }
    }
    Ok((parts, problems))
}

/// Says why parts don't go together, as far as their manifests tell.
fn compare(parts: &[Read], problems: &mut Vec<MergeProblem>) {
    let Some(first) = parts.first() else { return };
    let mut missing: BTreeSet<Partition> = first.part.partition.siblings().collect();
    let mut places: BTreeMap<Partition, &PathBuf> = BTreeMap::new();
    for Read { folder, manifest, part } in parts {
        let partition = part.partition;
        if manifest.tool != TOOL {
            problems.push(MergeProblem::Tool { folder: folder.clone(), tool: manifest.tool.clone() });
        }
        if let Some(one) = places.insert(partition, folder) {
            let (one, other) = (one.clone(), folder.clone());
            problems.push(MergeProblem::Twice { partition, one, other });
        } else if !missing.remove(&partition) {
            let (folder, first) = (folder.clone(), first.folder.clone());
            problems.push(MergeProblem::Division { folder, partition, first });
        }
        if part.plan != first.part.plan {
            problems.push(MergeProblem::Plan { folder: folder.clone(), first: first.folder.clone() });
        }
        let (made, planned) = (manifest.documents.len(), part.documents);
        if !manifest.pending.is_empty() {
            problems.push(MergeProblem::Pending { folder: folder.clone(), count: manifest.pending.len() });
        } else if made != planned {
            problems.push(MergeProblem::Incomplete { folder: folder.clone(), made, planned });
        } else if digest_of(&manifest.documents) != part.digest {
            problems.push(MergeProblem::Old(folder.clone()));
        }
    }
    problems.extend(missing.into_iter().map(MergeProblem::Missing));
    let entries = parts.iter().flat_map(|part| &part.manifest.documents);
    let paths = paths::check(entries.clone().map(|entry| (entry.id.as_str(), entry.path.as_str())));
    problems.extend(paths.into_iter().map(MergeProblem::from));
    // What is above would be said twice; this is for parts whose notes were made up.
    if problems.is_empty() && digest_of(entries) != first.part.plan {
        problems.push(MergeProblem::Old(first.folder.clone()));
    }
}

fn changed_files(part: &Read) -> Vec<MergeProblem> {
    let deviation = |entry| audit::deviation_of(&part.folder, entry);
    let deviations = part.manifest.documents.iter().filter_map(deviation);
    deviations.map(|deviation| MergeProblem::File { folder: part.folder.clone(), deviation }).collect()
}

fn copy(parts: &[Read], output: &Path) -> Result<Merged, Error> {
    let entries: Vec<(&Path, &Entry)> = parts
        .iter()
        .flat_map(|part| part.manifest.documents.iter().map(|entry| (part.folder.as_path(), entry)))
        .collect();
    let targets: Vec<Target> = entries.iter().map(|(_, entry)| target(entry)).collect();
    let publisher = Publisher::open(output)?.for_part(None)?;
    let stale = targets.iter().filter(|target| !publisher.is_current(target));
    let make: BTreeSet<String> = stale.map(|target| target.id.clone()).collect();
    let publication = publisher.begin(&targets, &make)?;
    for (folder, entry) in entries.iter().filter(|(_, entry)| make.contains(&entry.id)) {
        let bytes = fs::read(&folder.join(&entry.path))?;
        if let Some(deviation) = audit::deviation_of_bytes(entry, &bytes) {
            let folder = folder.to_path_buf();
            return Err(Error::Merge(vec![MergeProblem::File { folder, deviation }]));
        }
        let Entry { id, pages, engine, .. } = *entry;
        publication.put(Artifact {
            id: id.clone(),
            bytes,
            pages: *pages,
            engine: engine.clone(),
            fingerprint: None,
        })?;
    }
    let summary = publication.finish(Unplanned::Removed)?;
    Ok(Merged { documents: targets.len(), copied: make.len(), summary })
}

fn target(entry: &Entry) -> Target {
    Target {
        id: entry.id.clone(),
        path: entry.path.clone(),
        template: entry.template.clone(),
        sources: entry.sources.clone(),
        fingerprint: entry.fingerprint.clone(),
    }
}
