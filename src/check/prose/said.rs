//! Which numbers of a sentence are told as results, and of what.
//!
//! Aims, comparisons with other times, averages, ordinals, and what others did are left alone.

use std::ops::{Range, RangeInclusive};

use crate::model::{FormGroup, Hedge, Period, Records};
use crate::vi::{Number, fold_for_compare};

use super::super::kinds::kinds;
use super::number::{Meant, Read, is_of_a_number, read};
use super::tokens::{Token, begins, sentences, tokens};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    Awards,
    Initiatives,
    Campaigns,
    Exemplars,
    Percent,
    Money,
}

/// A number that is told as a result.
pub(super) struct Said {
    pub(super) counts: Counts,
    pub(super) meant: Meant,
    /// With its hedge and what it counts.
    pub(super) words: Range<usize>,
    /// The number alone.
    pub(super) digits: Range<usize>,
    /// Whether awards are only asked for: those are never among the granted.
    pub(super) is_proposed: bool,
}

/// Which numbers are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Awards alone: where a unit tells who it is, what it learned, what it asks for.
    Awards,
    /// All.
    Results,
}

type Phrase = Vec<String>;

/// The words by which numbers are known.
pub(super) struct Words {
    recipients: Vec<Phrase>,
    awards: Vec<Phrase>,
    initiatives: Vec<Phrase>,
    campaigns: Vec<Phrase>,
    exemplars: Vec<Phrase>,
    /// Who is told to be awarded right behind.
    people: Vec<Phrase>,
    awarded: Vec<Phrase>,
    /// What they did instead.
    did: Vec<Phrase>,
    /// What a sentence about awards holds; one that only tells who took part does not.
    granted: Vec<String>,
}

/// What makes a sentence one of aims, comparisons, averages, or of others.
const OTHERWISE: [&str; 28] = [
    "chỉ tiêu",
    "phấn đấu",
    "mục tiêu",
    "ít nhất",
    "tối thiểu",
    "tối đa",
    "trở lên",
    "so với",
    "trước đó",
    "kỳ trước",
    "theo đề nghị",
    "xét đề nghị",
    "dự kiến",
    "toàn quốc có",
    "mỗi",
    "bình quân",
    "trung bình",
    "yêu cầu",
    "đề ra",
    "đặt ra",
    "sẽ",
    "cần",
    "không được",
    "chưa được",
    "không xét",
    "bị kỷ luật",
    "bị phê bình",
    "vi phạm",
];
/// What before a number makes it no count: an ordinal, a part, or one end of a range.
const BEFORE: [&str; 33] = [
    "thứ", "hạng", "năm", "quý", "tháng", "ngày", "khóa", "điều", "khoản", "điểm", "mục", "phần", "chương",
    "số", "cấp", "loại", "nhóm", "bảng", "biểu", "mẫu", "lần", "kỳ", "đợt", "dưới", "đến", "từ", "lên",
    "còn", "mỗi", "cả", "trong", "-", "–",
];
/// What before a percentage compares it with another time.
const CHANGED: [&str; 6] = ["tăng", "giảm", "thêm", "vượt", "bớt", "hụt"];

