//! Sums of tallies. What must not be added is refused, never added silently.

use std::collections::HashSet;
use std::fmt;

use crate::model::{CountUnit, Hedge, Id, Inventory, State, Tally};
use crate::vi::Number;

use super::words::hedge_word;

/// A sum with the hedge that its parts leave to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub value: Number,
    /// How sure it is.
    pub hedge: Hedge,
    /// What is counted, where the tallies say it.
    pub unit: Option<CountUnit>,
}

/// Why tallies can't be added.
#[derive(Debug, Clone, Copy)]
pub enum SumFault<'a> {
    /// There are none.
    Nothing,
    /// One is given twice.
    Twice(&'a Tally),
    /// One gives no number: `hàng chục`, `hằng năm`.
    NoNumber(&'a Tally),
    /// Two count different things, such as persons and turns.
    MixedUnits(&'a Tally, &'a Tally),
    /// Two have not come equally far, such as a proposal and an award.
    MixedStates(&'a Tally, &'a Tally),
    /// One is counted inside another one.
    PartWithWhole {
        /// The part.
        part: &'a Tally,
        /// The whole, directly above the part or further up.
        whole: &'a Tally,
    },
    /// The sum has more digits than any figure.
    TooLarge,
}

/// How far honours have come, as far as adding them is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Put forward, also where people were asked for comment.
    Proposed,
    /// Chosen by a conference.
    Elected,
    /// Granted, also after death.
    Awarded,
    /// Taken back.
    Revoked,
}

impl Standing {
    /// Returns the standing of a state.
    pub fn of(state: State) -> Self {
        match state {
            State::Proposed | State::Consulted => Self::Proposed,
            State::Elected => Self::Elected,
            State::Awarded | State::Posthumous => Self::Awarded,
            State::Revoked => Self::Revoked,
        }
    }
}

/// Adds tallies that count the same thing.
pub fn sum<'a>(tallies: &[&'a Tally], inventory: &'a Inventory) -> Result<Sum, SumFault<'a>> {
    if let Some(fault) = sum_faults(tallies, inventory).first() {
        return Err(*fault);
    }
    let mut total = Sum { value: Number::ZERO, hedge: Hedge::Exact, unit: tallies[0].count.count_unit() };
    for tally in tallies {
        let number = tally.count.number().ok_or(SumFault::NoNumber(tally))?;
        total.value = total.value.checked_add(*number).ok_or(SumFault::TooLarge)?;
        total.hedge = together(total.hedge, tally.count.hedge);
    }
    Ok(total)
}

/// Returns everything that keeps tallies from being added.
pub fn sum_faults<'a>(tallies: &[&'a Tally], inventory: &'a Inventory) -> Vec<SumFault<'a>> {
    let Some(first) = tallies.first() else {
        return vec![SumFault::Nothing];
    };
    let mut faults: Vec<SumFault<'a>> = Vec::new();
    faults.extend(twice(tallies).map(SumFault::Twice));
    faults.extend(
        tallies.iter().filter(|tally| tally.count.number().is_none()).map(|tally| SumFault::NoNumber(tally)),
    );
    faults.extend(two_units(tallies).map(|(first, second)| SumFault::MixedUnits(first, second)));
    let standing = Standing::of(first.state());
    let other = tallies.iter().find(|other| Standing::of(other.state()) != standing);
    faults.extend(other.map(|other| SumFault::MixedStates(first, other)));
    let ids: HashSet<&Id> = tallies.iter().map(|tally| &tally.id.value).collect();
    faults.extend(tallies.iter().filter_map(|part| {
        let whole = wholes(part, inventory).find(|whole| ids.contains(&whole.id.value))?;
        Some(SumFault::PartWithWhole { part, whole })
    }));
    faults
}

fn twice<'a>(tallies: &[&'a Tally]) -> Option<&'a Tally> {
    let mut seen = HashSet::new();
    tallies.iter().find(|tally| !seen.insert(&tally.id.value)).copied()
}

/// Returns two tallies that count different things. What gives no number has no unit either.
fn two_units<'a>(tallies: &[&'a Tally]) -> Option<(&'a Tally, &'a Tally)> {
    let mut numbers = tallies.iter().filter(|tally| tally.count.number().is_some());
    let first = numbers.next()?;
    numbers.find(|other| counted(other) != counted(first)).map(|second| (*first, *second))
}

/// Returns the tallies that a tally is a part of, directly and further up.
///
/// Links may lead in a circle before `check` has seen them, so the walk is no longer than there are tallies.
pub fn wholes<'a>(tally: &'a Tally, inventory: &'a Inventory) -> impl Iterator<Item = &'a Tally> {
    let above = |tally: &'a Tally| tally.part_of.as_ref().and_then(|link| inventory.by_id(&link.id));
    std::iter::successors(above(tally), move |whole| above(whole)).take(inventory.records().tallies.len())
}

/// What a tally counts: the unit of count, or whatever else was written.
fn counted(tally: &Tally) -> (Option<CountUnit>, Option<&str>) {
    match tally.count.count_unit() {
        Some(unit) => (Some(unit), None),
        None => (None, tally.count.unit.as_deref()),
    }
}

/// Returns how sure a sum of two figures is.
pub fn together(left: Hedge, right: Hedge) -> Hedge {
    match (left, right) {
        (Hedge::Exact, other) | (other, Hedge::Exact) => other,
        (Hedge::Over, Hedge::Over) => Hedge::Over,
        (Hedge::Under, Hedge::Under) => Hedge::Under,
        (Hedge::AboutOver | Hedge::Over, Hedge::AboutOver | Hedge::Over) => Hedge::AboutOver,
        (Hedge::About | Hedge::AboutOver, _) | (_, Hedge::About | Hedge::AboutOver) => Hedge::About,
        (Hedge::Over, Hedge::Under) | (Hedge::Under, Hedge::Over) => Hedge::About,
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", hedge_word(self.hedge), self.value)?;
        self.unit.map_or(Ok(()), |unit| write!(f, " {}", unit.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hedge_is_never_lost_in_a_sum() {
        use Hedge::{About, AboutOver, Exact, Over, Under};
        let cases = [
            (Exact, Exact, Exact),
            (Exact, Over, Over),
            (Under, Exact, Under),
            (Over, Over, Over),
            (Under, Under, Under),
            (Over, Under, About),
            (About, Exact, About),
            (AboutOver, Over, AboutOver),
            (AboutOver, Under, About),
            (About, AboutOver, About),
        ];
        for (left, right, expected) in cases {
            assert_eq!(together(left, right), expected, "{left:?} + {right:?}");
            assert_eq!(together(right, left), expected, "{right:?} + {left:?}");
        }
    }
}
