//! What a document says, free of any output format.
//!
//! A [`Document`] is a [`Frame`] (number, title, signatories: what the layout draws) and a tree of
//! [`Block`]s, read from rendered Markdown by [`Document::parse`]. The emitters print it; nothing here
//! knows how it will look.

pub mod blank;
mod block;
mod chart;
mod frame;
mod house;
mod markdown;
mod named;
mod plain;
mod rewrite;
mod sheet;
mod table;
mod target;

pub use block::{Appendix, Block, Image, Inline};
pub use chart::{Chart, ChartKind, LARGEST_VALUE, Series, UNKNOWN, value_words};
pub use frame::{Frame, Marks, Meta, Signature};
pub use house::{House, Party};
pub use markdown::OPTIONS;
pub use sheet::{Area, Picture, Place, Printing, Sheet, SheetField, Stock};
pub use table::{Align, Cell, Column, Table, Width};
pub use target::{Refused, check_image, has_format};

use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        for picture in frame.stock.iter().flat_map(Stock::pictures) {
            check_image(picture).map_err(|Refused { message, help }| {
                vec![Problem { line: 1, message, help: Some(help.to_owned()) }]
            })?;
        }
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
                block::Part::Sheet(sheet) => blanks.extend(sheet.texts().flat_map(blank::names)),
            });
        }
        blanks.extend(self.frame.foot().flat_map(blank::names));
        blanks
    }

    /// Returns the images, those of the frame before those of the body, in reading order: paths inside the project.
    pub fn images(&self) -> Vec<&str> {
        let mut images: Vec<&str> = self.frame.stock.iter().flat_map(Stock::pictures).collect();
        for block in &self.body {
            block.visit(&mut |part| match part {
                block::Part::Inline(Inline::Image(image)) | block::Part::Figure(image) => {
                    images.push(image.path.as_str());
                }
                block::Part::Inline(_) | block::Part::Signature(_) | block::Part::Sheet(_) => {}
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(markdown: &str) -> Result<Document, Vec<Problem>> {
        Document::parse(Frame::new("state"), markdown)
    }

    fn problem(line: usize, message: &str) -> Problem {
        Problem { line, message: message.to_owned(), help: None }
    }

    #[test]
    fn blanks_are_listed_in_reading_order() {
        let text = "năm \u{E000}năm\u{E001}\n\n```signatures\n- name: \"\u{E000}thư ký\u{E001}\"\n```\n\n\
                    ```table\ncolumns: [{}]\nrows: [[\"\u{E000}tên\u{E001}\"]]\n```\n\n- *\u{E000}điểm\u{E001}*\n";
        let frame = Frame {
            number: Some(format!("Số: {}/BC", blank::mark("số"))),
            recipients: vec![blank::mark("nơi nhận")],
            ..Frame::new("state")
        };
        let document = Document::parse(frame, text).unwrap();
        assert_eq!(document.blanks(), ["số", "năm", "thư ký", "tên", "điểm", "nơi nhận"]);
    }

    #[test]
    fn images_are_listed_in_reading_order() {
        let document = parse("![a](a.png)\n\n> b [![b](b/b.svg)](#b)\n").unwrap();
        assert_eq!(document.images(), ["a.png", "b/b.svg"]);
    }

    #[test]
    fn plain_text_has_a_line_for_each_block() {
        let document =
            parse("# A *b*\n\nc\nd\\\ne \u{E000}f\u{E001}\n\n- g\n- `h`\n\n|i|j|\n|-|-|\n").unwrap();
        assert_eq!(document.plain_text(), "A b\nc d\ne …\ng\nh\ni\nj");
    }

    #[test]
    fn all_problems_are_reported_in_the_order_of_lines() {
        let problems = parse("a\n\n```blank\nlines: 0\n```\n\nb \u{E001}\n\n\u{1}\n").unwrap_err();
        let expected = [
            problem(4, "0 blank lines, expected 1 to 100"),
            problem(7, "the marks U+E000 and U+E001 of a blank don't come in pairs"),
            problem(9, "control character U+0001 in the text"),
        ];
        assert_eq!(problems, expected);
    }

    #[test]
    fn nesting_without_end_is_refused_once() {
        for opening in [">", "> ", "1. ", "*a **b ", "> - "] {
            let closing = if opening.starts_with('*') { "b** a*" } else { "" };
            let text = format!("a\n\n{}a{}", opening.repeat(100_000), closing.repeat(100_000));
            assert_eq!(parse(&text), Err(vec![problem(3, "nested more than 10 levels deep")]), "{opening}");
        }
    }

    #[test]
    fn a_figure_is_a_picture_alone_in_its_paragraph() {
        let document = parse("![a](a.png)\n\n![a](a.png) b\n").unwrap();
        let image = Image { path: "a.png".to_owned(), alt: "a".to_owned() };
        let words = Inline::Text(" b".to_owned());
        let expected = [Block::Figure(image.clone()), Block::Paragraph(vec![Inline::Image(image), words])];
        assert_eq!(document.body, expected);
    }
}
