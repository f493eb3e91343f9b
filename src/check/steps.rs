//! The way of an honour in time: the minutes of the council, the submission, the decision, and at last the handing over.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law;
use crate::model::{AgendaItem, Conference, Date, Honour, Ref, Tally};
use crate::source::Span;
use crate::yaml::Located;

use super::order::is_before;
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        let Some(date) = &conference.date else { continue };
        for item in &conference.agenda {
            follow(view, (conference, date), item, found);
        }
    }
    let decisions = view.records.decisions.iter().map(|it| (&it.bases, &it.date));
    let submissions = view.records.submissions.iter().map(|it| (&it.bases, &it.date));
    for (bases, date) in decisions.chain(submissions) {
        let Some(date) = date else { continue };
        found.extend(bases.iter().filter_map(|base| a_base_is_not_of_a_later_day(view, base, date)));
    }
}

type Held<'a> = (&'a Conference, &'a Located<Date>);

fn follow(view: &View<'_>, held: Held<'_>, item: &AgendaItem, found: &mut Vec<Diagnostic>) {
    match item {
        AgendaItem::Election(election) => {
            found.extend(comes_later(view, held, "voted on", &election.honours, &election.tallies));
        }
        AgendaItem::Proposal(proposal) => {
            let made = proposal.submission.as_ref().and_then(|link| {
                let submission = view.find(link)?;
                let date = submission.date.as_ref()?;
                Some((format!("the submission `{}` is", link.id), link.span, date))
            });
            match made.and_then(|step| too_early(held, "put forward", step)) {
                Some(diagnostic) => found.push(diagnostic),
                None => found.extend(comes_later(view, held, "put forward", &proposal.honours, &[])),
            }
        }
        AgendaItem::Awards(awards) => {
            let honours = awards.honours.iter().filter_map(|link| {
                Some((link.span, view.find(view.find(link)?.decision.as_ref()?)?.date.as_ref()?))
            });
            let tallies = awards.tallies.iter().filter_map(|link| {
                Some((link.span, view.find(view.find(link)?.decision.as_ref()?)?.date.as_ref()?))
            });
            found.extend(
                honours.chain(tallies).filter_map(|(place, decided)| handed_over(held, place, decided)),
            );
        }
        AgendaItem::Opening(_)
        | AgendaItem::Report(_)
        | AgendaItem::Speech(_)
        | AgendaItem::Discussion(_)
        | AgendaItem::Launch(_)
        | AgendaItem::Pledge(_)
        | AgendaItem::Closing(_) => {}
    }
}

/// A submission or decision with its place and date.
type Step<'a> = (String, Span, &'a Located<Date>);

fn comes_later(
    view: &View<'_>,
    held: Held<'_>,
    what: &str,
    honours: &[Ref<Honour>],
    tallies: &[Ref<Tally>],
) -> Vec<Diagnostic> {
    let honours = honours.iter().filter_map(|link| {
        let honour = view.find(link)?;
        Some((link.span, honour.submission.as_deref(), &honour.decision))
    });
    let tallies = tallies.iter().filter_map(|link| {
        let tally = view.find(link)?;
        Some((link.span, tally.submission.as_ref(), &tally.decision))
    });
    let mut found = Vec::new();
    for (place, submission, decision) in honours.chain(tallies) {
        let submitted = submission.and_then(|link| {
            Some((format!("the submission `{}` is", link.id), place, view.find(link)?.date.as_ref()?))
        });
        let decided = decision.as_ref().and_then(|link| {
            Some((format!("the decision `{}` is", link.id), place, view.find(link)?.date.as_ref()?))
        });
        // What is submitted too early is decided too early mostly for the same reason.
        found.extend(submitted.into_iter().chain(decided).find_map(|step| too_early(held, what, step)));
    }
    found
}

fn too_early(
    (conference, date): Held<'_>,
    what: &str,
    (whose, place, later): Step<'_>,
) -> Option<Diagnostic> {
    is_before(later.value, date.value).then(|| {
        let headline = format!(
            "it is {what} by `{}` of {}, but {whose} of {}",
            conference.id.value, date.value, later.value
        );
        Diagnostic::new(Code::WrongOrder, headline)
            .at(place, what)
            .and(date.span, "the conference")
            .and(later.span, "before it")
            .note("minutes come before the submission, and the submission before the decision")
    })
}

/// At a ceremony the paper may follow some days later, so this only warns.
fn handed_over((conference, date): Held<'_>, place: Span, decided: &Located<Date>) -> Option<Diagnostic> {
    is_before(date.value, decided.value).then(|| {
        let headline = format!(
            "it is handed over at `{}` of {}, but decided on {}",
            conference.id.value, date.value, decided.value
        );
        Diagnostic::new(Code::WrongOrder, headline)
            .at(place, "handed over")
            .and(date.span, "the conference")
            .and(decided.span, "decided")
            .severity(Severity::Warning)
    })
}

/// Minutes, submissions and texts that a base names are older than the document that cites them.
///
/// A text of the catalogue that is cited before its day is not in force yet, which is told elsewhere.
fn a_base_is_not_of_a_later_day(
    view: &View<'_>,
    base: &Located<String>,
    date: &Located<Date>,
) -> Option<Diagnostic> {
    if view.records.legal_texts.iter().any(|text| law::cites(&base.value, text)) {
        return None;
    }
    let cited = law::dates(&base.value).into_iter().find(|cited| is_before(date.value, *cited))?;
    let headline = format!("the document is of {}, but cites what is of {cited}", date.value);
    Some(
        Diagnostic::new(Code::WrongOrder, headline)
            .at(base.span, "cited as a base")
            .and(date.span, "the day of the document"),
    )
}
