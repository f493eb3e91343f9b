//! Elections: voters, papers, votes, and who won.
//!
//! What a form of honour demands of a vote, such as 90 % of all members, is a rule of the law and stands elsewhere.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AgendaItem, Attendance, Ballots, Election, Id, Vote};
use crate::yaml::Located;

use super::conferences::impossible;
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        let attendance = conference.attendance.as_ref();
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            found.extend(no_more_vote_than_belong(election, attendance));
            found.extend(nobody_votes_twice(election));
            found.extend(all_vote_for_whom_all_elect(election));
            if let Some(ballots) = &election.ballots {
                found.extend(ballots_go_to_voters(ballots, election, attendance));
                found.extend(ballots_add_up(ballots));
                found.extend(written_ballots_come_from_the_absent(ballots, election, attendance));
            }
            for vote in &election.votes {
                let impossible = votes_come_from_voters(vote, election);
                found.extend(impossible.or_else(|| votes_come_from_ballots(vote, election)));
                found.extend(written_votes_are_votes(vote));
                found.extend(written_votes_come_from_the_absent(vote, election, attendance));
            }
            found.extend(no_more_win_than_there_are_seats(election));
            found.extend(who_wins_stood(election));
            found.extend(who_wins_has_the_votes(election));
        }
    }
}

/// Says that a count is larger than one that it can't exceed.
fn at_most(
    headline: String,
    count: &Located<u32>,
    (most, label): (&Located<u32>, &str),
) -> Option<Diagnostic> {
    (count.value > most.value).then(|| {
        impossible(headline, count, format!("expected at most {}", most.value)).and(most.span, label)
    })
}

fn no_more_vote_than_belong(election: &Election, attendance: Option<&Attendance>) -> Option<Diagnostic> {
    let (voters, total) = (election.voters.as_ref()?, attendance?.total.as_ref()?);
    let headline = format!("{} have a vote, but there are only {} in all", voters.value, total.value);
    at_most(headline, voters, (total, "in all")).filter(|_| total.value > 0)
}

fn ballots_go_to_voters(
    ballots: &Ballots,
    election: &Election,
    attendance: Option<&Attendance>,
) -> Option<Diagnostic> {
    let issued = &ballots.issued;
    if let Some(voters) = election.voters.as_ref().filter(|voters| issued.value > voters.value) {
        let headline =
            format!("{} ballots were given out, but only {} have a vote", issued.value, voters.value);
        return at_most(headline, issued, (voters, "the voters"));
    }
    let present = &attendance?.present;
    let written = ballots.written.as_ref().map_or(0, |written| written.value);
    let most = present.value.saturating_add(written);
    (issued.value > most).then(|| {
        let headline = format!(
            "{} ballots were given out, but only {} are present and {written} voted in writing",
            issued.value, present.value
        );
        impossible(headline, issued, format!("expected at most {most}")).and(present.span, "present")
    })
}

fn ballots_add_up(ballots: &Ballots) -> Option<Diagnostic> {
    let collected = ballots.collected.as_ref()?;
    let more = || {
        let headline = format!(
            "{} ballots came back, but only {} were given out",
            collected.value, ballots.issued.value
        );
        at_most(headline, collected, (&ballots.issued, "given out"))
    };
    let sum = || {
        let (valid, invalid) = (ballots.valid.as_ref()?, ballots.invalid.as_ref()?);
        let sum = u64::from(valid.value) + u64::from(invalid.value);
        (sum != u64::from(collected.value)).then(|| {
            let headline = format!(
                "{} valid and {} invalid ballots are {sum}, but {} came back",
                valid.value, invalid.value, collected.value
            );
            impossible(headline, collected, format!("expected {sum}"))
                .and(valid.span, "valid")
                .and(invalid.span, "invalid")
        })
    };
    let part = |part: &Option<Located<u32>>, what: &str| {
        let part = part.as_ref()?;
        let headline = format!("{} ballots are {what}, but only {} came back", part.value, collected.value);
        at_most(headline, part, (collected, "came back"))
    };
    more()
        .or_else(sum)
        .or_else(|| part(&ballots.valid, "valid"))
        .or_else(|| part(&ballots.invalid, "invalid"))
        .or_else(|| part(&ballots.written, "from absent members"))
}

fn written_ballots_come_from_the_absent(
    ballots: &Ballots,
    election: &Election,
    attendance: Option<&Attendance>,
) -> Option<Diagnostic> {
    let written = ballots.written.as_ref()?;
    let (absent, attendance, total) = absent(election, attendance?)?;
    (written.value > absent).then(|| {
        let headline = format!("{} ballots came in writing, but only {absent} were absent", written.value);
        impossible(headline, written, format!("expected at most {absent}"))
            .and(attendance.present.span, format!("present, of {total}"))
    })
}

/// Only where all who belong to the conference have a vote, the number of the absent is known.
fn absent<'a>(election: &Election, attendance: &'a Attendance) -> Option<(u32, &'a Attendance, u32)> {
    let (voters, total) = (election.voters.as_ref()?, attendance.total.as_ref()?);
    let absent = total.value.checked_sub(attendance.present.value)?;
    (total.value == voters.value).then_some((absent, attendance, total.value))
}

fn votes_come_from_voters(vote: &Vote, election: &Election) -> Option<Diagnostic> {
    let voters = election.voters.as_ref()?;
    let headline = format!(
        "`{}` has {} votes, but only {} have a vote",
        vote.candidate.id, vote.votes_for.value, voters.value
    );
    at_most(headline, &vote.votes_for, (voters, "the voters"))
}

