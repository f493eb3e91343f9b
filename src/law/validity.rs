//! What rules on a day.

use crate::model::{BaseSalary, Date, Inventory, Regime};
use crate::yaml::Located;

/// Whether something rules on a day, as far as the day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It does.
    Yes,
    /// It does not yet.
    NotYet,
    /// It does no longer.
    NoLonger,
    /// Of the day too little is known.
    Unknown,
}

/// Answers whether what rules from one day to another, both counted, rules on a day.
///
/// A day of which only the year is known is decided where the whole year is.
pub fn is_valid(from: &Located<Date>, to: Option<&Located<Date>>, on: Date) -> Validity {
    validity(from.value, to.map(|to| to.value), on)
}

/// The same of days that stand in no file.
pub fn validity(from: Date, to: Option<Date>, on: Date) -> Validity {
    let Some((first, last)) = bounds(on) else { return Validity::Unknown };
    let Some((from, _)) = bounds(from) else { return Validity::Unknown };
    let end = to.map(bounds);
    let Some(end) = end.map_or(Some(None), |end| end.map(|(_, last)| Some(last))) else {
        return Validity::Unknown;
    };
    if last < from {
        Validity::NotYet
    } else if end.is_some_and(|end| first > end) {
        Validity::NoLonger
    } else if first >= from && end.is_none_or(|end| last <= end) {
        Validity::Yes
    } else {
        Validity::Unknown
    }
}

type Day = (u16, u8, u8);

/// Returns the first and last day that a date may mean; nothing without a year.
fn bounds(date: Date) -> Option<(Day, Day)> {
    let year = date.year?;
    let first = (year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    // No month is longer, and days are only compared.
    let last = (year, date.month.unwrap_or(12), date.day.unwrap_or(31));
    Some((first, last))
}

/// Returns the regime of a day.
pub fn regime(inventory: &Inventory, on: Date) -> Option<&Regime> {
    let regimes = &inventory.records().regimes;
    regimes.iter().find(|regime| is_valid(&regime.from, regime.to.as_ref(), on) == Validity::Yes)
}

/// Returns the base salary of a day.
pub fn base_salary(inventory: &Inventory, on: Date) -> Option<&BaseSalary> {
    let (first, last) = bounds(on)?;
    let salaries = inventory.records().base_salaries.iter();
    let mut known: Vec<(Day, &BaseSalary)> =
        salaries.filter_map(|salary| Some((bounds(salary.from.value)?.0, salary))).collect();
    known.sort_by_key(|(from, _)| *from);
    let on_first = known.iter().rfind(|(from, _)| *from <= first)?;
    let on_last = known.iter().rfind(|(from, _)| *from <= last)?;
    (on_first.0 == on_last.0).then_some(on_first.1)
}
