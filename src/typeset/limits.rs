//! What a document may take before it is stopped, and a worker before it is replaced.

use std::time::Duration;

use super::Stop;
use crate::emit::TypstSource;

/// How much text has the time of one document: some twenty letters. More text has more time, in proportion.
const TEXT_OF_ONE: usize = 64 << 10;

/// Where pictures are, whose size says nothing of how long a document takes.
const PICTURES: &str = "project/";

/// What a document may take before it is stopped, and a worker before it is replaced.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How long one document may take; one with very much text may take longer.
    pub timeout: Duration,
    /// How many bytes of memory the process that makes it may use; no limit if there is none. Only Linux knows one.
    pub memory: Option<u64>,
    /// How many documents a worker makes before another takes its place.
    ///
    /// Typst never forgets the name of a file that it has seen, and holds at most 65,535 of them;
    /// and memory that is given back to the allocator does not always go back to the system.
    pub documents_per_worker: usize,
    /// What ends everything at once.
    pub stop: Stop,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            memory: Some(1 << 30),
            documents_per_worker: 1000,
            stop: Stop::default(),
        }
    }
}

impl Limits {
    /// Returns how long a document may take: in proportion to its text, but never less than the time of one.
    ///
    /// A letter that never ends is small and soon stopped; two thousand certificates in one document
    /// are not stopped for being many.
    pub(super) fn time_for(&self, source: &TypstSource) -> Duration {
        let texts =
            source.files.iter().filter(|(name, _)| !name.starts_with(PICTURES)).map(|(_, bytes)| bytes.len());
        self.time_for_text(source.main.len() + texts.sum::<usize>())
    }

    /// Returns how long so many bytes of text may take.
    pub(super) fn time_for_text(&self, size: usize) -> Duration {
        let times = u32::try_from(size.div_ceil(TEXT_OF_ONE).max(1)).unwrap_or(u32::MAX);
        self.timeout.saturating_mul(times)
    }
}

/// Writes an amount of memory as people do: `512 MiB`.
pub(super) fn in_words(bytes: u64) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] {
        if bytes >= unit && bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn much_text_has_more_time() {
        let limits = Limits { timeout: Duration::from_secs(2), ..Limits::default() };
        let time = |main: usize, frame: usize| {
            let picture = ("project/a.png".to_owned(), vec![0; 10 << 20]);
            let files = BTreeMap::from([("frame.json".to_owned(), vec![b' '; frame]), picture]);
            limits.time_for(&TypstSource { main: " ".repeat(main), files }).as_secs()
        };
        assert_eq!((time(0, 0), time(64 << 10, 0), time(64 << 10, 1)), (2, 2, 4));
        assert_eq!(time(2 << 20, 0), 64);
    }

    #[test]
    fn memory_is_written_in_the_largest_unit_that_fits() {
        assert_eq!(in_words(1 << 30), "1 GiB");
        assert_eq!(in_words(1536 << 20), "1536 MiB");
        assert_eq!(in_words(1025), "1025 bytes");
    }
}
