//! Every number of awards in the prose of a report stands in a table as well.
//!
//! Only a number right before a word that counts awards or the awarded is taken, in a sentence that speaks of awards. Years,
//! dates, numbers of documents, money, hedged figures, plans and comparisons with other times are left alone: a wrong finding
//! costs more trust than a missed one.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{Ledger, counted};
use crate::model::{Period, Quantity, RecordKind, Review, State, Unit};
use crate::vi::Number;
use crate::yaml::Markdown;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    // Without all honours, tallies and links a number may well stand in what could not be read.
    let is_linked = !found.iter().any(|diagnostic| diagnostic.code == Code::UnknownReference);
    let kinds = [RecordKind::Honour, RecordKind::Tally, RecordKind::Claim, RecordKind::Figure];
    if !is_linked || !kinds.iter().all(|kind| view.is_complete(*kind)) {
        return;
    }
    for review in &view.records.reviews {
        let Some(unit) = view.find(&review.unit) else { continue };
        let mut told = None;
        for text in narratives(review) {
            for said in numbers(&text.0, review.period.value) {
                let told = told.get_or_insert_with(|| tabled(view, unit, review));
                if !told.holds(&said) {
                    found.push(stands_nowhere(&said.words, text, review));
                }
            }
        }
    }
}

/// All but the directions and solutions of the next years, which hold aims.
fn narratives(review: &Review) -> impl Iterator<Item = &Markdown> {
    let shortcomings = review
        .shortcomings
        .iter()
        .flat_map(|it| [Some(&it.what), it.cause.as_ref(), it.remedy.as_ref()])
        .flatten();
    [
        &review.overview,
        &review.leadership,
        &review.campaigns_narrative,
        &review.activities,
        &review.honours_narrative,
        &review.organisation,
        &review.strengths,
        &review.lessons,
        &review.proposals,
    ]
    .into_iter()
    .flatten()
    .chain(shortcomings)
}

fn stands_nowhere(words: &str, text: &Markdown, review: &Review) -> Diagnostic {
    let headline = format!("“{words}” stands in no table of `{}`", review.id.value);
    Diagnostic::new(Code::NumberInProse, headline)
        .at(text.1, "said here")
        .and(review.period.span, "the period of the tables")
        .help("add the honours, a tally, a figure or a claim that gives the number, or mend it")
}

/// What counts the awarded.
const RECIPIENTS: [&str; 8] =
    ["lượt tập thể", "lượt cá nhân", "lượt người", "lượt hộ", "tập thể", "cá nhân", "hộ gia đình", "lượt"];
/// What was awarded.
const AWARDS: [&str; 9] = [
    "bằng khen",
    "giấy khen",
    "huân chương",
    "huy chương",
    "cờ thi đua",
    "kỷ niệm chương",
    "chiến sĩ thi đua",
    "lao động tiên tiến",
    "danh hiệu",
];
/// What a sentence about awards holds; one that only tells who took part does not.
const GRANTED: [&str; 12] = [
    "tặng",
    "khen thưởng",
    "đã khen",
    "được khen",
    "khen cho",
    "lao động tiên tiến",
    "bằng khen",
    "giấy khen",
    "huân chương",
    "huy chương",
    "danh hiệu",
    "cờ thi đua",
];
/// Plans, comparisons, and the awards of others.
const OTHERWISE: [&str; 13] = [
    "chỉ tiêu",
    "phấn đấu",
    "mục tiêu",
    "ít nhất",
    "tối thiểu",
    "tối đa",
    "so với",
    "trước đó",
    "kỳ trước",
    "theo đề nghị",
    "xét đề nghị",
    "dự kiến",
    "toàn quốc có",
];
/// What before a number makes it no count: an ordinal, or a hedge.
const BEFORE: [&str; 22] = [
    "thứ", "hạng", "năm", "quý", "tháng", "ngày", "khóa", "điều", "khoản", "số", "cấp", "hơn", "trên", "gần",
    "khoảng", "dưới", "chừng", "lần", "kỳ", "đến", "từ", "mỗi",
];

