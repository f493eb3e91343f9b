//! The way of an honour in time: the minutes of the council, the submission, the decision, and at last the handing over.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law;
use crate::model::{AgendaItem, Conference, Date, Decision, Honour, Id, Ref, Submission, Tally};
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
    for decision in &view.records.decisions {
        found.extend(minutes_come_before_the_decision(view, decision));
    }
    for submission in &view.records.submissions {
        found.extend(minutes_come_before_the_submission(view, submission));
    }
    let decisions = view.records.decisions.iter().map(|it| (&it.bases, &it.date, &it.minutes));
    let submissions = view.records.submissions.iter().map(|it| (&it.bases, &it.date, &it.minutes));
    for (bases, date, minutes) in decisions.chain(submissions) {
        found.extend(
            bases.iter().filter_map(|base| a_base_names_the_day_of_the_minutes(view, base, minutes.as_ref())),
        );
        let Some(date) = date else { continue };
        found.extend(bases.iter().filter_map(|base| a_base_is_not_of_a_later_day(view, base, date)));
    }
}

/// Also where the decision names minutes, and its submission none.
fn minutes_come_before_the_decision(view: &View<'_>, decision: &Decision) -> Option<Diagnostic> {
    let link = decision.minutes.as_ref()?;
    let conference = view.find(link)?;
    let date = conference.date.as_ref()?;
    let submission = decision.submission.as_ref().and_then(|link| view.find(link));
    let submitted = submission.filter(|it| it.minutes.is_none()).and_then(|submission| {
        let whose = format!("the submission `{}` is", submission.id.value);
        Some((whose, link.span, submission.date.as_ref()?))
    });
    let decided = decision
        .date
        .as_ref()
        .map(|decided| (format!("the decision `{}` is", decision.id.value), link.span, decided));
    if tells(view, conference, |(_, granted)| granted == Some(&decision.id.value)) {
        return None;
    }
    let mut steps = submitted.into_iter().chain(decided);
    steps.find_map(|step| too_early((conference, date), "voted on", step))
}

fn minutes_come_before_the_submission(view: &View<'_>, submission: &Submission) -> Option<Diagnostic> {
    let link = submission.minutes.as_ref()?;
    let conference = view.find(link)?;
    if tells(view, conference, |(asked, _)| asked == Some(&submission.id.value)) {
        return None;
    }
    let whose = format!("the submission `{}` is", submission.id.value);
    let step = (whose, link.span, submission.date.as_ref()?);
    too_early((conference, conference.date.as_ref()?), "voted on", step)
}

/// How an honour or tally goes on: the submission that asks for it, the decision that grants it.
type Papers<'a> = (Option<&'a Id>, Option<&'a Id>);

/// Answers whether the minutes themselves name what a paper is about: then it is told there what came too early.
fn tells(view: &View<'_>, conference: &Conference, is_it: impl Fn(Papers<'_>) -> bool) -> bool {
    let of_honour = |link: &Ref<Honour>| {
        let papers = |it: &Honour| is_it((id(it.submission.as_deref()), id(it.decision.as_ref())));
        view.find(link).is_some_and(papers)
    };
    let of_tally = |link: &Ref<Tally>| {
        let papers = |it: &Tally| is_it((id(it.submission.as_ref()), id(it.decision.as_ref())));
        view.find(link).is_some_and(papers)
    };
    conference.agenda.iter().any(|item| match item {
        AgendaItem::Election(it) => it.honours.iter().any(of_honour) || it.tallies.iter().any(of_tally),
        AgendaItem::Proposal(it) => {
            is_it((id(it.submission.as_ref()), None)) || it.honours.iter().any(of_honour)
        }
        AgendaItem::Opening(_)
        | AgendaItem::Report(_)
        | AgendaItem::Speech(_)
        | AgendaItem::Discussion(_)
        | AgendaItem::Awards(_)
        | AgendaItem::Launch(_)
        | AgendaItem::Pledge(_)
        | AgendaItem::Closing(_) => false,
    })
}

fn id<T>(link: Option<&Ref<T>>) -> Option<&Id> {
    link.map(|link| &link.id)
}

/// A base that speaks of minutes on emulation means those that are named, where it tells a day.
fn a_base_names_the_day_of_the_minutes(
    view: &View<'_>,
    base: &Located<String>,
    minutes: Option<&Ref<Conference>>,
) -> Option<Diagnostic> {
    let conference = view.find(minutes?)?;
    let held = conference.date.as_ref()?;
    let (_, behind) = ["Biên bản", "biên bản"].iter().find_map(|words| base.value.split_once(words))?;
    let is_on_emulation = base.value.to_lowercase().contains("thi đua");
    let cited = law::dates(behind).into_iter().next()?;
    let differs = is_before(cited, held.value) || is_before(held.value, cited);
    (differs && is_on_emulation).then(|| {
        let headline = format!(
            "a base names minutes of {cited}, but `{}` was held on {}",
            conference.id.value, held.value
        );
        Diagnostic::new(Code::WrongOrder, headline)
            .at(base.span, "cited as a base")
            .and(held.span, "the day of the minutes")
            .severity(Severity::Warning)
    })
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
