//! Counts of several units side by side. What must not be added is kept apart, so nothing is lost or made up.

use std::fmt;

use crate::model::{CountUnit, Hedge, Quantity};
use crate::vi::Number;

use super::sums::{Sum, together};
use super::words::quantity_words;

/// Counts of the same unit are added, with their hedges; counts of other units and words stand beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts {
    sums: Vec<Sum>,
    words: Vec<String>,
}

impl Amounts {
    /// Returns so many of what needs no unit.
    pub fn of(count: u64) -> Self {
        let sum = Sum { value: Number::from(count), hedge: Hedge::Exact, unit: None };
        Self { sums: vec![sum], words: Vec::new() }
    }

    /// Adds a quantity.
    pub fn add(&mut self, quantity: &Quantity) {
        match (quantity.number(), quantity.count_unit()) {
            (Some(value), Some(unit)) => {
                self.add_sum(Sum { value: *value, hedge: quantity.hedge, unit: Some(unit) });
            }
            _ => self.words.push(quantity_words(quantity)),
        }
    }

    /// Adds so many of a unit.
    pub fn add_count(&mut self, count: u64, unit: CountUnit) {
        self.add_sum(Sum { value: Number::from(count), hedge: Hedge::Exact, unit: Some(unit) });
    }

    /// Adds everything of another one.
    pub fn add_all(&mut self, other: &Self) {
        for sum in &other.sums {
            self.add_sum(*sum);
        }
        self.words.extend(other.words.iter().cloned());
    }

    /// A sum that would be too large for a number stands beside the other one, as if it had another unit.
    fn add_sum(&mut self, more: Sum) {
        let same = self.sums.iter_mut().filter(|sum| sum.unit == more.unit);
        for sum in same {
            if let Some(value) = sum.value.checked_add(more.value) {
                *sum = Sum { value, hedge: together(sum.hedge, more.hedge), unit: sum.unit };
                return;
            }
        }
        self.sums.push(more);
    }

    /// Answers whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty() && self.words.is_empty()
    }

    /// Returns the sums, one a unit.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// Returns what gives no number: `hàng chục`, `hằng năm`.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Returns the one number that it comes to: exact, of one unit, and zero where nothing was added.
    pub fn count(&self) -> Option<u64> {
        match (&self.sums[..], &self.words[..]) {
            ([], []) => Some(0),
            ([sum], []) if sum.hedge == Hedge::Exact => sum.value.to_count(),
            _ => None,
        }
    }
}

impl fmt::Display for Amounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sums = self.sums.iter().map(Sum::to_string);
        let parts: Vec<String> = sums.chain(self.words.iter().cloned()).collect();
        f.write_str(&parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(quantities: &[&str]) -> Amounts {
        let mut amounts = Amounts::default();
        for quantity in quantities {
            amounts.add(&Quantity::parse(quantity).unwrap());
        }
        amounts
    }

    #[test]
    fn only_counts_of_the_same_unit_are_added() {
        for (quantities, expected) in [
            (&["7 người", "3 người"][..], "10 người"),
            (&["7 người", "3 lượt người"], "7 người; 3 lượt người"),
            (&["2 lá cờ", "7 tập thể", "hơn 3 tập thể"], "2 lá cờ; hơn 10 tập thể"),
            (&["hàng chục", "5 tập thể", "hằng năm"], "5 tập thể; hàng chục; hằng năm"),
        ] {
            assert_eq!(added(quantities).to_string(), expected, "{quantities:?}");
        }
    }

    #[test]
    fn a_hedge_or_a_second_unit_leaves_no_single_count() {
        for (quantities, expected) in [
            (&[][..], Some(0)),
            (&["7 người", "3 người"], Some(10)),
            (&["hơn 7 người"], None),
            (&["7 người", "3 tập thể"], None),
            (&["7 người", "hàng chục"], None),
        ] {
            assert_eq!(added(quantities).count(), expected, "{quantities:?}");
        }
    }

    #[test]
    fn adding_in_two_steps_comes_to_the_same() {
        let mut first = added(&["7 người", "2 lá cờ"]);
        first.add_all(&added(&["gần 3 người", "hàng chục"]));
        assert_eq!(first, added(&["7 người", "2 lá cờ", "gần 3 người", "hàng chục"]));
    }
}
