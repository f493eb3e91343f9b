//! What the program and its workers say to each other, and how it goes through a pipe.
//!
//! A frame is a message as JSON and any number of byte strings, each with its length in front. The
//! JSON says what the byte strings are.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::memory::Usage;
use super::{PdfOptions, Problem, Terms};
use crate::compose::Mistake;

/// The version of the protocol; both sides must have the same.
///
/// They differ when the program was replaced while it ran.
pub(super) const VERSION: u32 = 5;

/// The largest message and the most byte strings that a frame may announce.
///
/// No true frame comes near. A program that is no worker and prints a text would otherwise be taken
/// at its word, and gigabytes be asked for.
const LIMIT: u64 = 64 << 20;

/// What the program says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Request {
    /// Get ready. The bytes are the materials of the composer as JSON, the layouts, then the fonts; the inputs are what
    /// layouts find in `sys.inputs`, the memory is how much the worker may use.
    Start { version: u32, inputs: BTreeMap<String, String>, layouts: Vec<String>, memory: Option<u64> },
    /// Compose a text, and typeset it if there are terms for that and it meets them. The bytes are the order as JSON.
    Compose { terms: Option<Terms> },
    /// Typeset a document. The bytes are its files, in the order of their names.
    Typeset { files: Vec<String>, options: PdfOptions },
}

/// What a worker says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reply {
    /// The worker is ready.
    Ready,
    /// The worker cannot work.
    Unfit { reason: String },
    /// The request has arrived; whatever happens from now on is its fault. Another reply follows.
    Taken,
    /// The text is composed, and not typeset. The bytes are `main.typ`, then the files beside it, in the order of their
    /// names.
    Composed { files: Vec<String>, blanks: Vec<String>, pictures: Vec<String> },
    /// The text of so many bytes is composed and is being typeset. Another reply follows.
    Typesetting { size: usize, blanks: Vec<String> },
    /// The text can't be composed.
    Mistaken { mistakes: Vec<Mistake> },
    /// The document is done. The bytes are the PDF, then the text if that was composed and anything is said about it.
    Done { pages: usize, warnings: Vec<Problem>, memory: Option<Usage> },
    /// Typst refused the document. The bytes are the text, if that was composed.
    Refused { problems: Vec<Problem>, memory: Option<Usage> },
    /// The work broke down; the worker is of no more use.
    Panicked { message: String },
}

impl Reply {
    /// Answers whether another reply to the same request follows.
    pub(super) fn has_more(&self) -> bool {
        matches!(self, Self::Taken | Self::Typesetting { .. })
    }
}

/// Returns the bytes of a frame.
pub(super) fn encode(message: &impl Serialize, parts: &[&[u8]]) -> io::Result<Vec<u8>> {
    let message = serde_json::to_vec(message)?;
    let size = parts.iter().map(|part| part.len() + 8).sum::<usize>();
    let mut frame = Vec::with_capacity(message.len() + size + 16);
    put(&mut frame, &message);
    frame.extend((parts.len() as u64).to_le_bytes());
    for part in parts {
        put(&mut frame, part);
    }
    Ok(frame)
}

fn put(frame: &mut Vec<u8>, bytes: &[u8]) {
    frame.extend((bytes.len() as u64).to_le_bytes());
    frame.extend(bytes);
}

/// Writes a frame at once.
pub(super) fn write(output: &mut impl Write, message: &impl Serialize, parts: &[&[u8]]) -> io::Result<()> {
    output.write_all(&encode(message, parts)?)?;
    output.flush()
}

/// Reads a frame; nothing if the other side has hung up before it.
pub(super) fn read<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<(T, Vec<Vec<u8>>)>> {
    let mut first = [0; 1];
    if input.read(&mut first)? == 0 {
        return Ok(None);
    }
    let length = number(&mut first.chain(&mut *input))?;
    if length > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "this is not a worker's message"));
    }
    let message = serde_json::from_slice(&bytes(input, length)?)?;
    let count = number(input)?.min(LIMIT);
    let mut parts = Vec::new();
    for _ in 0..count {
        let length = number(input)?;
        parts.push(bytes(input, length)?);
    }
    Ok(Some((message, parts)))
}

fn number(input: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Reads so many bytes, without asking for the memory before they are there.
fn bytes(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length {
        return Ok(bytes);
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() {
        let inputs = BTreeMap::from([("fonts".to_owned(), "Tinos".to_owned())]);
        let request =
            Request::Start { version: VERSION, inputs, layouts: vec!["/a".to_owned()], memory: None };
        let mut pipe = Vec::new();
        write(&mut pipe, &request, &[b"one", b""]).unwrap();
        write(&mut pipe, &Reply::Ready, &[]).unwrap();
        let mut pipe = pipe.as_slice();
        assert_eq!(read(&mut pipe).unwrap(), Some((request, vec![b"one".to_vec(), Vec::new()])));
        assert_eq!(read(&mut pipe).unwrap(), Some((Reply::Ready, Vec::new())));
        assert_eq!(read::<Reply>(&mut pipe).unwrap(), None);
    }

    #[test]
    fn a_torn_frame_is_an_error() {
        let reply = Reply::Done { pages: 1, warnings: Vec::new(), memory: None };
        let frame = encode(&reply, &[b"pdf"]).unwrap();
        for end in 1..frame.len() {
            assert!(read::<Reply>(&mut &frame[..end]).is_err(), "{end} of {} bytes", frame.len());
        }
    }

    #[test]
    fn a_text_is_not_taken_for_a_frame() {
        let error = read::<Reply>(&mut b"usage: something else".as_slice()).unwrap_err();
        assert_eq!(error.to_string(), "this is not a worker's message");
    }
}
