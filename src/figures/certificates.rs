//! Who gets a certificate, in which order and with which words, and how small these must be set.

use crate::measure::{self, PER_EM, Weight};
use crate::model::{Field, Form, FormGroup, Honour, Honoured, Id, Inventory, RecipientKind, Sex, State, Style, UnitKind};

use super::{Entry, Ledger};

/// The smallest share of its size, in hundredths, at which the words of a field still look as they should: `check` warns
/// below it.
pub const SMALLEST_SHARE: u64 = 70;

/// What one recipient is honoured with.
#[derive(Debug, Clone)]
pub struct Award<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// The title or form, if it is known.
    pub form: Option<&'a Form>,
    /// Its printed name.
    pub name: String,
    /// How far it has come.
    pub state: State,
    /// The year that it counts for.
    pub year: Option<u16>,
    /// What it is given for.
    pub reason: Option<&'a str>,
    /// The place in the lists of the decision, counted through all of them; nothing if no decision is known.
    pub place: Option<usize>,
}

/// Returns what a decision grants by name, in the order of its lists.
///
/// The lists have the collectives before the persons, and rows for those who are not known by name yet.
pub fn awards<'a>(inventory: &'a Inventory, decision: &Id) -> Vec<Award<'a>> {
    let ledger = Ledger::where_honours(
        inventory,
        |honour| honour.decision.as_ref().is_some_and(|link| link.id == *decision),
        |tally| tally.decision.as_ref().is_some_and(|link| link.id == *decision),
    );
    let mut awards = in_order(&ledger);
    for (at, award) in awards.iter_mut().enumerate() {
        if let Some(award) = award {
            award.place = Some(at + 1);
        }
    }
    awards.into_iter().flatten().collect()
}

/// Returns what one honour is for each of its recipients.
pub fn awards_of_honour<'a>(inventory: &'a Inventory, honour: &Honour) -> Vec<Award<'a>> {
    let ledger =
        Ledger::where_honours(inventory, |other| other.span == honour.span, |_| false);
    let listed = honour.decision.as_ref().map_or_else(Vec::new, |link| awards(inventory, &link.id));
    let place = |award: &Award<'_>| {
        let same = listed.iter().find(|other| {
            other.recipient.id() == award.recipient.id() && other.name == award.name && other.year == award.year
        });
        same.and_then(|other| other.place)
    };
    let awards = in_order(&ledger).into_iter().flatten();
    awards.map(|award| Award { place: place(&award), ..award }).collect()
}

/// Returns the rows of the lists; nothing for one that has no name yet.
fn in_order<'a>(ledger: &Ledger<'a>) -> Vec<Option<Award<'a>>> {
    let mut rows = Vec::new();
    for of_persons in [false, true] {
        for entry in ledger.entries() {
            let is_of = |recipient: &Honoured<'_>| matches!(recipient, Honoured::Person(_)) == of_persons;
            let named = entry.named.iter().filter(|named| is_of(&named.recipient));
            rows.extend(named.map(|named| {
                Some(Award {
                    recipient: named.recipient,
                    form: entry.forms.first().copied(),
                    name: certificate_name(entry),
                    state: entry.state,
                    year: named.year,
                    reason: named.reason,
                    place: None,
                })
            }));
            if (entry.recipients == Some(RecipientKind::Persons)) == of_persons {
                rows.extend((0..nameless(entry)).map(|_| None));
            }
        }
    }
    rows
}

/// Returns how many of an entry are not known by name.
fn nameless(entry: &Entry<'_>) -> u64 {
    let Some(tally) = entry.tally.filter(|tally| tally.recipient.is_none()) else { return 0 };
    tally.count.exact().and_then(|count| count.to_count()).unwrap_or(0)
}

/// Returns the name of a title or form as it stands in large letters: who grants it stands above.
fn certificate_name(entry: &Entry<'_>) -> String {
    let name = match entry.forms.as_slice() {
        [form] if form.group.value == FormGroup::Title => form.name.value.as_str(),
        [form] => form.stem.as_deref().unwrap_or(&form.name.value),
        _ => entry.name.as_str(),
    };
    let is_commendation = entry.group() == Some(FormGroup::Commendation);
    let name = if is_commendation { name.split(" của ").next().unwrap_or(name) } else { name };
    name.trim_matches(['“', '”']).to_owned()
}

/// Returns how a certificate names whom it honours: `Ông Trần Văn An`, `Đồng chí Trần Văn An`, `Tập thể Phòng Tổng hợp`.
pub fn recipient_words(recipient: Honoured<'_>, style: Style) -> String {
    const COLLECTIVE: &str = "Tập thể ";
    let name = recipient.name();
    let before = match recipient {
        Honoured::Person(_) if style == Style::Party => "Đồng chí ",
        Honoured::Person(person) => match person.sex {
            Some(Sex::Male) => "Ông ",
            Some(Sex::Female) => "Bà ",
            None => "",
        },
        Honoured::Unit(unit) => match unit.kind.unwrap_or(UnitKind::Body) {
            UnitKind::Body | UnitKind::Group if !name.starts_with(COLLECTIVE) => COLLECTIVE,
            UnitKind::Body | UnitKind::Group | UnitKind::Bloc | UnitKind::Household | UnitKind::Enterprise => "",
        },
    };
    format!("{before}{name}")
}

/// Returns at which share of its size, in hundredths, a text has to be set to fit its box: 100 if it need not shrink.
pub fn share_of_size(text: &str, weight: Weight, field: &Field) -> u64 {
    let needed = measure::narrowest(text, weight, usize::from(field.lines()));
    // A point is 25.4 mm / 72; the width of the box is in tenths of a millimetre.
    let tenths = u64::try_from(field.width.tenths).unwrap_or(0);
    let room = tenths * 720 * PER_EM / (u64::from(field.size()).max(1) * 2540);
    if needed <= room { 100 } else { room * 100 / needed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Inventory, Records};

    #[test]
    fn nobody_is_honoured_by_a_decision_of_nothing() {
        let (inventory, _) = Inventory::new(Records::default());
        assert!(awards(&inventory, &Id::new("qd").unwrap()).is_empty());
    }
}
