//! `vinhdanh eligible`: who qualifies for what.

use anyhow::Context as _;

use crate::law::rules::{History, Prospect, Verdict, prospects};

use super::arguments::{Eligible, Global};
use super::screen::Screen;
use super::{DONE, counted, law};

/// Runs `vinhdanh eligible`.
pub(super) fn run(global: &Global, arguments: &Eligible, screen: &Screen) -> anyhow::Result<u8> {
    let loaded = law::catalogue(global)?;
    let inventory = &loaded.inventory;
    let on = law::day(&arguments.on)?;
    let year = on.year.context("`--on` needs a year")?;
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
    for (head, prospects) in &groups {
        screen.result(head)?;
        for line in prospect_lines(prospects) {
            screen.result(&line)?;
        }
    }
    screen.note(&format!("{} for {year}", counted(found.len(), "prospect")))?;
    Ok(DONE)
}

/// Says who qualifies, then who is one step short, then of whom the data can't tell; those with the same open question together.
fn prospect_lines(prospects: &[&Prospect<'_>]) -> Vec<String> {
    let (mut met, mut missed, mut open) = (Vec::new(), Vec::new(), Vec::<(&str, &str, usize)>::new());
    for prospect in prospects {
        let name = prospect.recipient.name();
        match &prospect.verdict {
            Verdict::Met => met.push(format!("  qualifies: {name}")),
            Verdict::Missed(gap) => missed.push(format!("  one step short: {name}: {}", gap.what)),
            Verdict::Open(gap) => match open.iter_mut().find(|(what, ..)| *what == gap.what) {
                Some((.., more)) => *more += 1,
                None => open.push((&gap.what, name, 0)),
            },
        }
    }
    let open = open.into_iter().map(|(what, name, more)| match more {
        0 => format!("  needs review: {name}: {what}"),
        more => format!("  needs review: {name} and {more} more: {what}"),
    });
    met.into_iter().chain(missed).chain(open).collect()
}
