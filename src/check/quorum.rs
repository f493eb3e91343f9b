//! Whether a council could vote on titles and forms: enough members were there, and who was absent voted in writing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::{Validity, is_valid};
use crate::model::{
    AgendaItem, Attendance, Certainty, Conference, Date, Election, QuorumRule, Share, Unit, VoteMethod,
    VoteRule,
};
use crate::yaml::Located;

use super::view::{View, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        let Some(attendance) = &conference.attendance else { continue };
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            if let Some(diagnostic) = enough_are_there(view, conference, attendance, election) {
                found.push(diagnostic);
            }
            found.extend(who_votes_by_hand_is_there(attendance, election));
            found.extend(the_absent_vote_in_writing(view, conference, attendance, election));
        }
    }
}

fn enough_are_there(
    view: &View<'_>,
    conference: &Conference,
    attendance: &Attendance,
    election: &Election,
) -> Option<Diagnostic> {
    let (unit, total) = (view.find(&conference.unit)?, attendance.members()?);
    let present = attendance.members_present();
    // Only a council that votes on titles and forms has these rules.
    if !election.votes.iter().any(|vote| vote.form.is_some()) || total.value == 0 {
        return None;
    }
    let (share, note, severity) = needed(view, unit, conference.date.as_ref(), election)?;
    share.exceeds(present.value, total.value).then(|| {
        let headline = format!(
            "{} of {} members are there; {share} of them, that is {}, are needed for a vote",
            present.value,
            total.value,
            share.least(total.value)
        );
        let diagnostic = Diagnostic::new(Code::NoQuorum, headline)
            .at(present.span, "present")
            .and(total.span, "all members")
            .note(note)
            .severity(severity);
        match &unit.quorum {
            Some(own) => diagnostic.and(own.span, "the unit's own rule"),
            None => diagnostic
                .help("write `quorum` of the unit where its rules of procedure ask for another share"),
        }
    })
}

/// What is needed, what says so, and how sure that is.
type Needed<'a> = (Share, &'a str, Severity);

/// What a unit says of its own council holds; where a rule names the council, that is the floor.
fn needed<'a>(
    view: &View<'a>,
    unit: &Unit,
    date: Option<&Located<Date>>,
    election: &Election,
) -> Option<Needed<'a>> {
    let is_about = |rule: &QuorumRule| {
        rule.forms.is_empty()
            || election
                .votes
                .iter()
                .filter_map(|vote| vote.form.as_ref())
                .any(|voted| rule.forms.iter().any(|link| link.id == voted.id))
    };
    let rules = view.records.quorum_rules.iter().filter(|rule| is_about(rule));
    // Where the day is not known, what rules today does so as far as one can tell.
    let (named, usual): (Vec<_>, Vec<_>) = rules
        .filter(|rule| match date {
            Some(date) => is_valid(&rule.from, rule.to.as_ref(), date.value) == Validity::Yes,
            None => rule.to.is_none(),
        })
        .filter(|rule| rule.of.as_ref().is_none_or(|of| unit.name.value.contains(&of.value)))
        .partition(|rule| rule.of.is_some());
    let is_named = !named.is_empty();
    let strictest = |a: &&QuorumRule, b: &&QuorumRule| a.share.value.is_at_least(b.share.value);
    let rules = if is_named { named } else { usual };
    let rule = rules.into_iter().reduce(|a, b| if strictest(&a, &b) { a } else { b });
    match (&unit.quorum, rule) {
        (Some(own), rule) if !is_named || rule.is_none_or(|rule| own.value.is_at_least(rule.share.value)) => {
            Some((own.value, "the rules of procedure of the unit", Severity::Error))
        }
        (_, Some(rule)) => {
            let is_sure = date.is_some() && rule.status.value == Certainty::Pinned;
            Some((rule.share.value, &rule.article.value, weight(is_sure)))
        }
        (_, None) => None,
    }
}

/// Hands are counted in the room, and what is written is told apart.
fn who_votes_by_hand_is_there(attendance: &Attendance, election: &Election) -> Vec<Diagnostic> {
    if election.method == Some(VoteMethod::Ballot) || election.ballots.is_some() {
        return Vec::new();
    }
    let present = attendance.members_present();
    let votes = election.votes.iter().filter_map(|vote| {
        let written = vote.written.as_ref().map_or(0, |written| written.value);
        // More written votes than votes, and more votes than voters, are mistakes of their own.
        let in_the_room = vote.votes_for.value.checked_sub(written)?;
        if election.voters.as_ref().is_some_and(|voters| vote.votes_for.value > voters.value) {
            return None;
        }
        (in_the_room > present.value).then(|| {
            let headline = format!(
                "`{}` has {in_the_room} votes from the room, but only {} are present",
                vote.candidate.id, present.value
            );
            Diagnostic::new(Code::ImpossibleCount, headline)
                .at(
                    vote.votes_for.span,
                    format!("expected at most {}", present.value.saturating_add(written)),
                )
                .and(present.span, "present")
                .help("write how many of the votes came in writing from absent members: `written`")
        })
    });
    votes.collect()
}

/// The share is one of all members, so those who are absent vote in writing, and the minutes show it.
fn the_absent_vote_in_writing(
    view: &View<'_>,
    conference: &Conference,
    attendance: &Attendance,
    election: &Election,
) -> Option<Diagnostic> {
    let (date, total) = (conference.date.as_ref()?, attendance.members()?);
    let absent = total.value.checked_sub(attendance.members_present().value).filter(|absent| *absent > 0)?;
    let rules = &view.records.vote_rules;
    let rule: &VoteRule = election.votes.iter().filter_map(|vote| vote.form.as_ref()).find_map(|form| {
        rules.iter().find(|rule| {
            rule.forms.iter().any(|link| link.id == form.id)
                && is_valid(&rule.from, rule.to.as_ref(), date.value) == Validity::Yes
        })
    })?;
    let is_written = election.ballots.as_ref().is_some_and(|ballots| ballots.written.is_some())
        || election.votes.iter().any(|vote| vote.written.is_some());
    (!is_written).then(|| {
        let are = if absent == 1 { "member is" } else { "members are" };
        let headline = format!("{absent} {are} absent, and the minutes show no vote in writing");
        Diagnostic::new(Code::NoWrittenVote, headline)
            .at(election.to.span, "the vote")
            .and(attendance.present.span, "present")
            .and(total.span, "all members")
            .note(rule.article.value.clone())
            .help("write how many votes came in writing, `written: 0` if none did")
    })
}
