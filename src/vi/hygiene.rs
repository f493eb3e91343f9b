//! What is wrong with a text before anyone reads it: broken Unicode, invisible and look-alike
//! characters, legacy fonts.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::legacy::{LegacyFont, legacy_texts};

/// Something in a text that is not what it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: FaultKind,
    /// What to write there instead, where that can be computed; may be nothing at all.
    pub meant: Option<String>,
}

/// What kind of fault a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// Letters and their marks are separate characters, or marks are in the wrong order.
    NotNfc,
    /// A control character, or a line break where there can be none.
    Control(char),
    /// A character that nobody sees, or the sign that a character was lost.
    Invisible(char),
    /// A character without a meaning of its own.
    PrivateUse(char),
    /// A letter of another alphabet that looks like the one meant.
    LookAlike {
        /// The letter in the text.
        found: char,
        /// The letter that it looks like.
        meant: char,
    },
    /// Text that only a font of the time before Unicode shows as Vietnamese.
    LegacyFont(LegacyFont),
}

/// Whether a text may have more than one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineBreaks {
    /// Line breaks and tabs are faults.
    Forbidden,
    /// Line breaks and tabs are part of the text.
    Allowed,
}

/// Returns the faults of a text, in the order of their places.
///
/// Equal faults side by side are one; what only follows from a legacy font is not reported again.
pub fn faults(text: &str, line_breaks: LineBreaks) -> Vec<Fault> {
    let legacy: Vec<Fault> = legacy_texts(text)
        .into_iter()
        .map(|found| Fault {
            range: found.range,
            kind: FaultKind::LegacyFont(found.font),
            meant: Some(found.decoded),
        })
        .collect();
    let mut others = character_faults(text, line_breaks);
    others.extend(not_nfc(text));
    others.retain(|fault| !is_inside(&fault.range, &legacy));
    others.extend(legacy);
    others.sort_by_key(|fault| (fault.range.start, fault.range.end));
    others
}

/// Returns the name of a character that can't be shown: `U+200B`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Answers whether a place is inside one of the faults, which are in order and apart.
fn is_inside(range: &Range<usize>, faults: &[Fault]) -> bool {
    let before = faults.partition_point(|fault| fault.range.start <= range.start);
    faults[..before].last().is_some_and(|fault| range.end <= fault.range.end)
}

/// Returns one fault from the first to the last letter that is not NFC.
///
/// One, because such a text comes from one program and is mended at one stroke.
fn not_nfc(text: &str) -> Option<Fault> {
    if is_plain(text) || is_nfc(text) {
        return None;
    }
    let clusters = clusters(text);
    let is_broken = |range: &&Range<usize>| !is_nfc(&text[(*range).clone()]);
    let first = clusters.iter().find(is_broken).map_or(0, |range| range.start);
    let last = clusters.iter().rev().find(is_broken).map_or(text.len(), |range| range.end);
    let range = first..last;
    let meant = text[range.clone()].nfc().collect();
    Some(Fault { range, kind: FaultKind::NotNfc, meant: Some(meant) })
}

/// Answers whether a text has only characters that are NFC wherever they stand, as usual ones are.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}'))
}

/// Returns the places of the letters with their marks.
fn clusters(text: &str) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        match clusters.last_mut() {
            Some(cluster) if is_combining_mark(c) => cluster.end = at + c.len_utf8(),
            _ => clusters.push(at..at + c.len_utf8()),
        }
    }
    clusters
}

fn character_faults(text: &str, line_breaks: LineBreaks) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let Some(kind) = character_fault(text, at, c, line_breaks) else {
            continue;
        };
        let meant = meant_for(kind);
        match faults.last_mut() {
            Some(last) if last.kind == kind && last.range.end == range.start => {
                last.range.end = range.end;
                if let (Some(all), Some(one)) = (&mut last.meant, meant) {
                    all.push_str(&one);
                }
            }
            _ => faults.push(Fault { range, kind, meant }),
        }
    }
    faults
}

