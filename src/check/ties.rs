//! Of equals, a woman or a collective of women goes first.

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::History;
use crate::model::{AgendaItem, Election, Honoured, Id, Sex, Vote};

use super::rules::quoted;
use super::view::View;
use super::votes::put_forward;

/// The least share of women in a collective that goes first, in percent.
const WOMEN: usize = 70;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let history = History::new(view.inventory);
    for conference in &view.records.conferences {
        let Some((date, year)) = conference.date.as_ref().and_then(|date| Some((date, date.year?))) else { continue };
        let Some((rule, severity)) = view.rule_found_as(Code::TieBreak, date.value) else { continue };
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            let (chosen, passed_over): (Vec<&Vote>, Vec<&Vote>) =
                election.votes.iter().partition(|vote| is_chosen(view, election, vote));
            for over in passed_over {
                let equal = |other: &&&Vote| {
                    let form = |vote: &Vote| vote.form.as_ref().map(|form| form.id.clone());
                    form(other) == form(over) && other.votes_for.value == over.votes_for.value
                };
                let preferred = |candidate: &Id| is_preferred(view, &history, candidate, year);
                let tied = chosen.iter().find(|other| equal(other) && preferred(&other.candidate.id) == Some(false));
                let Some(tied) = tied.filter(|_| preferred(&over.candidate.id) == Some(true)) else { continue };
                let Some(who) = view.find_recipient(&over.candidate) else { continue };
                let headline = format!("{} has as many votes as one who was chosen instead", quoted(who));
                found.push(
                    Diagnostic::new(Code::TieBreak, headline)
                        .at(over.votes_for.span, "")
                        .and(tied.votes_for.span, "chosen")
                        .note(format!("{}: {}", rule.article.value, rule.says.value))
                        .severity(severity.min(Code::TieBreak.severity())),
                );
            }
        }
    }
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
