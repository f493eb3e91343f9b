//! A chart of a document as SVG, drawn once for every format.
//!
//! The picture is made for paper: black on white, greys and hatching that a copier keeps apart, letters of the kind and
//! size of the text. Its unit is a tenth of a millimetre where it is as wide as the text of a page, 165 mm. The same
//! chart always gives the same bytes: no clock, no font and no file is asked.

mod bars;
mod canvas;
mod fill;
mod label;
mod legend;

use plotters::prelude::{ChartBuilder, Color, RGBColor, TRANSPARENT};

use crate::document::{Chart, ChartKind, value_words};
use canvas::{Canvas, Fault};
use label::{Anchor, Label};
use legend::Legend;

/// How wide every chart is.
const WIDTH: u32 = 1650;

/// How high the highest bar is.
const PLOT: u32 = 480;

/// The room above it: for its value, and above that for the unit.
const ABOVE: u32 = 100;

/// The least room at the left, for the numbers of the scale.
const SCALE: u32 = 60;

/// The lines of the scale.
const LINE: RGBColor = RGBColor(0xC8, 0xC8, 0xC8);

/// The most steps of the scale.
const STEPS: u64 = 5;

/// The lines of a name below its bars.
const NAME_LINES: usize = 3;

/// Draws a chart.
///
/// # Panics
///
/// If the crate that draws fails, which has no reason to where it writes to a text.
pub fn svg(chart: &Chart) -> String {
    let mut text = String::new();
    draw(chart, &mut text).expect("a text takes any drawing");
    text
}

fn draw(chart: &Chart, text: &mut String) -> Result<(), Fault> {
    let top = end_of_scale(highest(chart));
    let scale = SCALE.max(label::width(&value_words(Some(top)), label::SIZE) + 30);
    let room = (WIDTH - scale) / count(chart.categories.len());
    let names: Vec<Vec<String>> = chart
        .categories
        .iter()
        .map(|name| label::wrapped(name, room.saturating_sub(10), NAME_LINES))
        .collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or_default();
    let below = 20 + label::PITCH * count(lines);
    let legend = Legend::new(chart, WIDTH);
    let canvas = Canvas::new(text, WIDTH, ABOVE + PLOT + below + legend.height());

    let mut plot = ChartBuilder::on(&canvas.upper(ABOVE + PLOT))
        .margin_top(ABOVE)
        .y_label_area_size(scale)
        .build_cartesian_2d(0..1, 0..top)?;
    plot.configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .x_labels(2)
        // One more than there are: with that the crate finds the steps that `end_of_scale` counts.
        .y_labels(6)
        .y_label_formatter(&|value| value_words(Some(*value)))
        .label_style(label::font())
        .axis_style(TRANSPARENT)
        .light_line_style(TRANSPARENT)
        .bold_line_style(LINE.stroke_width(2))
        .set_all_tick_mark_size(8)
        .draw()?;
    let height = |value: u64| plot.backend_coord(&(0, value)).1;

    let places = (0..chart.categories.len()).map(|at| pixels(scale + room * count(at)));
    let room = pixels(room);
    for ((at, left), name) in places.enumerate().zip(&names) {
        match chart.kind {
            ChartKind::Bars => bars::group(&canvas, chart, at, left, room, &height)?,
            ChartKind::Stacked => bars::stack(&canvas, chart, at, left, room, &height)?,
        }
        for (line, words) in name.iter().enumerate() {
            let y = height(0) + pixels(15 + label::PITCH * count(line) + label::SIZE);
            canvas.text(&Label::new(words, Anchor::Middle), left + room / 2, y)?;
        }
    }
    canvas.line((pixels(scale), height(0)), (pixels(WIDTH), height(0)), 4)?;
    if let Some(unit) = &chart.unit {
        let unit = label::shortened(&label::plain(unit), WIDTH, label::SIZE);
        canvas.text(&Label::new(&unit, Anchor::Start).italic(), 0, pixels(label::SIZE))?;
    }
    legend.draw(&canvas, pixels(ABOVE + PLOT + below))?;
    canvas.finish()
}

/// Returns the round number at which a scale ends that reaches up to a value: some steps of 1, 2, 5, 10, 20…
fn end_of_scale(highest: u64) -> u64 {
    let powers = std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
    let mut steps = powers.flat_map(|power| [power, power.saturating_mul(2), power.saturating_mul(5)]);
    let step = steps.find(|step| highest.div_ceil(*step) <= STEPS).unwrap_or(highest);
    highest.div_ceil(step) * step
}

/// Returns what the highest bar shows; a scale has to end above zero.
fn highest(chart: &Chart) -> u64 {
    let values = || chart.series.iter().flat_map(|series| &series.values).flatten().copied();
    let highest = match chart.kind {
        ChartKind::Bars => values().max(),
        ChartKind::Stacked => (0..chart.categories.len()).map(|at| bars::known_sum(chart, at)).max(),
    };
    highest.unwrap_or_default().max(1)
}

/// Numbers of things in a chart are small: the reader of the block sees to that.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A length as a place of the crate that draws.
fn pixels(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_number() {
        for (highest, end) in [(1, 1), (5, 5), (6, 6), (38, 40), (55, 60), (101, 150), (1_600, 2_000)] {
            assert_eq!(end_of_scale(highest), end, "{highest}");
        }
    }
}
