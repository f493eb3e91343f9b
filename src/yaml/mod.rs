//! YAML text → a tree that remembers places, and the tree → values.
//!
//! The tree keeps each scalar as it was written: whether `no` is a word and `010` a code is for the
//! model to say, never for the look of a scalar. Decoding goes on after a mistake, so that one run
//! reports every problem of every record.

mod decode;
mod lines;
mod records;
mod tree;

pub use decode::{Decode, Decoder, Fields, Located, Markdown, Reference, excerpt, listed};
pub(crate) use records::{choices, record, variants};
pub use tree::{Entry, Limits, Node, Value, parse};