/// Behind a count of people, what they did instead of being awarded.
const DID: [&str; 4] = ["dự", "tham dự", "tham gia", "đăng ký"];

/// A count of awards in a text.
struct Said {
    number: Number,
    words: String,
    /// Whether they are only asked for: those are never among the granted.
    is_proposed: bool,
}

/// Returns the counts of awards in a text.
fn numbers(text: &str, period: Period) -> Vec<Said> {
    let mut found = Vec::new();
    // A full stop inside a number has no space behind it.
    for sentence in text.split(". ").flat_map(|part| part.split([';', '\n'])).map(str::to_lowercase) {
        let speaks = GRANTED.iter().any(|word| sentence.contains(word));
        let is_otherwise = OTHERWISE.iter().any(|word| sentence.contains(word));
        if !speaks || is_otherwise || names_another_year(&sentence, period) {
            continue;
        }
        let words: Vec<&str> = sentence.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let Some(number) = whole(word) else { continue };
            let before = at.checked_sub(1).map_or("", |before| words[before].trim_matches(['(', ',', ':']));
            let after = words[at + 1..].join(" ");
            let noun = RECIPIENTS.iter().chain(&AWARDS).find(|noun| begins(&after, noun));
            let Some(noun) = noun.filter(|noun| !BEFORE.contains(&before) && !did(&after[noun.len()..]))
            else {
                continue;
            };
            let words = format!("{} {noun}", word.trim_start_matches('('));
            found.push(Said { number, words, is_proposed: sentence.contains("đề nghị") });
        }
    }
    found
}

fn did(behind: &str) -> bool {
    DID.iter().any(|word| begins(behind.trim_start(), word))
}

