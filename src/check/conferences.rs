//! Conferences: attendance, votes, chair and secretary.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AgendaItem, Attendance, Conference, Election, Vote};
use crate::yaml::Located;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        found.extend(the_chair_is_not_the_secretary(conference));
        if let Some(attendance) = &conference.attendance {
            found.extend(somebody_is_there(attendance));
            found.extend(no_more_are_present_than_belong(attendance));
        }
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            found.extend(no_more_vote_than_belong(election, conference.attendance.as_ref()));
            found.extend(nobody_votes_twice(election));
            found.extend(all_vote_for_whom_all_elect(election));
            for vote in &election.votes {
                found.extend(votes_come_from_voters(vote, election));
                found.extend(written_votes_are_votes(vote));
                found.extend(written_votes_come_from_the_absent(
                    vote,
                    election,
                    conference.attendance.as_ref(),
                ));
            }
        }
    }
}

fn impossible(headline: String, count: &Located<u32>, label: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ImpossibleCount, headline).at(count.span, label)
}

fn the_chair_is_not_the_secretary(conference: &Conference) -> Option<Diagnostic> {
    let (chair, secretary) = (conference.presidium.first()?, conference.secretary.as_ref()?);
    (chair.id == secretary.id).then(|| {
        let headline = format!("`{}` is both chair and secretary of `{}`", chair.id, conference.id.value);
        Diagnostic::new(Code::SamePerson, headline)
            .at(secretary.span, "the secretary")
            .and(chair.span, "the chair")
    })
}

fn somebody_is_there(attendance: &Attendance) -> Option<Diagnostic> {
    let zero = |count: &Located<u32>| count.value == 0;
    match &attendance.total {
        Some(total) if zero(total) => Some(impossible(
            "nobody belongs to the conference: the total is 0".to_owned(),
            total,
            "expected at least 1",
        )),
        _ if zero(&attendance.present) => {
            let headline = "nobody is at the conference: 0 are present".to_owned();
            Some(impossible(headline, &attendance.present, "expected at least 1"))
        }
        Some(_) | None => None,
    }
}

fn no_more_are_present_than_belong(attendance: &Attendance) -> Option<Diagnostic> {
    let (present, total) = (&attendance.present, attendance.total.as_ref()?);
    (present.value > total.value && total.value > 0).then(|| {
        let headline = format!("{} are present, but there are only {} in all", present.value, total.value);
        impossible(headline, present, format!("expected at most {}", total.value)).and(total.span, "in all")
    })
}

fn no_more_vote_than_belong(election: &Election, attendance: Option<&Attendance>) -> Option<Diagnostic> {
    let (voters, total) = (election.voters.as_ref()?, attendance?.total.as_ref()?);
    (voters.value > total.value && total.value > 0).then(|| {
        let headline = format!("{} have a vote, but there are only {} in all", voters.value, total.value);
        impossible(headline, voters, format!("expected at most {}", total.value)).and(total.span, "in all")
    })
}

fn votes_come_from_voters(vote: &Vote, election: &Election) -> Option<Diagnostic> {
    let voters = election.voters.as_ref()?;
    (vote.votes_for.value > voters.value).then(|| {
        let headline = format!(
            "`{}` has {} votes, but only {} have a vote",
            vote.candidate.id, vote.votes_for.value, voters.value
        );
        impossible(headline, &vote.votes_for, format!("expected at most {}", voters.value))
            .and(voters.span, "the voters")
    })
}

fn written_votes_are_votes(vote: &Vote) -> Option<Diagnostic> {
    let written = vote.written.as_ref()?;
    (written.value > vote.votes_for.value).then(|| {
        let headline = format!(
            "{} votes for `{}` were given in writing, but there are only {} in all",
            written.value, vote.candidate.id, vote.votes_for.value
        );
        impossible(headline, written, format!("expected at most {}", vote.votes_for.value))
            .and(vote.votes_for.span, "written votes are counted in these")
    })
}

/// Only where all who belong to the conference have a vote, the number of the absent is known.
fn written_votes_come_from_the_absent(
    vote: &Vote,
    election: &Election,
    attendance: Option<&Attendance>,
) -> Option<Diagnostic> {
    let (written, voters, attendance) = (vote.written.as_ref()?, election.voters.as_ref()?, attendance?);
    let total = attendance.total.as_ref().filter(|total| total.value == voters.value)?;
    let absent = total.value.checked_sub(attendance.present.value)?;
    (written.value > absent && written.value <= vote.votes_for.value).then(|| {
        let headline = format!(
            "{} votes for `{}` were given in writing, but only {absent} were absent",
            written.value, vote.candidate.id
        );
        impossible(headline, written, format!("expected at most {absent}"))
            .and(attendance.present.span, format!("present, of {}", total.value))
    })
}

/// Where offices are filled, each voter has as many votes as there are offices.
fn nobody_votes_twice(election: &Election) -> Option<Diagnostic> {
    let voters = election.voters.as_ref()?;
    let seats = u64::try_from(election.elected.len()).ok().filter(|seats| *seats > 0)?;
    let given: u64 = election.votes.iter().map(|vote| u64::from(vote.votes_for.value)).sum();
    let most = u64::from(voters.value) * seats;
    let is_possible = election.votes.iter().all(|vote| vote.votes_for.value <= voters.value);
    let last = election.votes.last()?;
    (given > most && is_possible).then(|| {
        let headline = format!("{given} votes were given, but {} voters can give only {most}", voters.value);
        impossible(headline, &last.votes_for, "the last of them").and(voters.span, "the voters")
    })
}

fn all_vote_for_whom_all_elect(election: &Election) -> Option<Diagnostic> {
    let voters = election.voters.as_ref().filter(|_| election.unanimous == Some(true))?;
    let vote = election.votes.iter().find(|vote| vote.votes_for.value < voters.value)?;
    let headline = format!(
        "the election is unanimous, but `{}` has {} of {} votes",
        vote.candidate.id, vote.votes_for.value, voters.value
    );
    Some(
        impossible(headline, &vote.votes_for, format!("expected {}", voters.value))
            .and(voters.span, "the voters"),
    )
}
