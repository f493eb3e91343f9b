//! What a chart is drawn on: lines, fields and labels.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::prelude::{BLACK, Color, IntoDrawingArea, PathElement, RGBColor, Rectangle, SVGBackend, WHITE};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::label::{self, Anchor, Label};

/// What goes wrong where nothing is written to but a text: nothing.
pub(super) type Fault = DrawingAreaErrorKind<std::io::Error>;

/// A picture that is being drawn.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// A field between two corners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl<'a> Canvas<'a> {
    /// Begins a picture, whose SVG goes to `text`.
    pub(super) fn new(text: &'a mut String, width: u32, height: u32) -> Self {
        Self { area: SVGBackend::with_string(text, (width, height)).into_drawing_area() }
    }

    /// Returns its upper part.
    pub(super) fn upper(&self, height: u32) -> DrawingArea<SVGBackend<'a>, Shift> {
        self.area.split_vertically(height).0
    }

    /// Ends the picture.
    pub(super) fn finish(self) -> Result<(), Fault> {
        self.area.present()
    }

    /// Draws a black line.
    pub(super) fn line(&self, from: (i32, i32), to: (i32, i32), width: u32) -> Result<(), Fault> {
        self.area.draw(&PathElement::new(vec![from, to], BLACK.stroke_width(width)))
    }

    /// Fills a field.
    pub(super) fn field(&self, rect: Rect, colour: RGBColor) -> Result<(), Fault> {
        let corners = [(rect.left, rect.top), (rect.right, rect.bottom)];
        self.area.draw(&Rectangle::new(corners, colour.filled()))
    }

    /// Draws the edge of a field. The crate would give that of a rectangle no width.
    pub(super) fn edge(&self, rect: Rect) -> Result<(), Fault> {
        let Rect { left, top, right, bottom } = rect;
        let corners = vec![(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)];
        self.area.draw(&PathElement::new(corners, BLACK.stroke_width(3)))
    }

    /// Draws a label whose letters stand on the height `y`.
    pub(super) fn text(&self, label: &Label, x: i32, y: i32) -> Result<(), Fault> {
        let side = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
        };
        let style = label.style().pos(Pos::new(side, VPos::Bottom));
        // The crate lifts what stands on a line by half the height of an x, taken as half the size.
        let lift = i32::try_from(label.size / 4).unwrap_or_default();
        self.area.draw_text(&label.text, &style, (x, y + lift))
    }

    /// Draws a label in the middle of a field that is cut out of what is below.
    pub(super) fn text_on_white(&self, label: &Label, x: i32, middle: i32) -> Result<(), Fault> {
        let size = super::pixels(label.size);
        let half = super::pixels(label::width(&label.text, label.size)) / 2 + 4;
        let top = middle - size / 2;
        let field = Rect { left: x - half, top, right: x + half, bottom: top + size };
        self.field(field, WHITE)?;
        self.text(label, x, middle + size / 3)
    }
}
