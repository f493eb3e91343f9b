//! The money that a decision pays to each of its recipients.

use std::collections::{BTreeMap, HashMap};

use crate::law;
use crate::model::{Date, Decision, Form, FormGroup, Honour, Id, Inventory, RecipientKind, Tally};

use super::{Roll, RollRow};

/// What a decision pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payments {
    /// How many đồng each row of each list gets; nothing where a higher title of the same time is paid.
    pub rows: Vec<Vec<u64>>,
    /// The sum.
    pub total: u64,
    /// Whether somebody is paid for the highest of several titles only.
    pub highest_only: bool,
    /// The sum if of several titles only the highest were paid: an office may have done so before a text said it.
    pub total_of_highest: u64,
}

/// Works out what a decision with money pays to the rows of its lists.
///
/// Gives nothing unless every amount is sure: the day and all recipients are known, each bonus is stated, or pinned and no mere
/// ceiling, and nobody gets two forms of commendation that may be for one achievement. A wrong amount would be worse than none.
pub fn payments(inventory: &Inventory, decision: &Decision, rolls: &[Roll<'_>]) -> Option<Payments> {
    decision.money.as_ref()?;
    let on = decision.date.as_ref()?;
    let mut rows = Vec::new();
    for roll in rolls {
        let amounts: Option<Vec<u64>> =
            roll.rows.iter().map(|row| amount(inventory, decision, roll.kind, row, on.value)).collect();
        rows.push(amounts?);
    }
    let mut of: BTreeMap<Id, Vec<&Honour>> = BTreeMap::new();
    for row in rolls.iter().flat_map(|roll| &roll.rows) {
        if let (Some(recipient), Some(honour)) = (row.recipient, row.honour) {
            of.entry(recipient.id().clone()).or_default().push(honour);
        }
    }
    if of.values().any(|honours| law::paid_twice(inventory, honours, on.value).is_some()) {
        return None;
    }
    let mut highest = rows.clone();
    let any = keep_highest(inventory, rolls, &mut highest);
    let total_of_highest = highest.iter().flatten().sum();
    let highest_only = any && law::pays_highest_only(on.value);
    if highest_only {
        rows = highest;
    }
    let total = rows.iter().flatten().sum();
    Some(Payments { rows, total, highest_only, total_of_highest })
}

fn amount(
    inventory: &Inventory,
    decision: &Decision,
    kind: RecipientKind,
    row: &RollRow<'_>,
    on: Date,
) -> Option<u64> {
    if let Some(stated) = row.honour.and_then(|honour| honour.bonus.as_ref()) {
        return Some(u64::from(stated.value));
    }
    let (form, class) = match (row.honour, row.tally) {
        (Some(honour), _) => {
            (law::rules::form_of(inventory, honour)?, honour.class.as_ref().map(|class| class.value))
        }
        (None, Some(tally)) => (only_form(inventory, tally)?, tally.class.as_ref().map(|class| class.value)),
        (None, None) => return None,
    };
    let office = law::office(inventory.get(&decision.issuer));
    let grant = law::bonus(inventory, form, class, kind, office, on).ok()?;
    (grant.is_sure && grant.bonus.ceiling != Some(true)).then_some(grant.amount)
}

/// Returns the form of a tally that counts one form, and says of whom: a count of several is nobody's bonus.
fn only_form<'a>(inventory: &'a Inventory, tally: &Tally) -> Option<&'a Form> {
    let [form] = &tally.forms[..] else { return None };
    let is_of_one_kind = tally.recipients.as_ref().is_some_and(|kind| kind.value != RecipientKind::Mixed)
        && tally.named_inside != Some(true);
    if is_of_one_kind { inventory.by_id(&form.id) } else { None }
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
    (law::group(inventory, honour) == Some(FormGroup::Title)).then(|| (recipient.id().clone(), honour))
}
