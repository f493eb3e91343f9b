//! Markdown to blocks: the events of pulldown-cmark, read by recursive descent.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag,
    TextMergeWithOffset,
};

use super::target::{self, Refused};
use super::{Align, Block, Cell, Column, Image, Inline, Problem, Table, Width, blank, named, plain};

/// The Markdown that is read: `CommonMark` with tables and struck-out text.
///
/// No smart punctuation: data prints as it was written. No footnotes: official documents have none.
pub const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// How deep quotations, list items and styles may be nested.
///
/// Typst gives up at 64 nested elements, of which a quotation takes four and the layout some; people
/// need a handful. The limit also bounds the recursion of all that walk the tree.
const DEEPEST: usize = 10;

/// Reads rendered Markdown; all that is refused comes back in the order of lines.
pub(super) fn read(markdown: &str) -> Result<Vec<Block>, Vec<Problem>> {
    let mut reader = Reader::new(markdown);
    reader.refuse_control_characters(markdown);
    let body = reader.blocks();
    if reader.problems.is_empty() {
        return Ok(body);
    }
    reader.problems.sort_by_key(|problem| problem.line);
    Err(reader.problems)
}

struct Reader<'a> {
    events: Peekable<TextMergeWithOffset<'a, OffsetIter<'a>>>,
    line_starts: Vec<usize>,
    depth: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(markdown: &'a str) -> Self {
        let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
        let breaks = markdown.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            events: TextMergeWithOffset::new(events).peekable(),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            depth: 0,
            problems: Vec::new(),
        }
    }

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
            _ => {
                self.skip_to_end();
                None
            }
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind, line: usize) -> Option<Block> {
        let mut text = self.inside(Self::raw_text);
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        if let Some(read) = language.and_then(named::reader) {
            let place = named::Place { fence: line, nested: self.depth > 0 };
            return read(&text, place).map_err(|problems| self.problems.extend(problems)).ok();
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

    /// Reads what stands in a line, up to the end of what holds it or to the next block.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        while self.peek().is_some_and(is_inline) {
            let Some((event, line)) = self.next() else { break };
            match event {
                Event::Text(text) => content.extend(self.words(&text, line)),
                Event::Code(text) => {
                    self.refuse_blanks(&text, "code", line);
                    content.push(Inline::Code(text.into_string()));
                }
                Event::InlineHtml(html) => self.refuse_html(&html, line),
                Event::SoftBreak => content.push(Inline::SoftBreak),
                Event::HardBreak => content.push(Inline::LineBreak),
                Event::Start(tag) => content.push(self.tagged_inline(tag, line)),
                _ => {}
            }
        }
        content
    }

    fn tagged_inline(&mut self, tag: Tag<'a>, line: usize) -> Inline {
        let content = self.nested(line, Self::inlines);
        match tag {
            Tag::Strong => Inline::Strong(content),
            Tag::Strikethrough => Inline::Strikethrough(content),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link((link_type, dest_url, title), content, line)
            }
            Tag::Image { dest_url, .. } => self.image(dest_url, &content, line),
            _ => Inline::Emphasis(content),
        }
    }

    fn words(&mut self, text: &str, line: usize) -> Vec<Inline> {
        blank::split(text).unwrap_or_else(|unpaired| {
            self.refuse(line, unpaired.to_string(), None);
            Vec::new()
        })
    }

    fn link(
        &mut self,
        (kind, target, title): (LinkType, CowStr, CowStr),
        content: Vec<Inline>,
        line: usize,
    ) -> Inline {
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.into_string(),
        };
        self.refuse_blanks(&target, "the target of a link", line);
        if let Err(refused) = target::check_link(&target) {
            self.refuse_target(refused, line);
        }
        let title = (!title.is_empty()).then(|| title.into_string());
        Inline::Link { target, title, content }
    }

    fn image(&mut self, path: CowStr, alt: &[Inline], line: usize) -> Inline {
        self.refuse_blanks(&path, "the path of an image", line);
        if let Err(refused) = target::check_image(&path) {
            self.refuse_target(refused, line);
        }
        Inline::Image(Image { path: path.into_string(), alt: plain::inlines(alt) })
    }

    /// Returns the next event, unless it ends what is being read.
    fn peek(&mut self) -> Option<&Event<'a>> {
        let (event, _) = self.events.peek()?;
        (!matches!(event, Event::End(_))).then_some(event)
    }

    /// Takes the next event and its line, unless it ends what is being read.
    fn next(&mut self) -> Option<(Event<'a>, usize)> {
        self.peek()?;
        let (event, range) = self.events.next()?;
        Some((event, self.line(&range)))
    }

    /// Reads what is inside a tag that was just opened, and closes it.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let content = read(self);
        self.skip_to_end();
        content
    }

    /// Reads what is inside a tag that may hold itself; nothing if it does so too often.
    fn nested<T: Default>(&mut self, line: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth == DEEPEST {
            self.refuse(line, format!("nested more than {DEEPEST} levels deep"), None);
            return self.inside(|_| T::default());
        }
        self.depth += 1;
        let content = self.inside(read);
        self.depth -= 1;
        content
    }

    /// Passes over what is left inside the open tag, and over its end.
    fn skip_to_end(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn line(&self, range: &Range<usize>) -> usize {
        self.line_starts.partition_point(|&start| start <= range.start)
    }

    /// Adds a problem, unless the line has the same one already.
    fn refuse(&mut self, line: usize, message: impl Into<String>, help: Option<&str>) {
        let problem = Problem { line, message: message.into(), help: help.map(str::to_owned) };
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
    }

    fn refuse_target(&mut self, refused: Refused, line: usize) {
        self.refuse(line, refused.message, Some(refused.help));
    }

    /// Refuses raw HTML, but for comments, which print nothing.
    fn refuse_html(&mut self, html: &str, line: usize) {
        if !is_comments(html) {
            let help = r"use Markdown; where the sign itself is meant, write `\<`";
            self.refuse(line, "raw HTML is not printed", Some(help));
        }
    }

    fn refuse_blanks(&mut self, text: &str, place: &str, line: usize) {
        if text.contains([blank::OPEN, blank::CLOSE]) {
            self.refuse(line, format!("a blank can't stand in {place}"), None);
        }
    }

    /// Refuses what no font can print.
    fn refuse_control_characters(&mut self, markdown: &str) {
        for (at, found) in markdown.char_indices() {
            if found.is_control() && !matches!(found, '\t' | '\n' | '\r') {
                let message = format!("control character U+{:04X} in the text", u32::from(found));
                self.refuse(self.line(&(at..at)), message, None);
            }
        }
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::SoftBreak
        | Event::HardBreak => true,
        _ => false,
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

/// Answers whether the HTML is nothing but whole comments.
fn is_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { return false };
        rest = after.trim_start();
    }
    rest.is_empty()
}
