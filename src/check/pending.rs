//! Cases that are still looked into hold an award up.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::{Validity, is_valid, regime};
use crate::model::{Certainty, Date, Discipline, Honoured};
use crate::yaml::Located;

use super::view::{View, asked_on, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let pending: Vec<&Discipline> =
        view.records.disciplines.iter().filter(|case| case.degree.is_none()).collect();
    for honour in &view.records.honours {
        let Some(day) = asked_on(view, honour) else { continue };
        let Some(article) = article(view, day.value) else { continue };
        for link in honour.recipients() {
            let Some(recipient) = view.find_recipient(link) else { continue };
            let case = pending.iter().find(|case| case.recipient.id == link.id && is_open(case, day.value));
            found.extend(
                case.map(|case| an_open_case_holds_it_up(case, recipient, day, article).at(link.span, "")),
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
    (article, severity): (&str, Severity),
) -> Diagnostic {
    let headline = format!("a case against “{}” is still looked into on {}", recipient.name(), day.value);
    let note = format!(
        "{article}: no award and no proposal while a case is open; once it is cleared, it goes ahead"
    );
    Diagnostic::new(Code::PendingCase, headline)
        .and(case.from.span, "opened here, and not closed by then")
        .and(day.span, "the day")
        .note(note)
        .help("leave it out, or say with `to` when the case was closed, and with `degree` what came of it")
        .severity(severity)
}

/// Returns the article that rules on a day, and how much it weighs. Of earlier decrees, no such article was seen.
fn article(view: &View<'_>, day: Date) -> Option<(&'static str, Severity)> {
    const DECREES: [(&str, &str); 2] = [
        ("nd-98-2023", "Điều 4 Nghị định số 98/2023/NĐ-CP"),
        ("nd-152-2025", "khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP"),
    ];
    let regime = regime(view.inventory, day)?;
    let cited = |id: &str| regime.texts.iter().any(|link| link.id.as_str() == id);
    let (_, article) = DECREES.iter().find(|(id, _)| cited(id))?;
    let sure = regime.status.value == Certainty::Pinned;
    Some((article, weight(sure)))
}
