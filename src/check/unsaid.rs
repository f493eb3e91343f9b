//! Honours of which nobody says for what kind of merit they are, so that no rule on regular merit is held against them.

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::{self, Award};
use crate::model::{Campaign, Form, Honour, Id, Inventory, Merit, Method, Need, Recipient, Ref, Rule};
use crate::source::Span;

use super::rules::{Case, name, quoted};
use super::view::{View, phrase};

/// Told once a form, since whoever does not say it once seldom says it at all.
#[derive(Default)]
pub(super) struct Unsaid<'a> {
    found: Vec<Found<'a>>,
}

struct Found<'a> {
    form: &'a Form,
    rules: Vec<&'a Rule>,
    first: Span,
    who: String,
    more: usize,
}

impl<'a> Unsaid<'a> {
    /// Notes an honour without `merit` that a rule would be held against if it were for regular merit.
    pub(super) fn look_at(&mut self, view: &View<'a>, case: &Case<'a>, link: &Ref<Recipient>) {
        // What was earned in a campaign is thematic; but one that is run year by year says no more than that there was work.
        let is_thematic = |link: &Ref<Campaign>| {
            view.find(link).is_none_or(|campaign| campaign.method != Some(Method::Regular))
        };
        let is_unsaid =
            |honour: &Honour| honour.merit.is_none() && !honour.campaign.as_deref().is_some_and(is_thematic);
        if !case.candidate.honour.is_some_and(is_unsaid) {
            return;
        }
        let held = held_if_regular(view.inventory, case.award);
        if held.is_empty() {
            return;
        }
        if let Some(known) = self.of(case.award.form) {
            known.more += 1;
            known.rules.extend(
                held.into_iter()
                    .filter(|rule| !known.rules.iter().any(|one| std::ptr::eq(*one, *rule)))
                    .collect::<Vec<_>>(),
            );
            return;
        }
        let Some(form) = view.inventory.by_id::<Form>(case.award.form) else { return };
        let who = format!("{} ({})", quoted(case.candidate.recipient), case.candidate.year);
        self.found.push(Found { form, rules: held, first: link.span, who, more: 0 });
    }

    fn of(&mut self, form: &Id) -> Option<&mut Found<'a>> {
        self.found.iter_mut().find(|found| found.form.id.value == *form)
    }

    pub(super) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        self.found.into_iter().map(|found| {
            let others = match found.more {
                0 => String::new(),
                1 => " and one more".to_owned(),
                more => format!(" and {more} more"),
            };
            let names: Vec<String> = found.rules.iter().map(|rule| name(rule)).collect();
            let headline = format!(
                "“{}” for {}{others} is not held against {}, since its kind of merit is not in the data",
                found.form.name.value,
                found.who,
                phrase(&names)
            );
            Diagnostic::new(Code::RuleOpen, headline)
                .at(found.first, "")
                .help("say `merit: regular` to have it checked, or which other kind it is")
        })
    }
}

/// Returns the rules that hold only for regular merit, but for those that only somebody can see to.
fn held_if_regular<'a>(inventory: &'a Inventory, award: Award<'a>) -> Vec<&'a Rule> {
    let only_seen = |rule: &&Rule| rule.needs.iter().all(|need| matches!(need, Need::Review(_)));
    rules::rules(inventory, Award { merit: Some(Merit::Regular), ..award })
        .filter(|rule| rule.merit.is_some() && !only_seen(rule))
        .collect()
}
