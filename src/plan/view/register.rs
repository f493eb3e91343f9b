//! A register (sổ vàng): what a unit granted in some years, decision by decision.

use serde::Serialize;
use serde_json::{Value, json};

use crate::document::blank;
use crate::figures::{Ledger, rolls};
use crate::model::{Date, Decision, Period, RecipientKind, Unit};
use crate::vi;

use super::decision::without_about;
use super::review::with_stage;
use super::tables::Listed;
use super::totals::Totals;
use super::{Viewer, date_or_blank};

/// A register.
#[derive(Debug, Serialize)]
pub struct RegisterView {
    /// `năm 2025`, `giai đoạn 2021 - 2025`.
    pub period: String,
    /// The decisions in the order of their dates.
    pub decisions: Vec<RegisteredView>,
    /// How many decisions: `02`.
    pub count: String,
    /// Whom they honour: `12 tập thể và 58 lượt cá nhân`.
    pub recipients: String,
    /// The decisions as a table, with totals.
    pub summary: Value,
}

/// A decision in a register.
#[derive(Debug, Serialize)]
pub struct RegisteredView {
    /// The number with its sign: `145/QĐ-STP`.
    pub number: String,
    /// The date with blanks: `ngày 04 tháng 12 năm 2025`.
    pub date: String,
    /// What it is about, in words that fit after “về việc”.
    pub subject: String,
    /// Who signed, with the post of that day; or a blank.
    pub signatory: String,
    /// Whom it honours: `05 tập thể và 24 cá nhân`.
    pub recipients: String,
    /// The recipients in the order of the list; nothing where it names none.
    pub table: Option<Value>,
}

impl Viewer<'_> {
    pub(super) fn register(&self, unit: &Unit, years: Period) -> RegisterView {
        let mut decisions: Vec<&Decision> = self
            .inventory
            .records()
            .decisions
            .iter()
            .filter(|decision| decision.issuer.id == unit.id.value && is_within(decision, years))
            .collect();
        // What has no date or number yet comes after what has, as it is written in later.
        decisions.sort_by_key(|decision| {
            let Date { day, month, year } = date(decision).unwrap_or(NO_DATE);
            (
                year.unwrap_or(u16::MAX),
                month.unwrap_or(u8::MAX),
                day.unwrap_or(u8::MAX),
                number(decision).unwrap_or(u32::MAX),
            )
        });
        let mut all = Totals::default();
        let mut turns = [0_u64; 3];
        let mut rows = Vec::new();
        let mut entries = Vec::new();
        for (decision, at) in decisions.iter().zip(1..) {
            let (entry, of_this) = self.registered(decision, unit, &mut all);
            let counts = [of_this[0] + of_this[1], of_this[2]];
            let title = format!("{}, {}", entry.number, short_date(decision));
            rows.push(json!([
                at.to_string(),
                title,
                vi::capitalise(&entry.subject),
                turns_words(counts[0]),
                turns_words(counts[1])
            ]));
            for (sum, turns) in turns.iter_mut().zip(of_this) {
                *sum += turns;
            }
            entries.push(entry);
        }
        RegisterView {
            period: with_stage(years),
            count: vi::padded_count(entries.len() as u64),
            recipients: all.words(),
            summary: summary(&rows, turns[0] + turns[1], turns[2]),
            decisions: entries,
        }
    }

    fn registered(&self, decision: &Decision, unit: &Unit, all: &mut Totals) -> (RegisteredView, [u64; 3]) {
        self.touch(decision.span);
        let day = date(decision).and_then(Date::complete);
        let ledger = Ledger::of_decision(self.inventory, &decision.id.value);
        for record in ledger.entries().iter().flat_map(|entry| &entry.records) {
            self.touch(*record);
        }
        let mut own = Totals::default();
        let mut has_reasons = false;
        let mut rows: Vec<(u32, Vec<Value>)> = Vec::new();
        for roll in rolls(&ledger) {
            let listed: Vec<Listed> = roll
                .rows
                .iter()
                .map(|row| Listed {
                    number: row.number,
                    id: row.recipient.map(|recipient| recipient.id().to_string()),
                    who: row.recipient.map(|recipient| self.listed_on(recipient, day)),
                    reason: row.reason.map(vi::capitalise),
                    amount: None,
                })
                .collect();
            has_reasons |= listed.iter().any(|listed| listed.reason.is_some());
            own.add(roll.kind, &listed);
            all.add(roll.kind, &listed);
            rows.extend(
                listed.into_iter().map(|listed| (listed.number, row(&listed, roll.kind, &roll.name))),
            );
        }
        rows.sort_by_key(|(number, _)| *number);
        let signatory = decision.signatory.as_ref().and_then(|signatory| signatory.person.as_ref());
        let entry = RegisteredView {
            number: super::decision_number(decision, unit),
            date: date_or_blank(date(decision)),
            subject: without_about(&decision.subject),
            signatory: signatory.map_or_else(
                || blank::mark("người ký"),
                |person| self.person_on(self.inventory.get(person), day).line,
            ),
            recipients: own.words(),
            table: (!rows.is_empty())
                .then(|| table(rows.into_iter().map(|(_, row)| row).collect(), has_reasons)),
        };
        (entry, own.turns())
    }
}

