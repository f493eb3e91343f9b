//! How wide texts are in the built-in font, whose widths are those of Times New Roman.
//!
//! An estimate before anything is laid out: pairs of letters that are moved together are not known here. A test holds it
//! against what Typst measures.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The families that documents and their charts are set in, the best first; they have the same widths.
pub const FAMILIES: [&str; 3] = ["Times New Roman", "Tinos", "Liberation Serif"];

/// How strong the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As in running text.
    Regular,
    /// Bold.
    Bold,
}

/// A width in units of the font, of which a letter of any size is [`PER_EM`] high.
pub type Units = u64;

/// How many units there are to the size of the letters.
pub const PER_EM: Units = 2048;

macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../templates/fonts/", $name)))
    };
}

/// The files of Liberation Serif, which has the widths of Times New Roman and all Vietnamese letters.
pub const FILES: [(&str, &[u8]); 4] = [
    file!("LiberationSerif-Bold.ttf"),
    file!("LiberationSerif-BoldItalic.ttf"),
    file!("LiberationSerif-Italic.ttf"),
    file!("LiberationSerif-Regular.ttf"),
];

static BOLD: LazyLock<Face<'static>> = LazyLock::new(|| face(FILES[0].1));
static REGULAR: LazyLock<Face<'static>> = LazyLock::new(|| face(FILES[3].1));

fn face(bytes: &'static [u8]) -> Face<'static> {
    Face::parse(bytes, 0).expect("the fonts inside the program are whole")
}

/// Returns how wide a text is on one line.
pub fn width(text: &str, weight: Weight) -> Units {
    let face = match weight {
        Weight::Regular => &*REGULAR,
        Weight::Bold => &*BOLD,
    };
    let advance = |letter| face.glyph_hor_advance(face.glyph_index(letter)?);
    // A letter that the font has not is taken for a wide one.
    text.chars().map(|letter| advance(letter).map_or(PER_EM, Units::from)).sum()
}

/// Returns the width of the narrowest column in which a text takes no more than so many lines.
///
/// Lines are broken between words only.
pub fn narrowest(text: &str, weight: Weight, lines: usize) -> Units {
    let words: Vec<Units> = text.split_whitespace().map(|word| width(word, weight)).collect();
    let space = width(" ", weight);
    let (mut low, mut high) = (words.iter().copied().max().unwrap_or(0), width(text, weight));
    while low < high {
        let middle = low.midpoint(high);
        if line_count(&words, space, middle) <= lines { high = middle } else { low = middle + 1 }
    }
    low
}

/// Counts the lines that words fill in a column.
fn line_count(words: &[Units], space: Units, column: Units) -> usize {
    let mut lines = 0;
    let mut room = 0;
    for &word in words {
        if lines == 0 || room < space + word {
            lines += 1;
            room = column.saturating_sub(word);
        } else {
            room -= space + word;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_times() {
        // From the tables of Times New Roman: 1024, 1366 and 512 of 2048.
        assert_eq!(width("0", Weight::Regular), 1024);
        assert_eq!(width("C", Weight::Regular), 1366);
        assert_eq!(width(" ", Weight::Bold), 512);
        assert_eq!(width("ế", Weight::Regular), width("e", Weight::Regular));
    }

    #[test]
    fn the_narrowest_column_is_that_of_the_longest_line() {
        let word = width("aaaa", Weight::Regular);
        let space = width(" ", Weight::Regular);
        assert_eq!(narrowest("aaaa aaaa aaaa", Weight::Regular, 1), 3 * word + 2 * space);
        assert_eq!(narrowest("aaaa aaaa aaaa", Weight::Regular, 2), 2 * word + space);
        assert_eq!(narrowest("aaaa aaaa aaaa", Weight::Regular, 3), word);
        assert_eq!(narrowest("aaaa aaaa aaaa", Weight::Regular, 9), word);
        assert_eq!(narrowest("", Weight::Regular, 1), 0);
    }
}
