//! Numbers that name one thing each: those of documents, and those of recipients in a golden book.
//!
//! A body of the State numbers the documents of each type from 01 on every 1 January, and number and symbol are unique
//! in the year (NĐ 30/2020/NĐ-CP, điều 15 khoản 1). Numbers of the Party run through a term, of which the data says
//! nothing, so there the same number twice in a year is only odd.
//!
//! A unit gives its decisions on awards numbers between those of its other decisions: gaps between them are usual, unless
//! a register says that it has them all. In the golden book of one decision the numbers run from 1 without a gap.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Date, Decision, DocumentRecord, Honour, Id, Style, Unit};
use crate::source::Span;
use crate::yaml::Located;

use super::order::is_before;
use super::view::{View, called};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let series = series(view);
    for (key, numbered) in &series {
        let is_party = is_party(view, key.issuer);
        found.extend(a_number_names_one_document(key, numbered, is_party));
        if !is_party {
            found.extend(later_numbers_have_later_dates(key, numbered));
        }
    }
    for document in view.records.documents.iter().filter(|document| document.complete == Some(true)) {
        found.extend(a_complete_register_has_every_number(
            document,
            &series,
            is_party(view, &document.unit.id),
        ));
    }
    let mut books: BTreeMap<&Id, Vec<&Honour>> = BTreeMap::new();
    for honour in &view.records.honours {
        if let Some(decision) = &honour.decision {
            books.entry(&decision.id).or_default().push(honour);
        }
    }
    for (decision, honours) in books {
        if honours.iter().any(|honour| honour.book_number.is_some()) {
            found.extend(a_golden_book_is_numbered_through(view, decision, &honours));
        }
    }
}

pub(super) fn is_party(view: &View<'_>, unit: &Id) -> bool {
    view.inventory.by_id::<Unit>(unit).is_some_and(|unit| unit.style == Some(Style::Party))
}

/// What shares one run of numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Series<'a> {
    issuer: &'a Id,
    year: u16,
    /// The abbreviation of the type, such as `QĐ`.
    kind: &'a str,
}

/// A document with its number. A decision that is written out is one document, not two.
struct Numbered<'a> {
    id: &'a Id,
    number: &'a Located<u32>,
    date: &'a Located<Date>,
}

fn series<'a>(view: &View<'a>) -> BTreeMap<Series<'a>, Vec<Numbered<'a>>> {
    let records = view.records;
    let mut all: BTreeMap<Series<'a>, Vec<Numbered<'a>>> = BTreeMap::new();
    let mut add = |issuer, kind, id, number: Option<&'a Located<u32>>, date: Option<&'a Located<Date>>| {
        let (Some(number), Some(date)) = (number, date) else { return };
        let Some(year) = date.year else { return };
        all.entry(Series { issuer, year, kind }).or_default().push(Numbered { id, number, date });
    };
    for decision in &records.decisions {
        add(&decision.issuer.id, "QĐ", &decision.id.value, decision.number.as_ref(), decision.date.as_ref());
    }
    for submission in &records.submissions {
        let (number, date) = (submission.number.as_ref(), submission.date.as_ref());
        add(&submission.unit.id, "TTr", &submission.id.value, number, date);
    }
    for document in records.documents.iter().filter(|document| is_its_own(document)) {
        let held = || view.find(document.conference.as_ref()?)?.date.as_ref();
        let date = document.date.as_ref().or_else(held);
        let kind = match document.template.as_str() {
            // Statistics are sent as a report, with the number of one.
            "report" | "annual-report" | "statistics" => "BC",
            "minutes" => "BB",
            "letter" => "thư",
            // What a template of the project's own makes of a number, nobody knows.
            _ => continue,
        };
        add(&document.unit.id, kind, &document.id.value, document.number.as_ref(), date);
    }
    for numbered in all.values_mut() {
        numbered.sort_by_key(|numbered| numbered.number.value);
    }
    all
}

/// Answers whether a document has a number of its own, and not that of the decision or submission that it writes out.
fn is_its_own(document: &DocumentRecord) -> bool {
    document.decision.is_none() && document.submission.is_none()
}

