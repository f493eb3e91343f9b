//! Tables that documents show, in the form that a `table` block reads.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::document::blank;
use crate::model::{Level, RecipientKind};
use crate::vi;

use super::PersonView;
use super::honours::{LineView, kind_words};

/// Returns the name of a level as the head of a group of rows.
pub(super) fn level_words(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::State) => "Khen thưởng cấp Nhà nước",
        Some(Level::Ministry) => "Khen thưởng cấp bộ, ban, ngành, tỉnh",
        Some(Level::Base) => "Khen thưởng cấp cơ sở",
        Some(Level::Party) => "Khen thưởng của tổ chức đảng, đoàn thể",
        Some(Level::Foreign) => "Khen thưởng của nước ngoài",
        None => "Khen thưởng khác",
    }
}

/// Returns the name of a level as the head of a column.
pub(super) fn short_level_words(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::State) => "Cấp Nhà nước",
        Some(Level::Ministry) => "Cấp bộ, tỉnh",
        Some(Level::Base) => "Cấp cơ sở",
        Some(Level::Party) => "Đảng, đoàn thể",
        Some(Level::Foreign) => "Nước ngoài",
        None => "Khác",
    }
}

/// Makes the table of all awards, grouped by level.
pub(super) fn awards(lines: impl Iterator<Item = (Option<Level>, LineView)>) -> Value {
    let mut rows = Vec::new();
    let mut current = None;
    let mut groups = 0;
    let mut number = 0;
    let lines: Vec<(Option<Level>, LineView)> = lines.collect();
    // A single group needs no name where nothing is known of it but that it is another one.
    let is_grouped = lines.iter().any(|(level, _)| level.is_some());
    for (level, line) in lines {
        if is_grouped && current != Some(level) {
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
            vi::capitalise(&who),
            vi::capitalise(&line.count),
            vi::capitalise(&line.years_short.or(line.period).unwrap_or_default())
        ]));
    }
    json!({
        "columns": [
            {"width": "10mm", "align": "center"},
            {"width": "1.9fr"},
            {"width": "1.1fr"},
            {"width": "27mm", "align": "center"},
            {"width": "25mm", "align": "center"},
        ],
        "head": [["TT", "Danh hiệu, hình thức khen thưởng", "Đối tượng", "Số lượng", "Năm"]],
        "rows": rows,
        "size": 12,
    })
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
    /// How many đồng go with it, where that is told.
    pub(super) amount: Option<u64>,
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
    let rows: Vec<Vec<Value>> = listed
        .iter()
        .map(|listed| {
            let (name, post) = listed.person();
            vec![json!(listed.number.to_string()), json!(name), json!(post), json!(reason(listed))]
        })
        .collect();
    list(rows, "Họ và tên", "Chức vụ, đơn vị", listed)
}

/// Makes the list of collectives or households of a decision.
pub(super) fn collectives(kind: RecipientKind, listed: &[Listed]) -> Value {
    let rows: Vec<Vec<Value>> = listed
        .iter()
        .map(|listed| {
            let name = json!({"text": listed.unit(kind), "span": 2});
            vec![json!(listed.number.to_string()), name, json!(reason(listed))]
        })
        .collect();
    list(rows, &format!("Tên {}", kind_words(kind)), "", listed)
}

fn reason(listed: &Listed) -> String {
    listed.reason.clone().unwrap_or_default()
}

/// Leaves out the column of reasons where no reason is given, and that of money where it is not told.
fn list(rows: Vec<Vec<Value>>, name: &str, post: &str, listed: &[Listed]) -> Value {
    let reasons = listed.iter().any(|listed| listed.reason.is_some());
    // A collective has no post, but spans its column, and what it is honoured for is a longer text than its name.
    let (first, second, third) = match (reasons, post.is_empty()) {
        (true, true) => ("0.9fr", "0.9fr", "1.8fr"),
        (true, false) => ("1.1fr", "1fr", "1.4fr"),
        (false, _) => ("1fr", "1fr", ""),
    };
    let mut columns =
        vec![json!({"width": "12mm", "align": "center"}), json!({"width": first}), json!({"width": second})];
    let mut head = vec![json!("TT"), json!(name), json!(post)];
    if post.is_empty() {
        head = vec![json!("TT"), json!({"text": name, "span": 2})];
    }
    if reasons {
        columns.push(json!({"width": third}));
        head.push(json!("Thành tích"));
    }
    let amounts: Option<Vec<u64>> = listed.iter().map(|listed| listed.amount).collect();
    let mut rows: Vec<Vec<Value>> = rows
        .into_iter()
        .map(|mut cells| {
            if !reasons {
                cells.pop();
            }
            cells
        })
        .collect();
    let mut foot = Vec::new();
    if let Some(amounts) = amounts.filter(|amounts| !amounts.is_empty()) {
        let width = columns.len();
        columns.push(json!({"width": "27mm", "align": "right"}));
        head.push(json!("Mức thưởng (đồng)"));
        for (row, amount) in rows.iter_mut().zip(&amounts) {
            row.push(json!(if *amount == 0 {
                "-".to_owned()
            } else {
                vi::Number::from(*amount).to_string()
            }));
        }
        let total: u64 = amounts.iter().sum();
        foot.push(json!([
            {"text": "Cộng", "span": width, "bold": true, "align": "center"},
            {"text": vi::Number::from(total).to_string(), "bold": true},
        ]));
    }
    json!({"columns": columns, "head": [head], "rows": rows, "foot": foot, "size": 12})
}
