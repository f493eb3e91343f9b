//! Small things about texts: groups of digits, lists, capitals, periods, white space.

/// What stands between the years of a period.
///
/// Decrees print a hyphen between spaces; an en dash, or none, would do as well, but not a mixture.
const BETWEEN_YEARS: &str = " - ";

/// Returns the members of a list as one phrase: `a, b và c`.
pub fn join<S: AsRef<str>>(members: &[S]) -> String {
    let Some((last, others)) = members.split_last() else {
        return String::new();
    };
    if others.is_empty() {
        return last.as_ref().to_owned();
    }
    let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
    format!("{} và {}", others.join(", "), last.as_ref())
}

/// Returns the text with a capital as its first letter.
pub fn capitalise(text: &str) -> String {
    with_first(text, |first| first.to_uppercase().collect())
}

/// Returns the text with a small first letter.
///
/// It does not know proper names: the caller must not pass one.
pub fn lower_first(text: &str) -> String {
    with_first(text, |first| first.to_lowercase().collect())
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => change(first) + chars.as_str(),
        None => String::new(),
    }
}

/// Returns the text in capitals: `Quyết định` gives `QUYẾT ĐỊNH`.
pub fn upper_case(text: &str) -> String {
    text.to_uppercase()
}

/// Returns a period of years: `2011 - 2015`; a period of one year is that year.
pub fn period(from: u16, to: u16) -> String {
    if from == to { from.to_string() } else { format!("{from}{BETWEEN_YEARS}{to}") }
}

/// Returns the text on one line: runs of white space become one space, none is left at the ends.
///
/// No-break spaces stay: whoever types one means it.
pub fn fold_white_space(text: &str) -> String {
    let words: Vec<&str> = text.split(is_breaking_space).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn is_breaking_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Returns plain digits with a point between thousands.
pub(super) fn grouped(digits: &str) -> String {
    let mut result = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            result.push('.');
        }
        result.push(digit);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_with_and() {
        assert_eq!(join::<&str>(&[]), "");
        assert_eq!(join(&["a"]), "a");
        assert_eq!(join(&["a", "b"]), "a và b");
        assert_eq!(join(&["a", "b", "c"]), "a, b và c");
    }

    #[test]
    fn the_first_letter_changes_alone() {
        assert_eq!(capitalise("đồng chí"), "Đồng chí");
        assert_eq!(lower_first("Ủy ban"), "ủy ban");
        assert_eq!(capitalise(""), "");
    }

    #[test]
    fn capitals_keep_their_marks() {
        assert_eq!(upper_case("Quyết định khen thưởng"), "QUYẾT ĐỊNH KHEN THƯỞNG");
    }

    #[test]
    fn periods_have_a_spaced_hyphen() {
        assert_eq!(period(2011, 2015), "2011 - 2015");
        assert_eq!(period(2012, 2012), "2012");
    }

    #[test]
    fn white_space_is_folded_but_no_break_spaces_stay() {
        let cases = [
            ("", ""),
            ("  \n ", ""),
            (" a\r\n\tb ", "a b"),
            ("a\u{2028}b", "a b"),
            ("a\u{a0} b", "a\u{a0} b"),
            ("\u{a0}a", "\u{a0}a"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold_white_space(text), folded, "{text:?}");
        }
    }

    #[test]
    fn thousands_are_grouped() {
        let printed = ["0", "12", "123", "1234", "123456", "1234567"].map(grouped);
        assert_eq!(printed, ["0", "12", "123", "1.234", "123.456", "1.234.567"]);
    }
}
