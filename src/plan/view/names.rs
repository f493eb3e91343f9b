//! The lists of those who were honoured, by name, with the decisions that granted it.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use serde_json::{Value, json};

use crate::figures::{Entry, Ledger, Named};
use crate::model::{Decision, DecisionNote, Honoured, Id, UnitKind};
use crate::source::Span;
use crate::vi::{self, Collator, PersonName, SortKey};

use super::tables::years_in_short;
use super::{PersonView, Viewer};

/// The named recipients of one kind, with all that they received.
#[derive(Debug, Serialize)]
pub struct NameListView {
    /// `Tập thể`, `Hộ gia đình`, `Cá nhân`.
    pub title: &'static str,
    /// How many there are.
    pub count: usize,
    /// The list as a table.
    pub table: Value,
}

/// Collectives come before households and persons, as on paper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Collectives,
    Households,
    Persons,
}

/// A recipient with what it received.
struct Listed<'a> {
    recipient: Honoured<'a>,
    honours: Vec<Received<'a>>,
}

/// A title or form that somebody received, perhaps several times.
struct Received<'a> {
    entry: &'a Entry<'a>,
    years: BTreeSet<u16>,
    /// The decisions by whoever issued them: in the order of their dates, those without one first.
    decisions: Vec<(String, BTreeSet<Numbered>)>,
}

/// The date of a decision, as far as it is complete, and its number.
type Numbered = (Option<(u16, u8, u8)>, String);

/// So many honours of one recipient are kept on one page; with more, the name is written again.
const MOST_IN_ONE_PIECE: usize = 8;

impl Viewer<'_> {
    /// Makes the lists of all recipients of awards that are known by name.
    pub(super) fn name_lists(&self, ledger: &Ledger<'_>) -> Vec<NameListView> {
        let listed = self.receivers(ledger);
        [(List::Collectives, "Tập thể"), (List::Households, "Hộ gia đình"), (List::Persons, "Cá nhân")]
            .into_iter()
            .filter_map(|(list, title)| {
                let mut of_list: Vec<&Listed<'_>> =
                    listed.iter().filter(|listed| list_of(listed.recipient) == list).collect();
                sort(&mut of_list, list);
                (!of_list.is_empty()).then(|| NameListView {
                    title,
                    count: of_list.len(),
                    table: self.name_table(&of_list, list),
                })
            })
            .collect()
    }

    fn receivers<'a>(&self, ledger: &'a Ledger<'a>) -> Vec<Listed<'a>> {
        let mut listed: Vec<Listed<'a>> = Vec::new();
        let mut places: HashMap<&Id, usize> = HashMap::new();
        for entry in ledger.awarded() {
            for named in &entry.named {
                let at = *places.entry(named.recipient.id()).or_insert(listed.len());
                if at == listed.len() {
                    listed.push(Listed { recipient: named.recipient, honours: Vec::new() });
                }
                self.receive(&mut listed[at].honours, entry, named);
            }
        }
        listed
    }

    /// The recipients of an entry come one after the other, so what belongs together is the last one.
    fn receive<'a>(&self, honours: &mut Vec<Received<'a>>, entry: &'a Entry<'a>, named: &Named<'_>) {
        if honours.last().is_none_or(|last| !std::ptr::eq(last.entry, entry)) {
            honours.push(Received { entry, years: BTreeSet::new(), decisions: Vec::new() });
        }
        let Some(last) = honours.last_mut() else { return };
        last.years.extend(named.year);
        let Some((issuer, number)) = self.decision_of(entry, named) else { return };
        match last.decisions.iter_mut().find(|(other, _)| *other == issuer) {
            Some((_, numbers)) => {
                numbers.insert(number);
            }
            None => last.decisions.push((issuer, BTreeSet::from([number]))),
        }
    }

    /// Returns who issued the decision behind a honour, and its number with its date.
    fn decision_of(&self, entry: &Entry<'_>, named: &Named<'_>) -> Option<(String, Numbered)> {
        let link = match (named.honour, entry.tally) {
            (Some(honour), _) => honour.decision.as_ref(),
            (None, Some(tally)) => tally.decision.as_ref(),
            (None, None) => None,
        };
        let note = named.honour.and_then(|honour| honour.decided_by.as_deref());
        link.and_then(|link| self.numbered(self.inventory.get(link))).or_else(|| note.map(noted))
    }

    /// A draft has no number yet, and so cannot be cited.
    fn numbered(&self, decision: &Decision) -> Option<(String, Numbered)> {
        self.touch(decision.span);
        let issuer = self.inventory.get(&decision.issuer);
        decision.number.as_ref().zip(issuer.abbreviation.as_ref())?;
        let number = super::decision_number(decision, issuer);
        let issuer = decision.authority.clone().unwrap_or_else(|| issuer.name.value.clone());
        Some((issuer, (decision.date.as_ref().and_then(|date| date.complete()), number)))
    }

    fn name_table(&self, listed: &[&Listed<'_>], list: List) -> Value {
        let mut rows = Vec::new();
        for (listed, at) in listed.iter().zip(1..) {
            let view = self.honoured(listed.recipient);
            for (piece, honours) in listed.honours.chunks(MOST_IN_ONE_PIECE).enumerate() {
                let sign = if piece == 0 { at.to_string() } else { String::new() };
                rows.extend(piece_rows(&sign, &view, honours, list));
            }
        }
        let (name, post) = match list {
            List::Collectives => ("Tên tập thể", None),
            List::Households => ("Tên hộ gia đình", None),
            List::Persons => ("Họ và tên", Some("Chức vụ, đơn vị")),
        };
        let mut columns = vec![json!({"width": "10mm", "align": "center"}), json!({"width": "1fr"})];
        let mut head = vec![json!("TT"), json!(name)];
        if let Some(post) = post {
            columns.push(json!({"width": "1.1fr"}));
            head.push(json!(post));
        }
        columns.extend([json!({"width": "1.2fr"}), json!({"width": "2.1fr"})]);
        head.extend([
            json!("Danh hiệu, hình thức (năm)"),
            json!("Số, ngày quyết định, người hoặc cơ quan quyết định"),
        ]);
        json!({"columns": columns, "head": [head], "rows": rows, "size": 10})
    }
}

