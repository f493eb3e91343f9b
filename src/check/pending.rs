//! Cases that are still looked into hold an award up, and after a measure achievements count only from the end of its term on.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::rules::{Hindrance, History, hindrance, is_open, year_of};
use crate::model::{Date, Discipline, Honoured, Rule};
use crate::yaml::Located;

use super::rules;
use super::view::{View, asked_on};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    if view.records.disciplines.is_empty() {
        return;
    }
    let history = History::new(view.inventory);
    for honour in &view.records.honours {
        let Some(day) = asked_on(view, honour) else { continue };
        // Of the decrees before 2024, no such article was seen.
        let Some(ruling) = view.rule_found_as(Code::PendingCase, day.value) else { continue };
        for link in honour.recipients() {
            let Some(recipient) = view.find_recipient(link) else { continue };
            let measures = history.disciplines(&link.id);
            let case = measures.iter().find(|case| is_open(case, day.value));
            found.extend(
                case.map(|case| an_open_case_holds_it_up(case, recipient, day, ruling).at(link.span, "")),
            );
            let Some(year) = year_of(honour, view.inventory) else { continue };
            let stated =
                measures.iter().filter_map(|measure| Some((measure, hindrance(measure, year, day.value)?)));
            // One is enough, the gravest first.
            let gravest = stated.min_by_key(|(_, hindrance)| !matches!(hindrance, Hindrance::Runs(_)));
            found.extend(gravest.map(|(measure, hindrance)| {
                what_is_earned_within_a_term_does_not_count(measure, &hindrance, (recipient, year), ruling)
                    .at(link.span, "")
            }));
        }
    }
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

fn what_is_earned_within_a_term_does_not_count(
    measure: &Discipline,
    hindrance: &Hindrance,
    (recipient, year): (Honoured<'_>, u16),
    (rule, severity): (&Rule, Severity),
) -> Diagnostic {
    let (name, who) = (rules::name(rule), rules::quoted(recipient));
    let words = hindrance.words();
    let note = format!("{}: {}", rule.article.value, rule.says.value);
    let diagnostic = match hindrance {
        Hindrance::Runs(_) => {
            let headline = format!("{who} does not meet {name} for {year}: {words}");
            Diagnostic::new(Code::RuleNotMet, headline).severity(severity)
        }
        Hindrance::Ended(_) => {
            Diagnostic::new(Code::RuleOpen, format!("{name} needs review for {who} ({year}): {words}"))
        }
        Hindrance::Unknown => {
            Diagnostic::new(Code::RuleOpen, format!("{name} needs review for {who} ({year}): {words}"))
                .help("say with `to` when the term ends")
        }
    };
    diagnostic.and(measure.from.span, "the measure").note(note)
}