fn character_fault(text: &str, at: usize, c: char, line_breaks: LineBreaks) -> Option<FaultKind> {
    match c {
        ' '..='~' => None,
        // The letters of Vietnamese. Every text is looked at, so what is usual goes first.
        '\u{c0}'..='\u{24f}' if !matches!(c, 'Ð' | 'ð' | 'Ɖ') => None,
        '\u{1e00}'..='\u{1eff}' => None,
        '\n' | '\t' | '\r' if line_breaks == LineBreaks::Allowed => None,
        '\u{2028}' | '\u{2029}' => Some(FaultKind::Control(c)),
        _ if c.is_control() => Some(FaultKind::Control(c)),
        _ if is_invisible(c) => Some(FaultKind::Invisible(c)),
        _ if is_private(c) => Some(FaultKind::PrivateUse(c)),
        _ => look_alike(text, at, c).map(|meant| FaultKind::LookAlike { found: c, meant }),
    }
}

fn meant_for(kind: FaultKind) -> Option<String> {
    match kind {
        FaultKind::LookAlike { meant, .. } => Some(meant.to_string()),
        // The sign of a lost character hides a letter; the others hide nothing.
        FaultKind::Invisible(c) => (c != '\u{fffd}').then(String::new),
        FaultKind::Control(_) | FaultKind::PrivateUse(_) | FaultKind::NotNfc | FaultKind::LegacyFont(_) => {
            None
        }
    }
}

