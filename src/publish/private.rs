//! Small files of a build in the private folder, which are not published.

use std::path::Path;

use super::PRIVATE;
use super::publisher::STAGING;
use crate::fs;

/// Returns a file of the private folder of an output folder; nothing if there is none.
pub fn read_private(output: &Path, name: &str) -> Result<Option<Vec<u8>>, fs::Error> {
    fs::read_if_present(&output.join(PRIVATE).join(name))
}

/// Writes a file of the private folder, whole or not at all. Only whoever holds the lock may do so.
pub fn write_private(output: &Path, name: &str, bytes: &[u8]) -> Result<(), fs::Error> {
    let private = output.join(PRIVATE);
    fs::write_through(&private.join(STAGING), &private.join(name), bytes)
}
