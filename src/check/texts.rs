//! Which texts an honour is judged by, where a change of the law leaves two of them open.

use crate::law::{Validity, is_valid, regime};
use crate::model::{Certainty, Date, Decision, Honour, Regime, State};

use super::view::View;

/// The days whose rules may be held against an honour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    /// The day whose rules hold, unless the others are more favourable.
    pub(super) day: Date,
    /// A day of the other text.
    pub(super) other: Option<Date>,
    /// Whether the texts of that time were seen, and which of them rules is sure.
    pub(super) sure: bool,
}

/// Finds them by the day on which an honour is asked for.
///
/// Some regimes leave a dossier that was received before them under the texts before, unless the new ones are more favourable. What is
/// only submitted while they rule is received still later. Where nobody says when a dossier was received, both may hold.
pub(super) fn texts(view: &View<'_>, honour: &Honour, asked: Date) -> Texts {
    let regime = regime(view.inventory, asked);
    let sure = regime.is_some_and(|regime| regime.status.value == Certainty::Pinned);
    let alone = Texts { day: asked, other: None, sure };
    let Some(regime) = regime.filter(|regime| regime.by_receipt == Some(true)) else { return alone };
    let Some(decision) = decided(view, honour) else { return alone };
    match decision.received.as_ref().map(|received| received.value) {
        Some(received) if rules_on(regime, received) => alone,
        Some(received) => Texts { day: received, other: Some(asked), sure: false },
        None if is_submitted_under(view, regime, honour, decision) => alone,
        None => Texts { day: asked, other: last_day_before(view, regime), sure: false },
    }
}

fn decided<'a>(view: &View<'a>, honour: &Honour) -> Option<&'a Decision> {
    let granted = matches!(honour.state(), State::Awarded | State::Posthumous);
    view.find(honour.decision.as_ref().filter(|_| granted)?)
}

fn rules_on(regime: &Regime, day: Date) -> bool {
    is_valid(&regime.from, regime.to.as_ref(), day) == Validity::Yes
}

fn is_submitted_under(view: &View<'_>, regime: &Regime, honour: &Honour, decision: &Decision) -> bool {
    let link = honour.submission.as_deref().or(decision.submission.as_ref());
    let date = link.and_then(|link| view.find(link)?.date.as_ref());
    date.is_some_and(|date| rules_on(regime, date.value))
}

/// Returns the last day of the regime before one.
fn last_day_before(view: &View<'_>, regime: &Regime) -> Option<Date> {
    let start = regime.from.value.number()?;
    let ends = view.records.regimes.iter().filter_map(|regime| Some(regime.to.as_ref()?.value));
    ends.filter(|end| end.number().is_some_and(|end| end < start)).max_by_key(|end| end.number())
}
