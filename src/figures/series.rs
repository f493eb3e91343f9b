//! Awards year by year and compared with another period, as charts show them.
//!
//! A chart has no room for a hedge or a second unit: what is not an exact count of one kind is not known to it, and what
//! it leaves out it names.

use crate::model::{Claim, ClaimKind, CountUnit, Hedge, Inventory, Level, Period, RecipientKind, Tally};

use super::amounts::Amounts;
use super::grid::{Grid, Row};
use super::sums::sum;

/// The levels in the order of paper.
pub const LEVELS: [Option<Level>; 6] = [
    Some(Level::State),
    Some(Level::Ministry),
    Some(Level::Base),
    Some(Level::Party),
    Some(Level::Foreign),
    None,
];

/// The awards to one kind of recipients, year by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearSeries {
    /// The levels at which something was awarded, each with one count a year; `None` where it is not known.
    pub levels: Vec<(Option<Level>, Vec<Option<u64>>)>,
    /// The names of what is not counted: it has no year, or doesn't tell kinds of recipients apart.
    pub left_out: Vec<String>,
}

/// Counts the awards to one kind of recipients by level and year, where at least two years have any.
///
/// Counted is each award to one recipient: who gets two in a year counts twice (*lượt*). Only awards are in the grid,
/// nothing elected or proposed. `open`: the list of awards is known to go on, so that nothing found is not zero.
pub fn by_year(grid: &Grid, period: Period, kind: RecipientKind, open: bool) -> Option<YearSeries> {
    let levels: Vec<_> = LEVELS
        .into_iter()
        .map(|level| (level, grid.only(|row| row.level == level)))
        .filter(|(_, grid)| grid.rows.iter().any(|row| is_dated(row, period, kind)))
        .map(|(level, grid)| (level, counts_by_year(&grid, period, kind, open)))
        .collect();
    let in_year = |at: usize| levels.iter().any(|(_, values)| values[at].is_some_and(|value| value > 0));
    let years = (0..period.years().count()).filter(|at| in_year(*at)).count();
    let left_out = grid.rows.iter().filter(|row| !row.is_part && leaves_out(row, kind));
    (years > 1).then(|| YearSeries { left_out: left_out.map(|row| row.name.clone()).collect(), levels })
}

fn counts_by_year(grid: &Grid, period: Period, kind: RecipientKind, open: bool) -> Vec<Option<u64>> {
    let unsure = open || grid.rows.iter().any(|row| leaves_out(row, kind));
    let value = |year: u16| {
        let amounts = grid.sum(|_| true, |column| column == (Some(year), kind));
        awards(&amounts, kind).filter(|count| *count > 0 || !unsure)
    };
    period.years().map(value).collect()
}

fn is_dated(row: &Row, period: Period, kind: RecipientKind) -> bool {
    row.cells.keys().any(|(year, found)| *found == kind && year.is_some_and(|year| period.contains(year)))
}

fn leaves_out(row: &Row, kind: RecipientKind) -> bool {
    row.cells.keys().any(|(year, found)| *found == RecipientKind::Mixed || (year.is_none() && *found == kind))
}

/// Returns how many awards to recipients of a kind an amount comes to.
///
/// In one year nobody gets the same award twice, so persons and turns of one row are the same number of awards.
fn awards(amounts: &Amounts, kind: RecipientKind) -> Option<u64> {
    if !amounts.words().is_empty() {
        return None;
    }
    amounts.sums().iter().try_fold(0_u64, |total, sum| {
        let counts = sum.unit.is_some_and(|unit| counts(unit, kind)) && sum.hedge == Hedge::Exact;
        let count = sum.value.to_count().filter(|_| counts)?;
        total.checked_add(count)
    })
}

fn counts(unit: CountUnit, kind: RecipientKind) -> bool {
    match kind {
        RecipientKind::Persons => matches!(unit, CountUnit::Persons | CountUnit::Turns),
        RecipientKind::Collectives => matches!(unit, CountUnit::Collectives | CountUnit::CollectiveTurns),
        RecipientKind::Households => unit == CountUnit::Households,
        RecipientKind::Mixed => false,
    }
}

