//! The rules of the law, held against what the decisions of the data grant and its submissions propose.
//!
//! What is only known from elsewhere (`decided-by`) is history: it is looked at, but not judged.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::rules::{self, Award, Candidate, Gap, History, Verdict, year_of};
use crate::law::{Validity, regime, validity};
use crate::model::{Certainty, Date, Honour, Honoured, Id, Recipient, Ref, Rule};
use crate::source::Span;

use super::view::{View, asked_on, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let history = History::new(view.inventory);
    let mut open = Open::default();
    for honour in &view.records.honours {
        for link in honour.recipients() {
            hold(view, &history, honour, link, found, &mut open);
        }
    }
    found.extend(open.into_diagnostics());
}

fn hold<'a>(
    view: &View<'a>,
    history: &'a History<'a>,
    honour: &'a Honour,
    link: &'a Ref<Recipient>,
    found: &mut Vec<Diagnostic>,
    open: &mut Open<'a>,
) {
    let Some((award, candidate)) = case(view, honour, link) else { return };
    for rule in rules::rules(view.inventory, award) {
        match rules::judge(view.inventory, history, rule, candidate) {
            Verdict::Met => {}
            Verdict::Missed(gap) => {
                let severity = severity(view, rule, award.on);
                found.push(missed(rule, honour, link, candidate, gap).severity(severity));
            }
            Verdict::Open(gap) => open.add(rule, link.span, candidate, &gap),
        }
    }
}

/// Returns what rules ask of an honour of one recipient; nothing if it is not for us to judge.
fn case<'a>(
    view: &View<'a>,
    honour: &'a Honour,
    link: &'a Ref<Recipient>,
) -> Option<(Award<'a>, Candidate<'a>)> {
    let recipient = view.find_recipient(link)?;
    let on = ruled_by(view, honour, asked_on(view, honour)?.value);
    let award = Award {
        form: &honour.form.as_ref()?.id,
        class: honour.class.as_ref().map(|class| class.value),
        kind: recipient.kind(),
        merit: honour.merit,
        on,
    };
    let year = year_of(honour, view.inventory)?;
    Some((award, Candidate { recipient, first: None, year, ahead: false }))
}

/// Returns the day that says which rules hold: that on which it is asked; from 01/10/2026 on that on which the dossier was received
/// for appraisal, where it is known, since dossiers received earlier stay under the earlier text.
fn ruled_by(view: &View<'_>, honour: &Honour, asked: Date) -> Date {
    const FROM: Date = Date { day: Some(1), month: Some(10), year: Some(2026) };
    let decision = honour.decision.as_ref().filter(|_| validity(FROM, None, asked) == Validity::Yes);
    let received = decision.and_then(|link| view.find(link)?.received.as_ref());
    received.map_or(asked, |received| received.value)
}

/// A rule whose text was not seen, or that is asked when it is not sure which texts rule, only warns.
fn severity(view: &View<'_>, rule: &Rule, on: Date) -> Severity {
    let sure = |certainty: Certainty| certainty == Certainty::Pinned;
    let regime = regime(view.inventory, on).is_some_and(|regime| sure(regime.status.value));
    weight(sure(rule.status.value) && regime)
}

fn missed(
    rule: &Rule,
    honour: &Honour,
    link: &Ref<Recipient>,
    candidate: Candidate<'_>,
    gap: Gap,
) -> Diagnostic {
    let headline = format!(
        "{} does not meet {} for {}: {}",
        quoted(candidate.recipient),
        name(rule),
        candidate.year,
        gap.what
    );
    let mut diagnostic = Diagnostic::new(Code::RuleNotMet, headline).at(link.span, "");
    if let Some(form) = &honour.form {
        diagnostic = diagnostic.and(form.span, "for this");
    }
    for (span, words) in gap.places {
        diagnostic = diagnostic.and(span, words);
    }
    diagnostic
        .note(format!("{}: {}", rule.article.value, rule.says.value))
        .help(format!("see `vinhdanh explain law/{}`", rule.id.value))
}

/// What the data can't decide, told once a rule and reason.
#[derive(Default)]
struct Open<'a> {
    found: Vec<Undecided<'a>>,
    places: HashMap<(&'a Id, String), usize>,
}

struct Undecided<'a> {
    rule: &'a Rule,
    what: String,
    first: Span,
    who: String,
    more: usize,
}

impl<'a> Open<'a> {
    fn add(&mut self, rule: &'a Rule, span: Span, candidate: Candidate<'_>, gap: &Gap) {
        let key = (&rule.id.value, gap.what.clone());
        if let Some(at) = self.places.get(&key) {
            self.found[*at].more += 1;
            return;
        }
        self.places.insert(key, self.found.len());
        let who = format!("{} ({})", quoted(candidate.recipient), candidate.year);
        self.found.push(Undecided { rule, what: gap.what.clone(), first: span, who, more: 0 });
    }

    fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        self.found.into_iter().map(|undecided| {
            let others = match undecided.more {
                0 => String::new(),
                1 => " and one more".to_owned(),
                more => format!(" and {more} more"),
            };
            let headline = format!(
                "{} needs review for {}{others}: {}",
                name(undecided.rule),
                undecided.who,
                undecided.what
            );
            Diagnostic::new(Code::RuleOpen, headline)
                .at(undecided.first, "")
                .note(format!("{}: {}", undecided.rule.article.value, undecided.rule.says.value))
        })
    }
}

fn name(rule: &Rule) -> String {
    format!("law/{}", rule.id.value.as_str())
}

fn quoted(recipient: Honoured<'_>) -> String {
    format!("“{}”", recipient.name())
}
