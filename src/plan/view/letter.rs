//! A letter: one recipient and what for.

use serde::Serialize;

use crate::document::blank;
use crate::model::{Decision, DocumentRecord, Honour, Honoured, Style, UnitKind};
use crate::vi;

use super::{PersonView, Viewer, date_or_blank};

/// The honour that a letter congratulates on.
#[derive(Debug, Serialize)]
pub struct LetterView {
    /// The printed name of the title or form.
    pub name: String,
    /// The recipient; a blank name if not known.
    pub recipient: Option<PersonView>,
    /// `person`, `pupil`, `collective` or `household`.
    pub to: &'static str,
    /// How the letter calls the recipient where it tells what happened: `đồng chí`, `em`, `tập thể`, `gia đình`.
    pub address: String,
    /// How it speaks to the recipient: the same, but `các đồng chí` or `các em` for a collective.
    pub them: String,
    /// The recipient after that: `đồng chí Y Khoa Niê`, `tập thể Phòng Tổng hợp`; a blank name if not known.
    pub who: String,
    /// Whether the honour is the letter itself, which then has no other form to tell of.
    pub is_itself: bool,
    /// What it is for.
    pub reason: Option<String>,
    /// The year that it counts for.
    pub year: Option<String>,
    /// `Quyết định số 15/QĐ-SNV ngày 05 tháng 01 năm 2026`; nothing if not known.
    pub decision: Option<String>,
}

/// What pupils are called by those who teach them.
const PUPILS: [&str; 4] = ["em", "cháu", "các em", "các cháu"];

impl Viewer<'_> {
    pub(super) fn letter(
        &self,
        honour: &Honour,
        recipient: Option<Honoured<'_>>,
        record: &DocumentRecord,
    ) -> LetterView {
        self.touch(honour.span);
        let name = self.form_name(honour);
        let given = record.address.as_ref().map(|address| vi::lower_first(address));
        let is_pupil = given.as_deref().is_some_and(|given| PUPILS.contains(&given));
        let kind = match recipient {
            Some(Honoured::Unit(unit)) if unit.kind == Some(UnitKind::Household) => "household",
            Some(Honoured::Unit(_)) => "collective",
            Some(Honoured::Person(_)) | None => "person",
        };
        let (address, them) = match kind {
            "household" => ("gia đình".to_owned(), "gia đình".to_owned()),
            "collective" => ("tập thể".to_owned(), given.unwrap_or_else(|| "các đồng chí".to_owned())),
            _ => {
                let address = given.unwrap_or_else(|| "đồng chí".to_owned());
                (address.clone(), address)
            }
        };
        let called =
            recipient.map_or_else(|| blank::mark("họ và tên"), |recipient| self.honoured(recipient).name);
        LetterView {
            is_itself: name.starts_with("Thư khen"),
            name,
            to: if is_pupil && kind != "household" { "pupil" } else { kind },
            who: if kind == "person" { format!("{address} {called}") } else { after(&address, &called) },
            address,
            them,
            recipient: recipient.map(|recipient| self.honoured(recipient)),
            reason: honour.reason.clone(),
            year: honour.year.as_ref().map(|year| year.value.to_string()),
            decision: self.deciding(honour),
        }
    }

    /// Returns `Quyết định số 145/QĐ-STP ngày 04 tháng 12 năm 2025`, with blanks for what is missing.
    pub(super) fn decision_words(&self, decision: &Decision) -> String {
        self.touch(decision.span);
        let issuer = self.inventory.get(&decision.issuer);
        self.touch(issuer.span);
        let number = super::decision_number(decision, issuer);
        let date = date_or_blank(decision.date.as_ref().map(|date| date.value));
        // The Party sets a comma before the date.
        let comma = if issuer.style == Some(Style::Party) { "," } else { "" };
        format!("Quyết định số {number}{comma} {date}")
    }

    fn deciding(&self, honour: &Honour) -> Option<String> {
        if let Some(decision) = &honour.decision {
            return Some(self.decision_words(self.inventory.get(decision)));
        }
        let note = honour.decided_by.as_ref()?;
        let date = note.date.as_ref().map_or_else(String::new, |date| {
            format!(" {}", vi::official_date(date.day, date.month, date.year, &blank::mark("ngày")))
        });
        let issuer = note.issuer.as_ref().map_or_else(String::new, |issuer| format!(" của {issuer}"));
        Some(format!("Quyết định số {}{date}{issuer}", note.number))
    }
}

/// Returns a name after its form of address, which a name that begins with it does not need.
fn after(address: &str, name: &str) -> String {
    let folded = vi::fold_for_compare(name);
    let is_said = folded.contains(&vi::fold_for_compare(address));
    if is_said { vi::lower_first(name) } else { format!("{address} {name}") }
}