/// Two counts of the same, of which a growth follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// How many there were before.
    pub before: u64,
    /// How many there are.
    pub now: u64,
    /// What is counted, where it is known.
    pub unit: Option<CountUnit>,
}

/// Returns what a growth compares; `None` for another claim, and where not both counts are exact.
pub fn comparison(claim: &Claim, inventory: &Inventory) -> Option<Comparison> {
    let tallies: Vec<&Tally> = claim.of.iter().map(|tally| inventory.get(tally)).collect();
    let now = sum(&tallies, inventory).ok().filter(|sum| sum.hedge == Hedge::Exact)?;
    let base = claim.base.as_ref().filter(|_| claim.kind.value == ClaimKind::Growth)?;
    let before = base.exact()?.to_count()?;
    Some(Comparison { before, now: now.value.to_count()?, unit: now.unit.or(base.count_unit()) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::Quantity;

    const PERIOD: Period = Period { first: 2021, last: 2023 };

    fn row(level: Level, cells: &[(Option<u16>, RecipientKind, &str)]) -> Row {
        let mut row = Row {
            name: "Bằng khen".into(),
            level: Some(level),
            group: None,
            is_part: false,
            cells: BTreeMap::new(),
        };
        for (year, kind, text) in cells {
            row.cells.entry((*year, *kind)).or_default().add(&Quantity::parse(text).unwrap());
        }
        row
    }

    fn persons(rows: Vec<Row>, open: bool) -> Option<YearSeries> {
        by_year(&Grid { rows }, PERIOD, RecipientKind::Persons, open)
    }

    #[test]
    fn each_award_to_a_person_counts_once() {
        use RecipientKind::{Collectives, Persons};
        let rows = vec![
            row(Level::Base, &[(Some(2021), Persons, "7 người"), (Some(2023), Persons, "4 lượt người")]),
            row(
                Level::Base,
                &[(Some(2021), Persons, "2 lượt người"), (Some(2021), Collectives, "9 tập thể")],
            ),
        ];
        let expected = YearSeries {
            levels: vec![(Some(Level::Base), vec![Some(9), Some(0), Some(4)])],
            left_out: Vec::new(),
        };
        assert_eq!(persons(rows, false), Some(expected));
    }

    #[test]
    fn what_is_not_exact_is_a_gap_and_never_zero() {
        use RecipientKind::Persons;
        let rows = |text| {
            let years = [
                (Some(2021), Persons, text),
                (Some(2022), Persons, "3 người"),
                (Some(2023), Persons, "1 người"),
            ];
            vec![row(Level::State, &years)]
        };
        for text in ["hơn 7 người", "hàng chục", "5 huân chương"] {
            let series = persons(rows(text), false).unwrap();
            assert_eq!(series.levels, [(Some(Level::State), vec![None, Some(3), Some(1)])], "{text}");
        }
    }

    #[test]
    fn nothing_found_is_not_zero_where_something_is_left_out() {
        use RecipientKind::{Mixed, Persons};
        let two = [(Some(2021), Persons, "2 người"), (Some(2022), Persons, "3 người")];
        let with = |more| vec![row(Level::State, &[two[0], two[1], more])];
        let gap = [(Some(Level::State), vec![Some(2), Some(3), None])];
        assert_eq!(
            persons(with(two[0]), true).unwrap().levels,
            [(Some(Level::State), vec![Some(4), Some(3), None])]
        );
        for more in [(None, Persons, "4 người"), (Some(2023), Mixed, "4 bằng")] {
            let series = persons(with(more), false).unwrap();
            assert_eq!((&series.levels[..], &series.left_out[..]), (&gap[..], &["Bằng khen".to_owned()][..]));
        }
    }

    #[test]
    fn one_year_is_no_series() {
        let rows = vec![row(Level::State, &[(Some(2021), RecipientKind::Persons, "2 người")])];
        assert_eq!(persons(rows, false), None);
    }
}
