//! Reading numbers in Vietnamese notation, and saying what is wrong with others.

use std::str::FromStr;

use super::number::Number;

/// What is wrong with a text that should be a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// There are no digits.
    #[error("`{written}` has no digits")]
    NoDigits {
        /// The text.
        written: String,
    },
    /// There is something that no number has.
    #[error("`{written}` is not a number: `{found}` can't stand in one")]
    Character {
        /// The text.
        written: String,
        /// The first character that can't be.
        found: char,
    },
    /// Points, commas or spaces are where Vietnamese does not put them.
    #[error(
        "`{written}` is not Vietnamese notation, where `.` groups thousands in threes and `,` \
         marks decimals"
    )]
    Notation {
        /// The text.
        written: String,
        /// How Vietnamese writes what was probably meant.
        meant: Option<String>,
    },
    /// There are more digits than any figure of a document has.
    #[error("`{written}` is too long: at most 18 digits before the comma and 9 after it")]
    TooLong {
        /// The text.
        written: String,
    },
}

impl NumberError {
    /// Returns what to write instead, if that can be guessed.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Notation { meant: Some(meant), .. } => Some(format!("write `{meant}`")),
            Self::Notation { meant: None, .. }
            | Self::NoDigits { .. }
            | Self::Character { .. }
            | Self::TooLong { .. } => None,
        }
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `1.234.567,89`, `1234567,89`, `05`, `-3` and `+41,03`.
    fn from_str(written: &str) -> Result<Self, NumberError> {
        let text = written.trim();
        read(text).map_err(|fault| match fault {
            Unreadable::NoDigits => NumberError::NoDigits { written: text.to_owned() },
            Unreadable::Character(found) => NumberError::Character { written: text.to_owned(), found },
            Unreadable::Notation => NumberError::Notation { written: text.to_owned(), meant: meant(text) },
            Unreadable::TooLong => NumberError::TooLong { written: text.to_owned() },
        })
    }
}

/// Why a text can't be read, before anyone thinks about what it means instead.
enum Unreadable {
    NoDigits,
    Character(char),
    Notation,
    TooLong,
}

fn read(text: &str) -> Result<Number, Unreadable> {
    let (negative, digits) = split_sign(text);
    check_characters(digits)?;
    let (whole, decimals) = match digits.split_once(',') {
        Some((whole, decimals)) => (ungrouped(whole)?, plain(decimals)?),
        None => (ungrouped(digits)?, ""),
    };
    let scale = u8::try_from(decimals.len()).map_err(|_| Unreadable::TooLong)?;
    if whole.trim_start_matches('0').len() > 18 || scale > Number::MAX_DECIMALS {
        return Err(Unreadable::TooLong);
    }
    let size: i128 = format!("{whole}{decimals}").parse().map_err(|_| Unreadable::TooLong)?;
    Number::new(if negative { -size } else { size }, scale).ok_or(Unreadable::TooLong)
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn check_characters(text: &str) -> Result<(), Unreadable> {
    let foreign = |c: &char| !c.is_ascii_digit() && !matches!(c, '.' | ',') && !c.is_whitespace();
    if let Some(found) = text.chars().find(foreign) {
        return Err(Unreadable::Character(found));
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(Unreadable::NoDigits);
    }
    Ok(())
}

/// Returns the digits before the comma without the points that group them.
fn ungrouped(whole: &str) -> Result<String, Unreadable> {
    let mut groups = whole.split('.');
    let first = plain(groups.next().unwrap_or_default())?;
    let mut digits = first.to_owned();
    for group in groups {
        // `0.125` is groups of three to the letter, but only someone who means a decimal writes it.
        if group.len() != 3 || first.len() > 3 || first.starts_with('0') {
            return Err(Unreadable::Notation);
        }
        digits.push_str(plain(group)?);
    }
    Ok(digits)
}

fn plain(digits: &str) -> Result<&str, Unreadable> {
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { Ok(digits) } else { Err(Unreadable::Notation) }
}

/// Returns what a number in another country's notation is in Vietnamese.
fn meant(text: &str) -> Option<String> {
    let english = text.chars().map(|c| match c {
        '.' => ',',
        ',' => '.',
        other => other,
    });
    let spaced = text.chars().map(|c| if c.is_whitespace() { '.' } else { c });
    [english.collect::<String>(), spaced.collect()].into_iter().find(|reading| read(reading).is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn vietnamese_notation_is_read_and_printed() {
        let cases = [
            ("1.234.567,89", "1.234.567,89"),
            ("1234567", "1.234.567"),
            ("1234567,5", "1.234.567,5"),
            ("1.234", "1.234"),
            ("999", "999"),
            ("05", "5"),
            ("0,50", "0,50"),
            ("41,03", "41,03"),
            ("+41,03", "41,03"),
            ("-3", "-3"),
            ("−0,5", "-0,5"),
            (" 14 ", "14"),
            ("0", "0"),
            ("999999999999999999,999999999", "999.999.999.999.999.999,999999999"),
        ];
        for (written, printed) in cases {
            assert_eq!(number(written).to_string(), printed, "{written}");
        }
    }

    #[test]
    fn other_notations_are_refused_with_what_to_write() {
        let cases = [
            ("1.5", Some("write `1,5`")),
            ("41.03", Some("write `41,03`")),
            ("0.125", Some("write `0,125`")),
            ("1,234.5", Some("write `1.234,5`")),
            ("1,234,567", Some("write `1.234.567`")),
            ("1 234 567", Some("write `1.234.567`")),
            ("1\u{a0}234", Some("write `1.234`")),
            ("1.234.56", None),
            ("1,2,3", None),
            ("1,", None),
            (",5", None),
            ("1..2", None),
        ];
        for (written, help) in cases {
            let error = written.parse::<Number>().unwrap_err();
            assert!(matches!(error, NumberError::Notation { .. }), "{written}: {error}");
            assert_eq!(error.help().as_deref(), help, "{written}");
        }
    }

    #[test]
    fn errors_say_what_was_found() {
        let cases = [
            (
                "1.5",
                "`1.5` is not Vietnamese notation, where `.` groups thousands in threes and `,` \
                 marks decimals",
            ),
            ("97%", "`97%` is not a number: `%` can't stand in one"),
            ("1e5", "`1e5` is not a number: `e` can't stand in one"),
            ("--1", "`--1` is not a number: `-` can't stand in one"),
            ("", "`` has no digits"),
            (".", "`.` has no digits"),
            (
                "1234567890123456789",
                "`1234567890123456789` is too long: at most 18 digits before the comma and 9 \
                 after it",
            ),
        ];
        for (written, message) in cases {
            assert_eq!(written.parse::<Number>().unwrap_err().to_string(), message);
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(mantissa in -10_i128.pow(18)..10_i128.pow(18), decimals in 0..=9_u8) {
            let printed = Number::new(mantissa, decimals).unwrap().to_string();
            let read = number(&printed);
            prop_assert_eq!(read, Number::new(mantissa, decimals).unwrap());
            prop_assert_eq!(read.to_string(), printed);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9.,+ -]{0,12}|\\PC{0,12}") {
            if let Err(error) = text.parse::<Number>() {
                let written = error.help().map(|help| help.replace(['`'], "").replace("write ", ""));
                prop_assert!(written.is_none_or(|written| written.parse::<Number>().is_ok()));
            }
        }
    }
}
