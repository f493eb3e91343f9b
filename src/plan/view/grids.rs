//! Awards by year and kind of recipient as tables, one for each level.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use crate::figures::{Amounts, Column, Grid, hedge_word};
use crate::model::{CountUnit, FormGroup, Level, Period, RecipientKind};
use crate::vi;

use super::tables::level_words;

/// The awards of a level as tables; more than one where the columns are too many for a sheet.
#[derive(Debug, Serialize)]
pub struct GridView {
    /// `Khen thưởng cấp Nhà nước`.
    pub title: String,
    /// The tables.
    pub tables: Vec<Value>,
}

/// The most columns of counts that fit on a sheet of A4 that lies on its side: each must hold a word such as `người`.
const COUNTS_ON_A_SHEET: usize = 14;

/// The levels in the order of their tables.
pub(super) const LEVELS: [Option<Level>; 6] = [
    Some(Level::State),
    Some(Level::Ministry),
    Some(Level::Base),
    Some(Level::Party),
    Some(Level::Foreign),
    None,
];

/// Makes the tables of awards by year. With fewer than two known years a plain list says the same better.
pub(super) fn by_level(grid: &Grid, period: Period) -> Vec<GridView> {
    let known: BTreeSet<u16> =
        grid.rows.iter().flat_map(|row| row.cells.keys().filter_map(|(year, _)| *year)).collect();
    if known.len() < 2 {
        return Vec::new();
    }
    LEVELS
        .into_iter()
        .filter_map(|level| {
            let grid = grid.only(|row| row.level == level);
            let title = level_words(level).to_owned();
            (!grid.rows.is_empty()).then(|| GridView { title, tables: tables(&grid, period) })
        })
        .collect()
}

/// A group of columns under one head: a year, what has no year, or the total.
#[derive(Clone, Copy)]
enum Stretch {
    Year(u16),
    Unknown,
    Total,
}

impl Stretch {
    fn holds(self, year: Option<u16>) -> bool {
        match self {
            Self::Year(own) => year == Some(own),
            Self::Unknown => year.is_none(),
            Self::Total => true,
        }
    }

    fn words(self, period: Period) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Unknown => "Không rõ năm".to_owned(),
            Self::Total => format!("Tổng cộng {}", super::review::period_words(period)),
        }
    }
}

/// Shares out the years and the total among as few tables as hold them, as evenly as can be.
fn tables(grid: &Grid, period: Period) -> Vec<Value> {
    let years = period.years().map(Stretch::Year);
    let unknown = grid.years(period).contains(&None).then_some(Stretch::Unknown);
    let stretches: Vec<Stretch> = years.chain(unknown).chain([Stretch::Total]).collect();
    let most = (COUNTS_ON_A_SHEET / shown_kinds(grid).len()).max(1);
    let sheets = stretches.len().div_ceil(most);
    let even = stretches.len().div_ceil(sheets);
    stretches.chunks(even).map(|stretches| table(grid, stretches, period)).collect()
}

fn table(grid: &Grid, stretches: &[Stretch], period: Period) -> Value {
    let kinds = shown_kinds(grid);
    let columns: Vec<(Stretch, RecipientKind)> =
        stretches.iter().flat_map(|stretch| kinds.iter().map(|kind| (*stretch, *kind))).collect();
    let units = units(grid);
    let line = |sign: &str, name: &str, bold: bool, counts: &BTreeMap<Column, Amounts>| {
        let mut line = vec![json!({"text": sign, "bold": bold}), json!({"text": name, "bold": bold})];
        line.extend(columns.iter().map(|column| cell(*column, &units, bold, counts)));
        Value::Array(line)
    };
    // The total comes first, as in the official tables: at the end it might stand alone on a page.
    let mut rows = vec![line("", "Tổng cộng", true, &grid.total(|_| true))];
    let groups = groups(grid);
    for (group, at) in groups.iter().zip(1..) {
        if groups.len() > 1 {
            let total = grid.total(|row| row.group == *group);
            rows.push(line(&vi::roman(at), group_words(*group), true, &total));
        }
        let mut number = 0;
        for row in grid.rows.iter().filter(|row| row.group == *group) {
            if row.is_part {
                rows.push(line("", &format!("Trong đó: {}", row.name), false, &row.cells));
            } else {
                number += 1;
                rows.push(line(&number.to_string(), &row.name, false, &row.cells));
            }
        }
    }
    json!({
        "columns": widths(columns.len()),
        "head": head(stretches, &kinds, &units, period),
        "rows": rows,
        "size": 10,
    })
}

