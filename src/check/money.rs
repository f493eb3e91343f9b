//! The money of a decision: what is stated against what the law gives, what is paid twice, and whose fund it comes from.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::{Ledger, payments, rolls};
use crate::law::{self, office};
use crate::model::{Date, Decision, FormGroup, Honour, Id, RecipientKind, Unit};
use crate::vi;
use crate::yaml::Located;

use super::recipients::recipient_kind;
use super::view::{View, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    // The lists of a decision can't be made without what it names.
    let are_linked = view.is_linked(found);
    let mut granted: BTreeMap<&Id, Vec<&Honour>> = BTreeMap::new();
    for honour in view.records.honours.iter().filter(|honour| honour.state().is_award()) {
        if let Some(link) = &honour.decision {
            granted.entry(&link.id).or_default().push(honour);
        }
    }
    let mut paid_titles = HashMap::new();
    for decision in &view.records.decisions {
        found.extend(the_fund_is_that_of_the_issuer(view, decision));
        let Some(date) = &decision.date else { continue };
        let honours = granted.get(&decision.id.value).map_or(&[][..], Vec::as_slice);
        let before = found.len();
        found.extend(
            honours.iter().filter_map(|honour| the_law_gives_what_is_stated(view, honour, decision, date)),
        );
        if decision.money.is_some() {
            found.extend(forms_at_once(view, honours, date.value));
            found.extend(titles_of_one_day(view, decision, honours, date.value, &mut paid_titles));
        }
        // A wrong amount makes a wrong sum.
        if are_linked && found.len() == before {
            found.extend(the_sum_is_what_is_paid(view, decision));
        }
    }
}

/// The stated sum may be for each recipient only where all of them are of one kind.
fn the_law_gives_what_is_stated(
    view: &View<'_>,
    honour: &Honour,
    decision: &Decision,
    date: &Located<Date>,
) -> Option<Diagnostic> {
    let stated = honour.bonus.as_ref()?;
    let form = view.find(honour.form.as_ref()?)?;
    let kinds: Vec<RecipientKind> =
        honour.recipients().filter_map(|link| Some(recipient_kind(view.find_recipient(link)?))).collect();
    let kind = *kinds.first().filter(|first| kinds.iter().all(|kind| kind == *first))?;
    let class = honour.class.as_ref().map(|class| class.value);
    let granter = view.find(&decision.issuer).and_then(office);
    let grant = law::bonus(view.inventory, form, class, kind, granter, date.value).ok()?;
    let (given, amount) = (u64::from(stated.value), grant.amount);
    let is_ceiling = grant.bonus.ceiling == Some(true);
    // Less than the highest title would be is what khoản 5 asks for: nothing at all.
    if given == amount || (is_ceiling && given < amount) || given == 0 {
        return None;
    }
    let (times, base) = (grant.multiple.number(), vi::money(u64::from(grant.base.amount.value)));
    let at_most = if is_ceiling { "at most " } else { "" };
    let headline = format!(
        "“{}” carries {at_most}{}, not {}: {times} × {base}",
        form.name.value,
        vi::money(amount),
        vi::money(given)
    );
    let diagnostic = Diagnostic::new(Code::WrongAmount, headline)
        .at(stated.span, format!("expected {at_most}{}", vi::money(amount)))
        .and(date.span, "the day that decides on multiple and base salary")
        .note(format!("{}; {}", grant.bonus.article.value, grant.base.text.value));
    Some(if given == law::nearest_amount(grant.multiple, grant.base.amount.value) {
        diagnostic
            .note("the product is rounded up to ten thousand đồng; this is the nearest, as some examples have it")
            .severity(Severity::Warning)
    } else {
        diagnostic.severity(weight(grant.is_sure))
    })
}

/// Điều 49 khoản 6: each form is paid where both time and achievement differ; a title and a form are both paid.
fn forms_at_once(view: &View<'_>, honours: &[&Honour], on: Date) -> Vec<Diagnostic> {
    let mut of: BTreeMap<&Id, Vec<&Honour>> = BTreeMap::new();
    for honour in honours {
        for link in honour.recipients() {
            of.entry(&link.id).or_default().push(honour);
        }
    }
    let pairs =
        of.iter().filter_map(|(id, honours)| Some((*id, law::paid_twice(view.inventory, honours, on)?)));
    pairs.filter_map(|(id, (first, second))| twice(id, "forms of commendation", first, second)).collect()
}

