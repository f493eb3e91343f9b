//! The emitters: each prints a [`Document`](crate::document::Document) in one format.
//!
//! They see no unit, no honour and no template, only what a document says.

pub mod register;
pub mod typst;

pub use typst::TypstSource;
