//! The rules of the law, held against what the decisions of the data grant and its submissions propose.
//!
//! What is only known from elsewhere (`decided-by`) is history: it is looked at, but not judged.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::law::rules::{self, Award, Candidate, Gap, History, Verdict, year_of};
use crate::model::{Certainty, Date, Honour, Honoured, Id, Recipient, Ref, Rule};
use crate::source::Span;

use super::texts::{Texts, texts};
use super::twice::Uses;
use super::unsaid::Unsaid;
use super::view::{View, asked_by, asked_on, phrase, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let history = History::new(view.inventory);
    let mut told =
        Told { missed: found, open: Open::default(), uses: Uses::default(), unsaid: Unsaid::default() };
    for honour in &view.records.honours {
        for link in honour.recipients() {
            hold(view, &history, honour, link, &mut told);
        }
    }
    let Told { missed, open, uses, unsaid } = told;
    missed.extend(open.into_diagnostics());
    missed.extend(unsaid.into_diagnostics());
    missed.extend(uses.into_diagnostics(view));
}

/// What is told at once, and what once all honours were looked at.
struct Told<'a, 'f> {
    missed: &'f mut Vec<Diagnostic>,
    open: Open<'a>,
    uses: Uses<'a>,
    unsaid: Unsaid<'a>,
}

fn hold<'a>(
    view: &View<'a>,
    history: &'a History<'a>,
    honour: &'a Honour,
    link: &'a Ref<Recipient>,
    told: &mut Told<'a, '_>,
) {
    let Some(case) = case(view, honour, link) else { return };
    if case.is_year_known {
        told.unsaid.look_at(view, &case, link);
    }
    let (judged, other) = more_favourable(view, history, &case);
    for (rule, verdict) in judged {
        match verdict {
            Verdict::Met => told.uses.add(view.inventory, history, rule, case.candidate, link.span),
            Verdict::Missed(gap) if !case.is_year_known => {
                let what =
                    format!("it does not say for which year it is; for that of its paper, {}", gap.what);
                told.open.add(rule, link.span, case.candidate, &Gap::new(what));
            }
            Verdict::Missed(gap) => {
                let state = rule.unit.is_some() || case.texts.sure;
                let sure = rule.status.value == Certainty::Pinned && state && case.texts.other.is_none();
                let missed = missed(rule, honour, link, case.candidate, gap).severity(weight(sure));
                told.missed.push(match &other {
                    Some(words) => missed.note(words.clone()),
                    None => missed,
                });
            }
            Verdict::Open(gap) => told.open.add(rule, link.span, case.candidate, &gap),
        }
    }
}

/// An honour of one recipient, as far as it is for us to judge.
pub(super) struct Case<'a> {
    pub(super) award: Award<'a>,
    pub(super) candidate: Candidate<'a>,
    texts: Texts,
    is_year_known: bool,
}

fn case<'a>(view: &View<'a>, honour: &'a Honour, link: &'a Ref<Recipient>) -> Option<Case<'a>> {
    let recipient = view.find_recipient(link)?;
    let on = asked_on(view, honour)?.value;
    let texts = texts(view, honour, on);
    let award = Award {
        form: &honour.form.as_ref()?.id,
        class: honour.class.as_ref().map(|class| class.value),
        kind: recipient.kind(),
        by: asked_by(view, honour),
        merit: honour.merit,
        on: texts.day,
    };
    // What is proposed without a year is asked for in that of its submission, or for the one before: nobody can say which.
    let known = year_of(honour, view.inventory);
    let year = known.or(on.year)?;
    let candidate =
        Candidate { recipient, honour: Some(honour), on, first: None, since: None, year, ahead: false };
    Some(Case { award, candidate, texts, is_year_known: known.is_some() })
}

type Judged<'a> = Vec<(&'a Rule, Verdict)>;

/// Holds the rules against an honour; where two texts may rule, those of the one that is more favourable, with words about it.
fn more_favourable<'a>(
    view: &View<'a>,
    history: &'a History<'a>,
    case: &Case<'a>,
) -> (Judged<'a>, Option<String>) {
    let under = |on: Date| -> Judged<'a> {
        let rules = rules::rules(view.inventory, Award { on, ..case.award });
        rules.map(|rule| (rule, rules::judge(view.inventory, history, rule, case.candidate))).collect()
    };
    let own = under(case.texts.day);
    let Some(other) = case.texts.other else { return (own, None) };
    let others = under(other);
    let names = |judged: &Judged<'_>| -> Vec<String> { judged.iter().map(|(rule, _)| name(rule)).collect() };
    if names(&own) == names(&others) {
        return (own, None);
    }
    let (better, worse) = if rank(&others) < rank(&own) { (others, own) } else { (own, others) };
    let told = names(&better);
    let others: Vec<String> = names(&worse).into_iter().filter(|name| !told.contains(name)).collect();
    let words = match &others[..] {
        [] => "two texts may rule here; the other one asks for less, and is met no better".to_owned(),
        others => format!("two texts may rule here, and {} is no more favourable", phrase(others)),
    };
    (better, Some(words))
}

/// Met goes before open, and that before missed.
fn rank(judged: &Judged<'_>) -> u8 {
    let of = |verdict: &Verdict| match verdict {
        Verdict::Met => 0,
        Verdict::Open(_) => 1,
        Verdict::Missed(_) => 2,
    };
    judged.iter().map(|(_, verdict)| of(verdict)).max().unwrap_or(0)
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

pub(super) fn name(rule: &Rule) -> String {
    format!("law/{}", rule.id.value.as_str())
}

pub(super) fn quoted(recipient: Honoured<'_>) -> String {
    format!("“{}”", recipient.name())
}
