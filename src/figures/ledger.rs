//! The ledger of a unit: what it and its people were honoured with in a period.
//!
//! Named honours of the same kind become one entry with their names; a tally is an entry of its own. Entries of
//! different states are never put together, so a proposal can't become an award by adding.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Amount, Class, CountUnit, Form, FormGroup, Hedge, Honour, Honoured, Id, Inventory, Level, Period, Person,
    Quantity, Recipient, RecipientKind, Ref, State, Tally, Unit,
};
use crate::source::Span;
use crate::vi::{self, Number};

use super::words::{actor_words, form_words, quantity_words};

/// A line of the ledger.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The printed name of the title or form.
    pub name: String,
    /// The forms from the catalogue; none where the source names none.
    pub forms: Vec<&'a Form>,
    /// Who was honoured.
    pub recipients: Option<RecipientKind>,
    /// How far it has come.
    pub state: State,
    /// How many.
    pub count: Quantity,
    /// The recipients that are known by name.
    pub named: Vec<Named<'a>>,
    /// What it was given for, where all of it was given for the same.
    pub reason: Option<&'a str>,
    /// The years in which it was given, where they are known.
    pub years: BTreeSet<u16>,
    /// The period that it was given for, where no year is known.
    pub period: Option<Period>,
    /// Who granted it, where the source names no form.
    pub grantors: Option<String>,
    /// The tally behind it, if it is one.
    pub tally: Option<&'a Tally>,
    /// The records behind it.
    pub records: Vec<Span>,
}

/// A recipient that is known by name.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// The year that it counts for, if it is known.
    pub year: Option<u16>,
    /// What it was given for.
    pub reason: Option<&'a str>,
    /// How many times, where the honour says it.
    pub times: Option<&'a Quantity>,
    /// The honour that names the recipient; nothing where a tally does.
    pub honour: Option<&'a Honour>,
}

impl Entry<'_> {
    /// Returns the level at which it was granted, if the catalogue tells and all forms agree.
    pub fn level(&self) -> Option<Level> {
        level(&self.forms)
    }

    /// Returns whether it is a title or a form of commendation, if all forms agree.
    pub fn group(&self) -> Option<FormGroup> {
        group(&self.forms)
    }

    /// Returns the one year in which it was given, if there is only one.
    pub fn year(&self) -> Option<u16> {
        if self.years.len() == 1 { self.years.first().copied() } else { None }
    }

    /// Returns the count in words.
    pub fn count_words(&self) -> String {
        quantity_words(&self.count)
    }
}

fn level(forms: &[&Form]) -> Option<Level> {
    let level = forms.first()?.level.value;
    forms.iter().all(|form| form.level.value == level).then_some(level)
}

fn group(forms: &[&Form]) -> Option<FormGroup> {
    let group = forms.first()?.group.value;
    forms.iter().all(|form| form.group.value == group).then_some(group)
}