/// Collectives and persons always have their columns, others only where there are some.
fn shown_kinds(grid: &Grid) -> Vec<RecipientKind> {
    let found = grid.kinds();
    let always = [RecipientKind::Collectives, RecipientKind::Persons];
    let others = found.into_iter().filter(|kind| !always.contains(kind));
    always.into_iter().chain(others).collect()
}

/// Returns the groups of rows in the order in which they come.
fn groups(grid: &Grid) -> Vec<Option<FormGroup>> {
    let mut groups: Vec<Option<FormGroup>> = Vec::new();
    for row in &grid.rows {
        if !groups.contains(&row.group) {
            groups.push(row.group);
        }
    }
    groups
}

fn group_words(group: Option<FormGroup>) -> &'static str {
    match group {
        Some(FormGroup::Title) => "Danh hiệu thi đua",
        Some(FormGroup::Commendation) => "Hình thức khen thưởng",
        Some(FormGroup::Own) => "Hình thức khác",
        None => "Chưa rõ hình thức",
    }
}

/// What a column of each kind counts, so that its numbers need no unit.
type Units = BTreeMap<RecipientKind, CountUnit>;

/// A column counts what all its cells count; where they differ, turns, and the others say their unit.
fn units(grid: &Grid) -> Units {
    let of_kind = |kind: RecipientKind| {
        let cells = grid.rows.iter().flat_map(|row| &row.cells).filter(|((_, of), _)| *of == kind);
        let found: BTreeSet<CountUnit> =
            cells.flat_map(|(_, amounts)| amounts.sums()).filter_map(|sum| sum.unit).collect();
        let only = found.first().copied().filter(|unit| found.len() == 1 && unit.is_of_recipients());
        (kind, only.unwrap_or_else(|| turns(kind)))
    };
    shown_kinds(grid).into_iter().map(of_kind).collect()
}

fn turns(kind: RecipientKind) -> CountUnit {
    match kind {
        RecipientKind::Collectives => CountUnit::CollectiveTurns,
        RecipientKind::Households => CountUnit::Households,
        RecipientKind::Persons | RecipientKind::Mixed => CountUnit::Turns,
    }
}

fn cell(
    (stretch, kind): (Stretch, RecipientKind),
    units: &Units,
    bold: bool,
    counts: &BTreeMap<Column, Amounts>,
) -> Value {
    let mut amounts = Amounts::default();
    for (_, count) in counts.iter().filter(|((year, of), _)| *of == kind && stretch.holds(*year)) {
        amounts.add_all(count);
    }
    let text = amount_words(&amounts, units.get(&kind).copied());
    json!({"text": text, "bold": bold || matches!(stretch, Stretch::Total)})
}

/// Returns a count as a cell shows it: as a number where it counts what the column counts, else with its unit.
fn amount_words(amounts: &Amounts, of_column: Option<CountUnit>) -> String {
    if amounts.is_empty() {
        return "-".to_owned();
    }
    match (amounts.sums(), amounts.words()) {
        ([sum], []) if sum.unit == of_column => format!("{}{}", hedge_word(sum.hedge), sum.value),
        _ => amounts.to_string(),
    }
}

fn head(stretches: &[Stretch], kinds: &[RecipientKind], units: &Units, period: Period) -> Value {
    let stub = format!("Danh hiệu, hình thức khen thưởng (đơn\u{a0}vị\u{a0}tính: {})", unit_words(units));
    let mut upper = vec![json!({"text": "TT", "rows": 2}), json!({"text": stub, "rows": 2})];
    upper.extend(stretches.iter().map(|stretch| json!({"text": stretch.words(period), "span": kinds.len()})));
    let lower: Vec<Value> =
        stretches.iter().flat_map(|_| kinds.iter().map(|kind| json!(kind_head(*kind)))).collect();
    json!([upper, lower])
}

/// Returns `lượt tập thể, lượt người`.
fn unit_words(units: &Units) -> String {
    let found: BTreeSet<CountUnit> = units.values().copied().collect();
    let words: Vec<&str> = found.into_iter().rev().map(CountUnit::as_str).collect();
    words.join(", ")
}

fn kind_head(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::Collectives => "Tập thể",
        RecipientKind::Persons => "Cá nhân",
        RecipientKind::Households => "Hộ gia đình",
        RecipientKind::Mixed => "Không tách",
    }
}

/// The name of a row needs some 55 mm of the 247 that a sheet has; the counts share the rest, in tenths of a millimetre.
fn widths(counts: usize) -> Vec<Value> {
    let width = (1830 / counts.max(1)).min(150);
    let count = json!({"width": format!("{}.{}mm", width / 10, width % 10), "align": "center"});
    let mut columns = vec![json!({"width": "9mm", "align": "center"}), json!({"width": "1fr"})];
    columns.extend(std::iter::repeat_n(count, counts));
    columns
}
