//! The boxes of a stock: on the sheet, high enough for their lines, and beside one another.

use std::ops::RangeInclusive;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Field, FieldName, Millimetres, Stock};

use super::ranges::out_of_range;
use super::view::View;

/// Letters in points: smaller ones can't be read, larger ones don't fit any sheet.
const SIZES: RangeInclusive<u32> = 4..=200;
/// The lines of a box.
const LINES: RangeInclusive<u32> = 1..=20;

/// Holds every rule against the boxes of a stock and those that it has from the stock that it is like.
pub(super) fn check(
    view: &View<'_>,
    stock: &Stock,
    sheet: (Millimetres, Millimetres),
    found: &mut Vec<Diagnostic>,
) {
    for field in &stock.fields {
        found.extend(a_box_is_on_the_sheet(stock, field, sheet));
        found.extend(a_box_holds_its_lines(field));
    }
    // A smaller sheet under the boxes of a larger one is one mistake, not one a box.
    let mut others = stock.places(view.inventory).filter(|field| !is_own(stock, field));
    found.extend(others.find_map(|field| a_box_is_on_the_sheet(stock, field, sheet)));
    found.extend(moved_boxes_stay_on_the_sheet(view, stock, sheet));
    found.extend(boxes_stand_beside_one_another(view, stock));
}

/// Answers whether a box can hold letters at all; where not, what is wrong is said of the box.
pub(super) fn is_sound(field: &Field) -> bool {
    [&field.width, &field.height].iter().all(|side| side.tenths > 0)
        && a_box_holds_its_lines(field).is_empty()
}

fn is_own(stock: &Stock, field: &Field) -> bool {
    stock.fields.iter().any(|own| own.span == field.span)
}

fn a_box_is_on_the_sheet(
    stock: &Stock,
    field: &Field,
    (width, height): (Millimetres, Millimetres),
) -> Option<Diagnostic> {
    let name = field.field.as_str();
    let Field { x, y, width: wide, height: high, .. } = field;
    if let Some(side) = [wide, high].into_iter().find(|side| side.tenths <= 0) {
        let headline = format!("the box of `{name}` has no size");
        return Some(Diagnostic::new(Code::BadBox, headline).at(side.span, "expected more than 0 mm"));
    }
    let place = if leaves(x.tenths, wide.tenths, width) {
        x.span
    } else if leaves(y.tenths, high.tenths, height) {
        y.span
    } else {
        return None;
    };
    let headline = format!("the box of `{name}` leaves the sheet of {width} × {height} mm");
    let diagnostic = Diagnostic::new(Code::BadBox, headline).at(place, "");
    Some(if is_own(stock, field) {
        diagnostic
    } else {
        diagnostic.and(stock.id.span, "on this stock, which is like it")
    })
}

/// Answers whether a side that begins somewhere ends outside of the sheet. Lengths are 2 m at most, so they add up.
fn leaves(at: i32, size: i32, of: Millimetres) -> bool {
    at < 0 || at + size > of.tenths
}

/// An offset moves every box that is printed onto the stock; it is told once, with the first box that leaves.
fn moved_boxes_stay_on_the_sheet(
    view: &View<'_>,
    stock: &Stock,
    (width, height): (Millimetres, Millimetres),
) -> Option<Diagnostic> {
    let offset = stock.offset.as_ref()?;
    stock
        .places(view.inventory)
        .filter(|field| !stock.has_printed(field.field.value, view.inventory))
        // What is wrong before it is moved is another mistake.
        .filter(|field| a_box_is_on_the_sheet(stock, field, (width, height)).is_none())
        .find_map(|field| {
            let (x, y) = (&offset.x, &offset.y);
            let (moved, side) = if leaves(field.x.tenths + x.tenths, field.width.tenths, width) {
                (x, &field.x)
            } else if leaves(field.y.tenths + y.tenths, field.height.tenths, height) {
                (y, &field.y)
            } else {
                return None;
            };
            let name = field.field.as_str();
            let headline = format!(
                "moved by {} mm, the box of `{name}` leaves the sheet of {width} × {height} mm",
                moved.value
            );
            Some(
                Diagnostic::new(Code::BadBox, headline)
                    .at(moved.span, "")
                    .and(side.span, "the box begins here"),
            )
        })
}

/// Lines have some air above and below their letters, so boxes may share as much.
const AIR: Millimetres = Millimetres { tenths: 20 };

/// Words that are printed over others can't be read.
fn boxes_stand_beside_one_another(view: &View<'_>, stock: &Stock) -> Vec<Diagnostic> {
    let boxes: Vec<&Field> = stock.places(view.inventory).filter(|field| is_sound(field)).collect();
    let mut found = Vec::new();
    for (index, second) in boxes.iter().enumerate() {
        for first in boxes.iter().take(index) {
            // Two boxes of the stock that this one is like are told there.
            let is_told = !is_own(stock, first) && !is_own(stock, second);
            if is_told || !are_over_one_another(first, second) {
                continue;
            }
            let (own, other) = if is_own(stock, second) { (second, first) } else { (first, second) };
            let headline = format!(
                "the boxes of `{}` and `{}` stand over one another",
                first.field.as_str(),
                second.field.as_str()
            );
            found.push(
                Diagnostic::new(Code::BadBox, headline)
                    .at(own.y.span, format!("`{}`", own.field.as_str()))
                    .and(other.y.span, format!("`{}`, {} mm high", other.field.as_str(), other.height.value))
                    .severity(Severity::Warning),
            );
        }
    }
    found
}

fn are_over_one_another(left: &Field, right: &Field) -> bool {
    let meet =
        |at: i32, size: i32, other: i32, its: i32| (at + size).min(other + its) - at.max(other) > AIR.tenths;
    meet(left.x.tenths, left.width.tenths, right.x.tenths, right.width.tenths)
        && meet(left.y.tenths, left.height.tenths, right.y.tenths, right.height.tenths)
}

/// Lines that stand closer than their letters are high run into one another.
fn a_box_holds_its_lines(field: &Field) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    found.extend(field.size.as_ref().and_then(|size| out_of_range("size", size, SIZES)));
    found.extend(field.lines.as_ref().and_then(|lines| out_of_range("lines", lines, LINES)));
    if field.field.value == FieldName::Emblem || !found.is_empty() {
        return found;
    }
    let (lines, size) = (field.lines(), field.size());
    // A point is 25.4 mm / 72.
    let needed = (i64::from(lines) * i64::from(size) * 2540 + 719) / 720;
    let needed = Millimetres { tenths: i32::try_from(needed).unwrap_or(i32::MAX) };
    if field.height.value < needed && field.height.tenths > 0 {
        let headline = format!("the box of `{}` is too low for its letters", field.field.as_str());
        let label = format!("lines: {lines} at {size} pt need {needed} mm");
        found.push(Diagnostic::new(Code::BadBox, headline).at(field.height.span, label));
    }
    found
}