fn begins(text: &str, noun: &str) -> bool {
    text.strip_prefix(noun).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Reads a whole number; not a year.
fn whole(word: &str) -> Option<Number> {
    let word = word.trim_start_matches('(');
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let number: u64 = word.replace('.', "").parse().ok()?;
    (word.contains('.') || !(1900..2100).contains(&number)).then(|| Number::from(number))
}

fn names_another_year(sentence: &str, period: Period) -> bool {
    let years = sentence.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    years
        .filter_map(|digits| digits.parse().ok())
        .any(|year: u16| (1900..2100).contains(&year) && !period.contains(year))
}

/// The numbers that the tables of a report may show.
struct Told {
    /// Those that stand for themselves: figures, claims, and how many people there are.
    stated: BTreeSet<Number>,
    /// The awards, and whether they are only proposed.
    awards: BTreeSet<(bool, Number)>,
}

impl Told {
    fn holds(&self, said: &Said) -> bool {
        self.stated.contains(&said.number) || self.awards.contains(&(said.is_proposed, said.number))
    }
}

/// Returns every number that a table of a report may show: each count, by itself and added up in the ways in which tables are.
fn tabled(view: &View<'_>, unit: &Unit, review: &Review) -> Told {
    let records = view.records;
    let id = &unit.id.value;
    let exact = |quantity: &Quantity| quantity.number().copied();
    let mut told: BTreeSet<Number> = BTreeSet::new();
    let tallies = records.tallies.iter().filter(|it| it.unit.id == *id);
    let mut awards: BTreeSet<(bool, Number)> =
        tallies.filter_map(|it| Some((it.state() == State::Proposed, exact(&it.count)?))).collect();
    told.extend(records.figures.iter().filter(|it| it.unit.id == *id).filter_map(|it| exact(&it.value)));
    for claim in records.claims.iter().filter(|it| it.unit.id == *id) {
        told.extend(exact(&claim.value));
        told.extend(claim.base.iter().filter_map(|base| exact(base)));
    }
    let results = view.find_all(&review.campaigns);
    told.extend(results.iter().flat_map(|it| &it.results).filter_map(|it| exact(&it.value)));
    told.extend(unit.headcount.iter().chain(&unit.member_count).map(|it| Number::from(u64::from(it.value))));
    let ledger = Ledger::of(view.inventory, unit, review.period.value);
    awards.extend(sums(&ledger));
    Told { stated: told, awards }
}

/// Returns the awards of a ledger added up by form, level, group, kind of recipient and year, and by each two of these.
fn sums(ledger: &Ledger<'_>) -> Vec<(bool, Number)> {
    let entries: Vec<_> = ledger.entries().iter().collect();
    let mut cells: std::collections::BTreeMap<Vec<Option<String>>, u64> = std::collections::BTreeMap::new();
    let mut distinct: std::collections::BTreeMap<Vec<Option<String>>, BTreeSet<String>> =
        std::collections::BTreeMap::new();
    for item in counted(&entries).iter().filter(|item| !item.is_part) {
        let entry = item.entry;
        let count = match item.named {
            Some(_) => Some(1),
            None => entry.tally.and_then(|tally| tally.count.exact()?.to_count()),
        };
        let Some(count) = count else { continue };
        let what = [
            Some(entry.name.clone()),
            entry.level().map(|level| level.as_str().to_owned()),
            entry.group().map(|group| group.as_str().to_owned()),
            entry.forms.first().and_then(|form| form.family).map(|family| family.as_str().to_owned()),
            None,
        ];
        let year = item.year.map(|year| year.to_string());
        let kind = Some(item.kind.as_str().to_owned());
        let state = entry.state.as_str().to_owned();
        for one in &what {
            for of in [None, kind.clone()] {
                for when in [None, year.clone()] {
                    let key = vec![one.clone(), of.clone(), when, Some(state.clone())];
                    if let Some(named) = item.named {
                        distinct.entry(key.clone()).or_default().insert(named.recipient.id().to_string());
                    }
                    *cells.entry(key).or_default() += count;
                }
            }
        }
    }
    let people = distinct.into_iter().map(|(key, ids)| (key, ids.len() as u64));
    let is_proposed =
        |key: &[Option<String>]| key.last().is_some_and(|it| it.as_deref() == Some(State::Proposed.as_str()));
    cells.into_iter().chain(people).map(|(key, count)| (is_proposed(&key), Number::from(count))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Period = Period { first: 2021, last: 2025 };

    #[test]
    fn only_counts_of_awards_are_taken() {
        for (text, expected) in [
            (
                "Có 12 tập thể và 1.234 lượt cá nhân được tặng Giấy khen.",
                &["12 tập thể", "1.234 lượt cá nhân"][..],
            ),
            (
                "Năm 2023, Sở được tặng 02 Cờ thi đua và 5 Bằng khen (3 tập thể).",
                &["02 cờ thi đua", "5 bằng khen", "3 tập thể"],
            ),
            ("Hội thi thu hút 118 cá nhân đến từ toàn ngành.", &[]),
            ("Phấn đấu có 20 cá nhân được tặng Bằng khen.", &[]),
            ("Giai đoạn 2016 - 2020 có 20 cá nhân được tặng Bằng khen.", &[]),
            ("Có hơn 50 cá nhân được khen thưởng; Huân chương Lao động hạng 3 cá nhân.", &[]),
            ("Quyết định số 12 tập thể, khen thưởng năm 2025 cá nhân, 7 triệu đồng.", &[]),
            ("Đề nghị tặng 4 Bằng khen.", &["4 bằng khen"]),
            ("Đã khen 77 cá nhân.", &["77 cá nhân"]),
            ("Tặng Giấy khen trước 1.234 lượt người tham dự.", &[]),
            ("Theo đề nghị của Hội đồng có 5 cá nhân được tặng Giấy khen.", &[]),
        ] {
            let found: Vec<String> = numbers(text, PERIOD).into_iter().map(|said| said.words).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
