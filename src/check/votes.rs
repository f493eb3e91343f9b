//! The share of votes that titles ask for.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::rules::{binds, year_of};
use crate::law::{Validity, is_valid, office};
use crate::model::{
    AgendaItem, Attendance, Certainty, Conference, Election, Form, Honour, Id, State, Vote, VoteRule,
};
use crate::source::Span;
use crate::yaml::Located;

use super::view::{View, asked_by, asked_on, weight};

/// A meeting, a vote at it, and what papers that name its minutes grant or propose.
type Held<'a> = (&'a Conference, &'a Election, &'a [&'a Honour]);

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let minuted = by_minutes(view);
    for conference in &view.records.conferences {
        let Some(date) = &conference.date else { continue };
        let rules: Vec<&VoteRule> = view
            .records
            .vote_rules
            .iter()
            .filter(|rule| binds(view.inventory, rule.unit.as_ref(), Some(&conference.unit.id)))
            .filter(|rule| is_valid(&rule.from, rule.to.as_ref(), date.value) == Validity::Yes)
            .filter(|rule| is_about(view, rule, conference) != Some(false))
            .collect();
        let of = minuted.get(&conference.id.value).map_or(&[][..], Vec::as_slice);
        found.extend(who_is_granted_it_was_voted_on(view, &rules, conference, of));
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            for vote in &election.votes {
                let held = (conference, election, of);
                found.extend(who_is_put_forward_has_the_votes(view, &rules, held, vote));
            }
        }
    }
}

/// Answers whether a rule is about the council of a conference, as far as the office of its unit is known.
fn is_about(view: &View<'_>, rule: &VoteRule, conference: &Conference) -> Option<bool> {
    if rule.councils.is_empty() {
        return Some(true);
    }
    Some(rule.councils.contains(&office(view.find(&conference.unit)?)?))
}

/// The share is one of all members, also where only those present were counted as voters.
fn members(conference: &Conference, election: &Election) -> Option<Located<u32>> {
    let members = conference.attendance.as_ref().and_then(Attendance::members);
    election.voters.iter().cloned().chain(members).max_by_key(|count| count.value)
}

/// A candidate without the votes may stand in the minutes, but not in a submission or decision that follows.
fn who_is_put_forward_has_the_votes(
    view: &View<'_>,
    rules: &[&VoteRule],
    (conference, election, minuted): Held<'_>,
    vote: &Vote,
) -> Option<Diagnostic> {
    let form: &Form = view.find(vote.form.as_ref()?)?;
    let about = rules.iter().filter(|rule| rule.forms.iter().any(|link| link.id == form.id.value));
    // A unit's own rule may only be stricter.
    let rule = about.max_by_key(|rule| rule.percent.value)?;
    let members = members(conference, election)?;
    let needed = u64::from(rule.percent.value) * u64::from(members.value);
    if u64::from(vote.votes_for.value) * 100 >= needed {
        return None;
    }
    let (candidate, id) = (&vote.candidate.id, &form.id.value);
    let forward = put_forward(view, election, candidate, Some(id)).or_else(|| {
        let is_it = |honour: &&&Honour| honour.form.as_ref().is_some_and(|link| link.id == *id);
        let mut links = minuted.iter().filter(is_it).flat_map(|honour| honour.recipients());
        let named = links.find(|link| link.id == *candidate).map(|link| link.span);
        let afterwards = || granted_afterwards(view, conference, candidate, id);
        is_last_vote(conference, vote).then(|| named.or_else(afterwards))?
    })?;
    let least = needed.div_ceil(100);
    let headline = format!(
        "`{}` is put forward for “{}” with {} of {} votes; {} % of all members, that is {least}, are needed",
        vote.candidate.id, form.name.value, vote.votes_for.value, members.value, rule.percent.value
    );
    let sure = rule.status.value == Certainty::Pinned && is_about(view, rule, conference) == Some(true);
    let all = if election.voters.as_ref().is_some_and(|voters| voters.value == members.value) {
        "all who have a vote"
    } else {
        "all members"
    };
    Some(
        Diagnostic::new(Code::TooFewVotes, headline)
            .at(vote.votes_for.span, "")
            .and(members.span, all)
            .and(forward, "put forward here")
            .note(rule.article.value.clone())
            .severity(weight(sure)),
    )
}

