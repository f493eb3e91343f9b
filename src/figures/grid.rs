//! Awards laid out by year and kind of recipient: what tables and charts of awards are made from.
//!
//! A row is a title or form, so that titles and forms never stand in one line. What has no year has a column of its own.
//! Whoever adds up cells asks [`Grid::sum`], so that totals can't differ between a table, a chart and a text.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{Class, CountUnit, FormGroup, Id, Level, Period, RecipientKind, Tally};

use super::amounts::Amounts;
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
        let wholes = Wholes::of(&entries);
        let mut rows: Vec<Row> = Vec::new();
        let mut places: HashMap<(&str, Option<Level>, Option<FormGroup>), usize> = HashMap::new();
        for entry in &entries {
            let is_part = entry.tally.is_some_and(|tally| wholes.hold(tally));
            let at = match is_part {
                true => rows.len(),
                false => *places.entry((&entry.name, entry.level(), entry.group())).or_insert(rows.len()),
            };
            if at == rows.len() {
                rows.push(Row {
                    name: entry.name.clone(),
                    level: entry.level(),
                    group: entry.group(),
                    is_part,
                    cells: BTreeMap::new(),
                });
            }
            wholes.count(entry, &mut rows[at].cells);
        }
        rows.retain(|row| !row.cells.is_empty());
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

/// The tallies that count something that other entries count too.
struct Wholes<'a> {
    ids: HashSet<&'a Id>,
    /// The tallies that have the named recipients of a form inside.
    with_named: HashMap<&'a Id, Vec<&'a Tally>>,
}

impl<'a> Wholes<'a> {
    fn of(entries: &[&Entry<'a>]) -> Self {
        let tallies: Vec<&Tally> = entries.iter().filter_map(|entry| entry.tally).collect();
        let mut with_named: HashMap<&Id, Vec<&Tally>> = HashMap::new();
        for tally in tallies.iter().filter(|tally| tally.named_inside == Some(true)) {
            for form in &tally.forms {
                with_named.entry(&form.id).or_default().push(tally);
            }
        }
        Self { ids: tallies.iter().map(|tally| &tally.id.value).collect(), with_named }
    }

    /// Answers whether a tally is a part of another one that stands in the grid.
    fn hold(&self, part: &Tally) -> bool {
        part.part_of.as_ref().is_some_and(|whole| self.ids.contains(&whole.id))
    }

    /// Counts an entry into the cells of its row.
    fn count(&self, entry: &Entry<'_>, cells: &mut BTreeMap<Column, Amounts>) {
        if let Some(tally) = entry.tally {
            let kind = entry.recipients.or_else(|| kind_of(tally.count.count_unit()?));
            let column = (entry.year(), kind.unwrap_or(RecipientKind::Mixed));
            cells.entry(column).or_default().add(&entry.count);
            return;
        }
        let kind = entry.recipients.unwrap_or(RecipientKind::Mixed);
        for named in entry.named.iter().filter(|named| !self.have_inside(entry, named)) {
            let amounts = cells.entry((named.year, kind)).or_default();
            match named.times {
                Some(times) => amounts.add(times),
                None => amounts.add_count(1, turns_of(kind)),
            }
        }
    }

    /// Answers whether a named recipient is counted in a tally too.
    fn have_inside(&self, entry: &Entry<'_>, named: &Named<'_>) -> bool {
        let tallies = entry.forms.iter().filter_map(|form| self.with_named.get(&form.id.value)).flatten();
        let class = named.honour.and_then(|honour| honour.class.as_ref()).map(|class| class.value);
        let mut tallies = tallies.filter(|tally| suits(tally, entry.recipients, class, named.year));
        tallies.next().is_some()
    }
}

/// Answers whether a tally that has named recipients inside may count one of this kind, class and year.
fn suits(tally: &Tally, kind: Option<RecipientKind>, class: Option<Class>, year: Option<u16>) -> bool {
    let kinds = tally.recipients.as_ref().map(|kind| kind.value).filter(|kind| *kind != RecipientKind::Mixed);
    let classes = tally.class.as_ref().map(|class| class.value);
    let years = tally.year.as_ref().map(|year| Period { first: year.value, last: year.value });
    let years = years.or_else(|| tally.period.as_ref().map(|period| period.value));
    let in_years = match (years, year) {
        (Some(years), Some(year)) => years.contains(year),
        (None, _) | (_, None) => tally.year.is_none(),
    };
    kinds.is_none_or(|kinds| Some(kinds) == kind)
        && classes.is_none_or(|classes| Some(classes) == class)
        && in_years
}

/// Returns what one award to a recipient of a kind is counted as.
fn turns_of(kind: RecipientKind) -> CountUnit {
    match kind {
        RecipientKind::Collectives => CountUnit::CollectiveTurns,
        RecipientKind::Households => CountUnit::Households,
        RecipientKind::Persons | RecipientKind::Mixed => CountUnit::Turns,
    }
}

/// Returns the kind of recipients that a unit counts, if it counts recipients.
fn kind_of(unit: CountUnit) -> Option<RecipientKind> {
    match unit {
        CountUnit::Persons | CountUnit::Turns => Some(RecipientKind::Persons),
        CountUnit::Collectives | CountUnit::CollectiveTurns => Some(RecipientKind::Collectives),
        CountUnit::Households => Some(RecipientKind::Households),
        CountUnit::Awards | CountUnit::Flags | CountUnit::Years => None,
    }
}
