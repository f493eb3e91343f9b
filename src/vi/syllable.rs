//! Which strings of letters can be a Vietnamese syllable.
//!
//! A small, closed set: an initial, a rhyme, a tone. That is what tells real Vietnamese from text
//! in a legacy font, which is made of the same letters in impossible places.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Initials that may stand before any rhyme that suits their spelling.
const INITIALS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Rhymes without their tone, sorted.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên",
    "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oem", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot",
    "oăc", "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya",
    "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch",
    "uên", "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y", "ych", "ynh", "yt", "yêm", "yên",
    "yêng", "yêt", "yêu", "â", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êc", "êch", "êm", "ên",
    "êng", "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăk", "ăm", "ăn",
    "ăng", "ăp", "ăt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt",
    "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// The bytes of the longest syllable, `nghiêng`, with a tone and with its marks apart.
const LONGEST: usize = 11;

/// A tone that has a mark of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Grave,
    Acute,
    Hook,
    Tilde,
    Dot,
}

impl Tone {
    fn of_mark(mark: char) -> Option<Self> {
        match mark {
            '\u{300}' => Some(Self::Grave),
            '\u{301}' => Some(Self::Acute),
            '\u{309}' => Some(Self::Hook),
            '\u{303}' => Some(Self::Tilde),
            '\u{323}' => Some(Self::Dot),
            _ => None,
        }
    }
}

/// Answers whether a word is spelt as a Vietnamese syllable can be, in small letters, in capitals
/// or with a capital first letter.
pub(super) fn is_syllable(word: &str) -> bool {
    word.len() <= LONGEST && has_usual_case(word) && is_spelt_as_syllable(&word.to_lowercase())
}

/// Answers whether no small letter is followed by a capital and no two capitals by a small letter.
fn has_usual_case(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    match capitals {
        0 => true,
        1 => word.chars().next().is_some_and(char::is_uppercase),
        _ => !word.chars().any(char::is_lowercase),
    }
}

fn is_spelt_as_syllable(word: &str) -> bool {
    let Some(Toneless { letters, tone }) = without_tone(word) else {
        return false;
    };
    INITIALS.iter().any(|initial| {
        letters.strip_prefix(initial).is_some_and(|rhyme| {
            let tone = match tone {
                None => Some(None),
                // A tone on the initial (`qù`) fits nothing.
                Some((tone, at)) => at.checked_sub(initial.chars().count()).map(|at| Some((tone, at))),
            };
            tone.is_some_and(|tone| fits(initial, rhyme, tone))
        })
    })
}

/// A word without its tone, and the tone with the letter that bore it, counted from 0.
struct Toneless {
    letters: String,
    tone: Option<(Tone, usize)>,
}

/// The vowels without a tone and with each.
const TONED: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// Takes the tone off a word; `None` if there are two.
fn without_tone(word: &str) -> Option<Toneless> {
    let mut toneless = Toneless { letters: String::with_capacity(word.len()), tone: None };
    for (at, c) in word.chars().enumerate() {
        if c.is_ascii() || "ăâđêôơư".contains(c) {
            toneless.letters.push(c);
        } else if let Some((vowel, tone)) = toned(c) {
            if toneless.tone.is_some() {
                return None;
            }
            toneless.letters.push(vowel);
            toneless.tone = Some((tone, at));
        } else {
            // Marks that stand apart, and letters of other languages.
            return without_any_tone(word);
        }
    }
    Some(toneless)
}

/// Returns the vowel and the tone that a letter of Vietnamese has.
fn toned(letter: char) -> Option<(char, Tone)> {
    const TONES: [Tone; 5] = [Tone::Grave, Tone::Acute, Tone::Hook, Tone::Tilde, Tone::Dot];
    TONED.iter().find_map(|row| {
        let at = row.chars().position(|other| other == letter)?;
        Some((row.chars().next()?, *TONES.get(at.checked_sub(1)?)?))
    })
}

/// The same for any word.
fn without_any_tone(word: &str) -> Option<Toneless> {
    let mut tone = None;
    let mut letter = 0;
    let mut decomposed = String::with_capacity(word.len() * 2);
    for c in word.nfd() {
        match Tone::of_mark(c) {
            Some(_) if tone.is_some() || letter == 0 => return None,
            Some(found) => tone = Some((found, letter - 1)),
            None => {
                letter += usize::from(!is_combining_mark(c));
                decomposed.push(c);
            }
        }
    }
    Some(Toneless { letters: decomposed.nfc().collect(), tone })
}

fn fits(initial: &str, rhyme: &str, tone: Option<(Tone, usize)>) -> bool {
    let before_front_vowel = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    let spelling_fits = match initial {
        "c" | "ng" => !before_front_vowel,
        "g" => !before_front_vowel || rhyme.starts_with('i'),
        "k" | "gh" | "ngh" => before_front_vowel,
        _ => true,
    };
    let is_stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    let tone_fits = match tone {
        None => !is_stopped,
        Some((tone, at)) => (!is_stopped || matches!(tone, Tone::Acute | Tone::Dot)) && bears_tone(rhyme, at),
    };
    spelling_fits && tone_fits && RHYMES.binary_search(&rhyme).is_ok()
}

/// Answers whether the tone of a rhyme is written on the letter at this place.
fn bears_tone(rhyme: &str, at: usize) -> bool {
    let letters: Vec<char> = rhyme.chars().collect();
    let vowels = letters.iter().take_while(|c| "aăâeêioôơuưy".contains(**c)).count();
    // A vowel with a mark of its own draws the tone; of `ươ` it is the second.
    if let Some(marked) = letters.iter().rposition(|c| "ăâêôơư".contains(*c)) {
        return at == marked;
    }
    match (rhyme, vowels) {
        ("oa" | "oe" | "uy", _) => at <= 1,
        (_, 0) => false,
        (_, _) if vowels < letters.len() => at == vowels - 1,
        (_, 3) => at == 1,
        (_, _) => at == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhymes_are_sorted() {
        assert!(RHYMES.is_sorted());
    }

    #[test]
    fn a_letter_has_the_tone_that_it_is_composed_of() {
        for letter in TONED.iter().flat_map(|row| row.chars()) {
            let word = letter.to_string();
            let (fast, slow) = (without_tone(&word).unwrap(), without_any_tone(&word).unwrap());
            assert_eq!((fast.letters, fast.tone), (slow.letters, slow.tone), "{letter}");
        }
    }

    #[test]
    fn vietnamese_words_are_syllables() {
        let words = "nghĩa Việt NAM đường khuỷu quyết quốc giếng gì quý thuở ngoằn ngoèo yêu \
                     Ỷ ương huỳnh xoong kỷ luật thưởng Đức oanh liệt uyên bác quắc quờ \
                     hòa hoà thủy thuỷ toán ngoài khoèo giá gìn của mía Đắk";
        for word in words.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        let words = "François Møller héi céng côc Vieät ngé kà tÕ HéI Krông zô áà àc strong w \
                     ngheọ hòan gíao ngoaì cuả nhưò qù";
        for word in words.split_whitespace() {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
