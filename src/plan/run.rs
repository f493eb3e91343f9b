//! A print run: which documents of a batch stand one after another in which file, and what tells of them.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use crate::model::{DocumentRecord, Honoured, Inventory, RegisterFormat, RunOrder};
use crate::vi;

use super::batch::Item;

/// How many documents one file has if the data does not say it.
const USUAL_PART: usize = 100;

/// A print run.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// The record of the run.
    pub(super) record: &'a DocumentRecord,
    /// The record of the batch.
    pub(super) batch: &'a DocumentRecord,
    /// The places of its documents in the plan, in its order.
    pub(super) members: Vec<usize>,
    /// The places of its parts in the plan.
    pub(super) parts: Range<usize>,
}

/// One of the files of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct File {
    /// The run, by its place in the plan.
    pub(super) run: usize,
    /// Its place among the files of the run.
    pub(super) place: usize,
    /// What it is.
    pub(super) kind: FileKind,
}

/// What a file of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Documents one after another.
    Part {
        /// Which part; the first is 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// Where each document is.
    Register(RegisterFormat),
}

impl File {
    /// Returns what the path of the run is followed by, with the ending.
    pub(super) fn ending(self) -> String {
        match self.kind {
            FileKind::Part { of: 1, .. } => ".pdf".to_owned(),
            FileKind::Part { number, of } => format!("-{}.pdf", numbered(number, of)),
            FileKind::Register(format) => format!(".{}", format.as_str()),
        }
    }

    /// Returns what the id of the run is followed by.
    pub(super) fn suffix(self) -> String {
        match self.kind {
            FileKind::Part { of: 1, .. } => String::new(),
            FileKind::Part { number, of } => format!("/{}", numbered(number, of)),
            FileKind::Register(format) => format!("/{}", format.as_str()),
        }
    }
}

/// Returns a number of a part with as many digits as the last one has, at least two.
fn numbered(number: usize, of: usize) -> String {
    let digits = of.to_string().len().max(2);
    format!("{number:0digits$}")
}

/// Returns how many documents each file of a run has at most.
pub(super) fn part_size(record: &DocumentRecord) -> usize {
    record.parts_of.as_ref().map_or(USUAL_PART, |most| most.value.max(1) as usize)
}

/// Returns the files of a run of so many documents.
pub(super) fn files(record: &DocumentRecord, run: usize, members: usize) -> Vec<File> {
    // Nobody prints nothing; that the batch is empty is said of the batch.
    if members == 0 {
        return Vec::new();
    }
    let of = members.div_ceil(part_size(record));
    let parts = (1..=of).map(|number| FileKind::Part { number, of });
    let registers = record.register.iter().map(|format| FileKind::Register(format.value));
    parts.chain(registers).enumerate().map(|(place, kind)| File { run, place, kind }).collect()
}

/// Puts members, given with their places in the plan, into the order of a run.
pub(super) fn sort(order: RunOrder, members: &mut [(usize, Item<'_>)], inventory: &Inventory) {
    match order {
        RunOrder::List => {}
        RunOrder::Unit => {
            let units: HashMap<&str, usize> =
                inventory.records().units.iter().zip(0..).map(|(unit, at)| (unit.id.as_str(), at)).collect();
            members.sort_by_key(|(_, item)| {
                item.unit(inventory).and_then(|unit| units.get(unit.id.as_str())).copied()
            });
        }
        RunOrder::Name => {
            let collator = vi::Collator::new();
            let key = |item: &Item<'_>| match item.award.recipient {
                Honoured::Unit(unit) => {
                    (Ordering::Less, collator.name_key(&vi::PersonName::new("", Some(&unit.name))))
                }
                Honoured::Person(person) => {
                    let name = vi::PersonName::new(&person.name, person.given_name.as_deref());
                    (Ordering::Greater, collator.name_key(&name))
                }
            };
            members.sort_by_cached_key(|(_, item)| key(item));
        }
    }
}
