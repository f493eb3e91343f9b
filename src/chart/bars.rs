//! The bars of one category.

use crate::document::{Chart, value_words};

use super::canvas::{Canvas, Fault, Rect};
use super::label::{self, Anchor, Label};
use super::{fill, pixels};

/// The widest bar that still looks like one.
const WIDEST: i32 = 150;

/// The sizes of values to try, from ten points down to seven.
const SIZES: [u32; 3] = [label::SIZE, 30, 25];

/// Draws the series side by side, each with its value above it.
pub(super) fn group(
    canvas: &Canvas,
    chart: &Chart,
    at: usize,
    left: i32,
    room: i32,
    height: &impl Fn(u64) -> i32,
) -> Result<(), Fault> {
    let count = i32::try_from(chart.series.len()).unwrap_or(1);
    let pitch = (room * 4 / 5 / count).min(WIDEST);
    let gap = if pitch > 40 { 8 } else { 0 };
    let size = size_of_values(chart, pitch);
    let mut x = left + (room - pitch * count) / 2;
    for (index, series) in chart.series.iter().enumerate() {
        let value = series.values[at];
        let top = height(value.unwrap_or_default());
        if let Some(size) = size {
            above(canvas, value, size, x + pitch / 2, top)?;
        }
        if value.is_some_and(|value| value > 0) {
            let rect = Rect { left: x + gap / 2, top, right: x + pitch - gap / 2, bottom: height(0) };
            fill::bar(canvas, rect, index)?;
        }
        x += pitch;
    }
    Ok(())
}

/// Draws the series one upon the other, the sum above them if all of them are known.
pub(super) fn stack(
    canvas: &Canvas,
    chart: &Chart,
    at: usize,
    left: i32,
    room: i32,
    height: &impl Fn(u64) -> i32,
) -> Result<(), Fault> {
    let width = (room * 3 / 5).min(WIDEST);
    let middle = left + room / 2;
    let size = size_of_values(chart, room);
    let mut below = 0;
    for (index, series) in chart.series.iter().enumerate() {
        let Some(value) = series.values[at].filter(|value| *value > 0) else { continue };
        let (top, bottom) = (height(below + value), height(below));
        let rect = Rect { left: middle - width / 2, top, right: middle + width / 2, bottom };
        fill::bar(canvas, rect, index)?;
        let words = Label::new(&value_words(Some(value)), Anchor::Middle);
        let fits = |size: &u32| {
            bottom - top > pixels(*size) + 8 && pixels(label::width(&words.text, *size)) + 12 < width
        };
        if let Some(size) = SIZES.into_iter().find(fits) {
            canvas.text_on_white(&words.sized(size), middle, i32::midpoint(top, bottom))?;
        }
        below += value;
    }
    if let Some(size) = size {
        above(canvas, chart.sums()[at], size, middle, height(below))?;
    }
    Ok(())
}

/// Draws a value above its bar, on a field that the lines of the scale don't cross.
fn above(canvas: &Canvas, value: Option<u64>, size: u32, x: i32, top: i32) -> Result<(), Fault> {
    let words = Label::new(&value_words(value), Anchor::Middle).sized(size);
    canvas.text_on_white(&words, x, top - 8 - pixels(size) / 3)
}

/// Returns the sum of what is known in a category.
pub(super) fn known_sum(chart: &Chart, at: usize) -> u64 {
    chart.series.iter().filter_map(|series| series.values[at]).sum()
}

/// Returns the largest size at which every value has room; `None` if none is small enough: the table tells them.
fn size_of_values(chart: &Chart, room: i32) -> Option<u32> {
    let sums = chart.sums();
    let values = chart.series.iter().flat_map(|series| &series.values).chain(&sums);
    let longest = values.map(|value| value_words(*value)).max_by_key(|words| label::width(words, 1000))?;
    SIZES.into_iter().find(|size| pixels(label::width(&longest, *size)) <= room)
}
