//! A batch: one document for each recipient of a decision, and its path.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::figures::{Award, selected};
use crate::model::{DocumentRecord, Honoured, Id, Inventory, Looks, PathField, PathPart, PathPattern, Unit};
use crate::vi;

/// The one of a batch that a document is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    /// The recipient and what for.
    pub(super) award: Award<'a>,
    /// Which of the recipient's documents in the batch it is; the first is 1.
    turn: u32,
}

/// What is written for a field of which nothing is known.
const UNKNOWN: &str = "khong-ro";

impl Item<'_> {
    /// Returns the last part of the document's id.
    ///
    /// It follows from the recipient alone, so that records that are added change no other id. No id of a record has a
    /// full stop, so what follows one is no other recipient.
    pub(super) fn id(&self) -> String {
        let id = self.award.recipient.id();
        if self.turn == 1 { id.to_string() } else { format!("{id}.{}", self.turn) }
    }

    /// Returns the path of its document, without the ending.
    pub(super) fn path(&self, pattern: &PathPattern, inventory: &Inventory) -> String {
        let mut path = String::new();
        for part in pattern.parts() {
            match part {
                PathPart::Text(text) => path.push_str(text),
                PathPart::Field(PathField::Number, looks) => {
                    let digits = if let Looks::Padded(digits) = looks { *digits } else { 1 };
                    let number = self.award.number.unwrap_or_default();
                    write!(path, "{number:0digits$}").expect("a string takes any text");
                }
                PathPart::Field(field, looks) => {
                    let words = self.field(*field, inventory).unwrap_or_else(|| UNKNOWN.to_owned());
                    // What has no letter that can be kept still needs a name.
                    let words = if field.is_text() { written(&words, *looks) } else { words };
                    path.push_str(if words.is_empty() { UNKNOWN } else { &words });
                }
            }
        }
        path
    }

    fn field(&self, field: PathField, inventory: &Inventory) -> Option<String> {
        let Award { recipient, honour, .. } = self.award;
        let decision = honour.decision.as_ref().map(|decision| inventory.get(decision));
        match field {
            PathField::Number => self.award.number.map(|number| number.to_string()),
            PathField::Id => Some(self.id()),
            PathField::Name => Some(recipient.name().to_owned()),
            PathField::GivenName => Some(self.part_of_name(vi::PersonName::given)),
            PathField::FamilyName => Some(self.part_of_name(vi::PersonName::family)),
            PathField::Unit => {
                let unit = self.unit(inventory)?;
                Some(unit.abbreviation.clone().unwrap_or_else(|| unit.id.to_string()))
            }
            PathField::Form => {
                let called = || honour.called.as_ref().map(|called| vi::slug(called));
                honour.form.as_ref().map(|form| form.id.to_string()).or_else(called)
            }
            PathField::Year => {
                let decided = || decision?.date.as_ref()?.year;
                honour.year.as_ref().map(|year| year.value).or_else(decided).map(|year| year.to_string())
            }
            PathField::Date => super::view::iso_date(decision?.date.as_ref().map(|date| date.value)),
            PathField::Decision => decision.map(|decision| decision.id.to_string()),
        }
    }

    /// Returns a part of a person's name; a unit and a person of one name have only that.
    fn part_of_name(&self, part: fn(&vi::PersonName) -> &str) -> String {
        let Honoured::Person(person) = self.award.recipient else {
            return self.award.recipient.name().to_owned();
        };
        let name = vi::PersonName::new(&person.name, person.given_name.as_deref());
        let part = part(&name);
        if part.is_empty() { name.full().to_owned() } else { part.to_owned() }
    }

    /// Returns the recipient that is a unit, or the unit of a person's main post on the day of the decision.
    pub(super) fn unit<'b>(&self, inventory: &'b Inventory) -> Option<&'b Unit> {
        let of_honour = || self.award.honour.unit.as_ref().map(|unit| inventory.get(unit));
        let person = match self.award.recipient {
            Honoured::Unit(unit) => return inventory.by_id(&unit.id),
            Honoured::Person(person) => person,
        };
        let decision = self.award.honour.decision.as_ref().map(|decision| inventory.get(decision));
        let day = decision.and_then(|decision| decision.date.as_ref()?.complete());
        let post = person.posts_on(day).into_iter().find_map(|post| post.unit.as_ref());
        post.map(|unit| inventory.get(unit)).or_else(of_honour)
    }
}

/// Returns a text as a part of a file name.
fn written(words: &str, looks: Looks) -> String {
    match looks {
        Looks::Folded | Looks::Padded(_) => vi::slug(words),
        Looks::Kept => {
            let safe = |letter: char| match letter {
                _ if letter.is_control() || "<>:\"/\\|?*".contains(letter) => '-',
                _ => letter,
            };
            words.chars().map(safe).collect::<String>().trim_matches(['.', ' ']).to_owned()
        }
    }
}

/// Returns what a batch has documents for, in the order of the decision's lists; nothing if the record is no batch.
pub(super) fn items<'a>(inventory: &'a Inventory, record: &'a DocumentRecord) -> Option<Vec<Item<'a>>> {
    let each = record.each.as_ref()?;
    let awards = selected(inventory, &each.decision, record.r#where.as_ref());
    let mut turns: HashMap<&Id, u32> = HashMap::new();
    let item = |award: Award<'a>| {
        let turn = turns.entry(award.recipient.id()).or_default();
        *turn += 1;
        Item { award, turn: *turn }
    };
    Some(awards.into_iter().map(item).collect())
}
