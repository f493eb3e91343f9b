//! Charts: the numbers of a few series, drawn and in a table.
//!
//! The picture and the table are made from the same numbers, so that they can't differ.

mod read;

use crate::vi;

use super::{Align, Cell, Column, Inline, Table, Width, plain};

pub use read::LARGEST_VALUE;
pub(super) use read::chart;

/// A chart.
///
/// Every series has one value for each category, and at least one of all values is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// What it shows.
    pub caption: Option<Vec<Inline>>,
    /// What is counted; stands above the scale.
    pub unit: Option<Vec<Inline>>,
    /// What the series are, as head of their column in the table.
    pub head: Vec<Inline>,
    /// What stands below the bars: years, periods; at least one.
    pub categories: Vec<Vec<Inline>>,
    /// The series; at least one.
    pub series: Vec<Series>,
    /// The label of the sums below the table; `None` where nothing is added.
    pub total: Option<Vec<Inline>>,
    /// What has to be known about the numbers; stands below the table.
    pub note: Option<Vec<Inline>>,
    /// What can be seen on it, for those who can't see it; not empty.
    pub alt: String,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// The series side by side.
    Bars,
    /// The series one upon the other.
    Stacked,
}

/// The values of one thing in all categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: Vec<Inline>,
    /// One value for each category; `None` where it is not known, which is not zero.
    pub values: Vec<Option<u64>>,
}

/// What stands for a value that is not known, as in the tables of official statistics.
pub const UNKNOWN: &str = "…";

/// Up to so many categories the column of the names is twice as wide as one of numbers, beyond it three times.
const FEW_CATEGORIES: usize = 6;

/// So many characters stand side by side in the columns of numbers of an upright page.
const LONGEST_ROW: usize = 60;

const NUMBER: Column = Column { width: Width::Fraction(1.0), align: Some(Align::Center) };

impl Chart {
    /// Returns its numbers as a table: a row a series, a column a category; the other way round where that would be too wide.
    pub fn table(&self) -> Table {
        if self.is_wide() { self.upright() } else { self.lying() }
    }

    /// Answers whether the numbers of all categories would not stand side by side on an upright page.
    fn is_wide(&self) -> bool {
        let values = self
            .series
            .iter()
            .flat_map(|series| &series.values)
            .chain(&self.sums())
            .copied()
            .collect::<Vec<_>>();
        let widest =
            values.into_iter().map(|value| value_words(value).chars().count()).max().unwrap_or_default();
        let heads = self.categories.iter().map(|name| plain::inlines(name));
        // A head may break between its words, a number nowhere.
        let words = heads.filter_map(|head| head.split(' ').map(|word| word.chars().count()).max()).max();
        self.categories.len() * (widest.max(words.unwrap_or_default()) + 2) > LONGEST_ROW
    }

    fn lying(&self) -> Table {
        let names = if self.categories.len() > FEW_CATEGORIES { 3.0 } else { 2.0 };
        let mut columns = vec![Column { width: Width::Fraction(names), align: None }];
        columns.extend(self.categories.iter().map(|_| NUMBER));
        let head = std::iter::once(&self.head).chain(&self.categories).cloned().map(Cell::new).collect();
        let rows = self.series.iter().map(|series| row(&series.name, &series.values)).collect();
        let foot = self.total.as_ref().map(|label| row(label, &self.sums()).into_iter().map(bold).collect());
        Table { caption: None, columns, head: vec![head], rows, foot: foot.into_iter().collect(), size: None }
    }

    /// A row a category, a column a series, and one for the sums.
    fn upright(&self) -> Table {
        let mut columns = vec![Column { width: Width::Fraction(2.5), align: None }];
        columns.extend(
            self.series.iter().chain(self.series.first().filter(|_| self.total.is_some())).map(|_| NUMBER),
        );
        let names = self.series.iter().map(|series| &series.name).chain(&self.total);
        let head = std::iter::once(&Vec::new()).chain(names).cloned().map(Cell::new).collect();
        let sums = self.sums();
        let rows = self.categories.iter().enumerate().map(|(at, category)| {
            let values: Vec<Option<u64>> = self.series.iter().map(|series| series.values[at]).collect();
            let sum = self.total.as_ref().map(|_| bold(Cell::new(vec![Inline::Text(value_words(sums[at]))])));
            row(category, &values).into_iter().chain(sum).collect()
        });
        Table { caption: None, columns, head: vec![head], rows: rows.collect(), foot: Vec::new(), size: None }
    }

