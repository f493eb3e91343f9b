//! From finished documents to the output folder, so that whatever happens on the way, nothing is
//! half there.
//!
//! ```text
//! Publisher::open   lock the folder, read the manifest
//!   .is_current     which documents need not be made
//!   .begin          a manifest that lists old and new together
//! Publication::put  each file: a temporary file, then its name        (from any thread)
//!   .finish         removal of what only the old manifest lists, the final manifest, one sync
//! ```
//!
//! [`Audit`] holds a folder against its manifest, [`merge()`] puts folders together that each hold a part
//! of the documents; both only read what they are given.
//!
//! A process that is killed at any point leaves every published file whole, and every file of ours
//! listed. A file that no manifest of ours lists is never touched, and no folder is ever removed.
//! What only this module needs is in a folder of its own, [`PRIVATE`]: the lock, temporary files,
//! and a second copy of the manifest, without which a damaged one would make all our files look
//! like someone else's.

use std::path::PathBuf;

use crate::fs;
use crate::plan::Partition;

mod audit;
mod manifest;
mod merge;
mod part;
mod paths;
mod private;
mod publication;
mod published;
mod publisher;
mod state;

pub use audit::{Audit, Deviation, DeviationKind};
pub use manifest::{Entry, FORMAT, Manifest, Unreadable, digest};
pub use merge::{MergeProblem, Merged, merge};
pub use part::Part;
pub use paths::{Fault, PathProblem, check};
pub use private::{read_private, write_private};
pub use publication::{Artifact, Publication, Summary, Unplanned};
pub use published::{Published, Target};
pub use publisher::Publisher;

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// The name of the folder in the output folder that holds what only this module needs.
pub const PRIVATE: &str = ".vinhdanh";

/// Why something could not be published.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system failed.
    #[error(transparent)]
    Fs(#[from] fs::Error),
    /// Another process builds into the same folder.
    #[error("another build is writing to {}; wait until it has ended, or choose another folder with `--output`", .0.display())]
    Locked(PathBuf),
    /// The folder was moved, removed or replaced while we were writing to it.
    #[error("{} was moved or removed during the build; what was published is where the folder is now", .0.display())]
    Vanished(PathBuf),
    /// The folder holds another part of the project than it would now.
    #[error(
        "{} holds {}, and {} does not go into the same folder; choose another with `--output`",
        .folder.display(), part_name(*.there), part_name(*.wanted)
    )]
    OtherPart {
        /// The folder.
        folder: PathBuf,
        /// The part that it holds; nothing if it is for all documents.
        there: Option<Partition>,
        /// The part that it would hold.
        wanted: Option<Partition>,
    },
    /// Parts can't be put together.
    #[error("{}", list(.0))]
    Merge(Vec<MergeProblem>),
    /// Documents have paths that they can't have. Those who call [`check`] first never see this.
    #[error("{}", list(.0))]
    Paths(Vec<PathProblem>),
    /// Something that is not ours is where documents are to go.
    #[error("{}", list(.0))]
    Obstructed(Vec<Obstacle>),
    /// There is no manifest, so nothing can be said of the folder.
    #[error("there is no {MANIFEST} in {}, so nothing was built there", .0.display())]
    NoManifest(PathBuf),
    /// The manifest can't be used, and has no copy that can.
    #[error("{MANIFEST} in {} can't be used: {_1}", .0.display())]
    Unusable(PathBuf, Unreadable),
    /// A document was put that was not announced.
    #[error("the document `{0}` was not announced")]
    Unannounced(String),
}

/// Something in the output folder that is in the way of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} {kind}")]
pub struct Obstacle {
    /// Where it is, relative to the output folder.
    pub path: String,
    /// What it is.
    pub kind: ObstacleKind,
}

/// What is in the way of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObstacleKind {
    /// A file that we did not make.
    #[error("is a file that vinhdanh did not make; move it or rename the document")]
    Foreign,
    /// A folder where a file is to go.
    #[error("is a folder, but a document is to go there")]
    Folder,
    /// A symbolic link, which could lead anywhere, or a device.
    #[error("is a link or a device, and documents are not written through those")]
    Link,
    /// The file of a document that is still wanted, but not made in this build.
    #[error("still holds `{0}`, which has a new place but is not made in this build; make both")]
    Held(String),
}

/// Something about the output folder that people should know, but that does not stop a build.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The manifest was damaged, but its copy was not.
    #[error("{MANIFEST} could not be used ({0}); its copy was")]
    Restored(Unreadable),
    /// The manifest can't be used, so everything is made again.
    #[error("{MANIFEST} could not be used ({0}), so everything is made again")]
    Forgotten(Unreadable),
    /// A file of a document that is gone was changed by someone, and is now theirs.
    #[error("{0} was changed by hand, so it was left there although nothing makes it any more")]
    ChangedByHand(String),
    /// A file of a document that is gone could not be removed.
    #[error("{path} could not be removed ({reason})")]
    NotRemoved {
        /// Where it is, relative to the output folder.
        path: String,
        /// Why.
        reason: String,
    },
}

fn part_name(partition: Option<Partition>) -> String {
    partition.map_or_else(|| "all documents".to_owned(), |partition| format!("the part {partition}"))
}

fn list(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
