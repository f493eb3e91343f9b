//! Decisions and submissions: the counts of their articles and the lists that belong to them.

use serde::Serialize;
use serde_json::Value;

use crate::document::blank;
use crate::figures::{Ledger, Payments, Roll, payments, rolls, with_unit};
use crate::law;
use crate::model::{Date, Decision, Form, FormGroup, RecipientKind, Ref, Submission, Unit};
use crate::vi;
use crate::yaml::Located;

use super::honours::kind_words;
use super::tables::{self, Listed};
use super::totals::Totals;
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
    /// How much it is, where every amount is sure.
    pub payments: Option<PaymentsView>,
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
    /// How many households: `02`, each counted once; nothing if none.
    pub households: Option<String>,
    /// How many persons: `09`, each counted once; nothing if none.
    pub persons: Option<String>,
    /// `02 tập thể và 09 cá nhân`; with `lượt` where somebody receives more than one.
    pub count: String,
    /// Which kinds of recipients: `tập thể, cá nhân`.
    pub whom: String,
    /// The lists, one for each title or form and kind of recipient, collectives first.
    pub lists: Vec<ListView>,
}

/// What a decision pays.
#[derive(Debug, Serialize)]
pub struct PaymentsView {
    /// The sum: `12.340.000 đồng`.
    pub total: String,
    /// The sum in words.
    pub words: String,
    /// Whether somebody is paid for the highest of several titles only.
    pub highest_only: bool,
}

/// The recipients of one title or form.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// The printed name of the title or form.
    pub name: String,
    /// Whether it is a title (danh hiệu).
    pub is_title: bool,
    /// `tập thể`, `hộ gia đình` or `cá nhân`.
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
        let ledger = Ledger::of_decision(self.inventory, id);
        let rolls = rolls(&ledger);
        let payments = payments(self.inventory, decision, &rolls);
        DecisionView {
            subject: without_about(&decision.subject),
            authority: self.authority(decision),
            bases: self.bases_of_decision(decision, &ledger),
            submission: decision
                .submission
                .as_ref()
                .map(|submission| self.cited(self.inventory.get(submission))),
            carried_out_by: decision.carried_out_by.clone(),
            money: decision.money.as_ref().map(|money| money.value.clone()),
            payments: payments.as_ref().map(|paid| PaymentsView {
                total: vi::money(paid.total),
                words: vi::money_in_words(paid.total),
                highest_only: paid.highest_only,
            }),
            grants: self.grants(&ledger, rolls, Numbering::Through, payments.as_ref()),
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
            bases: self.bases(&submission.unit, &submission.bases, &ledger, submission.date.as_ref()),
            grounds: narratives(&submission.grounds),
            grants: self.grants(&ledger, rolls(&ledger), Numbering::EachList, None),
        }
    }

    /// Returns the bases of a decision, which name first what the issuer's authority rests on; a blank where they do not.
    fn bases_of_decision(&self, decision: &Decision, ledger: &Ledger<'_>) -> Vec<String> {
        let mut bases = self.bases(&decision.issuer, &decision.bases, ledger, decision.date.as_ref());
        let issuer = self.inventory.get(&decision.issuer);
        if law::lacks_authority(self.inventory, issuer, &bases) {
            let what = format!("văn bản quy định chức năng, nhiệm vụ, quyền hạn của {}", issuer.name.value);
            bases.insert(0, format!("Căn cứ {}", blank::mark(&what)));
        }
        bases
    }

    /// Returns the legal bases: those given; else those of the unit's authority, then the law of the day.
    fn bases(
        &self,
        issuer: &Ref<Unit>,
        given: &[Located<String>],
        ledger: &Ledger<'_>,
        date: Option<&Located<Date>>,
    ) -> Vec<String> {
        if !given.is_empty() {
            return given.iter().map(|base| base.value.clone()).collect();
        }
        let issuer = self.inventory.get(issuer);
        let awards: Vec<&Form> =
            ledger.entries().iter().flat_map(|entry| entry.forms.iter().copied()).collect();
        match date {
            Some(date) => law::bases_on(self.inventory, issuer, &awards, date.value),
            None => issuer.bases.clone(),
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

    fn grants(
        &self,
        ledger: &Ledger<'_>,
        rolls: Vec<Roll<'_>>,
        numbering: Numbering,
        paid: Option<&Payments>,
    ) -> GrantsView {
        let lines = self.lines(ledger);
        let mut forms: Vec<&str> = Vec::new();
        for line in &lines {
            if !forms.contains(&line.name.as_str()) {
                forms.push(&line.name);
            }
        }
        let mut lists = Vec::new();
        let mut counted = Totals::default();
        for (at, roll) in rolls.into_iter().enumerate() {
            let amounts = paid.and_then(|paid| paid.rows.get(at)).map_or(&[][..], Vec::as_slice);
            let listed = self.listed(&roll, numbering, amounts);
            counted.add(roll.kind, &listed);
            lists.push(ListView {
                is_title: roll.group == Some(FormGroup::Title),
                kind: kind_words(roll.kind),
                of_persons: roll.kind == RecipientKind::Persons,
                count: vi::padded_count(listed.len() as u64),
                table: match roll.kind {
                    RecipientKind::Persons => tables::persons(&listed),
                    kind => tables::collectives(kind, &listed),
                },
                name: roll.name,
            });
        }
        GrantsView {
            forms: vi::join(&forms),
            count: counted.words(),
            whom: counted.whom(),
            collectives: counted.collectives.recipients(),
            households: counted.households.recipients(),
            persons: counted.persons.recipients(),
            lists,
            lines,
        }
    }

    fn listed(&self, roll: &Roll<'_>, numbering: Numbering, amounts: &[u64]) -> Vec<Listed> {
        let rows = roll.rows.iter().zip(1..);
        rows.map(|(row, at)| Listed {
            number: match numbering {
                Numbering::Through => row.number,
                Numbering::EachList => at,
            },
            id: row.recipient.map(|recipient| recipient.id().to_string()),
            who: row.recipient.map(|recipient| self.listed_on(recipient, self.on)),
            reason: row.reason.map(vi::capitalise),
            amount: amounts.get(at as usize - 1).copied(),
        })
        .collect()
    }
}

/// How the rows of several lists are numbered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Numbering {
    /// On through all lists: the number of a recipient is the one in the golden book.
    Through,
    /// Each list begins with 1.
    EachList,
}

/// Templates write “Về việc” before a subject; many write it into the data as well.
pub(super) fn without_about(subject: &str) -> String {
    let bare = subject.strip_prefix("Về việc ").or_else(|| subject.strip_prefix("về việc "));
    bare.unwrap_or(subject).to_owned()
}
