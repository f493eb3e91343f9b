//! Decisions and submissions: the counts of their articles and the lists that belong to them.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::document::blank;
use crate::figures::{Entry, Ledger};
use crate::model::{Decision, FormGroup, Honoured, RecipientKind, Submission};
use crate::vi;

use super::people::with_unit;
use super::tables::{self, Listed};
use super::{LineView, PersonView, Viewer, date_or_blank, narratives, number_or_blank};

/// A decision.
#[derive(Debug, Serialize)]
pub struct DecisionView {
    /// What it is about: `Về việc …` goes before it.
    pub subject: String,
    /// The office that decides, or a blank.
    pub authority: String,
    /// The legal bases.
    pub bases: Vec<String>,
    /// The submission that it grants.
    pub submission: Option<CitedView>,
    /// Who carries it out; nothing if not given.
    pub carried_out_by: Option<String>,
    /// Where the money comes from.
    pub money: Option<String>,
    /// What it grants.
    pub grants: GrantsView,
}

/// A document that another one cites.
#[derive(Debug, Serialize)]
pub struct CitedView {
    /// The number, or a blank.
    pub number: String,
    /// The symbol after the number: `TTr-TCCB`.
    pub symbol: String,
    /// The date with blanks.
    pub date: String,
    /// The unit that issued it.
    pub unit: String,
}

/// A submission.
#[derive(Debug, Serialize)]
pub struct SubmissionView {
    /// What it is about: `Về việc …` goes before it.
    pub subject: String,
    /// To whom.
    pub to: PersonView,
    /// The legal bases.
    pub bases: Vec<String>,
    /// Why, in Markdown.
    pub grounds: Vec<String>,
    /// What it proposes.
    pub grants: GrantsView,
}

/// What a decision grants or a submission proposes.
#[derive(Debug, Serialize)]
pub struct GrantsView {
    /// The titles and forms, one a line.
    pub lines: Vec<LineView>,
    /// The names of the titles and forms, joined.
    pub forms: String,
    /// How many collectives: `02`, each counted once; nothing if none.
    pub collectives: Option<String>,
    /// How many persons: `09`, each counted once; nothing if none.
    pub persons: Option<String>,
    /// `02 tập thể và 09 cá nhân`; with `lượt` where somebody receives more than one.
    pub count: String,
    /// The lists, one for each title or form and kind of recipient, collectives first.
    pub lists: Vec<ListView>,
}

/// The recipients of one title or form.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// The printed name of the title or form.
    pub name: String,
    /// Whether it is a title (danh hiệu).
    pub is_title: bool,
    /// `tập thể` or `cá nhân`.
    pub kind: &'static str,
    /// Whether it lists persons.
    pub of_persons: bool,
    /// How many: `02`.
    pub count: String,
    /// The list as a table.
    pub table: Value,
}

