//! Text that Typst can take only as text.

use std::fmt::Write;

/// Prints text for markup.
///
/// Every ASCII punctuation character gets a backslash: a hand-picked list forgets that `=`, `-` and
/// `1.` mean something at the start of a line, and `--` and quotes elsewhere. White space reads as one
/// space, as in HTML. What can't be seen is written by number, so that the source shows what it says.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for found in text.chars() {
        match found {
            '\t'..='\r' | ' ' if escaped.ends_with(' ') => {}
            '\t'..='\r' | ' ' => escaped.push(' '),
            _ if found.is_ascii_punctuation() => escaped.extend(['\\', found]),
            _ if is_invisible(found) => by_number(&mut escaped, found),
            _ => escaped.push(found),
        }
    }
    escaped
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
    fn what_cannot_be_seen_is_written_by_number() {
        assert_eq!(text("a\u{A0}b\u{202E}\u{0}"), r"a\u{a0}b\u{202e}\u{0}");
        assert_eq!(string("\u{E000}\u{200B}"), r#""\u{e000}\u{200b}""#);
    }

    #[test]
    fn a_string_can_hold_anything() {
        assert_eq!(string("a\"b\\c\nd\u{7}#x"), r#""a\"b\\c\nd\u{7}#x""#);
    }
}
