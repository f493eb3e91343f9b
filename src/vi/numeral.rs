//! Numbers that name a place in an order: ordinals, classes, Roman numerals, letters of points.

use super::words::number_in_words;

/// The letters that name points of an article, in the order of the Vietnamese alphabet.
///
/// Legal texts leave out the letters with a circumflex, breve or horn; only `đ` has its place.
const POINT_LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'x', 'y',
];

/// Returns an ordinal: `thứ nhất`, `thứ hai`, `thứ tư`.
pub fn ordinal(number: u64) -> String {
    match number {
        1 => "thứ nhất".to_owned(),
        4 => "thứ tư".to_owned(),
        _ => format!("thứ {}", number_in_words(number)),
    }
}

/// Returns the name of a class of an order or medal: `hạng Nhất`; there are three.
pub fn class_name(class: u8) -> Option<&'static str> {
    match class {
        1 => Some("hạng Nhất"),
        2 => Some("hạng Nhì"),
        3 => Some("hạng Ba"),
        _ => None,
    }
}

/// Returns a Roman numeral; numbers that have none (0, and from 4000 on) stay in figures.
pub fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            numeral.push_str(letters);
            rest -= value;
        }
    }
    numeral
}

/// Returns the letter of the point with this index, counted from 0; there are 23.
pub fn point_letter(index: usize) -> Option<char> {
    POINT_LETTERS.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_have_their_own_first_and_fourth() {
        let cases = [
            (1, "thứ nhất"),
            (2, "thứ hai"),
            (4, "thứ tư"),
            (5, "thứ năm"),
            (10, "thứ mười"),
            (14, "thứ mười bốn"),
            (21, "thứ hai mươi mốt"),
            (24, "thứ hai mươi tư"),
        ];
        for (number, text) in cases {
            assert_eq!(ordinal(number), text);
        }
    }

    #[test]
    fn there_are_three_classes() {
        let names = [0, 1, 2, 3, 4].map(class_name);
        assert_eq!(names, [None, Some("hạng Nhất"), Some("hạng Nhì"), Some("hạng Ba"), None]);
    }

    #[test]
    fn roman_numerals_subtract() {
        let cases = [
            (0, "0"),
            (1, "I"),
            (4, "IV"),
            (9, "IX"),
            (14, "XIV"),
            (40, "XL"),
            (1975, "MCMLXXV"),
            (3999, "MMMCMXCIX"),
            (4000, "4000"),
        ];
        for (number, numeral) in cases {
            assert_eq!(roman(number), numeral);
        }
    }

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let letters: String = (0..).map_while(point_letter).collect();
        assert_eq!(letters, "abcdđeghiklmnopqrstuvxy");
    }
}
