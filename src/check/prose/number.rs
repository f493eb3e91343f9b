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

/// Answers whether a word is a part of a number in words, so that what stands behind it is no number of its own.
pub(super) fn is_of_a_number(word: &str) -> bool {
    DIGITS.contains(&word)
        || multiplier(word).is_some()
        || matches!(
            word,
            "mười" | "mươi" | "chục" | "trăm" | "linh" | "lẻ" | "mốt" | "tư" | "lăm" | "rưỡi" | "không"
        )
}

/// Reads the number that begins with a token.
pub(super) fn read(tokens: &[Token]) -> Option<Read> {
    let in_digits = in_digits(tokens);
    let is_in_words = in_digits.is_none();
    let (number, mut taken) = in_digits.or_else(|| in_words(tokens))?;
    let mut by = 1_u64;
    while let Some(factor) = tokens.get(taken).and_then(|token| multiplier(&token.word)) {
        by = by.checked_mul(factor)?;
        taken += 1;
    }
    let is_year = by == 1 && is_year(&tokens[0].word);
    taken += said_again(&tokens[taken..]);
    (!is_year).then_some(Read { number, by, tokens: taken, is_in_words })
}

/// Returns how many tokens say a number once more in words: “14 (mười bốn)”.
fn said_again(tokens: &[Token]) -> usize {
    if !tokens.first().is_some_and(|token| token.is_opened) {
        return 0;
    }
    let end = tokens.iter().position(|token| token.is_last || !is_of_a_number(&token.word));
    end.filter(|end| is_of_a_number(&tokens[*end].word)).map_or(0, |end| end + 1)
}

/// Reads a number in digits, whose thousands may stand apart: “12 345”.
fn in_digits(tokens: &[Token]) -> Option<(Number, usize)> {
    let first = tokens.first()?;
    let number = digits(&first.word)?;
    let is_group = |token: &&Token| token.word.len() == 3 && token.word.bytes().all(|it| it.is_ascii_digit());
    let begins = first.word.len() <= 3 && !first.word.starts_with('0') && !first.is_last;
    let groups = if begins && number.decimals() == 0 {
        let rest = tokens[1..].iter().take_while(is_group);
        // No group follows one that a mark ends.
        let marks = tokens[1..].iter().take_while(is_group).position(|token| token.is_last);
        marks.map_or(rest.count(), |at| at + 1)
    } else {
        0
    };
    if groups == 0 {
        return Some((number, 1));
    }
    let written: String = tokens[..=groups].iter().map(|token| token.word.as_str()).collect();
    Some((Number::from(written.parse::<u64>().ok()?), groups + 1))
}

fn digits(word: &str) -> Option<Number> {
    word.starts_with(|first: char| first.is_ascii_digit()).then(|| word.parse().ok())?
}

/// A number of four digits without a point is a year.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|number: u16| (1900..2100).contains(&number))
}

const DIGITS: [&str; 9] = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// Reads a whole number. `một` is an article as well, and `năm` a year, so neither is read alone or at the end, except behind `linh` or `lẻ`.
///
/// What multiplies all of it is left to the reader: “ba nghìn” is rounded, “ba nghìn hai trăm” is not.
fn in_words(tokens: &[Token]) -> Option<(Number, usize)> {
    let factor = |at: usize| tokens.get(at).and_then(|token| multiplier(&token.word));
    let (mut sum, mut taken) = (0_u64, 0);
    loop {
        let rest = tokens.get(taken..)?;
        let is_first = taken == 0;
        let Some((number, used)) = below_thousand(rest, !is_first, is_first) else {
            // What ends in a multiplier ends there.
            return (!is_first).then_some((Number::from(sum), taken));
        };
        let by = factor(taken + used);
        let goes_on = by.is_some() && below_thousand(tokens.get(taken + used + 1..)?, true, false).is_some();
        if is_first && !goes_on {
            let is_article = number == 1 && used == 1;
            return (!is_article).then_some((Number::from(number), used));
        }
        sum = number.checked_mul(by.unwrap_or(1))?.checked_add(sum)?;
        taken += used + usize::from(by.is_some());
        if by.is_none() {
            return Some((Number::from(sum), taken));
        }
    }
}