impl Viewer<'_> {
    pub(super) fn decision(&self, decision: &Decision) -> DecisionView {
        self.touch(decision.span);
        let id = &decision.id.value;
        let ledger = Ledger::where_honours(
            self.inventory,
            |honour| honour.decision.as_ref().is_some_and(|link| link.id == *id),
            |tally| tally.decision.as_ref().is_some_and(|link| link.id == *id),
        );
        DecisionView {
            subject: without_about(&decision.subject),
            authority: self.authority(decision),
            bases: decision.bases.clone(),
            submission: decision
                .submission
                .as_ref()
                .map(|submission| self.cited(self.inventory.get(submission))),
            carried_out_by: decision.carried_out_by.clone(),
            money: decision.money.clone(),
            grants: self.grants(&ledger),
        }
    }

    pub(super) fn submission(&self, submission: &Submission) -> SubmissionView {
        self.touch(submission.span);
        let id = &submission.id.value;
        let ledger = Ledger::where_honours(
            self.inventory,
            |honour| honour.submission.as_ref().is_some_and(|link| link.id == *id),
            |tally| tally.submission.as_ref().is_some_and(|link| link.id == *id),
        );
        SubmissionView {
            subject: without_about(&submission.subject),
            to: self.actor(&submission.to),
            bases: submission.bases.clone(),
            grounds: narratives(&submission.grounds),
            grants: self.grants(&ledger),
        }
    }

    fn cited(&self, submission: &Submission) -> CitedView {
        self.touch(submission.span);
        let unit = self.unit(self.inventory.get(&submission.unit));
        CitedView {
            number: number_or_blank(submission.number.as_ref().map(|number| number.value)),
            symbol: format!("TTr-{}", unit.abbreviation),
            date: date_or_blank(submission.date.as_ref().map(|date| date.value)),
            unit: unit.name,
        }
    }

    /// Returns the office that decides: the one written, else the head of the issuing unit.
    pub(super) fn authority(&self, decision: &Decision) -> String {
        let issuer = self.inventory.get(&decision.issuer);
        let head = issuer.head_title.as_ref().map(|title| with_unit(title, &issuer.name));
        decision.authority.clone().or(head).unwrap_or_else(|| blank::mark("thẩm quyền ban hành"))
    }

    fn grants(&self, ledger: &Ledger<'_>) -> GrantsView {
        let lines = self.lines(ledger);
        let mut forms: Vec<&str> = Vec::new();
        for line in &lines {
            if !forms.contains(&line.name.as_str()) {
                forms.push(&line.name);
            }
        }
        let mut lists = Vec::new();
        let mut counts = [Counted::default(), Counted::default()];
        for entry in ledger.entries() {
            for (of_persons, listed) in self.listed(entry) {
                counts[usize::from(of_persons)].add(&listed);
                lists.push(ListView {
                    name: entry.name.clone(),
                    is_title: entry.group() == Some(FormGroup::Title),
                    kind: if of_persons { "cá nhân" } else { "tập thể" },
                    of_persons,
                    count: vi::padded_count(listed.len() as u64),
                    table: if of_persons { tables::persons(&listed) } else { tables::collectives(&listed) },
                });
            }
        }
        lists.sort_by_key(|list| list.of_persons);
        let [collectives, persons] = counts;
        let parts: Vec<String> = [(&collectives, "tập thể"), (&persons, "cá nhân")]
            .into_iter()
            .filter_map(|(counted, kind)| counted.words(kind))
            .collect();
        GrantsView {
            forms: vi::join(&forms),
            count: vi::join(&parts),
            collectives: collectives.recipients(),
            persons: persons.recipients(),
            lists,
            lines,
        }
    }

    /// Returns the collectives and the persons of an entry, in the order of the decision.
    ///
    /// A count without names becomes as many rows to be filled in, so that the list has as many rows as the articles say.
    fn listed(&self, entry: &Entry<'_>) -> Vec<(bool, Vec<Listed>)> {
        let (mut persons, mut collectives) = (Vec::new(), Vec::new());
        for named in &entry.named {
            let reason = named.reason.map(vi::capitalise);
            let listed = Listed { who: Some(self.honoured(named.recipient)), reason };
            match named.recipient {
                Honoured::Person(_) => persons.push(listed),
                Honoured::Unit(_) => collectives.push(listed),
            }
        }
        let list =
            if entry.recipients == Some(RecipientKind::Persons) { &mut persons } else { &mut collectives };
        let reason = entry.reason.map(vi::capitalise);
        list.extend((0..nameless(entry)).map(|_| Listed { who: None, reason: reason.clone() }));
        [(false, collectives), (true, persons)].into_iter().filter(|(_, list)| !list.is_empty()).collect()
    }
}

/// Templates write “Về việc” before a subject; many write it into the data as well.
fn without_about(subject: &str) -> String {
    let bare = subject.strip_prefix("Về việc ").or_else(|| subject.strip_prefix("về việc "));
    bare.unwrap_or(subject).to_owned()
}

/// Counts the recipients of a kind over all lists.
#[derive(Default)]
struct Counted {
    turns: u64,
    nameless: u64,
    names: BTreeSet<String>,
}

impl Counted {
    fn add(&mut self, listed: &[Listed]) {
        self.turns += listed.len() as u64;
        for listed in listed {
            match &listed.who {
                Some(who) => drop(self.names.insert(who.line.clone())),
                None => self.nameless += 1,
            }
        }
    }

    fn different(&self) -> u64 {
        self.nameless + self.names.len() as u64
    }

    fn recipients(&self) -> Option<String> {
        (self.turns > 0).then(|| vi::padded_count(self.different()))
    }

    fn words(&self, kind: &str) -> Option<String> {
        let turns = if self.turns > self.different() { "lượt " } else { "" };
        (self.turns > 0).then(|| format!("{} {turns}{kind}", vi::padded_count(self.turns)))
    }
}

/// Returns how many of an entry are not known by name.
fn nameless(entry: &Entry<'_>) -> u64 {
    let Some(tally) = entry.tally.filter(|tally| tally.recipient.is_none()) else { return 0 };
    tally.count.exact().and_then(|count| count.to_count()).unwrap_or(0)
}