/// What a unit and its people were honoured with.
#[derive(Debug, Clone, Default)]
pub struct Ledger<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> Ledger<'a> {
    /// Gathers the ledger of a unit in a period.
    pub fn of(inventory: &'a Inventory, unit: &Unit, period: Period) -> Self {
        let mut gathered = Gathered::default();
        for honour in &inventory.records().honours {
            if !in_period(honour_years(honour, inventory), period) {
                continue;
            }
            for recipient in honour.recipients() {
                if belongs(honour, recipient, unit, inventory) {
                    gathered.add_honour(honour, inventory.recipient(recipient), inventory);
                }
            }
        }
        for tally in &inventory.records().tallies {
            let years =
                tally.period.as_ref().map(|period| period.value).or_else(|| {
                    tally.year.as_ref().map(|year| Period { first: year.value, last: year.value })
                });
            if tally.unit.id == unit.id.value && in_period(years, period) {
                gathered.add_tally(tally, inventory);
            }
        }
        Self { entries: gathered.counted().in_order_of_kinds() }
    }

    /// Gathers those honours and tallies that are asked for, in the order of the data.
    pub fn where_honours(
        inventory: &'a Inventory,
        honours: impl Fn(&Honour) -> bool,
        tallies: impl Fn(&Tally) -> bool,
    ) -> Self {
        let records = inventory.records();
        let honours = records.honours.iter().filter(|honour| honours(honour));
        Self::gathered(inventory, honours, records.tallies.iter().filter(|tally| tallies(tally)))
    }

    /// Gathers what a decision grants, in the order of the data.
    pub fn of_decision(inventory: &'a Inventory, decision: &Id) -> Self {
        Self::gathered(inventory, inventory.honours_of(decision), inventory.tallies_of(decision))
    }

    fn gathered(
        inventory: &'a Inventory,
        honours: impl Iterator<Item = &'a Honour>,
        tallies: impl Iterator<Item = &'a Tally>,
    ) -> Self {
        let mut gathered = Gathered::default();
        for honour in honours {
            for recipient in honour.recipients() {
                gathered.add_honour(honour, inventory.recipient(recipient), inventory);
            }
        }
        for tally in tallies {
            gathered.add_tally(tally, inventory);
        }
        Self { entries: gathered.counted().in_order }
    }

    /// Returns all entries: by level, then titles before forms, then in the order of the catalogue.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// Returns the entries that are awards.
    pub fn awarded(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|entry| entry.state.is_award())
    }

    /// Returns the entries of one state.
    pub fn in_state(&self, state: State) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(move |entry| entry.state == state)
    }
}

/// Returns what is printed where the source names no form.
fn unnamed(grantors: Option<&str>) -> String {
    grantors.map_or_else(|| "Khen thưởng".to_owned(), |grantors| format!("Khen thưởng của {grantors}"))
}

/// Returns the names of forms that were counted together; as many grantors as forms belong to them one by one.
fn forms_words(forms: &[&Form], grantors: &[String], class: Option<Class>) -> String {
    let of_its_own =
        |at: usize| grantors.get(at).filter(|_| grantors.len() == forms.len()).map(String::as_str);
    let names: Vec<String> =
        forms.iter().enumerate().map(|(at, form)| form_words(form, of_its_own(at), class)).collect();
    vi::join(&names)
}

/// What makes two named honours lines of the same entry; its order is that of the ledger.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    /// Whether the level is not known: such entries come last.
    unknown_level: bool,
    level: Option<Level>,
    group: Option<FormGroup>,
    catalogue: usize,
    class: Option<Class>,
    name: String,
    /// Collectives come before households and persons, as on paper.
    rank: u8,
    state: State,
    /// What no other entry has, where nothing may be added to this one.
    alone: usize,
}

impl Kind {
    fn new(
        inventory: &Inventory,
        forms: &[&Form],
        class: Option<Class>,
        name: &str,
        recipients: Option<RecipientKind>,
        state: State,
    ) -> Self {
        Self {
            unknown_level: level(forms).is_none(),
            level: level(forms),
            group: group(forms),
            catalogue: forms.first().map_or(usize::MAX, |form| inventory.position(form)),
            class,
            name: name.to_owned(),
            rank: rank(recipients),
            state,
            alone: 0,
        }
    }
}

fn rank(recipients: Option<RecipientKind>) -> u8 {
    match recipients {
        Some(RecipientKind::Collectives) => 0,
        Some(RecipientKind::Households) => 1,
        Some(RecipientKind::Persons) => 2,
        Some(RecipientKind::Mixed) => 3,
        None => 4,
    }
}

#[derive(Default)]
struct Gathered<'a> {
    kinds: BTreeMap<Kind, usize>,
    in_order: Vec<Entry<'a>>,
}

