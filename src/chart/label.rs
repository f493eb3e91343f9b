//! The letters of a chart, and how much room they take.

use std::sync::LazyLock;

use plotters::prelude::{BLACK, FontDesc, FontFamily, FontStyle, TextStyle};
use unicode_normalization::UnicodeNormalization;

use crate::document::{Inline, UNKNOWN};
use crate::measure;

/// The families to try: those of the text around, all with the widths of Times.
static FAMILIES: LazyLock<String> = LazyLock::new(|| format!("{}, serif", measure::FAMILIES.join(", ")));

/// The size of letters: ten points.
pub(super) const SIZE: u32 = 35;

/// From line to line.
pub(super) const PITCH: u32 = 42;

/// Where a label stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It starts there.
    Start,
    /// Its middle is there.
    Middle,
}

/// A line of letters.
#[derive(Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) anchor: Anchor,
    pub(super) size: u32,
    style: FontStyle,
}

impl Label {
    pub(super) fn new(text: &str, anchor: Anchor) -> Self {
        Self { text: text.to_owned(), anchor, size: SIZE, style: FontStyle::Normal }
    }

    pub(super) fn italic(self) -> Self {
        Self { style: FontStyle::Italic, ..self }
    }

    pub(super) fn sized(self, size: u32) -> Self {
        Self { size, ..self }
    }

    pub(super) fn style(&self) -> TextStyle<'static> {
        TextStyle::from(described(self.size, self.style)).color(&BLACK)
    }
}

/// Returns the letters of the scale.
pub(super) fn font() -> TextStyle<'static> {
    TextStyle::from(described(SIZE, FontStyle::Normal)).color(&BLACK)
}

#[expect(clippy::float_arithmetic, reason = "the crate writes the size that it is given divided by 1.24")]
fn described(size: u32, style: FontStyle) -> FontDesc<'static> {
    FontDesc::new(FontFamily::Name(&FAMILIES), f64::from(size) * 1.24, style)
}

/// Returns the words of a text on one line, without what XML has no room for.
pub(super) fn plain(content: &[Inline]) -> String {
    let words: String = content
        .iter()
        .map(|inline| match inline {
            Inline::Text(words) => words.as_str(),
            // The texts of a chart have only words and blanks.
            _ => UNKNOWN,
        })
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| is_drawn(*letter)).collect()
}

fn is_drawn(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

/// Returns about how wide a text is, in the letters of Times; rather more than less.
pub(super) fn width(text: &str, size: u32) -> u32 {
    // Marks above and below letters take no room of their own.
    let thousandths: u32 = text.nfd().map(thousandths).sum();
    thousandths * size / 1000
}

fn thousandths(letter: char) -> u32 {
    match letter {
        '\u{300}'..='\u{36F}' => 0,
        '.' | ',' | ' ' | ':' | ';' | '\'' | '/' | 'i' | 'j' | 'l' | 't' => 280,
        '-' | '(' | ')' | 'f' | 'r' | 'I' | '“' | '”' | '"' | 's' | 'J' => 445,
        '0'..='9' | 'a'..='h' | 'k' | 'n'..='q' | 'u' | 'v' | 'x'..='z' | 'đ' | '–' => 500,
        'A'..='L' | 'N'..='V' | 'X'..='Z' | 'w' | 'Đ' => 722,
        _ => 1000,
    }
}

/// Returns a text, or so much of it as there is room for.
pub(super) fn shortened(text: &str, room: u32, size: u32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        let longer = format!("{short}{letter}{UNKNOWN}");
        if width(&longer, size) > room {
            break;
        }
        short.push(letter);
    }
    short.trim_end().to_owned() + UNKNOWN
}

/// Returns a text as lines of so much room, at most so many; what has no room is left out: the table has the whole.
pub(super) fn wrapped(content: &[Inline], room: u32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in plain(content).split(' ') {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if full || width(&format!("{line} {word}"), SIZE) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| shortened(line, room, SIZE)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> [Inline; 1] {
        [Inline::Text(text.to_owned())]
    }

    #[test]
    fn a_chart_is_set_in_the_families_of_the_text() {
        let (own, last) = FAMILIES.rsplit_once(", ").unwrap();
        assert_eq!((own.split(", ").collect::<Vec<_>>(), last), (measure::FAMILIES.to_vec(), "serif"));
    }

    #[test]
    fn tones_take_no_room() {
        assert_eq!(width("Ộ", SIZE), width("O", SIZE));
        assert!(width("2011 - 2015", SIZE) > width("2011", SIZE) * 2);
    }

    #[test]
    fn a_name_has_as_many_lines_as_it_needs_and_no_more_than_there_are() {
        assert_eq!(wrapped(&words("2011 - 2015"), 300, 3), ["2011 - 2015"]);
        assert_eq!(wrapped(&words("Văn phòng Chính phủ"), 200, 3), ["Văn phòng", "Chính phủ"]);
        let lines = wrapped(&words("một hai ba bốn năm sáu bảy"), 80, 2);
        assert_eq!(lines, ["một", "hai…"]);
    }

    #[test]
    fn what_xml_has_no_room_for_is_left_out() {
        let text = [Inline::Text("a\u{1}\n b\u{FFFE}".to_owned()), Inline::Blank("năm".to_owned())];
        assert_eq!(plain(&text), "a b…");
    }
}
