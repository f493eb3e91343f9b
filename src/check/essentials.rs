//! What is missing and would be printed as a blank. One diagnostic a record, so that it reads as a list of
//! things to find out.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{
    Conference, Date, Decision, DocumentRecord, Honour, Id, OpenPart, RecordKind, Review, Signatory,
    Submission, Tally,
};
use crate::yaml::{Located, listed};

use super::Strictness;
use super::view::{View, called, phrase};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    let shown = Shown::new(view);
    let honoured = Honoured::new(view);
    let mut report = |kind: RecordKind, id: &Located<Id>, missing: &[String], documents: &BTreeSet<&Id>| {
        found.extend(lacks(view, (kind, id), missing, documents));
    };
    for conference in &records.conferences {
        report(
            RecordKind::Conference,
            &conference.id,
            &of_conference(conference),
            &shown.of(&conference.id.value),
        );
    }
    for submission in &records.submissions {
        let missing = of_submission(submission, honoured.has(&submission.id.value));
        report(RecordKind::Submission, &submission.id, &missing, &shown.of(&submission.id.value));
    }
    for decision in &records.decisions {
        let missing = of_decision(decision, honoured.has(&decision.id.value));
        report(RecordKind::Decision, &decision.id, &missing, &shown.of(&decision.id.value));
    }
    for tally in &records.tallies {
        report(RecordKind::Tally, &tally.id, &of_tally(tally), &shown.of_tally(tally));
    }
    for review in &records.reviews {
        report(RecordKind::Review, &review.id, &of_review(review), &shown.of(&review.id.value));
    }
    for document in &records.documents {
        let itself = BTreeSet::from([&document.id.value]);
        report(RecordKind::Document, &document.id, &of_document(document), &itself);
    }
    found.extend(records.honours.iter().filter_map(an_honour_has_a_name));
}

/// The documents then say only that somebody was honoured.
fn an_honour_has_a_name(honour: &Honour) -> Option<Diagnostic> {
    let honoured = called(honour);
    (honour.form.is_none() && honour.called.is_none()).then(|| {
        Diagnostic::new(Code::MissingEssential, format!("{} lacks its form", honoured.name))
            .at(honoured.span, "")
            .help("write the id of a form of the catalogue, or the name that the source uses with `called`")
    })
}

fn lacks(
    view: &View<'_>,
    (kind, id): (RecordKind, &Located<Id>),
    missing: &[String],
    documents: &BTreeSet<&Id>,
) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let headline = format!("the {} `{}` lacks {}", kind.as_str(), id.value, phrase(missing));
    let diagnostic = Diagnostic::new(Code::MissingEssential, headline).at(id.span, "");
    let diagnostic = match view.strictness {
        Strictness::Final if !documents.is_empty() => diagnostic.severity(Severity::Error),
        Strictness::Final | Strictness::Draft => diagnostic,
    };
    let diagnostic = if missing.iter().any(|words| words == RECIPIENTS) {
        diagnostic.note("its recipients are the honours and tallies that name it")
    } else {
        diagnostic
    };
    let documents: Vec<&str> = documents.iter().map(|id| id.as_str()).collect();
    Some(match (&documents[..], kind) {
        ([], _) | (_, RecordKind::Document) => diagnostic,
        (documents, _) => diagnostic.note(format!("printed as a blank in {}", listed(documents))),
    })
}

const RECIPIENTS: &str = "its recipients";

fn of_conference(conference: &Conference) -> Vec<String> {
    let mut missing = of_date(conference.date.as_ref());
    let is_missing = [
        (conference.place.is_none(), "its place"),
        (conference.presidium.is_empty(), "its chair"),
        (conference.secretary.is_none(), "its secretary"),
        (conference.attendance.is_none(), "its attendance"),
    ];
    missing.extend(only(is_missing));
    missing
}

fn of_submission(submission: &Submission, names_recipients: bool) -> Vec<String> {
    issued(
        submission.number.as_ref(),
        submission.date.as_ref(),
        submission.signatory.as_ref(),
        names_recipients,
    )
}

fn of_decision(decision: &Decision, names_recipients: bool) -> Vec<String> {
    issued(decision.number.as_ref(), decision.date.as_ref(), decision.signatory.as_ref(), names_recipients)
}

fn issued(
    number: Option<&Located<u32>>,
    date: Option<&Located<Date>>,
    signatory: Option<&Signatory>,
    names_recipients: bool,
) -> Vec<String> {
    let mut missing: Vec<String> = only([(number.is_none(), "its number")]).collect();
    missing.extend(of_date(date));
    missing.extend(of_signatory(signatory));
    missing.extend(only([(!names_recipients, RECIPIENTS)]));
    missing
}

