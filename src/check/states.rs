//! How far honours have come: what is proposed never counts as awarded.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::sums::Standing;
use crate::model::{AgendaItem, DocumentRecord, Honour, Ref, State, Tally};
use crate::source::Span;
use crate::yaml::Located;

use super::certificates::is_certificate;
use super::view::{View, called};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for honour in &view.records.honours {
        let course = Course::of_honour(honour);
        found.extend(what_is_only_submitted_is_not_awarded(&course));
        found.extend(what_is_decided_is_not_only_proposed(&course));
    }
    for tally in &view.records.tallies {
        let course = Course::of_tally(tally);
        found.extend(what_is_only_submitted_is_not_awarded(&course));
        found.extend(what_is_decided_is_not_only_proposed(&course));
    }
    for item in view.records.conferences.iter().flat_map(|conference| &conference.agenda) {
        found.extend(what_is_handed_over_is_awarded(view, item));
        found.extend(what_is_put_forward_has_a_state(view, item));
    }
    for document in &view.records.documents {
        found.extend(a_letter_congratulates_on_what_is_awarded(view, document));
    }
}

/// What a record says of how far it has come, and why.
struct Course<'a> {
    name: String,
    state: Option<&'a Located<State>>,
    submission: Option<Span>,
    decision: Option<Span>,
    /// Whether it is dated, which only what was granted is.
    is_dated: bool,
}

impl<'a> Course<'a> {
    fn of_honour(honour: &'a Honour) -> Self {
        let decision = honour.decision.as_ref().map(|decision| decision.span);
        Self {
            name: called(honour).name,
            state: honour.state.as_ref(),
            submission: honour.submission.as_ref().map(|submission| submission.span),
            decision: decision.or(honour.decided_by.as_ref().map(|note| note.span.part(0..0))),
            is_dated: honour.date.is_some(),
        }
    }

    fn of_tally(tally: &'a Tally) -> Self {
        Self {
            name: format!("the tally `{}`", tally.id.value),
            state: tally.state.as_ref(),
            submission: tally.submission.as_ref().map(|submission| submission.span),
            decision: tally.decision.as_ref().map(|decision| decision.span),
            is_dated: false,
        }
    }

    fn state(&self) -> State {
        self.state.map_or(State::Awarded, |state| state.value)
    }
}

/// Without a word, a proposal would count as an award: the one mistake that nobody would see in the document.
fn what_is_only_submitted_is_not_awarded(course: &Course<'_>) -> Option<Diagnostic> {
    let submission = course.submission?;
    if course.decision.is_some() || course.is_dated || Standing::of(course.state()) != Standing::Awarded {
        return None;
    }
    let headline = format!("{} counts as awarded, but only a submission is named", course.name);
    let diagnostic = Diagnostic::new(Code::StateMismatch, headline).at(submission, "proposed here");
    Some(match course.state {
        None => diagnostic.help("write `state: proposed`, or name the decision that grants it"),
        Some(state) => diagnostic
            .and(state.span, format!("`{}`", state.as_str()))
            .severity(Severity::Warning)
            .help("name the decision that grants it with `decision` or `decided-by`"),
    })
}

fn what_is_decided_is_not_only_proposed(course: &Course<'_>) -> Option<Diagnostic> {
    let (state, decision) = (course.state?, course.decision?);
    (Standing::of(state.value) == Standing::Proposed).then(|| {
        let headline = format!("{} is `{}`, but a decision is named", course.name, state.as_str());
        Diagnostic::new(Code::StateMismatch, headline)
            .at(state.span, "")
            .and(decision, "decided here")
            .help("write `state: awarded`, or remove the decision")
    })
}

fn what_is_handed_over_is_awarded(view: &View<'_>, item: &AgendaItem) -> Vec<Diagnostic> {
    let AgendaItem::Awards(awards) = item else { return Vec::new() };
    let honours = awards
        .honours
        .iter()
        .filter_map(|link| Some((("honour", &link.id), link.span, view.find(link)?.state())));
    let tallies = awards
        .tallies
        .iter()
        .filter_map(|link| Some((("tally", &link.id), link.span, view.find(link)?.state())));
    let is_open = |state: State| !matches!(Standing::of(state), Standing::Awarded | Standing::Elected);
    honours
        .chain(tallies)
        .filter(|(_, _, state)| is_open(*state))
        .map(|((kind, id), place, state)| {
            let headline =
                format!("the {kind} `{id}` is handed over at a conference, but it is `{}`", state.as_str());
            Diagnostic::new(Code::StateMismatch, headline).at(place, format!("`{}`", state.as_str()))
        })
        .collect()
}

fn what_is_put_forward_has_a_state(view: &View<'_>, item: &AgendaItem) -> Vec<Diagnostic> {
    let AgendaItem::Proposal(proposal) = item else { return Vec::new() };
    let is_unsaid = |link: &&Ref<Honour>| {
        view.find(link).is_some_and(|honour| {
            honour.state.is_none() && honour.decision.is_none() && honour.submission.is_none()
        })
    };
    proposal
        .honours
        .iter()
        .filter(is_unsaid)
        .map(|link| {
            let headline =
                format!("the honour `{}` is put forward at a conference, but counts as awarded", link.id);
            Diagnostic::new(Code::StateMismatch, headline)
                .at(link.span, "put forward here")
                .help("write its state: `state: proposed`, or `state: awarded` if it was granted later")
        })
        .collect()
}

fn a_letter_congratulates_on_what_is_awarded(
    view: &View<'_>,
    document: &DocumentRecord,
) -> Option<Diagnostic> {
    let link = document.honour.as_ref()?;
    let state = view.find(link)?.state();
    let (open, what): (&[Standing], _) = if is_certificate(document) {
        // What is only elected waits for its decision, of which a certificate gives number and date.
        (&[Standing::Proposed, Standing::Elected, Standing::Revoked], "a certificate is for what is awarded")
    } else {
        (&[Standing::Proposed, Standing::Revoked], "a letter congratulates on what is awarded")
    };
    open.contains(&Standing::of(state)).then(|| {
        let headline = format!("{what}, but `{}` is `{}`", link.id, state.as_str());
        Diagnostic::new(Code::StateMismatch, headline).at(link.span, format!("`{}`", state.as_str()))
    })
}
