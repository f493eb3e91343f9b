//! Cases that are still looked into hold an award up.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::{Validity, is_valid};
use crate::model::{Date, Discipline, Honoured, Rule};
use crate::yaml::Located;

use super::view::{View, asked_on};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let pending: Vec<&Discipline> =
        view.records.disciplines.iter().filter(|case| case.degree.is_none()).collect();
    for honour in &view.records.honours {
        let Some(day) = asked_on(view, honour) else { continue };
        // Of the decrees before 2024, no such article was seen.
        let Some(ruling) = view.rule_found_as(Code::PendingCase, day.value) else { continue };
        for link in honour.recipients() {
            let Some(recipient) = view.find_recipient(link) else { continue };
            let case = pending.iter().find(|case| case.recipient.id == link.id && is_open(case, day.value));
            found.extend(
                case.map(|case| an_open_case_holds_it_up(case, recipient, day, ruling).at(link.span, "")),
            );
        }
    }
}

/// A case that is closed on a day does not hold up what is decided on that day: once cleared, the award goes ahead.
fn is_open(case: &Discipline, day: Date) -> bool {
    let closed = case.to.as_ref().is_some_and(|to| to.value == day);
    !closed && is_valid(&case.from, case.to.as_ref(), day) == Validity::Yes
}

fn an_open_case_holds_it_up(
    case: &Discipline,
    recipient: Honoured<'_>,
    day: &Located<Date>,
    (rule, severity): (&Rule, Severity),
) -> Diagnostic {
    let headline = format!("a case against “{}” is still looked into on {}", recipient.name(), day.value);
    let note = format!("{}: {}", rule.article.value, rule.says.value);
    Diagnostic::new(Code::PendingCase, headline)
        .and(case.from.span, "opened here, and not closed by then")
        .and(day.span, "the day")
        .note(note)
        .help("leave it out, or say with `to` when the case was closed, and with `degree` what came of it")
        .severity(severity)
}
