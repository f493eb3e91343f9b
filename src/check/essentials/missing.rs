//! What a record lacks of what its documents print.

use crate::check::certificates::{is_calibration, is_certificate};
use crate::check::view::View;
use crate::law;
use crate::model::{
    AgendaItem, Claim, ClaimKind, Conference, Date, Decision, DocumentRecord, Election, FormGroup, Honour,
    OpenPart, Person, Review, Signatory, Submission, Tally, Unit,
};
use crate::yaml::Located;

use super::shown::{Documents, Shown};

/// What a decision or submission lacks that no honour or tally names.
pub(super) const RECIPIENTS: &str = "its recipients";

/// Words for what is missing, in the order in which a document prints it.
type Missing = Vec<String>;

/// The head of a unit's documents names its place and its abbreviation; minutes have no place there, letters no number.
pub(super) fn of_unit(unit: &Unit, shown: &Shown<'_>) -> Missing {
    let mut documents = shown.issued_by(&unit.id.value);
    let numbered = documents.clone().any(|document| !is_of(document, "letter") || document.number.is_some());
    let dated = documents.any(|document| !is_of(document, "minutes"));
    only([
        (numbered && unit.abbreviation.is_none(), "its abbreviation"),
        (dated && unit.place.is_none(), "its place"),
    ])
}

/// The list of a decision or submission gives everybody's post.
pub(super) fn of_person(person: &Person, lists: &Documents<'_>) -> Missing {
    only([(person.posts.is_empty() && !lists.is_empty(), "a post")])
}

pub(super) fn of_conference(conference: &Conference) -> Missing {
    let begins = conference.begins.is_some() || conference.part_of_day.is_some();
    let mut missing = only([(!begins, "the hour at which it began")]);
    missing.extend(of_date(conference.date.as_ref()));
    missing.extend(only([
        (conference.place.is_none(), "its place"),
        (conference.attendance.is_none(), "its attendance"),
        (conference.presidium.is_empty(), "its chair"),
        (conference.secretary.is_none(), "its secretary"),
        (conference.agenda.iter().any(lacks_a_speaker), "who spoke at each item of its agenda"),
        (conference.agenda.iter().any(lacks_a_presenter), "who handed the honours over"),
        (conference.agenda.iter().any(lacks_voters), "how many had a vote"),
        (conference.ends.is_none(), "the hour at which it ended"),
    ]));
    missing
}

fn lacks_a_speaker(item: &AgendaItem) -> bool {
    match item {
        AgendaItem::Opening(speech) | AgendaItem::Speech(speech) | AgendaItem::Closing(speech) => {
            speech.by.is_none()
        }
        AgendaItem::Report(presentation) => presentation.by.is_none(),
        AgendaItem::Discussion(_)
        | AgendaItem::Election(_)
        | AgendaItem::Awards(_)
        | AgendaItem::Proposal(_)
        | AgendaItem::Launch(_)
        | AgendaItem::Pledge(_) => false,
    }
}

fn lacks_a_presenter(item: &AgendaItem) -> bool {
    matches!(item, AgendaItem::Awards(awards) if awards.presenter.is_none())
}

fn lacks_voters(item: &AgendaItem) -> bool {
    matches!(item, AgendaItem::Election(Election { voters: None, votes, .. }) if !votes.is_empty())
}

/// A document may say what the submission that it writes out does not.
pub(super) fn of_submission(view: &View<'_>, submission: &Submission, shown: &Shown<'_>) -> Missing {
    let id = &submission.id.value;
    let documents = documents(view, &shown.of(id));
    let is_cited = shown.of_submission(id).len() > documents.len();
    let own = Issued {
        number: submission.number.as_ref(),
        date: submission.date.as_ref(),
        signatory: submission.signatory.as_ref(),
        unit: view.find(&submission.unit),
    };
    let documents = if is_cited { &[][..] } else { &documents };
    let mut missing = own.missing(documents);
    missing.extend(only([(!shown.grants_something(id), RECIPIENTS)]));
    missing
}

