//! Which documents show which record.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::certificates::{form_of, is_calibration, is_certificate};
use crate::check::documents::is_known;
use crate::check::registers::lists;
use crate::check::view::{View, homes};
use crate::figures::sums::Standing;
use crate::model::{AgendaItem, DocumentRecord, Honour, Id, State, Tally};

/// A set of documents.
pub(super) type Documents<'a> = BTreeSet<&'a Id>;

/// Which documents show which record, as far as their templates are known.
pub(super) struct Shown<'a> {
    /// By the review, conference, decision, submission or honour that a document is about.
    of_subject: HashMap<&'a Id, Documents<'a>>,
    /// The decisions that cite a submission.
    citing: HashMap<&'a Id, Vec<&'a Id>>,
    /// The documents that a unit issues.
    of_unit: HashMap<&'a Id, Vec<&'a DocumentRecord>>,
    /// The reports of a unit, which print its tallies, claims and honours.
    reports: HashMap<&'a Id, Documents<'a>>,
    /// The documents whose lists name a person.
    lists: HashMap<&'a Id, Documents<'a>>,
    /// The documents that tell of an election, by the tallies that were elected.
    elections: HashMap<&'a Id, Documents<'a>>,
    /// The documents that tell what was handed over or put forward, by honour, tally and submission.
    handed: HashMap<&'a Id, Documents<'a>>,
    /// The letters of a batch by the decision whose number and date they give.
    letters: HashMap<&'a Id, Documents<'a>>,
    /// The certificates of a decision or honour, by its id.
    certificates: HashMap<&'a Id, Documents<'a>>,
    /// What an honour or tally names as its decision or submission.
    granting: HashSet<&'a Id>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(view: &View<'a>) -> Self {
        let mut shown = Self {
            of_subject: HashMap::new(),
            citing: HashMap::new(),
            of_unit: HashMap::new(),
            reports: HashMap::new(),
            lists: HashMap::new(),
            elections: HashMap::new(),
            handed: HashMap::new(),
            letters: HashMap::new(),
            certificates: HashMap::new(),
            granting: HashSet::new(),
        };
        for document in view.records.documents.iter().filter(|document| is_known(document)) {
            // What its list says stands in the documents of its batch.
            if document.is_print_run() {
                continue;
            }
            if is_certificate(document) {
                shown.add_certificates(view, document);
                continue;
            }
            shown.add_document(document);
            if document.template.as_str() == "register" {
                let registered = view.records.decisions.iter().filter(|decision| lists(document, decision));
                registered.for_each(|decision| shown.add_subject(&decision.id.value, document));
            }
        }
        for decision in &view.records.decisions {
            if let Some(submission) = &decision.submission {
                shown.citing.entry(&submission.id).or_default().push(&decision.id.value);
            }
        }
        view.records.honours.iter().for_each(|honour| shown.add_honour(honour));
        for tally in &view.records.tallies {
            let decision = tally.decision.as_ref().map(|link| &link.id);
            shown.granting.extend(decision.into_iter().chain(tally.submission.as_ref().map(|link| &link.id)));
        }
        for conference in &view.records.conferences {
            for item in &conference.agenda {
                shown.add_item(&conference.id.value, item);
            }
        }
        shown
    }

    fn add_document(&mut self, document: &'a DocumentRecord) {
        let id = &document.id.value;
        let review = document.review.as_ref().map(|link| &link.id);
        let conference = document.conference.as_ref().map(|link| &link.id);
        let decision = document.decision.as_ref().map(|link| &link.id);
        let submission = document.submission.as_ref().map(|link| &link.id);
        let honour = document.honour.as_ref().map(|link| &link.id);
        for subject in [review, conference, decision, submission, honour].into_iter().flatten() {
            self.add_subject(subject, document);
        }
        if let Some(each) = &document.each {
            self.letters.entry(&each.decision.id).or_default().insert(id);
        }
        if review.is_some() {
            self.reports.entry(&document.unit.id).or_default().insert(id);
        }
        self.of_unit.entry(&document.unit.id).or_default().push(document);
    }

    /// They print what the decision and the honours say, but no list of names and posts.
    fn add_certificates(&mut self, view: &View<'a>, document: &'a DocumentRecord) {
        if is_calibration(document) {
            return;
        }
        let honour = document.honour.as_ref().and_then(|link| view.find(link));
        let of_honour = honour.and_then(|honour| honour.decision.as_ref());
        let decision = document.granting().or(of_honour).map(|link| &link.id);
        let honour = document.honour.as_ref().map(|link| &link.id);
        for subject in [decision, honour].into_iter().flatten() {
            self.certificates.entry(subject).or_default().insert(&document.id.value);
        }
        self.of_unit.entry(&document.unit.id).or_default().push(document);
    }

    /// Returns the certificates of a decision.
    pub(super) fn certificates_of(&self, decision: &Id) -> Documents<'a> {
        self.certificates.get(decision).cloned().unwrap_or_default()
    }

    /// Returns the letters to the recipients of a decision.
    pub(super) fn letters_of(&self, decision: &Id) -> Documents<'a> {
        self.letters.get(decision).cloned().unwrap_or_default()
    }

    /// Returns the certificates that print what an honour says.
    pub(super) fn certificates_with(&self, view: &View<'a>, honour: &Honour) -> Documents<'a> {
        let id = honour.id.as_ref().map(|id| &id.value);
        let decision = honour.decision.as_ref().map(|link| &link.id);
        let all = [id, decision].into_iter().flatten().flat_map(|subject| self.certificates_of(subject));
        let prints = |document: &&Id| {
            let document: Option<&DocumentRecord> = view.inventory.by_id(document);
            document.is_some_and(|document| {
                let form = form_of(document).map(|form| &form.id);
                let other = document.honour.as_ref().is_some_and(|link| Some(&link.id) != id);
                !other && (form.is_none() || form == honour.form.as_ref().map(|form| &form.id))
            })
        };
        all.filter(prints).collect()
    }

    fn add_subject(&mut self, subject: &'a Id, document: &'a DocumentRecord) {
        self.of_subject.entry(subject).or_default().insert(&document.id.value);
    }

    fn add_honour(&mut self, honour: &'a Honour) {
        let decision = honour.decision.as_ref().map(|link| &link.id);
        let submission = honour.submission.as_ref().map(|link| &link.id);
        for grant in [decision, submission].into_iter().flatten() {
            self.granting.insert(grant);
            let Some(documents) = self.of_subject.get(grant) else { continue };
            for recipient in honour.recipients() {
                self.lists.entry(&recipient.id).or_default().extend(documents);
            }
        }
    }

    fn add_item(&mut self, conference: &Id, item: &'a AgendaItem) {
        let documents = self.of(conference);
        match item {
            AgendaItem::Election(election) => {
                let tallies = election.tallies.iter().map(|link| &link.id);
                tallies.for_each(|id| self.elections.entry(id).or_default().extend(&documents));
            }
            AgendaItem::Awards(awards) => {
                let honours = awards.honours.iter().map(|link| &link.id);
                let all = honours.chain(awards.tallies.iter().map(|link| &link.id));
                all.for_each(|id| self.handed.entry(id).or_default().extend(&documents));
            }
            AgendaItem::Proposal(proposal) => {
                let honours = proposal.honours.iter().map(|link| &link.id);
                let all = honours.chain(proposal.submission.as_ref().map(|link| &link.id));
                all.for_each(|id| self.handed.entry(id).or_default().extend(&documents));
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

    /// Returns the documents that are about a record.
    pub(super) fn of(&self, record: &Id) -> Documents<'a> {
        self.of_subject.get(record).cloned().unwrap_or_default()
    }

    /// Returns the documents that are about a submission, or about a decision that cites it.
    pub(super) fn of_submission(&self, submission: &Id) -> Documents<'a> {
        let citing = self.citing.get(submission).into_iter().flatten();
        citing.flat_map(|decision| self.of(decision)).chain(self.of(submission)).collect()
    }

    /// Returns the documents that a unit issues.
    pub(super) fn of_unit(&self, unit: &Id) -> Documents<'a> {
        self.issued_by(unit).map(|document| &document.id.value).collect()
    }

    /// Returns the records of the documents that a unit issues.
    pub(super) fn issued_by(&self, unit: &Id) -> impl Iterator<Item = &'a DocumentRecord> + Clone {
        self.of_unit.get(unit).into_iter().flatten().copied()
    }

    /// Returns the reports of a unit.
    pub(super) fn reports_of(&self, unit: &Id) -> Documents<'a> {
        self.reports.get(unit).cloned().unwrap_or_default()
    }

    /// Returns the documents whose lists name a person or unit.
    pub(super) fn lists_with(&self, recipient: &Id) -> Documents<'a> {
        self.lists.get(recipient).cloned().unwrap_or_default()
    }

    /// Returns the documents that list the recipients of a tally by name.
    pub(super) fn lists_of(&self, tally: &Tally) -> Documents<'a> {
        let decision = tally.decision.as_ref().map(|link| &link.id);
        let submission = tally.submission.as_ref().map(|link| &link.id);
        let granted = [decision, submission].into_iter().flatten().flat_map(|id| self.of(id));
        granted.chain(self.elections.get(&tally.id.value).into_iter().flatten().copied()).collect()
    }

    /// Returns the documents that name the form of a tally.
    pub(super) fn forms_of_tally(&self, tally: &Tally) -> Documents<'a> {
        let decision = tally.decision.as_ref().map(|link| &link.id);
        let submission = tally.submission.as_ref().map(|link| &link.id);
        let granted = self.granted([decision, submission, Some(&tally.id.value)]);
        granted.into_iter().chain(self.reports_with(tally.state(), [&tally.unit.id])).collect()
    }

    /// Returns the documents that name the form of an honour.
    pub(super) fn forms_of_honour(&self, view: &View<'_>, honour: &Honour) -> Documents<'a> {
        let decision = honour.decision.as_ref().map(|link| &link.id);
        let submission = honour.submission.as_ref().map(|link| &link.id);
        let mut granted = self.granted([decision, submission, honour.id.as_ref().map(|id| &id.value)]);
        granted.extend(decision.into_iter().flat_map(|decision| self.letters_of(decision)));
        let recipients = honour.recipients().filter_map(|link| view.find_recipient(link));
        let units: BTreeSet<&Id> = match &honour.unit {
            Some(unit) => BTreeSet::from([&unit.id]),
            None => recipients.flat_map(|recipient| homes(view, recipient)).collect(),
        };
        granted.into_iter().chain(self.reports_with(honour.state(), units)).collect()
    }

    /// Returns the documents that are about a record, or tell that it was handed over or put forward.
    fn granted<const N: usize>(&self, records: [Option<&Id>; N]) -> Documents<'a> {
        let handed = |id: &Id| self.handed.get(id).into_iter().flatten().copied().collect::<Vec<_>>();
        records.into_iter().flatten().flat_map(|id| self.of(id).into_iter().chain(handed(id))).collect()
    }

    /// Returns the reports that name the form of an honour: of what was awarded without a form, they say only that.
    fn reports_with<'b>(&self, state: State, units: impl IntoIterator<Item = &'b Id>) -> Documents<'a> {
        match Standing::of(state) {
            Standing::Proposed | Standing::Elected => {
                units.into_iter().flat_map(|unit| self.reports_of(unit)).collect()
            }
            Standing::Awarded | Standing::Revoked => BTreeSet::new(),
        }
    }

    /// Answers whether an honour or tally names a decision or submission.
    pub(super) fn grants_something(&self, id: &Id) -> bool {
        self.granting.contains(id)
    }
}
