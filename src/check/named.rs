//! A count that says it has the named ones inside is not smaller than their number.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::figures::sums::Standing;
use crate::model::{Class, CountUnit, Form, Hedge, Honour, Honoured, Id, Period, RecipientKind, Ref, Tally};

use super::recipients::{recipient_kind, tally_kind};
use super::view::{View, homes};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let tallies: Vec<&Tally> =
        view.records.tallies.iter().filter(|tally| tally.named_inside == Some(true)).collect();
    if tallies.is_empty() {
        return;
    }
    let named = index(view);
    for tally in tallies {
        found.extend(the_named_are_counted(view, tally, &named));
    }
}

/// What the named honours of a tally have in common with it.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    unit: &'a Id,
    form: &'a Id,
    standing: Standing,
    class: Option<Class>,
    decision: Option<&'a Id>,
    when: When,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum When {
    Year(u16),
    Period(Period),
    Unsaid,
}

type Named<'a> = HashMap<Key<'a>, Vec<(&'a Id, RecipientKind)>>;

fn index<'a>(view: &View<'a>) -> Named<'a> {
    let mut named: Named<'a> = HashMap::new();
    for honour in &view.records.honours {
        let Some(form) = &honour.form else { continue };
        for recipient in honour.recipients() {
            let Some(honoured) = view.find_recipient(recipient) else { continue };
            let entry = (&recipient.id, recipient_kind(honoured));
            for (unit, decision) in places(view, honour, honoured) {
                let key = Key {
                    unit,
                    form: &form.id,
                    standing: Standing::of(honour.state()),
                    class: honour.class.as_ref().map(|class| class.value),
                    decision,
                    when: when(honour),
                };
                named.entry(key).or_default().push(entry);
            }
        }
    }
    named
}

/// Returns the units and decisions under which a tally may count an honour.
fn places<'a>(view: &View<'a>, honour: &'a Honour, recipient: Honoured<'a>) -> Vec<(&'a Id, Option<&'a Id>)> {
    let units = match &honour.unit {
        Some(unit) => BTreeSet::from([&unit.id]),
        None => homes(view, recipient),
    };
    // A tally that names no decision counts the honours of all of them.
    let own = honour.decision.as_ref().map(|decision| Some(&decision.id));
    let decisions: Vec<Option<&Id>> = own.into_iter().chain([None]).collect();
    units
        .into_iter()
        .flat_map(|unit| decisions.iter().map(move |decision| (unit, *decision)).collect::<Vec<_>>())
        .collect()
}

fn when(honour: &Honour) -> When {
    let period = honour.period.as_ref().map(|period| When::Period(period.value));
    honour.year.as_ref().map(|year| When::Year(year.value)).or(period).unwrap_or(When::Unsaid)
}

fn the_named_are_counted(view: &View<'_>, tally: &Tally, index: &Named<'_>) -> Option<Diagnostic> {
    let count = tally.count.number().filter(|_| matches!(tally.count.hedge, Hedge::Exact | Hedge::Under))?;
    let inside: Vec<_> = tally.forms.iter().flat_map(|form| inside(view, tally, form, index)).collect();
    let names = match tally.count.count_unit()? {
        // One person may be named several times, but is one person.
        CountUnit::Persons | CountUnit::Collectives | CountUnit::Households => {
            inside.iter().map(|(id, _)| *id).collect::<HashSet<_>>().len()
        }
        CountUnit::Turns
        | CountUnit::CollectiveTurns
        | CountUnit::Awards
        | CountUnit::Flags
        | CountUnit::Years => inside.len(),
    };
    let is_too_small =
        count.to_count().is_some_and(|count| u64::try_from(names).is_ok_and(|names| count < names));
    is_too_small.then(|| {
        let headline =
            format!("the tally counts {count}, but {names} are listed by name and should be inside");
        Diagnostic::new(Code::ImpossibleCount, headline)
            .at(tally.count.span, format!("expected at least {names}"))
            .help("write `named-inside: false` if those with names are not counted here")
    })
}

/// Returns the named recipients that a tally counts with one of its forms.
fn inside<'a>(
    view: &View<'_>,
    tally: &'a Tally,
    form: &'a Ref<Form>,
    named: &Named<'a>,
) -> Vec<(&'a Id, RecipientKind)> {
    let kind = tally_kind(view, tally).map(|(kind, _)| kind).filter(|kind| *kind != RecipientKind::Mixed);
    let classes = match &tally.class {
        Some(class) => vec![Some(class.value)],
        None => Class::ALL.iter().copied().map(Some).chain([None]).collect(),
    };
    let mut inside = Vec::new();
    for class in classes {
        for when in times(tally) {
            let key = Key {
                unit: &tally.unit.id,
                form: &form.id,
                standing: Standing::of(tally.state()),
                class,
                decision: tally.decision.as_ref().map(|decision| &decision.id),
                when,
            };
            let found = named.get(&key).into_iter().flatten();
            inside.extend(found.filter(|(_, found)| kind.is_none_or(|kind| kind == *found)).copied());
        }
    }
    inside
}

/// Returns the years and periods that surely belong to a tally.
fn times(tally: &Tally) -> Vec<When> {
    let period = tally.period.as_ref().map(|period| period.value);
    let years = period.into_iter().flat_map(Period::years).map(When::Year);
    match &tally.year {
        Some(year) => vec![When::Year(year.value)],
        None => {
            years.chain(period.map(When::Period)).chain(period.is_none().then_some(When::Unsaid)).collect()
        }
    }
}
