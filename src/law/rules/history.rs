//! What somebody was honoured with before, how they were rated, and who belongs to whom.

use std::collections::{BTreeSet, HashMap};

use crate::model::{
    Absence, Class, Date, Discipline, Honour, Honoured, Id, Initiative, Inventory, Person, Post, Rating,
    Unit, UnitKind,
};
use crate::source::Span;

/// One award of the past.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// The title or form.
    pub form: &'a Id,
    /// The class of an order.
    pub class: Option<Class>,
    /// The year that it counts for; that of its decision where none is given.
    pub year: u16,
    /// Where it is written.
    pub span: Span,
    /// The honour.
    pub honour: &'a Honour,
}

/// What the data knows of everybody, found at once.
#[derive(Debug)]
pub struct History<'a> {
    inventory: &'a Inventory,
    pasts: HashMap<&'a Id, Vec<Past<'a>>>,
    ratings: HashMap<(&'a Id, u16), (Rating, Span)>,
    initiatives: HashMap<&'a Id, Vec<&'a Initiative>>,
    disciplines: HashMap<&'a Id, Vec<&'a Discipline>>,
    people: HashMap<&'a Id, Vec<&'a Person>>,
    absences: HashMap<&'a Id, Vec<&'a Absence>>,
    complete: HashMap<&'a Id, u16>,
}

impl<'a> History<'a> {
    /// Gathers it from the records. Links that dangle are passed over.
    pub fn new(inventory: &'a Inventory) -> Self {
        let records = inventory.records();
        let mut history = Self {
            inventory,
            pasts: HashMap::new(),
            ratings: HashMap::new(),
            initiatives: HashMap::new(),
            disciplines: HashMap::new(),
            people: HashMap::new(),
            absences: HashMap::new(),
            complete: HashMap::new(),
        };
        for honour in &records.honours {
            history.add_honour(honour);
        }
        for rating in &records.ratings {
            for link in rating.recipients() {
                let known = (rating.rating.value, rating.span.part(0..0));
                history.ratings.insert((&link.id, rating.year.value), known);
            }
        }
        for initiative in &records.initiatives {
            for link in &initiative.by {
                history.initiatives.entry(&link.id).or_default().push(initiative);
            }
        }
        for discipline in &records.disciplines {
            history.disciplines.entry(&discipline.recipient.id).or_default().push(discipline);
        }
        for absence in &records.absences {
            history.absences.entry(&absence.person.id).or_default().push(absence);
        }
        for person in &records.people {
            let posts = person.posts.iter().filter_map(|post| Some(&post.unit.as_ref()?.id));
            let units: BTreeSet<&Id> = posts.flat_map(|unit| chain(inventory, unit)).collect();
            for unit in units {
                history.people.entry(unit).or_default().push(person);
            }
        }
        for unit in &records.units {
            history.complete.extend(unit.complete_since.as_ref().map(|year| (&unit.id.value, year.value)));
        }
        history
    }

    fn add_honour(&mut self, honour: &'a Honour) {
        let Some(form) = &honour.form else { return };
        if !honour.state().is_award() {
            return;
        }
        let Some(year) = year_of(honour, self.inventory) else { return };
        for link in honour.recipients() {
            let class = honour.class.as_ref().map(|class| class.value);
            let past = Past { form: &form.id, class, year, span: link.span, honour };
            // Most have one or two.
            self.pasts.entry(&link.id).or_insert_with(|| Vec::with_capacity(1)).push(past);
        }
    }

    /// Returns what somebody was honoured with, in the order of the data.
    pub fn pasts(&self, recipient: &Id) -> &[Past<'a>] {
        self.pasts.get(recipient).map_or(&[], Vec::as_slice)
    }

    /// Returns how somebody was rated in a year, and where that is written.
    pub fn rating(&self, recipient: &'a Id, year: u16) -> Option<(Rating, Span)> {
        self.ratings.get(&(recipient, year)).copied()
    }

    /// Returns somebody's initiatives.
    pub fn initiatives(&self, recipient: &Id) -> &[&'a Initiative] {
        self.initiatives.get(recipient).map_or(&[], Vec::as_slice)
    }

