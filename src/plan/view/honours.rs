//! Honours as they are printed: lines of a report and the tables behind them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::figures::{Entry, Grid, Ledger};
use crate::model::{Amount, CountUnit, FormGroup, Level, Period, RecipientKind, State};
use crate::vi;

use super::grids::{self, GridView};
use super::names::NameListView;
use super::review::with_stage;
use super::statistics::StructureView;
use super::{PersonView, Viewer, tables};

/// What a unit and its people were honoured with.
#[derive(Debug, Serialize)]
pub struct HonoursView {
    /// The awards of the State.
    pub state: Vec<LineView>,
    /// The awards of ministries, branches and provinces.
    pub ministry: Vec<LineView>,
    /// The awards of the base.
    pub base: Vec<LineView>,
    /// The awards of the Party and of mass organisations.
    pub party: Vec<LineView>,
    /// The awards of foreign bodies.
    pub foreign: Vec<LineView>,
    /// The awards of which the level is not known, or that were counted over several levels.
    pub other: Vec<LineView>,
    /// What a conference elected.
    pub elected: Vec<LineView>,
    /// What was put forward and not yet decided.
    pub proposed: Vec<LineView>,
    /// Whether there is any award.
    pub any_awarded: bool,
    /// The awards as a table.
    pub table: Value,
    /// The awards year by year, a table for each level; none where fewer than two years are known.
    pub by_year: Vec<GridView>,
    /// Who was honoured, in figures; nothing where the rank of somebody is not known.
    pub structure: Option<StructureView>,
    /// The named recipients of awards: a list for each kind of recipient that there is.
    pub names: Vec<NameListView>,
}

/// One line: a title or form, how many, and who.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a template asks")]
pub struct LineView {
    /// The printed name: `Huân chương Lao động hạng Nhì`.
    pub name: String,
    /// Whether it is a title (danh hiệu) and no form of commendation.
    pub is_title: bool,
    /// How many, with hedge and unit: `07 cá nhân`, `hàng chục`.
    pub count: String,
    /// The number alone: `07`.
    pub number: String,
    /// Whether it was given every year.
    pub every_year: bool,
    /// Whether it went to everybody.
    pub everybody: bool,
    /// Whether it is one award to one recipient, so that no count need be printed.
    pub single: bool,
    /// `tập thể`, `cá nhân`, `hộ gia đình`; nothing where it is not known.
    pub kind: Option<String>,
    /// The recipients that are known by name, in the order of the decision.
    pub recipients: Vec<PersonView>,
    /// The names of them, joined, where they are few enough for a sentence.
    pub names: Option<String>,
    /// The years in which it was given: `năm 2011`, `các năm 2021, 2023`.
    pub years: Option<String>,
    /// The same in a table: `2011`, `2021, 2023`, `2021 - 2025`.
    pub years_short: Option<String>,
    /// The period that it was given for, where no year is known: `giai đoạn 2011 - 2015`.
    pub period: Option<String>,
    /// Whether the count has a unit.
    pub has_unit: bool,
    /// Whether the count is one of recipients: persons, turns, collectives, households.
    pub counts_recipients: bool,
    /// Whether the source names no form; `name` then says who granted it.
    pub unnamed: bool,
    /// Who granted it, where the source names no form.
    pub grantors: Option<String>,
    /// What it was given for.
    pub reason: Option<String>,
    /// Whether some of what is counted is not known by name.
    pub nameless: bool,
}

/// The most names that a sentence can bear.
const NAMES_IN_A_SENTENCE: usize = 4;

impl Viewer<'_> {
    pub(super) fn honours(&self, ledger: &Ledger<'_>, period: Period) -> HonoursView {
        let mut by_level: BTreeMap<Option<Level>, Vec<LineView>> = BTreeMap::new();
        for entry in ledger.awarded() {
            by_level.entry(entry.level()).or_default().push(self.line(entry));
        }
        let mut take = |level| by_level.remove(&level).unwrap_or_default();
        HonoursView {
            state: take(Some(Level::State)),
            ministry: take(Some(Level::Ministry)),
            base: take(Some(Level::Base)),
            party: take(Some(Level::Party)),
            foreign: take(Some(Level::Foreign)),
            other: take(None),
            elected: ledger.in_state(State::Elected).map(|entry| self.line(entry)).collect(),
            proposed: ledger.in_state(State::Proposed).map(|entry| self.line(entry)).collect(),
            any_awarded: ledger.awarded().next().is_some(),
            table: tables::awards(ledger.awarded().map(|entry| (entry.level(), self.line(entry)))),
            by_year: grids::by_level(&Grid::awarded(ledger), period),
            names: self.name_lists(ledger),
            structure: self.structure(ledger),
        }
    }

    pub(super) fn lines(&self, ledger: &Ledger<'_>) -> Vec<LineView> {
        ledger.entries().iter().map(|entry| self.line(entry)).collect()
    }

    fn line(&self, entry: &Entry<'_>) -> LineView {
        for record in &entry.records {
            self.touch(*record);
        }
        let recipients: Vec<PersonView> = entry
            .named
            .iter()
            .map(|named| PersonView { year: named.year, ..self.honoured(named.recipient) })
            .collect();
        let mut names: Vec<String> = Vec::new();
        for recipient in recipients.iter().map(PersonView::told) {
            if !names.contains(&recipient) && names.len() <= NAMES_IN_A_SENTENCE {
                names.push(recipient);
            }
        }
        let few = !names.is_empty() && names.len() <= NAMES_IN_A_SENTENCE;
        let number = entry.count.number().and_then(|number| number.to_count());
        let nameless = entry.tally.is_some_and(|tally| tally.recipient.is_none());
        LineView {
            name: entry.name.clone(),
            is_title: entry.group() == Some(FormGroup::Title),
            count: entry.count_words(),
            number: number.map_or_else(|| entry.count_words(), vi::padded_count),
            every_year: matches!(entry.count.amount, Amount::EveryYear | Amount::EveryPersonEveryYear),
            everybody: matches!(entry.count.amount, Amount::EveryPerson | Amount::EveryPersonEveryYear),
            single: number == Some(1) && recipients.len() == 1,
            kind: entry.recipients.map(|kind| kind_words(kind).to_owned()),
            names: few.then(|| vi::join(&names)),
            years: years_words(entry),
            years_short: tables::years_in_short(&entry.years),
            period: entry.period.map(with_stage),
            has_unit: entry.count.unit.is_some(),
            counts_recipients: entry.count.count_unit().is_some_and(CountUnit::is_of_recipients),
            unnamed: entry.forms.is_empty() && entry.name.starts_with("Khen thưởng"),
            grantors: entry.grantors.clone(),
            reason: entry.reason.map(str::to_owned),
            recipients,
            nameless,
        }
    }
}

/// Returns the word for who was honoured.
pub(super) fn kind_words(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::Persons => "cá nhân",
        RecipientKind::Collectives => "tập thể",
        RecipientKind::Households => "hộ gia đình",
        RecipientKind::Mixed => "tập thể và cá nhân",
    }
}

fn years_words(entry: &Entry<'_>) -> Option<String> {
    let years: Vec<String> = entry.years.iter().map(u16::to_string).collect();
    match &years[..] {
        [] => None,
        [year] => Some(format!("năm {year}")),
        several => Some(format!("các năm {}", several.join(", "))),
    }
}
