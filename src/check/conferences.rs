//! Conferences: attendance, chair and secretary.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Attendance, Conference};
use crate::yaml::Located;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for conference in &view.records.conferences {
        found.extend(the_chair_is_not_the_secretary(conference));
        if let Some(attendance) = &conference.attendance {
            found.extend(somebody_is_there(attendance));
            found.extend(no_more_are_present_than_belong(attendance));
            found.extend(the_absent_are_not_there(attendance));
            found.extend(guests_are_some_of_those_present(conference, attendance));
        }
    }
}

pub(super) fn impossible(headline: String, count: &Located<u32>, label: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ImpossibleCount, headline).at(count.span, label)
}

fn the_chair_is_not_the_secretary(conference: &Conference) -> Option<Diagnostic> {
    let (chair, secretary) = (conference.presidium.first()?, conference.secretary.as_ref()?);
    (chair.id == secretary.id).then(|| {
        let headline = format!("`{}` is both chair and secretary of `{}`", chair.id, conference.id.value);
        Diagnostic::new(Code::SamePerson, headline)
            .at(secretary.span, "the secretary")
            .and(chair.span, "the chair")
    })
}

fn somebody_is_there(attendance: &Attendance) -> Option<Diagnostic> {
    let zero = |count: &Located<u32>| count.value == 0;
    match &attendance.total {
        Some(total) if zero(total) => Some(impossible(
            "nobody belongs to the conference: the total is 0".to_owned(),
            total,
            "expected at least 1",
        )),
        _ if zero(&attendance.present) => {
            let headline = "nobody is at the conference: 0 are present".to_owned();
            Some(impossible(headline, &attendance.present, "expected at least 1"))
        }
        Some(_) | None => None,
    }
}

fn no_more_are_present_than_belong(attendance: &Attendance) -> Option<Diagnostic> {
    let (present, total) = (&attendance.present, attendance.total.as_ref()?);
    (present.value > total.value && total.value > 0).then(|| {
        let headline = format!("{} are present, but there are only {} in all", present.value, total.value);
        impossible(headline, present, format!("expected at most {}", total.value)).and(total.span, "in all")
    })
}

/// A line may tell of several who are absent, but of one at least.
fn the_absent_are_not_there(attendance: &Attendance) -> Option<Diagnostic> {
    let (present, total) = (&attendance.present, attendance.total.as_ref()?);
    let absent = total.value.checked_sub(present.value)?;
    let named = attendance.absent.len();
    (u32::try_from(named).is_ok_and(|named| named > absent)).then(|| {
        let headline =
            format!("{named} are named as absent, but {} of {} are present", present.value, total.value);
        impossible(headline, present, "present").and(total.span, "in all")
    })
}

/// Guests are told apart, so that shares are shares of the members; who is named came, alone or as several.
fn guests_are_some_of_those_present(conference: &Conference, attendance: &Attendance) -> Option<Diagnostic> {
    let guests = attendance.guests.as_ref()?;
    let present = &attendance.present;
    if guests.value > present.value {
        let headline = format!("{} guests are there, but only {} are present", guests.value, present.value);
        let most = format!("expected at most {}", present.value);
        return Some(impossible(headline, guests, most).and(present.span, "present"));
    }
    let named = u32::try_from(conference.guests.len()).unwrap_or(u32::MAX);
    (guests.value > 0 && named > guests.value).then(|| {
        let headline = format!("{named} guests are named, but only {} are counted", guests.value);
        impossible(headline, guests, format!("expected at least {named}"))
            .help("count those guests that `present` and `total` hold; leave it out where they hold none")
    })
}
