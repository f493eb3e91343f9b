//! The legal bases of a decision (căn cứ): which texts rule, and how they are cited.

use crate::model::{Date, Form, Inventory, LegalText, Level, Style, TextKind, Unit};
use crate::vi;

use super::validity::{Validity, is_valid, regime};

/// Returns the lines that cite the law of a day, in the order of Nghị định 30/2020/NĐ-CP: what the authority of the issuer
/// rests on, then the content; laws before decrees, by title and date only, all else in full.
///
/// The unit's own `bases` stand for its authority where it has some. Circulars guide those who apply the law, and are no
/// base of a decision. The Party's own awards rest on its guides, and not on the law of the State.
pub fn bases_on(inventory: &Inventory, issuer: &Unit, awards: &[&Form], on: Date) -> Vec<String> {
    let mut lines = issuer.bases.clone();
    if lines.is_empty() {
        lines.extend(cited(inventory, on, |text| {
            text.authority_of.iter().any(|opening| issuer.name.value.starts_with(opening.as_str()))
        }));
    }
    let levels: Vec<Level> = awards.iter().map(|form| form.level.value).collect();
    let is_party = |level: &Level| *level == Level::Party;
    if levels.iter().any(is_party) {
        let of_party = |text: &LegalText| text.level == Some(Level::Party);
        lines.extend(cited(inventory, on, of_party));
    }
    if levels.is_empty() || !levels.iter().all(is_party) {
        let texts = regime(inventory, on).map_or(&[][..], |regime| &regime.texts);
        lines.extend(cited(inventory, on, |text| texts.iter().any(|link| link.id == text.id.value)));
    }
    lines
}

/// Answers whether the bases of a decision leave out what its issuer's authority rests on, as far as their words show it. The
/// Party's decisions are not asked.
pub fn lacks_authority(inventory: &Inventory, issuer: &Unit, bases: &[String]) -> bool {
    const WORDS: [&str; 6] = [
        "chức năng",
        "nhiệm vụ, quyền hạn",
        "cơ cấu tổ chức",
        "tổ chức và hoạt động",
        "Luật Tổ chức",
        "Quy chế làm việc",
    ];
    let texts = &inventory.records().legal_texts;
    let names = |base: &String| {
        let cited = |text: &LegalText| !text.authority_of.is_empty() && super::cites(base, text);
        WORDS.iter().any(|words| base.contains(words)) || texts.iter().any(cited)
    };
    // The unit's own bases are those of its authority.
    let own = |base: &String| issuer.bases.contains(base);
    issuer.style != Some(Style::Party) && !bases.iter().any(|base| own(base) || names(base))
}

/// Cites those texts that are in force.
fn cited<'a>(
    inventory: &'a Inventory,
    on: Date,
    belongs: impl Fn(&LegalText) -> bool + 'a,
) -> impl Iterator<Item = String> + 'a {
    let mut texts: Vec<&LegalText> = inventory
        .records()
        .legal_texts
        .iter()
        .filter(|text| text.kind.value != TextKind::Circular && belongs(text))
        .filter(|text| is_valid(&text.from, text.to.as_ref(), on) == Validity::Yes)
        .collect();
    texts.sort_by_key(|text| text.kind.value);
    texts.into_iter().map(|text| format!("Căn cứ {}", citation(text)))
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
        TextKind::Regulation => return of_party("Quy định", text),
        TextKind::Guide => return of_party("Hướng dẫn", text),
    };
    format!("{word} {number} {date}{issuer} {}", vi::lower_first(&text.name.value))
}

/// Cites a text as the Party does: `Hướng dẫn số 06-HD/TW, ngày 09/6/2025 của Ban Bí thư về …`.
fn of_party(word: &str, text: &LegalText) -> String {
    let number = text.number.as_deref().unwrap_or_default();
    let issuer = text.issuer.as_deref().map_or_else(String::new, |issuer| format!(" của {issuer}"));
    let Date { day, month, year } = text.date.value;
    let date = vi::short_date(day, month, year, "…");
    format!("{word} số {number}, ngày {date}{issuer} {}", vi::lower_first(&text.name.value))
}

fn official_date(text: &LegalText) -> String {
    let Date { day, month, year } = text.date.value;
    vi::official_date(day, month, year, "…")
}
