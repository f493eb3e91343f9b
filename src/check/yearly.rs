//! What somebody may get only so often in a year.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::binds;
use crate::law::{Validity, is_valid};
use crate::model::{Certainty, Date, Honour, Id, Limit};
use crate::source::Span;

use super::view::{View, asked_by, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for limit in &view.records.limits {
        hold(view, limit, found);
    }
}

/// The year is that of the decision, wherever that is written: what others granted counts as well.
fn hold(view: &View<'_>, limit: &Limit, found: &mut Vec<Diagnostic>) {
    let times = limit.times.as_ref().map_or(1, |times| usize::from(times.value));
    let mut seen: HashMap<(&Id, u16), Vec<Span>> = HashMap::new();
    for honour in view.records.honours.iter().filter(|honour| is_limited(view, limit, honour)) {
        let Some(year) = granted_on(view, honour).and_then(|date| date.year) else { continue };
        for link in honour.recipients() {
            let Some(recipient) = view.find_recipient(link) else { continue };
            if limit.recipients.as_ref().is_some_and(|kind| kind.value != recipient.kind()) {
                continue;
            }
            let places = seen.entry((&link.id, year)).or_default();
            places.push(link.span);
            if places.len() <= times {
                continue;
            }
            let headline = format!(
                "“{}” has {} of the honours in {year} of which {times} may be given",
                recipient.name(),
                places.len()
            );
            found.push(
                Diagnostic::new(Code::SecondInYear, headline)
                    .at(link.span, "")
                    .and(places[0], "the first one")
                    .note(format!("{}: {}", limit.article.value, limit.says.value))
                    .help(format!("see `vinhdanh explain law/{}`", limit.id.value))
                    .severity(weight(limit.status.value == Certainty::Pinned)),
            );
        }
    }
}

/// A limit of the State is held against every award of its time, one of a unit against what it granted itself.
fn is_limited(view: &View<'_>, limit: &Limit, honour: &Honour) -> bool {
    let one = honour.form.as_ref().is_some_and(|form| limit.forms.iter().any(|link| link.id == form.id));
    let then = |date: Date| is_valid(&limit.from, limit.to.as_ref(), date) == Validity::Yes;
    one && honour.state().is_award()
        && binds(view.inventory, limit.unit.as_ref(), asked_by(view, honour))
        && granted_on(view, honour).is_some_and(then)
}

/// Returns the day of the decision, wherever it is written.
fn granted_on(view: &View<'_>, honour: &Honour) -> Option<Date> {
    let decision = honour.decision.as_ref().and_then(|link| view.find(link)?.date.as_ref());
    let noted = || honour.decided_by.as_ref().and_then(|note| note.date.as_ref());
    decision.or_else(noted).or(honour.date.as_deref()).map(|date| date.value)
}
