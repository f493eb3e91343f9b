//! Reading one number of a sentence: digits or words, with what hedges it before and what multiplies it behind.

use crate::model::Hedge;
use crate::vi::{Number, ratio};

use super::tokens::Token;

/// Which numbers of a table a number of the prose may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) low: Number,
    pub(super) high: Number,
}

/// A number, and how many tokens it takes.
pub(super) struct Read {
    /// As it was written, without what multiplies it.
    pub(super) number: Number,
    pub(super) by: u64,
    pub(super) tokens: usize,
    pub(super) is_in_words: bool,
}

impl Meant {
    pub(super) fn exactly(number: Number) -> Self {
        Self { low: number, high: number }
    }

    /// A hedge reaches as far as a step of the last digit that is not 0, or a tenth, whichever is more: `hơn 50` is 50 to 60,
    /// `hơn 1.200` is 1.200 to 1.320, `gần 97 %` is 87,3 to 97.
    pub(super) fn hedged(number: Number, hedge: Hedge) -> Option<Self> {
        let reach = ratio(number, Number::from(10), number.decimals().saturating_add(1))?.max(step(number)?);
        let (low, high) = (number.checked_sub(reach)?, number.checked_add(reach)?);
        Some(match hedge {
            Hedge::Exact => Self::exactly(number),
            Hedge::Over => Self { low: number, high },
            Hedge::Under => Self { low, high: number },
            Hedge::About | Hedge::AboutOver => Self { low, high },
        })
    }

    /// A number that was written with so many decimals stands for what is rounded to it.
    pub(super) fn rounded(self) -> Self {
        let half = Number::new(5, self.low.decimals().max(self.high.decimals()) + 1);
        let widened = half.and_then(|half| {
            Some(Self { low: self.low.checked_sub(half)?, high: self.high.checked_add(half)? })
        });
        widened.unwrap_or(self)
    }

    /// Returns so many times what is meant.
    pub(super) fn times(self, by: u64) -> Option<Self> {
        Some(Self { low: self.low.times(by)?, high: self.high.times(by)? })
    }

    pub(super) fn holds(self, number: Number) -> bool {
        self.low <= number && number <= self.high
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

impl Read {
    /// Returns which numbers are meant: one that is multiplied is rounded, `1,2 nghìn` for 1.150 to 1.250.
    pub(super) fn meant(&self, hedge: Hedge) -> Option<Meant> {
        let meant = Meant::hedged(self.number, hedge)?;
        let is_round = self.by > 1 && hedge == Hedge::Exact;
        if is_round { meant.rounded().times(self.by) } else { meant.times(self.by) }
    }
}

/// Returns one of the last digit that is not 0: 10 for 50, 100 for 1.200, 0,1 for 85,5.
fn step(number: Number) -> Option<Number> {
    let Some(mut rest) = number.to_count().filter(|count| *count > 0) else {
        return Number::new(1, number.decimals());
    };
    let mut step = 1;
    while rest % 10 == 0 {
        (rest, step) = (rest / 10, step * 10);
    }
    Some(Number::from(step))
}

/// Returns what a word multiplies a number by.
pub(super) fn multiplier(word: &str) -> Option<u64> {
    Some(match word {
        "nghìn" | "ngàn" => 1000,
        "vạn" => 10_000,
        "triệu" => 1_000_000,
        "tỷ" | "tỉ" => 1_000_000_000,
        _ => return None,
    })
}

/// Reads the number that begins with a token.
pub(super) fn read(tokens: &[Token]) -> Option<Read> {
    let (number, mut taken) = match digits(&tokens.first()?.word) {
        Some(number) => (number, 1),
        None => in_words(tokens)?,
    };
    let is_in_words = digits(&tokens[0].word).is_none();
    let mut by = 1_u64;
    while let Some(factor) = tokens.get(taken).and_then(|token| multiplier(&token.word)) {
        by = by.checked_mul(factor)?;
        taken += 1;
    }
    let is_year = by == 1 && is_year(&tokens[0].word);
    (!is_year).then_some(Read { number, by, tokens: taken, is_in_words })
}

fn digits(word: &str) -> Option<Number> {
    word.starts_with(|first: char| first.is_ascii_digit()).then(|| word.parse().ok())?
}

/// A number of four digits without a point is a year.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|number: u16| (1900..2100).contains(&number))
}

/// Reads 2 to 99. `một` is an article as well, and `năm` a year, so neither is read alone or at the end.
fn in_words(tokens: &[Token]) -> Option<(Number, usize)> {
    const DIGITS: [&str; 10] = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let digit =
        |at: usize| DIGITS.iter().skip(1).position(|digit| *digit == word(at)).map(|at| at as u64 + 1);
    let ones = |at: usize| match word(at) {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" => Some(5),
        _ => digit(at).filter(|digit| *digit != 5),
    };
    let (tens, taken) = match (word(0), digit(0)) {
        ("mười", _) => (1, 1),
        (_, Some(tens)) if word(1) == "mươi" => (tens, 2),
        (_, Some(digit)) if !matches!(digit, 1 | 5) => return Some((Number::from(digit), 1)),
        _ => return None,
    };
    Some(match ones(taken) {
        Some(ones) => (Number::from(tens * 10 + ones), taken + 1),
        None => (Number::from(tens * 10), taken),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn meant(text: &str, hedge: Hedge) -> Option<(String, String)> {
        let meant = read(&tokens(text, 0..text.len()))?.meant(hedge)?;
        Some((meant.low.with_decimals(1).to_string(), meant.high.with_decimals(1).to_string()))
    }

    #[test]
    fn a_number_stands_for_some_numbers_of_the_tables() {
        for (text, hedge, expected) in [
            ("12 tập thể", Hedge::Exact, Some(("12,0", "12,0"))),
            ("1.234 lượt", Hedge::Exact, Some(("1.234,0", "1.234,0"))),
            ("50 cá nhân", Hedge::Over, Some(("50,0", "60,0"))),
            ("1.200 lượt", Hedge::Over, Some(("1.200,0", "1.320,0"))),
            ("97", Hedge::Under, Some(("87,3", "97,0"))),
            ("1,2 nghìn lượt", Hedge::Exact, Some(("1.150,0", "1.250,0"))),
            ("3 triệu đồng", Hedge::Over, Some(("3.000.000,0", "4.000.000,0"))),
            ("1,5 nghìn tỷ đồng", Hedge::Exact, Some(("1.450.000.000.000,0", "1.550.000.000.000,0"))),
            ("ba tập thể", Hedge::Exact, Some(("3,0", "3,0"))),
            ("mười hai tập thể", Hedge::Exact, Some(("12,0", "12,0"))),
            ("hai mươi lăm cá nhân", Hedge::Exact, Some(("25,0", "25,0"))),
            ("hai mươi năm", Hedge::Exact, Some(("20,0", "20,0"))),
            ("một tập thể", Hedge::Exact, None),
            ("năm cá nhân", Hedge::Exact, None),
            ("2024 cá nhân", Hedge::Exact, None),
        ] {
            let expected = expected.map(|(low, high)| (low.to_owned(), high.to_owned()));
            assert_eq!(meant(text, hedge), expected, "{text}");
        }
    }
}
