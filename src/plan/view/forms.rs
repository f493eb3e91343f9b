//! The forms of the official statistics: their items, codes and columns, and how a table of one is drawn.

use serde_json::{Value, json};

use crate::figures::Amounts;
use crate::figures::statistics::{AwardColumn, AwardRow, CampaignColumn, CampaignRow, Cell, Duration};
use crate::model::{CountUnit, Family, Level, Merit, Method, Rank, RecipientKind, Scope};
use crate::vi::Number;

/// The most columns that fit on an upright sheet.
pub(super) const UPRIGHT: usize = 5;

/// A heading among the rows, or a row with its code, its words and how deep it stands.
pub(super) enum Line<R> {
    Heading(&'static str),
    Row(R, &'static str, &'static str, usize),
    /// A row that the official form lacks: what a question leaves over. It is printed only where there is something.
    Rest(R, &'static str),
}

use Line::{Heading, Rest, Row};

pub(super) const CAMPAIGN_LINES: [Line<CampaignRow>; 18] = [
    Row(CampaignRow::Total, "01", "Tổng số", 0),
    Heading("Chia theo phạm vi"),
    Row(CampaignRow::Scope(Scope::Nationwide), "02", "Toàn quốc", 1),
    Row(CampaignRow::Scope(Scope::Sector), "03", "Bộ, ban, ngành, địa phương", 1),
    Row(CampaignRow::Scope(Scope::Cluster), "04", "Cụm, khối thi đua", 1),
    Row(CampaignRow::Scope(Scope::Unit), "05", "Cơ quan, tổ chức, đơn vị", 1),
    Rest(CampaignRow::ScopeUnknown, "Chưa rõ phạm vi"),
    Heading("Chia theo thời gian"),
    Row(CampaignRow::Duration(Duration::Shorter), "06", "Dưới 1 năm", 1),
    Row(CampaignRow::Duration(Duration::OneYear), "07", "1 năm", 1),
    Row(CampaignRow::Duration(Duration::BelowThree), "08", "Từ trên 1 năm đến dưới 3 năm", 1),
    Row(CampaignRow::Duration(Duration::BelowFive), "09", "Từ 3 năm đến dưới 5 năm", 1),
    Row(CampaignRow::Duration(Duration::Longer), "10", "Từ 5 năm trở lên", 1),
    Rest(CampaignRow::DurationUnknown, "Chưa rõ thời gian"),
    Heading("Chia theo phương thức"),
    Row(CampaignRow::Method(Method::Thematic), "11", "Theo chuyên đề", 1),
    Row(CampaignRow::Method(Method::Regular), "12", "Thường xuyên, hằng năm", 1),
    Rest(CampaignRow::MethodUnknown, "Chưa rõ phương thức"),
];

pub(super) const CAMPAIGN_COLUMNS: [(CampaignColumn, &str); 4] = [
    (CampaignColumn::Total, "Tổng số"),
    (CampaignColumn::Level(Level::State), "Cấp Trung ương"),
    (CampaignColumn::Level(Level::Ministry), "Bộ, ban, ngành, tỉnh"),
    (CampaignColumn::Level(Level::Base), "Cơ quan, tổ chức, đơn vị"),
];

pub(super) const AWARD_LINES: [Line<AwardRow>; 22] = [
    Row(AwardRow::Total, "01", "Tổng số", 0),
    Heading("Chia theo đối tượng"),
    Row(AwardRow::Collectives, "02", "Tập thể", 1),
    Row(AwardRow::Enterprises, "03", "Trong đó: doanh nghiệp", 2),
    Row(AwardRow::Households, "04", "Hộ gia đình", 1),
    Row(AwardRow::Persons, "05", "Cá nhân", 1),
    Row(AwardRow::Rank(Rank::Ministry), "06", "Lãnh đạo cấp bộ, tỉnh và tương đương", 2),
    Row(AwardRow::Rank(Rank::Department), "07", "Lãnh đạo cấp vụ, sở và tương đương", 2),
    Row(AwardRow::Rank(Rank::Entrepreneur), "08", "Doanh nhân", 2),
    Row(AwardRow::Rank(Rank::Manager), "09", "Lãnh đạo khác từ phó phòng trở lên", 2),
    Row(AwardRow::Rank(Rank::Worker), "10", "Người trực tiếp công tác, lao động", 2),
    Rest(AwardRow::RankUnknown, "Chưa rõ chức vụ"),
    Rest(AwardRow::RecipientUnknown, "Chưa rõ đối tượng"),
    Heading("Chia theo loại hình khen thưởng"),
    Row(AwardRow::Merit(Merit::Regular), "11", "Thường xuyên", 1),
    Row(AwardRow::Merit(Merit::Thematic), "12", "Theo chuyên đề", 1),
    Row(AwardRow::Merit(Merit::Unscheduled), "13", "Đột xuất", 1),
    Row(AwardRow::Merit(Merit::Diplomatic), "14", "Đối ngoại", 1),
    Row(AwardRow::Merit(Merit::Devotion), "15", "Cống hiến", 1),
    Row(AwardRow::Merit(Merit::Seniority), "16", "Niên hạn", 1),
    Row(AwardRow::Merit(Merit::Resistance), "17", "Kháng chiến", 1),
    Rest(AwardRow::MeritUnknown, "Chưa rõ loại hình"),
];

const COLLECTIVES: RecipientKind = RecipientKind::Collectives;
const PERSONS: RecipientKind = RecipientKind::Persons;

/// Columns under a common head have the same first words.
pub(super) const STATE_COLUMNS: [(AwardColumn, &str, &str); 12] = [
    (AwardColumn::FamilyTo(Family::Order, COLLECTIVES), "Huân chương", "Tập thể"),
    (AwardColumn::FamilyTo(Family::Order, PERSONS), "Huân chương", "Cá nhân"),
    (AwardColumn::FamilyTo(Family::Medal, COLLECTIVES), "Huy chương", "Tập thể"),
    (AwardColumn::FamilyTo(Family::Medal, PERSONS), "Huy chương", "Cá nhân"),
    (AwardColumn::Family(Family::HoChiMinhPrize), "Giải thưởng Hồ Chí Minh", ""),
    (AwardColumn::Family(Family::StatePrize), "Giải thưởng Nhà nước", ""),
    (AwardColumn::Family(Family::StateTitle), "Danh hiệu vinh dự Nhà nước", ""),
    (AwardColumn::Family(Family::Flag), "Cờ thi đua của Chính phủ", ""),
    (AwardColumn::FamilyTo(Family::Diploma, COLLECTIVES), "Bằng khen của Thủ tướng Chính phủ", "Tập thể"),
    (AwardColumn::FamilyTo(Family::Diploma, PERSONS), "Bằng khen của Thủ tướng Chính phủ", "Cá nhân"),
    (AwardColumn::Family(Family::Fighter), "Chiến sĩ thi đua toàn quốc", ""),
    (AwardColumn::Other, "Khác", ""),
];

pub(super) const MINISTRY_COLUMNS: [(AwardColumn, &str, &str); 5] = [
    (AwardColumn::Total, "Tổng số", ""),
    (AwardColumn::Family(Family::Diploma), "Bằng khen", ""),
    (AwardColumn::Family(Family::Fighter), "Chiến sĩ thi đua cấp bộ, tỉnh", ""),
    (AwardColumn::Family(Family::Flag), "Cờ thi đua", ""),
    (AwardColumn::Family(Family::Badge), "Huy hiệu, kỷ niệm chương", ""),
];

pub(super) fn rows_of<R: Copy>(lines: &[Line<R>]) -> Vec<R> {
    let row = |line: &Line<R>| match line {
        Heading(_) => None,
        Row(row, ..) | Rest(row, _) => Some(*row),
    };
    lines.iter().filter_map(row).collect()
}

/// Makes a table with the columns A (item), B (code), C (unit of count) and the numbered ones.
pub(super) fn table<R>(lines: &[Line<R>], cells: &[Vec<Cell>], heads: &[(&str, &str)], unit: &str) -> Value {
    let mut cells = cells.iter();
    let mut rows = Vec::new();
    for line in lines {
        match line {
            Heading(words) => {
                rows.push(json!([{"text": words, "bold": true, "span": heads.len() + 3}]));
            }
            Row(_, code, words, depth) => {
                let counts: Vec<String> = cells.next().into_iter().flatten().map(cell_words).collect();
                let stub = [words_at(words, *depth), (*code).to_owned(), unit.to_owned()];
                rows.push(row(&stub, *depth, &counts));
            }
            Rest(_, words) => {
                let Some(cells) = cells.next() else { continue };
                if cells.iter().any(|cell| !cell.amounts.is_empty()) {
                    let stub = [words_at(words, 1), String::new(), unit.to_owned()];
                    let counts: Vec<String> = cells.iter().map(cell_words).collect();
                    rows.push(row(&stub, 1, &counts));
                }
            }
        }
    }
    json!({"columns": columns(heads.len(), unit), "head": head(heads), "rows": rows, "size": 10})
}

/// Makes a table of the rows in which there is something, for a report that is no form: without codes and letters.
pub(super) fn plain_table<R>(lines: &[Line<R>], cells: &[Vec<Cell>], stub: &str, heads: &[&str]) -> Value {
    let rows_of_lines = lines.iter().filter_map(|line| match line {
        Heading(_) => None,
        Row(_, _, words, depth) => Some((*words, *depth)),
        Rest(_, words) => Some((*words, 1)),
    });
    let rows: Vec<Value> = rows_of_lines
        .zip(cells)
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.amounts.is_empty()))
        .map(|((words, depth), cells)| {
            let counts: Vec<String> = cells.iter().map(cell_words).collect();
            row(&[words_at(words, depth)], depth, &counts)
        })
        .collect();
    let mut columns = vec![json!({"width": "1fr"})];
    columns.extend(heads.iter().map(|_| json!({"width": "22mm", "align": "center"})));
    let head: Vec<&str> = std::iter::once(stub).chain(heads.iter().copied()).collect();
    json!({"columns": columns, "head": [head], "rows": rows, "size": 11})
}

