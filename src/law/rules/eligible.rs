//! The other way round: who qualifies for what, and who is one step short.

use crate::model::{Class, Date, Form, Granter, Honoured, Inventory, Merit, Need, Rule, Style, Unit};

use super::history::History;
use super::needs::Candidate;
use super::terms::held_up;
use super::verdict::{Gap, Verdict};
use super::{Award, judge, rules};

/// Whether somebody qualifies for a title or form.
#[derive(Debug)]
pub struct Prospect<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// For what.
    pub form: &'a Form,
    /// The rules that hold together, which name the class as well.
    pub rules: Vec<&'a Rule>,
    /// Whether they are met, and what is missing.
    pub verdict: Verdict,
    /// What holds an award up all the same: an open case, or a disciplinary measure.
    pub held_up: Option<String>,
}

/// Judges everybody who holds a post, and every collective, for the titles and forms that rules are about.
///
/// Titles of the armed forces are left out unless one is named. Whoever was honoured with it for that year already is left out, and so is who is further away
/// than one step, or of whom nothing in the data says more than of anybody: no earlier honour that the rule builds on, no long campaign.
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
            if is_of_the_party(form) && !belongs_to_the_party(inventory, recipient) {
                continue;
            }
            if history
                .pasts(recipient.id())
                .iter()
                .any(|past| *past.form == form.id.value && past.year == year)
            {
                continue;
            }
            for rules in ways(inventory, form, recipient, on) {
                let candidate =
                    Candidate { recipient, honour: None, on, first: None, since: None, year, ahead: true };
                let verdicts = rules.iter().map(|rule| judge(inventory, history, rule, candidate));
                let verdict = Verdict::all(verdicts);
                let near = |gap: &Gap| gap.steps == 1;
                if matches!(&verdict, Verdict::Missed(gap) | Verdict::Open(gap) if !near(gap)) {
                    continue;
                }
                if matches!(&verdict, Verdict::Open(gap) if gap.is_of_anybody) {
                    continue;
                }
                let measures = history.disciplines(recipient.id());
                let held_up = held_up(inventory, measures, year, on).map(|(words, _)| words);
                found.push(Prospect { recipient, form, rules, verdict, held_up });
            }
        }
    }
    found
}

/// Returns the rules of a form that hold together for a recipient on a day, once for each class and merit that they name.
///
/// Where only somebody can see whether they are met, everybody would be listed, so those are left out, as are those on every form.
fn ways<'a>(
    inventory: &'a Inventory,
    form: &'a Form,
    recipient: Honoured<'a>,
    on: Date,
) -> Vec<Vec<&'a Rule>> {
    let by = match recipient {
        Honoured::Person(person) => person.posts.iter().find_map(|post| Some(&post.unit.as_ref()?.id)),
        Honoured::Unit(unit) => Some(&unit.id.value),
    };
    let award = |class: Option<Class>, merit: Option<Merit>| Award {
        form: &form.id.value,
        class,
        kind: recipient.kind(),
        by,
        merit,
        on,
    };
    let mut keys = Vec::new();
    let own = |rule: &&Rule| rule.forms.iter().any(|link| link.id == form.id.value);
    for rule in inventory.records().rules.iter().filter(own) {
        let key =
            (rule.class.as_ref().map(|class| class.value), rule.merit.as_ref().map(|merit| merit.value));
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let together = keys.into_iter().map(|(class, merit)| rules(inventory, award(class, merit)).collect());
    let only_seen = |rule: &&Rule| rule.needs.iter().all(|need| matches!(need, Need::Review(_)));
    together.filter(|rules: &Vec<&Rule>| !rules.iter().all(only_seen)).collect()
}

/// Answers whether only bodies of the Party grant a form.
fn is_of_the_party(form: &Form) -> bool {
    let of_the_party = |granter: &Granter| {
        matches!(granter, Granter::PartyBase | Granter::PartySuperior | Granter::PartyProvince)
    };
    !form.granted_by.is_empty() && form.granted_by.iter().all(of_the_party)
}

/// Answers whether a unit is one of the Party, or a person has a post in one. Of others nobody says whether they are members.
fn belongs_to_the_party(inventory: &Inventory, recipient: Honoured<'_>) -> bool {
    let is_one = |unit: &Unit| unit.style == Some(Style::Party);
    match recipient {
        Honoured::Unit(unit) => is_one(unit),
        Honoured::Person(person) => {
            let units =
                person.posts.iter().filter_map(|post| inventory.by_id::<Unit>(&post.unit.as_ref()?.id));
            units.into_iter().any(is_one)
        }
    }
}

/// Answers whether somebody can be honoured at the end of a year: a person in a post, a collective with people.
fn is_there(history: &History<'_>, recipient: Honoured<'_>, year: u16) -> bool {
    match recipient {
        Honoured::Person(person) => person.posts.iter().any(|post| post.is_held((year, 12, 31))),
        Honoured::Unit(unit) => !history.members(&unit.id.value, year).is_empty(),
    }
}
