//! The only reads and writes of the program, each with its path in the error.
//!
//! A write never leaves half a file under its name: the bytes go to a temporary file beside it,
//! which then takes the name. Nothing here waits for the disk, but for [`sync`], which is called
//! once.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A failure of the file system: what was to be done, where, and why it could not be.
#[derive(Debug, thiserror::Error)]
#[error("failed to {action} {}", .path.display())]
pub struct Error {
    /// What was to be done.
    pub action: Action,
    /// Where.
    pub path: PathBuf,
    /// Why it could not be done.
    #[source]
    pub source: io::Error,
}

/// What was to be done when the file system failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a file.
    Read,
    /// Write a file.
    Write,
    /// Make a folder and those above it.
    CreateFolder,
    /// List what a folder holds.
    List,
    /// Remove a file.
    Remove,
    /// Look at what kind of thing is there.
    Inspect,
    /// Lock a file.
    Lock,
    /// Wait until everything is on the disk.
    Sync,
}

impl std::fmt::Display for Action {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::CreateFolder => "create the folder",
            Self::List => "list the folder",
            Self::Remove => "remove",
            Self::Inspect => "look at",
            Self::Lock => "lock",
            Self::Sync => "bring to the disk what was written below",
        })
    }
}

/// What is at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Nothing,
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a device, a pipe.
    Other,
}

/// Returns the bytes of a file.
#[expect(clippy::disallowed_methods, reason = "this is the module that others are sent to")]
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(error(Action::Read, path))
}

/// Returns the bytes of a file, or nothing where there is none.
pub fn read_if_present(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absence(&error.source) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the text of a file; bytes that are not UTF-8 are an error.
#[expect(clippy::disallowed_methods, reason = "this is the module that others are sent to")]
pub fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(error(Action::Read, path))
}

/// Returns the bytes of a file, but at most one more than `limit`.
///
/// A caller that gets more than `limit` knows that the file is too large without having held it.
pub fn read_at_most(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = |file: File| {
        // What the file says of its size is only where to begin: not every file knows it, and it may grow.
        let size = file.metadata().map_or(0, |data| data.len()).min(limit);
        bytes.reserve_exact(usize::try_from(size).unwrap_or_default());
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)
    };
    File::open(path).and_then(read).map_err(error(Action::Read, path))?;
    Ok(bytes)
}

/// Writes a file, whole or not at all.
///
/// The folder must exist.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new(""));
    write_through(folder, path, bytes)
}

/// Writes a file, whole or not at all, with the temporary file in `staging`.
///
/// Both folders must exist and be on one file system.
pub fn write_through(staging: &Path, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_to(staging, path, |file| file.write_all(bytes))
}

/// Writes a file piece by piece, whole or not at all, with the temporary file in `staging`.
///
/// Both folders must exist and be on one file system.
pub fn write_piecewise(
    staging: &Path,
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Error> {
    write_to(staging, path, |file| {
        let mut buffer = io::BufWriter::new(file);
        write(&mut buffer)?;
        buffer.flush()
    })
}

fn write_to(
    staging: &Path,
    path: &Path,
    write: impl FnOnce(&mut NamedTempFile) -> io::Result<()>,
) -> Result<(), Error> {
    let staging = if staging.as_os_str().is_empty() { Path::new(".") } else { staging };
    let write = || -> io::Result<()> {
        let mut file = new_temporary_file(staging)?;
        write(&mut file)?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(error(Action::Write, path))
}

/// Writes a file that no one else sees yet, in place.
///
/// For scratch folders only, where a temporary file and a rename would be two steps for nothing.
#[expect(clippy::disallowed_methods, reason = "this is the module that others are sent to")]
pub fn write_scratch(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(error(Action::Write, path))
}

/// Makes a folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(error(Action::CreateFolder, path))
}

/// Makes a folder for the time that the value lives, in `parent`, which must exist.
pub fn scratch_folder(parent: &Path) -> Result<tempfile::TempDir, Error> {
    tempfile::Builder::new()
        .prefix("vinhdanh-")
        .tempdir_in(parent)
        .map_err(error(Action::CreateFolder, parent))
}

/// Removes a file; one that is not there is no error.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(source) if !is_absence(&source) => Err(error(Action::Remove, path)(source)),
        _ => Ok(()),
    }
}

/// Returns what is at a path, links not followed.
pub fn kind(path: &Path) -> Result<Kind, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Kind::File),
        Ok(metadata) if metadata.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::Other),
        Err(source) if is_absence(&source) => Ok(Kind::Nothing),
        Err(source) => Err(error(Action::Inspect, path)(source)),
    }
}

/// Returns the true path of what is there, without links.
pub fn resolve(path: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(error(Action::Inspect, path))
}

