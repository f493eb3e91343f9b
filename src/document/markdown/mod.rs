//! Markdown to blocks: the events of pulldown-cmark, read by recursive descent.

mod inline;
mod reader;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Tag};

use super::{Align, Block, Cell, Column, Inline, Problem, Table, Width, named};
use inline::is_inline;
use reader::Reader;

/// The Markdown that is read: `CommonMark` with tables and struck-out text.
///
/// No smart punctuation: data prints as it was written. No footnotes: official documents have none.
pub const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Reads rendered Markdown; all that is refused comes back in the order of lines.
pub(super) fn read(markdown: &str) -> Result<Vec<Block>, Vec<Problem>> {
    let mut reader = Reader::new(markdown);
    let body = reader.blocks();
    let problems = reader.into_problems();
    if problems.is_empty() { Ok(body) } else { Err(problems) }
}

impl<'a> Reader<'a> {
    /// Reads blocks up to the end of what holds them.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while self.peek().is_some() {
            blocks.extend(self.block());
        }
        blocks
    }

    /// Reads one block; `None` if nothing of it is printed.
    fn block(&mut self) -> Option<Block> {
        if self.peek().is_some_and(is_inline) {
            // The text of a tight list item has no paragraph of its own.
            return paragraph(self.inlines());
        }
        let (event, line) = self.next()?;
        match event {
            Event::Start(tag) => self.tagged_block(tag, line),
            Event::Rule => Some(Block::Rule),
            _ => None,
        }
    }

    fn tagged_block(&mut self, tag: Tag<'a>, line: usize) -> Option<Block> {
        match tag {
            Tag::Paragraph => paragraph(self.inside(Self::inlines)),
            Tag::Heading { level, .. } => {
                let content = self.inside(Self::inlines);
                Some(Block::Heading { level: level as u8, content })
            }
            Tag::BlockQuote(_) => Some(Block::Quote(self.nested(line, Self::blocks))),
            Tag::CodeBlock(kind) => self.code_block(&kind, line),
            Tag::HtmlBlock => {
                let html = self.inside(Self::raw_text);
                self.refuse_html(&html, line);
                None
            }
            Tag::List(start) => Some(self.list(start)),
            Tag::Table(alignments) => Some(self.table(&alignments)),
            _ => self.inside(|_| None),
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind, line: usize) -> Option<Block> {
        let mut text = self.inside(Self::raw_text);
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        if let Some(read) = language.and_then(named::reader) {
            let place = named::Place { fence: line, nested: self.is_nested() };
            return read(&text, place).map_err(|problems| self.refuse_all(problems)).ok();
        }
        self.refuse_blanks(&text, "code", line);
        if text.ends_with('\n') {
            text.pop();
        }
        Some(Block::Code { language: language.map(str::to_owned), text })
    }

    fn list(&mut self, start: Option<u64>) -> Block {
        let mut tight = true;
        let items = self.inside(|reader| {
            let mut items = Vec::new();
            while let Some((_item, line)) = reader.next() {
                items.push(reader.nested(line, |reader| reader.item(&mut tight)));
            }
            items
        });
        Block::List { start, tight, items }
    }

    /// Reads the blocks of a list item.
    ///
    /// That the list is loose can be seen only by this: the text of some item is a paragraph.
    fn item(&mut self, tight: &mut bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(event) = self.peek() {
            *tight &= !matches!(event, Event::Start(Tag::Paragraph));
            blocks.extend(self.block());
        }
        blocks
    }

    fn table(&mut self, alignments: &[Alignment]) -> Block {
        let mut head = self.inside(Self::table_rows);
        let rows = head.split_off(head.len().min(1));
        let columns = alignments.iter().map(|alignment| Column {
            width: Width::Auto,
            align: match alignment {
                Alignment::None => None,
                Alignment::Left => Some(Align::Left),
                Alignment::Center => Some(Align::Center),
                Alignment::Right => Some(Align::Right),
            },
        });
        let columns = columns.collect();
        Block::Table(Table { caption: None, columns, head, rows, foot: Vec::new(), size: None })
    }

    fn table_rows(&mut self) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        while self.next().is_some() {
            rows.push(self.inside(Self::table_cells));
        }
        rows
    }

    fn table_cells(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        while self.next().is_some() {
            cells.push(Cell::new(self.inside(Self::inlines)));
        }
        cells
    }

    /// Reads the text of a block that has nothing but text.
    fn raw_text(&mut self) -> String {
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            if let Event::Text(part) | Event::Html(part) = event {
                text.push_str(&part);
            }
        }
        text
    }
}

/// Makes a paragraph; a picture alone in one is a figure.
fn paragraph(mut content: Vec<Inline>) -> Option<Block> {
    match (content.pop()?, content.is_empty()) {
        (Inline::Image(image), true) => Some(Block::Figure(image)),
        (last, _) => {
            content.push(last);
            Some(Block::Paragraph(content))
        }
    }
}