/// Answers whether a character shows nothing, or shows only that something was lost.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffd}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || u32::from(c) & 0xfffe == 0xfffe
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Returns the letter that a character is mistaken for.
fn look_alike(text: &str, at: usize, c: char) -> Option<char> {
    match c {
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' => Some('đ'),
        // Behind a figure it is the sign of the currency.
        '₫' => word_around(text, at, c).next().map(|_| 'đ'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => latin_twin(c).filter(|_| word_around(text, at, c).any(is_latin)),
    }
}

/// Returns the other letters of the word that a character is in.
///
/// A word longer than any is not searched to its end, so that no text takes quadratic time.
fn word_around(text: &str, at: usize, c: char) -> impl Iterator<Item = char> {
    let is_in_word = |c: &char| c.is_alphabetic() || is_combining_mark(*c);
    let before = text[..at].chars().rev().take_while(is_in_word).take(32);
    let after = text[at + c.len_utf8()..].chars().take_while(is_in_word).take(32);
    before.chain(after)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// Returns the Latin letter that a Cyrillic or Greek one can't be told from.
fn latin_twin(c: char) -> Option<char> {
    const TWINS: [(&str, &str); 4] = [
        ("АВЕКМНОРСТУХІЈЅԚԜЁЇ", "ABEKMHOPCTYXIJSQWËÏ"),
        ("аеорсухіјѕһԁԛԝёї", "aeopcyxijshdqwëï"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("ον", "ov"),
    ];
    if !matches!(c, '\u{370}'..='\u{52f}') {
        return None;
    }
    TWINS.iter().find_map(|(others, latin)| {
        let at = others.chars().position(|candidate| candidate == c)?;
        latin.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::*;

    /// Returns the faults of a text that has one line, as found text, kind and meant text.
    fn found(text: &str) -> Vec<(&str, FaultKind, Option<String>)> {
        faults(text, LineBreaks::Forbidden)
            .into_iter()
            .map(|fault| (&text[fault.range], fault.kind, fault.meant))
            .collect()
    }

    #[test]
    fn clean_texts_have_no_faults() {
        let texts = [
            "",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
            "H'Hen Niê, Y Bhiông Kdăm",
            "François, São Paulo, Møller, Đà Nẵng",
            "50.000₫/người – “Thi đua”… 12,34 % ± 5 µm",
            "Москва và Ελλάδα",
            "Tiền thưởng\u{a0}2.340.000 đồng",
            "Niê Ơ\u{306}ng",
        ];
        for text in texts {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn separate_marks_are_one_fault_from_the_first_to_the_last() {
        let text = "Cục Va\u{306}n Đư\u{301}c Anh";
        let meant = Some("ăn Đứ".to_owned());
        assert_eq!(found(text), [("a\u{306}n Đư\u{301}", FaultKind::NotNfc, meant)]);
    }

    #[test]
    fn plain_characters_are_nfc_wherever_they_stand() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(&c.to_string())) {
            assert_eq!(is_nfc_quick([c].into_iter()), IsNormalized::Yes, "{}", code_point(c));
            assert_eq!(canonical_combining_class(c), 0, "{}", code_point(c));
        }
    }

    #[test]
    fn marks_in_the_wrong_order_are_not_nfc() {
        let text = "Vie\u{302}\u{323}t";
        let meant = Some("ệ".to_owned());
        assert_eq!(found(text), [("e\u{302}\u{323}", FaultKind::NotNfc, meant)]);
    }

    #[test]
    fn characters_that_can_not_be_seen_are_faults() {
        let nothing = Some(String::new());
        let cases = [
            ("a\u{200b}\u{200b}b", "\u{200b}\u{200b}", FaultKind::Invisible('\u{200b}'), nothing),
            ("khen\u{ad}cao", "\u{ad}", FaultKind::Invisible('\u{ad}'), Some(String::new())),
            ("\u{feff}a", "\u{feff}", FaultKind::Invisible('\u{feff}'), Some(String::new())),
            ("a\u{202e}b", "\u{202e}", FaultKind::Invisible('\u{202e}'), Some(String::new())),
            ("V\u{fffd}n", "\u{fffd}", FaultKind::Invisible('\u{fffd}'), None),
            ("a\u{7}b", "\u{7}", FaultKind::Control('\u{7}'), None),
            ("a\u{85}b", "\u{85}", FaultKind::Control('\u{85}'), None),
            ("a\u{2028}b", "\u{2028}", FaultKind::Control('\u{2028}'), None),
            ("a\nb", "\n", FaultKind::Control('\n'), None),
            ("\u{e000}x", "\u{e000}", FaultKind::PrivateUse('\u{e000}'), None),
        ];
        for (text, part, kind, meant) in cases {
            assert_eq!(found(text), [(part, kind, meant)], "{text:?}");
        }
    }

    #[test]
    fn several_lines_are_allowed_where_the_caller_says_so() {
        assert_eq!(faults("a\r\n\tb", LineBreaks::Allowed), []);
    }

    #[test]
    fn letters_of_other_alphabets_are_found_inside_latin_words() {
        let cases = [
            ("Ðức", "Ð", 'Ð', 'Đ'),
            ("huân ðộ", "ð", 'ð', 'đ'),
            ("₫ồng", "₫", '₫', 'đ'),
            ("Cụс", "с", 'с', 'c'),
            ("Νguyễn", "Ν", 'Ν', 'N'),
            ("Ａn", "Ａ", 'Ａ', 'A'),
        ];
        for (text, part, found_letter, meant) in cases {
            let kind = FaultKind::LookAlike { found: found_letter, meant };
            assert_eq!(found(text), [(part, kind, Some(meant.to_string()))], "{text}");
        }
    }

    #[test]
    fn every_twin_has_its_letter() {
        let twins: String = ('\u{370}'..='\u{52f}').filter_map(latin_twin).collect();
        assert_eq!(twins, "ABEZHIKMNOPTYXvoËSIÏJABEKMHOPCTYXaeopcyxësiïjhdQqWw");
    }

    #[test]
    fn a_legacy_text_is_one_fault_with_its_meaning() {
        let text = "Huân chương: tËp thÓ Lao ®éng xuÊt s¾c";
        let kind = FaultKind::LegacyFont(LegacyFont::Tcvn3);
        let meant = Some("tập thể Lao động xuất sắc".to_owned());
        assert_eq!(found(text), [("tËp thÓ Lao ®éng xuÊt s¾c", kind, meant)]);
    }

    #[test]
    fn code_points_are_named_as_unicode_names_them() {
        assert_eq!(code_point('\u{ad}'), "U+00AD");
        assert_eq!(code_point('\u{e0001}'), "U+E0001");
    }

    proptest! {
        #[test]
        fn faults_of_any_text_are_in_order_and_between_characters(
            text in "[a-c Đếứµ·\u{ad}®éàùöñ\u{301}\u{302}\u{200b}Ðсν₫Ａ\n\u{e000}]{0,40}|\\PC{0,40}",
        ) {
            let mut end = 0;
            for fault in faults(&text, LineBreaks::Forbidden) {
                prop_assert!(!text[fault.range.clone()].is_empty());
                prop_assert!(fault.range.start >= end || fault.kind == FaultKind::NotNfc);
                end = fault.range.start;
            }
        }
    }
}
