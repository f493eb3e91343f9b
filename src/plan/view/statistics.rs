//! The official statistics as tables: the forms 0601, 0602 and 0603 with their items and codes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::figures::statistics::{
    Award, AwardColumn, AwardRow, Cell, award_table, awards, campaign_table, campaigns,
};
use crate::figures::{Amounts, Ledger, shares};
use crate::model::{Level, Period, Rank, RecipientKind, Unit};
use crate::vi;

use super::Viewer;
use super::forms::{
    AWARD_LINES, CAMPAIGN_COLUMNS, CAMPAIGN_LINES, Line, MINISTRY_COLUMNS, STATE_COLUMNS, UPRIGHT,
    amount_words, plain_table, rows_of, table,
};
use super::grids::LEVELS;
use super::review::{period_words, with_stage};
use super::tables::short_level_words;

/// The statistics of a unit in a period.
#[derive(Debug, Serialize)]
pub struct StatisticsView {
    /// `2025`, or `2021 - 2025`.
    pub period: String,
    /// `năm 2025`, or `giai đoạn 2021 - 2025`.
    pub period_words: String,
    /// The last year, in which they are due.
    pub year: String,
    /// Whether the forms are those of 2018, which the ones of 2023 replaced.
    pub is_old: bool,
    /// Campaigns (0601).
    pub campaigns: FormView,
    /// Awards of the State (0602).
    pub state: FormView,
    /// Awards of ministries, branches and provinces (0603).
    pub ministry: FormView,
}

/// A form.
#[derive(Debug, Serialize)]
pub struct FormView {
    /// The table.
    pub table: Value,
    /// Whether it needs a sheet that lies on its side.
    pub landscape: bool,
    /// Whether there is a cell of which nobody knows what it should hold.
    pub is_open: bool,
    /// How many there are in all: `12`, `12; hơn 3 tập thể`; `0`.
    pub total: String,
    /// What has no column in the form: `“Tập thể lao động xuất sắc”: 4`.
    pub outside: Vec<String>,
    /// What is not counted, because nobody knows whether it was in the period.
    pub undated: Vec<String>,
}

/// The year from which the forms of TT 02/2023/TT-BNV are used (23/3/2023).
const NEW_FORMS: u16 = 2023;

/// Who was honoured, in figures.
#[derive(Debug, Serialize)]
pub struct StructureView {
    /// Recipients against levels.
    pub table: Value,
    /// How many awards went to persons: `554`.
    pub persons: String,
    /// How many of them went to those who lead nobody: `421`.
    pub workers: String,
    /// The share of these, with the decimals that every rate has: `76%`, `76,92%`.
    pub share: String,
}

/// A share of fewer says nothing.
const FEWEST_FOR_A_SHARE: u64 = 10;

