//! The share of votes that titles ask for.

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::binds;
use crate::law::{Validity, is_valid};
use crate::model::{AgendaItem, Certainty, Election, Form, Id, State, Vote, VoteRule};

use super::view::{View, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        let Some(date) = &conference.date else { continue };
        let rules: Vec<&VoteRule> = view
            .records
            .vote_rules
            .iter()
            .filter(|rule| binds(view.inventory, rule.unit.as_ref(), Some(&conference.unit.id)))
            .filter(|rule| is_valid(&rule.from, rule.to.as_ref(), date.value) == Validity::Yes)
            .collect();
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            for vote in &election.votes {
                found.extend(who_is_put_forward_has_the_votes(view, &rules, election, vote));
            }
        }
    }
}

/// A candidate without the votes may stand in the minutes, but not in a submission or decision that follows.
fn who_is_put_forward_has_the_votes(
    view: &View<'_>,
    rules: &[&VoteRule],
    election: &Election,
    vote: &Vote,
) -> Option<Diagnostic> {
    let form: &Form = view.find(vote.form.as_ref()?)?;
    let about = rules.iter().filter(|rule| rule.forms.iter().any(|link| link.id == form.id.value));
    // A unit's own rule may only be stricter.
    let rule = about.max_by_key(|rule| rule.percent.value)?;
    let voters = election.voters.as_ref()?;
    let needed = u64::from(rule.percent.value) * u64::from(voters.value);
    if u64::from(vote.votes_for.value) * 100 >= needed {
        return None;
    }
    let forward = put_forward(view, election, &vote.candidate.id, Some(&form.id.value))?;
    let least = needed.div_ceil(100);
    let headline = format!(
        "`{}` is put forward for “{}” with {} of {} votes; {} % of all members, that is {least}, are needed",
        vote.candidate.id, form.name.value, vote.votes_for.value, voters.value, rule.percent.value
    );
    let pinned = rule.status.value == Certainty::Pinned;
    Some(
        Diagnostic::new(Code::TooFewVotes, headline)
            .at(vote.votes_for.span, "")
            .and(voters.span, "all who have a vote")
            .and(forward, "put forward here")
            .note(rule.article.value.clone())
            .severity(weight(pinned)),
    )
}

/// Returns where a candidate is elected, proposed or awarded all the same.
pub(super) fn put_forward(
    view: &View<'_>,
    election: &Election,
    candidate: &Id,
    form: Option<&Id>,
) -> Option<crate::source::Span> {
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