/// A valid ballot says yes, no or neither; where it is told how many say no, the three are all ballots.
fn votes_come_from_ballots(vote: &Vote, election: &Election) -> Option<Diagnostic> {
    let ballots = election.ballots.as_ref()?;
    let (base, what) = [(&ballots.valid, "valid ballots"), (&ballots.collected, "ballots")]
        .into_iter()
        .find_map(|(count, what)| Some((count.as_ref()?, what)))
        .unwrap_or((&ballots.issued, "ballots"));
    let count = |count: &Option<Located<u32>>| count.as_ref().map_or(0, |count| u64::from(count.value));
    let told = u64::from(vote.votes_for.value) + count(&vote.against) + count(&vote.abstained);
    let (told_all, all) = (vote.against.is_some() && ballots.collected.is_some(), u64::from(base.value));
    // Of what came back, some may not be valid.
    let may_be_less = !told_all || (ballots.valid.is_none() && ballots.invalid.is_none());
    let all = match (&ballots.valid, &ballots.invalid) {
        (None, Some(invalid)) => all.saturating_sub(u64::from(invalid.value)),
        _ => all,
    };
    (told > all || (told < all && !may_be_less)).then(|| {
        let headline = format!("the votes on `{}` are {told}, but there are {all} {what}", vote.candidate.id);
        let expected = if may_be_less { "expected at most" } else { "together expected" };
        impossible(headline, &vote.votes_for, format!("{expected} {all}")).and(base.span, what)
    })
}

fn written_votes_are_votes(vote: &Vote) -> Option<Diagnostic> {
    let written = vote.written.as_ref()?;
    let headline = format!(
        "{} votes for `{}` were given in writing, but there are only {} in all",
        written.value, vote.candidate.id, vote.votes_for.value
    );
    at_most(headline, written, (&vote.votes_for, "written votes are counted in these"))
}

fn written_votes_come_from_the_absent(
    vote: &Vote,
    election: &Election,
    attendance: Option<&Attendance>,
) -> Option<Diagnostic> {
    let written = vote.written.as_ref().filter(|written| written.value <= vote.votes_for.value)?;
    let ballots = election.ballots.as_ref().and_then(|ballots| ballots.written.as_ref());
    if let Some(ballots) = ballots.filter(|ballots| written.value > ballots.value) {
        let headline = format!(
            "{} votes for `{}` were given in writing, but `ballots` says {}",
            written.value, vote.candidate.id, ballots.value
        );
        return at_most(headline, written, (ballots, "in writing"));
    }
    let (absent, attendance, total) = absent(election, attendance?)?;
    (written.value > absent).then(|| {
        let headline = format!(
            "{} votes for `{}` were given in writing, but only {absent} were absent",
            written.value, vote.candidate.id
        );
        impossible(headline, written, format!("expected at most {absent}"))
            .and(attendance.present.span, format!("present, of {total}"))
    })
}

/// Returns how many are elected; a vote on titles and forms elects nobody.
fn seats(election: &Election) -> Option<u32> {
    let elected = || u32::try_from(election.elected.len()).ok().filter(|seats| *seats > 0);
    election.seats.as_ref().map(|seats| seats.value).or_else(elected)
}

/// Where offices are filled, each voter has as many votes as there are offices.
fn nobody_votes_twice(election: &Election) -> Option<Diagnostic> {
    let voters = election.voters.as_ref()?;
    let seats = u64::from(seats(election)?);
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

fn no_more_win_than_there_are_seats(election: &Election) -> Option<Diagnostic> {
    let seats = election.seats.as_ref()?;
    let one_too_many = election.elected.get(usize::try_from(seats.value).ok()?)?;
    let headline = format!("{} are elected, but `seats` is {}", election.elected.len(), seats.value);
    Some(
        Diagnostic::new(Code::ElectionMismatch, headline)
            .at(one_too_many.span, "one too many")
            .and(seats.span, "to be elected"),
    )
}

fn who_wins_stood(election: &Election) -> Option<Diagnostic> {
    let stood = |id: &Id| election.votes.iter().any(|vote| vote.candidate.id == *id);
    let winner = election.elected.iter().find(|winner| !election.votes.is_empty() && !stood(&winner.id))?;
    let headline = format!("`{}` is elected, but `votes` does not name it", winner.id);
    Some(Diagnostic::new(Code::ElectionMismatch, headline).at(winner.span, "no candidate"))
}

/// Nobody who is not elected has more votes than somebody who is.
fn who_wins_has_the_votes(election: &Election) -> Option<Diagnostic> {
    let has_won = |vote: &&Vote| election.elected.iter().any(|winner| winner.id == vote.candidate.id);
    let weakest = election.votes.iter().filter(has_won).min_by_key(|vote| vote.votes_for.value)?;
    let strongest =
        election.votes.iter().filter(|vote| !has_won(vote)).max_by_key(|vote| vote.votes_for.value)?;
    (strongest.votes_for.value > weakest.votes_for.value).then(|| {
        let headline = format!(
            "`{}` is elected with {} votes, but `{}` has {} and is not",
            weakest.candidate.id, weakest.votes_for.value, strongest.candidate.id, strongest.votes_for.value
        );
        Diagnostic::new(Code::ElectionMismatch, headline)
            .at(strongest.votes_for.span, "more votes")
            .and(weakest.votes_for.span, "elected")
    })
}
