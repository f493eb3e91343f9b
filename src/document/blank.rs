//! Blanks: what is missing and prints as a dotted line, to be filled in by hand.
//!
//! In rendered text a blank is written [`OPEN`], what is missing, [`CLOSE`]. Both are private-use
//! characters that data never contains, so that a blank passes through templates and Markdown as text.

use super::Inline;

/// The character before what is missing.
pub const OPEN: char = '\u{E000}';

/// The character after what is missing.
pub const CLOSE: char = '\u{E001}';

/// Writes the blank for what is missing.
pub fn mark(what: &str) -> String {
    format!("{OPEN}{what}{CLOSE}")
}

/// A mark without its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the marks U+E000 and U+E001 of a blank don't come in pairs")]
pub(super) struct Unpaired;

/// Splits a text into words and blanks.
pub(super) fn split(text: &str) -> Result<Vec<Inline>, Unpaired> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (what, after) = after.split_once(CLOSE).ok_or(Unpaired)?;
        if before.contains(CLOSE) || what.contains(OPEN) {
            return Err(Unpaired);
        }
        parts.extend(words(before));
        parts.push(Inline::Blank(what.to_owned()));
        rest = after;
    }
    if rest.contains(CLOSE) {
        return Err(Unpaired);
    }
    parts.extend(words(rest));
    Ok(parts)
}

fn words(text: &str) -> Option<Inline> {
    (!text.is_empty()).then(|| Inline::Text(text.to_owned()))
}

/// Returns what is missing in a text.
///
/// A mark without its partner is passed over: strings of the frame reach the layout as they are.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(OPEN).skip(1).filter_map(|part| Some(part.split_once(CLOSE)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_cut_out_of_its_text() {
        let text = format!("năm {}.", mark("năm ký"));
        let expected =
            [Inline::Text("năm ".into()), Inline::Blank("năm ký".into()), Inline::Text(".".into())];
        assert_eq!(split(&text).unwrap(), expected);
    }

    #[test]
    fn marks_come_in_pairs() {
        for text in ["a\u{E000}b", "a\u{E001}b", "\u{E000}a\u{E000}b\u{E001}", "\u{E001}\u{E000}a\u{E001}"] {
            assert_eq!(split(text), Err(Unpaired), "{text:?}");
        }
    }

    #[test]
    fn names_are_listed_in_order() {
        let text = format!("{} và {}", mark("số"), mark("ngày"));
        assert_eq!(names(&text).collect::<Vec<_>>(), ["số", "ngày"]);
    }
}
