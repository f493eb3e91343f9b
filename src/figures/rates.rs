//! Shares of a whole that stand in one table.

use crate::vi::{self, Number};

/// Returns the parts in per cent of the whole, all with as many decimals as the one that needs most, but at most two:
/// `100,0`, `97,5` and `95,0` stand below one another, `97,50` does not.
///
/// Gives nothing where there is no whole.
pub fn shares(parts: &[u64], whole: u64) -> Option<Vec<Number>> {
    let is_exact = |decimals: u32| {
        let scale = 10_u128.pow(decimals + 2);
        parts.iter().all(|part| (u128::from(*part) * scale).is_multiple_of(u128::from(whole.max(1))))
    };
    let decimals = if is_exact(0) {
        0
    } else if is_exact(1) {
        1
    } else {
        2
    };
    parts.iter().map(|part| vi::percent(Number::from(*part), Number::from(whole), decimals)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(parts: &[u64], whole: u64) -> Option<Vec<String>> {
        Some(shares(parts, whole)?.iter().map(Number::to_string).collect())
    }

    #[test]
    fn the_rates_of_a_table_have_the_same_decimals() {
        for (parts, whole, expected) in [
            (&[40, 20][..], 40, &["100", "50"][..]),
            (&[40, 39, 38], 40, &["100,0", "97,5", "95,0"]),
            (&[7, 6], 7, &["100,00", "85,71"]),
            (&[], 7, &[]),
        ] {
            assert_eq!(words(parts, whole).unwrap(), expected);
        }
    }

    #[test]
    fn there_is_no_share_of_nothing() {
        assert_eq!(shares(&[0], 0), None);
    }
}
