//! The official statistics as tables: the forms 0601, 0602 and 0603 with their items and codes.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::figures::statistics::{
    Award, AwardColumn, AwardRow, CampaignColumn, CampaignRow, Cell, Duration, award_table, awards,
    campaign_table, campaigns,
};
use crate::figures::{Amounts, Ledger};
use crate::model::{CountUnit, Family, Level, Merit, Method, Period, Rank, RecipientKind, Scope, Unit};
use crate::vi::{self, Number};

use super::Viewer;
use super::review::{period_words, with_stage};

/// The statistics of a unit in a period.
#[derive(Debug, Serialize)]
pub struct StatisticsView {
    /// `2025`, or `2021 - 2025`.
    pub period: String,
    /// `năm 2025`, or `giai đoạn 2021 - 2025`.
    pub period_words: String,
    /// The last year, in which they are due.
    pub year: String,
    /// Whether the forms are those of 2018, which the ones of 2023 replaced.
    pub is_old: bool,
    /// Campaigns (0601).
    pub campaigns: FormView,
    /// Awards of the State (0602).
    pub state: FormView,
    /// Awards of ministries, branches and provinces (0603).
    pub ministry: FormView,
}

/// A form.
#[derive(Debug, Serialize)]
pub struct FormView {
    /// The table.
    pub table: Value,
    /// Whether it needs a sheet that lies on its side.
    pub landscape: bool,
    /// How many there are in all: `12`, `12; hơn 3 tập thể`; `0`.
    pub total: String,
    /// What has no column in the form: `“Tập thể lao động xuất sắc”: 4`.
    pub outside: Vec<String>,
    /// What is not counted, because nobody knows whether it was in the period.
    pub undated: Vec<String>,
}

/// The year from which the forms of TT 02/2023/TT-BNV are used (23/3/2023).
const NEW_FORMS: u16 = 2023;

/// The most columns that fit on an upright sheet.
const UPRIGHT: usize = 5;