/// Where the minutes tell by name who was voted on for a form that asks for votes, who is granted it was one of them.
fn who_is_granted_it_was_voted_on(
    view: &View<'_>,
    rules: &[&VoteRule],
    conference: &Conference,
    minuted: &[&Honour],
) -> Vec<Diagnostic> {
    let elections: Vec<&Election> = elections(conference).collect();
    let mut candidates: HashMap<&Id, (Span, HashSet<&Id>)> = HashMap::new();
    for vote in elections.iter().flat_map(|election| &election.votes) {
        let Some(form) = &vote.form else { continue };
        let (_, of_form) =
            candidates.entry(&form.id).or_insert_with(|| (vote.candidate.span, HashSet::new()));
        of_form.insert(&vote.candidate.id);
    }
    let is_elected = |id: &Id| elections.iter().any(|it| it.elected.iter().any(|link| link.id == *id));
    let mut found = Vec::new();
    for honour in minuted {
        let Some(form) = honour.form.as_ref().and_then(|link| view.find(link)) else { continue };
        let asks = |rule: &&&VoteRule| rule.forms.iter().any(|link| link.id == form.id.value);
        let Some((rule, (place, voted))) = rules.iter().find(asks).zip(candidates.get(&form.id.value)) else {
            continue;
        };
        for link in honour.recipients().filter(|link| !voted.contains(&link.id) && !is_elected(&link.id)) {
            let headline = format!(
                "`{}` was not voted on for “{}” in `{}`, which the decision or submission names as its minutes",
                link.id, form.name.value, conference.id.value
            );
            found.push(
                Diagnostic::new(Code::TooFewVotes, headline)
                    .at(link.span, "put forward here")
                    .and(*place, "the first who was voted on")
                    .note(rule.article.value.clone())
                    .help("add the vote to the minutes, or name those in which it stands")
                    .severity(Severity::Warning),
            );
        }
    }
    found
}

fn elections(conference: &Conference) -> impl Iterator<Item = &Election> {
    conference.agenda.iter().filter_map(|item| match item {
        AgendaItem::Election(election) => Some(election),
        _ => None,
    })
}

/// Answers whether a meeting votes no more on the same candidate and form: of several rounds the last one decides.
fn is_last_vote(conference: &Conference, vote: &Vote) -> bool {
    let same = |other: &&Vote| {
        let id = |vote: &Vote| vote.form.as_ref().map(|link| link.id.clone());
        other.candidate.id == vote.candidate.id && id(other) == id(vote)
    };
    let votes: Vec<&Vote> = elections(conference).flat_map(|election| &election.votes).collect();
    votes.into_iter().rfind(same).is_some_and(|it| std::ptr::eq(it, vote))
}

/// Half a year: what is decided later may follow from another meeting.
const SOON: u32 = 183;

/// Returns where the unit that voted grants or proposes it all the same, soon afterwards and without another vote between.
fn granted_afterwards(view: &View<'_>, conference: &Conference, candidate: &Id, form: &Id) -> Option<Span> {
    let unit = &conference.unit.id;
    let voted = conference.date.as_ref()?.value;
    let year = voted.year?;
    let votes_again = |until: u32| {
        let others = view.records.conferences.iter().filter(|other| other.unit.id == *unit);
        let between = others.filter(|other| {
            let day = other.date.as_ref().and_then(|date| date.value.number());
            !std::ptr::eq(*other, conference)
                && day.is_none_or(|day| Some(day) >= voted.number() && day <= until)
        });
        let is_it = |vote: &Vote| {
            vote.candidate.id == *candidate && vote.form.as_ref().is_some_and(|link| link.id == *form)
        };
        between.flat_map(|other| &other.agenda).any(|item| match item {
            AgendaItem::Election(election) => election.votes.iter().any(is_it),
            _ => false,
        })
    };
    view.records.honours.iter().find_map(|honour| {
        let link = honour.recipients().find(|link| link.id == *candidate)?;
        let asked = asked_on(view, honour)?.value.number()?;
        let days = asked.checked_sub(voted.number()?)?;
        let is_it = honour.form.as_ref().is_some_and(|link| link.id == *form)
            && asked_by(view, honour) == Some(unit)
            && year_of(honour, view.inventory).is_some_and(|of| of == year || of + 1 == year);
        (is_it && days <= SOON && !votes_again(asked)).then_some(link.span)
    })
}

/// Returns the honours by the minutes that their decision or submission names.
fn by_minutes<'a>(view: &View<'a>) -> HashMap<&'a Id, Vec<&'a Honour>> {
    let mut found: HashMap<&Id, Vec<&Honour>> = HashMap::new();
    for honour in &view.records.honours {
        let minutes = match honour.state() {
            State::Awarded | State::Posthumous => {
                honour.decision.as_ref().and_then(|link| view.find(link)?.minutes.as_ref())
            }
            State::Proposed => honour.submission.as_ref().and_then(|link| view.find(link)?.minutes.as_ref()),
            State::Consulted | State::Elected | State::Revoked => None,
        };
        if let Some(minutes) = minutes {
            found.entry(&minutes.id).or_default().push(honour);
        }
    }
    found
}

/// Returns where a candidate is elected, proposed or awarded all the same.
pub(super) fn put_forward(
    view: &View<'_>,
    election: &Election,
    candidate: &Id,
    form: Option<&Id>,
) -> Option<Span> {
    let elected = election.elected.iter().find(|link| link.id == *candidate).map(|link| link.span);
    let by_honour = || {
        election.honours.iter().filter_map(|link| view.find(link)).find_map(|honour| {
            let matches = honour.form.as_ref().map(|link| &link.id) == form
                && !matches!(honour.state(), State::Revoked);
            honour.recipients().find(|link| matches && link.id == *candidate).map(|link| link.span)
        })
    };
    elected.or_else(by_honour)
}