fn a_number_names_one_document(
    key: &Series<'_>,
    numbered: &[Numbered<'_>],
    is_party: bool,
) -> Vec<Diagnostic> {
    let pairs = numbered.windows(2).filter(|pair| pair[0].number.value == pair[1].number.value);
    pairs
        .map(|pair| {
            let [first, second] = in_order_of_the_text(&pair[0], &pair[1]);
            let headline = format!(
                "`{}` and `{}` of `{}` both have the number {} of {}",
                first.id, second.id, key.issuer, second.number.value, key.year
            );
            let diagnostic = Diagnostic::new(Code::DuplicateNumber, headline)
                .at(second.number.span, "given again")
                .and(first.number.span, "first given here");
            if is_party {
                diagnostic.severity(Severity::Warning).note("numbers of the Party run through a term")
            } else {
                diagnostic.note("number and symbol are unique in a year (NĐ 30/2020/NĐ-CP, điều 15)")
            }
        })
        .collect()
}

fn in_order_of_the_text<'a, 'b>(left: &'b Numbered<'a>, right: &'b Numbered<'a>) -> [&'b Numbered<'a>; 2] {
    if left.number.span <= right.number.span { [left, right] } else { [right, left] }
}

fn later_numbers_have_later_dates(key: &Series<'_>, numbered: &[Numbered<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut latest: Option<&Numbered<'_>> = None;
    for next in numbered {
        match latest {
            Some(last)
                if is_before(next.date.value, last.date.value) && next.number.value > last.number.value =>
            {
                let headline = format!(
                    "`{}` has the number {} and is of {}, but number {} of `{}` is of {}",
                    next.id,
                    next.number.value,
                    next.date.value,
                    last.number.value,
                    key.issuer,
                    last.date.value
                );
                found.push(
                    Diagnostic::new(Code::WrongOrder, headline)
                        .at(next.date.span, format!("number {}", next.number.value))
                        .and(last.date.span, format!("number {}", last.number.value))
                        .note("numbers are given in the order of signing")
                        .severity(Severity::Warning),
                );
            }
            Some(last) if is_before(next.date.value, last.date.value) => {}
            _ => latest = Some(next),
        }
    }
    found
}

/// The numbers of the State begin with 1 each year, those of the Party somewhere in a term.
fn a_complete_register_has_every_number(
    document: &DocumentRecord,
    series: &BTreeMap<Series<'_>, Vec<Numbered<'_>>>,
    is_party: bool,
) -> Vec<Diagnostic> {
    let Some(years) = &document.period else { return Vec::new() };
    let mut runs: BTreeMap<u16, Vec<&Located<u32>>> = BTreeMap::new();
    for (key, numbered) in series {
        if *key.issuer == document.unit.id && key.kind == "QĐ" && years.contains(key.year) {
            let run = if is_party { 0 } else { key.year };
            runs.entry(run).or_default().extend(numbered.iter().map(|one| one.number));
        }
    }
    runs.into_iter()
        .filter_map(|(year, numbers)| {
            let last = numbers.iter().max_by_key(|number| number.value)?;
            let first = if is_party { numbers.iter().map(|number| number.value).min()? } else { 1 };
            let given: Vec<(u32, u32)> = numbers.iter().map(|number| (number.value, number.value)).collect();
            let missing = gaps(first, &given)?;
            let of = if is_party { String::new() } else { format!(" of {year}") };
            let headline = format!(
                "the register `{}` is complete, but there is no decision{of} with the number {missing}",
                document.id.value
            );
            Some(
                Diagnostic::new(Code::NumberGap, headline)
                    .at(years.span, "")
                    .and(last.span, "the last number")
                    .help("add the missing decisions, or take `complete` out"),
            )
        })
        .collect()
}

/// Returns what is missing between a number and the last of some ranges: `3, 7–9`.
fn gaps(from: u32, ranges: &[(u32, u32)]) -> Option<String> {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    let mut missing = Vec::new();
    let mut next = from;
    for (first, last) in ranges {
        match first.checked_sub(next) {
            None | Some(0) => {}
            Some(1) => missing.push(next.to_string()),
            Some(_) => missing.push(format!("{next}–{}", first - 1)),
        }
        next = next.max(last.saturating_add(1));
    }
    (!missing.is_empty()).then(|| missing.join(", "))
}

fn a_golden_book_is_numbered_through(view: &View<'_>, decision: &Id, honours: &[&Honour]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut ranges = Vec::new();
    let mut given: HashMap<u32, Span> = HashMap::new();
    for honour in honours {
        let Some(number) = &honour.book_number else {
            let called = called(honour);
            let headline =
                format!("{} has no golden-book number, but others of `{decision}` have", called.name);
            found.push(
                Diagnostic::new(Code::NumberGap, headline)
                    .at(called.span, "")
                    .help("give `book-number` to every honour of a decision, or to none")
                    .severity(Severity::Error),
            );
            continue;
        };
        let count = u32::try_from(honour.recipients().count()).unwrap_or(u32::MAX);
        let last = number.value.saturating_add(count.saturating_sub(1));
        for value in (number.value..=last).take(honour.recipients().count()) {
            if let Some(first) = given.get(&value) {
                let headline = format!("the golden book of `{decision}` has the number {value} twice");
                found.push(
                    Diagnostic::new(Code::DuplicateNumber, headline)
                        .at(number.span, "given again")
                        .and(*first, "first given here")
                        .note("each recipient of an honour takes a number, counting on from the first"),
                );
                break;
            }
            given.insert(value, number.span);
        }
        ranges.push((number.value, last));
    }
    let is_counted = view
        .records
        .tallies
        .iter()
        .any(|tally| tally.decision.as_ref().is_some_and(|link| link.id == *decision));
    // Those who are only counted take numbers as well, and nobody knows which.
    if found.is_empty() && !is_counted {
        found.extend(gaps(1, &ranges).and_then(|missing| gap_in_the_book(view, decision, honours, &missing)));
    }
    found
}

/// The data may know only some recipients of a decision; where a document lists them all, none may be missing.
fn gap_in_the_book(view: &View<'_>, decision: &Id, honours: &[&Honour], missing: &str) -> Option<Diagnostic> {
    let last = honours.iter().filter_map(|honour| honour.book_number.as_ref()).max_by_key(|it| it.value)?;
    let printed = view.inventory.by_id::<Decision>(decision).is_some_and(|record| {
        view.records.documents.iter().any(|document| super::registers::lists(document, record))
    });
    let headline = format!("the golden book of `{decision}` has nobody under the number {missing}");
    let diagnostic = Diagnostic::new(Code::NumberGap, headline).at(last.span, "the last number");
    Some(if printed { diagnostic.severity(Severity::Error) } else { diagnostic })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_named_as_ranges() {
        for (ranges, expected) in [
            (&[(1, 3), (4, 4)][..], None),
            (&[(2, 3)], Some("1")),
            (&[(9, 12), (1, 2), (4, 5)], Some("3, 6–8")),
            (&[(1, 5), (2, 2), (7, 7)], Some("6")),
            (&[(0, 0), (1, 1)], None),
        ] {
            assert_eq!(gaps(1, ranges).as_deref(), expected, "{ranges:?}");
        }
    }
}
