//! Numbers that are within what there can be.

use std::ops::RangeInclusive;

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Located;

use super::view::View;

/// Numbers of documents, and places in a golden book, begin with 1.
const NUMBERS: RangeInclusive<u32> = 1..=u32::MAX;
/// A campaign of more than a hundred years is a slip of the pen.
const MONTHS: RangeInclusive<u32> = 1..=1200;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    let decisions = records.decisions.iter().map(|decision| &decision.number);
    let submissions = records.submissions.iter().map(|submission| &submission.number);
    let documents = records.documents.iter().map(|document| &document.number);
    for number in decisions.chain(submissions).chain(documents).flatten() {
        found.extend(out_of_range("number", number, NUMBERS));
    }
    for number in records.honours.iter().filter_map(|honour| honour.book_number.as_ref()) {
        found.extend(out_of_range("book-number", number, NUMBERS));
    }
    for months in records.campaigns.iter().filter_map(|campaign| campaign.months.as_ref()) {
        found.extend(out_of_range("months", months, MONTHS));
    }
}

/// Says that a number is smaller or larger than it can be.
pub(super) fn out_of_range<T: Copy + Into<u32>>(
    key: &str,
    number: &Located<T>,
    range: RangeInclusive<u32>,
) -> Option<Diagnostic> {
    let value: u32 = number.value.into();
    (!range.contains(&value)).then(|| {
        let (least, most) = range.into_inner();
        let expected = match most {
            u32::MAX => format!("expected {least} or more"),
            _ => format!("expected {least} to {most}"),
        };
        Diagnostic::new(Code::OutOfRange, format!("`{key}: {value}` is out of range"))
            .at(number.span, expected)
    })
}
