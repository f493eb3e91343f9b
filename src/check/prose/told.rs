//! The numbers that the tables of a report tell, or that follow from them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{Actor, Campaign, CampaignKind, OpenPart, Period, Quantity, Review, Unit};
use crate::vi::Number;

use super::super::view::{View, homes};
use super::awards::Awards;
use super::number::{Meant, multiplier};
use super::said::{Counts, Said};

/// What the tables of a report tell.
pub(super) struct Told<'a> {
    view: &'a View<'a>,
    unit: &'a Unit,
    review: &'a Review,
    /// Figures, claims and results, which count anything, and how many people there are.
    stated: Numbers,
    percents: Numbers,
    money: Numbers,
    awards: Awards,
    /// Worked out when prose first tells how many there were.
    initiatives: OnceCell<BTreeSet<u64>>,
    campaigns: OnceCell<BTreeSet<u64>>,
}

/// Numbers, some of them with a hedge.
#[derive(Default)]
struct Numbers {
    exact: BTreeSet<Number>,
    hedged: Vec<Meant>,
}

impl<'a> Told<'a> {
    /// Gathers what the tables of a report of a unit tell: each count, by itself and added up in the ways in which tables are.
    pub(super) fn of(view: &'a View<'a>, unit: &'a Unit, review: &'a Review) -> Self {
        let mut told = Self {
            view,
            unit,
            review,
            stated: Numbers::default(),
            percents: Numbers::default(),
            money: Numbers::default(),
            awards: Awards::of(view, unit, review.period.value),
            initiatives: OnceCell::new(),
            campaigns: OnceCell::new(),
        };
        told.state(view, unit, review);
        told.awards.wholes.extend(told.stated.exact.iter().filter_map(|number| number.to_count()));
        told
    }

    fn state(&mut self, view: &View<'_>, unit: &Unit, review: &Review) {
        let (records, id) = (view.records, &unit.id.value);
        for figure in records.figures.iter().filter(|it| it.unit.id == *id) {
            self.add(&figure.value);
            let whole = figure.part_of.as_ref().and_then(|whole| view.find(whole));
            self.awards
                .parts
                .extend(whole.and_then(|whole| Some((count(&figure.value)?, count(&whole.value)?))));
        }
        for claim in records.claims.iter().filter(|it| it.unit.id == *id) {
            self.add(&claim.value);
            claim.base.iter().for_each(|base| self.add(base));
        }
        for tally in records.tallies.iter().filter(|it| it.unit.id == *id) {
            let whole = tally.part_of.as_ref().and_then(|whole| view.find(whole));
            self.awards
                .parts
                .extend(whole.and_then(|whole| Some((count(&tally.count)?, count(&whole.count)?))));
        }
        let results = view.find_all(&review.campaigns).into_iter().flat_map(|it| &it.results);
        results.for_each(|it| self.add(&it.value));
        let people = unit.headcount.iter().chain(&unit.member_count).map(|it| u64::from(it.value));
        for people in people {
            self.stated.exact.insert(Number::from(people));
            self.awards.wholes.insert(people);
        }
    }

    fn add(&mut self, quantity: &Quantity) {
        let unit = quantity.unit.as_deref().unwrap_or_default();
        if unit.starts_with('%') {
            self.percents.add(quantity, 1);
        } else if let Some(of) = unit.strip_suffix("đồng") {
            let by = of.split_whitespace().filter_map(multiplier).try_fold(1_u64, u64::checked_mul);
            self.money.add(quantity, by.unwrap_or(1));
        } else {
            self.stated.add(quantity, 1);
        }
    }

    /// Answers whether the tables tell a number, or it follows from them; also where they tell nothing of what it counts.
    pub(super) fn holds(&self, said: &Said) -> bool {
        let meant = said.meant;
        let counted = |counts: &BTreeSet<u64>| counts.iter().any(|count| meant.holds(Number::from(*count)));
        match said.counts {
            Counts::Percent => self.percents.meet(meant.rounded()) || self.awards.have_share(meant.rounded()),
            // Where no table is about money, sums are those of others, or of what was awarded, which lists tell.
            Counts::Money => self.money.is_empty() || self.money.meet(meant),
            Counts::Awards => self.stated.meet(meant) || self.awards.meet(said.is_proposed, meant),
            Counts::Initiatives => {
                self.stated.meet(meant) || counted(self.initiatives.get_or_init(|| self.count_initiatives()))
            }
            Counts::Campaigns => {
                self.is_open(OpenPart::Campaigns)
                    || self.stated.meet(meant)
                    || counted(self.campaigns.get_or_init(|| self.count_campaigns()))
            }
            Counts::Exemplars => {
                self.is_open(OpenPart::Exemplars)
                    || self.stated.meet(meant)
                    || self.awards.meet(said.is_proposed, meant)
                    || counted(&self.count_exemplars())
            }
        }
    }

