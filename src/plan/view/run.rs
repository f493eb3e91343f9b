//! A print run: what it holds, for the list in front and for its register.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::document::blank;
use crate::figures::form_words;
use crate::model::{Date, DocumentRecord, Form, Honour, Honoured};
use crate::plan::Planned;
use crate::plan::run::{File, FileKind};
use crate::vi;

use super::Viewer;

/// A file of a print run.
#[derive(Debug, Serialize)]
pub struct RunView {
    /// The template of its documents: `letter`, `certificate` or one of the project's own.
    pub template: String,
    /// `Quyết định số 145/QĐ-STP ngày 04 tháng 12 năm 2025`; nothing if not known.
    pub decision: Option<String>,
    /// Which part it is, where there are several.
    pub part: Option<String>,
    /// How many parts there are.
    pub parts: String,
    /// The titles and forms that its documents grant, highest first: `bằng khen`, `giấy khen`.
    pub forms: Vec<String>,
    /// How many documents it has.
    pub count: String,
    /// Whether a list of the documents stands in front.
    pub has_index: bool,
    /// Whether both sides are printed.
    pub is_duplex: bool,
    /// The list, as a `table` block reads it, without its head. The layout adds the pages.
    pub rows: Vec<Value>,
    /// The documents, for the register.
    pub register: Vec<RunLineView>,
}

/// A document of a print run.
#[derive(Debug, Serialize)]
pub struct RunLineView {
    /// The number in the golden book.
    pub number: Option<u32>,
    /// The name of the recipient.
    pub name: String,
    /// The post of a person with its unit, the superior body of a unit.
    pub post: String,
    /// The printed name of the title or form.
    pub form: String,
    /// `145/QĐ-STP`.
    pub decision: String,
    /// `04/12/2025`, or what is known of it.
    pub date: String,
    /// Its own file, below the output folder.
    pub file: String,
}

impl Viewer<'_> {
    /// Returns what a file of a run says; `members` are its documents in their order.
    pub(in crate::plan) fn run<'b>(
        &self,
        run: &DocumentRecord,
        batch: &DocumentRecord,
        file: File,
        members: impl ExactSizeIterator<Item = &'b Planned<'b>>,
    ) -> RunView {
        self.touch(batch.span);
        let is_register = matches!(file.kind, FileKind::Register(_));
        let (part, parts) = match file.kind {
            FileKind::Part { number, of } => (Some(number.to_string()).filter(|_| of > 1), of),
            FileKind::Register(_) => (None, 1),
        };
        let decision = batch.each.as_ref().map(|each| self.inventory.get(&each.decision));
        let has_index = run.index.as_ref().is_some_and(|index| index.value);
        let mut view = RunView {
            template: batch.template.value.clone(),
            decision: decision.map(|decision| self.decision_words(decision)),
            part,
            parts: parts.to_string(),
            forms: Vec::new(),
            count: vi::padded_count(members.len() as u64),
            has_index,
            is_duplex: run.duplex.as_ref().is_some_and(|duplex| duplex.value),
            rows: Vec::new(),
            register: Vec::new(),
        };
        let mut forms = BTreeMap::new();
        for member in members {
            if let Some(form) = member.item().and_then(|item| item.award.honour.form.as_ref()) {
                let form = self.inventory.get(form);
                forms.insert((form.level.value, self.inventory.position(form)), form);
            }
            if is_register {
                view.register.extend(self.run_line(member));
            } else if has_index {
                view.rows.extend(self.row(member));
            }
        }
        view.forms = forms.into_values().map(list_name).collect();
        view.forms.dedup();
        if view.forms.is_empty() {
            view.forms.push("khen thưởng".to_owned());
        }
        view
    }

    fn row(&self, member: &Planned<'_>) -> Option<Value> {
        let award = member.item()?.award;
        let unit = match award.recipient {
            Honoured::Unit(unit) => unit.parent.as_ref().map(|parent| self.inventory.get(parent)),
            Honoured::Person(_) => member.item()?.unit(self.inventory),
        };
        let unit = unit.map_or_else(String::new, |unit| unit.name.value.clone());
        let number = award.number.map_or_else(String::new, |number| number.to_string());
        Some(json!([number, award.recipient.name(), unit, ""]))
    }

    fn run_line(&self, member: &Planned<'_>) -> Option<RunLineView> {
        let award = member.item()?.award;
        let decision = award.honour.decision.as_ref().map(|decision| self.inventory.get(decision))?;
        let issuer = self.inventory.get(&decision.issuer);
        self.touch(award.honour.span);
        let day = decision.date.as_ref().and_then(|date| date.complete());
        let post = match award.recipient {
            Honoured::Person(person) => {
                self.touch(person.span);
                person.posts_on(day).first().map(|post| self.post(post))
            }
            Honoured::Unit(unit) => {
                self.touch(unit.span);
                unit.parent.as_ref().map(|parent| self.inventory.get(parent).name.value.clone())
            }
        };
        Some(RunLineView {
            number: award.number,
            name: award.recipient.name().to_owned(),
            post: post.unwrap_or_default(),
            form: self.form_name(award.honour),
            decision: super::decision_number(decision, issuer),
            date: decision.date.as_ref().map(|date| short_date(date.value)).unwrap_or_default(),
            file: member.path(),
        })
    }

    /// Returns the printed name of the title or form of an honour, or a blank.
    pub(super) fn form_name(&self, honour: &Honour) -> String {
        let form = honour.form.as_ref().map(|form| self.inventory.get(form));
        let grantor =
            honour.grantor.as_ref().map(|grantor| crate::figures::actor_words(grantor, self.inventory));
        let class = honour.class.as_ref().map(|class| class.value);
        match (&honour.called, form) {
            (Some(called), _) => called.value.clone(),
            (None, Some(form)) => form_words(form, grantor.as_deref(), class),
            (None, None) => blank::mark("hình thức khen thưởng"),
        }
    }
}

/// Returns what the heading of a list calls a form: without whoever grants it, which the decision names.
fn list_name(form: &Form) -> String {
    vi::lower_first(form.stem.as_deref().unwrap_or(&form.name.value))
}

fn short_date(Date { day, month, year }: Date) -> String {
    vi::short_date(day, month, year, "…")
}
