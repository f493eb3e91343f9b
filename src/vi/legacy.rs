//! Text in the fonts of the time before Unicode, found by letter statistics.
//!
//! Such a text is a string of Latin-1 letters that a special font draws as Vietnamese: `Céng hßa`
//! in a TCVN3 font, `Coäng hoøa` in a VNI font, both for `Cộng hòa`. Its letters are real letters,
//! and many of its words real words (`Bé` is `Bộ`), so one word proves little. A stretch of words
//! is taken for legacy text if some of them are impossible as they stand and make sense when
//! decoded, and if these outweigh the words that speak against it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::syllable::is_syllable;

/// A way in which fonts encoded Vietnamese before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegacyFont {
    /// TCVN 5712, as in fonts whose names begin with `.Vn`: one code a letter.
    Tcvn3,
    /// VNI, as in fonts whose names begin with `VNI-`: a vowel and a code for its marks.
    Vni,
}

/// A stretch of legacy text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LegacyText {
    pub(super) range: Range<usize>,
    pub(super) font: LegacyFont,
    pub(super) decoded: String,
}

/// The codes of TCVN3 and the letters they stand for. Toned capitals have no codes.
const TCVN3: [(&str, &str); 13] = [
    ("µ¸¶·¹", "àáảãạ"),
    ("¨»¾¼½Æ", "ăằắẳẵặ"),
    ("©ÇÊÈÉË", "âầấẩẫậ"),
    ("ÌÐÎÏÑ", "èéẻẽẹ"),
    ("ªÒÕÓÔÖ", "êềếểễệ"),
    ("×ÝØÜÞ", "ìíỉĩị"),
    ("ßãáâä", "òóỏõọ"),
    ("«åèæçé", "ôồốổỗộ"),
    ("¬êíëìî", "ơờớởỡợ"),
    ("ïóñòô", "ùúủũụ"),
    ("\u{ad}õøö÷ù", "ưừứửữự"),
    ("úýûüþ", "ỳýỷỹỵ"),
    ("®§¡¢£¤¥¦", "đĐĂÂÊÔƠƯ"),
];

/// The codes that VNI writes behind a vowel, and the marks they stand for.
const VNI_MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// The letters that VNI writes with one code. The first two can take tones.
const VNI_LETTERS: [(char, char); 9] = [
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ñ', 'đ'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

/// Returns the stretches of a text that are in a legacy font; all in the same one.
pub(super) fn legacy_texts(text: &str) -> Vec<LegacyText> {
    // A word that may be codes has a letter or sign of Latin-1, which in UTF-8 begins with one of these.
    if !text.bytes().any(|byte| matches!(byte, 0xc2 | 0xc3)) {
        return Vec::new();
    }
    let words = words(text);
    let is_doubtful = |word: &Range<usize>| {
        let word = &text[word.clone()];
        !word.is_ascii() && may_be_codes(word) && !is_syllable(word)
    };
    if !words.iter().any(is_doubtful) {
        return Vec::new();
    }
    let tcvn3 = stretches(text, &words, LegacyFont::Tcvn3);
    let vni = stretches(text, &words, LegacyFont::Vni);
    let letters = |found: &[LegacyText]| found.iter().map(|one| one.range.len()).sum::<usize>();
    // What both can explain is VNI more often: its codes `ö ñ` are the frequent letters `ư đ`,
    // where TCVN3 has the rare `ử ủ`.
    if letters(&tcvn3) > letters(&vni) { tcvn3 } else { vni }
}

/// Answers whether a word has no letter that is no code in any of the fonts: all codes are letters and signs of Latin-1,
/// which in UTF-8 have no byte above 0xC3.
fn may_be_codes(word: &str) -> bool {
    word.bytes().all(|byte| byte <= 0xc3)
}

/// Returns the places of the words: letters, and the signs that are letters in TCVN3.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if !is_in_word(c) {
            continue;
        }
        match words.last_mut() {
            Some(word) if word.end == at => word.end += c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// Answers whether a character is a letter, a mark or a sign that is a letter in TCVN3.
fn is_in_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        // All letters, but for two signs that are codes. Every text is looked at, so the usual letters go first.
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphabetic() || is_combining_mark(c) || tcvn3_letter(c).is_some(),
    }
}

/// What a word says about the question whether its text is in a legacy font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// Impossible as it stands, and a syllable when decoded.
    For,
    /// The same, with a sign in it that no word of any language has.
    Proof,
    /// A syllable either way.
    Either,
    /// A Vietnamese syllable as it stands, and nonsense when decoded.
    Against,
    /// With marks, and not Vietnamese either way.
    Foreign,
    /// Without marks, and a syllable.
    PlainSyllable,
    /// Without marks, and no syllable.
    PlainForeign,
    /// An abbreviation, a sign or a single letter.
    Nothing,
}

/// Returns what legacy text there is between the words that can only be Unicode.
fn stretches(text: &str, words: &[Range<usize>], font: LegacyFont) -> Vec<LegacyText> {
    let evidence: Vec<Evidence> = words.iter().map(|word| weigh(&text[word.clone()], font)).collect();
    let is_mixed = evidence.contains(&Evidence::Against);
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in evidence.split(|evidence| *evidence == Evidence::Against) {
        let words = &words[start..start + stretch.len()];
        start += stretch.len() + 1;
        if convinces(stretch, is_mixed) {
            found.extend(marked_part(stretch, words).map(|part| decoded(text, part, font)));
        }
    }
    found
}

