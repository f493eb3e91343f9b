//! Who won an election: only who stood, not more than there are seats, and those with the most votes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Election, Id, Vote};

use super::conferences::impossible;
use super::elections::{count_of, voters};

pub(super) fn check(election: &Election, found: &mut Vec<Diagnostic>) {
    found.extend(all_vote_for_whom_all_elect(election));
    found.extend(nobody_is_against_whom_all_elect(election));
    found.extend(no_more_win_than_there_are_seats(election));
    found.extend(who_wins_stood(election));
    found.extend(who_wins_has_the_votes(election));
    found.extend(who_wins_has_more_votes_for_than_against(election));
}

fn all_vote_for_whom_all_elect(election: &Election) -> Option<Diagnostic> {
    let voters = voters(election).filter(|_| election.unanimous == Some(true))?;
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

fn nobody_is_against_whom_all_elect(election: &Election) -> Option<Diagnostic> {
    let votes = election.votes.iter().filter(|_| election.unanimous == Some(true));
    let mut others = votes.flat_map(|vote| {
        let (against, abstained) = ((&vote.against, "against"), (&vote.abstained, "for neither"));
        [against, abstained].map(|(count, what)| Some((vote, count.as_ref()?, what)))
    });
    let (vote, other, what) = others.find_map(|other| other.filter(|(_, count, _)| count.value > 0))?;
    let others = count_of(other.value, "vote");
    let are = if other.value == 1 { "is" } else { "are" };
    let headline = format!("the election is unanimous, but {others} on `{}` {are} {what}", vote.candidate.id);
    Some(impossible(headline, other, "expected 0"))
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
    let has_won = |vote: &&Vote| has_won(election, vote);
    let weakest = election.votes.iter().filter(has_won).min_by_key(|vote| vote.votes_for.value)?;
    let strongest =
        election.votes.iter().filter(|vote| !has_won(vote)).max_by_key(|vote| vote.votes_for.value)?;
    (strongest.votes_for.value > weakest.votes_for.value).then(|| {
        let headline = format!(
            "`{}` is elected with {}, but `{}` has {} and is not",
            weakest.candidate.id,
            count_of(weakest.votes_for.value, "vote"),
            strongest.candidate.id,
            strongest.votes_for.value
        );
        Diagnostic::new(Code::ElectionMismatch, headline)
            .at(strongest.votes_for.span, "more votes")
            .and(weakest.votes_for.span, "elected")
    })
}

fn has_won(election: &Election, vote: &Vote) -> bool {
    election.elected.iter().any(|winner| winner.id == vote.candidate.id)
}

/// How many votes are enough is for the rules of an office to say; none at all never are.
fn who_wins_has_more_votes_for_than_against(election: &Election) -> Vec<Diagnostic> {
    // Of several titles that somebody was voted on, nobody knows which ones it got.
    let is_for_an_office = |vote: &&Vote| vote.form.is_none() && vote.called.is_none();
    let winners = election.votes.iter().filter(is_for_an_office).filter(|vote| has_won(election, vote));
    winners
        .filter_map(|vote| {
            let (name, votes) = (&vote.candidate.id, &vote.votes_for);
            if votes.value == 0 {
                let headline = format!("`{name}` is elected, but nobody voted for it");
                return Some(Diagnostic::new(Code::ElectionMismatch, headline).at(votes.span, ""));
            }
            let against = vote.against.as_ref().filter(|against| against.value >= votes.value)?;
            let headline = format!(
                "`{name}` is elected with {}, but {} against",
                count_of(votes.value, "vote"),
                if against.value == 1 { "1 is".to_owned() } else { format!("{} are", against.value) },
            );
            Some(
                Diagnostic::new(Code::ElectionMismatch, headline)
                    .at(votes.span, "votes for")
                    .and(against.span, "votes against")
                    .severity(Severity::Warning),
            )
        })
        .collect()
}
