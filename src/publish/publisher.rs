//! An output folder that is ours to write to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::part::Part;
use super::publication::Publication;
use super::published::{Published, Target};
use super::{Error, Obstacle, ObstacleKind, PRIVATE, Warning, paths};
use crate::fs;

/// The name of the lock file in the private folder.
///
/// The file is never removed: two processes could then hold the locks of two files of that name.
pub(super) const LOCK: &str = "lock";

/// The name of the folder for temporary files in the private folder.
pub(super) const STAGING: &str = "staging";

/// An output folder that no other process writes to, before anything is changed.
#[derive(Debug)]
pub struct Publisher {
    pub(super) published: Published,
    /// The part that the folder is for from now on.
    pub(super) part: Option<Part>,
    pub(super) lock: fs::Lock,
}

impl Publisher {
    /// Locks a folder, which is made where there is none, and reads what it holds.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let private = folder.join(PRIVATE);
        let staging = private.join(STAGING);
        fs::create_folder(folder)?;
        refuse_links(&[&private, &staging])?;
        fs::create_folder(&staging)?;
        let Some(lock) = fs::try_lock(&private.join(LOCK))? else {
            return Err(Error::Locked(folder.to_owned()));
        };
        // What a killed build left half written. Nobody else writes there while we hold the lock.
        for leftover in fs::list(&staging)? {
            fs::remove_file(&leftover)?;
        }
        let published = Published::read(folder)?;
        Ok(Self { part: published.part.clone(), published, lock })
    }

    /// Says for which part of the documents the folder is, or that it is for all.
    ///
    /// That does not change while anything is in it: what one part no longer plans may be of another.
    pub fn for_part(self, part: Option<Part>) -> Result<Self, Error> {
        let partition = |part: &Option<Part>| part.as_ref().map(|part| part.partition);
        let (there, wanted) = (partition(&self.published.part), partition(&part));
        let is_empty = self.published.documents.is_empty() && self.published.pending.is_empty();
        if there != wanted && !is_empty {
            return Err(Error::OtherPart { folder: self.published.folder, there, wanted });
        }
        Ok(Self { part, ..self })
    }

    /// Returns what people should know about the folder.
    pub fn warnings(&self) -> &[Warning] {
        self.published.warnings()
    }

    /// Answers whether a document need not be made; see [`Published::is_current`].
    pub fn is_current(&self, target: &Target) -> bool {
        self.published.is_current(target)
    }

    /// Announces the documents that are about to be made, in the manifest too.
    ///
    /// `planned` are all documents of the project, `make` the ids of those that are made now. What
    /// is planned but not made stays as it is; what is no longer planned goes when the publication
    /// is finished. Nothing has been changed when this fails with something in the way.
    pub fn begin<'t>(self, planned: &'t [Target], make: &BTreeSet<String>) -> Result<Publication<'t>, Error> {
        let all = planned.iter().map(|target| (target.id.as_str(), target.path.as_str()));
        let problems = paths::check(all);
        if !problems.is_empty() {
            return Err(Error::Paths(problems));
        }
        let targets: BTreeMap<&str, &Target> =
            planned.iter().map(|target| (target.id.as_str(), target)).collect();
        let survey = Survey::new(&self.published, &targets, make)?;
        if !survey.obstacles.is_empty() {
            return Err(Error::Obstructed(survey.obstacles));
        }
        Publication::begin(self, targets, make, survey.foreign, &survey.in_the_way)
    }
}

/// What is in the folder where documents are to go.
struct Survey {
    /// What makes it impossible.
    obstacles: Vec<Obstacle>,
    /// Files that are not ours, and that only a document with the very same bytes may take over.
    foreign: BTreeSet<String>,
    /// Files of ours that must go first: they are where folders are to be, or the system takes
    /// their names for those of new files, which would then keep the old names, and be removed
    /// under them at the end.
    in_the_way: BTreeSet<String>,
}

impl Survey {
    fn new(
        published: &Published,
        targets: &BTreeMap<&str, &Target>,
        make: &BTreeSet<String>,
    ) -> Result<Self, Error> {
        let owned = published.owned();
        let held = held(published, targets, make);
        let mut survey =
            Self { obstacles: Vec::new(), foreign: BTreeSet::new(), in_the_way: BTreeSet::new() };
        let mut folders = BTreeSet::new();
        for target in make.iter().filter_map(|id| targets.get(id.as_str())) {
            let path = target.path.as_str();
            folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
            let obstacle = match fs::kind(&published.folder.join(path))? {
                fs::Kind::Folder => Some(ObstacleKind::Folder),
                fs::Kind::Other => Some(ObstacleKind::Link),
                fs::Kind::File => {
                    if !owned.contains(path) {
                        match other_spelling(published, &owned, path)? {
                            Some(other) => survey.in_the_way.insert(other.to_owned()),
                            None => survey.foreign.insert(path.to_owned()),
                        };
                    }
                    held.get(&paths::key(path)).map(|id| ObstacleKind::Held((*id).to_owned()))
                }
                fs::Kind::Nothing => None,
            };
            survey.note(path, obstacle);
        }
        for folder in folders {
            let obstacle = match fs::kind(&published.folder.join(folder))? {
                fs::Kind::Other => Some(ObstacleKind::Link),
                fs::Kind::File if owned.contains(folder) && !held.contains_key(&paths::key(folder)) => {
                    survey.in_the_way.insert(folder.to_owned());
                    None
                }
                fs::Kind::File => Some(ObstacleKind::Foreign),
                fs::Kind::Folder | fs::Kind::Nothing => None,
            };
            survey.note(folder, obstacle);
        }
        Ok(survey)
    }

    fn note(&mut self, path: &str, obstacle: Option<ObstacleKind>) {
        let path = path.to_owned();
        self.obstacles.extend(obstacle.map(|kind| Obstacle { path, kind }));
    }
}

/// Returns the path of ours that the system takes for this one, although it is spelt otherwise.
fn other_spelling<'a>(
    published: &Published,
    owned: &'a BTreeSet<String>,
    path: &str,
) -> Result<Option<&'a str>, Error> {
    let key = paths::key(path);
    for other in owned.iter().filter(|other| paths::key(other) == key) {
        if fs::is_same_file(&published.folder.join(other), &published.folder.join(path))? {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// Returns the paths, as [`paths::key`] gives them, at which documents stay that are planned but
/// not made now.
fn held<'a>(
    published: &'a Published,
    targets: &BTreeMap<&str, &Target>,
    make: &BTreeSet<String>,
) -> BTreeMap<String, &'a str> {
    let stays = |id: &str| targets.contains_key(id) && !make.contains(id);
    let entries = published.documents.values().filter(|entry| stays(&entry.id));
    entries.map(|entry| (paths::key(&entry.path), entry.id.as_str())).collect()
}

fn refuse_links(folders: &[&Path]) -> Result<(), Error> {
    for folder in folders {
        if matches!(fs::kind(folder)?, fs::Kind::Other) {
            let path = folder.display().to_string();
            return Err(Error::Obstructed(vec![Obstacle { path, kind: ObstacleKind::Link }]));
        }
    }
    Ok(())
}
