//! Tables that documents show, in the form that a `table` block reads.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use crate::document::blank;
use crate::figures::YearCount;
use crate::model::{Level, Period, RecipientKind};
use crate::vi::{self, Collator, PersonName};

use super::PersonView;
use super::honours::{LineView, kind_words};

/// Returns the name of a level as the head of a group of rows.
fn level_words(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::State) => "Khen thưởng cấp Nhà nước",
        Some(Level::Ministry) => "Khen thưởng cấp bộ, ban, ngành, tỉnh",
        Some(Level::Base) => "Khen thưởng cấp cơ sở",
        Some(Level::Party) => "Khen thưởng của tổ chức đảng, đoàn thể",
        Some(Level::Foreign) => "Khen thưởng của nước ngoài",
        None => "Khen thưởng khác",
    }
}

/// Makes the table of all awards, grouped by level.
pub(super) fn awards(lines: impl Iterator<Item = (Option<Level>, LineView)>) -> Value {
    let mut rows = Vec::new();
    let mut current = None;
    let mut groups = 0;
    let mut number = 0;
    for (level, line) in lines {
        if current != Some(level) {
            current = Some(level);
            groups += 1;
            number = 0;
            let label = json!({"text": vi::roman(groups), "bold": true, "align": "center"});
            rows.push(json!([label, {"text": level_words(level), "bold": true, "span": 4}]));
        }
        number += 1;
        let who = line.names.clone().or(line.kind).unwrap_or_default();
        rows.push(json!([
            number.to_string(),
            line.name,
            who,
            line.count,
            line.years_short.or(line.period).unwrap_or_default()
        ]));
    }
    json!({
        "columns": [
            {"width": "10mm", "align": "center"},
            {"width": "1.6fr"},
            {"width": "1.3fr"},
            {"width": "27mm", "align": "center"},
            {"width": "25mm", "align": "center"},
        ],
        "head": [["TT", "Danh hiệu, hình thức khen thưởng", "Đối tượng", "Số lượng", "Năm"]],
        "rows": rows,
        "size": 12,
    })
}

/// Makes the table of awards year by year; nothing if no year is known.
pub(super) fn by_year(counts: &[YearCount], period: Period) -> Option<Value> {
    if counts.is_empty() {
        return None;
    }
    let years: Vec<u16> = period.years().collect();
    let mut head = vec![json!("TT"), json!("Danh hiệu, hình thức khen thưởng"), json!("Đối tượng")];
    head.extend(years.iter().map(|year| json!(year.to_string())));
    head.push(json!("Cộng"));
    let rows: Vec<Value> =
        counts.iter().zip(1..).map(|(count, at)| Value::Array(year_row(count, at))).collect();
    let mut columns = vec![
        json!({"width": "10mm", "align": "center"}),
        json!({"width": "1fr"}),
        json!({"width": "20mm", "align": "center"}),
    ];
    columns.extend(years.iter().map(|_| json!({"width": "13mm", "align": "center"})));
    columns.push(json!({"width": "15mm", "align": "center"}));
    Some(json!({"columns": columns, "head": [head], "rows": rows, "size": 12}))
}

fn year_row(count: &YearCount, at: usize) -> Vec<Value> {
    let kind = count.recipients.map(kind_words).unwrap_or_default();
    let mut row = vec![json!(at.to_string()), json!(count.name), json!(kind)];
    row.extend(
        count
            .counts
            .iter()
            .map(|count| json!(if *count == 0 { "–".to_owned() } else { count.to_string() })),
    );
    row.push(json!({"text": count.total.to_string(), "bold": true}));
    row
}

/// Makes the list of all recipients that are known by name; nothing if there is none.
pub(super) fn named_recipients(lines: impl Iterator<Item = LineView>) -> Option<Value> {
    let mut rows = Vec::new();
    let mut groups = 0;
    for line in lines.filter(|line| !line.recipients.is_empty()) {
        groups += 1;
        let label = json!({"text": vi::roman(groups), "bold": true, "align": "center"});
        rows.push(json!([label, {"text": line.name, "bold": true, "span": 2}]));
        for ((recipient, years), at) in by_recipient(&line.recipients).into_iter().zip(1..) {
            let years = years_in_short(&years).map_or_else(String::new, |years| format!(" ({years})"));
            let post = recipient.posts.clone().unwrap_or_default();
            rows.push(json!([at.to_string(), format!("{}{years}", recipient.name), post]));
        }
    }
    (!rows.is_empty()).then(|| {
        json!({
            "columns": [{"width": "10mm", "align": "center"}, {"width": "1fr"}, {"width": "1.3fr"}],
            "head": [["TT", "Tập thể, cá nhân", "Chức vụ, đơn vị"]],
            "rows": rows,
            "size": 12,
        })
    })
}

