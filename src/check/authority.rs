//! Whether whoever decides may grant what is decided.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Certainty, Granter, Honour};

use super::view::{View, phrase, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for honour in &view.records.honours {
        found.extend(the_issuer_may_grant_it(view, honour));
    }
}

/// Known only where the unit says what office its head holds.
fn the_issuer_may_grant_it(view: &View<'_>, honour: &Honour) -> Option<Diagnostic> {
    if !honour.state().is_award() {
        return None;
    }
    let (link, decision) = (honour.form.as_ref()?, view.find(honour.decision.as_ref()?)?);
    let (form, issuer) = (view.find(link)?, view.find(&decision.issuer)?);
    let office = issuer.office.as_ref()?;
    if form.granted_by.is_empty() || form.granted_by.contains(&office.value) {
        return None;
    }
    let granters: Vec<&str> = form.granted_by.iter().map(|granter| words(*granter)).collect();
    let headline = format!(
        "“{}” is granted by {}, not by {}",
        form.name.value,
        phrase(&granters).replace(" and ", " or "),
        words(office.value)
    );
    let pinned = form.status == Some(Certainty::Pinned);
    Some(
        Diagnostic::new(Code::WrongAuthority, headline)
            .at(link.span, "")
            .and(decision.id.span, "decided here")
            .and(office.span, "the office of the issuer")
            .note(form.source.clone().unwrap_or_default())
            .severity(weight(pinned)),
    )
}

fn words(granter: Granter) -> &'static str {
    match granter {
        Granter::President => "the President",
        Granter::PrimeMinister => "the Prime Minister",
        Granter::Ministry => "the head of a ministry, central body or province",
        Granter::Entity => "the head of a unit with legal status",
        Granter::District => "the chair of a district",
        Granter::Commune => "the chair of a commune",
        Granter::Enterprise => "the director of an enterprise",
    }
}
