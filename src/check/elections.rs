//! Elections: voters, papers and votes; who won is a subject of its own.
//!
//! What a form of honour demands of a vote, such as 90 % of all members, is a rule of the law and stands elsewhere.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{AgendaItem, Attendance, Ballots, Election, Vote, VoteMethod};
use crate::yaml::Located;

use super::conferences::impossible;
use super::view::View;
use super::winners;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        let attendance = conference.attendance.as_ref();
        for item in &conference.agenda {
            let AgendaItem::Election(election) = item else { continue };
            found.extend(somebody_has_a_vote(election));
            found.extend(no_more_vote_than_belong(election, attendance));
            found.extend(nobody_votes_twice(election));
            if let Some(ballots) = &election.ballots {
                found.extend(hands_need_no_ballots(ballots, election));
                found.extend(ballots_go_to_voters(ballots, election, attendance));
                found.extend(ballots_add_up(ballots));
                found.extend(written_ballots_come_from_the_absent(ballots, election, attendance));
            }
            for vote in &election.votes {
                found.extend(votes_come_from_voters(vote, election));
                found.extend(votes_come_from_ballots(vote, election));
                found.extend(written_votes_are_votes(vote));
                found.extend(written_votes_come_from_the_absent(vote, election, attendance));
            }
            winners::check(election, found);
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

/// Returns a count with what it counts: `1 vote`, `2 votes`.
pub(super) fn count_of(count: impl Into<u64>, what: &str) -> String {
    let count = count.into();
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Returns `has a vote` or `have a vote`, whichever fits a count.
fn have_a_vote(count: u32) -> String {
    format!("{count} {} a vote", if count == 1 { "has" } else { "have" })
}

/// Returns how many have a vote; that nobody has one is a mistake of its own.
pub(super) fn voters(election: &Election) -> Option<&Located<u32>> {
    election.voters.as_ref().filter(|voters| voters.value > 0)
}

fn somebody_has_a_vote(election: &Election) -> Option<Diagnostic> {
    let voters = election.voters.as_ref().filter(|voters| voters.value == 0)?;
    Some(impossible("nobody has a vote: `voters` is 0".to_owned(), voters, "expected at least 1"))
}

fn no_more_vote_than_belong(election: &Election, attendance: Option<&Attendance>) -> Option<Diagnostic> {
    let (voters, total) = (voters(election)?, attendance?.members()?);
    let headline = format!("{}, but there are only {} in all", have_a_vote(voters.value), total.value);
    at_most(headline, voters, (&total, "in all")).filter(|_| total.value > 0)
}

fn hands_need_no_ballots(ballots: &Ballots, election: &Election) -> Option<Diagnostic> {
    (election.method == Some(VoteMethod::Hands)).then(|| {
        Diagnostic::new(Code::OutOfPlace, "the vote is taken by `hands`, but `ballots` were given out")
            .at(ballots.issued.span, "given out")
            .help("write `method: ballot`, or remove `ballots`")
            .severity(Severity::Warning)
    })
}

fn ballots_go_to_voters(
    ballots: &Ballots,
    election: &Election,
    attendance: Option<&Attendance>,
) -> Option<Diagnostic> {
    let issued = &ballots.issued;
    if let Some(voters) = voters(election).filter(|voters| issued.value > voters.value) {
        let headline =
            format!("{} given out, but only {}", count_of(issued.value, "ballot"), have_a_vote(voters.value));
        return at_most(headline, issued, (voters, "the voters"));
    }
    let present = attendance?.members_present();
    let written = ballots.written.as_ref().map_or(0, |written| written.value);
    let most = present.value.saturating_add(written);
    (issued.value > most).then(|| {
        let headline = format!(
            "{} given out, but only {} are present and {written} voted in writing",
            count_of(issued.value, "ballot"),
            present.value
        );
        impossible(headline, issued, format!("expected at most {most}")).and(present.span, "present")
    })
}

fn ballots_add_up(ballots: &Ballots) -> Vec<Diagnostic> {
    let Some(collected) = &ballots.collected else { return Vec::new() };
    let headline = format!(
        "{} came back, but only {} given out",
        count_of(collected.value, "ballot"),
        ballots.issued.value
    );
    let more = at_most(headline, collected, (&ballots.issued, "given out"));
    let part = |part: &Option<Located<u32>>, what: &str| {
        let part = part.as_ref()?;
        let headline = format!("{} ballots are {what}, but only {} came back", part.value, collected.value);
        at_most(headline, part, (collected, "came back"))
    };
    let (valid, invalid) = (part(&ballots.valid, "valid"), part(&ballots.invalid, "invalid"));
    // Where a part alone is too many, so is the sum.
    let sum = if valid.is_none() && invalid.is_none() {
        valid_and_invalid_are_all(ballots, collected)
    } else {
        None
    };
    [more, valid, invalid, sum, part(&ballots.written, "from absent members")].into_iter().flatten().collect()
}

fn valid_and_invalid_are_all(ballots: &Ballots, collected: &Located<u32>) -> Option<Diagnostic> {
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
}

fn written_ballots_come_from_the_absent(
    ballots: &Ballots,
    election: &Election,
    attendance: Option<&Attendance>,
) -> Option<Diagnostic> {
    let written = ballots.written.as_ref()?;
    let (absent, attendance, total) = absent(election, attendance?)?;
    (written.value > absent).then(|| {
        let headline =
            format!("{} came in writing, but only {absent} were absent", count_of(written.value, "ballot"));
        impossible(headline, written, format!("expected at most {absent}"))
            .and(attendance.present.span, format!("present, of {total}"))
    })
}

/// Only where all who belong to the conference have a vote, the number of the absent is known.
fn absent<'a>(election: &Election, attendance: &'a Attendance) -> Option<(u32, &'a Attendance, u32)> {
    let (voters, total) = (voters(election)?, attendance.members()?);
    let absent = total.value.checked_sub(attendance.members_present().value)?;
    (total.value == voters.value).then_some((absent, attendance, total.value))
}

fn votes_come_from_voters(vote: &Vote, election: &Election) -> Option<Diagnostic> {
    let voters = voters(election)?;
    let headline = format!(
        "`{}` has {}, but only {}",
        vote.candidate.id,
        count_of(vote.votes_for.value, "vote"),
        have_a_vote(voters.value)
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
    let others = count(vote.against.as_ref()) + count(vote.abstained.as_ref());
    let told = u64::from(vote.votes_for.value) + others;
    let (told_all, all) = (vote.against.is_some() && ballots.collected.is_some(), u64::from(base.value));
    // Of what came back, some may not be valid.
    let may_be_less = !told_all || (ballots.valid.is_none() && ballots.invalid.is_none());
    let all = match (&ballots.valid, &ballots.invalid) {
        (None, Some(invalid)) => all.saturating_sub(u64::from(invalid.value)),
        _ => all,
    };
    // More votes for than there are voters is told before; the others may be too many even so.
    let is_told = voters(election).is_some_and(|voters| {
        let most = u64::from(voters.value);
        u64::from(vote.votes_for.value) > most && (others == 0 || most + others <= all)
    });
    let is_wrong = told > all || (told < all && !may_be_less);
    (is_wrong && !is_told).then(|| {
        let headline = format!("the votes on `{}` are {told}, but there are {all} {what}", vote.candidate.id);
        let expected = if may_be_less { "expected at most" } else { "together expected" };
        impossible(headline, &vote.votes_for, format!("{expected} {all}")).and(base.span, what)
    })
}

fn count(count: Option<&Located<u32>>) -> u64 {
    count.map_or(0, |count| u64::from(count.value))
}

fn written_votes_are_votes(vote: &Vote) -> Option<Diagnostic> {
    let written = vote.written.as_ref()?;
    let headline = format!(
        "{} for `{}` in writing, but there are only {} in all",
        count_of(written.value, "vote"),
        vote.candidate.id,
        vote.votes_for.value
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
            "{} for `{}` in writing, but `ballots` says {}",
            count_of(written.value, "vote"),
            vote.candidate.id,
            ballots.value
        );
        return at_most(headline, written, (ballots, "in writing"));
    }
    let (absent, attendance, total) = absent(election, attendance?)?;
    (written.value > absent).then(|| {
        let headline = format!(
            "{} for `{}` in writing, but only {absent} were absent",
            count_of(written.value, "vote"),
            vote.candidate.id
        );
        impossible(headline, written, format!("expected at most {absent}"))
            .and(attendance.present.span, format!("present, of {total}"))
    })
}

/// Where offices are filled, each voter has as many votes as there are offices. On titles everybody votes for or against each
/// candidate, and those who win say nothing of the seats.
fn nobody_votes_twice(election: &Election) -> Option<Diagnostic> {
    let voters = voters(election)?;
    let seats = u64::from(election.seats.as_ref()?.value);
    if election.votes.iter().any(|vote| vote.form.is_some() || vote.against.is_some()) {
        return None;
    }
    let given: u64 = election.votes.iter().map(|vote| u64::from(vote.votes_for.value)).sum();
    let most = u64::from(voters.value) * seats;
    let is_possible = election.votes.iter().all(|vote| vote.votes_for.value <= voters.value);
    let last = election.votes.last()?;
    let place = voters.span;
    (given > most && is_possible).then(|| {
        let voters = count_of(voters.value, "voter");
        let headline = format!("{given} votes were given, but {voters} can give only {most}");
        impossible(headline, &last.votes_for, "the last of them").and(place, "the voters")
    })
}
