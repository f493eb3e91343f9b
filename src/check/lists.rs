//! A list of links names each record once.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AgendaItem, Id, Ref, Vote};
use crate::source::Span;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    for unit in &records.units {
        found.extend(twice("members", &unit.members));
        found.extend(twice("succeeds", &unit.succeeds));
    }
    for campaign in &records.campaigns {
        found.extend(twice("units", &campaign.units));
    }
    for honour in &records.honours {
        found.extend(twice("recipients", &honour.recipients));
    }
    for tally in &records.tallies {
        // As many grantors as forms belong to them one by one: the same form of two grantors is two things.
        if tally.grantors.len() != tally.forms.len() {
            found.extend(twice("forms", &tally.forms));
        }
    }
    for claim in &records.claims {
        found.extend(twice("of", &claim.of));
    }
    for review in &records.reviews {
        found.extend(twice("campaigns", &review.campaigns));
    }
    for conference in &records.conferences {
        found.extend(twice("presidium", &conference.presidium));
        for item in &conference.agenda {
            in_agenda(item, found);
        }
    }
}

fn in_agenda(item: &AgendaItem, found: &mut Vec<Diagnostic>) {
    match item {
        AgendaItem::Election(election) => {
            found.extend(twice("elected", &election.elected));
            found.extend(twice("honours", &election.honours));
            found.extend(twice("tallies", &election.tallies));
            // A vote on several titles may name somebody once for each.
            let about = |vote: &Vote| (vote.form.as_ref().map(|form| form.id.clone()), called(vote));
            let abouts: BTreeSet<_> = election.votes.iter().map(about).collect();
            for one in abouts {
                let votes = election.votes.iter().filter(|vote| about(vote) == one);
                found.extend(twice("votes", votes.map(|vote| &vote.candidate)));
            }
        }
        AgendaItem::Awards(awards) => {
            found.extend(twice("honours", &awards.honours));
            found.extend(twice("tallies", &awards.tallies));
        }
        AgendaItem::Proposal(proposal) => found.extend(twice("honours", &proposal.honours)),
        AgendaItem::Opening(_)
        | AgendaItem::Report(_)
        | AgendaItem::Speech(_)
        | AgendaItem::Discussion(_)
        | AgendaItem::Launch(_)
        | AgendaItem::Pledge(_)
        | AgendaItem::Closing(_) => {}
    }
}

fn called(vote: &Vote) -> Option<String> {
    vote.called.as_ref().map(|called| called.value.clone())
}

fn twice<'a, T: 'a>(key: &str, links: impl IntoIterator<Item = &'a Ref<T>>) -> Vec<Diagnostic> {
    let mut first: HashMap<&Id, Span> = HashMap::new();
    let mut again = Vec::new();
    for link in links {
        match first.get(&link.id) {
            Some(place) => again.push(
                Diagnostic::new(Code::ListedTwice, format!("`{key}` names `{}` twice", link.id))
                    .at(link.span, "named again")
                    .and(*place, "first named here")
                    .help("keep one of the two"),
            ),
            None => {
                first.insert(&link.id, link.span);
            }
        }
    }
    again
}
