//! `vinhdanh law`: what the law's data holds.

use std::path::Path;

use anyhow::Context as _;

use crate::diagnostic::nearest;
use crate::law::{self, Validity, is_valid};
use crate::load::{self, Loaded};
use crate::model::{Bonus, Date, Form, Inventory, LegalText, Regime, TimedGranter};
use crate::source::SourceMap;
use crate::vi;
use crate::yaml::Located;

use super::DONE;
use super::arguments::{Global, Law, LawCommand};
use super::screen::Screen;
use super::standard::{Standard, standards};

/// Runs `vinhdanh law`.
pub(super) fn run(global: &Global, arguments: &Law, screen: &Screen) -> anyhow::Result<u8> {
    let loaded = catalogue(global)?;
    let inventory = &loaded.inventory;
    match &arguments.command {
        LawCommand::List { on } => list(inventory, on.as_deref().map(day).transpose()?, screen)?,
        LawCommand::Show { id, on } => {
            let on = on.as_deref().map(day).transpose()?;
            for line in shown(inventory, id, on)? {
                screen.result(&line)?;
            }
        }
    }
    Ok(DONE)
}

/// Says what a rule of the law means; nothing if there is no such rule.
pub(super) fn explained(global: &Global, id: &str) -> anyhow::Result<Vec<String>> {
    let loaded = catalogue(global)?;
    let inventory = &loaded.inventory;
    let lower = id.to_lowercase();
    let standard = standard(inventory, &lower).with_context(|| {
        let known = standards(inventory);
        let known = nearest(&lower, known.iter().map(|standard| standard.head().id));
        format!("there is no rule `{id}`; {}", hint(known.map(|known| format!("law/{known}"))))
    })?;
    Ok(standard.lines(inventory))
}

fn standard<'a>(inventory: &'a Inventory, id: &str) -> Option<Standard<'a>> {
    standards(inventory).into_iter().find(|standard| standard.head().id == id)
}

/// Reads the law, and the data of the project where there is one.
pub(super) fn catalogue(global: &Global) -> anyhow::Result<Loaded> {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    let Ok(root) = super::root(global) else {
        let nowhere = tempfile::tempdir().context("failed to make an empty folder")?;
        return Ok(load::load(nowhere.path(), "data", law::BUILT_IN, &mut sources, &mut diagnostics));
    };
    let project = load::read_project(&root, &mut sources, &mut diagnostics);
    let data = project.and_then(|project| project.data).map_or_else(|| "data".to_owned(), |data| data.value);
    let folder = root.join(Path::new(&data));
    // What is wrong with the data is for `check` to say.
    Ok(load::load(&folder, &data, law::BUILT_IN, &mut sources, &mut diagnostics))
}

pub(super) fn day(text: &str) -> anyhow::Result<Date> {
    Date::read(text).map_err(|why| anyhow::anyhow!("`{text}` is not a date: {why}"))
}

pub(super) fn known_form<'a>(inventory: &'a Inventory, id: &str) -> anyhow::Result<&'a Form> {
    let forms = &inventory.records().forms;
    forms.iter().find(|form| form.id.value.as_str() == id).with_context(|| {
        let known = nearest(id, forms.iter().map(|form| form.id.value.as_str()));
        format!("there is no title or form `{id}`; {}", hint(known.map(str::to_owned)))
    })
}

fn hint(known: Option<String>) -> String {
    known.map_or_else(
        || "`vinhdanh law list` lists them all".to_owned(),
        |known| format!("did you mean `{known}`?"),
    )
}

/// Lists everything by kind, or what rules on a day.
fn list(inventory: &Inventory, on: Option<Date>, screen: &Screen) -> anyhow::Result<()> {
    let records = inventory.records();
    let rules_then = |from: &Located<Date>, to: Option<&Located<Date>>| {
        on.is_none_or(|on| is_valid(from, to, on) == Validity::Yes)
    };
    let mut lines = vec!["Titles and forms (danh hiệu, hình thức)".to_owned()];
    lines.extend(records.forms.iter().map(|form| format!("  {:<38} {}", form.id.as_str(), form.name.value)));
    lines.push("Rules".to_owned());
    for standard in standards(inventory) {
        let head = standard.head();
        if rules_then(head.from, head.to) {
            let name = format!("law/{}", head.id);
            lines.push(format!("  {name:<38} {} [{}]", head.article, head.status.as_str()));
        }
    }
    lines.push("Legal texts".to_owned());
    let texts = records.legal_texts.iter().filter(|text| rules_then(&text.from, text.to.as_ref()));
    lines.extend(
        texts.map(|text| format!("  {:<38} {} [{}]", text.id.as_str(), title(text), text.status.as_str())),
    );
    lines.push("Regimes".to_owned());
    let regimes = records.regimes.iter().filter(|regime| rules_then(&regime.from, regime.to.as_ref()));
    lines.extend(regimes.map(|regime| {
        format!(
            "  {:<38} {} [{}]",
            regime.id.as_str(),
            days(&regime.from, regime.to.as_ref()),
            regime.status.as_str()
        )
    }));
    lines.push("Base salaries".to_owned());
    let current = on.map(|on| law::base_salary(inventory, on));
    for salary in &records.base_salaries {
        if current.is_some_and(|current| current.is_none_or(|current| !std::ptr::eq(current, salary))) {
            continue;
        }
        let amount = vi::money(u64::from(salary.amount.value));
        lines.push(format!(
            "  from {:<33} {amount}, {} [{}]",
            salary.from.to_string(),
            salary.text.value,
            salary.status.as_str()
        ));
    }
    for line in lines {
        screen.result(&line)?;
    }
    Ok(())
}