/// A document may say what the decision that it writes out does not.
pub(super) fn of_decision(view: &View<'_>, decision: &Decision, shown: &Shown<'_>) -> Missing {
    let id = &decision.id.value;
    let issuer = view.find(&decision.issuer);
    let own = Issued {
        number: decision.number.as_ref(),
        date: decision.date.as_ref(),
        signatory: decision.signatory.as_ref(),
        unit: issuer,
    };
    let has_head = issuer.is_none_or(|issuer| issuer.head_title.is_some());
    let documents = documents(view, &shown.of(id));
    // A register tells of a decision, but not these; a certificate does not say who carries it out.
    let has_certificates = !shown.certificates_of(id).is_empty();
    // What a document says of itself, no other one does that names the decision.
    let is_named = has_certificates || !shown.letters_of(id).is_empty();
    let is_written_out =
        (documents.is_empty() && !is_named) || documents.iter().any(|document| document.decision.is_some());
    let names_office = is_written_out || has_certificates;
    let is_printed = documents.iter().any(|document| document.decision.is_some());
    let mut missing = own.missing(if is_named { &[] } else { &documents });
    missing.extend(only([
        (names_office && decision.authority.is_none() && !has_head, "the office that decides"),
        (is_printed && lacks_authority(view, decision), "the base of its issuer's authority"),
        (!shown.grants_something(id), RECIPIENTS),
        (is_written_out && decision.carried_out_by.is_none(), "who carries it out"),
    ]));
    missing
}

/// Without bases of its own a decision has those of the law of its day.
fn lacks_authority(view: &View<'_>, decision: &Decision) -> bool {
    let Some(issuer) = view.find(&decision.issuer) else { return false };
    let bases: Vec<String> = match (&decision.bases[..], &decision.date) {
        ([], Some(date)) => law::bases_on(view.inventory, issuer, &[], date.value),
        ([], None) => issuer.bases.clone(),
        (given, _) => given.iter().map(|base| base.value.clone()).collect(),
    };
    law::lacks_authority(view.inventory, issuer, &bases)
}

fn documents<'a>(view: &View<'a>, ids: &Documents<'_>) -> Vec<&'a DocumentRecord> {
    ids.iter().filter_map(|id| view.inventory.by_id(id)).collect()
}

/// What every document that is sent out has, and minutes have not.
struct Issued<'a> {
    number: Option<&'a Located<u32>>,
    date: Option<&'a Located<Date>>,
    signatory: Option<&'a Signatory>,
    unit: Option<&'a Unit>,
}

impl Issued<'_> {
    /// Returns what is missing here and in any of the documents.
    fn missing(&self, documents: &[&DocumentRecord]) -> Missing {
        let said = |says: fn(&DocumentRecord) -> bool| {
            !documents.is_empty() && documents.iter().all(|document| says(document))
        };
        let mut missing =
            only([(self.number.is_none() && !said(|document| document.number.is_some()), "its number")]);
        if !said(|document| document.date.is_some()) {
            missing.extend(of_date(self.date));
        }
        if !said(|document| document.signatory.is_some()) {
            missing.extend(of_signatory(self.signatory, self.unit));
        }
        missing
    }
}

fn is_of(document: &DocumentRecord, template: &str) -> bool {
    document.template.as_str() == template
}

/// A letter need not have a number, and a register has none.
fn is_numbered(document: &DocumentRecord) -> bool {
    !is_of(document, "letter") && !is_of(document, "register")
}

/// What a decision or submission lacks is said of its own record; minutes are signed by chair and secretary.
pub(super) fn of_document(view: &View<'_>, document: &DocumentRecord) -> Missing {
    let unit = view.find(&document.unit);
    if is_certificate(document) && document.granting().is_none() {
        return of_single_certificate(view, document);
    }
    // It bears no number, no date and no signature.
    if document.is_print_run() {
        return Vec::new();
    }
    let follows = document.decision.is_some() || (is_certificate(document) && document.each.is_some());
    if follows || document.submission.is_some() {
        let signatory = document.signatory.as_ref();
        return signatory.map_or_else(Vec::new, |signatory| of_signatory(Some(signatory), unit));
    }
    let mut missing = only([(is_numbered(document) && document.number.is_none(), "its number")]);
    if !is_of(document, "minutes") {
        missing.extend(of_date(document.date.as_ref()));
        missing.extend(of_signatory(document.signatory.as_ref(), unit));
    }
    missing
}