/// A heading among the rows, or a row with its code, its words and how deep it stands.
enum Line<R> {
    Heading(&'static str),
    Row(R, &'static str, &'static str, usize),
    /// A row that the official form lacks: what a question leaves over. It is printed only where there is something.
    Rest(R, &'static str),
}

use Line::{Heading, Rest, Row};

const CAMPAIGN_LINES: [Line<CampaignRow>; 18] = [
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

const CAMPAIGN_COLUMNS: [(CampaignColumn, &str); 4] = [
    (CampaignColumn::Total, "Tổng số"),
    (CampaignColumn::Level(Level::State), "Cấp Trung ương"),
    (CampaignColumn::Level(Level::Ministry), "Bộ, ban, ngành, tỉnh"),
    (CampaignColumn::Level(Level::Base), "Cơ quan, tổ chức, đơn vị"),
];

const AWARD_LINES: [Line<AwardRow>; 22] = [
    Row(AwardRow::Total, "01", "Tổng số", 0),
    Heading("Chia theo đối tượng"),
    Row(AwardRow::Collectives, "02", "Tập thể", 1),
    Row(AwardRow::Enterprises, "03", "Trong đó: doanh nghiệp", 2),
    Row(AwardRow::Households, "04", "Hộ gia đình", 1),
    Row(AwardRow::Persons, "05", "Cá nhân", 1),
    Row(AwardRow::Rank(Rank::Ministry), "06", "Lãnh đạo cấp bộ, cấp tỉnh và tương đương", 2),
    Row(AwardRow::Rank(Rank::Department), "07", "Lãnh đạo cấp vụ, cấp sở và tương đương", 2),
    Row(AwardRow::Rank(Rank::Entrepreneur), "08", "Doanh nhân", 2),
    Row(AwardRow::Rank(Rank::Manager), "09", "Lãnh đạo khác, từ phó phòng trở lên", 2),
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
const STATE_COLUMNS: [(AwardColumn, &str, &str); 12] = [
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

const MINISTRY_COLUMNS: [(AwardColumn, &str, &str); 5] = [
    (AwardColumn::Total, "Tổng số", ""),
    (AwardColumn::Family(Family::Diploma), "Bằng khen", ""),
    (AwardColumn::Family(Family::Fighter), "Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh", ""),
    (AwardColumn::Family(Family::Flag), "Cờ thi đua", ""),
    (AwardColumn::Family(Family::Badge), "Huy hiệu, kỷ niệm chương", ""),
];

impl Viewer<'_> {
    /// Makes the statistics of a unit in a period.
    pub(super) fn statistics(&self, unit: &Unit, period: Period) -> StatisticsView {
        let ledger = Ledger::of(self.inventory, unit, period);
        for entry in ledger.awarded() {
            entry.records.iter().for_each(|record| self.touch(*record));
        }
        let awards = awards(&ledger, self.inventory);
        StatisticsView {
            period: period_words(period),
            period_words: with_stage(period),
            year: period.last.to_string(),
            is_old: period.last < NEW_FORMS,
            campaigns: self.campaign_form(unit, period),
            state: award_form(&awards, Level::State, &STATE_COLUMNS),
            ministry: award_form(&awards, Level::Ministry, &MINISTRY_COLUMNS),
        }
    }

    fn campaign_form(&self, unit: &Unit, period: Period) -> FormView {
        let campaigns = campaigns(self.inventory, unit, period);
        campaigns.iter().for_each(|campaign| self.touch(campaign.span));
        let (undated, dated): (Vec<_>, Vec<_>) =
            campaigns.into_iter().partition(|campaign| campaign.years.is_none());
        let columns = CAMPAIGN_COLUMNS.map(|(column, _)| column);
        let cells = campaign_table(&dated, &rows_of(&CAMPAIGN_LINES), &columns);
        let heads = CAMPAIGN_COLUMNS.map(|(_, words)| (words, ""));
        FormView {
            table: table(&CAMPAIGN_LINES, &cells, &heads, "Phong trào"),
            landscape: false,
            total: vi::padded_count(dated.len() as u64),
            outside: Vec::new(),
            undated: undated.iter().map(|campaign| format!("“{}”", campaign.name.value)).collect(),
        }
    }
}

fn award_form(
    awards: &[Award<'_>],
    level: Level,
    columns: &[(AwardColumn, &'static str, &'static str)],
) -> FormView {
    let of_level = awards.iter().filter(|award| award.level == Some(level));
    let (undated, dated): (Vec<&Award<'_>>, Vec<&Award<'_>>) = of_level.partition(|award| award.is_undated);
    let ways: Vec<AwardColumn> = columns.iter().map(|(column, _, _)| *column).collect();
    let (cells, outside) = award_table(&dated, &rows_of(&AWARD_LINES), &ways);
    let heads: Vec<(&str, &str)> = columns.iter().map(|(_, upper, lower)| (*upper, *lower)).collect();
    let mut total = Amounts::default();
    let mut not_counted: BTreeMap<String, Amounts> = BTreeMap::new();
    dated.iter().for_each(|award| total.add_all(&award.amounts));
    for award in undated {
        not_counted.entry(award.name.to_owned()).or_default().add_all(&award.amounts);
    }
    FormView {
        table: table(&AWARD_LINES, &cells, &heads, "Lượt"),
        landscape: columns.len() > UPRIGHT,
        total: total.count().map_or_else(|| amount_words(&total), vi::padded_count),
        outside: named_amounts(outside),
        undated: named_amounts(not_counted),
    }
}

fn named_amounts(amounts: BTreeMap<String, Amounts>) -> Vec<String> {
    amounts.into_iter().map(|(name, amounts)| format!("{name}: {}", amount_words(&amounts))).collect()
}

fn rows_of<R: Copy>(lines: &[Line<R>]) -> Vec<R> {
    let row = |line: &Line<R>| match line {
        Heading(_) => None,
        Row(row, ..) | Rest(row, _) => Some(*row),
    };
    lines.iter().filter_map(row).collect()
}

/// Makes a table with the columns A (item), B (code), C (unit of count) and the numbered ones.
fn table<R>(lines: &[Line<R>], cells: &[Vec<Cell>], heads: &[(&str, &str)], unit: &str) -> Value {
    let mut cells = cells.iter();
    let mut rows = Vec::new();
    for line in lines {
        match line {
            Heading(words) => {
                rows.push(json!([{"text": words, "bold": true, "span": heads.len() + 3}]));
            }
            Row(_, code, words, depth) => {
                let counts = cells.next().into_iter().flatten().map(cell_words).collect();
                rows.push(row(words, code, unit, *depth, counts));
            }
            Rest(_, words) => {
                let Some(cells) = cells.next() else { continue };
                if cells.iter().any(|cell| !cell.amounts.is_empty()) {
                    rows.push(row(words, "", unit, 1, cells.iter().map(cell_words).collect()));
                }
            }
        }
    }
    json!({"columns": columns(heads.len()), "head": head(heads), "rows": rows, "size": 10})
}

fn row(words: &str, code: &str, unit: &str, depth: usize, counts: Vec<String>) -> Value {
    let words = format!("{}{words}", ["", "- ", "+ "].get(depth).copied().unwrap_or_default());
    let mut row = vec![json!({"text": words, "bold": depth == 0}), json!(code), json!(unit)];
    row.extend(counts.into_iter().map(|count| json!({"text": count, "bold": depth == 0})));
    Value::Array(row)
}

/// `-` says that there was nothing, `…` that nobody knows how much, as official statistics write it.
fn cell_words(cell: &Cell) -> String {
    match (cell.amounts.is_empty(), cell.is_open) {
        (true, false) => "-".to_owned(),
        (true, true) => "…".to_owned(),
        (false, _) => amount_words(&cell.amounts),
    }
}

fn amount_words(amounts: &Amounts) -> String {
    match (amounts.count(), amounts.sums()) {
        (Some(count), [sum]) if matches!(sum.unit, None | Some(CountUnit::Awards)) => {
            Number::from(count).to_string()
        }
        _ => amounts.to_string(),
    }
}

/// Few columns fit on an upright sheet, many on one that lies on its side.
fn columns(counts: usize) -> Vec<Value> {
    let (unit, count) = if counts <= UPRIGHT { ("20mm", "16mm") } else { ("14mm", "13.5mm") };
    let mut columns = vec![
        json!({"width": "1fr"}),
        json!({"width": "11mm", "align": "center"}),
        json!({"width": unit, "align": "center"}),
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
