//! Quantities: a figure never loses its hedge and its unit of count.

use crate::diagnostic::{Code, Diagnostic};
use crate::vi::{Number, NumberError};
use crate::yaml::{self, Decode, Decoder, Node};

/// How sure a figure is. It is printed with the figure and never lost in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// Exactly.
    Exact,
    /// Hơn, trên.
    Over,
    /// Gần.
    Under,
    /// Khoảng.
    About,
    /// Khoảng hơn: the source says both.
    AboutOver,
}

impl Hedge {
    /// The words that announce a hedge, the longer ones first.
    const WORDS: &[(&str, Self)] = &[
        ("khoảng hơn", Self::AboutOver),
        ("khoảng trên", Self::AboutOver),
        ("khoảng", Self::About),
        ("hơn", Self::Over),
        ("trên", Self::Over),
        ("gần", Self::Under),
    ];
}

/// How much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A number.
    Number(Number),
    /// Words that give no number, such as `hàng chục`.
    Vague(String),
    /// Every year of the period.
    EveryYear,
    /// Every person.
    EveryPerson,
    /// Every person in every year.
    EveryPersonEveryYear,
}

/// What is counted. Counts of different units are never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountUnit {
    /// Người, cá nhân.
    Persons,
    /// Lượt người: one person may be counted several times.
    Turns,
    /// Tập thể.
    Collectives,
    /// Lượt tập thể.
    CollectiveTurns,
    /// Hộ gia đình.
    Households,
    /// Lần, bằng, huân chương: awards.
    Awards,
    /// Cờ.
    Flags,
    /// Năm.
    Years,
}

impl CountUnit {
    const WORDS: &[(&str, Self)] = &[
        ("lượt tập thể", Self::CollectiveTurns),
        ("lượt người", Self::Turns),
        ("lượt cá nhân", Self::Turns),
        ("lượt", Self::Turns),
        ("người", Self::Persons),
        ("cá nhân", Self::Persons),
        ("đồng chí", Self::Persons),
        ("tập thể", Self::Collectives),
        ("đơn vị", Self::Collectives),
        ("hộ gia đình", Self::Households),
        ("gia đình", Self::Households),
        ("hộ", Self::Households),
        ("lần", Self::Awards),
        ("bằng", Self::Awards),
        ("huân chương", Self::Awards),
        ("lá cờ", Self::Flags),
        ("cờ", Self::Flags),
        ("năm liên tục", Self::Years),
        ("năm liền", Self::Years),
        ("năm", Self::Years),
    ];

    /// Returns the unit that a word names.
    pub fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit)
    }

    /// Answers whether recipients are counted, and not what they received.
    pub fn is_of_recipients(self) -> bool {
        match self {
            Self::Persons | Self::Turns | Self::Collectives | Self::CollectiveTurns | Self::Households => {
                true
            }
            Self::Awards | Self::Flags | Self::Years => false,
        }
    }

    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Persons => "người",
            Self::Turns => "lượt người",
            Self::Collectives => "tập thể",
            Self::CollectiveTurns => "lượt tập thể",
            Self::Households => "hộ gia đình",
            Self::Awards => "lần",
            Self::Flags => "lá cờ",
            Self::Years => "năm",
        }
    }
}

/// A figure with its hedge and unit: `427 lượt người`, `gần 97 %`, `hơn 13 tỷ đồng`, `hàng chục`, `hằng năm`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// How sure it is.
    pub hedge: Hedge,
    /// How much.
    pub amount: Amount,
    /// The unit, as written.
    pub unit: Option<String>,
}

impl Quantity {
    /// Returns the number, if there is one.
    pub fn number(&self) -> Option<&Number> {
        match &self.amount {
            Amount::Number(number) => Some(number),
            Amount::Vague(_) | Amount::EveryYear | Amount::EveryPerson | Amount::EveryPersonEveryYear => None,
        }
    }

    /// Returns the number, if it is exact.
    pub fn exact(&self) -> Option<&Number> {
        self.number().filter(|_| self.hedge == Hedge::Exact)
    }

    /// Returns what is counted, if the unit is one of count.
    pub fn count_unit(&self) -> Option<CountUnit> {
        self.unit.as_deref().and_then(CountUnit::of)
    }

    /// Reads a quantity, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        const EVERY: [(&str, Amount); 3] = [
            ("hằng năm", Amount::EveryYear),
            ("mọi người", Amount::EveryPerson),
            ("hằng năm, mọi người", Amount::EveryPersonEveryYear),
        ];
        let text = text.trim();
        if let Some((_, amount)) = EVERY.into_iter().find(|(words, _)| *words == text) {
            return Ok(Self { hedge: Hedge::Exact, amount, unit: None });
        }
        let (hedge, rest) = Hedge::WORDS
            .iter()
            .find_map(|(word, hedge)| Some((*hedge, text.strip_prefix(word)?.strip_prefix(' ')?)))
            .unwrap_or((Hedge::Exact, text));
        if !rest.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '−')) {
            return Self::vague(text);
        }
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '+' | '-' | '−'))
            .unwrap_or(rest.len());
        let (number, unit) = rest.split_at(end);
        let unit = unit_after(unit)?;
        let number: Number = number.parse().map_err(|why: NumberError| match why.help() {
            Some(help) => format!("{why}; {help}"),
            None => why.to_string(),
        })?;
        Ok(Self { hedge, amount: Amount::Number(number), unit })
    }

    fn vague(text: &str) -> Result<Self, String> {
        const BEGINNINGS: &[&str] = &["hàng ", "nhiều", "một số", "trong nhóm", "thấp nhất", "cao nhất"];
        if BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)) {
            return Ok(Self { hedge: Hedge::Exact, amount: Amount::Vague(text.to_owned()), unit: None });
        }
        Err("it begins with neither a number nor a word for one".to_owned())
    }
}

/// Reads the unit behind a number. Anything else there would make the number another one than was meant: `1 000`, `3/4`,
/// `10–20`, `1e3`.
fn unit_after(text: &str) -> Result<Option<String>, String> {
    let unit = text.trim();
    let stands_apart = text.starts_with([' ', '\u{a0}', '%']);
    match unit.chars().next() {
        None => Ok(None),
        Some(first) if stands_apart && (first.is_alphabetic() || first == '%') => Ok(Some(unit.to_owned())),
        Some(first) if first.is_ascii_digit() => {
            Err("the point groups thousands, not a space: `1.000 người`".to_owned())
        }
        Some(_) => Err(format!("`{}` behind the number is no unit", yaml::excerpt(unit))),
    }
}

impl Decode for Quantity {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a quantity such as `427 lượt người`")?;
        match Self::parse(text) {
            Ok(quantity) => {
                // The words of it are printed, so they are held to the same rules as any text.
                String::decode(node, decoder)?;
                Some(quantity)
            }
            Err(why) => {
                decoder.report(
                    Diagnostic::new(Code::BadQuantity, format!("`{}` is not a quantity", yaml::excerpt(text)))
                        .at(node.span, why)
                        .help("write a number with its hedge and unit: `427 lượt người`, `gần 97 %`, `hơn 13 tỷ đồng`, `khoảng hơn 50.000`, `hàng chục`, `hằng năm`"),
                );
                None
            }
        }
    }
}
