//! How many awards the tables of a report tell, and which shares of one another they are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::figures::statistics::awards;
use crate::figures::{Ledger, counted};
use crate::model::{Honoured, Merit, Period, Rank, State, Unit};
use crate::vi::Number;

use super::super::view::View;
use super::number::Meant;
use super::told::count;

/// How many awards there were, by whether they are only proposed, and by year: what has one of each can be a share of another.
#[derive(Default)]
pub(super) struct Awards {
    counts: BTreeMap<(bool, Option<u16>), BTreeSet<u64>>,
    hedged: Vec<Meant>,
    /// How many people there are, and what figures and claims tell: any of these can be a share, or have one.
    pub(super) wholes: BTreeSet<u64>,
    /// Parts of wholes that are no awards.
    pub(super) parts: Vec<(u64, u64)>,
}

impl Awards {
    /// Counts the awards of a unit by form, level, group, family, kind of recipient, rank, merit and year, and by each two of these.
    pub(super) fn of(view: &View<'_>, unit: &Unit, period: Period) -> Self {
        let ledger = Ledger::of(view.inventory, unit, period);
        let mut all = Self::default();
        all.count_entries(&ledger);
        all.count_ranks(&ledger, view);
        for tally in view.records.tallies.iter().filter(|it| it.unit.id == unit.id.value) {
            if let Some(count) = count(&tally.count) {
                let year = tally.year.as_ref().map(|year| year.value);
                all.add(tally.state() == State::Proposed, year, count);
            }
            let hedged = tally.count.number().and_then(|number| Meant::hedged(*number, tally.count.hedge));
            all.hedged.extend(hedged.filter(|it| it.low < it.high));
        }
        all
    }

    fn add(&mut self, is_proposed: bool, year: Option<u16>, count: u64) {
        self.counts.entry((is_proposed, year)).or_default().insert(count);
    }

    fn count_entries(&mut self, ledger: &Ledger<'_>) {
        type Key = (usize, String, Option<&'static str>, Option<u16>, bool);
        let entries: Vec<_> = ledger.entries().iter().collect();
        let mut cells: BTreeMap<Key, u64> = BTreeMap::new();
        let mut recipients: BTreeMap<Key, HashSet<&str>> = BTreeMap::new();
        for item in counted(&entries).iter().filter(|item| !item.is_part) {
            let entry = item.entry;
            let times = match item.named {
                Some(named) => named.times.map_or(Some(1), count),
                None => entry.tally.and_then(|tally| count(&tally.count)),
            };
            let Some(times) = times else { continue };
            let what = [
                entry.name.clone(),
                entry.level().map_or(String::new(), |level| level.as_str().to_owned()),
                entry.group().map_or(String::new(), |group| group.as_str().to_owned()),
                entry.forms.first().and_then(|form| form.family).map_or("", |it| it.as_str()).to_owned(),
                String::new(),
            ];
            let is_proposed = entry.state == State::Proposed;
            for (at, what) in what.iter().enumerate().filter(|(at, it)| *at == 4 || !it.is_empty()) {
                for of in [None, Some(item.kind.as_str())] {
                    for when in BTreeSet::from([None, item.year]) {
                        let key = (at, what.clone(), of, when, is_proposed);
                        if let Some(named) = item.named {
                            recipients.entry(key.clone()).or_default().insert(id(named.recipient));
                        }
                        *cells.entry(key).or_default() += times;
                    }
                }
            }
        }
        let distinct = recipients.into_iter().map(|(key, ids)| (key, ids.len() as u64));
        for ((.., year, is_proposed), count) in cells.into_iter().chain(distinct) {
            self.add(is_proposed, year, count);
        }
    }

    /// The statistics tell awards by rank and by merit as well.
    fn count_ranks(&mut self, ledger: &Ledger<'_>, view: &View<'_>) {
        let mut cells: BTreeMap<(usize, &str, Option<&str>), u64> = BTreeMap::new();
        for award in &awards(ledger, view.inventory) {
            let Some(count) = award.amounts.count() else { continue };
            let what = [award.rank.map(Rank::as_str), award.merit.map(Merit::as_str)];
            for (at, what) in what.into_iter().enumerate().filter_map(|(at, what)| Some((at, what?))) {
                for of in [None, Some(award.name)] {
                    *cells.entry((at, what, of)).or_default() += count;
                }
            }
        }
        for count in cells.into_values() {
            self.add(false, None, count);
        }
    }

    pub(super) fn meet(&self, is_proposed: bool, meant: Meant) -> bool {
        let counts = self.counts.iter().filter(|((proposed, _), _)| *proposed == is_proposed);
        counts.flat_map(|(_, counts)| counts).any(|count| meant.holds(Number::from(*count)))
            || self.hedged.iter().any(|it| it.overlaps(meant))
    }

    /// Answers whether some awards are such a share, in per cent, of others of the same time, or of all people.
    pub(super) fn have_share(&self, meant: Meant) -> bool {
        let is_share = |part: u64, whole: u64| {
            let hundredfold = Number::from(part).times(100);
            let (low, high) = (meant.low.times(whole), meant.high.times(whole));
            hundredfold
                .is_some_and(|it| low.is_some_and(|low| low <= it) && high.is_some_and(|high| it <= high))
        };
        let shares = |parts: &BTreeSet<u64>, wholes: &BTreeSet<u64>| {
            wholes.iter().filter(|whole| **whole > 0).any(|whole| {
                let bound = |bound: Number| Some(bound.times(*whole)?.to_whole() / 100);
                let (Some(low), Some(high)) = (bound(meant.low), bound(meant.high)) else { return false };
                parts.range(low..=high.saturating_add(1)).any(|part| is_share(*part, *whole))
            })
        };
        let of_a_time = |counts: &BTreeSet<u64>| {
            shares(counts, counts) || shares(counts, &self.wholes) || shares(&self.wholes, counts)
        };
        self.parts.iter().any(|(part, whole)| *whole > 0 && is_share(*part, *whole))
            || shares(&self.wholes, &self.wholes)
            || self.counts.values().any(of_a_time)
    }
}

fn id(recipient: Honoured<'_>) -> &str {
    match recipient {
        Honoured::Person(person) => person.id.value.as_str(),
        Honoured::Unit(unit) => unit.id.value.as_str(),
    }
}
