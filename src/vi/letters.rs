//! The letters that Vietnamese adds to those of English.

/// All 134 of them, small and large: đ, the vowels with a hook, a breve or a circumflex, and every vowel with every tone.
pub const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ\
                           ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    /// The twelve vowels with the five marks of tones, composed by Unicode, and đ.
    #[test]
    fn they_are_all_that_tones_can_make() {
        let tones = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];
        let with_tones = |vowel: char| tones.map(|tone| format!("{vowel}{tone}").nfc().collect::<String>());
        let vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars().flat_map(with_tones);
        let composed: BTreeSet<String> =
            vowels.filter(|vowel| !vowel.is_ascii()).chain(["đ".into(), "Đ".into()]).collect();
        assert_eq!(composed.len(), 134);
        assert_eq!(LETTERS.chars().map(String::from).collect::<BTreeSet<_>>(), composed);
        assert_eq!(LETTERS.chars().count(), 134);
    }
}
