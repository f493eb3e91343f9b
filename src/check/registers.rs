//! Registers and statistics: documents about a unit and some years, and no other record.

use crate::diagnostic::{Code, Diagnostic};
use crate::figures::statistics::campaigns;
use crate::model::{Decision, DocumentRecord, Honour, Period, RecordKind, Unit};
use crate::yaml::Located;

use super::documents::is_known;
use super::periods::shown;
use super::view::{View, homes};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for document in &view.records.documents {
        found.extend(a_period_is_given(document));
        found.extend(a_register_has_decisions(view, document));
        found.extend(statistics_count_something(view, document));
    }
}

/// The template of a golden book, which is about the decisions of a unit in a period.
pub(super) const REGISTER: &str = "register";
/// The template of the official statistics, which are about a unit and a period and no other record.
pub(super) const STATISTICS: &str = "statistics";

fn is_register(document: &DocumentRecord) -> bool {
    document.template.as_str() == REGISTER
}

/// Answers whether a document lists whom a decision honours: it writes the decision out, or registers it.
pub(super) fn lists(document: &DocumentRecord, decision: &Decision) -> bool {
    let writes_out = document.decision.as_ref().is_some_and(|link| link.id == decision.id.value);
    writes_out || (is_register(document) && registers(document, decision))
}

/// What has no year stands in every register of its issuer.
fn registers(document: &DocumentRecord, decision: &Decision) -> bool {
    let year = decision.date.as_ref().and_then(|date| date.year);
    let within = |years: &Located<Period>| year.is_none_or(|year| years.contains(year));
    decision.issuer.id == document.unit.id && document.period.as_ref().is_some_and(within)
}

/// A register and statistics are about years and no other record; a template of the project's own may use any key.
fn a_period_is_given(document: &DocumentRecord) -> Option<Diagnostic> {
    let template = document.template.as_str();
    let is_about_years = [REGISTER, STATISTICS].contains(&template);
    match &document.period {
        None if is_about_years => {
            let headline = format!("a document with the template `{template}` needs the key `period`");
            let missing = Diagnostic::new(Code::MissingKey, headline).at(document.template.span, "");
            Some(
                missing.help(
                    "write the year or the years that it is about: `period: 2025` or `period: 2021–2025`",
                ),
            )
        }
        Some(_) if !is_about_years && is_known(document) => {
            let headline =
                format!("`period` is for a register or statistics, but the template is `{template}`");
            Some(Diagnostic::new(Code::OutOfPlace, headline).at(document.template.span, ""))
        }
        None | Some(_) => None,
    }
}

fn a_register_has_decisions(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    if !is_register(document) {
        return None;
    }
    let years = document.period.as_ref()?;
    let any = view.records.decisions.iter().any(|decision| registers(document, decision));
    (!any && view.is_complete(RecordKind::Decision)).then(|| {
        let unit = &document.unit.id;
        let headline = format!(
            "there is no decision of `{unit}` of {} in the data, so there is nothing to register",
            shown(years.value)
        );
        Diagnostic::new(Code::NothingToPrint, headline)
            .at(years.span, "")
            .help(format!("remove the document `{}`, or add a decision of `{unit}`", document.id.value))
    })
}

/// Figures of a unit in years of which nothing is known are no figures: all would be 0.
fn statistics_count_something(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    let kinds = [RecordKind::Honour, RecordKind::Tally, RecordKind::Campaign];
    if document.template.as_str() != STATISTICS || !kinds.iter().all(|kind| view.is_complete(*kind)) {
        return None;
    }
    let (years, unit) = (document.period.as_ref()?, view.find(&document.unit)?);
    let is_within = |of: Option<Period>| of.is_none_or(|of| of.overlaps(years.value));
    let honours = &view.records.honours;
    let is_known =
        honours.iter().any(|honour| is_of(view, honour, unit) && is_within(years_of(view, honour)))
            || view.records.tallies.iter().any(|tally| {
                let year = tally.year.as_ref().map(|year| one(year.value));
                let period = tally.period.as_ref().map(|period| period.value);
                tally.unit.id == unit.id.value && is_within(period.or(year))
            })
            || !campaigns(view.inventory, unit, years.value).is_empty();
    (!is_known).then(|| {
        let unit = &unit.id.value;
        let headline = format!(
            "there is no honour, tally or campaign of `{unit}` of {} in the data, so there are no figures",
            shown(years.value)
        );
        Diagnostic::new(Code::NothingToPrint, headline)
            .at(years.span, "")
            .help(format!("remove the document `{}`, or add what it should count", document.id.value))
    })
}

fn one(year: u16) -> Period {
    Period { first: year, last: year }
}

/// Answers whether an honour stands in the reports of a unit.
fn is_of(view: &View<'_>, honour: &Honour, unit: &Unit) -> bool {
    if let Some(named) = &honour.unit {
        return named.id == unit.id.value;
    }
    let mut recipients = honour.recipients().filter_map(|link| view.find_recipient(link));
    recipients.any(|recipient| homes(view, recipient).contains(&unit.id.value))
}

/// Returns the years that an honour may be of; nothing where no year is known.
fn years_of(view: &View<'_>, honour: &Honour) -> Option<Period> {
    let decided = || view.find(honour.decision.as_ref()?)?.date.as_ref()?.year;
    let year = honour.year.as_ref().map(|year| year.value);
    let year = year.or_else(|| honour.date.as_ref()?.year).or_else(decided);
    year.map(one).or_else(|| honour.period.as_ref().map(|period| period.value))
}