impl Words {
    /// Takes the names of titles and forms from the catalogue.
    pub(super) fn of(records: &Records) -> Self {
        let kinds = kinds(&records.forms);
        let is_award = |group: FormGroup| group != FormGroup::Own;
        let names = records.forms.iter().filter(|form| is_award(form.group.value));
        let names: Vec<String> = names.map(|form| fold_for_compare(&form.name.value)).collect();
        let mut awards: Vec<String> = kinds.iter().chain(&names).cloned().collect();
        awards.push("danh hiệu".to_owned());
        // The longest first, so that a name is not cut short.
        awards.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
        awards.dedup();
        let spoken = ["tặng", "khen thưởng", "đã khen", "được khen", "khen cho"].map(ToOwned::to_owned);
        // “Cờ” alone is a part of other words.
        let granted = awards.iter().filter(|name| name.contains(' ')).cloned().chain(spoken).collect();
        Self {
            recipients: phrases(&[
                "lượt tập thể",
                "lượt cá nhân",
                "lượt người",
                "lượt hộ",
                "tập thể",
                "cá nhân",
                "hộ gia đình",
                "lượt",
            ]),
            awards: awards.iter().map(|name| phrase(name)).collect(),
            initiatives: phrases(&["sáng kiến", "đề tài"]),
            campaigns: phrases(&["phong trào", "đợt thi đua", "cuộc vận động"]),
            exemplars: phrases(&["mô hình", "gương", "tấm gương", "điển hình tiên tiến", "điển hình"]),
            people: phrases(&[
                "người",
                "đồng chí",
                "cán bộ",
                "công chức",
                "viên chức",
                "đảng viên",
                "đơn vị",
                "gia đình",
            ]),
            awarded: phrases(&[
                "được tặng",
                "được trao",
                "được khen",
                "đạt danh hiệu",
                "được công nhận danh hiệu",
            ]),
            did: phrases(&["dự", "tham dự", "tham gia", "đăng ký", "hoàn thành", "có mặt"]),
            granted,
        }
    }

    /// Returns the numbers of a text that are told as results of a period.
    pub(super) fn said(&self, text: &str, period: Period, scope: Scope) -> Vec<Said> {
        sentences(text).into_iter().flat_map(|sentence| self.said_in(text, sentence, period, scope)).collect()
    }

    fn said_in(&self, text: &str, sentence: Range<usize>, period: Period, scope: Scope) -> Vec<Said> {
        let tokens = tokens(text, sentence.clone());
        let folded = folded(tokens.iter());
        // A name in quotation marks tells no aim: “Mỗi tuần một việc tốt”.
        let unquoted = self::folded(tokens.iter().filter(|token| !token.is_quoted));
        let holds = |words: &str| unquoted.contains(&format!(" {words} "));
        if OTHERWISE.iter().any(|words| holds(words)) || names_another_year(&unquoted, period) {
            return Vec::new();
        }
        let speaks = self.granted.iter().any(|words| folded.contains(&format!(" {words} ")));
        let is_proposed = holds("đề nghị");
        let mut found = Vec::new();
        let mut next = 0;
        while next < tokens.len() {
            let at = next;
            // What is a part of a number is none by itself.
            next += read(&tokens[at..]).map_or(1, |read| read.tokens);
            let Some((counts, meant, span)) = self.number_at(&tokens, at, speaks) else { continue };
            // In words, a lesson says of any two what it says.
            let is_in_digits = tokens[at].word.starts_with(|first: char| first.is_ascii_digit());
            if scope == Scope::Awards && !(counts == Counts::Awards && is_in_digits) {
                continue;
            }
            let digits = tokens[at].range.clone();
            let words = tokens[*span.start()].range.start..tokens[*span.end()].range.end;
            found.push(Said { counts, meant, words, digits, is_proposed });
        }
        found
    }

    /// Reads the number at a token; returns what it counts, what it may stand for, and the tokens of it all.
    fn number_at(
        &self,
        tokens: &[Token],
        at: usize,
        speaks: bool,
    ) -> Option<(Counts, Meant, RangeInclusive<usize>)> {
        if tokens[at].is_quoted {
            return None;
        }
        let (hedge, first) = hedge(&tokens[..at]);
        let before =
            tokens[..first].last().filter(|token| !token.is_last).map_or("", |token| token.word.as_str());
        // Behind a part of a number that could not be read it is in doubt; “đầu tư” is none.
        if BEFORE.contains(&before) || (is_of_a_number(before) && !matches!(before, "tư" | "không")) {
            return None;
        }
        if let Some((number, last)) = percent(tokens, at) {
            // “100 %” is a way to say all.
            let is_count = number < Number::from(100) && !CHANGED.contains(&before);
            return is_count.then(|| Some((Counts::Percent, Meant::hedged(number, hedge)?, first..=last)))?;
        }
        let read = read(&tokens[at..])?;
        let behind = tokens.get(at + read.tokens..)?;
        let (counts, taken) = self.counted(behind, &read, speaks)?;
        Some((counts, read.meant(hedge)?, first..=at + read.tokens + taken - 1))
    }

