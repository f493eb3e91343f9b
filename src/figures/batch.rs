//! Who a batch has a document for: recipients of a decision.

use crate::model::{Decision, Honoured, Inventory, Ref, Selection, Unit};

use super::{Award, awards, membership};

/// Returns the recipients of a decision whom a selection takes, in the order of the decision's lists.
///
/// # Panics
/// If a link dangles: only to be called once all links have been checked.
pub fn selected<'a>(
    inventory: &'a Inventory,
    decision: &Ref<Decision>,
    selection: Option<&Selection>,
) -> Vec<Award<'a>> {
    let mut awards = awards(inventory, &decision.id);
    let Some(Selection { kind, form, unit, .. }) = selection else { return awards };
    let day = inventory.get(decision).date.as_ref().and_then(|date| date.complete());
    let unit = unit.as_ref().map(|unit| inventory.get(unit));
    awards.retain(|award| {
        let own = award.honour.form.as_ref().map(|form| &form.id);
        kind.as_ref().is_none_or(|kind| award.recipient.kind() == kind.value)
            && form.as_ref().is_none_or(|form| own == Some(&form.id))
            && unit.is_none_or(|unit| belongs(inventory, award, unit, day))
    });
    awards
}

/// Answers whether a recipient is a unit or of it on the day of the decision.
fn belongs(inventory: &Inventory, award: &Award<'_>, unit: &Unit, day: Option<(u16, u8, u8)>) -> bool {
    let is_of = |part: &Ref<Unit>| membership(inventory.get(part), unit, inventory);
    let own = match award.recipient {
        Honoured::Unit(part) => membership(part, unit, inventory),
        Honoured::Person(person) => {
            person.posts_on(day).into_iter().any(|post| post.unit.as_ref().is_some_and(is_of))
        }
    };
    own || award.honour.unit.as_deref().is_some_and(is_of)
}
