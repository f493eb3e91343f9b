//! What can't have happened in the order in which it is dated.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Conference, Date, Decision, DocumentRecord, Honour, Post, Ref, Review, Time, Unit};
use crate::source::Span;
use crate::yaml::Located;

use super::periods::shown;
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    for post in records.people.iter().flat_map(|person| &person.posts) {
        found.extend(a_post_begins_before_it_ends(post));
    }
    for review in &records.reviews {
        found.extend(the_next_period_begins_later(review));
    }
    for conference in &records.conferences {
        found.extend(a_conference_begins_before_it_ends(conference));
        found.extend(the_unit_still_exists(
            view,
            &conference.unit,
            conference.date.as_ref(),
            "holds this conference",
        ));
    }
    for submission in &records.submissions {
        found.extend(the_unit_still_exists(
            view,
            &submission.unit,
            submission.date.as_ref(),
            "makes this submission",
        ));
    }
    for decision in &records.decisions {
        found.extend(a_submission_comes_before_its_decision(view, decision));
        found.extend(a_dossier_is_received_before_its_decision(decision));
        found.extend(the_unit_still_exists(
            view,
            &decision.issuer,
            decision.date.as_ref(),
            "issues this decision",
        ));
    }
    for honour in &records.honours {
        found.extend(an_honour_is_not_ahead_of_its_decision(view, honour));
        found.extend(an_honour_is_not_older_than_its_year(honour));
    }
    for document in &records.documents {
        found.extend(a_document_is_not_older_than_its_subject(view, document));
    }
}

/// Answers whether one date is surely before another one, as far as their parts are known.
pub(super) fn is_before(earlier: Date, later: Date) -> bool {
    let parts = [
        (earlier.year, later.year),
        (earlier.month.map(u16::from), later.month.map(u16::from)),
        (earlier.day.map(u16::from), later.day.map(u16::from)),
    ];
    for part in parts {
        match part {
            (Some(earlier), Some(later)) if earlier == later => {}
            (Some(earlier), Some(later)) => return earlier < later,
            (Some(_), None) | (None, Some(_) | None) => return false,
        }
    }
    false
}

/// Returns the date of which only the year is known.
fn year(year: u16) -> Date {
    Date { day: None, month: None, year: Some(year) }
}

fn wrong(headline: impl Into<String>, place: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::WrongOrder, headline).at(place, label)
}

fn a_post_begins_before_it_ends(post: &Post) -> Option<Diagnostic> {
    let (from, to) = (post.from.as_ref()?, post.to.as_ref()?);
    is_before(to.value, from.value).then(|| {
        let headline = format!("the end of the post, {}, is before its beginning, {}", to.value, from.value);
        wrong(headline, to.span, "it ends").and(from.span, "it begins")
    })
}

fn the_next_period_begins_later(review: &Review) -> Option<Diagnostic> {
    let next = review.next_period.as_ref()?;
    (next.first <= review.period.first).then(|| {
        let headline =
            format!("the next period begins in {}, the reviewed one in {}", next.first, review.period.first);
        wrong(headline, next.span, "the next period").and(review.period.span, "the reviewed period")
    })
}

fn a_conference_begins_before_it_ends(conference: &Conference) -> Option<Diagnostic> {
    let (begins, ends) = (conference.begins.as_ref()?, conference.ends.as_ref()?);
    (ends.value <= begins.value).then(|| {
        let time = |time: Time| format!("{}:{:02}", time.hour, time.minute);
        let headline =
            format!("the conference ends at {} but begins at {}", time(ends.value), time(begins.value));
        wrong(headline, ends.span, "it ends").and(begins.span, "it begins")
    })
}

fn the_unit_still_exists(
    view: &View<'_>,
    unit: &Ref<Unit>,
    date: Option<&Located<Date>>,
    action: &str,
) -> Option<Diagnostic> {
    let (date, dissolved) = (date?, view.find(unit)?.dissolved.as_ref()?);
    is_before(dissolved.value, date.value).then(|| {
        let headline =
            format!("`{}` {action}, of {}, after it was dissolved, {}", unit.id, date.value, dissolved.value);
        wrong(headline, date.span, "").and(dissolved.span, "dissolved").severity(Severity::Warning)
    })
}