/// The names matter where a decision or submission has a list of them; a report prints the count alone.
fn of_tally(tally: &Tally) -> Vec<String> {
    let has_list = tally.decision.is_some() || tally.submission.is_some();
    let has_names = tally.recipient.is_some() || tally.named_inside == Some(true);
    only([
        (tally.forms.is_empty() && tally.called.is_none(), "its form"),
        (has_list && !has_names, "the names of its recipients"),
    ])
    .collect()
}

fn of_review(review: &Review) -> Vec<String> {
    let rest = |open: &Located<OpenPart>| format!("the rest of its {}", open.as_str());
    review.open.iter().map(rest).collect()
}

/// What a decision or submission lacks is said of its own record; minutes are signed by chair and secretary.
fn of_document(document: &DocumentRecord) -> Vec<String> {
    if document.decision.is_some() || document.submission.is_some() {
        return Vec::new();
    }
    let mut missing: Vec<String> = match document.template.as_str() {
        "letter" => Vec::new(),
        _ => only([(document.number.is_none(), "its number")]).collect(),
    };
    if document.template.as_str() != "minutes" {
        missing.extend(of_date(document.date.as_ref()));
        missing.extend(of_signatory(document.signatory.as_ref()));
    }
    missing
}

fn of_date(date: Option<&Located<Date>>) -> Vec<String> {
    let Some(date) = date else { return vec!["its date".to_owned()] };
    let parts = [(date.day.is_none(), "day"), (date.month.is_none(), "month"), (date.year.is_none(), "year")];
    let parts: Vec<String> = only(parts).collect();
    if parts.is_empty() { parts } else { vec![format!("the {} of its date", phrase(&parts))] }
}

fn of_signatory(signatory: Option<&Signatory>) -> Option<String> {
    match signatory {
        None => Some("its signatory".to_owned()),
        Some(signatory) if signatory.person.is_none() => Some("the name of its signatory".to_owned()),
        Some(_) => None,
    }
}

fn only<const N: usize>(cases: [(bool, &str); N]) -> impl Iterator<Item = String> {
    cases.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, words)| words.to_owned())
}

/// Which documents show which record.
struct Shown<'a> {
    of_record: HashMap<&'a Id, BTreeSet<&'a Id>>,
    /// The reports of a unit, which print its tallies.
    reports: HashMap<&'a Id, BTreeSet<&'a Id>>,
}

impl<'a> Shown<'a> {
    fn new(view: &View<'a>) -> Self {
        let mut shown = Self { of_record: HashMap::new(), reports: HashMap::new() };
        for document in &view.records.documents {
            let review = document.review.as_ref().map(|link| &link.id);
            let conference = document.conference.as_ref().map(|link| &link.id);
            let decision = document.decision.as_ref().map(|link| &link.id);
            let submission = document.submission.as_ref().map(|link| &link.id);
            for record in [review, conference, decision, submission].into_iter().flatten() {
                shown.of_record.entry(record).or_default().insert(&document.id.value);
            }
            if review.is_some() {
                shown.reports.entry(&document.unit.id).or_default().insert(&document.id.value);
            }
        }
        shown
    }

    fn of(&self, record: &Id) -> BTreeSet<&'a Id> {
        self.of_record.get(record).cloned().unwrap_or_default()
    }

    fn of_tally(&self, tally: &Tally) -> BTreeSet<&'a Id> {
        let decision = tally.decision.as_ref().map(|link| &link.id);
        let submission = tally.submission.as_ref().map(|link| &link.id);
        let mut documents: BTreeSet<&Id> =
            [decision, submission].into_iter().flatten().flat_map(|id| self.of(id)).collect();
        if documents.is_empty() {
            documents = self.reports.get(&tally.unit.id).cloned().unwrap_or_default();
        }
        documents
    }
}

/// Which decisions and submissions are named by an honour or tally.
struct Honoured<'a>(BTreeSet<&'a Id>);

impl<'a> Honoured<'a> {
    fn new(view: &View<'a>) -> Self {
        let honours = view.records.honours.iter().map(|honour| (&honour.decision, &honour.submission));
        let tallies = view.records.tallies.iter().map(|tally| (&tally.decision, &tally.submission));
        let mut named = BTreeSet::new();
        for (decision, submission) in honours.chain(tallies) {
            named.extend(decision.as_ref().map(|link| &link.id));
            named.extend(submission.as_ref().map(|link| &link.id));
        }
        Self(named)
    }

    fn has(&self, id: &Id) -> bool {
        self.0.contains(id)
    }
}
