//! What a unit counts of itself against what decisions in the data give: the decisions are the truth, and reports run higher.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::year_of;
use crate::model::{CountUnit, Honour, Period, RecordKind, Tally, Unit};
use crate::source::Span;

use super::recipients::{recipient_kind, tally_kind};
use super::view::{View, homes};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    if !view.is_complete(RecordKind::Honour) {
        return;
    }
    for tally in &view.records.tallies {
        found.extend(no_more_are_counted_than_decided(view, tally));
    }
}

/// Only where the data has every honour of the unit, and the tally means to have them inside.
fn no_more_are_counted_than_decided(view: &View<'_>, tally: &Tally) -> Option<Diagnostic> {
    let unit = view.find(&tally.unit)?;
    let since = complete_since(view, unit)?;
    let years = years(tally).filter(|years| years.first >= since.0)?;
    let is_own = tally.decision.is_none() && tally.recipient.is_none() && tally.named_inside == Some(true);
    if !is_own || !tally.state().is_award() {
        return None;
    }
    let said = tally.count.exact()?.to_count()?;
    let (decided, last) = decided(view, tally, unit, years);
    (said > decided).then(|| {
        let headline =
            format!("`{}` counts {said}, but the decisions in the data give {decided}", tally.id.value);
        let diagnostic = Diagnostic::new(Code::SelfReported, headline)
            .at(tally.count.span, "counted by the unit")
            .and(since.1, "every honour since then is in the data");
        let diagnostic =
            last.into_iter().fold(diagnostic, |diagnostic, place| diagnostic.and(place, "decided"));
        diagnostic
            .help("the register of decisions is the truth: mend the count, or add the missing decisions")
    })
}

fn complete_since(view: &View<'_>, unit: &Unit) -> Option<(u16, Span)> {
    let above = std::iter::successors(Some(unit), |unit| view.find(unit.parent.as_ref()?));
    // No body has so many above it: a circle of parents, which is told elsewhere, ends here.
    above.take(20).find_map(|unit| unit.complete_since.as_ref()).map(|since| (since.value, since.span))
}

fn years(tally: &Tally) -> Option<Period> {
    let period = tally.period.as_ref().map(|period| period.value);
    tally.year.as_ref().map(|year| Period { first: year.value, last: year.value }).or(period)
}

/// Returns how many the decisions give, and the places of the first few.
fn decided(view: &View<'_>, tally: &Tally, unit: &Unit, years: Period) -> (u64, Vec<Span>) {
    let kind = tally_kind(view, tally).map(|(kind, _)| kind);
    let class = tally.class.as_ref().map(|class| class.value);
    let is_counted = |honour: &&Honour| {
        honour.state().is_award()
            && honour.form.as_ref().is_some_and(|form| tally.forms.iter().any(|link| link.id == form.id))
            && class.is_none_or(|class| honour.class.as_ref().is_some_and(|it| it.value == class))
            && year_of(honour, view.inventory).is_some_and(|year| years.contains(year))
    };
    let mut links = Vec::new();
    for honour in view.records.honours.iter().filter(is_counted) {
        for link in honour.recipients() {
            let Some(recipient) = view.find_recipient(link) else { continue };
            let is_here = match &honour.unit {
                Some(named) => named.id == unit.id.value,
                None => homes(view, recipient).contains(&unit.id.value),
            };
            if is_here && kind.is_none_or(|kind| kind == recipient_kind(recipient)) {
                links.push(link);
            }
        }
    }
    let count = match tally.count.count_unit() {
        Some(CountUnit::Persons | CountUnit::Collectives | CountUnit::Households) => {
            links.iter().map(|link| &link.id).collect::<HashSet<_>>().len()
        }
        _ => links.len(),
    };
    (count as u64, links.iter().take(3).map(|link| link.span).collect())
}
