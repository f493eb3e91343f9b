//! Awards laid out by year and kind of recipient: what tables and charts of awards are made from.
//!
//! A row is a title or form, so that titles and forms never stand in one line. What has no year has a column of its own.
//! Whoever adds up cells asks [`Grid::sum`], so that totals can't differ between a table, a chart and a text.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{CountUnit, FormGroup, Level, Period, RecipientKind};

use super::amounts::Amounts;
use super::counted::counted;
use super::ledger::{Entry, Ledger, Named};

/// The kinds of recipients in the order in which they stand on paper. What is mixed or not known comes last.
pub const KINDS: [RecipientKind; 4] =
    [RecipientKind::Collectives, RecipientKind::Persons, RecipientKind::Households, RecipientKind::Mixed];

/// The year and kind of recipient that a cell is about; no year where none is known.
pub type Column = (Option<u16>, RecipientKind);

/// Entries of a ledger by year and kind of recipient.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The titles and forms, in the order of the ledger.
    pub rows: Vec<Row>,
}

/// A title or form.
#[derive(Debug, Clone)]
pub struct Row {
    /// The printed name.
    pub name: String,
    /// The level at which it was granted, where it is known.
    pub level: Option<Level>,
    /// Whether it is a title or a form, where it is known.
    pub group: Option<FormGroup>,
    /// Whether it is counted in another row too, so that no total may count it again.
    pub is_part: bool,
    /// The counts.
    pub cells: BTreeMap<Column, Amounts>,
}

/// What makes two entries stand in the same row: name, level and group. A part has a row to itself.
type Place<'a> = (&'a str, Option<Level>, Option<FormGroup>, Option<usize>);

impl Row {
    /// Adds up the cells of some columns.
    pub fn sum(&self, columns: impl Fn(Column) -> bool) -> Amounts {
        let mut total = Amounts::default();
        for (_, amounts) in self.cells.iter().filter(|(column, _)| columns(**column)) {
            total.add_all(amounts);
        }
        total
    }
}

impl Grid {
    /// Lays out the awards of a ledger.
    pub fn awarded(ledger: &Ledger<'_>) -> Self {
        Self::of(ledger.awarded())
    }

    /// Lays out entries, which should have come equally far.
    pub fn of<'a>(entries: impl Iterator<Item = &'a Entry<'a>>) -> Self {
        let entries: Vec<&Entry<'_>> = entries.collect();
        let mut rows: Vec<Row> = Vec::new();
        let mut places: HashMap<Place<'_>, usize> = HashMap::new();
        for counted in counted(&entries) {
            let entry = counted.entry;
            let part = counted.is_part.then_some(counted.at);
            let place = (entry.name.as_str(), entry.level(), entry.group(), part);
            let at = *places.entry(place).or_insert(rows.len());
            if at == rows.len() {
                rows.push(Row {
                    name: entry.name.clone(),
                    level: entry.level(),
                    group: entry.group(),
                    is_part: counted.is_part,
                    cells: BTreeMap::new(),
                });
            }
            let amounts = rows[at].cells.entry((counted.year, counted.kind)).or_default();
            match counted.named {
                None => amounts.add(&entry.count),
                Some(Named { times: Some(times), .. }) => amounts.add(times),
                Some(_) => amounts.add_count(1, turns_of(counted.kind)),
            }
        }
        Self { rows }
    }

    /// Adds up the cells of some rows and columns; what is counted in another row is not counted again.
    pub fn sum(&self, rows: impl Fn(&Row) -> bool, columns: impl Fn(Column) -> bool) -> Amounts {
        let mut total = Amounts::default();
        for row in self.rows.iter().filter(|row| !row.is_part && rows(row)) {
            total.add_all(&row.sum(&columns));
        }
        total
    }

    /// Adds up some rows cell by cell; what is counted in another row is not counted again.
    pub fn total(&self, rows: impl Fn(&Row) -> bool) -> BTreeMap<Column, Amounts> {
        let mut total: BTreeMap<Column, Amounts> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| !row.is_part && rows(row)) {
            for (column, amounts) in &row.cells {
                total.entry(*column).or_default().add_all(amounts);
            }
        }
        total
    }

    /// Returns the kinds of recipients that there are, in the order of paper.
    pub fn kinds(&self) -> Vec<RecipientKind> {
        let found: HashSet<RecipientKind> =
            self.rows.iter().flat_map(|row| row.cells.keys().map(|(_, kind)| *kind)).collect();
        KINDS.into_iter().filter(|kind| found.contains(kind)).collect()
    }

    /// Returns the years of a period, and behind them no year if some cell has none.
    pub fn years(&self, period: Period) -> Vec<Option<u16>> {
        let unknown = self.rows.iter().any(|row| row.cells.keys().any(|(year, _)| year.is_none()));
        period.years().map(Some).chain(unknown.then_some(None)).collect()
    }

    /// Returns the rows that a test accepts, as a grid of their own.
    #[must_use]
    pub fn only(&self, rows: impl Fn(&Row) -> bool) -> Self {
        Self { rows: self.rows.iter().filter(|row| rows(row)).cloned().collect() }
    }
}

/// Returns what one award to a recipient of a kind is counted as.
fn turns_of(kind: RecipientKind) -> CountUnit {
    match kind {
        RecipientKind::Collectives => CountUnit::CollectiveTurns,
        RecipientKind::Households => CountUnit::Households,
        RecipientKind::Persons | RecipientKind::Mixed => CountUnit::Turns,
    }
}
