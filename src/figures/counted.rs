//! What a table counts, one by one: a named recipient or a tally, each once.
//!
//! A tally may be a part of another one, and may have recipients inside that are listed by name too. What is counted in
//! a tally is left out of the list; a part of a tally stays in it, marked, for tables that show it below its whole.

use std::collections::{HashMap, HashSet};

use crate::model::{Class, CountUnit, Id, Period, RecipientKind, Tally};

use super::ledger::{Entry, Named};

/// A named recipient or a tally.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// The line of the ledger that it stands in.
    pub entry: &'a Entry<'a>,
    /// The place of that line among those that were given.
    pub at: usize,
    /// The recipient; nothing for a tally.
    pub named: Option<&'a Named<'a>>,
    /// The year that it counts for, if it is known.
    pub year: Option<u16>,
    /// Who was honoured; `Mixed` also where it is not known.
    pub kind: RecipientKind,
    /// Whether another tally counts it too.
    pub is_part: bool,
}

/// Lists what the lines of a ledger count.
pub fn counted<'a>(entries: &[&'a Entry<'a>]) -> Vec<Counted<'a>> {
    let wholes = Wholes::of(entries);
    let mut counted = Vec::new();
    for (at, entry) in entries.iter().copied().enumerate() {
        let Some(tally) = entry.tally else {
            let kind = entry.recipients.unwrap_or(RecipientKind::Mixed);
            let named = entry.named.iter().filter(|named| !wholes.have_inside(entry, named));
            counted.extend(named.map(|named| {
                let year = named.year;
                Counted { entry, at, named: Some(named), year, kind, is_part: false }
            }));
            continue;
        };
        let kind = entry.recipients.or_else(|| kind_of(tally.count.count_unit()?));
        counted.push(Counted {
            entry,
            at,
            named: None,
            year: entry.year(),
            kind: kind.unwrap_or(RecipientKind::Mixed),
            is_part: wholes.hold(tally),
        });
    }
    counted
}

/// The tallies that count something that other entries count too.
struct Wholes<'a> {
    ids: HashSet<&'a Id>,
    /// The tallies that have the named recipients of a form inside.
    with_named: HashMap<&'a Id, Vec<&'a Tally>>,
}

impl<'a> Wholes<'a> {
    fn of(entries: &[&Entry<'a>]) -> Self {
        let tallies: Vec<&Tally> = entries.iter().filter_map(|entry| entry.tally).collect();
        let mut with_named: HashMap<&Id, Vec<&Tally>> = HashMap::new();
        for tally in tallies.iter().filter(|tally| tally.named_inside == Some(true)) {
            for form in &tally.forms {
                with_named.entry(&form.id).or_default().push(tally);
            }
        }
        Self { ids: tallies.iter().map(|tally| &tally.id.value).collect(), with_named }
    }

    /// Answers whether a tally is a part of another one in the list.
    fn hold(&self, part: &Tally) -> bool {
        part.part_of.as_ref().is_some_and(|whole| self.ids.contains(&whole.id))
    }

    /// Answers whether a named recipient is counted in a tally too.
    fn have_inside(&self, entry: &Entry<'_>, named: &Named<'_>) -> bool {
        let mut tallies = entry.forms.iter().filter_map(|form| self.with_named.get(&form.id.value)).flatten();
        let class = named.honour.and_then(|honour| honour.class.as_ref()).map(|class| class.value);
        tallies.any(|tally| suits(tally, entry.recipients, class, named.year))
    }
}

/// Answers whether a tally that has named recipients inside counts one of this kind, class and year.
fn suits(tally: &Tally, kind: Option<RecipientKind>, class: Option<Class>, year: Option<u16>) -> bool {
    let kinds = tally.recipients.as_ref().map(|kind| kind.value).filter(|kind| *kind != RecipientKind::Mixed);
    let classes = tally.class.as_ref().map(|class| class.value);
    let years = tally.year.as_ref().map(|year| Period { first: year.value, last: year.value });
    let years = years.or_else(|| tally.period.as_ref().map(|period| period.value));
    let in_years = match (years, year) {
        (Some(years), Some(year)) => years.contains(year),
        (None, _) | (_, None) => tally.year.is_none(),
    };
    kinds.is_none_or(|kinds| Some(kinds) == kind)
        && classes.is_none_or(|classes| Some(classes) == class)
        && in_years
}

/// Returns the kind of recipients that a unit counts, if it counts recipients.
fn kind_of(unit: CountUnit) -> Option<RecipientKind> {
    match unit {
        CountUnit::Persons | CountUnit::Turns => Some(RecipientKind::Persons),
        CountUnit::Collectives | CountUnit::CollectiveTurns => Some(RecipientKind::Collectives),
        CountUnit::Households => Some(RecipientKind::Households),
        CountUnit::Awards | CountUnit::Flags | CountUnit::Years => None,
    }
}
