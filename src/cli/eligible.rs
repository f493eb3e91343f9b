//! `vinhdanh eligible`: who qualifies for what.

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;

use crate::law::rules::{History, Prospect, Verdict, prospects};
use crate::model::{Date, Honoured, Inventory, Ref, Unit};

use super::arguments::{Eligible, Global};
use super::screen::Screen;
use super::{DONE, counted, law};

/// Runs `vinhdanh eligible`.
pub(super) fn run(global: &Global, arguments: &Eligible, screen: &Screen) -> anyhow::Result<u8> {
    let loaded = law::catalogue(global)?;
    let inventory = &loaded.inventory;
    let on = arguments.on.as_deref().map_or_else(today, law::day)?;
    let of_day = on.year.context("`--on` needs a year")?;
    // Titles of a year are decided at its end and early in the next one.
    let year = arguments.year.unwrap_or(if on.month == Some(1) { of_day - 1 } else { of_day });
    if let Some(wanted) = &arguments.form {
        law::known_form(inventory, wanted)?;
    }
    let history = History::new(inventory);
    let found = prospects(inventory, &history, arguments.form.as_deref(), year, on);
    // By rule, in the order in which the rules come up.
    let mut groups: Vec<(String, Vec<&Prospect<'_>>)> = Vec::new();
    for prospect in &found {
        let class = prospect.rules.iter().find_map(|rule| rule.class.as_ref());
        let class = class.map_or_else(String::new, |class| format!(" hạng {}", class.as_str()));
        let rules: Vec<String> = prospect.rules.iter().map(|rule| format!("law/{}", rule.id.value)).collect();
        let head = format!("{}{class} ({}, {year})", prospect.form.name.value, rules.join(", "));
        match groups.iter_mut().find(|(known, _)| *known == head) {
            Some((_, prospects)) => prospects.push(prospect),
            None => groups.push((head, vec![prospect])),
        }
    }
    let names = Names::new(inventory);
    for (head, prospects) in &groups {
        screen.result(head)?;
        for line in prospect_lines(prospects, &names) {
            screen.result(&line)?;
        }
    }
    screen.note(&format!("{} for {year}", counted(found.len(), "prospect")))?;
    if year < of_day && arguments.year.is_none() {
        screen.note(&format!("in January the year before counts; `--year {of_day}` asks for the new one"))?;
    }
    Ok(DONE)
}

/// Says who qualifies, then who is one step short, then of whom the data can't tell, those with the same open question together; and
/// who is held up, whether nothing else is missing or one step.
fn prospect_lines(prospects: &[&Prospect<'_>], names: &Names<'_>) -> Vec<String> {
    let (mut met, mut missed, mut held) = (Vec::new(), Vec::new(), Vec::new());
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    for prospect in prospects {
        let name = names.of(prospect.recipient);
        let but = prospect.held_up.as_ref().map_or_else(String::new, |why| format!("; and {why}"));
        match (&prospect.verdict, &prospect.held_up) {
            (Verdict::Met, None) => met.push(format!("  qualifies: {name}")),
            (Verdict::Met, Some(why)) => held.push(format!("  held up: {name}: {why}")),
            (Verdict::Missed(gap), None) => missed.push(format!("  one step short: {name}: {}", gap.what)),
            (Verdict::Missed(gap), Some(why)) => {
                held.push(format!("  held up: {name}: {why}; and {}", gap.what));
            }
            (Verdict::Open(gap), _) => {
                let what = format!("{}{but}", gap.what);
                match open.iter_mut().find(|(known, _)| *known == what) {
                    Some((_, names)) => names.push(name),
                    None => open.push((what, vec![name])),
                }
            }
        }
    }
    let open = open.into_iter().map(|(what, names)| format!("  needs review: {}: {what}", first_of(&names)));
    met.into_iter().chain(missed).chain(open).chain(held).collect()
}

/// So many names are told of those with the same open question.
const TOLD: usize = 5;

fn first_of(names: &[String]) -> String {
    match names.split_at_checked(TOLD) {
        Some((told, rest @ [_, _, ..])) => format!("{} and {} more", told.join(", "), rest.len()),
        _ => names.join(", "),
    }
}

/// The names of all, told apart where several share one.
struct Names<'a> {
    inventory: &'a Inventory,
    shared: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn new(inventory: &'a Inventory) -> Self {
        let records = inventory.records();
        let mut shared = HashMap::new();
        let people = records.people.iter().map(|person| person.name.value.as_str());
        for name in people.chain(records.units.iter().map(|unit| unit.name.value.as_str())) {
            *shared.entry(name).or_default() += 1;
        }
        Self { inventory, shared }
    }

    fn of(&self, recipient: Honoured<'_>) -> String {
        let name = recipient.name();
        if self.shared.get(name).is_none_or(|count| *count < 2) {
            return name.to_owned();
        }
        let unit_name = |link: &Ref<Unit>| Some(self.inventory.by_id::<Unit>(&link.id)?.name.value.clone());
        let told = match recipient {
            Honoured::Person(person) => person.posts.last().map(|post| {
                let unit = post.unit.as_ref().and_then(unit_name);
                unit.map_or_else(|| post.title.value.clone(), |unit| format!("{}, {unit}", post.title.value))
            }),
            Honoured::Unit(unit) => unit.parent.as_ref().and_then(unit_name),
        };
        format!("{name} ({})", told.unwrap_or_else(|| recipient.id().to_string()))
    }
}

/// Returns the day that it is in Việt Nam.
#[expect(clippy::disallowed_methods, reason = "who asks without a day means today; nothing is made from it")]
fn today() -> anyhow::Result<Date> {
    const AHEAD_OF_UTC: u64 = 7 * 3600;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is set before 1970")?;
    let mut days = (since.as_secs() + AHEAD_OF_UTC) / 86400;
    let day = |day: u8, month: u8, year: u16| Date { day: Some(day), month: Some(month), year: Some(year) };
    for year in 1970_u16.. {
        for month in 1..=12 {
            let last = Date { day: None, month: Some(month), year: Some(year) }.bounds();
            let length = last.and_then(|(_, last)| last.day).unwrap_or(31);
            if days < u64::from(length) {
                return Ok(day(u8::try_from(days)? + 1, month, year));
            }
            days -= u64::from(length);
        }
    }
    anyhow::bail!("the clock is set too late")
}
