//! Awards by recipient and kind of merit (the forms 0602 and 0603).

use std::collections::BTreeMap;

use crate::figures::counted::{Counted, counted};
use crate::figures::ledger::{Entry, Ledger, Named};
use crate::model::{
    CountUnit, Family, Honour, Honoured, Inventory, Level, Merit, Person, Quantity, Rank, RecipientKind,
    UnitKind,
};

use super::{Amounts, Answer, Cell, tabulate};

/// An award, or several of which the data says the same.
#[derive(Debug, Clone)]
pub struct Award<'a> {
    /// The printed name of the title or form.
    pub name: &'a str,
    /// The level at which it was granted.
    pub level: Option<Level>,
    /// What kind of form it is; another one where the catalogue names none.
    pub family: Option<Family>,
    /// Who was honoured; `Mixed` also where it is not known.
    pub kind: RecipientKind,
    /// Whether it is an enterprise, for a collective.
    pub is_enterprise: Option<bool>,
    /// The rank of a person on the day of the decision.
    pub rank: Option<Rank>,
    /// For what kind of merit it was given.
    pub merit: Option<Merit>,
    /// Whether neither its year nor its period is known.
    pub is_undated: bool,
    /// How many awards.
    pub amounts: Amounts,
}

/// A row of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardRow {
    /// All.
    Total,
    /// Those to collectives.
    Collectives,
    /// Those to enterprises, which are collectives.
    Enterprises,
    /// Those to households.
    Households,
    /// Those to persons.
    Persons,
    /// Those to persons of a rank.
    Rank(Rank),
    /// Those to persons whose rank is not known.
    RankUnknown,
    /// Those to both collectives and persons, or to nobody knows whom.
    RecipientUnknown,
    /// Those for a kind of merit.
    Merit(Merit),
    /// Those for nobody knows what.
    MeritUnknown,
}

/// A column of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardColumn {
    /// All.
    All,
    /// Those of a level; of none, where it is not known.
    Level(Option<Level>),
    /// All that belong into one of the other columns.
    Total,
    /// Those of a family.
    Family(Family),
    /// Those of a family that went to collectives or to persons.
    FamilyTo(Family, RecipientKind),
    /// Those of no family that has a column.
    Other,
}

impl AwardRow {
    fn holds(self, award: &Award<'_>) -> Answer {
        let is = |kind: RecipientKind| match award.kind {
            RecipientKind::Mixed => None,
            other => Some(other == kind),
        };
        // Of what is no collective nobody asks whether it is an enterprise.
        let if_it_is = |kind: RecipientKind, answer: Answer| match is(kind) {
            Some(true) => answer,
            other => other,
        };
        match self {
            Self::Total => Some(true),
            Self::Collectives => is(RecipientKind::Collectives),
            Self::Enterprises => if_it_is(RecipientKind::Collectives, award.is_enterprise),
            Self::Households => is(RecipientKind::Households),
            Self::Persons => is(RecipientKind::Persons),
            Self::Rank(rank) => if_it_is(RecipientKind::Persons, award.rank.map(|other| other == rank)),
            Self::RankUnknown => Some(award.kind == RecipientKind::Persons && award.rank.is_none()),
            Self::RecipientUnknown => Some(award.kind == RecipientKind::Mixed),
            Self::Merit(merit) => award.merit.map(|other| other == merit),
            Self::MeritUnknown => Some(award.merit.is_none()),
        }
    }
}

impl AwardColumn {
    fn holds(self, award: &Award<'_>, all: &[Self]) -> bool {
        match self {
            Self::All => true,
            Self::Level(level) => award.level == level,
            Self::Total => all.iter().any(|column| *column != Self::Total && column.holds(award, all)),
            Self::Family(family) => award.family == Some(family),
            Self::FamilyTo(family, kind) => award.family == Some(family) && award.kind == kind,
            Self::Other => !all.iter().any(|column| column.is_of_family() && column.holds(award, all)),
        }
    }

    fn is_of_family(self) -> bool {
        matches!(self, Self::Family(_) | Self::FamilyTo(..))
    }
}

