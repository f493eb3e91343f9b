//! What the law says, as far as it is data: texts, the times in which they rule, base salaries and bonuses.

use crate::diagnostic::{Code, Diagnostic};
use crate::vi::Number;
use crate::yaml::{Decode, Decoder, Located, Node, choices, record};

use super::{Class, Date, Form, Id, Level, Ref};

choices! {
    /// How sure it is that the law says so. What is not pinned can only warn.
    pub enum Certainty as "a status" {
        /// The text of the article, or an official reply that quotes it, was seen.
        Pinned = "pinned",
        /// Somebody else says so.
        SecondHand = "second-hand",
        /// It is generally held, and was seen nowhere.
        General = "general",
    }
}

choices! {
    /// What a legal text is, in the order in which decisions name their bases.
    pub enum TextKind as "a kind of legal text" {
        /// Luật.
        Law = "law",
        /// Nghị định.
        Decree = "decree",
        /// Quyết định của Thủ tướng.
        Decision = "decision",
        /// Thông tư.
        Circular = "circular",
        /// Quy định của Đảng.
        Regulation = "regulation",
        /// Hướng dẫn của Đảng.
        Guide = "guide",
    }
}

record! {
    /// A legal text.
    pub struct LegalText as "a legal text" {
        /// The id.
        pub id: Located<Id>,
        /// What it is.
        pub kind: Located<TextKind>,
        /// The number and symbol.
        pub number: Option<String>,
        /// The title, as a decision names it.
        pub name: Located<String>,
        /// Who issued it.
        pub issuer: Option<String>,
        /// The day on which it was issued.
        pub date: Located<Date>,
        /// The first day on which it rules.
        pub from: Located<Date>,
        /// The last day on which it rules.
        pub to: Option<Located<Date>>,
        /// The level of the forms that it rules beside the law of the State: `party`.
        pub level: Option<Level>,
        /// How the names of the units begin whose authority rests on it, such as `Ủy ban nhân dân`: their decisions name it first.
        pub authority_of: Vec<String>,
        /// The texts that it amends.
        pub amends: Vec<Ref<LegalText>>,
        /// How sure the dates are.
        pub status: Located<Certainty>,
        /// Where that was seen.
        pub source: Located<String>,
    }
}

record! {
    /// A time in which the same texts ruled emulation and commendation.
    pub struct Regime as "a regime" {
        /// The id.
        pub id: Located<Id>,
        /// The first day.
        pub from: Located<Date>,
        /// The last day.
        pub to: Option<Located<Date>>,
        /// Whether a dossier that was received before stays under the texts before, unless these are more favourable.
        pub by_receipt: Option<bool>,
        /// The texts, in the order in which decisions name them.
        pub texts: Vec<Ref<LegalText>>,
        /// How sure the days are.
        pub status: Located<Certainty>,
        /// Where that was seen.
        pub source: Located<String>,
    }
}

record! {
    /// The base salary (lương cơ sở) from a day on.
    pub struct BaseSalary as "a base salary" {
        /// The first day.
        pub from: Located<Date>,
        /// How many đồng a month.
        pub amount: Located<u32>,
        /// The decree that sets it.
        pub text: Located<String>,
        /// How sure that is.
        pub status: Located<Certainty>,
        /// Where that was seen.
        pub source: Located<String>,
    }
}

record! {
    /// How many times the base salary goes with a title or form.
    pub struct Bonus as "a bonus" {
        /// The title or form.
        pub form: Ref<Form>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// For a person.
        pub persons: Option<Located<Multiple>>,
        /// For a collective.
        pub collectives: Option<Located<Multiple>>,
        /// For a household.
        pub households: Option<Located<Multiple>>,
        /// Whether it is the most that may be paid, rather than what is paid.
        pub ceiling: Option<bool>,
        /// The kind of body whose head grants it, where that makes a difference.
        pub granted_by: Option<Located<Granter>>,
        /// The first day, that of the decision.
        pub from: Located<Date>,
        /// The last day.
        pub to: Option<Located<Date>>,
        /// The article.
        pub article: Located<String>,
        /// How sure that is.
        pub status: Located<Certainty>,
    }
}

choices! {
    /// Who can grant: the office, in the order of the law.
    pub enum Granter as "a kind of office that grants" {
        /// Chủ tịch nước.
        President = "president",
        /// Thủ tướng Chính phủ.
        PrimeMinister = "prime-minister",
        /// Bộ trưởng, người đứng đầu ban, ngành, cơ quan đảng ở trung ương, Chủ tịch Ủy ban nhân dân cấp tỉnh.
        Ministry = "ministry",
        /// Người đứng đầu đơn vị có tư cách pháp nhân, cơ quan chuyên môn cấp tỉnh.
        Entity = "entity",
        /// Chủ tịch Ủy ban nhân dân cấp huyện.
        District = "district",
        /// Chủ tịch Ủy ban nhân dân cấp xã.
        Commune = "commune",
        /// Giám đốc doanh nghiệp, hợp tác xã.
        Enterprise = "enterprise",
        /// Ban thường vụ tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương.
        PartyProvince = "party-province",
        /// Ban thường vụ cấp ủy cấp trên trực tiếp của tổ chức cơ sở đảng.
        PartySuperior = "party-superior",
        /// Cấp ủy cơ sở.
        PartyBase = "party-base",
    }
}

/// How many times the base salary, in hundredths: `0,15` or `12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Multiple(pub u32);

impl Multiple {
    fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once(',').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || whole.len() > 4 || part.len() > 2 {
            return None;
        }
        let part = format!("{part:0<2}");
        Some(Self(whole.parse::<u32>().ok()? * 100 + part.parse::<u32>().ok()?))
    }

    /// Returns it as a number with as many decimals as it needs, at least one: `0,15`, `12,0`.
    ///
    /// # Panics
    /// Never: the value has at most six digits.
    pub fn number(self) -> Number {
        let number = if self.0.is_multiple_of(10) {
            Number::new(i128::from(self.0 / 10), 1)
        } else {
            Number::new(i128::from(self.0), 2)
        };
        number.expect("a multiple is small")
    }
}

impl Decode for Multiple {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a multiple such as 0,3 or 12")?;
        Self::parse(text).or_else(|| {
            decoder.report(
                Diagnostic::new(Code::BadQuantity, format!("`{text}` is not a multiple"))
                    .at(node.span, "expected a number with at most two decimals, such as 0,3 or 12"),
            );
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_are_read_in_hundredths() {
        for (text, expected) in [
            ("0,3", Some(30)),
            ("0,15", Some(15)),
            ("12", Some(1200)),
            ("12,0", Some(1200)),
            ("0.3", None),
            ("1,234", None),
            (",5", None),
            ("-1", None),
        ] {
            assert_eq!(Multiple::parse(text).map(|multiple| multiple.0), expected, "{text}");
        }
        assert_eq!(Multiple(15).number().to_string(), "0,15");
        assert_eq!(Multiple(1200).number().to_string(), "12,0");
    }
}
