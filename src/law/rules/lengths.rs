//! How many years the needs of a rule take.

use crate::model::Need;
use crate::yaml::Located;

pub(super) fn times(times: Option<&Located<u16>>) -> u16 {
    times.map_or(1, |times| times.value.max(1))
}

/// Returns how many years after an earlier honour a need takes.
pub(super) fn years_of(need: &Need) -> u16 {
    match need {
        Need::Consecutive(need) => need.years.value,
        Need::Rated(need) => times(need.years.as_ref()),
        Need::Held(need) => times(need.times.as_ref()),
        Need::Elapsed(need) => need.years.value,
        Need::Within(need) => need.years.value,
        Need::AnyOf(need) => {
            let first = need.ways.first().into_iter().flat_map(|way| &way.needs);
            first.map(years_of).max().unwrap_or(1)
        }
        Need::After(_)
        | Need::Initiatives(_)
        | Need::Members(_)
        | Need::Service(_)
        | Need::Office(_)
        | Need::Present(_)
        | Need::Founded(_)
        | Need::Campaign(_)
        | Need::Published(_)
        | Need::Undisciplined(_)
        | Need::Review(_) => 1,
    }
}