impl Viewer<'_> {
    /// Tells who was honoured; nothing where they are few, or the rank of somebody is not known.
    pub(super) fn structure(&self, ledger: &Ledger<'_>) -> Option<StructureView> {
        let awards = awards(ledger, self.inventory);
        let all: Vec<&Award<'_>> = awards.iter().collect();
        let persons = count(&all, AwardRow::Persons)?;
        let workers = count(&all, AwardRow::Rank(Rank::Worker))?;
        let unknown = count(&all, AwardRow::RankUnknown)?;
        if persons < FEWEST_FOR_A_SHARE
            || unknown > 0
            || awards.iter().any(|award| award.kind == RecipientKind::Mixed)
        {
            return None;
        }
        let lines = lines_of_recipients();
        let found: BTreeSet<Option<Level>> = awards.iter().map(|award| award.level).collect();
        let levels = LEVELS.into_iter().filter(|level| found.contains(level));
        let columns: Vec<AwardColumn> = levels.clone().map(AwardColumn::Level).collect();
        let columns = [vec![AwardColumn::Total], columns].concat();
        let heads: Vec<&str> = std::iter::once("Tổng số").chain(levels.map(short_level_words)).collect();
        let (cells, _) = award_table(&all, &rows_of(&lines), &columns);
        Some(StructureView {
            table: plain_table(&lines, &cells, "Đối tượng (đơn\u{a0}vị\u{a0}tính: lượt khen thưởng)", &heads),
            persons: vi::padded_count(persons),
            workers: vi::padded_count(workers),
            share: format!("{}%", shares(&[workers], persons)?.first()?),
        })
    }

    /// Makes the statistics of a unit in a period.
    pub(super) fn statistics(&self, unit: &Unit, period: Period) -> StatisticsView {
        let ledger = Ledger::of(self.inventory, unit, period);
        for entry in ledger.awarded() {
            for record in &entry.records {
                self.touch(*record);
            }
        }
        let awards = awards(&ledger, self.inventory);
        StatisticsView {
            period: period_words(period),
            period_words: with_stage(period),
            year: period.last.to_string(),
            is_old: period.last < NEW_FORMS,
            campaigns: self.campaign_form(unit, period),
            state: award_form(&awards, Level::State, &STATE_COLUMNS),
            ministry: award_form(&awards, Level::Ministry, &MINISTRY_COLUMNS),
        }
    }

    fn campaign_form(&self, unit: &Unit, period: Period) -> FormView {
        let campaigns = campaigns(self.inventory, unit, period);
        for campaign in &campaigns {
            self.touch(campaign.span);
        }
        let (undated, dated): (Vec<_>, Vec<_>) =
            campaigns.into_iter().partition(|campaign| campaign.years.is_none());
        let columns = CAMPAIGN_COLUMNS.map(|(column, _)| column);
        let cells = campaign_table(&dated, &rows_of(&CAMPAIGN_LINES), &columns);
        let heads = CAMPAIGN_COLUMNS.map(|(_, words)| (words, ""));
        FormView {
            table: table(&CAMPAIGN_LINES, &cells, &heads, "Phong trào"),
            landscape: false,
            is_open: has_open(&cells),
            total: vi::padded_count(dated.len() as u64),
            outside: Vec::new(),
            undated: undated.iter().map(|campaign| format!("“{}”", campaign.name.value)).collect(),
        }
    }
}

/// Returns how many awards a row holds, if they can be added.
fn count(awards: &[&Award<'_>], row: AwardRow) -> Option<u64> {
    let (cells, _) = award_table(awards, &[row], &[AwardColumn::All]);
    cells.first()?.first()?.amounts.count()
}

/// Returns the lines of a form that tell recipients apart: those before the second heading.
fn lines_of_recipients() -> Vec<Line<AwardRow>> {
    let mut headings = 0;
    let before = |line: &Line<AwardRow>| {
        headings += usize::from(matches!(line, Line::Heading(_)));
        headings < 2
    };
    AWARD_LINES.into_iter().take_while(before).collect()
}

fn award_form(
    awards: &[Award<'_>],
    level: Level,
    columns: &[(AwardColumn, &'static str, &'static str)],
) -> FormView {
    let of_level = awards.iter().filter(|award| award.level == Some(level));
    let (undated, dated): (Vec<&Award<'_>>, Vec<&Award<'_>>) = of_level.partition(|award| award.is_undated);
    let ways: Vec<AwardColumn> = columns.iter().map(|(column, _, _)| *column).collect();
    let (cells, outside) = award_table(&dated, &rows_of(&AWARD_LINES), &ways);
    let heads: Vec<(&str, &str)> = columns.iter().map(|(_, upper, lower)| (*upper, *lower)).collect();
    let mut total = Amounts::default();
    let mut not_counted: BTreeMap<String, Amounts> = BTreeMap::new();
    for award in &dated {
        total.add_all(&award.amounts);
    }
    for award in undated {
        not_counted.entry(award.name.to_owned()).or_default().add_all(&award.amounts);
    }
    FormView {
        table: table(&AWARD_LINES, &cells, &heads, "Lượt"),
        landscape: columns.len() > UPRIGHT,
        is_open: has_open(&cells),
        total: total.count().map_or_else(|| amount_words(&total), vi::padded_count),
        outside: named_amounts(outside),
        undated: named_amounts(not_counted),
    }
}

fn has_open(cells: &[Vec<Cell>]) -> bool {
    cells.iter().flatten().any(|cell| cell.is_open && cell.amounts.is_empty())
}

fn named_amounts(amounts: BTreeMap<String, Amounts>) -> Vec<String> {
    amounts.into_iter().map(|(name, amounts)| format!("{name}: {}", amount_words(&amounts))).collect()
}
