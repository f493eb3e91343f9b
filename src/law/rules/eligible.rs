//! The other way round: who qualifies for what, and who is one step short.

use crate::model::{Date, Form, Honoured, Inventory, Rule};

use super::history::History;
use super::needs::Candidate;
use super::verdict::{Gap, Verdict};
use super::{Award, judge, rules};

/// Whether somebody qualifies for a title or form by a rule.
#[derive(Debug)]
pub struct Prospect<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// For what.
    pub form: &'a Form,
    /// The rule, which names the class as well.
    pub rule: &'a Rule,
    /// Whether the rule is met, and what is missing.
    pub verdict: Verdict,
}

/// Judges everybody who holds a post, and every collective, for the titles and forms that rules are about.
///
/// Titles of the armed forces are left out unless one is named. Whoever was honoured with it for that year already is left out, and so is who is further away than one step.
pub fn prospects<'a>(
    inventory: &'a Inventory,
    history: &'a History<'a>,
    form: Option<&str>,
    year: u16,
    on: Date,
) -> Vec<Prospect<'a>> {
    let mut found = Vec::new();
    let asked = |known: &&Form| match form {
        Some(form) => known.id.value.as_str() == form,
        None => known.armed_forces != Some(true),
    };
    for form in inventory.records().forms.iter().filter(asked) {
        for recipient in history.recipients() {
            let kind = recipient.kind();
            let recipients = &form.recipients;
            if !recipients.is_empty() && !recipients.contains(&kind) || !is_there(history, recipient, year) {
                continue;
            }
            if history
                .pasts(recipient.id())
                .iter()
                .any(|past| *past.form == form.id.value && past.year == year)
            {
                continue;
            }
            // By a rule that asks for nothing everybody would qualify.
            for rule in of_form(inventory, form, recipient, on).into_iter().filter(|rule| !rule.needs.is_empty()) {
                let verdict =
                    judge(inventory, history, rule, Candidate { recipient, honour: None, on, first: None, since: None, year, ahead: true });
                let near = |gap: &Gap| gap.steps == 1;
                if matches!(&verdict, Verdict::Missed(gap) | Verdict::Open(gap) if !near(gap)) {
                    continue;
                }
                found.push(Prospect { recipient, form, rule, verdict });
            }
        }
    }
    found
}

/// Returns the rules of a form for a recipient on a day, of whatever class and merit. Those on every form name none to qualify for.
fn of_form<'a>(inventory: &'a Inventory, form: &'a Form, recipient: Honoured<'a>, on: Date) -> Vec<&'a Rule> {
    let mut found: Vec<&Rule> = Vec::new();
    let home = match recipient {
        Honoured::Person(person) => person.posts.iter().find_map(|post| Some(&post.unit.as_ref()?.id)),
        Honoured::Unit(unit) => Some(&unit.id.value),
    };
    for rule in inventory.records().rules.iter().filter(|rule| !rule.forms.is_empty()) {
        let award = Award {
            form: &form.id.value,
            class: rule.class.as_ref().map(|class| class.value),
            kind: recipient.kind(),
            by: home,
            merit: rule.merit.as_ref().map(|merit| merit.value),
            on,
        };
        if rules(inventory, award).any(|fitting| std::ptr::eq(fitting, rule)) {
            found.push(rule);
        }
    }
    found
}

/// Answers whether somebody can be honoured at the end of a year: a person in a post, a collective with people.
fn is_there(history: &History<'_>, recipient: Honoured<'_>, year: u16) -> bool {
    match recipient {
        Honoured::Person(person) => person.posts.iter().any(|post| post.is_held((year, 12, 31))),
        Honoured::Unit(unit) => !history.members(&unit.id.value, year).is_empty(),
    }
}
