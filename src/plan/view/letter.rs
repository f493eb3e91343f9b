//! A letter: one recipient and what for.

use serde::Serialize;

use crate::document::blank;
use crate::figures::{actor_words, form_words};
use crate::model::{Honour, Honoured};
use crate::vi;

use super::{PersonView, Viewer, date_or_blank};

/// The honour that a letter congratulates on.
#[derive(Debug, Serialize)]
pub struct LetterView {
    /// The printed name of the title or form.
    pub name: String,
    /// The recipient; a blank name if not known.
    pub recipient: Option<PersonView>,
    /// Whether the recipient is a unit.
    pub to_unit: bool,
    /// What it is for.
    pub reason: Option<String>,
    /// The year that it counts for.
    pub year: Option<String>,
    /// `Quyết định số 15/QĐ-SNV ngày 05 tháng 01 năm 2026`; nothing if not known.
    pub decision: Option<String>,
}

impl Viewer<'_> {
    pub(super) fn letter(&self, honour: &Honour) -> LetterView {
        self.touch(honour.span);
        let recipient = honour.recipients().next().map(|recipient| self.inventory.recipient(recipient));
        let form = honour.form.as_ref().map(|form| self.inventory.get(form));
        let grantor = honour.grantor.as_ref().map(|grantor| actor_words(grantor, self.inventory));
        let class = honour.class.as_ref().map(|class| class.value);
        let name = match (&honour.called, form) {
            (Some(called), _) => called.value.clone(),
            (None, Some(form)) => form_words(form, grantor.as_deref(), class),
            (None, None) => blank::mark("hình thức khen thưởng"),
        };
        LetterView {
            name,
            to_unit: matches!(recipient, Some(Honoured::Unit(_))),
            recipient: recipient.map(|recipient| self.honoured(recipient)),
            reason: honour.reason.clone(),
            year: honour.year.as_ref().map(|year| year.value.to_string()),
            decision: self.deciding(honour),
        }
    }

    fn deciding(&self, honour: &Honour) -> Option<String> {
        if let Some(decision) = &honour.decision {
            let decision = self.inventory.get(decision);
            self.touch(decision.span);
            let issuer = self.unit(self.inventory.get(&decision.issuer));
            let number = super::number_or_blank(decision.number.as_ref().map(|number| number.value));
            let date = date_or_blank(decision.date.as_ref().map(|date| date.value));
            return Some(format!("Quyết định số {number}/QĐ-{} {date}", issuer.abbreviation));
        }
        let note = honour.decided_by.as_ref()?;
        let date = note.date.as_ref().map_or_else(String::new, |date| {
            format!(" {}", vi::official_date(date.day, date.month, date.year, &blank::mark("ngày")))
        });
        let issuer = note.issuer.as_ref().map_or_else(String::new, |issuer| format!(" của {issuer}"));
        Some(format!("Quyết định số {}{date}{issuer}", note.number))
    }
}