    /// Returns the measures against somebody.
    pub fn disciplines(&self, recipient: &Id) -> &[&'a Discipline] {
        self.disciplines.get(recipient).map_or(&[], Vec::as_slice)
    }

    /// Returns when somebody was absent.
    pub fn absences(&self, person: &Id) -> &[&'a Absence] {
        self.absences.get(person).map_or(&[], Vec::as_slice)
    }

    /// Returns the people who held a post in a unit or below it at the end of a year, in the order of the data.
    pub fn members(&self, unit: &Id, year: u16) -> Vec<&'a Person> {
        let people = self.people.get(unit).map_or(&[][..], Vec::as_slice);
        let belongs = |person: &&&Person| {
            person.posts.iter().any(|post| {
                let here = |link: &crate::model::Ref<Unit>| {
                    chain(self.inventory, &link.id).any(|above| above == unit)
                };
                post.is_held((year, 12, 31)) && post.unit.as_ref().is_some_and(here)
            })
        };
        people.iter().filter(belongs).copied().collect()
    }

    /// Answers whether the data has every honour of somebody in a year, so that a missing one was not given.
    ///
    /// A unit vouches for who was there: of somebody who served elsewhere in a part of the year, or of whom no post of that time is known, nobody does.
    pub fn is_complete(&self, recipient: Honoured<'_>, year: u16) -> bool {
        let since = |unit: &Id| self.complete.get(unit).is_some_and(|since| *since <= year);
        let vouches = |home: &Id| chain(self.inventory, home).any(since);
        match recipient {
            Honoured::Unit(unit) => vouches(&unit.id.value),
            Honoured::Person(person) => {
                let is_covered = |post: &&Post| post.unit.as_ref().is_some_and(|unit| vouches(&unit.id));
                let posts: Vec<&Post> = person.posts.iter().filter(is_covered).collect();
                let mut days = (1..=12).map(|month| (year, month, 1)).chain([(year, 12, 31)]);
                days.all(|day| posts.iter().any(|post| post.is_held(day)))
            }
        }
    }

    /// Answers whether somebody has posts, and all of them in groups such as villages: a farmer, or a worker of no body.
    pub fn serves_nowhere(&self, recipient: Honoured<'_>) -> bool {
        let Honoured::Person(person) = recipient else { return false };
        let is_outside = |post: &Post| {
            let unit: Option<&Unit> = post.unit.as_ref().and_then(|link| self.inventory.by_id(&link.id));
            let kind = unit.and_then(|unit| unit.kind);
            matches!(kind, Some(UnitKind::Group | UnitKind::Household))
        };
        !person.posts.is_empty() && person.posts.iter().all(is_outside)
    }

    /// Returns all recipients of past awards, in the order of their records.
    pub fn recipients(&self) -> Vec<Honoured<'a>> {
        let records = self.inventory.records();
        let people = records.people.iter().map(Honoured::Person);
        people.chain(records.units.iter().map(Honoured::Unit)).collect()
    }
}

/// Returns the year that an honour counts for: its own, the last of its period, else that of its day or decision.
pub fn year_of(honour: &Honour, inventory: &Inventory) -> Option<u16> {
    let of = |date: Option<&crate::yaml::Located<Date>>| date.and_then(|date| date.year);
    let own = honour.year.as_ref().map(|year| year.value);
    own.or_else(|| honour.period.as_ref().map(|period| period.last))
        .or_else(|| of(honour.date.as_deref()))
        .or_else(|| {
            of(inventory.by_id::<crate::model::Decision>(&honour.decision.as_ref()?.id)?.date.as_ref())
        })
        .or_else(|| of(honour.decided_by.as_ref()?.date.as_ref()))
}

/// Returns a unit and those above it. A circle of parents, which is reported elsewhere, ends after more steps than any real
/// body has.
pub(super) fn chain<'a>(inventory: &'a Inventory, unit: &Id) -> impl Iterator<Item = &'a Id> {
    let start: Option<&Unit> = inventory.by_id(unit);
    std::iter::successors(start, |unit| inventory.by_id(&unit.parent.as_ref()?.id))
        .map(|unit| &unit.id.value)
        .take(32)
}