/// Puts the years of each recipient together; persons stand in the order of their given names, as in any list of names.
fn by_recipient(recipients: &[PersonView]) -> Vec<(&PersonView, BTreeSet<u16>)> {
    let mut found: Vec<(&PersonView, BTreeSet<u16>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for recipient in recipients {
        let at = *places.entry(recipient.line.as_str()).or_insert(found.len());
        if at == found.len() {
            found.push((recipient, BTreeSet::new()));
        }
        found[at].1.extend(recipient.year);
    }
    if recipients.iter().all(|recipient| recipient.address.is_some()) {
        let collator = Collator::new();
        found.sort_by_cached_key(|(person, _)| {
            collator.name_key(&PersonName::new(&person.name, person.given_name.as_deref()))
        });
    }
    found
}

/// Returns `2011`, `2021, 2023`, `2021 - 2025`: years in a row are written as a period, others one by one.
pub(super) fn years_in_short(years: &BTreeSet<u16>) -> Option<String> {
    let (first, last) = (*years.first()?, *years.last()?);
    if years.len() > 2 && usize::from(last - first) + 1 == years.len() {
        return Some(vi::period(first, last));
    }
    let years: Vec<String> = years.iter().map(u16::to_string).collect();
    Some(years.join(", "))
}

/// A recipient in the list of a decision or submission.
pub(super) struct Listed {
    /// The number of the row.
    pub(super) number: u32,
    /// The id of the recipient, who may have another post in each decision.
    pub(super) id: Option<String>,
    /// The recipient; nothing where only a count is known.
    pub(super) who: Option<PersonView>,
    /// What it is for.
    pub(super) reason: Option<String>,
}

impl Listed {
    /// Returns the name, after the form of address for a person, and the post; what is missing is a blank.
    pub(super) fn person(&self) -> (String, String) {
        let Some(person) = &self.who else {
            return (blank::mark("họ và tên"), blank::mark("chức vụ, đơn vị"));
        };
        let address = person.address.as_ref().map_or_else(String::new, |address| format!("{address} "));
        let post = person.posts.clone().unwrap_or_else(|| blank::mark("chức vụ, đơn vị"));
        (format!("{address}{}", person.name), post)
    }

    /// Returns the name of a collective or household, or a blank.
    pub(super) fn unit(&self, kind: RecipientKind) -> String {
        self.who
            .as_ref()
            .map_or_else(|| blank::mark(&format!("tên {}", kind_words(kind))), |unit| unit.name.clone())
    }
}

/// Makes the list of persons of a decision.
pub(super) fn persons(listed: &[Listed]) -> Value {
    let rows: Vec<Value> = listed
        .iter()
        .map(|listed| {
            let (name, post) = listed.person();
            json!([listed.number.to_string(), name, post, reason(listed)])
        })
        .collect();
    list(rows, "Họ và tên", "Chức vụ, đơn vị", listed)
}

/// Makes the list of collectives or households of a decision.
pub(super) fn collectives(kind: RecipientKind, listed: &[Listed]) -> Value {
    let rows: Vec<Value> = listed
        .iter()
        .map(|listed| json!([listed.number.to_string(), {"text": listed.unit(kind), "span": 2}, reason(listed)]))
        .collect();
    list(rows, &format!("Tên {}", kind_words(kind)), "", listed)
}

fn reason(listed: &Listed) -> String {
    listed.reason.clone().unwrap_or_default()
}

/// Leaves out the column of reasons where no reason is given.
fn list(rows: Vec<Value>, name: &str, post: &str, listed: &[Listed]) -> Value {
    let reasons = listed.iter().any(|listed| listed.reason.is_some());
    let mut columns =
        vec![json!({"width": "12mm", "align": "center"}), json!({"width": "1fr"}), json!({"width": "1fr"})];
    let mut head = vec![json!("TT"), json!(name), json!(post)];
    if post.is_empty() {
        head = vec![json!("TT"), json!({"text": name, "span": 2})];
    }
    if reasons {
        columns.push(json!({"width": "1.2fr"}));
        head.push(json!("Thành tích"));
    }
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|row| match row {
            Value::Array(mut cells) if !reasons => {
                cells.pop();
                Value::Array(cells)
            }
            row => row,
        })
        .collect();
    json!({"columns": columns, "head": [head], "rows": rows, "size": 12})
}