    fn counted(&self, behind: &[Token], read: &Read, speaks: bool) -> Option<(Counts, usize)> {
        let first = |phrases: &[Phrase]| phrases.iter().find_map(|phrase| begins(behind, phrase));
        let word = |at: usize| behind.get(at).map_or("", |token| token.word.as_str());
        if word(0) == "đồng" && !matches!(word(1), "chí" | "bào" | "đội" | "nghiệp") {
            return (!read.is_in_words).then_some((Counts::Money, 1));
        }
        // No half of anything else is counted.
        read.meant(Hedge::Exact)?.low.to_count().or((read.by > 1).then_some(0))?;
        // Of words only those that count the awarded are sure: “hai sáng kiến” tells of two, not how many there were.
        if !read.is_in_words {
            let others = [
                (Counts::Initiatives, &self.initiatives),
                (Counts::Campaigns, &self.campaigns),
                (Counts::Exemplars, &self.exemplars),
            ];
            if let Some(found) =
                others.into_iter().find_map(|(counts, phrases)| Some((counts, first(phrases)?)))
            {
                return Some(found);
            }
        }
        if !speaks {
            return None;
        }
        let taken = first(&self.recipients).or_else(|| first(&self.awards)).or_else(|| {
            let taken = first(&self.people)?;
            self.awarded.iter().any(|phrase| begins(&behind[taken..], phrase).is_some()).then_some(taken)
        })?;
        let did = self.did.iter().any(|phrase| begins(&behind[taken..], phrase).is_some());
        (!did).then_some((Counts::Awards, taken))
    }
}

/// Returns the words of a sentence, each between spaces.
fn folded<'t>(tokens: impl Iterator<Item = &'t Token>) -> String {
    tokens.fold(" ".to_owned(), |folded, token| folded + &token.word + " ")
}

fn phrase(words: &str) -> Phrase {
    words.split(' ').map(ToOwned::to_owned).collect()
}

fn phrases(words: &[&str]) -> Vec<Phrase> {
    words.iter().map(|words| phrase(words)).collect()
}

/// Returns the hedge at the end of some tokens, and how many stand before it.
fn hedge(tokens: &[Token]) -> (Hedge, usize) {
    let word = |back: usize| tokens.len().checked_sub(back).map_or("", |at| tokens[at].word.as_str());
    match (word(2), word(1)) {
        ("khoảng", "hơn" | "trên") => (Hedge::AboutOver, tokens.len() - 2),
        ("xấp", "xỉ") => (Hedge::About, tokens.len() - 2),
        (_, "hơn" | "trên") => (Hedge::Over, tokens.len() - 1),
        (_, "gần") => (Hedge::Under, tokens.len() - 1),
        (_, "khoảng" | "chừng" | "ước") => (Hedge::About, tokens.len() - 1),
        _ => (Hedge::Exact, tokens.len()),
    }
}

/// Reads `85 %`, `85,5%` or `85 phần trăm`; returns the number and its last token.
fn percent(tokens: &[Token], at: usize) -> Option<(Number, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if let Some(number) = word(at).strip_suffix('%').and_then(|number| number.parse().ok()) {
        return Some((number, at));
    }
    let last = match (word(at + 1), word(at + 2)) {
        ("%", _) => at + 1,
        ("phần", "trăm") => at + 2,
        _ => return None,
    };
    Some((word(at).parse().ok()?, last))
}

fn names_another_year(sentence: &str, period: Period) -> bool {
    let years = sentence.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    years
        .filter_map(|digits| digits.parse().ok())
        .any(|year: u16| (1900..2100).contains(&year) && !period.contains(year))
}
