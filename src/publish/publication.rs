//! A build that is being published.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::manifest::{Entry, digest};
use super::published::{Published, Target};
use super::publisher::{LOCK, Publisher, STAGING};
use super::state::State;
use super::{Error, MANIFEST, Obstacle, ObstacleKind, PRIVATE, Warning};
use crate::fs;

/// How often the manifest is brought up to date while documents are put.
///
/// A build that is killed then makes again only what was made since.
const CHECKPOINT: Duration = Duration::from_secs(2);

/// How much longer than writing the manifest the time between two of them is, at least.
const CHECKPOINT_SHARE: u32 = 50;

/// A document that was made.
#[derive(Debug)]
pub struct Artifact {
    /// Its id, under which it was announced.
    pub id: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What set it, and its version.
    pub engine: String,
    /// The hash of what it was made from, where that may have changed since it was announced.
    pub fingerprint: Option<String>,
}

/// What becomes of the files that nothing makes any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplanned {
    /// They are removed.
    Removed,
    /// They stay, for part of the project could not be read and may still make them.
    Kept,
}

/// What a build has changed in the output folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The paths of the files that were removed, because nothing makes them any more.
    pub removed: Vec<String>,
    /// The paths of the files that nothing makes any more and that stay all the same.
    pub kept: Vec<String>,
    /// What people should know.
    pub warnings: Vec<Warning>,
}

/// A build that is being published; see the module for the order of things.
///
/// Dropped before [`finish`](Self::finish), it leaves what a killed process leaves: a true
/// manifest, whole files.
#[derive(Debug)]
pub struct Publication<'t> {
    folder: PathBuf,
    /// What was there before.
    before: Published,
    /// All documents of the project, by id.
    planned: BTreeMap<&'t str, &'t Target>,
    /// The ids of those that are made now.
    announced: BTreeSet<&'t str>,
    /// Paths where there are files that are not ours.
    foreign: BTreeSet<String>,
    state: Mutex<State>,
    lock: fs::Lock,
}

impl<'t> Publication<'t> {
    pub(super) fn begin(
        publisher: Publisher,
        planned: BTreeMap<&'t str, &'t Target>,
        make: &BTreeSet<String>,
        foreign: BTreeSet<String>,
        in_the_way: &BTreeSet<String>,
    ) -> Result<Self, Error> {
        let Publisher { mut published, part, lock } = publisher;
        let announced: Vec<&'t Target> =
            make.iter().filter_map(|id| planned.get(id.as_str())).copied().collect();
        // A file that is not ours must not look like ours to the next build.
        let paths_to_come = announced.iter().map(|target| &target.path);
        let paths_to_come = paths_to_come.filter(|path| !foreign.contains(*path)).cloned();
        let holder = |entry: &Entry| (entry.path.clone(), entry.id.clone());
        let mut state = State {
            part,
            holders: published.documents().map(holder).collect(),
            documents: published.documents.clone(),
            pending: published.pending.iter().cloned().chain(paths_to_come).collect(),
            text: published.text.take().as_deref().map(digest),
            written: Vec::new(),
            next_checkpoint: Instant::now() + CHECKPOINT,
        };
        state.renew(&planned);
        for path in in_the_way {
            state.forget(path);
        }
        let publication = Self {
            folder: published.folder.clone(),
            planned,
            announced: announced.into_iter().map(|target| target.id.as_str()).collect(),
            before: published,
            foreign,
            state: Mutex::new(state),
            lock,
        };
        if !publication.announced.is_empty() {
            publication.write_manifest(&mut publication.state())?;
        }
        for path in in_the_way {
            fs::remove_file(&publication.folder.join(path))?;
        }
        Ok(publication)
    }

    /// Publishes a document: from now on its file is there, whole, and stays.
    pub fn put(&self, artifact: Artifact) -> Result<(), Error> {
        let is_announced = self.announced.contains(artifact.id.as_str());
        let Some(target) = self.planned.get(artifact.id.as_str()).filter(|_| is_announced) else {
            return Err(Error::Unannounced(artifact.id));
        };
        self.check_place()?;
        let path = self.folder.join(&target.path);
        if self.foreign.contains(&target.path) {
            self.take_over(target, &artifact.bytes)?;
        }
        fs::create_folder(path.parent().unwrap_or(&self.folder))?;
        fs::write_through(&self.folder.join(PRIVATE).join(STAGING), &path, &artifact.bytes)?;

        let mut state = self.state();
        state.enter(entry(target, &artifact));
        state.written.push(path);
        if Instant::now() >= state.next_checkpoint {
            self.write_manifest(&mut state)?;
        }
        Ok(())
    }

    /// Ends the publication: removes what is not planned any more if so wanted, and writes the final manifest.
    ///
    /// Documents that were announced but not put keep what was there before. The folder stays locked until the
    /// publication goes.
    pub fn finish(&self, unplanned: Unplanned) -> Result<Summary, Error> {
        let mut state = self.state();
        let mut summary = Summary::default();
        self.settle(&mut state);
        match unplanned {
            Unplanned::Removed => self.remove_unplanned(&mut state, &mut summary)?,
            Unplanned::Kept => {
                let entries =
                    state.documents.values().filter(|entry| !self.planned.contains_key(entry.id.as_str()));
                summary.kept.extend(entries.map(|entry| entry.path.clone()));
            }
        }
        self.write_manifest(&mut state)?;
        if !state.written.is_empty() || !summary.removed.is_empty() {
            fs::sync(&self.folder, state.written.iter().map(PathBuf::as_path))?;
        }
        drop(state);
        Ok(summary)
    }

