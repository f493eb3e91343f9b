//! Tables: columns, rows, and cells that may span several of each.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Inline, blank};

/// A table.
///
/// Its cells fill every row exactly; no cell reaches beyond its part of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: Option<Vec<Inline>>,
    /// The columns; at least one.
    pub columns: Vec<Column>,
    /// The rows that are repeated on every page.
    pub head: Vec<Vec<Cell>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// The totals, at the end of the last page only.
    pub foot: Vec<Vec<Cell>>,
    /// The size of its letters in points; `None` for that of the text.
    pub size: Option<f64>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Column {
    /// How wide it is.
    #[serde(default)]
    pub width: Width,
    /// Where its text stands; `None` leaves that to the layout.
    #[serde(default)]
    pub align: Option<Align>,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Width {
    /// As wide as its text needs.
    #[default]
    Auto,
    /// A share of the space that is left.
    Fraction(f64),
    /// So many millimetres.
    Millimetres(f64),
}

/// Where the text of a column or cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The words.
    pub content: Vec<Inline>,
    /// How many columns it takes.
    pub span: NonZeroU32,
    /// How many rows it takes.
    pub rows: NonZeroU32,
    /// Where its text stands, if not as in its column.
    pub align: Option<Align>,
    /// Whether its text is bold.
    pub bold: bool,
}

impl Table {
    /// Returns the caption and the text of each cell, in reading order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[Inline]> {
        let cells = self.head.iter().chain(&self.rows).chain(&self.foot).flatten();
        self.caption.iter().chain(cells.map(|cell| &cell.content)).map(Vec::as_slice)
    }
}

impl Cell {
    /// Makes a cell of one column and one row.
    pub fn new(content: Vec<Inline>) -> Self {
        Self { content, span: NonZeroU32::MIN, rows: NonZeroU32::MIN, align: None, bold: false }
    }
}

/// A text that is not the width of a column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid width `{0}`, expected `auto`, a share like `2fr` or millimetres like `12mm`")]
pub struct InvalidWidth(String);

impl FromStr for Width {
    type Err = InvalidWidth;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let width = if text == "auto" {
            Some(Self::Auto)
        } else if let Some(share) = text.strip_suffix("fr") {
            positive_decimal(share).map(Self::Fraction)
        } else {
            text.strip_suffix("mm").and_then(positive_decimal).map(Self::Millimetres)
        };
        width.ok_or_else(|| InvalidWidth(text.to_owned()))
    }
}

/// Reads what is plainly a number above zero: no sign, no exponent, no `inf`.
fn positive_decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = plain.then(|| text.parse().ok())??;
    (number > 0.0 && number.is_finite()).then_some(number)
}

impl<'de> Deserialize<'de> for Width {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

/// Reads a cell from a text or from a mapping with more about it.
///
/// Not an untagged enum, whose only message is that nothing fits. A number is refused: YAML has
/// read it before we see it, and `010` or `1.50` would print as something else.
struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("text in quotes, or a mapping with `text`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell, E> {
        words(text).map(Cell::new)
    }

    fn visit_unit<E: Error>(self) -> Result<Cell, E> {
        Ok(Cell::new(Vec::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
        let fields = CellFields::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Cell {
            content: words(&fields.text)?,
            span: fields.span,
            rows: fields.rows,
            align: fields.align,
            bold: fields.bold,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CellFields {
    text: String,
    #[serde(default = "one", deserialize_with = "count")]
    span: NonZeroU32,
    #[serde(default = "one", deserialize_with = "count")]
    rows: NonZeroU32,
    #[serde(default)]
    align: Option<Align>,
    #[serde(default)]
    bold: bool,
}

fn one() -> NonZeroU32 {
    NonZeroU32::MIN
}

fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NonZeroU32, D::Error> {
    let number = u32::deserialize(deserializer)?;
    let unexpected = Unexpected::Unsigned(number.into());
    NonZeroU32::new(number).ok_or_else(|| D::Error::invalid_value(unexpected, &"1 or more"))
}

/// Splits a text of a named block into words and blanks.
pub(super) fn words<E: Error>(text: &str) -> Result<Vec<Inline>, E> {
    blank::split(text).map_err(E::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_plain_positive_numbers_with_a_unit() {
        let good =
            [("auto", Width::Auto), ("1fr", Width::Fraction(1.0)), ("12.5mm", Width::Millimetres(12.5))];
        for (text, width) in good {
            assert_eq!(text.parse(), Ok(width));
        }
        for text in ["", "fr", "0mm", "-1fr", "1e3mm", "inffr", "12", "12pt", "1.2.3mm", "1 fr"] {
            assert_eq!(text.parse::<Width>(), Err(InvalidWidth(text.to_owned())));
        }
    }
}