fn piece_rows(sign: &str, view: &PersonView, honours: &[Received<'_>], list: List) -> Vec<Value> {
    let span = honours.len();
    honours
        .iter()
        .enumerate()
        .map(|(at, received)| {
            let mut row = Vec::new();
            if at == 0 {
                row.push(json!({"text": sign, "rows": span}));
                row.push(json!({"text": view.name, "rows": span}));
                if list == List::Persons {
                    row.push(json!({"text": view.posts.clone().unwrap_or_default(), "rows": span}));
                }
            }
            row.push(json!(form_words(received)));
            row.push(json!(decision_words(received)));
            Value::Array(row)
        })
        .collect()
}

/// `“Lao động tiên tiến” (2021 - 2025)`; how many times it was where the data says it.
fn form_words(received: &Received<'_>) -> String {
    let entry = received.entry;
    let times = entry.named.iter().any(|named| named.times.is_some()).then(|| entry.count_words());
    let notes: Vec<String> = times.into_iter().chain(years_in_short(&received.years)).collect();
    if notes.is_empty() { entry.name.clone() } else { format!("{} ({})", entry.name, notes.join("; ")) }
}

/// `412/QĐ-UBND ngày 24/02/2022, 386/QĐ-UBND ngày 22/02/2023 của Chủ tịch Ủy ban nhân dân tỉnh`.
fn decision_words(received: &Received<'_>) -> String {
    let of_issuer = |(issuer, numbers): &(String, BTreeSet<Numbered>)| {
        let numbers: Vec<String> = numbers.iter().map(with_date).collect();
        let of = if issuer.is_empty() { String::new() } else { format!(" của {issuer}") };
        format!("{}{of}", numbers.join(", "))
    };
    let parts: Vec<String> = received.decisions.iter().map(of_issuer).collect();
    parts.join("; ")
}

fn noted(note: &DecisionNote) -> (String, Numbered) {
    let date = note.date.as_ref().and_then(|date| date.complete());
    (note.issuer.clone().unwrap_or_default(), (date, note.number.clone()))
}

/// `412/QĐ-UBND ngày 24/02/2022`, on one line.
fn with_date((date, number): &Numbered) -> String {
    date.map_or_else(
        || number.clone(),
        |(year, month, day)| {
            format!("{number}\u{a0}ngày\u{a0}{}", vi::short_date(Some(day), Some(month), Some(year), ""))
        },
    )
}

fn list_of(recipient: Honoured<'_>) -> List {
    match recipient {
        Honoured::Person(_) => List::Persons,
        Honoured::Unit(unit) if unit.kind == Some(UnitKind::Household) => List::Households,
        Honoured::Unit(_) => List::Collectives,
    }
}

/// Persons stand in the order of their given names, as in any list of names; units as in the data, which is by rank.
fn sort(listed: &mut [&Listed<'_>], list: List) {
    if list == List::Persons {
        let collator = Collator::new();
        listed.sort_by_cached_key(|listed| person_key(listed.recipient, &collator));
    } else {
        listed.sort_by_key(|listed| unit_place(listed.recipient));
    }
}

fn person_key(recipient: Honoured<'_>, collator: &Collator) -> Option<SortKey> {
    let Honoured::Person(person) = recipient else { return None };
    Some(collator.name_key(&PersonName::new(&person.name, person.given_name.as_deref())))
}

fn unit_place(recipient: Honoured<'_>) -> Option<Span> {
    let Honoured::Unit(unit) = recipient else { return None };
    Some(unit.span)
}
