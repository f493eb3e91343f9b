//! Several awards to one recipient at once: which of them are paid (khoản 5–7 Điều 49 Nghị định số 152/2025/NĐ-CP).

use crate::model::{Date, FormGroup, Honour, Inventory};

use super::rules::{form_of, year_of};
use super::validity::{Validity, validity};

/// From this day on, who gets several titles for the same time is paid for the highest only. The decree before it had the
/// other principles, but not this sentence.
const HIGHEST_ONLY_FROM: Date = Date { day: Some(1), month: Some(7), year: Some(2025) };
/// From this day on, several forms of commendation are each paid only where time and achievement differ.
const EACH_FORM_FROM: Date = Date { day: Some(1), month: Some(1), year: Some(2024) };

/// Answers whether of several titles for the same time only the highest is paid.
pub fn pays_highest_only(on: Date) -> bool {
    validity(HIGHEST_ONLY_FROM, None, on) == Validity::Yes
}

/// Returns two forms of commendation among the honours of one recipient that may be for one time or one achievement, so
/// that not both may be paid. A title and a form are always both paid.
pub fn paid_twice<'a>(
    inventory: &Inventory,
    honours: &[&'a Honour],
    on: Date,
) -> Option<(&'a Honour, &'a Honour)> {
    if validity(EACH_FORM_FROM, None, on) != Validity::Yes {
        return None;
    }
    let forms: Vec<&Honour> = honours.iter().copied().filter(|it| is_paid_form(inventory, it)).collect();
    let pairs = forms
        .iter()
        .enumerate()
        .flat_map(|(at, first)| forms[..at].iter().map(move |before| (*before, *first)));
    pairs.into_iter().find(|(first, second)| !differ(inventory, first, second))
}

/// Where the data says `bonus: 0`, it was settled that the other one is paid.
fn is_paid_form(inventory: &Inventory, honour: &Honour) -> bool {
    group(inventory, honour) == Some(FormGroup::Commendation)
        && honour.bonus.as_ref().is_none_or(|bonus| bonus.value > 0)
}

fn differ(inventory: &Inventory, first: &Honour, second: &Honour) -> bool {
    let (years, before) = (year_of(first, inventory), year_of(second, inventory));
    let times = years.is_some() && before.is_some() && years != before;
    let reasons = first.reason.is_some() && second.reason.is_some() && first.reason != second.reason;
    let campaigns = match (&first.campaign, &second.campaign) {
        (Some(first), Some(second)) => first.id != second.id,
        (None, _) | (_, None) => false,
    };
    let merits = first.merit.is_some() && second.merit.is_some() && first.merit != second.merit;
    // What is told apart by both has two achievements, also within one year.
    (times && (reasons || campaigns)) || (reasons && (merits || campaigns))
}

/// Returns whether an honour is a title or a form of commendation.
pub fn group(inventory: &Inventory, honour: &Honour) -> Option<FormGroup> {
    form_of(inventory, honour).map(|form| form.group.value)
}
