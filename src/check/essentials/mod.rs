//! What is missing and would be printed as a blank.
//!
//! One diagnostic a record, so that it reads as a list of things to find out. A test holds the list to the
//! blanks that documents really have.

mod missing;
mod shown;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Honour, Id, RecordKind};
use crate::source::Span;
use crate::yaml::{Located, listed};

use super::Strictness;
use super::documents::is_known;
use super::view::{View, called, phrase};
use missing::RECIPIENTS;
use shown::Shown;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    let shown = Shown::new(view);
    let mut report = |kind: RecordKind, id: &Located<Id>, missing: &[String], documents: &BTreeSet<&Id>| {
        // Of two records with one id the later one is a mistake, and no document shows it.
        if view.inventory.kind(id.as_str()).is_some_and(|(_, first)| first != id.span) {
            return;
        }
        let name = format!("the {} `{}`", kind.as_str(), id.value);
        let diagnostic = lacks(view, (&name, id.span), missing, !documents.is_empty());
        found.extend(diagnostic.map(|diagnostic| match kind {
            RecordKind::Document => diagnostic,
            _ => with_documents(diagnostic, documents),
        }));
    };
    for unit in &records.units {
        let documents = shown.of_unit(&unit.id.value);
        report(RecordKind::Unit, &unit.id, &missing::of_unit(unit, &shown), &documents);
    }
    for person in &records.people {
        let documents = shown.lists_with(&person.id.value);
        report(RecordKind::Person, &person.id, &missing::of_person(person, &documents), &documents);
    }
    for conference in &records.conferences {
        let documents = shown.of(&conference.id.value);
        report(RecordKind::Conference, &conference.id, &missing::of_conference(conference), &documents);
    }
    for submission in &records.submissions {
        let documents = shown.of_submission(&submission.id.value);
        report(
            RecordKind::Submission,
            &submission.id,
            &missing::of_submission(view, submission, &shown),
            &documents,
        );
    }
    for decision in &records.decisions {
        let id = &decision.id.value;
        let others = shown.certificates_of(id).into_iter().chain(shown.letters_of(id));
        let documents = shown.of(id).into_iter().chain(others).collect();
        report(RecordKind::Decision, &decision.id, &missing::of_decision(view, decision, &shown), &documents);
    }
    for tally in &records.tallies {
        let (missing, documents) = missing::of_tally(tally, &shown);
        report(RecordKind::Tally, &tally.id, &missing, &documents);
    }
    for claim in &records.claims {
        report(RecordKind::Claim, &claim.id, &missing::of_claim(claim), &shown.reports_of(&claim.unit.id));
    }
    for review in &records.reviews {
        report(RecordKind::Review, &review.id, &missing::of_review(review), &shown.of(&review.id.value));
    }
    for document in &records.documents {
        let itself = BTreeSet::from_iter(is_known(document).then_some(&document.id.value));
        report(RecordKind::Document, &document.id, &missing::of_document(view, document), &itself);
    }
    found.extend(records.honours.iter().filter_map(|honour| of_honour(view, honour, &shown)));
    found.extend(records.honours.iter().filter_map(|honour| of_certificate(view, honour, &shown)));
}

fn of_certificate(view: &View<'_>, honour: &Honour, shown: &Shown<'_>) -> Option<Diagnostic> {
    let documents = shown.certificates_with(view, honour);
    if documents.is_empty() {
        return None;
    }
    let called = called(honour);
    let diagnostic = lacks(view, (&called.name, called.span), &missing::of_certificate(view, honour), true)?;
    Some(with_documents(diagnostic, &documents))
}

/// An honour need not have an id, so it is called by its recipient.
fn of_honour(view: &View<'_>, honour: &Honour, shown: &Shown<'_>) -> Option<Diagnostic> {
    let missing = missing::of_honour(honour);
    if missing.is_empty() {
        return None;
    }
    let called = called(honour);
    let documents = shown.forms_of_honour(view, honour);
    let diagnostic = lacks(view, (&called.name, called.span), &missing, !documents.is_empty())?;
    Some(
        with_documents(diagnostic, &documents)
            .help("write the id of a form of the catalogue, or the name that the source uses with `called`"),
    )
}

fn lacks(
    view: &View<'_>,
    (name, place): (&str, Span),
    missing: &[String],
    is_shown: bool,
) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let headline = format!("{name} lacks {}", phrase(missing));
    let mut diagnostic = Diagnostic::new(Code::MissingEssential, headline).at(place, "");
    if missing.iter().any(|words| words == RECIPIENTS) {
        diagnostic = diagnostic.note("its recipients are the honours and tallies that name it");
    }
    Some(match view.strictness {
        Strictness::Final if is_shown => diagnostic.severity(Severity::Error),
        Strictness::Final | Strictness::Draft => diagnostic,
    })
}

fn with_documents(diagnostic: Diagnostic, documents: &BTreeSet<&Id>) -> Diagnostic {
    if documents.is_empty() {
        return diagnostic;
    }
    let documents: Vec<&str> = documents.iter().map(|id| id.as_str()).collect();
    diagnostic.note(format!("printed as a blank in {}", listed(&documents)))
}