/// Reads up to 999; inside a larger number also “không trăm” and “linh năm”, and at its beginning “một”.
fn below_thousand(tokens: &[Token], is_inside: bool, may_be_one: bool) -> Option<(u64, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let digit = |at: usize| DIGITS.iter().position(|digit| *digit == word(at)).map(|at| at as u64 + 1);
    let odd = |at: usize| {
        matches!(word(at), "linh" | "lẻ").then(|| digit(at + 1).or((word(at + 1) == "tư").then_some(4)))?
    };
    let hundreds = match (digit(0), word(0)) {
        (Some(digit), _) if word(1) == "trăm" => Some(digit * 100),
        (None, "không") if is_inside && word(1) == "trăm" => Some(0),
        _ => None,
    };
    if let Some(hundreds) = hundreds {
        return Some(match (odd(2), tens(&tokens[2..])) {
            (Some(ones), _) => (hundreds + ones, 4),
            (None, Some((tens, used))) => (hundreds + tens, 2 + used),
            (None, None) => (hundreds, 2),
        });
    }
    if let Some(ones) = odd(0).filter(|_| is_inside) {
        return Some((ones, 2));
    }
    let alone = || digit(0).filter(|digit| *digit != 5 && (may_be_one || *digit != 1));
    tens(tokens).or_else(|| Some((alone()?, 1)))
}

/// Reads 10 to 99.
fn tens(tokens: &[Token]) -> Option<(u64, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let digit = |at: usize| DIGITS.iter().position(|digit| *digit == word(at)).map(|at| at as u64 + 1);
    let (tens, taken) = match (word(0), digit(0)) {
        ("mười", _) => (1, 1),
        (_, Some(tens)) if word(1) == "mươi" => (tens, 2),
        _ => return None,
    };
    let ones = match word(taken) {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" => Some(5),
        _ => digit(taken).filter(|digit| *digit != 5),
    };
    Some(ones.map_or((tens * 10, taken), |ones| (tens * 10 + ones, taken + 1)))
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
            ("mười tư đồng chí", Hedge::Exact, Some(("14,0", "14,0"))),
            ("một trăm mười lăm cá nhân", Hedge::Exact, Some(("115,0", "115,0"))),
            ("hai trăm năm", Hedge::Exact, Some(("200,0", "200,0"))),
            ("năm trăm linh năm lượt", Hedge::Exact, Some(("505,0", "505,0"))),
            ("một nghìn hai trăm lẻ năm cá nhân", Hedge::Exact, Some(("1.205,0", "1.205,0"))),
            ("hai nghìn không trăm mười sáu lượt", Hedge::Exact, Some(("2.016,0", "2.016,0"))),
            ("hai triệu ba trăm nghìn đồng", Hedge::Exact, Some(("2.300.000,0", "2.300.000,0"))),
            ("ba nghìn lượt", Hedge::Exact, Some(("2.500,0", "3.500,0"))),
            ("12 345 cá nhân", Hedge::Exact, Some(("12.345,0", "12.345,0"))),
            ("12, 345 cá nhân", Hedge::Exact, Some(("12,0", "12,0"))),
            ("14 (mười bốn) cá nhân", Hedge::Exact, Some(("14,0", "14,0"))),
            ("một tập thể", Hedge::Exact, None),
            ("năm cá nhân", Hedge::Exact, None),
            ("2024 cá nhân", Hedge::Exact, None),
        ] {
            let expected = expected.map(|(low, high)| (low.to_owned(), high.to_owned()));
            assert_eq!(meant(text, hedge), expected, "{text}");
        }
    }
}
