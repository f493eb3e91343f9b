//! Disciplinary measures: achievements count only from the end of their term on, and an open case holds an award up.

use crate::model::{Date, Discipline, Inventory, Rule};
use crate::source::Span;

use crate::law::validity::{Validity, is_valid};

/// What a measure says of an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// Its term runs on the day of the award, or at the end of the year that counts.
    Runs(Date),
    /// Its term ended within the year that counts, of which the rest counts.
    Ended(Date),
    /// When its term ends is not known.
    Unknown,
}

impl Hindrance {
    /// Returns it in words.
    pub fn words(&self) -> String {
        match self {
            Self::Runs(end) => {
                format!("the term of a disciplinary measure ends on {end}, and achievements count only after that")
            }
            Self::Ended(end) => {
                format!("the term of a disciplinary measure ended on {end}, and achievements count only after that")
            }
            Self::Unknown => {
                "when the term of a disciplinary measure ends is not in the data, and achievements count only after that".to_owned()
            }
        }
    }
}

/// Returns what a measure says of an award for a year on a day. What was taken later says nothing, nor does a case without a measure.
pub fn hindrance(measure: &Discipline, year: u16, on: Date) -> Option<Hindrance> {
    measure.degree.as_ref()?;
    if surely_before(on, measure.from.value) {
        return None;
    }
    let end_of_year = Date { day: Some(31), month: Some(12), year: Some(year) };
    let Some(to) = measure.to.as_ref().map(|to| to.value) else {
        let months = measure.from.bounds().zip(on.bounds()).and_then(|(from, on)| from.1.months_until(on.0));
        let is_near = measure.from.year == Some(year) || months.is_none_or(|months| months < 12);
        return is_near.then_some(Hindrance::Unknown);
    };
    if runs_on(measure, on) || runs_on(measure, end_of_year) {
        return Some(Hindrance::Runs(to));
    }
    (to.year.is_none_or(|last| last == year)).then_some(Hindrance::Ended(to))
}

/// Answers whether the term of a measure surely covers a day.
pub(super) fn runs_on(measure: &Discipline, day: Date) -> bool {
    let end = measure.degree.as_ref().and(measure.to.as_ref());
    end.is_some_and(|to| is_valid(&measure.from, Some(to), day) == Validity::Yes)
}

/// Answers whether one day is surely earlier than another.
pub(super) fn surely_before(day: Date, other: Date) -> bool {
    match (day.bounds(), other.bounds()) {
        (Some((_, last)), Some((first, _))) => last.complete() < first.complete(),
        _ => false,
    }
}

/// Answers whether a case without a measure is open on a day. One that is closed on that day is cleared, and the award goes ahead.
pub fn is_open(case: &Discipline, day: Date) -> bool {
    let closed = case.to.as_ref().is_some_and(|to| to.value == day);
    case.degree.is_none() && !closed && is_valid(&case.from, case.to.as_ref(), day) == Validity::Yes
}

/// Returns what holds up an award to somebody, with the place: a case that is open on the day, or a measure.
pub fn held_up<'a>(
    inventory: &'a Inventory,
    measures: &[&'a Discipline],
    year: u16,
    on: Date,
) -> Option<(String, Span)> {
    let rules = |rule: &Rule| {
        rule.found_as.as_ref().is_some_and(|code| code.value == "pending-case")
            && is_valid(&rule.from, rule.to.as_ref(), on) == Validity::Yes
    };
    if !inventory.records().rules.iter().any(rules) {
        return None;
    }
    measures.iter().find_map(|measure| {
        let words = if is_open(measure, on) {
            format!("a case is still looked into since {}", measure.from.value)
        } else {
            hindrance(measure, year, on)?.words()
        };
        Some((words, measure.from.span))
    })
}
