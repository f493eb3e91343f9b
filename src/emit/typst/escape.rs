//! Text that Typst can take only as text.

use std::fmt::Write;

/// Prints text for markup.
///
/// Every ASCII punctuation character gets a backslash: a hand-picked list forgets that `=`, `-` and
/// `1.` mean something at the start of a line, and `--` and quotes elsewhere. White space reads as one
/// space, as in HTML. What can't be seen is written by number, so that the source shows what it says.
///
/// No line ends between a number and the word before it: the space there becomes one that holds.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (at, found) in text.char_indices() {
        match found {
            '\t'..='\r' | ' ' if escaped.ends_with(' ') => {}
            ' ' if is_before_number(&escaped, &text[at + 1..]) => by_number(&mut escaped, '\u{A0}'),
            '\t'..='\r' | ' ' => escaped.push(' '),
            _ if found.is_ascii_punctuation() => escaped.extend(['\\', found]),
            _ if is_invisible(found) => by_number(&mut escaped, found),
            _ => escaped.push(found),
        }
    }
    escaped
}

/// What a number belongs to.
const BEFORE_NUMBERS: [&str; 9] = ["số", "Số", "ngày", "Ngày", "tháng", "Tháng", "năm", "Năm", "thứ"];

/// Answers whether a space stands between a number and the word that it belongs to: `số 152/2025`, `lần thứ VI`.
fn is_before_number(before: &str, after: &str) -> bool {
    let word = before.rsplit([' ', '(', '}']).next().unwrap_or_default();
    let is_digit = after.starts_with(|first: char| first.is_ascii_digit());
    let is_roman = word == "thứ" && after.starts_with(['I', 'V', 'X', 'L']);
    (is_digit || is_roman) && BEFORE_NUMBERS.contains(&word) || word == "lần" && after.starts_with("thứ ")
}

/// Prints a string literal.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for found in text.chars() {
        match found {
            '"' | '\\' => literal.extend(['\\', found]),
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            _ if is_invisible(found) => by_number(&mut literal, found),
            _ => literal.push(found),
        }
    }
    literal.push('"');
    literal
}

fn by_number(out: &mut String, found: char) {
    write!(out, "\\u{{{:x}}}", u32::from(found)).expect("a string takes any text");
}

/// Answers whether a reader of the source could not see the character, or not where it stands.
fn is_invisible(found: char) -> bool {
    found.is_control()
        || (found.is_whitespace() && found != ' ')
        || matches!(
            found,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
        || is_private(found)
}

fn is_private(found: char) -> bool {
    matches!(found, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_gets_a_backslash_and_letters_stay() {
        assert_eq!(text("= Vụ #x [1.] $a$"), r"\= Vụ \#x \[1\.\] \$a\$");
    }

    #[test]
    fn white_space_reads_as_one_space() {
        assert_eq!(text("a \t\r\n\n b"), "a b");
    }

    #[test]
    fn a_number_stays_with_its_word() {
        assert_eq!(text("số 5"), r"số\u{a0}5");
        assert_eq!(text("(số 5), Ngày 01 tháng 7 năm"), r"\(số\u{a0}5\)\, Ngày\u{a0}01 tháng\u{a0}7 năm");
        assert_eq!(
            text("lần thứ VI; số hai; 5 số 6a; Số VI"),
            r"lần\u{a0}thứ\u{a0}VI\; số hai\; 5 số\u{a0}6a\; Số VI"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_written_by_number() {
        assert_eq!(text("a\u{A0}b\u{202E}\u{0}"), r"a\u{a0}b\u{202e}\u{0}");
        assert_eq!(string("\u{E000}\u{200B}"), r#""\u{e000}\u{200b}""#);
    }

    #[test]
    fn a_string_can_hold_anything() {
        assert_eq!(string("a\"b\\c\nd\u{7}#x"), r#""a\"b\\c\nd\u{7}#x""#);
    }
}
