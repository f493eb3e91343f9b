//! Which documents show which record.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::documents::is_known;
use crate::check::view::{View, homes};
use crate::model::{AgendaItem, DocumentRecord, Honour, Id, Ref, Tally, Unit};

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
    /// The documents that tell of an election in which a tally was elected.
    elections: HashMap<&'a Id, Documents<'a>>,
    /// What an honour or tally names as its decision or submission.
    granting: HashSet<&'a Id>,
    none: Documents<'a>,
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
            granting: HashSet::new(),
            none: BTreeSet::new(),
        };
        for document in view.records.documents.iter().filter(|document| is_known(document)) {
            shown.add_document(document);
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
                shown.add_election(&conference.id.value, item);
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
            self.of_subject.entry(subject).or_default().insert(id);
        }
        if review.is_some() {
            self.reports.entry(&document.unit.id).or_default().insert(id);
        }
        self.of_unit.entry(&document.unit.id).or_default().push(document);
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

    fn add_election(&mut self, conference: &Id, item: &'a AgendaItem) {
        let (AgendaItem::Election(election), documents) = (item, self.of(conference)) else { return };
        for tally in &election.tallies {
            self.elections.entry(&tally.id).or_default().extend(&documents);
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
    pub(super) fn issued_by(&self, unit: &Id) -> impl Iterator<Item = &'a DocumentRecord> {
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
        granted.chain(self.elections.get(&tally.id.value).unwrap_or(&self.none).iter().copied()).collect()
    }

    /// Returns the documents that print a tally.
    pub(super) fn of_tally(&self, tally: &Tally) -> Documents<'a> {
        self.lists_of(tally).into_iter().chain(self.reports_of(&tally.unit.id)).collect()
    }

    /// Returns the documents that print an honour.
    pub(super) fn of_honour(&self, view: &View<'_>, honour: &Honour) -> Documents<'a> {
        let decision = honour.decision.as_ref().map(|link| &link.id);
        let submission = honour.submission.as_ref().map(|link| &link.id);
        let own = honour.id.as_ref().map(|id| &id.value);
        let granted = [decision, submission, own].into_iter().flatten().flat_map(|id| self.of(id));
        let unit = honour.unit.as_ref().map(|link: &Ref<Unit>| &link.id);
        let recipients = honour.recipients().filter_map(|link| view.find_recipient(link));
        let units = match unit {
            Some(unit) => vec![unit],
            None => recipients.flat_map(|recipient| homes(view, recipient)).collect(),
        };
        granted.chain(units.into_iter().flat_map(|unit| self.reports_of(unit))).collect()
    }

    /// Answers whether an honour or tally names a decision or submission.
    pub(super) fn grants_something(&self, id: &Id) -> bool {
        self.granting.contains(id)
    }
}
