//! Exact decimal numbers, how they are printed, and the only place that rounds.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::text::grouped;

/// An exact decimal number.
///
/// It remembers how many decimals it was written with, so that `41,50` prints as `41,50`; it
/// compares by value, so `41,50 == 41,5`.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    mantissa: i128,
    decimals: u8,
}

impl Number {
    /// Zero, without decimals.
    pub const ZERO: Self = Self { mantissa: 0, decimals: 0 };

    /// The most decimals that a number can have.
    pub const MAX_DECIMALS: u8 = 9;

    /// Returns `mantissa` divided by ten to the power of `decimals`; `None` if that is out of range.
    ///
    /// The range is 20 digits before the comma, which holds every `u64`. It is what keeps all
    /// computing below far from the ends of an `i128`.
    pub fn new(mantissa: i128, decimals: u8) -> Option<Self> {
        let fits =
            decimals <= Self::MAX_DECIMALS && mantissa.unsigned_abs() < 10_u128.pow(20 + u32::from(decimals));
        fits.then_some(Self { mantissa, decimals })
    }

    /// Returns the number of decimals it was written with.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Returns the value as a count, if it is one.
    pub fn to_count(self) -> Option<u64> {
        let unit = power(self.decimals);
        (self.mantissa % unit == 0).then(|| u64::try_from(self.mantissa / unit).ok())?
    }

    /// Returns the value without its decimals; nought if it is below.
    pub fn to_whole(self) -> u64 {
        u64::try_from(self.mantissa / power(self.decimals)).unwrap_or(0)
    }

    /// Returns the sum; `None` if it is out of range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (left, right, decimals) = self.aligned(other);
        Self::new(left + right, decimals)
    }

    /// Returns the difference; `None` if it is out of range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (left, right, decimals) = self.aligned(other);
        Self::new(left - right, decimals)
    }

    /// Returns so many times the number; `None` if it is out of range.
    pub fn times(self, by: u64) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(i128::from(by))?, self.decimals)
    }

    /// Returns the number with exactly so many decimals (at most nine), rounded as [`ratio`] rounds.
    #[must_use]
    pub fn with_decimals(self, decimals: u8) -> Self {
        ratio(self, Self::from(1), decimals).unwrap_or(self)
    }

    /// Returns the text with its sign, also where it is a plus: `+41,03`.
    pub fn to_signed_string(self) -> String {
        if self.mantissa > 0 { format!("+{self}") } else { self.to_string() }
    }

    /// Returns both mantissas with the same number of decimals, and that number.
    fn aligned(self, other: Self) -> (i128, i128, u8) {
        let decimals = self.decimals.max(other.decimals);
        let scaled = |number: Self| number.mantissa * power(decimals - number.decimals);
        (scaled(self), scaled(other), decimals)
    }
}

/// Returns `numerator` divided by `denominator`, rounded to so many decimals (at most nine).
///
/// This is the only function that rounds. Halves go away from zero, as they do when people compute
/// by hand: 0,125 gives 0,13 and -0,125 gives -0,13. `None` if there is nothing to divide by, or if
/// the numbers are too large to stay exact.
pub fn ratio(numerator: Number, denominator: Number, decimals: u8) -> Option<Number> {
    let decimals = decimals.min(Number::MAX_DECIMALS);
    let (numerator, denominator, _) = numerator.aligned(denominator);
    let dividend = numerator.checked_mul(power(decimals))?;
    rounded_quotient(dividend, denominator).and_then(|mantissa| Number::new(mantissa, decimals))
}

/// Returns how many per cent of `whole` the `part` is.
pub fn percent(part: Number, whole: Number, decimals: u8) -> Option<Number> {
    let hundredfold = Number::new(part.mantissa.checked_mul(100)?, part.decimals)?;
    ratio(hundredfold, whole, decimals)
}

/// Returns by how many per cent the figure grew between `from` and `to`; negative if it fell.
///
/// `None` if it started at zero or below: there is no base to grow from.
pub fn growth(from: Number, to: Number, decimals: u8) -> Option<Number> {
    if from <= Number::ZERO {
        return None;
    }
    percent(to.checked_sub(from)?, from, decimals)
}

