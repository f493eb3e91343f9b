//! Counts of honours: whole numbers of something that is known.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, CountUnit, Quantity, RecipientKind, Tally};
use crate::vi::Number;
use crate::yaml::{Located, listed};

use super::recipients::tally_kind;
use super::view::{View, written};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for tally in &view.records.tallies {
        found.extend(a_count_counts(&tally.count));
        found.extend(the_unit_suits_the_recipients(view, tally));
    }
    for count in view.records.honours.iter().filter_map(|honour| honour.count.as_ref()) {
        found.extend(a_count_counts(count));
    }
}

/// The units to choose from, in the words that a report prints.
const UNITS: &[CountUnit] = &[
    CountUnit::Persons,
    CountUnit::Turns,
    CountUnit::Collectives,
    CountUnit::CollectiveTurns,
    CountUnit::Households,
    CountUnit::Awards,
    CountUnit::Flags,
    CountUnit::Years,
];

/// Words such as `hàng chục` count without a number, and need no unit.
fn a_count_counts(count: &Located<Quantity>) -> Option<Diagnostic> {
    let Amount::Number(number) = &count.amount else { return None };
    let unit = count.unit.as_deref().unwrap_or_default();
    if unit.starts_with('%') || unit == "phần trăm" {
        let help = "write how many there were; a percentage belongs into `claims:` with `kind: rate`";
        return Some(not_a_count(count, "a percentage").help(help));
    }
    if unit.contains("đồng") && CountUnit::of(unit).is_none() {
        return Some(not_a_count(count, "an amount of money").help("write how many there were"));
    }
    if *number < Number::ZERO {
        return Some(not_a_count(count, "less than nothing"));
    }
    if number.to_count().is_none() {
        return Some(not_a_count(count, "not a whole number"));
    }
    no_unit(count, unit)
}

fn not_a_count(count: &Located<Quantity>, what: &str) -> Diagnostic {
    let headline = format!("expected a count such as `427 lượt người`, found `{}`", written(count));
    Diagnostic::new(Code::NotACount, headline).at(count.span, what)
}

fn no_unit(count: &Located<Quantity>, unit: &str) -> Option<Diagnostic> {
    if CountUnit::of(unit).is_some() {
        return None;
    }
    let headline = match unit {
        "" => "the count does not say what it counts".to_owned(),
        unit => format!("`{unit}` is not a unit of count"),
    };
    let words: Vec<&str> = UNITS.iter().map(|unit| unit.as_str()).collect();
    Some(
        Diagnostic::new(Code::UnitOfCount, headline)
            .at(count.span, "")
            .help(format!("write one of {}", listed(&words))),
    )
}

fn the_unit_suits_the_recipients(view: &View<'_>, tally: &Tally) -> Option<Diagnostic> {
    let unit = tally.count.count_unit()?;
    let (kind, place) = tally_kind(view, tally)?;
    let counted = counted_kind(unit)?;
    (kind != RecipientKind::Mixed && kind != counted).then(|| {
        let headline = format!("the recipients are {}, but `{}` are counted", kind.as_str(), unit.as_str());
        let diagnostic = Diagnostic::new(Code::UnitMismatch, headline)
            .at(tally.count.span, format!("counts {}", counted.as_str()))
            .and(place, kind.as_str());
        match (unit, kind) {
            (CountUnit::Turns, RecipientKind::Collectives) => diagnostic.help("write `lượt tập thể`"),
            _ => diagnostic,
        }
    })
}

/// Returns whom a unit of count counts; nothing if it counts what was received.
fn counted_kind(unit: CountUnit) -> Option<RecipientKind> {
    match unit {
        CountUnit::Persons | CountUnit::Turns => Some(RecipientKind::Persons),
        CountUnit::Collectives | CountUnit::CollectiveTurns => Some(RecipientKind::Collectives),
        CountUnit::Households => Some(RecipientKind::Households),
        CountUnit::Awards | CountUnit::Flags | CountUnit::Years => None,
    }
}
