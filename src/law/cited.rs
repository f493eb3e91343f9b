//! Which texts a line cites, and in what it cites them otherwise than they are.
//!
//! Read loosely, since offices write loosely: a number without its symbol, a law by its name and any way of writing its day.

use crate::model::{Date, LegalText, TextKind};
use crate::vi;

/// Of two laws of one day only the name tells which is meant; that of an amending law is often shortened to this.
const SUBJECT: &str = "Thi đua, khen thưởng";

/// In what a line cites a text otherwise than it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// By its number without the symbol.
    Symbol,
    /// With another day.
    Date(Date),
    /// As issued by somebody else.
    Issuer,
    /// A law by its year alone.
    YearOnly,
}

/// Answers whether a line cites a text: by its number, or a law by its name and day or year.
pub fn cites(line: &str, text: &LegalText) -> bool {
    !numbers(line, text).is_empty() || (names(line, text) && is_of_its_day(line, text))
}

/// Answers whether a line cites a law by the name of this one, of whatever day.
pub fn cites_by_name(line: &str, text: &LegalText) -> bool {
    begins_as_law(line) && names(line, text)
}

/// Returns in what a line that cites a text differs from it.
pub fn difference(line: &str, text: &LegalText) -> Option<Difference> {
    let found = numbers(line, text);
    let Some((rest, is_whole)) = found.first() else {
        return (cites(line, text) && dates(line).is_empty()).then_some(Difference::YearOnly);
    };
    if !is_whole {
        return Some(Difference::Symbol);
    }
    let rest = rest.trim_start_matches([',', ' ']);
    let issuer = match rest.strip_prefix("ngày ") {
        Some(day) => {
            let (day, behind) = date(day)?;
            if day != text.date.value {
                return Some(Difference::Date(day));
            }
            behind.trim_start_matches([',', ' '])
        }
        None => rest,
    };
    let (said, expected) = (issuer.strip_prefix("của ")?, text.issuer.as_deref()?);
    // A circular is of the minister, and cited as of the ministry.
    let is_of = |name: &str| said.to_lowercase().starts_with(&name.to_lowercase());
    (!is_of(expected) && !is_of(expected.trim_start_matches("Bộ trưởng "))).then_some(Difference::Issuer)
}

/// Returns what stands behind the number of a text each time, and whether the number is whole: `98/2023` lacks its symbol.
///
/// `42/2010/NĐ-CP` is not cited by `142/2010/NĐ-CP`.
fn numbers<'a>(line: &'a str, text: &LegalText) -> Vec<(&'a str, bool)> {
    let Some(number) = text.number.as_deref() else { return Vec::new() };
    let stem = number.rsplit_once('/').map_or(number, |(stem, _)| stem);
    let word = match text.kind.value {
        TextKind::Decree => "nghị định",
        TextKind::Circular => "thông tư",
        TextKind::Law | TextKind::Decision | TextKind::Regulation | TextKind::Guide => "",
    };
    let found = line.match_indices(stem).filter_map(|(at, _)| {
        let (before, from) = (&line[..at], &line[at..]);
        if before.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        if let Some(rest) = from.strip_prefix(number) {
            return ends(rest).then_some((rest, true));
        }
        let rest = &from[stem.len()..];
        let before = before.trim_end().to_lowercase();
        let is_kind = !word.is_empty() && before.trim_end_matches("số").trim_end().ends_with(word);
        (is_kind && ends(rest) && !rest.starts_with(['/', '-'])).then_some((rest, false))
    });
    found.collect()
}

fn names(line: &str, text: &LegalText) -> bool {
    let name = text.name.value.trim_start_matches("Luật ");
    let subject = if name.contains(SUBJECT) { SUBJECT } else { name };
    text.kind.value == TextKind::Law && line.to_lowercase().contains(&subject.to_lowercase())
}

fn is_of_its_day(line: &str, text: &LegalText) -> bool {
    let dates = dates(line);
    dates.contains(&text.date.value)
        || (dates.is_empty()
            && begins_as_law(line)
            && years(line).any(|year| text.date.value.year == Some(year)))
}

fn begins_as_law(line: &str) -> bool {
    line.trim_start_matches("- ").trim_start_matches("Căn cứ ").starts_with("Luật")
}

fn years(line: &str) -> impl Iterator<Item = u16> {
    line.split("năm ").skip(1).filter_map(|rest| rest.get(..4)?.parse().ok())
}

/// Returns the days that a line names: `ngày 08 tháng 12 năm 2021`, `ngày 08/12/2021`.
///
/// Not those from which something rules (`có hiệu lực từ ngày …`), which may lie ahead.
pub fn dates(line: &str) -> Vec<Date> {
    let mut found = Vec::new();
    for (at, word) in line.match_indices("ngày ") {
        let before = line[..at].trim_end();
        if before.ends_with("từ") || before.ends_with("đến") {
            continue;
        }
        found.extend(date(&line[at + word.len()..]).map(|(date, _)| date));
    }
    found
}

/// Reads the day with which a text begins, and returns what stands behind it.
fn date(text: &str) -> Option<(Date, &str)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let part = |text: &'_ str, separators: [&str; 3]| {
        separators.iter().find_map(|separator| text.strip_prefix(separator)).map(str::len)
    };
    let (day, rest) = text.split_at(digits(text));
    let rest = &rest[rest.len() - part(rest, [" tháng ", "/", "-"])?..];
    let (month, rest) = rest.split_at(digits(rest));
    let rest = &rest[rest.len() - part(rest, [" năm ", "/", "-"])?..];
    let (year, rest) = rest.split_at(digits(rest));
    let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    let date = Date { day: Some(day), month: Some(month), year: Some(year) };
    vi::is_real_date(day, month, year).then_some((date, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_that_a_line_names_are_read() {
        for (line, expected) in [
            ("tại Biên bản họp ngày 08 tháng 12 năm 2021", &["8/12/2021"][..]),
            ("Nghị định ngày 5/3/2020, Tờ trình ngày 01-02-2026 của Sở", &["5/3/2020", "1/2/2026"]),
            ("có hiệu lực từ ngày 01 tháng 7 năm 2025", &[]),
            ("phục vụ trong 30 ngày 5 tháng", &[]),
            ("ngày 31 tháng 02 năm 2024", &[]),
        ] {
            let found: Vec<String> = dates(line).iter().map(Date::to_string).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
