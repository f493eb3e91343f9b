//! How diagnostics are shown: one file a format, all from the same data.
//!
//! Each writes every diagnostic it gets, in the order it gets them, and nothing else: counting and
//! summing up is for the program. A new format (github, sarif, junit) is a new file here.

mod excerpt;
mod human;
mod json;
mod short;

use std::borrow::Cow;
use std::ops::Range;

use crate::source::{Position, SourceMap, Span};

pub use human::human;
pub use json::json;
pub use short::short;

/// A span that is known to lie in its text, with the numbers that people count by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    bytes: Range<usize>,
}

impl<'a> Place<'a> {
    fn of(span: Span, sources: &'a SourceMap) -> Self {
        let file = sources.file(span.file);
        let bytes = within(file.text(), span.range());
        Self { file: file.name(), start: file.position(bytes.start), end: file.position(bytes.end), bytes }
    }
}

/// Returns the range moved into the text and onto the boundaries of characters.
///
/// A span beside its text is a mistake of ours, but no reason to hide the user's.
fn within(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    start..text.ceil_char_boundary(range.end).max(start)
}

/// Returns a text on one line that can't do anything to a terminal.
fn one_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| is_unseen(c) || matches!(c, '\n' | '\t'))
}

/// Returns a text with its lines and tabs that can't do anything else to a terminal.
fn some_lines(text: &str) -> Cow<'_, str> {
    replaced(text, is_unseen)
}

/// Puts one visible character for each one that has none, so that a caret can point at it.
fn replaced(text: &str, is_bad: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_bad) {
        return Cow::Borrowed(text);
    }
    let visible = |c| match c {
        '\n' | '\t' if is_bad(c) => ' ',
        _ if is_bad(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    Cow::Owned(text.chars().map(visible).collect())
}

/// Answers whether a character shows nothing, or commands a terminal.
fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(
            c,
            '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_moved_into_the_text() {
        let cases = [
            (("Vụ", 0..1), 0..1),
            (("Vụ", 2..3), 1..4),
            (("Vụ", 3..99), 1..4),
            (("Vụ", 99..99), 4..4),
            (("", 5..7), 0..0),
        ];
        for ((text, range), expected) in cases {
            assert_eq!(within(text, range), expected);
        }
    }

    #[test]
    fn what_can_not_be_seen_is_made_visible() {
        assert_eq!(one_line("Vụ\n\u{1b}[31m\u{200b}"), "Vụ \u{fffd}[31m\u{fffd}");
        assert_eq!(some_lines("một\n\thai\u{9b}"), "một\n\thai\u{fffd}");
    }
}
