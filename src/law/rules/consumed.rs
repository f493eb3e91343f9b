//! The earlier honours that carry a new one, so that a second one that leans on the same can be told.

use crate::model::{Earlier, Inventory, Need, Rule};

use super::history::{History, Past};
use super::needs::Candidate;

/// Returns the earlier honours that a rule which is met leans on: the last ones of those that it names as the condition. Titles in
/// consecutive years and those within a window are no such condition: their chains overlap by their nature.
pub fn conditions<'a>(
    inventory: &'a Inventory,
    history: &'a History<'a>,
    rule: &Rule,
    candidate: Candidate<'a>,
) -> Vec<Past<'a>> {
    let scales = super::scales(inventory, history, rule);
    let before = Candidate { year: candidate.year.saturating_sub(1), ..candidate };
    let conditions = rule.needs.iter().filter_map(Need::earlier).filter(|earlier| earlier.is_condition);
    let last = |earlier: Earlier<'_>| {
        let mut pasts = scales.pasts(earlier.forms, earlier.class, before);
        pasts.split_off(pasts.len().saturating_sub(usize::from(earlier.times)))
    };
    conditions.flat_map(last).collect()
}
