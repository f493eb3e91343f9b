//! Whether whoever decides may grant what is decided, and whoever is asked can grant or pass on what is proposed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::{granters, is_above, is_authority_sure, office, office_by_name};
use crate::model::{Actor, Date, Decision, Form, Granter, Ref, Submission};
use crate::source::Span;

use super::view::{View, phrase, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for honour in &view.records.honours {
        let (form, links) = (honour.form.as_ref(), (honour.decision.as_ref(), honour.submission.as_deref()));
        found.extend(
            form.and_then(|form| what_is_asked_or_decided(view, honour.state().is_award(), form, links)),
        );
    }
    for tally in &view.records.tallies {
        let links = (tally.decision.as_ref(), tally.submission.as_ref());
        let findings = tally
            .forms
            .iter()
            .filter_map(|form| what_is_asked_or_decided(view, tally.state().is_award(), form, links));
        found.extend(findings);
    }
}

/// What is granted is judged by its decision, and what is not, by its submission.
fn what_is_asked_or_decided(
    view: &View<'_>,
    is_award: bool,
    link: &Ref<Form>,
    (decision, submission): (Option<&Ref<Decision>>, Option<&Ref<Submission>>),
) -> Option<Diagnostic> {
    let form = view.find(link)?;
    match decision {
        Some(decision) if is_award => the_issuer_may_grant_it(view, form, link.span, view.find(decision)?),
        Some(_) => None,
        None if is_award => None,
        None => who_is_asked_can_grant_it_or_pass_it_on(view, form, link.span, view.find(submission?)?),
    }
}

/// Known only where the unit says what office its head holds, or its name shows it, which is less sure.
fn the_issuer_may_grant_it(
    view: &View<'_>,
    form: &Form,
    place: Span,
    decision: &Decision,
) -> Option<Diagnostic> {
    let issuer = view.find(&decision.issuer)?;
    let office = office(issuer)?;
    let on = decision.date.as_ref().map(|date| date.value);
    let granters = granters(form, on);
    if granters.is_empty() || granters.contains(&office) {
        return None;
    }
    let then = if form.granted_then.is_empty() { String::new() } else { day_words(on) };
    let headline =
        format!("“{}” is granted{then} by {}, not by {}", form.name.value, listed(&granters), words(office));
    let (shown, said) = match &issuer.office {
        Some(said) => ((said.span, "the office of the issuer"), true),
        None => ((issuer.name.span, "the name of the issuer shows its office"), false),
    };
    Some(
        Diagnostic::new(Code::WrongAuthority, headline)
            .at(place, "")
            .and(decision.id.span, "decided here")
            .and(shown.0, shown.1)
            .note(article(form))
            .severity(weight(is_authority_sure(form, on) && said)),
    )
}

/// Whoever is asked may pass a proposal on to what is above, but nobody lays before a higher office what a lower one grants.
fn who_is_asked_can_grant_it_or_pass_it_on(
    view: &View<'_>,
    form: &Form,
    place: Span,
    submission: &Submission,
) -> Option<Diagnostic> {
    let (asked, asked_at) = asked(view, &submission.to)?;
    let can = |granter: &Granter| *granter == asked || is_above(*granter, asked);
    let granters = granters(form, submission.date.as_ref().map(|date| date.value));
    if granters.is_empty() || granters.iter().any(can) {
        return None;
    }
    let headline = format!(
        "“{}” is asked of {}, but it is granted by {}",
        form.name.value,
        words(asked),
        listed(&granters)
    );
    let diagnostic = Diagnostic::new(Code::WrongAuthority, headline)
        .at(place, "proposed")
        .and(submission.id.span, "submitted here");
    let diagnostic = match asked_at {
        Some(span) => diagnostic.and(span, "who is asked"),
        None => diagnostic,
    };
    Some(diagnostic.note(article(form)).severity(Severity::Warning))
}

fn asked(view: &View<'_>, to: &Actor) -> Option<(Granter, Option<Span>)> {
    match to {
        Actor::Unit(link) => Some((office(view.find(link)?)?, Some(link.span))),
        Actor::Name(name) => Some((office_by_name(name)?, None)),
        Actor::Person(_) => None,
    }
}

fn listed(granters: &[Granter]) -> String {
    let granters: Vec<&str> = granters.iter().map(|granter| words(*granter)).collect();
    phrase(&granters).replace(" and ", " or ")
}

/// Who may grant has changed: the day belongs to what is said.
fn day_words(on: Option<Date>) -> String {
    on.map_or_else(String::new, |on| format!(" on {on}"))
}

/// The article on who grants, else that on what is granted.
fn article(form: &Form) -> String {
    let authority = form.authority.as_ref().map(|authority| authority.source.value.clone());
    authority.or_else(|| form.source.clone()).unwrap_or_default()
}

fn words(granter: Granter) -> &'static str {
    match granter {
        Granter::President => "the President",
        Granter::PrimeMinister => "the Prime Minister",
        Granter::Ministry => "the head of a ministry, central body or province",
        Granter::Entity => "the head of a unit with legal status",
        Granter::District => "the chair of a district",
        Granter::Commune => "the chair of a commune",
        Granter::Enterprise => "the director of an enterprise",
        Granter::PartyProvince => "the standing committee of a provincial party committee",
        Granter::PartySuperior => "the standing committee of the party committee above the base",
        Granter::PartyBase => "a party committee of the base",
    }
}