/// Returns the words of a row with a mark that says how deep it stands.
fn words_at(words: &str, depth: usize) -> String {
    format!("{}{words}", ["", "- ", "+ "].get(depth).copied().unwrap_or_default())
}

/// The total, which stands highest, is bold.
fn row(stub: &[String], depth: usize, counts: &[String]) -> Value {
    let bold = |text: &str| json!({"text": text, "bold": depth == 0});
    stub.iter().chain(counts).map(|text| bold(text)).collect()
}

/// `-` says that there was nothing, `…` that nobody knows how much, as official statistics write it.
fn cell_words(cell: &Cell) -> String {
    match (cell.amounts.is_empty(), cell.is_open) {
        (true, false) => "-".to_owned(),
        (true, true) => "…".to_owned(),
        (false, _) => amount_words(&cell.amounts),
    }
}

pub(super) fn amount_words(amounts: &Amounts) -> String {
    match (amounts.count(), amounts.sums()) {
        (Some(count), [sum]) if matches!(sum.unit, None | Some(CountUnit::Awards)) => {
            Number::from(count).to_string()
        }
        _ => amounts.to_string(),
    }
}

/// Few columns fit on an upright sheet, many on one that lies on its side.
fn columns(counts: usize, unit: &str) -> Vec<Value> {
    let unit_width = if unit.contains(' ') { "20mm" } else { "13mm" };
    // `Cơ quan, tổ chức, đơn vị` in few lines.
    let count = match counts {
        0..5 => "19.5mm",
        5..=UPRIGHT => "16mm",
        _ => "13.5mm",
    };
    let mut columns = vec![
        json!({"width": "1fr"}),
        json!({"width": "10mm", "align": "center"}),
        json!({"width": unit_width, "align": "center"}),
    ];
    columns.extend((0..counts).map(|_| json!({"width": count, "align": "center"})));
    columns
}

/// The heads in two rows where some stand under a common one, and below them the letters and numbers of the columns.
fn head(heads: &[(&str, &str)]) -> Value {
    let depth = if heads.iter().any(|(_, lower)| !lower.is_empty()) { 2 } else { 1 };
    let mut upper: Vec<Value> = ["Nội dung", "Mã số", "Đơn vị tính"]
        .iter()
        .map(|words| json!({"text": words, "rows": depth}))
        .collect();
    let mut lower = Vec::new();
    for group in heads.chunk_by(|left, right| left.0 == right.0) {
        let words = group[0].0;
        if group[0].1.is_empty() {
            upper.push(json!({"text": words, "rows": depth}));
        } else {
            upper.push(json!({"text": words, "span": group.len()}));
            lower.extend(group.iter().map(|(_, words)| json!(words)));
        }
    }
    let signs =
        ["A", "B", "C"].iter().map(ToString::to_string).chain((1..=heads.len()).map(|at| at.to_string()));
    let signs: Vec<String> = signs.collect();
    if depth == 2 { json!([upper, lower, signs]) } else { json!([upper, signs]) }
}