/// A certificate has date and signatory of the decision that grants its honour, where there is one.
fn of_single_certificate(view: &View<'_>, document: &DocumentRecord) -> Missing {
    let honour = document.honour.as_ref().and_then(|link| view.find(link));
    let decision = honour.and_then(|honour| view.find(honour.decision.as_ref()?));
    if is_calibration(document) || honour.is_none() || decision.is_some() {
        return Vec::new();
    }
    let of_honour = || honour.and_then(|honour| honour.date.as_deref());
    let of_note = || honour?.decided_by.as_ref()?.date.as_ref();
    let mut missing = of_date(document.date.as_ref().or_else(of_honour).or_else(of_note));
    missing.extend(of_signatory(document.signatory.as_ref(), view.find(&document.unit)));
    missing
}

/// Returns what an honour lacks that its certificate prints. A title is given for its year, where no reason is told.
pub(super) fn of_certificate(view: &View<'_>, honour: &Honour) -> Missing {
    let form = honour.form.as_ref().and_then(|form| view.find(form));
    let is_title = form.is_some_and(|form| form.group.value == FormGroup::Title);
    let has_merit = honour.reason.is_some() || (is_title && honour.year.is_some());
    let mut missing = only([(!has_merit, "its reason")]);
    if honour.decision.is_none() {
        let date = honour.decided_by.as_ref().map(|note| note.date.as_ref());
        missing.extend(only([
            (date.is_none(), "the decision that grants it"),
            (
                date.is_some_and(|date| date.is_none_or(|date| date.complete().is_none())),
                "the date of its decision",
            ),
            (honour.book_number.is_none(), "its number in the golden book"),
        ]));
    }
    missing
}

/// Returns what a tally lacks, and the documents that print it.
///
/// Names are listed by decisions, submissions and elections, where there is an exact count; a report prints the count
/// alone.
pub(super) fn of_tally<'a>(tally: &Tally, shown: &Shown<'a>) -> (Missing, Documents<'a>) {
    let lists = shown.lists_of(tally);
    let is_listed = tally.decision.is_some() || tally.submission.is_some() || !lists.is_empty();
    let has_no_form = tally.forms.is_empty() && tally.called.is_none();
    let has_no_names = is_listed && tally.count.exact().is_some() && tally.recipient.is_none();
    let missing = only([(has_no_form, "its form"), (has_no_names, "the names of its recipients")]);
    let forms = if has_no_form { shown.forms_of_tally(tally) } else { Documents::new() };
    let lists = if has_no_names { lists } else { Documents::new() };
    (missing, forms.into_iter().chain(lists).collect())
}

pub(super) fn of_honour(honour: &Honour) -> Missing {
    only([(honour.form.is_none() && honour.called.is_none(), "its form")])
}

pub(super) fn of_claim(claim: &Claim) -> Missing {
    only([(claim.kind.value == ClaimKind::Growth && claim.base_period.is_none(), "the period of its base")])
}

pub(super) fn of_review(review: &Review) -> Missing {
    let looks_ahead =
        !(review.directions.is_empty() && review.solutions.is_empty() && review.proposals.is_empty());
    let mut missing = only([(looks_ahead && review.next_period.is_none(), "its next period")]);
    missing.extend(
        review.open.iter().map(|open: &Located<OpenPart>| format!("the rest of its {}", open.as_str())),
    );
    missing
}

fn of_date(date: Option<&Located<Date>>) -> Missing {
    let Some(date) = date else { return vec!["its date".to_owned()] };
    let parts =
        only([(date.day.is_none(), "day"), (date.month.is_none(), "month"), (date.year.is_none(), "year")]);
    if parts.is_empty() { parts } else { vec![format!("the {} of its date", super::phrase(&parts))] }
}

/// Without a title of its own, a signature has that of the unit's head.
fn of_signatory(signatory: Option<&Signatory>, unit: Option<&Unit>) -> Missing {
    let Some(signatory) = signatory else { return vec!["its signatory".to_owned()] };
    let has_head = unit.is_none_or(|unit| unit.head_title.is_some());
    only([
        (signatory.title.is_none() && !has_head, "the title of its signatory"),
        (signatory.person.is_none(), "the name of its signatory"),
    ])
}

fn only<const N: usize>(cases: [(bool, &str); N]) -> Missing {
    cases.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, words)| words.to_owned()).collect()
}
