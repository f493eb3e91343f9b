//! What a document says, free of any output format.
//!
//! A [`Document`] is a [`Frame`] (number, title, signatories: what the layout draws) and a tree of
//! [`Block`]s, read from rendered Markdown by [`Document::parse`]. The emitters print it; nothing here
//! knows how it will look.

pub mod blank;
mod block;
mod frame;
mod markdown;
mod named;
mod plain;
mod table;
mod target;

pub use block::{Appendix, Block, Image, Inline};
pub use frame::{Frame, Meta, Signature};
pub use markdown::OPTIONS;
pub use table::{Align, Cell, Column, Table, Width};

/// A whole document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What the layout draws around the text.
    pub frame: Frame,
    /// The text.
    pub body: Vec<Block>,
}

/// A mistake in the rendered text of a document.
///
/// It knows only the line of the rendered Markdown; whoever rendered it knows the template and the
/// record, and makes a diagnostic of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line of the rendered Markdown; the first is 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Document {
    /// Reads the body from rendered Markdown.
    ///
    /// # Errors
    ///
    /// All that is refused, in the order of lines: raw HTML, links and images to forbidden places, named
    /// blocks whose content is not what their name promises, nesting without end.
    pub fn parse(frame: Frame, markdown: &str) -> Result<Self, Vec<Problem>> {
        let body = markdown::read(markdown)?;
        Ok(Self { frame, body })
    }

    /// Returns what is missing, in reading order: what each blank of the document stands for.
    pub fn blanks(&self) -> Vec<&str> {
        let mut blanks: Vec<&str> = self.frame.head().flat_map(blank::names).collect();
        for block in &self.body {
            block.visit(&mut |part| match part {
                block::Part::Inline(Inline::Blank(what)) => blanks.push(what),
                block::Part::Inline(_) | block::Part::Figure(_) => {}
                block::Part::Signature(signature) => {
                    blanks.extend(signature.lines().flat_map(blank::names));
                }
            });
        }
        blanks.extend(self.frame.foot().flat_map(blank::names));
        blanks
    }

    /// Returns the images of the body, in reading order: paths inside the project.
    pub fn images(&self) -> Vec<&str> {
        let mut images = Vec::new();
        for block in &self.body {
            block.visit(&mut |part| match part {
                block::Part::Inline(Inline::Image(image)) | block::Part::Figure(image) => {
                    images.push(image.path.as_str());
                }
                block::Part::Inline(_) | block::Part::Signature(_) => {}
            });
        }
        images
    }

    /// Returns the words of the body, one block a line.
    ///
    /// A blank reads as `…`; pictures have no words.
    pub fn plain_text(&self) -> String {
        plain::blocks(&self.body)
    }
}