/// What a recipient is paid for: a title of one time, granted on one day.
type Title<'a> = (&'a Id, Option<u16>, Date);

/// Điều 49 khoản 5: within one decision the lower title is left out by itself; two decisions of one day know nothing of one another.
fn titles_of_one_day<'a>(
    view: &View<'a>,
    decision: &'a Decision,
    honours: &[&'a Honour],
    on: Date,
    paid: &mut HashMap<Title<'a>, (&'a Id, &'a Honour)>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !law::pays_highest_only(on) || on.day.is_none() {
        return found;
    }
    for honour in honours.iter().filter(|it| law::group(view.inventory, it) == Some(FormGroup::Title)) {
        let nothing = honour.bonus.as_ref().is_some_and(|bonus| bonus.value == 0);
        for link in honour.recipients().filter(|_| !nothing) {
            let key = (&link.id, law::rules::year_of(honour, view.inventory), on);
            let (other, first) = *paid.entry(key).or_insert((&decision.id.value, honour));
            if *other != decision.id.value {
                found.extend(twice(&link.id, "titles", first, honour));
            }
        }
    }
    found
}

fn twice(id: &Id, what: &str, first: &Honour, second: &Honour) -> Option<Diagnostic> {
    let place = |honour: &Honour| honour.recipients().find(|link| link.id == *id).map(|link| link.span);
    let headline = format!("`{id}` would be paid for two {what} that may be for one time and achievement");
    let says = if what == "titles" {
        "of several titles for one time only the highest is paid (khoản 5 Điều 49 Nghị định số 152/2025/NĐ-CP)"
    } else {
        "several forms are each paid where time and achievement differ (khoản 6 Điều 49 Nghị định số 152/2025/NĐ-CP)"
    };
    Some(
        Diagnostic::new(Code::PaidTwice, headline)
            .at(place(second)?, "paid again")
            .and(place(first)?, "paid first")
            .note(says)
            .help("give each its own `year` and `reason`, or write `bonus: 0` where nothing is paid"),
    )
}

/// Only a fund of a unit that the data knows can be another one's; the longest name is the one that is meant.
fn the_fund_is_that_of_the_issuer(view: &View<'_>, decision: &Decision) -> Option<Diagnostic> {
    let (money, issuer) = (decision.money.as_ref()?, view.find(&decision.issuer)?);
    if !money.value.contains("Quỹ") && !money.value.contains("quỹ") {
        return None;
    }
    let named = |unit: &&Unit| {
        let before =
            |name: &str| money.value.find(name).is_some_and(|at| money.value[..at].ends_with("của "));
        before(&unit.name.value)
    };
    let owner = view.records.units.iter().filter(named).max_by_key(|unit| unit.name.value.len())?;
    (owner.name.value != issuer.name.value).then(|| {
        let headline = format!(
            "`{}` is decided by “{}”, but paid from the fund of “{}”",
            decision.id.value, issuer.name.value, owner.name.value
        );
        Diagnostic::new(Code::WrongFund, headline)
            .at(money.span, "")
            .and(decision.issuer.span, "who decides")
            .note("khoản 4 Điều 11 Luật Thi đua, khen thưởng (2022): whoever signs pays from the fund at his own level")
    })
}

fn the_sum_is_what_is_paid(view: &View<'_>, decision: &Decision) -> Option<Diagnostic> {
    let total = decision.total.as_ref()?;
    let ledger = Ledger::of_decision(view.inventory, &decision.id.value);
    let Some(paid) = payments(view.inventory, decision, &rolls(&ledger)) else {
        let headline =
            format!("the sum of `{}` can't be checked: not every amount is sure", decision.id.value);
        return Some(Diagnostic::new(Code::ClaimUnchecked, headline).at(total.span, "").help(
            "give `money` and `date`, name all recipients, and write `bonus` where the law leaves it open",
        ));
    };
    let stated = u64::from(total.value);
    (stated != paid.total).then(|| {
        let headline = format!(
            "the sum of `{}` is {}, not {}",
            decision.id.value,
            vi::money(paid.total),
            vi::money(stated)
        );
        let diagnostic = Diagnostic::new(Code::WrongAmount, headline)
            .at(total.span, format!("expected {}", vi::money(paid.total)));
        if stated == paid.total_of_highest {
            let note = "of several titles only the highest would be paid, which is law from 01/7/2025 on; of the decree before it the \
                        sentence was not seen";
            return diagnostic.note(note).severity(Severity::Warning);
        }
        diagnostic
    })
}