impl<'a> Gathered<'a> {
    fn add_honour(&mut self, honour: &'a Honour, recipient: Honoured<'a>, inventory: &'a Inventory) {
        let form = honour.form.as_ref().map(|form| inventory.get(form));
        let grantor = honour.grantor.as_ref().map(|grantor| actor_words(grantor, inventory));
        let class = honour.class.as_ref().map(|class| class.value);
        let name = match (&honour.called, form) {
            (Some(called), _) => called.value.clone(),
            (None, Some(form)) => form_words(form, grantor.as_deref(), class),
            (None, None) => unnamed(grantor.as_deref()),
        };
        let recipients = Some(match recipient {
            Honoured::Person(_) => RecipientKind::Persons,
            Honoured::Unit(unit) if unit.kind == Some(crate::model::UnitKind::Household) => {
                RecipientKind::Households
            }
            Honoured::Unit(_) => RecipientKind::Collectives,
        });
        let forms: Vec<&Form> = form.into_iter().collect();
        let kind = Kind::new(inventory, &forms, class, &name, recipients, honour.state());
        let year = honour_year(honour, inventory);
        let next = self.in_order.len();
        // What says how many times it was is never put together with anything, or the times would be lost.
        let kind = if honour.count.is_some() { Kind { alone: next + 1, ..kind } } else { kind };
        let at = *self.kinds.entry(kind).or_insert(next);
        if at == next {
            self.in_order.push(Entry {
                name,
                forms,
                recipients,
                state: honour.state(),
                count: honour.count.as_ref().map_or(NOT_COUNTED, |times| times.value.clone()),
                named: Vec::new(),
                reason: honour.reason.as_deref(),
                years: BTreeSet::new(),
                period: honour.period.as_ref().map(|period| period.value).filter(|_| year.is_none()),
                grantors: grantor.filter(|_| form.is_none() && honour.called.is_none()),
                tally: None,
                records: Vec::new(),
            });
        }
        let entry = &mut self.in_order[at];
        entry.named.push(Named {
            recipient,
            year,
            reason: honour.reason.as_deref(),
            times: honour.count.as_ref().map(|times| &times.value),
            honour: Some(honour),
        });
        entry.records.push(honour.span);
        if entry.reason != honour.reason.as_deref() {
            entry.reason = None;
        }
        entry.years.extend(year);
    }

    fn add_tally(&mut self, tally: &'a Tally, inventory: &'a Inventory) {
        let forms: Vec<&Form> = tally.forms.iter().map(|form| inventory.get(form)).collect();
        let class = tally.class.as_ref().map(|class| class.value);
        let grantors: Vec<String> =
            tally.grantors.iter().map(|grantor| actor_words(grantor, inventory)).collect();
        let nameless = forms.is_empty() && tally.called.is_none();
        let name = match &tally.called {
            Some(called) => called.value.clone(),
            None if forms.is_empty() => {
                unnamed((!grantors.is_empty()).then(|| vi::join(&grantors)).as_deref())
            }
            None => forms_words(&forms, &grantors, class),
        };
        let year = tally.year.as_ref().map(|year| year.value);
        let recipients = tally.recipients.as_ref().map(|kind| kind.value);
        let kind = Kind::new(inventory, &forms, class, &name, recipients, tally.state());
        // A tally is never put together with anything.
        let kind = Kind { alone: self.in_order.len() + 1, ..kind };
        self.kinds.insert(kind, self.in_order.len());
        let reason = tally.reason.as_deref();
        let named = tally
            .recipient
            .iter()
            .map(|link| Named {
                recipient: inventory.recipient(link),
                year,
                reason,
                times: None,
                honour: None,
            })
            .collect();
        self.in_order.push(Entry {
            name,
            forms,
            recipients,
            state: tally.state(),
            count: tally.count.value.clone(),
            named,
            reason: tally.reason.as_deref(),
            years: year.into_iter().collect(),
            period: tally.period.as_ref().map(|period| period.value).filter(|_| year.is_none()),
            grantors: (nameless && !grantors.is_empty()).then(|| vi::join(&grantors)),
            tally: Some(tally),
            records: vec![tally.span],
        });
    }

