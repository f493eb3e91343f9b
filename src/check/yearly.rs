//! What a person could get only once in a year.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Validity, validity};
use crate::model::{Date, FormGroup, Honour, Honoured, Id, Level};
use crate::source::Span;

use super::view::View;

const FROM: Date = Date { day: Some(15), month: Some(10), year: Some(2014) };
const TO: Date = Date { day: Some(30), month: Some(9), year: Some(2017) };

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(&Id, u16), Span> = HashMap::new();
    for honour in view.records.honours.iter().filter(|honour| is_limited(view, honour)) {
        let Some(year) = granted_on(view, honour).and_then(|date| date.year) else { continue };
        for link in honour.recipients() {
            let Some(Honoured::Person(person)) = view.find_recipient(link) else { continue };
            let Some(first) = seen.insert((&link.id, year), link.span) else { continue };
            let headline =
                format!("“{}” has two honours of the State in {year}, which allowed one", person.name.value);
            found.push(
                Diagnostic::new(Code::SecondInYear, headline)
                    .at(link.span, "")
                    .and(first, "the other one")
                    .note("Thông tư số 07/2014/TT-BNV: one form of the State or “Chiến sĩ thi đua toàn quốc” a person and year"),
            );
        }
    }
}

/// A form of commendation of the State, or the one title of the State that persons get, granted while the circular ruled.
fn is_limited(view: &View<'_>, honour: &Honour) -> bool {
    let form = honour.form.as_ref().and_then(|link| view.find(link));
    let of_state =
        form.is_some_and(|form| form.level.value == Level::State && form.group.value != FormGroup::Own);
    let then = |date: Date| validity(FROM, Some(TO), date) == Validity::Yes;
    let granted = honour.state().is_award();
    granted && of_state && granted_on(view, honour).is_some_and(then)
}

/// Returns the day of the decision, wherever it is written.
fn granted_on(view: &View<'_>, honour: &Honour) -> Option<Date> {
    let decision = honour.decision.as_ref().and_then(|link| view.find(link)?.date.as_ref());
    let noted = || honour.decided_by.as_ref().and_then(|note| note.date.as_ref());
    decision.or_else(noted).or(honour.date.as_ref()).map(|date| date.value)
}
