//! The text that a template makes, which may not grow without end.

use std::io::{self, Write};

/// The longest text that a template may make, in bytes: a hundred thousand letters are far from it.
pub(super) const LONGEST: usize = 256 << 20;

/// A text that refuses to grow beyond a length.
///
/// Templates run in this process, where a loop over a loop over a hundred thousand numbers, the most that Tera
/// counts to, would fill the memory.
#[derive(Debug)]
pub(super) struct Bounded {
    bytes: Vec<u8>,
    longest: usize,
    overflowed: bool,
}

impl Bounded {
    pub(super) fn new(longest: usize) -> Self {
        Self { bytes: Vec::new(), longest, overflowed: false }
    }

    /// Answers whether the text would have become too long.
    pub(super) fn has_overflowed(&self) -> bool {
        self.overflowed
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.longest {
            self.overflowed = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stops_where_it_would_be_too_long() {
        let mut text = Bounded::new(4);
        text.write_all(b"abcd").unwrap();
        assert!(!text.has_overflowed());
        assert!(text.write_all(b"e").is_err());
        assert!(text.has_overflowed());
        assert_eq!(text.into_bytes(), b"abcd");
    }
}
