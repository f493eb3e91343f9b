//! Of equals, a woman or a collective of women goes first.

use std::cell::LazyCell;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::rules::History;
use crate::model::{AgendaItem, Election, Honoured, Id, Rule, Sex, Vote};

use super::rules::quoted;
use super::view::View;
use super::votes::put_forward;

/// The least share of women in a collective that goes first, in percent.
const WOMEN: usize = 70;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let history = LazyCell::new(|| History::new(view.inventory));
    for conference in &view.records.conferences {
        let Some(date) = conference.date.as_ref().map(|date| date.value) else { continue };
        let Some((year, ruling)) = date.year.zip(view.rule_found_as(Code::TieBreak, date)) else { continue };
        for item in &conference.agenda {
            if let AgendaItem::Election(election) = item {
                let preferred = |candidate: &Id| is_preferred(view, &history, candidate, year);
                found.extend(who_goes_first_among_equals_is_chosen(view, election, ruling, preferred));
            }
        }
    }
}

fn who_goes_first_among_equals_is_chosen(
    view: &View<'_>,
    election: &Election,
    (rule, severity): (&Rule, Severity),
    preferred: impl Fn(&Id) -> Option<bool>,
) -> Vec<Diagnostic> {
    let (chosen, passed_over): (Vec<&Vote>, Vec<&Vote>) =
        election.votes.iter().partition(|vote| is_chosen(view, election, vote));
    let form = |vote: &Vote| vote.form.as_ref().map(|form| form.id.clone());
    let equal =
        |one: &Vote, other: &Vote| form(one) == form(other) && one.votes_for.value == other.votes_for.value;
    let told = |over: &Vote| {
        let mut equals = chosen.iter().filter(|vote| equal(vote, over));
        let tied = equals.find(|vote| preferred(&vote.candidate.id) == Some(false))?;
        if preferred(&over.candidate.id) != Some(true) {
            return None;
        }
        let who = quoted(view.find_recipient(&over.candidate)?);
        let headline = format!("{who} has as many votes as one who was chosen instead");
        Some(
            Diagnostic::new(Code::TieBreak, headline)
                .at(over.votes_for.span, "")
                .and(tied.votes_for.span, "chosen")
                .note(format!("{}: {}", rule.article.value, rule.says.value))
                .severity(severity.min(Code::TieBreak.severity())),
        )
    };
    passed_over.into_iter().filter_map(told).collect()
}

fn is_chosen(view: &View<'_>, election: &Election, vote: &Vote) -> bool {
    let form = vote.form.as_ref().map(|form| &form.id);
    put_forward(view, election, &vote.candidate.id, form).is_some()
}

/// Answers whether somebody goes first among equals; nothing where the data does not say who is a woman.
fn is_preferred(view: &View<'_>, history: &History<'_>, candidate: &Id, year: u16) -> Option<bool> {
    match view.inventory.find_recipient(candidate)? {
        Honoured::Person(person) => Some(person.sex? == Sex::Female),
        Honoured::Unit(unit) => {
            let members = history.members(&unit.id.value, year);
            let sexes: Option<Vec<Sex>> = members.iter().map(|person| person.sex).collect();
            let sexes = sexes.filter(|sexes| !sexes.is_empty())?;
            let women = sexes.iter().filter(|sex| **sex == Sex::Female).count();
            Some(women * 100 >= sexes.len() * WOMEN)
        }
    }
}
