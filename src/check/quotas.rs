//! How many of those with a lower title may have the higher one.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::year_of;
use crate::law::{Validity, validity};
use crate::model::{Date, Honour, Id, Recipient, Ref};
use crate::source::Span;

use super::view::{View, homes, weight};

/// The most of those with “Lao động tiên tiến” that may be “Chiến sĩ thi đua cơ sở”, in percent.
const MOST: usize = 15;
const FROM: Date = Date { day: Some(20), month: Some(8), year: Some(2014) };
const TO: Date = Date { day: Some(31), month: Some(12), year: Some(2023) };
const FIGHTERS: &str = "chien-si-thi-dua-co-so";
const WORKERS: [&str; 2] = ["lao-dong-tien-tien", "chien-si-tien-tien"];

/// The holders of both titles in a unit and year.
#[derive(Default)]
struct Holders<'a> {
    fighters: BTreeMap<&'a Id, Span>,
    workers: BTreeSet<&'a Id>,
}

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<(&Id, u16), Holders<'_>> = BTreeMap::new();
    for (honour, link) in granted(view, &[FIGHTERS]) {
        let Some((issuer, year)) = issued_then(view, honour) else { continue };
        groups.entry((issuer, year)).or_default().fighters.insert(&link.id, link.span);
    }
    for (honour, link) in granted(view, &WORKERS) {
        let Some(year) = year_of(honour, view.inventory) else { continue };
        let issuer = honour.decision.as_ref().and_then(|link| view.find(link)).map(|it| &it.issuer.id);
        let above = view.find_recipient(link).map(|recipient| homes(view, recipient)).unwrap_or_default();
        for unit in above.into_iter().chain(issuer) {
            if let Some(holders) = groups.get_mut(&(unit, year)) {
                holders.workers.insert(&link.id);
            }
        }
    }
    for ((issuer, year), holders) in groups {
        found.extend(not_more_than_the_law_allows(view, issuer, year, &holders));
    }
}

fn granted<'a>(view: &View<'a>, forms: &'a [&str]) -> impl Iterator<Item = (&'a Honour, &'a Ref<Recipient>)> {
    let given = |honour: &&Honour| honour.state().is_award();
    let one = |honour: &&Honour| honour.form.as_ref().is_some_and(|form| forms.contains(&form.id.as_str()));
    let honours = view.records.honours.iter().filter(given).filter(one);
    honours.flat_map(|honour| honour.recipients().map(move |link| (honour, link)))
}

/// Returns who decided an honour while the share was limited, and the year that it counts for.
fn issued_then<'a>(view: &View<'a>, honour: &'a Honour) -> Option<(&'a Id, u16)> {
    let decision = view.find(honour.decision.as_ref()?)?;
    let then = validity(FROM, Some(TO), decision.date.as_ref()?.value) == Validity::Yes;
    then.then_some((&decision.issuer.id, year_of(honour, view.inventory)?))
}

/// Where the unit does not vouch for its data, holders of the lower title may be missing in it.
fn not_more_than_the_law_allows(
    view: &View<'_>,
    issuer: &Id,
    year: u16,
    holders: &Holders<'_>,
) -> Option<Diagnostic> {
    let (fighters, workers) = (holders.fighters.len(), holders.workers.len());
    // Without a single one, the data has them not by name.
    if workers == 0 || fighters * 100 <= workers * MOST {
        return None;
    }
    let unit = view.inventory.by_id::<crate::model::Unit>(issuer)?;
    let complete = unit.complete_since.as_ref().is_some_and(|since| since.value <= year);
    let most = workers * MOST / 100;
    let headline = format!(
        "{fighters} “Chiến sĩ thi đua cơ sở” of {year} stand against {workers} “Lao động tiên tiến”; at most {most} may ({MOST} %)"
    );
    let last = *holders.fighters.values().max()?;
    Some(
        Diagnostic::new(Code::OverQuota, headline)
            .at(last, "")
            .and(unit.id.span, "granted by this unit")
            .note("khoản 3 Điều 9 Nghị định số 91/2017/NĐ-CP; before it Thông tư số 07/2014/TT-BNV")
            .severity(weight(complete)),
    )
}
