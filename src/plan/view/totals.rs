//! How many collectives, households and persons some lists honour.

use std::collections::BTreeSet;

use crate::model::RecipientKind;
use crate::vi;

use super::honours::kind_words;
use super::tables::Listed;

/// Counts the recipients of each kind.
#[derive(Default)]
pub(super) struct Totals {
    pub(super) collectives: Counted,
    pub(super) households: Counted,
    pub(super) persons: Counted,
}

impl Totals {
    pub(super) fn add(&mut self, kind: RecipientKind, listed: &[Listed]) {
        match kind {
            RecipientKind::Persons => self.persons.add(listed),
            RecipientKind::Households => self.households.add(listed),
            RecipientKind::Collectives | RecipientKind::Mixed => self.collectives.add(listed),
        }
    }

    fn each(&self) -> impl Iterator<Item = (&Counted, &'static str)> {
        let all = [
            (&self.collectives, RecipientKind::Collectives),
            (&self.households, RecipientKind::Households),
            (&self.persons, RecipientKind::Persons),
        ];
        all.into_iter()
            .map(|(counted, kind)| (counted, kind_words(kind)))
            .filter(|(counted, _)| counted.turns > 0)
    }

    /// Returns `02 tập thể và 09 cá nhân`.
    pub(super) fn words(&self) -> String {
        vi::join(&self.each().map(|(counted, kind)| counted.words(kind)).collect::<Vec<_>>())
    }

    /// Returns `tập thể, cá nhân`.
    pub(super) fn whom(&self) -> String {
        self.each().map(|(_, kind)| kind).collect::<Vec<_>>().join(", ")
    }

    /// Returns how often somebody was honoured.
    pub(super) fn turns(&self) -> [u64; 3] {
        [self.collectives.turns, self.households.turns, self.persons.turns]
    }
}

/// Counts the recipients of a kind over all lists.
#[derive(Default)]
pub(super) struct Counted {
    turns: u64,
    nameless: u64,
    ids: BTreeSet<String>,
}

impl Counted {
    fn add(&mut self, listed: &[Listed]) {
        self.turns += listed.len() as u64;
        for listed in listed {
            match &listed.id {
                Some(id) => drop(self.ids.insert(id.clone())),
                None => self.nameless += 1,
            }
        }
    }

    fn different(&self) -> u64 {
        self.nameless + self.ids.len() as u64
    }

    /// Returns how many there are, each counted once; nothing if none.
    pub(super) fn recipients(&self) -> Option<String> {
        (self.turns > 0).then(|| vi::padded_count(self.different()))
    }

    fn words(&self, kind: &str) -> String {
        let turns = if self.turns > self.different() { "lượt " } else { "" };
        format!("{} {turns}{kind}", vi::padded_count(self.turns))
    }
}
