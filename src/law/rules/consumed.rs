//! The earlier honours that carry a new one, so that a second one that leans on the same can be told.

use crate::model::{Class, Form, Inventory, Need, Ref, Rule};

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
    let last = |forms: &[Ref<Form>], class: Option<Class>, times: u16| {
        let mut pasts = scales.pasts(forms, class, before);
        pasts.split_off(pasts.len().saturating_sub(usize::from(times)))
    };
    let class_of = |class: &Option<crate::yaml::Located<Class>>| class.as_ref().map(|class| class.value);
    let conditions = |need: &Need| match need {
        Need::After(need) => last(&need.forms, class_of(&need.class), 1),
        Need::Held(need) => {
            last(&need.forms, class_of(&need.class), need.times.as_ref().map_or(1, |times| times.value))
        }
        Need::Consecutive(_)
        | Need::Rated(_)
        | Need::Initiatives(_)
        | Need::Members(_)
        | Need::Service(_)
        | Need::Office(_)
        | Need::Present(_)
        | Need::Founded(_)
        | Need::Elapsed(_)
        | Need::Campaign(_)
        | Need::Published(_)
        | Need::Undisciplined(_)
        | Need::Within(_)
        | Need::AnyOf(_)
        | Need::Review(_) => Vec::new(),
    };
    rule.needs.iter().flat_map(conditions).collect()
}
