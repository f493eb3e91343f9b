//! The tree of a document's text: blocks, and what stands inside their lines.

use super::chart::Chart;
use super::frame::Signature;
use super::sheet::Sheet;
use super::table::Table;

/// A part of the text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for the highest, 6 for the lowest.
        level: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, numbered or not.
    List {
        /// The number of the first item; `None` if the items have no numbers.
        start: Option<u64>,
        /// Whether the items stand close to each other: their paragraphs are then single lines of the
        /// list rather than paragraphs.
        tight: bool,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text shown as it is, character by character.
    Code {
        /// The language that the fence names.
        language: Option<String>,
        /// The text, without the last line break.
        text: String,
    },
    /// A rule across the page.
    Rule,
    /// A table.
    Table(Table),
    /// What follows starts on a new page.
    PageBreak,
    /// Dotted lines to be filled in by hand.
    Blank {
        /// How many.
        lines: u32,
    },
    /// Signatures inside the text.
    Signatures(Vec<Signature>),
    /// What follows is an appendix.
    Appendix(Appendix),
    /// A certificate, on a page of its own.
    Sheet(Sheet),
    /// A picture on lines of its own.
    Figure(Image),
    /// A chart with its numbers.
    Chart(Chart),
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Strongly stressed words.
    Strong(Vec<Inline>),
    /// Words struck out.
    Strikethrough(Vec<Inline>),
    /// Text shown as it is, character by character.
    Code(String),
    /// A link.
    Link {
        /// Where it leads; may be empty.
        target: String,
        /// What a reader may be told about it.
        title: Option<String>,
        /// The words that carry it.
        content: Vec<Inline>,
    },
    /// A line break of the source that has no meaning: a space.
    SoftBreak,
    /// A line break.
    LineBreak,
    /// Something missing, to be filled in by hand: what it is.
    Blank(String),
    /// A picture among the words.
    Image(Image),
}

/// The head of an appendix, which starts on a new page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appendix {
    /// Its number: “Phụ lục I”.
    pub label: Option<Vec<Inline>>,
    /// Its title.
    pub title: Option<Vec<Inline>>,
    /// What it belongs to: “(Kèm theo Quyết định số …)”.
    pub note: Option<Vec<Inline>>,
    /// Whether its pages lie on their side, for wide tables.
    pub landscape: bool,
}

impl Appendix {
    /// Returns its lines from top to bottom.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Inline]> {
        self.label.iter().chain(&self.title).chain(&self.note).map(Vec::as_slice)
    }
}

/// A picture inside the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its path from the project folder, with forward slashes and never upwards.
    pub path: String,
    /// What can be seen on it, for those who can't see it; not empty.
    pub alt: String,
}

/// A leaf or branch met by [`Block::visit`].
pub(super) enum Part<'a> {
    Inline(&'a Inline),
    Figure(&'a Image),
    Signature(&'a Signature),
    Sheet(&'a Sheet),
}

impl Block {
    /// Shows all parts of the block to `see`, in reading order.
    pub(super) fn visit<'a>(&'a self, see: &mut impl FnMut(Part<'a>)) {
        match self {
            Self::Heading { content, .. } | Self::Paragraph(content) => visit_all(content, see),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.visit(see)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.visit(see)),
            Self::Table(table) => table.texts().for_each(|text| visit_all(text, see)),
            Self::Signatures(signatures) => {
                signatures.iter().map(Part::Signature).for_each(see);
            }
            Self::Appendix(appendix) => appendix.lines().for_each(|line| visit_all(line, see)),
            Self::Figure(image) => see(Part::Figure(image)),
            Self::Chart(chart) => chart.texts().for_each(|text| visit_all(text, see)),
            Self::Sheet(sheet) => see(Part::Sheet(sheet)),
            Self::Code { .. } | Self::Rule | Self::PageBreak | Self::Blank { .. } => {}
        }
    }
}

fn visit_all<'a>(content: &'a [Inline], see: &mut impl FnMut(Part<'a>)) {
    for inline in content {
        see(Part::Inline(inline));
        match inline {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link { content, .. } => visit_all(content, see),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::SoftBreak
            | Inline::LineBreak
            | Inline::Blank(_)
            | Inline::Image(_) => {}
        }
    }
}
