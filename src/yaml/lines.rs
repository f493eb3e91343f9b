//! Where the letters of a scalar stand in the source that it was read from.

use std::ops::Range;

/// The lines of a scalar: where each begins in its text and in its source.
///
/// Folding and indentation only change white space, so a line of the source is found again in the text letter by letter.
/// An escape ends that: what stands behind one has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    lines: Box<[Line]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    text: usize,
    source: usize,
    /// Where its letters end in the text.
    end: usize,
}

impl Lines {
    /// Finds the lines of a text in the source of its scalar.
    pub(super) fn of(source: &str, text: &str) -> Self {
        let white = |text: &str| text.len() - text.trim_start().len();
        let mut at = usize::from(source.starts_with(['"', '\'']));
        let mut read = 0;
        let mut lines = vec![Line { text: 0, source: at, end: 0 }];
        while read < text.len() {
            let Some(rest) = source.get(at..) else { break };
            let (in_text, in_source) = (white(&text[read..]), white(rest));
            if in_source > 0 && (in_text > 0 || read == 0) {
                read += in_text;
                at += in_source;
                if in_text != in_source || rest[..in_source].contains('\n') {
                    lines.push(Line { text: read, source: at, end: read });
                }
                continue;
            }
            let Some(letter) = text[read..].chars().next().filter(|letter| rest.starts_with(*letter)) else {
                break;
            };
            read += letter.len_utf8();
            at += letter.len_utf8();
            if let Some(line) = lines.last_mut() {
                line.end = read;
            }
        }
        Self { lines: lines.into_boxed_slice() }
    }

    /// Returns the place of a part of the text, if it stands on one line of the source.
    pub(super) fn find(&self, part: Range<usize>) -> Option<Range<usize>> {
        let after = self.lines.partition_point(|line| line.text <= part.start);
        let line = self.lines.get(after.checked_sub(1)?)?;
        let source = |byte: usize| byte - line.text + line.source;
        (part.end <= line.end).then(|| source(part.start)..source(part.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place<'s>(source: &'s str, text: &str, words: &str) -> Option<&'s str> {
        let at = text.find(words).unwrap();
        Lines::of(source, text).find(at..at + words.len()).map(|range| &source[range])
    }

    #[test]
    fn a_part_is_found_on_its_line() {
        for (source, text, words) in [
            ("có 12 tập thể", "có 12 tập thể", "12"),
            ("'có 12 tập thể'", "có 12 tập thể", "có"),
            ("có\n\n    12 tập thể", "có\n12 tập thể", "12 tập"),
            ("> Một.\n\n  Có 7.\n", "> Một.\n\nCó 7.\n", "7"),
            ("có\n      12 tập thể", "có 12 tập thể", "12 tập thể"),
        ] {
            assert_eq!(place(source, text, words), Some(words), "{source}");
        }
    }

    #[test]
    fn what_runs_over_two_lines_or_stands_behind_an_escape_has_no_place() {
        assert_eq!(place("có\n  12", "có 12", "có 12"), None);
        assert_eq!(place(r#""có \u0031 và 2""#, "có 1 và 2", "2"), None);
    }
}
