//! The list that belongs to a decision, and the numbers under which its recipients stand in the golden book.
//!
//! A certificate bears the number under which its recipient stands in the list of the decision (số sổ vàng), so a
//! number names one recipient: it runs on from list to list, collectives first. A number in the data goes before; what
//! follows counts on from it.

use std::collections::HashMap;

use crate::model::{FormGroup, Honour, Honoured, Id, RecipientKind, Tally};
use crate::source::Span;

use super::{Entry, Ledger};

/// The recipients of one title or form that are of one kind.
#[derive(Debug, Clone)]
pub struct Roll<'a> {
    /// The printed name of the title or form.
    pub name: String,
    /// Whether it is a title or a form, if all forms agree.
    pub group: Option<FormGroup>,
    /// Persons, collectives or households.
    pub kind: RecipientKind,
    /// The recipients, in the order of their numbers.
    pub rows: Vec<RollRow<'a>>,
}

/// A recipient in a list.
#[derive(Debug, Clone)]
pub struct RollRow<'a> {
    /// The number in the golden book.
    pub number: u32,
    /// Who; nothing where only a count is known.
    pub recipient: Option<Honoured<'a>>,
    /// What it is for.
    pub reason: Option<&'a str>,
    /// The honour that names the recipient.
    pub honour: Option<&'a Honour>,
    /// The tally that counts the recipient without a name.
    pub tally: Option<&'a Tally>,
}

/// Returns the lists of a ledger, collectives before households and persons, in the order of the data.
///
/// A count without names becomes as many rows, so that a list has as many rows as the articles say.
pub fn rolls<'a>(ledger: &Ledger<'a>) -> Vec<Roll<'a>> {
    let mut rolls: Vec<Roll<'a>> = ledger.entries().iter().flat_map(of_entry).collect();
    rolls.sort_by_key(|roll| rank(roll.kind));
    let mut next = 1_u32;
    let mut places = Places::new();
    for row in rolls.iter_mut().flat_map(|roll| &mut roll.rows) {
        row.number = written(row, &mut places).unwrap_or(next);
        next = row.number.saturating_add(1);
    }
    for roll in &mut rolls {
        roll.rows.sort_by_key(|row| row.number);
    }
    rolls
}

/// The places of recipients in each honour with a number, so that one with thousands of them is read once.
type Places<'a> = HashMap<Span, HashMap<&'a Id, u32>>;

/// Returns the number that the data gives to a recipient: that of the honour counts on from its first recipient.
fn written<'a>(row: &RollRow<'a>, places: &mut Places<'a>) -> Option<u32> {
    let (honour, recipient) = (row.honour?, row.recipient?);
    let first = honour.book_number.as_ref()?.value;
    let of_honour = places.entry(honour.span).or_insert_with(|| {
        let mut of_honour = HashMap::new();
        for (link, at) in honour.recipients().zip(0..) {
            of_honour.entry(&link.id).or_insert(at);
        }
        of_honour
    });
    Some(first.saturating_add(*of_honour.get(recipient.id())?))
}

fn of_entry<'a>(entry: &Entry<'a>) -> Vec<Roll<'a>> {
    let mut rolls: Vec<Roll<'a>> = Vec::new();
    let mut add =
        |kind: RecipientKind, row: RollRow<'a>| match rolls.iter_mut().find(|roll| roll.kind == kind) {
            Some(roll) => roll.rows.push(row),
            None => {
                rolls.push(Roll { name: entry.name.clone(), group: entry.group(), kind, rows: vec![row] });
            }
        };
    for named in &entry.named {
        let row = RollRow {
            number: 0,
            recipient: Some(named.recipient),
            reason: named.reason,
            honour: named.honour,
            tally: None,
        };
        add(named.recipient.kind(), row);
    }
    let kind = match entry.recipients {
        Some(kind @ (RecipientKind::Persons | RecipientKind::Households)) => kind,
        Some(RecipientKind::Collectives | RecipientKind::Mixed) | None => RecipientKind::Collectives,
    };
    for _ in 0..nameless(entry) {
        add(
            kind,
            RollRow { number: 0, recipient: None, reason: entry.reason, honour: None, tally: entry.tally },
        );
    }
    rolls
}

fn rank(kind: RecipientKind) -> u8 {
    match kind {
        RecipientKind::Collectives => 0,
        RecipientKind::Households => 1,
        RecipientKind::Persons => 2,
        RecipientKind::Mixed => 3,
    }
}

/// Returns how many of an entry are not known by name.
fn nameless(entry: &Entry<'_>) -> u64 {
    let Some(tally) = entry.tally.filter(|tally| tally.recipient.is_none()) else { return 0 };
    tally.count.exact().and_then(|count| count.to_count()).unwrap_or(0)
}
