//! Decisions and submissions: the counts of their articles and the lists that belong to them.

use serde::Serialize;
use serde_json::Value;

use crate::figures::{Entry, Ledger};
use crate::model::{Decision, Honoured, RecipientKind, Submission};
use crate::vi;

use super::tables::{self, Listed};
use super::{LineView, PersonView, Viewer, date_or_blank, narratives, number_or_blank};

/// A decision.
#[derive(Debug, Serialize)]
pub struct DecisionView {
    /// What it is about: `Về việc …` goes before it.
    pub subject: String,
    /// The office that decides, as written; nothing if not given.
    pub authority: Option<String>,
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
    /// How many collectives: `02`; nothing if none.
    pub collectives: Option<String>,
    /// How many persons: `09`; nothing if none.
    pub persons: Option<String>,
    /// `02 tập thể và 09 cá nhân`.
    pub count: String,
    /// The list of collectives as a table.
    pub collective_table: Option<Value>,
    /// The list of persons as a table.
    pub person_table: Option<Value>,
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
            subject: decision.subject.value.clone(),
            authority: decision.authority.clone(),
            bases: decision.bases.clone(),
            submission: decision.submission.as_ref().map(|submission| self.cited(self.inventory.get(submission))),
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
            subject: submission.subject.value.clone(),
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

    fn grants(&self, ledger: &Ledger<'_>) -> GrantsView {
        let (persons, collectives) = self.listed(ledger);
        let lines = self.lines(ledger);
        let mut forms: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        forms.dedup();
        let counted = |list: &[Listed]| (!list.is_empty()).then(|| vi::padded_count(list.len() as u64));
        let (person_count, collective_count) = (counted(&persons), counted(&collectives));
        let parts: Vec<String> = [(&collective_count, "tập thể"), (&person_count, "cá nhân")]
            .into_iter()
            .filter_map(|(count, kind)| count.as_ref().map(|count| format!("{count} {kind}")))
            .collect();
        GrantsView {
            forms: vi::join(&forms),
            count: vi::join(&parts),
            collective_table: tables::collectives(&collectives),
            person_table: tables::persons(&persons),
            collectives: collective_count,
            persons: person_count,
            lines,
        }
    }

    /// Returns persons and collectives apart; a count without names becomes as many rows to be filled in, so that
    /// the list has as many rows as the articles say.
    fn listed(&self, ledger: &Ledger<'_>) -> (Vec<Listed>, Vec<Listed>) {
        let (mut persons, mut collectives) = (Vec::new(), Vec::new());
        for entry in ledger.entries() {
            let reason = entry.reason.map(str::to_owned);
            for (recipient, _) in &entry.named {
                let listed = Listed { who: Some(self.honoured(*recipient)), reason: reason.clone() };
                match recipient {
                    Honoured::Person(_) => persons.push(listed),
                    Honoured::Unit(_) => collectives.push(listed),
                }
            }
            let list = if entry.recipients == Some(RecipientKind::Persons) { &mut persons } else { &mut collectives };
            list.extend((0..nameless(entry)).map(|_| Listed { who: None, reason: reason.clone() }));
        }
        (persons, collectives)
    }
}

/// Returns how many of an entry are not known by name.
fn nameless(entry: &Entry<'_>) -> u64 {
    let Some(tally) = entry.tally.filter(|tally| tally.recipient.is_none()) else { return 0 };
    tally.count.exact().and_then(|count| count.to_count()).unwrap_or(0)
}