fn a_submission_comes_before_its_decision(view: &View<'_>, decision: &Decision) -> Option<Diagnostic> {
    let date = decision.date.as_ref()?;
    let submission = view.find(decision.submission.as_ref()?)?;
    let submitted = submission.date.as_ref()?;
    is_before(date.value, submitted.value).then(|| {
        let headline = format!(
            "the decision is of {}, but the submission `{}` that it grants is of {}",
            date.value, submission.id.value, submitted.value
        );
        wrong(headline, date.span, "decided").and(submitted.span, "submitted")
    })
}

/// The day of receipt can tell which text rules, so one behind the decision is mostly a slip; it only warns.
fn a_dossier_is_received_before_its_decision(decision: &Decision) -> Option<Diagnostic> {
    let (date, received) = (decision.date.as_ref()?, decision.received.as_ref()?);
    is_before(date.value, received.value).then(|| {
        let headline =
            format!("the decision is of {}, but its dossier was received on {}", date.value, received.value);
        wrong(headline, received.span, "received").and(date.span, "decided").severity(Severity::Warning)
    })
}

/// A decision in the last year of a period is usual; one before that year is not.
fn an_honour_is_not_ahead_of_its_decision(view: &View<'_>, honour: &Honour) -> Option<Diagnostic> {
    let decided = match (&honour.decision, &honour.decided_by) {
        (Some(link), _) => view.find(link)?.date.as_ref()?,
        (None, Some(note)) => note.date.as_ref()?,
        (None, None) => return None,
    };
    let ahead = |last: u16| is_before(decided.value, year(last));
    if let Some(counted) = honour.year.as_ref().filter(|counted| ahead(counted.value)) {
        let headline =
            format!("the honour is for {}, but its decision is of {}", counted.value, decided.value);
        return Some(wrong(headline, counted.span, "the year").and(decided.span, "decided"));
    }
    let period = honour.period.as_ref().filter(|period| ahead(period.last))?;
    let headline =
        format!("the honour is for {}, but its decision is of {}", shown(period.value), decided.value);
    Some(wrong(headline, period.span, "the period").and(decided.span, "decided").severity(Severity::Warning))
}

fn an_honour_is_not_older_than_its_year(honour: &Honour) -> Option<Diagnostic> {
    let (date, counted) = (honour.date.as_ref()?, honour.year.as_ref()?);
    is_before(date.value, year(counted.value)).then(|| {
        let headline = format!("the honour is for {}, but its date is {}", counted.value, date.value);
        wrong(headline, date.span, "granted").and(counted.span, "the year")
    })
}

fn a_document_is_not_older_than_its_subject(
    view: &View<'_>,
    document: &DocumentRecord,
) -> Option<Diagnostic> {
    let date = document.date.as_ref()?;
    let conference = document.conference.as_ref().and_then(|link| view.find(link)?.date.as_ref());
    let decision = document.decision.as_ref().and_then(|link| view.find(link)?.date.as_ref());
    let (subject, word) =
        conference.map(|date| (date, "the conference")).or(decision.map(|date| (date, "the decision")))?;
    is_before(date.value, subject.value).then(|| {
        let headline = format!("the document is of {}, but {word} is of {}", date.value, subject.value);
        wrong(headline, date.span, "the document").and(subject.span, word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_parts_are_compared() {
        let date = |day, month, year| Date { day, month, year };
        let day = date(Some(31), Some(7), Some(2015));
        let cases = [
            (day, date(Some(1), Some(8), Some(2015)), true),
            (day, day, false),
            (day, date(None, Some(8), Some(2015)), true),
            (day, date(None, Some(7), Some(2015)), false),
            (day, year(2016), true),
            (day, year(2015), false),
            (day, date(Some(1), Some(8), None), false),
        ];
        for (earlier, later, expected) in cases {
            assert_eq!(is_before(earlier, later), expected, "{earlier} before {later}");
        }
    }
}