/// Answers whether two paths lead to one file; where there is nothing, they do not.
pub fn is_same_file(one: &Path, other: &Path) -> Result<bool, Error> {
    let resolve = |path: &Path| match fs::canonicalize(path) {
        Ok(resolved) => Ok(Some(resolved)),
        Err(source) if is_absence(&source) => Ok(None),
        Err(source) => Err(error(Action::Inspect, path)(source)),
    };
    let one = resolve(one)?;
    Ok(one.is_some() && one == resolve(other)?)
}

/// Returns the paths in a folder, sorted, because their order differs between systems.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries =
        || -> io::Result<Vec<PathBuf>> { fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect() };
    let mut paths = entries().map_err(error(Action::List, folder))?;
    paths.sort();
    Ok(paths)
}

/// The lock of a file, held until the value goes or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Answers whether the locked file is still the one at a path: someone may have moved it away and made another.
    ///
    /// On systems that can't tell, a locked file can't be moved.
    pub fn is_at(&self, path: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
            let (ours, there) = (self.0.metadata().map(identity), fs::metadata(path).map(identity));
            matches!((ours, there), (Ok(ours), Ok(there)) if ours == there)
        }
        #[cfg(not(unix))]
        path.exists()
    }
}

impl Drop for Lock {
    /// Ends the lock at once. Closing the file alone may not: a process that another thread is just
    /// starting holds it, too, for a moment.
    fn drop(&mut self) {
        // It ends with the process at the latest.
        drop(self.0.unlock());
    }
}

/// Takes the lock of a file, which is made where there is none; nothing if someone holds it.
pub fn try_lock(path: &Path) -> Result<Option<Lock>, Error> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(error(Action::Lock, path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(source)) => Err(error(Action::Lock, path)(source)),
    }
}

/// Answers whether someone holds the lock of a file; of a file that is not there, nobody does.
pub fn is_locked(path: &Path) -> Result<bool, Error> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(source) if is_absence(&source) => return Ok(false),
        Err(source) => return Err(error(Action::Lock, path)(source)),
    };
    match file.try_lock_shared() {
        Ok(()) => {
            drop(Lock(file));
            Ok(false)
        }
        Err(fs::TryLockError::WouldBlock) => Ok(true),
        Err(fs::TryLockError::Error(source)) => Err(error(Action::Lock, path)(source)),
    }
}

/// Waits until these files of a folder are on the disk, however many there are in one go.
///
/// Linux can be asked for a whole file system at once, which for ten thousand letters is one wait
/// instead of ten thousand. Elsewhere each file is asked for.
#[cfg(target_os = "linux")]
pub fn sync<'a>(folder: &Path, _: impl IntoIterator<Item = &'a Path>) -> Result<(), Error> {
    File::open(folder)
        .and_then(|handle| Ok(rustix::fs::syncfs(&handle)?))
        .map_err(error(Action::Sync, folder))
}

/// Waits until these files of a folder are on the disk.
#[cfg(not(target_os = "linux"))]
pub fn sync<'a>(_: &Path, files: impl IntoIterator<Item = &'a Path>) -> Result<(), Error> {
    for path in files {
        let file = File::options().write(true).open(path);
        file.and_then(|file| file.sync_all()).map_err(error(Action::Sync, path))?;
    }
    Ok(())
}

/// Makes a temporary file that has the rights of an ordinary one.
///
/// Left alone, a temporary file is for its owner's eyes only, and would stay so under its new name.
fn new_temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(rights);
    builder.prefix(".vinhdanh-").suffix(".tmp").tempfile_in(folder)
}

/// Answers whether there is nothing at the path, or cannot be because a file stands where a folder
/// would.
fn is_absence(source: &io::Error) -> bool {
    matches!(source.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn error(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error { action, path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(list(folder.path()).unwrap(), [path]);
    }

    #[test]
    fn an_error_names_the_action_and_the_path() {
        let error = read_text(Path::new("nowhere/a.txt")).unwrap_err();
        assert_eq!(error.to_string(), "failed to read nowhere/a.txt");
        assert_eq!(error.source.kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn a_written_file_has_the_rights_of_an_ordinary_one() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
        write(&ours, b"").unwrap();
        File::create(&plain).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&ours), mode(&plain));
    }

    #[test]
    fn a_large_file_is_read_only_as_far_as_needed_to_see_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        write(&path, &[0; 100]).unwrap();
        assert_eq!(read_at_most(&path, 10).unwrap().len(), 11);
        assert_eq!(read_at_most(&path, 100).unwrap().len(), 100);
    }

    #[test]
    fn a_lock_is_given_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = try_lock(&path).unwrap();
        assert!(held.is_some());
        assert!(try_lock(&path).unwrap().is_none());
        assert!(is_locked(&path).unwrap());
        drop(held);
        assert!(!is_locked(&path).unwrap());
        assert!(try_lock(&path).unwrap().is_some());
    }
}
