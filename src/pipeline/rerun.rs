//! What the last build failed to make or never came to, for `--rerun failed`.
//!
//! It is noted before a build begins, as if it would make nothing, and again when it ends. Thus a build that was
//! killed counts what it had not made as what never ran; what it had made is seen from the manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Error;
use crate::publish::{Target, read_private, write_private};

/// The file in the private folder of the output.
const FILE: &str = "unmade.json";

/// The version of its format.
const FORMAT: u32 = 1;

/// The documents that the last build did not make, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unmade {
    format: u32,
    /// Those that failed.
    failed: BTreeSet<String>,
    /// Those that it had not made yet, each with the fingerprint of what was to be made.
    pending: BTreeMap<String, String>,
}

impl Unmade {
    /// Reads what is noted; nothing, if nothing is or it can't be read: then nothing is known to have been made.
    pub(super) fn read(output: &Path) -> Result<Option<Self>, Error> {
        let bytes = read_private(output, FILE)?;
        let noted = bytes.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        Ok(noted.filter(|noted| noted.format == FORMAT))
    }

    /// Answers whether a document failed, or is still not what the last build was to make.
    pub(super) fn has(&self, target: &Target, is_current: impl Fn(&Target) -> bool) -> bool {
        self.failed.contains(&target.id)
            || self.pending.get(&target.id).is_some_and(|fingerprint| {
                !is_current(&Target { fingerprint: fingerprint.clone(), ..target.clone() })
            })
    }

    /// Notes what is to be made; what was noted of documents that this build does not consider stays.
    pub(super) fn begin<'a>(
        output: &Path,
        before: Option<&Self>,
        considered: impl Fn(&str) -> bool,
        wanted: impl Iterator<Item = &'a Target>,
    ) -> Result<Self, Error> {
        let mut noted = before.cloned().unwrap_or(Self {
            format: FORMAT,
            failed: BTreeSet::new(),
            pending: BTreeMap::new(),
        });
        noted.failed.retain(|id| !considered(id));
        noted.pending.retain(|id, _| !considered(id));
        noted.pending.extend(wanted.map(|target| (target.id.clone(), target.fingerprint.clone())));
        if before != Some(&noted) {
            noted.write(output)?;
        }
        Ok(noted)
    }

    /// Notes what came of it.
    pub(super) fn end<'a>(
        mut self,
        output: &Path,
        made: impl Iterator<Item = &'a str>,
        failed: &[String],
    ) -> Result<(), Error> {
        let before = (self.pending.len(), self.failed.len());
        for id in made {
            self.pending.remove(id);
        }
        for id in failed {
            self.pending.remove(id);
            self.failed.insert(id.clone());
        }
        // What was noted at the beginning only goes, and who failed only comes.
        if (self.pending.len(), self.failed.len()) == before { Ok(()) } else { self.write(output) }
    }

    fn write(&self, output: &Path) -> Result<(), Error> {
        let text = serde_json::to_vec(self).expect("it has only lists and keys that are text");
        Ok(write_private(output, FILE, &text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(id: &str, fingerprint: &str) -> Target {
        Target {
            id: id.to_owned(),
            path: format!("{id}.pdf"),
            template: "note".to_owned(),
            sources: Vec::new(),
            fingerprint: fingerprint.to_owned(),
        }
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        crate::fs::create_folder(&folder.path().join(".vinhdanh/staging")).unwrap();
        folder
    }

    #[test]
    fn what_was_not_made_is_noted() {
        let folder = folder();
        assert_eq!(Unmade::read(folder.path()).unwrap(), None);
        let targets = [target("a", "1"), target("b", "1"), target("c", "1")];
        let noted = Unmade::begin(folder.path(), None, |_| true, targets.iter()).unwrap();
        noted.end(folder.path(), ["a"].into_iter(), &["b".to_owned()]).unwrap();
        let noted = Unmade::read(folder.path()).unwrap().unwrap();
        let due = targets.map(|target| noted.has(&target, |_| false));
        assert_eq!(due, [false, true, true]);
    }

    #[test]
    fn what_a_killed_build_had_made_is_not_due_even_if_it_has_changed_since() {
        let folder = folder();
        let noted = Unmade::begin(folder.path(), None, |_| true, [target("a", "1")].iter()).unwrap();
        let was_made = |target: &Target| target.fingerprint == "1";
        assert!(!noted.has(&target("a", "2"), was_made));
        assert!(noted.has(&target("a", "2"), |_| false));
    }

    #[test]
    fn what_is_not_considered_stays_noted() {
        let folder = folder();
        let targets = [target("a", "1"), target("b", "1")];
        let first = Unmade::begin(folder.path(), None, |_| true, targets.iter()).unwrap();
        let second = Unmade::begin(folder.path(), Some(&first), |id| id == "a", [].into_iter()).unwrap();
        assert_eq!(targets.map(|target| second.has(&target, |_| false)), [false, true]);
    }

    #[test]
    fn a_damaged_note_says_nothing() {
        let folder = folder();
        write_private(folder.path(), FILE, b"{\"format\": 7}").unwrap();
        assert_eq!(Unmade::read(folder.path()).unwrap(), None);
    }
}
