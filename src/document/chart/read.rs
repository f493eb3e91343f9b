//! The named block `chart`.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::Spanned;

use super::super::named::{Place, Words, decode};
use super::super::{Block, Problem};
use super::{Chart, ChartKind, Series};

/// The fills that can be told apart on a black-and-white copy.
const MOST_SERIES: usize = 6;

/// More groups of bars than these leave no room for what they are called.
const MOST_CATEGORIES: usize = 24;

/// The largest value: up to here nothing overflows that is added up or drawn.
pub const LARGEST_VALUE: u64 = 999_999_999_999;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Content {
    kind: ChartKind,
    #[serde(default)]
    caption: Option<Words>,
    #[serde(default)]
    unit: Option<Words>,
    #[serde(default)]
    head: Option<Words>,
    categories: Vec<Words>,
    series: Vec<Spanned<SeriesContent>>,
    #[serde(default)]
    total: Option<Words>,
    #[serde(default)]
    note: Option<Words>,
    #[serde(default)]
    alt: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SeriesContent {
    name: Words,
    values: Vec<Value>,
}

/// A count, or `null`; not an `Option<u64>`, whose message says nothing about what is expected.
struct Value(Option<u64>);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a whole number from 0, or `null` for what is not known")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value(Some(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        let count = u64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))?;
        Ok(Value(Some(count)))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value(None))
    }
}

/// Reads a chart; without `alt` it is described by its numbers.
pub(in super::super) fn chart(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    let content: Content = decode(yaml, place)?;
    let problems = problems(&content, place);
    if !problems.is_empty() {
        return Err(problems);
    }
    let words = |words: Option<Words>| words.map(|words| words.0);
    let series = content.series.into_iter().map(|series| series.value);
    let mut chart = Chart {
        kind: content.kind,
        caption: words(content.caption),
        unit: words(content.unit),
        head: words(content.head).unwrap_or_default(),
        categories: content.categories.into_iter().map(|words| words.0).collect(),
        series: series.map(SeriesContent::into_series).collect(),
        total: words(content.total),
        note: words(content.note),
        alt: content.alt.unwrap_or_default(),
    };
    if chart.alt.is_empty() {
        chart.alt = chart.described();
    }
    Ok(Block::Chart(chart))
}

impl SeriesContent {
    fn into_series(self) -> Series {
        Series { name: self.name.0, values: self.values.into_iter().map(|value| value.0).collect() }
    }
}

fn problems(content: &Content, place: Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    let count = content.categories.len();
    if !(1..=MOST_CATEGORIES).contains(&count) {
        problems.push(place.problem(0, format!("{count} categories, expected 1 to {MOST_CATEGORIES}")));
    }
    let count = content.series.len();
    if !(1..=MOST_SERIES).contains(&count) {
        problems.push(place.problem(0, format!("{count} series, expected 1 to {MOST_SERIES}")));
    }
    for series in &content.series {
        let line = series.referenced.line();
        let values = &series.value.values;
        if values.len() != content.categories.len() {
            let message = format!("{} values for {} categories", values.len(), content.categories.len());
            problems.push(Problem {
                help: Some("write `null` for a value that is not known".to_owned()),
                ..place.problem(line, message)
            });
        }
        if let Some(large) = values.iter().filter_map(|value| value.0).find(|value| *value > LARGEST_VALUE) {
            problems.push(place.problem(line, format!("the value {large} is larger than {LARGEST_VALUE}")));
        }
    }
    let mut known = content.series.iter().flat_map(|series| &series.value.values);
    if problems.is_empty() && !known.any(|value| value.0.is_some()) {
        problems.push(place.problem(0, "no value of the chart is known"));
    }
    if content.alt.as_ref().is_some_and(|alt| alt.trim().is_empty()) {
        problems.push(Problem {
            help: Some("say what can be seen, or leave `alt` out: then the numbers are told".to_owned()),
            ..place.problem(0, "the text for those who can't see the chart is empty")
        });
    }
    problems
}
