//! The legal bases of a decision (căn cứ): which texts rule, how they are cited, and which texts a line cites.

use crate::model::{Date, Inventory, LegalText, TextKind};
use crate::vi;

use super::validity::{Validity, is_valid, regime};

/// Returns the lines that cite the law of a day, in the order of Nghị định 30/2020/NĐ-CP: laws by title and date only, all
/// else in full.
///
/// Circulars guide those who apply the law, and are no base of a decision.
pub fn bases_on(inventory: &Inventory, on: Date) -> Vec<String> {
    let Some(regime) = regime(inventory, on) else { return Vec::new() };
    let texts = regime.texts.iter().filter_map(|link| inventory.by_id::<LegalText>(&link.id));
    let mut cited: Vec<&LegalText> = texts
        .filter(|text| text.kind.value != TextKind::Circular)
        .filter(|text| is_valid(&text.from, text.to.as_ref(), on) == Validity::Yes)
        .collect();
    cited.sort_by_key(|text| text.kind.value);
    cited.into_iter().map(|text| format!("Căn cứ {}", citation(text))).collect()
}

/// Cites a text as a decision does: `Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022`.
pub fn citation(text: &LegalText) -> String {
    let date = official_date(text);
    let number = text.number.as_deref().unwrap_or_default();
    let issuer = text.issuer.as_deref().map_or_else(String::new, |issuer| format!(" của {issuer}"));
    let word = match text.kind.value {
        TextKind::Law => return format!("{} {date}", text.name.value),
        TextKind::Decree => "Nghị định số",
        TextKind::Decision => "Quyết định số",
        TextKind::Circular => "Thông tư số",
        TextKind::Regulation => "Quy định số",
        TextKind::Guide => "Hướng dẫn số",
    };
    format!("{word} {number} {date}{issuer} {}", vi::lower_first(&text.name.value))
}

/// Answers whether a line cites a text: by its number, or a law by its date.
pub fn cites(line: &str, text: &LegalText) -> bool {
    let by_number = text.number.as_deref().is_some_and(|number| cites_number(line, number));
    let by_date = text.kind.value == TextKind::Law
        && line.contains("Thi đua, khen thưởng")
        && line.contains(&official_date(text));
    by_number || by_date
}

/// `42/2010/NĐ-CP` is not cited by `142/2010/NĐ-CP`.
fn cites_number(line: &str, number: &str) -> bool {
    line.match_indices(number).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + number.len()..].chars().next();
        !before.is_some_and(|before| before.is_ascii_digit()) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn official_date(text: &LegalText) -> String {
    let Date { day, month, year } = text.date.value;
    vi::official_date(day, month, year, "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_cited_as_a_whole() {
        let number = "42/2010/NĐ-CP";
        for (line, expected) in [
            ("Căn cứ Nghị định số 42/2010/NĐ-CP ngày 15 tháng 4 năm 2010", true),
            ("Nghị định 42/2010/NĐ-CP;", true),
            ("Căn cứ Nghị định số 142/2010/NĐ-CP", false),
            ("Căn cứ Nghị định số 42/2010/NĐ-CPA", false),
            ("Căn cứ Nghị định số 42/2010", false),
        ] {
            assert_eq!(cites_number(line, number), expected, "{line}");
        }
    }
}
