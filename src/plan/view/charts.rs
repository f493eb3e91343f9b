//! Figures that documents show as charts, in the form that a `chart` block reads.

use serde::Serialize;

use crate::document::LARGEST_VALUE;
use crate::figures::{Grid, Ledger, series};
use crate::model::{Claim, Inventory, Level, Period, RecipientKind};
use crate::vi;

use super::honours::kind_words;
use super::review::period_words;
use super::tables::level_words;

/// What a review shows as charts.
#[derive(Debug, Serialize)]
pub struct ChartsView {
    /// Awards by year and level, one chart a kind of recipients; only where two years have any, and a chart takes all.
    pub awards: Vec<AwardsChart>,
    /// Figures of this period beside those of an earlier one.
    pub comparisons: Vec<ComparisonChart>,
}

/// Awards by year and level.
#[derive(Debug, Serialize)]
pub struct AwardsChart {
    /// `tập thể`, `cá nhân`.
    pub recipients: String,
    /// The years.
    pub categories: Vec<String>,
    /// The levels.
    pub series: Vec<SeriesView>,
    /// Whether some value is not known.
    pub has_gaps: bool,
    /// The names of what is not counted, since it has no year or doesn't tell collectives from persons.
    pub left_out: Option<String>,
}

/// A figure of this period beside that of an earlier one.
#[derive(Debug, Serialize)]
pub struct ComparisonChart {
    /// The names of what was counted, joined.
    pub of_words: String,
    /// What was counted: `lượt người`.
    pub unit: Option<String>,
    /// The earlier period and this one.
    pub categories: Vec<String>,
    /// The two values.
    pub values: [u64; 2],
}

/// The values of one thing.
#[derive(Debug, Serialize)]
pub struct SeriesView {
    /// Its name.
    pub name: String,
    /// One value for each category; nothing where it is not known.
    pub values: Vec<Option<u64>>,
}

/// Makes the charts of awards by year and level.
pub(super) fn awards(ledger: &Ledger<'_>, period: Period, open: bool) -> Vec<AwardsChart> {
    let grid = Grid::awarded(ledger);
    [RecipientKind::Collectives, RecipientKind::Persons]
        .into_iter()
        .filter_map(|kind| {
            let found = series::by_year(&grid, period, kind, open)?;
            let values = found.levels.iter().flat_map(|(_, values)| values).flatten();
            if !can_be_drawn(values) {
                return None;
            }
            let mut left_out = found.left_out;
            left_out.dedup();
            Some(AwardsChart {
                recipients: kind_words(kind).to_owned(),
                categories: period.years().map(|year| year.to_string()).collect(),
                has_gaps: found.levels.iter().any(|(_, values)| values.contains(&None)),
                series: found
                    .levels
                    .into_iter()
                    .map(|(level, values)| SeriesView { name: short_level(level), values })
                    .collect(),
                left_out: (!left_out.is_empty()).then(|| vi::join(&left_out)),
            })
        })
        .collect()
}

/// Makes the chart of a growth, of which `of_words` says what grew; nothing for another claim.
pub(super) fn comparison(
    claim: &Claim,
    inventory: &Inventory,
    period: Period,
    of_words: &str,
) -> Option<ComparisonChart> {
    let found = series::comparison(claim, inventory)?;
    let earlier = claim.base_period.as_ref()?.value;
    if !can_be_drawn([&found.before, &found.now]) {
        return None;
    }
    let now = claim.period.as_ref().map_or(period, |period| period.value);
    Some(ComparisonChart {
        of_words: of_words.to_owned(),
        unit: found.unit.map(|unit| unit.as_str().to_owned()),
        categories: vec![period_words(earlier), period_words(now)],
        values: [found.before, found.now],
    })
}

/// Answers whether a chart takes all of these: it refuses what no count of people comes to.
fn can_be_drawn<'a>(values: impl IntoIterator<Item = &'a u64>) -> bool {
    values.into_iter().all(|value| *value <= LARGEST_VALUE)
}

/// Returns the name of a level as it stands beside others: `Cấp Nhà nước`.
fn short_level(level: Option<Level>) -> String {
    let words = level_words(level);
    let words = words.strip_prefix("Khen thưởng ").unwrap_or(words);
    vi::capitalise(words.strip_prefix("của ").unwrap_or(words))
}
