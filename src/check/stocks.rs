//! Stocks: the sheet, its border and the room to sign; the boxes on it are a subject of their own.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{FieldName, Millimetres, Stock};

use super::boxes;
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
        found.extend(a_sheet_has_a_size(stock));
        // Nothing lies on a sheet without a size.
        if [sheet.0, sheet.1].iter().any(|side| side.tenths <= 0) {
            continue;
        }
        found.extend(it_has_fields(view, stock));
        found.extend(the_border_is_on_the_sheet(stock, sheet));
        boxes::check(view, stock, sheet, found);
        found.extend(the_room_to_sign_is_a_length(stock));
        found.extend(there_is_room_to_sign(view, stock));
    }
}

fn a_sheet_has_a_size(stock: &Stock) -> Option<Diagnostic> {
    let side = [&stock.width, &stock.height].into_iter().flatten().find(|side| side.tenths <= 0)?;
    let headline = format!("the sheet of `{}` has no size", stock.id.value);
    Some(Diagnostic::new(Code::BadBox, headline).at(side.span, "expected more than 0 mm"))
}

fn the_room_to_sign_is_a_length(stock: &Stock) -> Option<Diagnostic> {
    let gap = stock.signature_gap.as_ref().filter(|gap| gap.tenths < 0)?;
    let headline = "the room for signature and seal is less than nothing";
    Some(Diagnostic::new(Code::BadBox, headline).at(gap.span, "expected 0 mm or more"))
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
    if let Some(side) = [&frame.width, &frame.height].into_iter().find(|side| side.tenths <= 0) {
        let headline = "the inside of the border has no size";
        return Some(Diagnostic::new(Code::BadBox, headline).at(side.span, "expected more than 0 mm"));
    }
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