    /// Returns the entries in the order in which they were added, each counted once.
    fn counted(mut self) -> Self {
        for entry in
            self.in_order.iter_mut().filter(|entry| entry.tally.is_none() && entry.count == NOT_COUNTED)
        {
            entry.count = count_of_named(&entry.named, entry.recipients);
        }
        self
    }

    /// Returns the entries in the order of their kinds.
    fn in_order_of_kinds(self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Option<Entry<'a>>> = self.in_order.into_iter().map(Some).collect();
        self.kinds.into_values().filter_map(|at| entries[at].take()).collect()
    }
}

/// The count of named recipients before all of them are known.
const NOT_COUNTED: Quantity =
    Quantity { hedge: Hedge::Exact, amount: Amount::Number(Number::ZERO), unit: None };

/// Counts named recipients: once nobody is counted twice they are persons, else turns.
fn count_of_named(named: &[Named<'_>], recipients: Option<RecipientKind>) -> Quantity {
    let mut ids: Vec<&Id> = named.iter().map(|named| named.recipient.id()).collect();
    ids.sort();
    let total = ids.len();
    ids.dedup();
    let unit = match (recipients, ids.len() == total) {
        (Some(RecipientKind::Collectives), true) => CountUnit::Collectives,
        (Some(RecipientKind::Collectives), false) => CountUnit::CollectiveTurns,
        (Some(RecipientKind::Households), _) => CountUnit::Households,
        (_, true) => CountUnit::Persons,
        (_, false) => CountUnit::Turns,
    };
    counted(total as u64, unit)
}

fn counted(number: u64, unit: CountUnit) -> Quantity {
    Quantity {
        hedge: Hedge::Exact,
        amount: Amount::Number(Number::from(number)),
        unit: Some(unit.as_str().to_owned()),
    }
}

/// Returns the year that a honour counts for, if it is known.
fn honour_year(honour: &Honour, inventory: &Inventory) -> Option<u16> {
    let date = honour.date.as_ref().and_then(|date| date.year);
    let decision = honour.decision.as_ref().and_then(|decision| inventory.get(decision).date.as_ref()?.year);
    honour.year.as_ref().map(|year| year.value).or(date).or(decision)
}

fn honour_years(honour: &Honour, inventory: &Inventory) -> Option<Period> {
    let year = honour_year(honour, inventory).map(|year| Period { first: year, last: year });
    year.or_else(|| honour.period.as_ref().map(|period| period.value))
}

/// What has no year counts in every period of its unit: leaving it out would hide it.
fn in_period(years: Option<Period>, period: Period) -> bool {
    years.is_none_or(|years| years.is_within(period))
}

fn belongs(honour: &Honour, recipient: &Ref<Recipient>, unit: &Unit, inventory: &Inventory) -> bool {
    if let Some(named) = &honour.unit {
        return named.id == unit.id.value;
    }
    match inventory.recipient(recipient) {
        Honoured::Unit(recipient) => membership(recipient, unit, inventory),
        Honoured::Person(person) => person_belongs(person, unit, inventory),
    }
}

fn person_belongs(person: &Person, unit: &Unit, inventory: &Inventory) -> bool {
    person
        .posts
        .iter()
        .filter_map(|post| post.unit.as_ref())
        .any(|post| membership(inventory.get(post), unit, inventory))
}

/// Answers whether a unit is another one or a part of it.
pub fn membership(part: &Unit, whole: &Unit, inventory: &Inventory) -> bool {
    let mut unit = part;
    // `check` refuses cycles of parents; the bound keeps even a missed one finite.
    for _ in 0..100 {
        if unit.id.value == whole.id.value {
            return true;
        }
        match &unit.parent {
            Some(parent) => unit = inventory.get(parent),
            None => return false,
        }
    }
    false
}
