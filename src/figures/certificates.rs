//! Who gets a certificate, in which order and with which words, and how small these must be set.

use crate::measure::{self, PER_EM, Weight};
use crate::model::{Field, Form, FormGroup, Honour, Honoured, Id, Inventory, Sex, Style, UnitKind};

use super::{Ledger, class_words, rolls};

/// The smallest share of its size, in hundredths, at which the words of a field still look as they should: `check` warns
/// below it.
pub const SMALLEST_SHARE: u64 = 70;

/// What one recipient is honoured with.
#[derive(Debug, Clone, Copy)]
pub struct Award<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// The honour that names the recipient.
    pub honour: &'a Honour,
    /// The number in the golden book; nothing if it is not known.
    pub number: Option<u32>,
}

/// Returns what a decision granted by name and nobody took back, in the order of its lists.
pub fn awards<'a>(inventory: &'a Inventory, decision: &Id) -> Vec<Award<'a>> {
    let rows = rolls(&Ledger::of_decision(inventory, decision)).into_iter().flat_map(|roll| roll.rows);
    rows.filter_map(|row| {
        Some(Award { recipient: row.recipient?, honour: row.honour?, number: Some(row.number) })
    })
    .filter(|award| award.honour.state().is_award())
    .collect()
}

/// Returns what an honour is for each of its recipients.
pub fn awards_of_honour<'a>(inventory: &'a Inventory, honour: &'a Honour) -> Vec<Award<'a>> {
    if let Some(decision) = &honour.decision {
        let mut awards = awards(inventory, &decision.id);
        awards.retain(|award| std::ptr::eq(award.honour, honour));
        return awards;
    }
    let first = honour.book_number.as_ref().map(|number| number.value);
    let recipients = honour.recipients().map(|link| inventory.recipient(link));
    let number = |at: u32| first.map(|first| first.saturating_add(at));
    recipients.zip(0..).map(|(recipient, at)| Award { recipient, honour, number: number(at) }).collect()
}

/// Returns the name of a title or form as it stands in large letters; who grants it stands above, and is left out.
pub fn certificate_name(honour: &Honour, form: Option<&Form>) -> Option<String> {
    let called = honour.called.as_ref().map(|called| called.value.as_str());
    let is_title = form.is_some_and(|form| form.group.value == FormGroup::Title);
    let name = match form {
        Some(form) => form.stem.as_deref().unwrap_or(&form.name.value),
        None => called?,
    };
    let is_granted = ["Giấy khen", "Bằng khen"].iter().any(|stem| name.starts_with(stem));
    let name = if is_title || !is_granted { name } else { name.split(" của ").next().unwrap_or(name) };
    let name = name.trim_matches(['“', '”']);
    Some(match &honour.class {
        Some(class) => format!("{name} {}", class_words(class.value)),
        None => name.to_owned(),
    })
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
            UnitKind::Body
            | UnitKind::Group
            | UnitKind::Bloc
            | UnitKind::Household
            | UnitKind::Enterprise => "",
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
    use crate::model::Records;

    #[test]
    fn nobody_is_honoured_by_a_decision_of_nothing() {
        let (inventory, _) = Inventory::new(Records::default());
        assert!(awards(&inventory, &Id::new("qd").unwrap()).is_empty());
    }
}