fn weigh(word: &str, font: LegacyFont) -> Evidence {
    if word.is_ascii() {
        return match word {
            _ if is_syllable(word) => Evidence::PlainSyllable,
            _ if is_abbreviation(word) => Evidence::Nothing,
            _ => Evidence::PlainForeign,
        };
    }
    let decoded = decode(word, font);
    let makes_sense = decoded.as_deref().is_some_and(is_syllable);
    match (is_syllable(word), makes_sense) {
        (true, true) => Evidence::Either,
        (true, false) => Evidence::Against,
        (false, true) if is_sign(word) => Evidence::Nothing,
        (false, true) if word.contains(is_proof) => Evidence::Proof,
        (false, true) => Evidence::For,
        (false, false) if is_abbreviation(decoded.as_deref().unwrap_or(word)) => Evidence::Nothing,
        (false, false) => Evidence::Foreign,
    }
}

/// Answers whether a stretch of words is legacy text.
///
/// `is_mixed` says that there is Unicode Vietnamese in the same text, which asks for more proof: a
/// Vietnamese sentence may quote a foreign name that happens to make sense.
fn convinces(stretch: &[Evidence], is_mixed: bool) -> bool {
    let count = |kind: Evidence| stretch.iter().filter(|evidence| **evidence == kind).count();
    let proofs = count(Evidence::Proof);
    let supporting = count(Evidence::For) + proofs;
    if supporting <= count(Evidence::Foreign) {
        return false;
    }
    let has_fitting_company =
        count(Evidence::PlainForeign) == 0 && count(Evidence::Either) + count(Evidence::PlainSyllable) > 0;
    supporting >= 2 || !is_mixed && (proofs > 0 || has_fitting_company)
}

/// Returns the part of a stretch from the first to the last word with marks.
fn marked_part(stretch: &[Evidence], words: &[Range<usize>]) -> Option<Range<usize>> {
    let is_marked =
        |evidence: &Evidence| matches!(evidence, Evidence::For | Evidence::Proof | Evidence::Either);
    let first = stretch.iter().position(is_marked)?;
    let last = stretch.iter().rposition(is_marked)?;
    Some(words[first].start..words[last].end)
}

fn decoded(text: &str, range: Range<usize>, font: LegacyFont) -> LegacyText {
    let part = &text[range.clone()];
    let mut decoded = String::with_capacity(part.len());
    let mut end = 0;
    for word in words(part) {
        decoded.push_str(&part[end..word.start]);
        end = word.end;
        let word = &part[word];
        decoded.push_str(decode(word, font).as_deref().unwrap_or(word));
    }
    LegacyText { range, font, decoded }
}

/// Returns what a word says in a legacy font; `None` if it has a letter that the font has not.
fn decode(word: &str, font: LegacyFont) -> Option<String> {
    match font {
        LegacyFont::Tcvn3 => decode_tcvn3(word),
        LegacyFont::Vni => decode_vni(word),
    }
}

fn decode_tcvn3(word: &str) -> Option<String> {
    let letter = |c: char| if c.is_ascii() { Some(c) } else { tcvn3_letter(c) };
    let decoded: String = word.chars().map(letter).collect::<Option<_>>()?;
    // Capitals with tones come from a second font that draws small codes as capitals, so capitals
    // around them are all that is left of that.
    let is_capitals = !word.contains(|c: char| c.is_ascii_lowercase())
        && word.chars().skip(1).any(|c| c.is_ascii_uppercase());
    Some(if is_capitals { decoded.to_uppercase() } else { decoded })
}

fn tcvn3_letter(code: char) -> Option<char> {
    if !matches!(code, '\u{a1}'..='\u{ff}') {
        return None;
    }
    TCVN3.iter().find_map(|(codes, letters)| {
        let at = codes.chars().position(|candidate| candidate == code)?;
        letters.chars().nth(at)
    })
}

fn decode_vni(word: &str) -> Option<String> {
    let mut decoded = String::with_capacity(word.len());
    let mut takes_marks = false;
    for c in word.chars() {
        match vni_marks(c) {
            Some(marks) if takes_marks => {
                decoded.push_str(marks);
                takes_marks = false;
            }
            _ => {
                let letter = if c.is_ascii() { c } else { vni_letter(c)? };
                decoded.push(letter);
                takes_marks = matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'o' | 'u' | 'y')
                    || matches!(letter, 'ơ' | 'Ơ' | 'ư' | 'Ư');
            }
        }
    }
    Some(decoded.nfc().collect())
}

fn vni_marks(code: char) -> Option<&'static str> {
    VNI_MARKS.iter().find(|(small, _)| code.to_lowercase().eq([*small])).map(|(_, marks)| *marks)
}

fn vni_letter(code: char) -> Option<char> {
    let (small, letter) = VNI_LETTERS.into_iter().find(|(small, _)| code.to_lowercase().eq([*small]))?;
    if code == small { Some(letter) } else { letter.to_uppercase().next() }
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() <= 6 && word.chars().all(char::is_uppercase)
}

/// Answers whether a word is too short to say anything, or is the symbol of a unit.
fn is_sign(word: &str) -> bool {
    word.chars().count() == 1 || word == "µm"
}

/// Answers whether a sign stands in no word of any language.
///
/// `ª` and `¹` do at the end of a word, and `µ` at the beginning of units.
fn is_proof(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{be}' | '×' | '÷') && !matches!(c, 'ª' | '¹' | 'µ')
}

#[cfg(test)]
mod tests;