/// Counts awards into the cells of a form, and returns by name what has no column in it.
pub fn award_table(
    awards: &[&Award<'_>],
    rows: &[AwardRow],
    columns: &[AwardColumn],
) -> (Vec<Vec<Cell>>, BTreeMap<String, Amounts>) {
    let mut outside: BTreeMap<String, Amounts> = BTreeMap::new();
    for award in awards.iter().filter(|award| !columns.iter().any(|column| column.holds(award, columns))) {
        outside.entry(award.name.to_owned()).or_default().add_all(&award.amounts);
    }
    let down: Vec<_> = rows.iter().map(|row| move |award: &&Award<'_>| row.holds(award)).collect();
    let across: Vec<_> =
        columns.iter().map(|column| move |award: &&Award<'_>| Some(column.holds(award, columns))).collect();
    (tabulate(awards.iter().map(|award| (*award, award.amounts.clone())), &down, &across), outside)
}

/// Lists the awards of a ledger. What is a part of a tally is left out, because the tally counts it.
pub fn awards<'a>(ledger: &'a Ledger<'a>, inventory: &Inventory) -> Vec<Award<'a>> {
    let entries: Vec<&Entry<'_>> = ledger.awarded().collect();
    counted(&entries)
        .into_iter()
        .filter(|counted| !counted.is_part)
        .map(|counted| award(&counted, inventory))
        .collect()
}

fn award<'a>(counted: &Counted<'a>, inventory: &Inventory) -> Award<'a> {
    let entry = counted.entry;
    let mut amounts = Amounts::default();
    match counted.named {
        Some(Named { times: None, .. }) => amounts.add_count(1, CountUnit::Awards),
        Some(Named { times: Some(times), .. }) => add_awards(&mut amounts, times),
        None => add_awards(&mut amounts, &entry.count),
    }
    // A tally of one recipient names it.
    let recipient = counted.named.or(entry.named.first()).map(|named| named.recipient);
    let honour = counted.named.and_then(|named| named.honour);
    let merit = honour.and_then(|honour| honour.merit).or(entry.tally.and_then(|tally| tally.merit));
    Award {
        name: &entry.name,
        level: entry.level(),
        family: family(entry),
        kind: counted.kind,
        is_enterprise: match recipient {
            Some(Honoured::Unit(unit)) => Some(unit.kind == Some(UnitKind::Enterprise)),
            Some(Honoured::Person(_)) | None => None,
        },
        rank: match recipient {
            Some(Honoured::Person(person)) => rank(person, day(honour, counted.year, inventory)),
            Some(Honoured::Unit(_)) | None => entry.tally.and_then(|tally| tally.rank),
        },
        merit,
        is_undated: counted.year.is_none()
            && honour
                .map_or(entry.period, |honour| honour.period.as_ref().map(|period| period.value))
                .is_none(),
        amounts,
    }
}

/// Turns and flags are awards. Persons and collectives are not: each of them may have received several.
fn add_awards(amounts: &mut Amounts, count: &Quantity) {
    match count.count_unit() {
        Some(CountUnit::Turns | CountUnit::CollectiveTurns | CountUnit::Awards | CountUnit::Flags) => {
            amounts.add(&Quantity { unit: Some(CountUnit::Awards.as_str().to_owned()), ..count.clone() });
        }
        Some(CountUnit::Persons | CountUnit::Collectives | CountUnit::Households | CountUnit::Years)
        | None => {
            amounts.add(count);
        }
    }
}

fn family(entry: &Entry<'_>) -> Option<Family> {
    let family = entry.forms.first()?.family?;
    entry.forms.iter().all(|form| form.family == Some(family)).then_some(family)
}

/// Returns the day on which a honour was granted, or the last day of its year.
fn day(honour: Option<&Honour>, year: Option<u16>, inventory: &Inventory) -> Option<(u16, u8, u8)> {
    let own = honour.and_then(|honour| honour.date.as_deref());
    let link = honour.and_then(|honour| honour.decision.as_ref());
    let decision = link.and_then(|link| inventory.get(link).date.as_ref());
    let note = honour.and_then(|honour| honour.decided_by.as_ref()?.date.as_ref());
    let known = own.or(decision).or(note).and_then(|date| date.complete());
    known.or_else(|| year.map(|year| (year, 12, 31)))
}

/// Returns the rank of the first post that says one, of those held on a day.
fn rank(person: &Person, day: Option<(u16, u8, u8)>) -> Option<Rank> {
    let mut posts = person.posts.iter().filter(|post| day.is_none_or(|day| post.is_held(day)));
    posts.find_map(|post| post.rank)
}
