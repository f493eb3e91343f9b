//! Texts and places in them.
//!
//! Every value that was read remembers its [`Span`]; a [`SourceMap`] turns that into file, line and
//! column. Nothing here knows what the texts mean.

use std::ops::Range;
use std::sync::OnceLock;

/// A text known to a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A place in a source text, as a range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// Returns the span of `range` in `file`.
    ///
    /// Texts are limited to far less than 4 GiB when they are read, so a place always fits.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: place(range.start), end: place(range.end) }
    }

    /// Returns the range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the span of `range`, counted in bytes from the start of this one.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Self {
        let base = self.start as usize;
        Self::new(self.file, base + range.start..base + range.end)
    }
}

/// A place as people count it: both numbers start at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A text and the name under which people know it.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    /// Exactly as long as it is: all texts stay in memory.
    text: Box<str>,
    /// Found when a place is first asked for: most files have nothing to be said about.
    line_starts: OnceLock<Vec<usize>>,
}

impl SourceFile {
    /// Returns the name: a path relative to the project, with forward slashes.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        let line_starts = self.line_starts.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let line = line_starts.partition_point(|&start| start <= byte);
        let start = line_starts[line - 1];
        let before = self.text.get(start..byte).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }
}

/// All texts of one run.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a text.
    ///
    /// # Panics
    ///
    /// At the 2^32nd text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let (name, text) = (name.into(), text.into().into_boxed_str());
        self.files.push(SourceFile { name, text, line_starts: OnceLock::new() });
        FileId(u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files"))
    }

    /// Returns a text.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Returns all texts in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Lets go of the text of a file, of which only the name is still needed: no place in it can be shown any more.
    pub fn release(&mut self, id: FileId) {
        let file = &mut self.files[id.0 as usize];
        (file.text, file.line_starts) = (Box::default(), OnceLock::new());
    }

    /// Returns the position of the start of a span.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start as usize)
    }

    /// Returns the text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = SourceMap::default();
        let text = "tên: Vụ\nđơn vị: Cục\n";
        let file = sources.add("data/a.yaml", text);
        let at = text.find("Cục").unwrap();
        let span = Span::new(file, at..at + "Cục".len());
        assert_eq!(sources.position(span), Position { line: 2, column: 9 });
        assert_eq!(sources.slice(span), "Cục");
    }

    #[test]
    fn a_released_text_leaves_its_name() {
        let mut sources = SourceMap::default();
        let (first, second) = (sources.add("a", "x\ny"), sources.add("b", "z"));
        sources.release(first);
        assert_eq!((sources.file(first).name(), sources.file(first).text()), ("a", ""));
        assert_eq!(sources.position(Span::new(first, 2..3)), Position { line: 1, column: 1 });
        assert_eq!(sources.slice(Span::new(second, 0..1)), "z");
    }

    #[test]
    fn the_end_of_the_text_has_a_position() {
        let mut sources = SourceMap::default();
        let file = sources.add("a", "x\n");
        assert_eq!(sources.file(file).position(2), Position { line: 2, column: 1 });
    }
}
