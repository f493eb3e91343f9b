//! One achievement is not rewarded twice, and one condition does not carry two honours.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::rules::{Candidate, History, conditions, year_of};
use crate::model::{FormGroup, Honour, Honoured, Id, Inventory, Recipient, Ref, Rule, State};
use crate::source::Span;
use crate::vi::fold_for_compare;

use super::rules::{name, quoted};
use super::view::{View, asked_on};

/// What an honour is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Achievement<'a> {
    Stated(String),
    InCampaign(&'a Id),
}

/// Two forms of commendation of the same year. A title and a form may go together.
pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(&Id, u16, Achievement<'_>), (&Honour, Span)> = HashMap::new();
    for honour in view.records.honours.iter().filter(|honour| is_commendation(view, honour)) {
        if !honour.recipients().any(|link| view.is_honoured_again(link)) {
            continue;
        }
        let Some(year) = year_of(honour, view.inventory) else { continue };
        let achievements = achievements(honour);
        if achievements.is_empty() {
            continue;
        }
        for link in honour.recipients() {
            let keys: Vec<_> = achievements.iter().map(|what| (&link.id, year, what.clone())).collect();
            let first = keys.iter().find_map(|key| Some((&key.2, *seen.get(key)?)));
            found.extend(first.and_then(|(what, first)| two_rewards(view, what, first, honour, link)));
            for key in keys {
                seen.entry(key).or_insert((honour, link.span));
            }
        }
    }
}

fn is_commendation(view: &View<'_>, honour: &Honour) -> bool {
    let form = honour.form.as_ref().and_then(|link| view.find(link));
    let lives = honour.state().is_award() || honour.state() == State::Proposed;
    lives && form.is_some_and(|form| form.group.value == FormGroup::Commendation)
}

/// The stated reason goes first, since it is the surer sign.
fn achievements(honour: &Honour) -> Vec<Achievement<'_>> {
    let reason = honour.reason.as_ref().map(|reason| Achievement::Stated(fold_for_compare(reason)));
    let campaign = honour.campaign.as_ref().map(|campaign| Achievement::InCampaign(&campaign.id));
    reason.into_iter().chain(campaign).collect()
}

/// The same form twice is told elsewhere. What others decided both times is history.
fn two_rewards(
    view: &View<'_>,
    what: &Achievement<'_>,
    (first, place): (&Honour, Span),
    second: &Honour,
    link: &Ref<Recipient>,
) -> Option<Diagnostic> {
    let form = |honour: &Honour| honour.form.as_ref().map(|form| form.id.clone());
    let day = asked_on(view, second).or_else(|| asked_on(view, first))?;
    let (rule, severity) = view.rule_found_as(Code::RewardedTwice, day.value)?;
    if form(first) == form(second) {
        return None;
    }
    let (words, most) = match what {
        Achievement::Stated(_) => ("for the same stated achievement", Severity::Warning),
        Achievement::InCampaign(_) => ("in the same campaign and year", Severity::Note),
    };
    let who = quoted(view.find_recipient(link)?);
    let headline = format!("{who} has two forms of commendation {words}");
    Some(
        Diagnostic::new(Code::RewardedTwice, headline)
            .at(link.span, "")
            .and(place, "the other one")
            .note(format!("{}: {}", rule.article.value, rule.says.value))
            .severity(severity.min(most)),
    )
}

/// Which honours lean on an earlier one as their condition.
#[derive(Default)]
pub(super) struct Uses<'a> {
    first: HashMap<(&'a Id, Span), Use<'a>>,
    again: Vec<(Use<'a>, Use<'a>, Span)>,
}

#[derive(Clone, Copy)]
struct Use<'a> {
    rule: &'a Rule,
    recipient: Honoured<'a>,
    honour: &'a Honour,
    place: Span,
}

impl<'a> Uses<'a> {
    /// Notes on which earlier honours one leans that meets a rule.
    pub(super) fn add(
        &mut self,
        inventory: &'a Inventory,
        history: &'a History<'a>,
        rule: &'a Rule,
        candidate: Candidate<'a>,
        place: Span,
    ) {
        let Some(honour) = candidate.honour else { return };
        let id = match candidate.recipient {
            Honoured::Person(person) => &person.id.value,
            Honoured::Unit(unit) => &unit.id.value,
        };
        for past in conditions(inventory, history, rule, candidate) {
            let now = Use { rule, recipient: candidate.recipient, honour, place };
            let first = *self.first.entry((id, past.span)).or_insert(now);
            if !std::ptr::eq(first.honour, honour) {
                self.again.push((first, now, past.span));
            }
        }
    }

    pub(super) fn into_diagnostics(self, view: &View<'a>) -> Vec<Diagnostic> {
        let told = |(first, again, past): (Use<'a>, Use<'a>, Span)| {
            let day = asked_on(view, again.honour)?;
            let (rule, _) = view.rule_found_as(Code::RewardedTwice, day.value)?;
            let headline = format!(
                "{} leans on an earlier honour of {} that carried another one before",
                name(again.rule),
                quoted(again.recipient)
            );
            Some(
                Diagnostic::new(Code::RewardedTwice, headline)
                    .at(again.place, "")
                    .and(first.place, "this one leaned on it first")
                    .and(past, "the earlier honour")
                    .note(format!("{}: {}", rule.article.value, rule.says.value))
                    .severity(Severity::Note),
            )
        };
        self.again.into_iter().filter_map(told).collect()
    }
}
