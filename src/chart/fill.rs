//! The fills of the series: they differ in grey and in hatching, so that a copy of a copy keeps them apart.

use plotters::prelude::{RGBColor, WHITE};

use super::canvas::{Canvas, Fault, Rect};

/// The distance of the lines of a hatching.
const HATCH: i32 = 16;

/// How a bar is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fill {
    Grey(u8),
    Rising,
    Level,
}

/// The fills in the order of the series: those side by side differ most.
const FILLS: [Fill; 6] =
    [Fill::Grey(0x59), Fill::Rising, Fill::Grey(0xD9), Fill::Grey(0x96), Fill::Level, Fill::Grey(0xFF)];

/// Draws the bar of a series.
pub(super) fn bar(canvas: &Canvas, rect: Rect, series: usize) -> Result<(), Fault> {
    match FILLS[series % FILLS.len()] {
        Fill::Grey(grey) => canvas.field(rect, RGBColor(grey, grey, grey))?,
        Fill::Rising => {
            canvas.field(rect, WHITE)?;
            for (from, to) in rising(rect) {
                canvas.line(from, to, 2)?;
            }
        }
        Fill::Level => {
            canvas.field(rect, WHITE)?;
            for y in (rect.top..rect.bottom).filter(|y| y % HATCH == 0) {
                canvas.line((rect.left, y), (rect.right, y), 2)?;
            }
        }
    }
    canvas.edge(rect)
}

/// Returns the lines that rise from left to right through a field, each cut off at its edges.
fn rising(rect: Rect) -> impl Iterator<Item = ((i32, i32), (i32, i32))> {
    // On such a line `x + y` is the same everywhere.
    let sums = (rect.left + rect.top)..(rect.right + rect.bottom);
    sums.filter(|sum| sum % HATCH == 0).map(move |sum| {
        let left = rect.left.max(sum - rect.bottom);
        let right = rect.right.min(sum - rect.top);
        ((left, sum - left), (right, sum - right))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_hatching_stay_in_their_field() {
        let rect = Rect { left: 103, top: 20, right: 151, bottom: 211 };
        let inside = |(x, y): (i32, i32)| (103..=151).contains(&x) && (20..=211).contains(&y);
        assert_eq!(rising(rect).count(), 15);
        assert!(rising(rect).all(|(from, to)| inside(from) && inside(to) && from.0 <= to.0));
    }
}
