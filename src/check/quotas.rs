//! How many may get a title, as a share of those with another one or of all people of the unit.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::{History, binds, year_of};
use crate::law::{Validity, is_valid};
use crate::model::{Certainty, Form, Honour, Id, Quota, Recipient, Ref, State, Unit};
use crate::source::Span;

use super::view::{View, asked_by, asked_on, homes, weight};

/// The holders in a unit and year of what is limited, and of what it is a share of.
#[derive(Default)]
struct Holders<'a> {
    limited: BTreeMap<&'a Id, Span>,
    others: BTreeSet<&'a Id>,
}

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let history = LazyCell::new(|| History::new(view.inventory));
    for quota in &view.records.quotas {
        for ((issuer, year), holders) in groups(view, quota) {
            let people = || history.members(issuer, year).len();
            found.extend(not_more_than_allowed(view, people, quota, (issuer, year), &holders));
        }
    }
}

/// Who granted or proposed, and for which year.
type Group<'a> = (&'a Id, u16);

fn groups<'a>(view: &View<'a>, quota: &'a Quota) -> BTreeMap<Group<'a>, Holders<'a>> {
    let mut groups: BTreeMap<Group<'a>, Holders<'a>> = BTreeMap::new();
    for (honour, link) in honours(view, &quota.forms) {
        let Some(group) = limited_then(view, quota, honour) else { continue };
        groups.entry(group).or_default().limited.insert(&link.id, link.span);
    }
    if groups.is_empty() {
        return groups;
    }
    for (honour, link) in honours(view, &quota.of) {
        let Some(year) = year_of(honour, view.inventory).filter(|_| honour.state().is_award()) else {
            continue;
        };
        let issuer = honour.decision.as_ref().and_then(|link| view.find(link)).map(|it| &it.issuer.id);
        let above = view.find_recipient(link).map(|recipient| homes(view, recipient)).unwrap_or_default();
        for unit in above.into_iter().chain(issuer) {
            if let Some(holders) = groups.get_mut(&(unit, year)) {
                holders.others.insert(&link.id);
            }
        }
    }
    groups
}

fn honours<'a>(
    view: &View<'a>,
    forms: &'a [Ref<Form>],
) -> impl Iterator<Item = (&'a Honour, &'a Ref<Recipient>)> {
    let one = |honour: &&Honour| {
        honour.form.as_ref().is_some_and(|form| forms.iter().any(|link| link.id == form.id))
    };
    let honours = view.records.honours.iter().filter(one);
    honours.flat_map(|honour| honour.recipients().map(move |link| (honour, link)))
}

/// Returns who decided or proposed an honour while the quota ruled it, and the year that it counts for.
fn limited_then<'a>(view: &View<'a>, quota: &Quota, honour: &'a Honour) -> Option<Group<'a>> {
    let proposed = honour.state() == State::Proposed;
    if proposed != (quota.proposals == Some(true)) {
        return None;
    }
    let day = asked_on(view, honour)?.value;
    let by = asked_by(view, honour)?;
    let ruled = is_valid(&quota.from, quota.to.as_ref(), day) == Validity::Yes
        && binds(view.inventory, quota.unit.as_ref(), Some(by))
        && (quota.armed_forces != Some(true) || is_armed(view, by));
    ruled.then_some((by, year_of(honour, view.inventory)?))
}

/// Answers whether a unit or one above it belongs to the armed forces.
fn is_armed(view: &View<'_>, unit: &Id) -> bool {
    let unit: Option<&Unit> = view.inventory.by_id(unit);
    let above = std::iter::successors(unit, |unit| view.find(unit.parent.as_ref()?));
    // A circle of parents, which is reported elsewhere, ends after more steps than any real body has.
    above.take(32).any(|unit| unit.armed_forces == Some(true))
}

/// Where the unit does not vouch for its data, holders of the other title may be missing in it. A single proposal is always let
/// through: how a part of one is rounded was not seen.
fn not_more_than_allowed(
    view: &View<'_>,
    people: impl Fn() -> usize,
    quota: &Quota,
    (issuer, year): Group<'_>,
    holders: &Holders<'_>,
) -> Option<Diagnostic> {
    let unit = view.inventory.by_id::<Unit>(issuer)?;
    let percent = usize::from(quota.percent.value);
    let headcount = || match &unit.headcount {
        Some(count) => usize::try_from(count.value).unwrap_or(usize::MAX),
        None => people(),
    };
    let (limited, base) =
        (holders.limited.len(), if quota.of.is_empty() { headcount() } else { holders.others.len() });
    let proposals = quota.proposals == Some(true);
    // Without a single one, the data has them not by name.
    if base == 0 || limited * 100 <= base.saturating_mul(percent) || (proposals && limited == 1) {
        return None;
    }
    let of = if quota.of.is_empty() { "people of the unit".to_owned() } else { names(view, &quota.of) };
    let most = base * percent / 100;
    let done = if proposals { "proposed " } else { "" };
    let headline = format!(
        "{limited} {done}{} of {year} stand against {base} {of}; at most {most} may ({percent} %)",
        names(view, &quota.forms)
    );
    let complete = unit.complete_since.as_ref().is_some_and(|since| since.value <= year);
    let sure = complete && quota.status.value == Certainty::Pinned && !proposals;
    Some(
        Diagnostic::new(Code::OverQuota, headline)
            .at(*holders.limited.values().max()?, "")
            .and(unit.id.span, if proposals { "proposed by this unit" } else { "granted by this unit" })
            .note(format!("{}: {}", quota.article.value, quota.says.value))
            .help(format!("see `vinhdanh explain law/{}`", quota.id.value))
            .severity(weight(sure)),
    )
}

fn names(view: &View<'_>, forms: &[Ref<Form>]) -> String {
    let name = |link: &Ref<Form>| {
        view.find(link).map_or_else(|| format!("`{}`", link.id), |form| format!("“{}”", form.name.value))
    };
    forms.iter().map(name).collect::<Vec<_>>().join(" or ")
}