    /// Makes ours what is at a path where there was a file that is not.
    ///
    /// Only the very same bytes are taken over: then it is our file, and the manifest was lost.
    fn take_over(&self, target: &Target, bytes: &[u8]) -> Result<(), Error> {
        let there = fs::read_if_present(&self.folder.join(&target.path))?;
        if there.is_some_and(|there| there != bytes) {
            let (path, kind) = (target.path.clone(), ObstacleKind::Foreign);
            return Err(Error::Obstructed(vec![Obstacle { path, kind }]));
        }
        let mut state = self.state();
        state.pending.insert(target.path.clone());
        self.write_manifest(&mut state)
    }

    /// Demands that the folder is still the one that we have locked.
    ///
    /// Someone may have moved it away, and another build may have made a new one, to which we have no right.
    fn check_place(&self) -> Result<(), Error> {
        if self.lock.is_at(&self.folder.join(PRIVATE).join(LOCK)) {
            Ok(())
        } else {
            Err(Error::Vanished(self.folder.clone()))
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that broke down between two whole states has left one of them.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes from what is pending the files about which all is known: they are what an entry says,
    /// or absent.
    fn settle(&self, state: &mut State) {
        let State { documents, holders, pending, .. } = state;
        pending.retain(|path| {
            match holders.get(path).and_then(|id| documents.get(id)) {
                // It was pending before us as well, so the file may be of a build that was killed.
                Some(entry) => self.before.pending.contains(path) && !self.before.is_intact(entry),
                None => !matches!(fs::kind(&self.folder.join(path)), Ok(fs::Kind::Nothing)),
            }
        });
    }

    /// Removes the files that nothing makes any more.
    fn remove_unplanned(&self, state: &mut State, summary: &mut Summary) -> Result<(), Error> {
        let unplanned = state.documents.extract_if(.., |id, _| !self.planned.contains_key(id.as_str()));
        let gone: Vec<Entry> = unplanned.map(|(_, entry)| entry).collect();
        for entry in gone {
            if state.holders.get(&entry.path) != Some(&entry.id) {
                continue;
            }
            state.holders.remove(&entry.path);
            if !state.pending.contains(&entry.path) && self.is_changed(&entry) {
                summary.warnings.push(Warning::ChangedByHand(entry.path));
            } else {
                state.pending.insert(entry.path);
            }
        }
        let wanted: BTreeSet<&String> = self.planned.values().map(|target| &target.path).collect();
        let is_leftover = |path: &&String| !state.holders.contains_key(*path) && !wanted.contains(path);
        let leftovers: Vec<String> = state.pending.iter().filter(is_leftover).cloned().collect();
        if !leftovers.is_empty() {
            // Before they go, the manifest must no longer say that they are there.
            self.write_manifest(state)?;
        }
        for path in leftovers {
            match self.remove(&path) {
                Ok(()) => {
                    state.pending.remove(&path);
                    summary.removed.push(path);
                }
                Err(reason) => summary.warnings.push(Warning::NotRemoved { path, reason }),
            }
        }
        Ok(())
    }

    /// Answers whether there is a file at the path of an entry, but not the one that we put there.
    fn is_changed(&self, entry: &Entry) -> bool {
        let kind = fs::kind(&self.folder.join(&entry.path));
        !matches!(kind, Ok(fs::Kind::Nothing)) && !self.before.is_intact(entry)
    }

    /// Removes a file, unless a link on the way would make it a file elsewhere.
    fn remove(&self, path: &str) -> Result<(), String> {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for folder in folders {
            if matches!(fs::kind(&self.folder.join(folder)), Ok(fs::Kind::Other)) {
                return Err(format!("{folder} is a link"));
            }
        }
        fs::remove_file(&self.folder.join(path)).map_err(|error| error.source.to_string())
    }

    /// Writes the manifest if it has changed: the copy first, so that one of the two is always
    /// whole and lists everything, even on a file system that tears files.
    fn write_manifest(&self, state: &mut State) -> Result<(), Error> {
        let begun = Instant::now();
        let manifest = state.manifest();
        let digest = manifest.digest();
        let is_new = state.text.as_ref() != Some(&digest);
        // A folder in which nothing is to be gets no manifest; but a part must be there to be merged.
        let is_empty = state.documents.is_empty() && state.pending.is_empty() && state.part.is_none();
        if is_new && !(is_empty && state.text.is_none()) {
            self.check_place()?;
            let staging = self.folder.join(PRIVATE).join(STAGING);
            for path in [self.folder.join(PRIVATE).join(MANIFEST), self.folder.join(MANIFEST)] {
                fs::write_piecewise(&staging, &path, |file| manifest.write(file))?;
            }
            state.text = Some(digest);
        }
        let now = Instant::now();
        state.next_checkpoint = now + CHECKPOINT.max((now - begun) * CHECKPOINT_SHARE);
        Ok(())
    }
}

fn entry(target: &Target, artifact: &Artifact) -> Entry {
    Entry {
        id: target.id.clone(),
        template: target.template.clone(),
        path: target.path.clone(),
        digest: digest(&artifact.bytes),
        fingerprint: artifact.fingerprint.clone().unwrap_or_else(|| target.fingerprint.clone()),
        pages: artifact.pages,
        sources: target.sources.clone(),
        engine: artifact.engine.clone(),
    }
}
