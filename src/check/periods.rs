//! Periods: as long as they say, one after the other, and around the years of what they hold.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Claim, Period, Review, ReviewKind};
use crate::yaml::Located;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    for review in &records.reviews {
        found.extend(a_period_is_as_long_as_its_kind_says(review));
        found.extend(the_next_period_shares_no_year(review));
    }
    for claim in &records.claims {
        found.extend(the_base_shares_no_year(claim));
    }
    let honours = records.honours.iter().map(|honour| (honour.year.as_ref(), honour.period.as_deref()));
    let tallies = records.tallies.iter().map(|tally| (tally.year.as_ref(), tally.period.as_ref()));
    let figures = records.figures.iter().map(|figure| (figure.year.as_ref(), figure.period.as_ref()));
    for (year, period) in honours.chain(tallies).chain(figures) {
        found.extend(year.and_then(a_year_is_of_our_time));
        found.extend(the_year_lies_in_the_period(year, period));
    }
    for headship in records.units.iter().flat_map(|unit| &unit.headships) {
        found.extend(a_year_is_of_our_time(&headship.year));
    }
}

fn a_period_is_as_long_as_its_kind_says(review: &Review) -> Option<Diagnostic> {
    let period = review.period.value;
    let years = period.last - period.first + 1;
    let (expected, kind) = match review.kind.value {
        ReviewKind::FiveYear => (5, "five years"),
        ReviewKind::Annual => (1, "one year"),
    };
    // One year more or less is how people speak (2010–2015) or how school years fall.
    let severity = match years.abs_diff(expected) {
        0 => return None,
        1 => Severity::Note,
        _ => Severity::Warning,
    };
    let length = if years == 1 { "one calendar year".to_owned() } else { format!("{years} calendar years") };
    let headline = format!("a review of {kind} has the period {}, which is {length}", shown(period));
    Some(
        Diagnostic::new(Code::OddPeriod, headline)
            .at(review.period.span, length)
            .and(review.kind.span, format!("`{}`", review.kind.as_str()))
            .severity(severity),
    )
}

fn the_next_period_shares_no_year(review: &Review) -> Option<Diagnostic> {
    let next = review.next_period.as_ref()?;
    // A next period that does not even begin later is an error of its own.
    (next.first > review.period.first && next.overlaps(review.period.value)).then(|| {
        let headline = format!(
            "the next period {} begins before {} is over",
            shown(next.value),
            shown(review.period.value)
        );
        Diagnostic::new(Code::OverlappingPeriods, headline)
            .at(next.span, "the next period")
            .and(review.period.span, "the reviewed period")
    })
}

fn the_base_shares_no_year(claim: &Claim) -> Option<Diagnostic> {
    let (base, period) = (claim.base_period.as_ref()?, claim.period.as_ref()?);
    base.overlaps(period.value).then(|| {
        let headline = format!(
            "the base period {} and the period {} share a year",
            shown(base.value),
            shown(period.value)
        );
        Diagnostic::new(Code::OverlappingPeriods, headline)
            .at(base.span, "the base period")
            .and(period.span, "the period of the claim")
    })
}

/// The same years that a date may have.
fn a_year_is_of_our_time(year: &Located<u16>) -> Option<Diagnostic> {
    (!(1900..=2200).contains(&year.value)).then(|| {
        Diagnostic::new(Code::BadDate, format!("the year {} is not between 1900 and 2200", year.value))
            .at(year.span, "")
    })
}

fn the_year_lies_in_the_period(
    year: Option<&Located<u16>>,
    period: Option<&Located<Period>>,
) -> Option<Diagnostic> {
    let (year, period) = (year.filter(|year| a_year_is_of_our_time(year).is_none())?, period?);
    (!period.contains(year.value)).then(|| {
        let headline = format!("the year {} lies outside the period {}", year.value, shown(period.value));
        Diagnostic::new(Code::OutsidePeriod, headline)
            .at(year.span, "the year")
            .and(period.span, "the period")
    })
}

/// Returns a period as the data writes it.
pub(super) fn shown(period: Period) -> String {
    if period.first == period.last {
        period.first.to_string()
    } else {
        format!("{}–{}", period.first, period.last)
    }
}