/// Returns a count as administrative texts write it: two digits below ten (`05 cá nhân`).
///
/// Zero stays `0`.
pub fn padded_count(count: u64) -> String {
    match count {
        1..=9 => format!("0{count}"),
        _ => Number::from(count).to_string(),
    }
}

fn rounded_quotient(dividend: i128, divisor: i128) -> Option<i128> {
    if divisor == 0 {
        return None;
    }
    let (size, by) = (dividend.unsigned_abs(), divisor.unsigned_abs());
    let quotient = i128::try_from((size.checked_mul(2)? + by) / (by * 2)).ok()?;
    Some(quotient * dividend.signum() * divisor.signum())
}

fn power(exponent: u8) -> i128 {
    10_i128.pow(u32::from(exponent))
}

impl From<u64> for Number {
    fn from(count: u64) -> Self {
        Self { mantissa: i128::from(count), decimals: 0 }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right, _) = self.aligned(*other);
        left.cmp(&right)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // All numbers are brought to the same scale, because equal numbers must hash alike.
        (self.mantissa * power(Self::MAX_DECIMALS - self.decimals)).hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = power(self.decimals).unsigned_abs();
        let size = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        write!(f, "{sign}{}", grouped(&(size / unit).to_string()))?;
        if self.decimals > 0 {
            write!(f, ",{:0width$}", size % unit, width = usize::from(self.decimals))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(number("41,50"), number("41,5"));
        assert!(number("-1") < number("0,5"));
        assert!(number("1.000") > number("999,999"));
    }

    #[test]
    fn sums_keep_every_decimal() {
        let sum = number("0,1").checked_add(number("0,25")).unwrap();
        assert_eq!(sum.to_string(), "0,35");
        assert_eq!(number("1").checked_sub(number("1,5")).unwrap().to_string(), "-0,5");
    }

    #[test]
    fn a_multiple_keeps_its_decimals() {
        assert_eq!(number("1,25").times(1000).unwrap().to_string(), "1.250,00");
        assert_eq!(number("1").times(u64::MAX).and_then(|it| it.times(10)), None);
        assert_eq!(["1,99", "12", "-3"].map(|text| number(text).to_whole()), [1, 12, 0]);
    }

    #[test]
    fn a_sum_out_of_range_is_none() {
        let large = Number::new(10_i128.pow(20) - 1, 0).unwrap();
        assert_eq!(large.checked_add(Number::from(1)), None);
    }

    #[test]
    fn every_u64_is_in_range() {
        let largest = Number::from(u64::MAX);
        assert_eq!(largest.checked_add(Number::ZERO), Some(largest));
        assert_eq!(largest.to_count(), Some(u64::MAX));
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let cases = [
            (("1", "8"), 2, "0,13"),
            (("-1", "8"), 2, "-0,13"),
            (("1", "3"), 2, "0,33"),
            (("2", "3"), 2, "0,67"),
            (("5", "2"), 0, "3"),
            (("4", "2"), 1, "2,0"),
            (("1", "0,5"), 0, "2"),
        ];
        for ((numerator, denominator), decimals, printed) in cases {
            let result = ratio(number(numerator), number(denominator), decimals).unwrap();
            assert_eq!(result.to_string(), printed, "{numerator} / {denominator}");
        }
        assert_eq!(number("1,005").with_decimals(2).to_string(), "1,01");
    }

    #[test]
    fn growth_is_counted_from_the_base() {
        let cases = [
            (("39", "55"), Some("+41,03")),
            (("100", "97"), Some("-3,00")),
            (("7", "7"), Some("0,00")),
            (("0", "5"), None),
            (("-2", "5"), None),
        ];
        for ((from, to), expected) in cases {
            let grown = growth(number(from), number(to), 2).map(Number::to_signed_string);
            assert_eq!(grown.as_deref(), expected, "{from} to {to}");
        }
    }

    #[test]
    fn a_percentage_of_nothing_is_none() {
        assert_eq!(percent(Number::from(1), Number::ZERO, 2), None);
        assert_eq!(percent(Number::from(29), Number::from(30), 1).unwrap().to_string(), "96,7");
    }

    #[test]
    fn small_counts_have_two_digits() {
        let printed = [0, 1, 5, 9, 10, 145, 1234].map(padded_count);
        assert_eq!(printed, ["0", "01", "05", "09", "10", "145", "1.234"]);
    }
}
