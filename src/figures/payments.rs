//! The money that a decision pays to each of its recipients.

use std::collections::HashMap;

use crate::law::{self, Validity, validity};
use crate::model::{Certainty, Date, Decision, FormGroup, Honour, Id, Inventory, RecipientKind};

use super::{Roll, RollRow};

/// From this day on, who gets several titles for the same time is paid for the highest only (khoản 5 Điều 49 Nghị định số
/// 152/2025/NĐ-CP).
const HIGHEST_ONLY_FROM: Date = Date { day: Some(1), month: Some(7), year: Some(2025) };

/// What a decision pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payments {
    /// How many đồng each row of each list gets; nothing where a higher title of the same time is paid.
    pub rows: Vec<Vec<u64>>,
    /// The sum.
    pub total: u64,
    /// Whether somebody is paid for the highest of several titles only.
    pub highest_only: bool,
}

/// Works out what a decision pays to the rows of its lists.
///
/// Gives nothing unless every amount is sure: the day and all recipients are known, and each bonus is pinned and no mere
/// ceiling. A wrong amount would be worse than none.
pub fn payments(inventory: &Inventory, decision: &Decision, rolls: &[Roll<'_>]) -> Option<Payments> {
    decision.money.as_ref()?;
    let on = decision.date.as_ref()?;
    let mut rows = Vec::new();
    for roll in rolls {
        let amounts: Option<Vec<u64>> =
            roll.rows.iter().map(|row| amount(inventory, decision, roll.kind, row, on.value)).collect();
        rows.push(amounts?);
    }
    let highest_only = validity(HIGHEST_ONLY_FROM, None, on.value) == Validity::Yes
        && keep_highest(inventory, rolls, &mut rows);
    let total = rows.iter().flatten().sum();
    Some(Payments { rows, total, highest_only })
}

fn amount(
    inventory: &Inventory,
    decision: &Decision,
    kind: RecipientKind,
    row: &RollRow<'_>,
    on: Date,
) -> Option<u64> {
    let honour = row.honour?;
    let form = law::rules::form_of(inventory, honour)?;
    let class = honour.class.as_ref().map(|class| class.value);
    let office = inventory.get(&decision.issuer).office.as_ref().map(|office| office.value);
    let grant = law::bonus(inventory, form, class, kind, office, on).ok()?;
    let sure = grant.bonus.status.value == Certainty::Pinned
        && grant.base.status.value == Certainty::Pinned
        && grant.bonus.ceiling != Some(true);
    sure.then_some(grant.amount)
}

/// Takes away what lower titles of the same recipient and time would be paid; says whether there was any.
fn keep_highest(inventory: &Inventory, rolls: &[Roll<'_>], rows: &mut [Vec<u64>]) -> bool {
    let mut highest: HashMap<(Id, Option<u16>), (usize, usize)> = HashMap::new();
    let mut any = false;
    for (list, roll) in rolls.iter().enumerate() {
        for (at, row) in roll.rows.iter().enumerate() {
            let Some((id, honour)) = title(inventory, row) else { continue };
            let key = (id, law::rules::year_of(honour, inventory));
            match highest.get(&key).copied() {
                None => {
                    highest.insert(key, (list, at));
                }
                Some((best_list, best)) => {
                    any = true;
                    if rows[list][at] > rows[best_list][best] {
                        rows[best_list][best] = 0;
                        highest.insert(key, (list, at));
                    } else {
                        rows[list][at] = 0;
                    }
                }
            }
        }
    }
    any
}

/// Returns who gets a row and for what, if that is a title: forms of commendation are paid beside titles.
fn title<'a>(inventory: &Inventory, row: &RollRow<'a>) -> Option<(Id, &'a Honour)> {
    let (recipient, honour) = (row.recipient?, row.honour?);
    let form = law::rules::form_of(inventory, honour)?;
    (form.group.value == FormGroup::Title).then(|| (recipient.id().clone(), honour))
}
