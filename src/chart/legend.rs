//! The legend: which fill is which series.

use crate::document::Chart;

use super::canvas::{Canvas, Fault, Rect};
use super::label::{self, Anchor, Label};
use super::{count, fill, pixels};

/// The field before a name.
const FIELD: u32 = 56;

/// From the field to the name.
const GAP: u32 = 14;

/// From one name to the next field.
const BETWEEN: u32 = 60;

/// From row to row.
const ROW: u32 = 56;

/// The names of the series in rows, as many in each as it has room for.
pub(super) struct Legend {
    width: u32,
    rows: Vec<Vec<(usize, String)>>,
}

impl Legend {
    /// Arranges the names of a chart; a single series needs none, since the caption says what it is.
    pub(super) fn new(chart: &Chart, width: u32) -> Self {
        let mut rows: Vec<Vec<(usize, String)>> = Vec::new();
        let several = chart.series.len() > 1;
        for (index, series) in chart.series.iter().enumerate().filter(|_| several) {
            let name = label::shortened(&label::plain(&series.name), width - FIELD - GAP, label::SIZE);
            let entry = (index, name);
            match rows.last_mut() {
                Some(row) if row_width(row) + BETWEEN + entry_width(&entry.1) <= width => row.push(entry),
                _ => rows.push(vec![entry]),
            }
        }
        Self { width, rows }
    }

    /// Returns the room that it takes.
    pub(super) fn height(&self) -> u32 {
        let above = if self.rows.is_empty() { 0 } else { 14 };
        above + ROW * count(self.rows.len())
    }

    /// Draws it below the height `top`, each row in the middle.
    pub(super) fn draw(&self, canvas: &Canvas, top: i32) -> Result<(), Fault> {
        for (row, at) in self.rows.iter().zip(0..) {
            let mut x = pixels((self.width - row_width(row)) / 2);
            let line = top + 14 + pixels(ROW) * at + 34;
            for (index, name) in row {
                let rect = Rect { left: x, top: line - 28, right: x + pixels(FIELD), bottom: line + 2 };
                fill::bar(canvas, rect, *index)?;
                canvas.text(&Label::new(name, Anchor::Start), x + pixels(FIELD + GAP), line)?;
                x += pixels(entry_width(name) + BETWEEN);
            }
        }
        Ok(())
    }
}

fn entry_width(name: &str) -> u32 {
    FIELD + GAP + label::width(name, label::SIZE)
}

fn row_width(row: &[(usize, String)]) -> u32 {
    row.iter().map(|(_, name)| entry_width(name)).sum::<u32>() + BETWEEN * count(row.len().saturating_sub(1))
}