    /// Returns the sum of each category; `None` where a part of it is not known.
    pub fn sums(&self) -> Vec<Option<u64>> {
        (0..self.categories.len())
            .map(|at| self.series.iter().map(|series| series.values[at]).sum())
            .collect()
    }

    /// Returns its texts, each once.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[Inline]> {
        let names = self.series.iter().map(|series| &series.name);
        let table = std::iter::once(&self.head).chain(&self.categories).chain(names).chain(&self.total);
        self.around().chain(table.map(Vec::as_slice))
    }

    /// Returns the texts that are not in its table.
    pub(super) fn around(&self) -> impl Iterator<Item = &[Inline]> {
        self.caption.iter().chain(&self.unit).chain(&self.note).map(Vec::as_slice)
    }

    /// Says in words what can be seen, for a chart that has no words of its own.
    pub(super) fn described(&self) -> String {
        let kind = match self.kind {
            ChartKind::Bars => "Biểu đồ cột",
            ChartKind::Stacked => "Biểu đồ cột chồng",
        };
        let about = self.caption.as_deref().map(|caption| format!(" {}.", plain::inlines(caption)));
        let unit = self.unit.as_deref().map(|unit| format!(" Đơn vị tính: {}.", plain::inlines(unit)));
        let series = self.series.iter().map(|series| self.series_in_words(series));
        let mut words = format!("{kind}.{}{}", about.unwrap_or_default(), unit.unwrap_or_default());
        for series in series {
            words.push(' ');
            words.push_str(&series);
        }
        words
    }

    /// Says of a series where it starts and ends, and where it is highest and lowest.
    fn series_in_words(&self, series: &Series) -> String {
        let known: Vec<(String, u64)> = self
            .categories
            .iter()
            .zip(&series.values)
            .filter_map(|(category, value)| Some((plain::inlines(category), (*value)?)))
            .collect();
        let say = |(category, value): &(String, u64)| format!("{category} là {}", number(*value));
        let mut parts: Vec<String> = match &known[..] {
            [] => Vec::new(),
            [only] => vec![say(only)],
            [first, .., last] => vec![say(first), say(last)],
        };
        let highest = known.iter().rev().max_by_key(|(_, value)| value);
        let lowest = known.iter().min_by_key(|(_, value)| value);
        if let (Some(highest), Some(lowest)) = (highest, lowest)
            && known.len() > 2
        {
            parts.push(if highest.1 == lowest.1 {
                "không thay đổi".to_owned()
            } else {
                format!("cao nhất {}, thấp nhất {}", say(highest), say(lowest))
            });
        }
        let missing: Vec<String> = self
            .categories
            .iter()
            .zip(&series.values)
            .filter(|(_, value)| value.is_none())
            .map(|(category, _)| plain::inlines(category))
            .collect();
        if !missing.is_empty() {
            parts.push(format!("chưa có số liệu {}", missing.join(", ")));
        }
        format!("{}: {}.", plain::inlines(&series.name), parts.join(", "))
    }
}

fn row(name: &[Inline], values: &[Option<u64>]) -> Vec<Cell> {
    let values = values.iter().map(|value| vec![Inline::Text(value_words(*value))]);
    std::iter::once(name.to_vec()).chain(values).map(Cell::new).collect()
}

fn bold(cell: Cell) -> Cell {
    Cell { bold: true, ..cell }
}

/// Returns a value as the chart and its table print it: `1.234`, or the sign for what is not known.
pub fn value_words(value: Option<u64>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), number)
}

fn number(value: u64) -> String {
    vi::Number::from(value).to_string()
}