/// Says all about one entry.
fn shown(inventory: &Inventory, id: &str, on: Option<Date>) -> anyhow::Result<Vec<String>> {
    let records = inventory.records();
    let plain = id.strip_prefix("law/").unwrap_or(id).to_lowercase();
    if let Some(standard) = standard(inventory, &plain) {
        return Ok(standard.lines(inventory));
    }
    if let Some(text) = records.legal_texts.iter().find(|text| text.id.value.as_str() == plain) {
        return Ok(text_lines(text));
    }
    if let Some(regime) = records.regimes.iter().find(|regime| regime.id.value.as_str() == plain) {
        return Ok(regime_lines(inventory, regime));
    }
    let form = known_form(inventory, &plain)?;
    Ok(form_lines(inventory, form, on))
}

fn form_lines(inventory: &Inventory, form: &Form, on: Option<Date>) -> Vec<String> {
    let quoted = form.quoted == Some(true);
    let name = &form.name.value;
    let mut lines = vec![if quoted { format!("“{name}”") } else { name.clone() }];
    lines.push(format!("  id: {}", form.id.value));
    lines.push(format!("  group: {}, level: {}", form.group.as_str(), form.level.as_str()));
    if !form.recipients.is_empty() {
        let kinds: Vec<&str> = form.recipients.iter().map(|kind| kind.as_str()).collect();
        lines.push(format!("  for: {}", kinds.join(", ")));
    }
    if !form.granted_by.is_empty() {
        let granters: Vec<&str> = form.granted_by.iter().map(|granter| granter.as_str()).collect();
        lines.push(format!("  granted by: {}", granters.join(", ")));
    }
    for then in &form.granted_then {
        lines.push(format!("  granted by {}: {}", then.by.as_str(), then_days(then)));
    }
    if let Some(authority) = &form.authority {
        lines.push(format!("  authority: {} [{}]", authority.source.value, authority.status.as_str()));
    }
    for former in &form.former_names {
        lines.push(format!("  called “{}” until {}", former.name.value, former.to.value));
    }
    let status = form.status.map_or("general", crate::model::Certainty::as_str);
    lines.push(format!("  source: {} [{status}]", form.source.as_deref().unwrap_or("none")));
    let rules_then = |from: &Located<Date>, to: Option<&Located<Date>>| {
        on.is_none_or(|on| is_valid(from, to, on) == Validity::Yes)
    };
    for standard in standards(inventory) {
        let head = standard.head();
        let about = head.forms.iter().any(|link| link.id == form.id.value);
        if about && rules_then(head.from, head.to) {
            lines.push(format!("  law/{}: {}", head.id, standard.says()));
        }
    }
    let bonuses = inventory.records().bonuses.iter().filter(|bonus| bonus.form.id == form.id.value);
    for bonus in bonuses.filter(|bonus| rules_then(&bonus.from, bonus.to.as_ref())) {
        lines.push(format!("  bonus: {}", bonus_words(inventory, bonus, on)));
    }
    lines
}

/// Says when an office grants that does so for a time.
fn then_days(then: &TimedGranter) -> String {
    match (&then.from, &then.to) {
        (Some(from), to) => days(from, to.as_ref()),
        (None, Some(to)) => format!("until {}", to.value),
        (None, None) => "always".to_owned(),
    }
}

/// Says how many times the base salary, and on a day how much that is.
fn bonus_words(inventory: &Inventory, bonus: &Bonus, on: Option<Date>) -> String {
    let class = bonus.class.as_ref().map_or_else(String::new, |class| format!("hạng {}: ", class.as_str()));
    let salary = on.and_then(|on| law::base_salary(inventory, on));
    let kinds =
        [("person", &bonus.persons), ("collective", &bonus.collectives), ("household", &bonus.households)];
    let shares: Vec<String> = kinds
        .into_iter()
        .filter_map(|(kind, multiple)| {
            let multiple = multiple.as_ref()?.value;
            let amount = salary.map(|salary| law::amount(multiple, salary.amount.value));
            let amount = amount.map_or_else(String::new, |amount| format!(" = {}", vi::money(amount)));
            Some(format!("{kind} {}{amount}", multiple.number()))
        })
        .collect();
    let most = if bonus.ceiling == Some(true) { "at most " } else { "" };
    let by = bonus.granted_by.as_ref();
    let by = by.map_or_else(String::new, |by| format!(", granted by {}", by.as_str()));
    format!(
        "{class}{most}{}{by} ({}, {}) [{}]",
        shares.join(", "),
        days(&bonus.from, bonus.to.as_ref()),
        bonus.article.value,
        bonus.status.as_str()
    )
}

fn text_lines(text: &LegalText) -> Vec<String> {
    let issuer = text.issuer.as_ref().map_or_else(String::new, |issuer| format!(" by {issuer}"));
    vec![
        title(text),
        format!("  issued: {}{issuer}", text.date.value),
        format!("  rules: {}", days(&text.from, text.to.as_ref())),
        format!("  source: {} [{}]", text.source.value, text.status.as_str()),
    ]
}

fn regime_lines(inventory: &Inventory, regime: &Regime) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", regime.id.value, days(&regime.from, regime.to.as_ref()))];
    let texts = regime.texts.iter().filter_map(|link| inventory.by_id::<LegalText>(&link.id));
    lines.extend(texts.map(|text| format!("  {}", title(text))));
    lines.push(format!("  source: {} [{}]", regime.source.value, regime.status.as_str()));
    lines
}

fn title(text: &LegalText) -> String {
    let number = text.number.as_ref().map_or_else(String::new, |number| format!(" ({number})"));
    format!("{}{number}", text.name.value)
}

pub(super) fn days(from: &Located<Date>, to: Option<&Located<Date>>) -> String {
    match to {
        Some(to) => format!("{} – {}", from.value, to.value),
        None => format!("from {}", from.value),
    }
}
