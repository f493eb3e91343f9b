//! Different spellings of the same words: placement of tones, forms for comparing, file names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::hygiene::is_plain;

/// The vowels that can carry the tone at the end of `oa`, `oe` and `uy`: without a tone, then with
/// huyền, sắc, hỏi, ngã, nặng.
const BEARERS: [[char; 6]; 5] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
];

/// Returns the text with the tone on the first vowel of an open `oa`, `oe`, `uy`: `hoà` gives
/// `hòa`, `Uỷ` gives `Ủy`.
///
/// Both placements are taught and in use; the newer one is that of Nghị định 30/2020/NĐ-CP.
/// Syllables with a final consonant (`hoàn`) and those with `qu` (`quý`) have only one placement.
/// Expects NFC.
pub fn with_new_tone_placement(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for second in 1..chars.len() {
        let Some(moved) = with_tone_moved(chars[second - 1], chars[second]) else { continue };
        let ends = !chars.get(second + 1).is_some_and(|next| is_letter(*next));
        let before = second.checked_sub(2).map(|at| chars[at]);
        if ends && !before.is_some_and(|c| matches!(c, 'q' | 'Q')) {
            chars[second - 1..=second].copy_from_slice(&moved);
        }
    }
    chars.into_iter().collect()
}

/// Returns the text with the tone on the second vowel of an open `oa`, `oe`, `uy`: `hòa` gives `hoà`, `Ủy` gives `Uỷ`.
///
/// Expects NFC.
pub fn with_old_tone_placement(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for second in 1..chars.len() {
        let ends = !chars.get(second + 1).is_some_and(|next| is_letter(*next));
        let before = second.checked_sub(2).map(|at| chars[at]);
        if !ends || before.is_some_and(|c| matches!(c, 'q' | 'Q')) {
            continue;
        }
        if let Some(moved) = with_tone_moved_on(chars[second - 1], chars[second]) {
            chars[second - 1..=second].copy_from_slice(&moved);
        }
    }
    chars.into_iter().collect()
}

/// Returns the text after a change to all of it but some names, each a whole word or several.
pub fn without_change_of(names: &[&str], text: &str, change: impl Fn(&str) -> String) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, name)) = first_of(names, rest) {
        changed += &change(&rest[..at]);
        changed += name;
        rest = &rest[at + name.len()..];
    }
    changed + &change(rest)
}

/// Finds the first of some names, of several at one place the longest.
fn first_of<'a>(names: &[&'a str], text: &str) -> Option<(usize, &'a str)> {
    let is_apart = |at: usize, name: &str| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.into_iter().chain(after).any(is_letter)
    };
    let found = names.iter().filter(|name| !name.is_empty()).filter_map(|name| {
        let (at, _) = text.match_indices(name).find(|(at, _)| is_apart(*at, name))?;
        Some((at, *name))
    });
    found.min_by_key(|(at, name)| (*at, std::cmp::Reverse(name.len())))
}

/// Returns the form under which two spellings of the same words are equal.
///
/// NFC, small letters, the newer placement of tones, white space collapsed. `i` and `y` stay apart:
/// they tell people's names from each other.
pub fn fold_for_compare(text: &str) -> String {
    let lower = text.to_lowercase();
    let lower = if is_plain(&lower) { lower } else { lower.nfc().collect() };
    let words: Vec<&str> = lower.split_whitespace().collect();
    with_new_tone_placement(&words.join(" "))
}

/// Returns the text as part of a file name: `Nguyễn Văn Đức` gives `nguyen-van-duc`.
///
/// Only `a` to `z`, digits and single hyphens are left, which may be nothing at all.
pub fn slug(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'đ' | 'ð' => result.push('d'),
            'a'..='z' | '0'..='9' => result.push(c),
            _ if result.is_empty() || result.ends_with('-') => {}
            _ => result.push('-'),
        }
    }
    result.truncate(result.trim_end_matches('-').len());
    result
}

/// Returns the two vowels with the tone of the second one on the first one.
fn with_tone_moved(first: char, second: char) -> Option<[char; 2]> {
    // Of nearly all letters this is all that has to be known.
    if !matches!(first, 'o' | 'O' | 'u' | 'U') || second.is_ascii() {
        return None;
    }
    let [lower_first, lower_second] = [to_lower(first), to_lower(second)];
    let (plain, tone) = BEARERS.iter().take(3).find_map(|row| {
        let tone = row.iter().position(|vowel| *vowel == lower_second)?;
        (tone > 0).then_some((row[0], tone))
    })?;
    if !matches!((lower_first, plain), ('o', 'a' | 'e') | ('u', 'y')) {
        return None;
    }
    let row = BEARERS.iter().find(|row| row[0] == lower_first)?;
    Some([with_case_of(first, row[tone]), with_case_of(second, plain)])
}

