//! Names the sources that the program is built from, so that documents made by another build of the same version
//! are made again.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let mut hasher = DefaultHasher::new();
    hash(Path::new("src"), &mut hasher)?;
    println!("cargo::rustc-env=VINHDANH_SOURCES={:016x}", hasher.finish());
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a build script can't use the crate that it builds")]
fn hash(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    // Sorted, because the order of a folder differs between systems and the name must not.
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash(&path, hasher)?;
        } else {
            // The same text on every system: paths with slashes, lines without carriage returns.
            path.to_string_lossy().replace('\\', "/").hash(hasher);
            String::from_utf8_lossy(&fs::read(&path)?).replace('\r', "").hash(hasher);
        }
    }
    Ok(())
}