    /// Answers whether the source left a list open, so that how many there are is not known.
    fn is_open(&self, part: OpenPart) -> bool {
        self.review.open.iter().any(|open| open.value == part)
    }

    /// Counts the initiatives of a unit and its people, by year and by reach.
    fn count_initiatives(&self) -> BTreeSet<u64> {
        let of_unit = self.view.records.initiatives.iter().filter(|it| {
            let makers = it.by.iter().filter_map(|link| self.view.find_recipient(link));
            self.review.period.value.contains(it.year.value)
                && makers.into_iter().any(|maker| homes(self.view, maker).contains(&self.unit.id.value))
        });
        let mut cells = Cells::default();
        for it in of_unit {
            cells.add(&[Some(it.reach.value.as_str())], Some(it.year.value));
        }
        cells.into_counts()
    }

    /// Counts the campaigns that the report tells, and those of its unit in the period.
    fn count_campaigns(&self) -> BTreeSet<u64> {
        let told = self.view.find_all(&self.review.campaigns);
        let ids: HashSet<_> = told.iter().map(|it| &it.id.value).collect();
        let is_here = |it: &&Campaign| {
            let is_in_period = |years: Period| self.review.period.value.overlaps(years);
            ids.contains(&it.id.value)
                || it.units.iter().any(|unit| unit.id == self.unit.id.value)
                    && it.years.as_ref().and_then(|years| years.value.period()).is_none_or(is_in_period)
        };
        let mut counts = campaign_cells(&told, self.unit);
        let all: Vec<&Campaign> = self.view.records.campaigns.iter().filter(is_here).collect();
        counts.extend(campaign_cells(&all, self.unit));
        counts
    }

    fn count_exemplars(&self) -> BTreeSet<u64> {
        let is_person = |actor: &Actor| matches!(actor, Actor::Person(_));
        let all = self.review.exemplars.len();
        let persons = self.review.exemplars.iter().filter(|it| is_person(&it.who)).count();
        BTreeSet::from([all as u64, persons as u64, (all - persons) as u64])
    }
}

fn campaign_cells(campaigns: &[&Campaign], unit: &Unit) -> BTreeSet<u64> {
    let mut cells = Cells::default();
    for it in campaigns {
        let is_own = it
            .launcher
            .as_ref()
            .is_some_and(|launcher| matches!(launcher, Actor::Unit(link) if link.id == unit.id.value));
        let what = [
            it.kind.unwrap_or(CampaignKind::Movement).as_str(),
            it.level.map_or("", |level| level.as_str()),
            it.scope.map_or("", |scope| scope.as_str()),
            it.method.map_or("", |method| method.as_str()),
            if is_own { "own" } else { "" },
        ];
        let began = it.years.as_ref().and_then(|years| years.value.period()).map(|years| years.first);
        cells.add(&what.map(|it| (!it.is_empty()).then_some(it)), began);
    }
    cells.into_counts()
}

/// Counts by one of several things each, and by year.
#[derive(Default)]
struct Cells<'a> {
    counts: BTreeMap<(usize, Option<&'a str>, Option<u16>), u64>,
}

impl<'a> Cells<'a> {
    fn add(&mut self, what: &[Option<&'a str>], year: Option<u16>) {
        let named = what.iter().enumerate().filter(|(_, it)| it.is_some());
        for (at, what) in named.map(|(at, it)| (at + 1, *it)).chain([(0, None)]) {
            for when in BTreeSet::from([None, year]) {
                *self.counts.entry((at, what, when)).or_default() += 1;
            }
        }
    }

    fn into_counts(self) -> BTreeSet<u64> {
        self.counts.into_values().chain([0]).collect()
    }
}

impl Numbers {
    fn add(&mut self, quantity: &Quantity, by: u64) {
        let number = quantity.number().and_then(|number| number.times(by));
        self.exact.extend(number);
        let meant = quantity.number().and_then(|number| Meant::hedged(*number, quantity.hedge));
        self.hedged.extend(meant.and_then(|it| it.times(by)).filter(|it| it.low < it.high));
    }

    fn is_empty(&self) -> bool {
        self.exact.is_empty()
    }

    fn meet(&self, meant: Meant) -> bool {
        self.exact.range(meant.low..=meant.high).next().is_some()
            || self.hedged.iter().any(|it| it.overlaps(meant))
    }
}

pub(super) fn count(quantity: &Quantity) -> Option<u64> {
    quantity.number()?.to_count()
}