/// Returns the two vowels with the tone of the first one on the second one.
fn with_tone_moved_on(first: char, second: char) -> Option<[char; 2]> {
    let lower_first = to_lower(first);
    let (plain, tone) = BEARERS.iter().skip(3).find_map(|row| {
        let tone = row.iter().position(|vowel| *vowel == lower_first)?;
        (tone > 0).then_some((row[0], tone))
    })?;
    let lower_second = to_lower(second);
    if !matches!((plain, lower_second), ('o', 'a' | 'e') | ('u', 'y')) {
        return None;
    }
    let row = BEARERS.iter().find(|row| row[0] == lower_second)?;
    Some([with_case_of(first, plain), with_case_of(second, row[tone])])
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

fn to_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn with_case_of(model: char, c: char) -> char {
    if model.is_uppercase() { c.to_uppercase().next().unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_left_as_they_are() {
        let names = ["Hòa", "Lê Hòa", ""];
        for (text, expected) in [
            ("hòa và Hòa, Lê Hòa.", "hoà và Hòa, Lê Hòa."),
            ("Hòan thủy HòaHòa", "Hòan thuỷ HòaHoà"),
            ("Hòa", "Hòa"),
            ("", ""),
        ] {
            assert_eq!(without_change_of(&names, text, with_old_tone_placement), expected);
        }
    }

    #[test]
    fn old_placement_becomes_new() {
        let cases = [
            ("hoà", "hòa"),
            ("Hoà Bình", "Hòa Bình"),
            ("HOÀ", "HÒA"),
            ("khoẻ", "khỏe"),
            ("Uỷ ban", "Ủy ban"),
            ("thuỷ", "thủy"),
            ("xoã xoạ", "xõa xọa"),
            ("hòa", "hòa"),
            ("hoàn", "hoàn"),
            ("ngoài", "ngoài"),
            ("khuỷu", "khuỷu"),
            ("quý", "quý"),
            ("Quỳ", "Quỳ"),
            ("quà", "quà"),
            ("toàn hoạ", "toàn họa"),
            ("", ""),
            ("à", "à"),
        ];
        for (text, expected) in cases {
            assert_eq!(with_new_tone_placement(text), expected, "{text}");
        }
    }

    #[test]
    fn new_placement_becomes_old_and_comes_back() {
        let cases = [
            ("Đảng ủy", "Đảng uỷ"),
            ("ỦY BAN", "UỶ BAN"),
            ("Hòa, khỏe", "Hoà, khoẻ"),
            ("CỘNG HÒA", "CỘNG HOÀ"),
            ("hỏa tốc", "hoả tốc"),
            ("hoàn toàn", "hoàn toàn"),
            ("của mùa quý", "của mùa quý"),
            ("nguội lúa", "nguội lúa"),
            ("", ""),
        ];
        for (new, old) in cases {
            assert_eq!(with_old_tone_placement(new), old);
            assert_eq!(with_new_tone_placement(old), new);
        }
    }

    #[test]
    fn spellings_of_the_same_words_fold_together() {
        let pairs = [
            ("Thi đua  Yêu nước", "thi đua yêu nước"),
            ("Hoà", "Ho\u{300}a"),
            ("UỶ BAN", "Ủy ban"),
            ("ĐỨC", "đức"),
            ("a\u{a0}b\n", "a b"),
        ];
        for (left, right) in pairs {
            assert_eq!(fold_for_compare(left), fold_for_compare(right), "{left}");
        }
    }

    #[test]
    fn different_names_stay_apart() {
        let pairs = [("Lý", "Lí"), ("Thuý", "Thuy"), ("Đức", "Dức"), ("Hòa", "Hóa")];
        for (left, right) in pairs {
            assert_ne!(fold_for_compare(left), fold_for_compare(right), "{left}");
        }
    }

    #[test]
    fn slugs_are_plain_ascii() {
        let cases = [
            ("Nguyễn Văn Đức", "nguyen-van-duc"),
            ("Nguye\u{302}\u{303}n", "nguyen"),
            ("H'Hen Niê", "h-hen-nie"),
            ("Quyết định số 05/QĐ-UBND", "quyet-dinh-so-05-qd-ubnd"),
            ("  --Ưu--  tú ", "uu-tu"),
            ("../../etc", "etc"),
            ("日本", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "[hoaeuyqàáạèẻýỵHOÀUÝ \u{301}\u{a0}]{0,16}") {
            let folded = fold_for_compare(&text);
            prop_assert_eq!(fold_for_compare(&folded), folded);
        }
    }
}
