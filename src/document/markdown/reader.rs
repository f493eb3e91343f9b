//! The events of pulldown-cmark, one after the other, and what is refused on the way.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Parser, TextMergeWithOffset};

use super::OPTIONS;
use crate::document::{Problem, blank};

/// How deep quotations, list items and styles may be nested.
///
/// Typst gives up at 64 nested elements, of which a quotation takes four and the layout some; people
/// need a handful. The limit also bounds the recursion of all that walk the tree.
const DEEPEST: usize = 10;

/// Reads a text from its start to its end.
pub(super) struct Reader<'a> {
    events: Peekable<TextMergeWithOffset<'a, OffsetIter<'a>>>,
    line_starts: Vec<usize>,
    depth: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(markdown: &'a str) -> Self {
        let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
        let breaks = markdown.match_indices('\n').map(|(at, _)| at + 1);
        let mut reader = Self {
            events: TextMergeWithOffset::new(events).peekable(),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            depth: 0,
            problems: Vec::new(),
        };
        reader.refuse_control_characters(markdown);
        reader
    }

    /// Returns all that was refused, in the order of lines.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }

    /// Returns the next event, unless it ends what is being read.
    pub(super) fn peek(&mut self) -> Option<&Event<'a>> {
        let (event, _) = self.events.peek()?;
        (!matches!(event, Event::End(_))).then_some(event)
    }

    /// Takes the next event and its line, unless it ends what is being read.
    pub(super) fn next(&mut self) -> Option<(Event<'a>, usize)> {
        self.peek()?;
        let (event, range) = self.events.next()?;
        Some((event, self.line(&range)))
    }

    /// Reads what is inside a tag that was just opened, and closes it.
    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let content = read(self);
        self.skip_to_end();
        content
    }

    /// Reads what is inside a tag that may hold itself; nothing if it does so too often.
    pub(super) fn nested<T: Default>(&mut self, line: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth == DEEPEST {
            self.refuse(line, format!("nested more than {DEEPEST} levels deep"));
            return self.inside(|_| T::default());
        }
        self.depth += 1;
        let content = self.inside(read);
        self.depth -= 1;
        content
    }

    /// Answers whether what is being read stands inside a list item or a quotation.
    pub(super) fn is_nested(&self) -> bool {
        self.depth > 0
    }

    /// Adds a problem, unless the last one says the same of the line.
    pub(super) fn refuse(&mut self, line: usize, message: impl Into<String>) {
        self.add(Problem { line, message: message.into(), help: None });
    }

    /// Adds a problem and what to do about it.
    pub(super) fn refuse_with_help(&mut self, line: usize, message: impl Into<String>, help: &str) {
        self.add(Problem { line, message: message.into(), help: Some(help.to_owned()) });
    }

    /// Adds problems.
    pub(super) fn refuse_all(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            self.add(problem);
        }
    }

    /// Refuses blanks where only plain characters can be printed.
    pub(super) fn refuse_blanks(&mut self, text: &str, place: &str, line: usize) {
        if text.contains([blank::OPEN, blank::CLOSE]) {
            self.refuse(line, format!("a blank can't stand in {place}"));
        }
    }

    /// Refuses raw HTML, but for comments, which print nothing.
    pub(super) fn refuse_html(&mut self, html: &str, line: usize) {
        if !is_comments(html) {
            let help = r"use Markdown; where the sign itself is meant, write `\<`";
            self.refuse_with_help(line, "raw HTML is not printed", help);
        }
    }

    /// Refuses what no font can print.
    fn refuse_control_characters(&mut self, markdown: &str) {
        for (at, found) in markdown.char_indices() {
            if found.is_control() && !matches!(found, '\t' | '\n' | '\r') {
                let line = self.line(&(at..at));
                let number = u32::from(found);
                self.refuse(line, format!("control character U+{number:04X} in the text"));
            }
        }
    }

    fn add(&mut self, problem: Problem) {
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
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