const NO_DATE: Date = Date { day: None, month: None, year: None };

fn date(decision: &Decision) -> Option<Date> {
    decision.date.as_ref().map(|date| date.value)
}

fn number(decision: &Decision) -> Option<u32> {
    decision.number.as_ref().map(|number| number.value)
}

/// What has no year stands in every register of its unit: leaving it out would hide it.
fn is_within(decision: &Decision, years: Period) -> bool {
    date(decision).and_then(|date| date.year).is_none_or(|year| years.contains(year))
}

fn short_date(decision: &Decision) -> String {
    let Date { day, month, year } = date(decision).unwrap_or(NO_DATE);
    vi::short_date(day, month, year, &blank::mark("ngày"))
}

/// Makes the row of a recipient; a unit has no post.
fn row(listed: &Listed, kind: RecipientKind, form: &str) -> Vec<Value> {
    let number = json!(listed.number.to_string());
    let mut cells = match kind {
        RecipientKind::Persons => {
            let (name, post) = listed.person();
            vec![number, json!(name), json!(post)]
        }
        _ => vec![number, json!({"text": listed.unit(kind), "span": 2})],
    };
    cells.push(json!(form));
    cells.extend(listed.reason.as_ref().map(|reason| json!(reason)));
    cells
}

/// Leaves out the column of reasons where no reason is given.
fn table(mut rows: Vec<Vec<Value>>, has_reasons: bool) -> Value {
    let mut columns = vec![
        json!({"width": "17mm", "align": "center"}),
        json!({"width": "1fr"}),
        json!({"width": "1.3fr"}),
        json!({"width": "1fr"}),
    ];
    let mut head = vec!["Số sổ vàng", "Tập thể, cá nhân", "Chức vụ, đơn vị", "Danh hiệu, hình thức"];
    if has_reasons {
        columns.push(json!({"width": "1.8fr"}));
        head.push("Thành tích");
        // A unit takes two columns, so its full row is one cell shorter.
        for row in &mut rows {
            let is_unit = row.get(1).is_some_and(Value::is_object);
            row.resize(head.len() - usize::from(is_unit), json!(""));
        }
    }
    json!({"columns": columns, "head": [head], "rows": rows, "size": 12})
}

/// Returns a count of turns as a cell of the summary says it.
fn turns_words(turns: u64) -> String {
    if turns == 0 { "-".to_owned() } else { turns.to_string() }
}

fn summary(rows: &[Value], collectives: u64, persons: u64) -> Value {
    let bold = |text: String| json!({"text": text, "bold": true});
    json!({
        "columns": [
            {"width": "10mm", "align": "center"},
            {"width": "35mm"},
            {"width": "1fr"},
            {"width": "19mm", "align": "center"},
            {"width": "19mm", "align": "center"},
        ],
        "head": [["TT", "Quyết định số, ngày", "Về việc", "Lượt tập thể, hộ", "Lượt cá nhân"]],
        "rows": rows,
        "foot": [[
            {"text": "Cộng", "bold": true, "span": 3, "align": "center"},
            bold(turns_words(collectives)),
            bold(turns_words(persons)),
        ]],
        "size": 12,
    })
}
