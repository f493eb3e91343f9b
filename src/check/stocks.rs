//! Stocks: every box lies on the sheet and holds its lines.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Field, FieldName, Millimetres, Stock};

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for stock in &view.records.stocks {
        found.extend(it_is_not_like_itself(view, stock));
        found.extend(each_field_has_one_box(stock));
        // What is taken from a stock that could not be read is not missing.
        if stock.lineage(view.inventory).last().is_some_and(|last| last.like.is_some()) {
            continue;
        }
        let Some(sheet) = stock.sheet(view.inventory) else {
            let headline = "a stock needs the keys `width` and `height`";
            found.push(
                Diagnostic::new(Code::MissingKey, headline)
                    .at(stock.id.span, "")
                    .help("or name the stock that has the same with `like`"),
            );
            continue;
        };
        found.extend(it_has_fields(view, stock));
        found.extend(the_border_is_on_the_sheet(stock, sheet));
        for field in &stock.fields {
            found.extend(a_box_is_on_the_sheet(stock, field, sheet));
            found.extend(a_box_holds_its_lines(field));
        }
        // A smaller sheet under the boxes of a larger one is one mistake, not one a box.
        let mut others = stock.places(view.inventory).filter(|field| !is_own(stock, field));
        found.extend(others.find_map(|field| a_box_is_on_the_sheet(stock, field, sheet)));
        found.extend(there_is_room_to_sign(view, stock));
    }
}

fn is_own(stock: &Stock, field: &Field) -> bool {
    stock.fields.iter().any(|own| own.span == field.span)
}

fn it_is_not_like_itself(view: &View<'_>, stock: &Stock) -> Option<Diagnostic> {
    let link = stock.like.as_ref()?;
    let way: Vec<&Stock> = stock.lineage(view.inventory).collect();
    let leads_back = way.last()?.like.as_ref().is_some_and(|further| further.id == stock.id.value);
    leads_back.then(|| {
        let way: Vec<&str> = way.into_iter().map(|stock| stock.id.as_str()).collect();
        Diagnostic::new(Code::Cycle, format!("the stock `{}` is like itself", stock.id.value))
            .at(link.span, "")
            .note(format!("{} → {}", way.join(" → "), stock.id.value))
            .help("one of them needs all keys of its own")
    })
}

fn each_field_has_one_box(stock: &Stock) -> Vec<Diagnostic> {
    let mut first = HashMap::new();
    let mut again = Vec::new();
    for field in &stock.fields {
        let name = field.field.value;
        match first.get(&name) {
            Some(place) => again.push(
                Diagnostic::new(Code::ListedTwice, format!("the field `{}` has two boxes", name.as_str()))
                    .at(field.field.span, "")
                    .and(*place, "the first one")
                    .help("keep one of the two"),
            ),
            None => drop(first.insert(name, field.field.span)),
        }
    }
    again
}

fn it_has_fields(view: &View<'_>, stock: &Stock) -> Option<Diagnostic> {
    stock
        .places(view.inventory)
        .next()
        .is_none()
        .then(|| Diagnostic::new(Code::MissingKey, "a stock needs the key `fields`").at(stock.id.span, ""))
}

fn the_border_is_on_the_sheet(
    stock: &Stock,
    (width, height): (Millimetres, Millimetres),
) -> Option<Diagnostic> {
    let frame = stock.frame.as_ref()?;
    let place = if frame.width.value > width {
        frame.width.span
    } else if frame.height.value > height {
        frame.height.span
    } else {
        return None;
    };
    let headline = format!("the inside of the border is larger than the sheet of {width} × {height} mm");
    Some(Diagnostic::new(Code::BadBox, headline).at(place, ""))
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
    let leaves = |at: i32, size: i32, of: Millimetres| at < 0 || at + size > of.tenths;
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

/// Lines that stand closer than their letters are high run into one another.
fn a_box_holds_its_lines(field: &Field) -> Option<Diagnostic> {
    if field.field.value == FieldName::Emblem {
        return None;
    }
    let name = field.field.as_str();
    let (lines, size) = (i32::from(field.lines()), i32::from(field.size()));
    if let Some(number) = [&field.lines, &field.size].into_iter().flatten().find(|number| number.value == 0) {
        let headline = format!("the box of `{name}` holds no letters");
        return Some(Diagnostic::new(Code::BadBox, headline).at(number.span, "expected 1 or more"));
    }
    // A point is 25.4 mm / 72.
    let needed = Millimetres { tenths: (lines * size * 2540 + 719) / 720 };
    (field.height.value < needed).then(|| {
        let headline = format!("the box of `{name}` is too low for its letters");
        let label = format!("lines: {lines} at {size} pt need {needed} mm");
        Diagnostic::new(Code::BadBox, headline).at(field.height.span, label)
    })
}

fn there_is_room_to_sign(view: &View<'_>, stock: &Stock) -> Option<Diagnostic> {
    let place = |name| stock.place(name, view.inventory);
    let (gap, above, below) =
        (stock.gap(view.inventory)?, place(FieldName::Signer)?, place(FieldName::SignerName)?);
    let room = Millimetres { tenths: below.y.tenths - above.y.tenths - above.height.tenths };
    (room < gap).then(|| {
        let headline = format!(
            "there are {room} mm for signature and seal on `{}`, but there should be {gap} mm",
            stock.id.value
        );
        Diagnostic::new(Code::BadBox, headline)
            .at(below.y.span, "the name begins here")
            .and(
                above.y.span,
                format!("what stands above it begins here and is {} mm high", above.height.value),
            )
            .severity(Severity::Warning)
    })
}
