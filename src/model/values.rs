//! Values that are more than a text or a number: dates with gaps, periods, quantities with their hedge.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};
use crate::vi::{Number, NumberError};
use crate::yaml::{self, Decode, Decoder, Node, choices};

choices! {
    /// The class of an order.
    pub enum Class as "a class" {
        /// Hạng Nhất.
        First = "Nhất",
        /// Hạng Nhì.
        Second = "Nhì",
        /// Hạng Ba.
        Third = "Ba",
    }
}

/// A date of which any part may be missing: `13/4/2015`, `31/7`, `4/2015`, `2015`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// The day of the month.
    pub day: Option<u8>,
    /// The month.
    pub month: Option<u8>,
    /// The year.
    pub year: Option<u16>,
}

impl Date {
    /// Returns year, month and day if none is missing.
    pub fn complete(self) -> Option<(u16, u8, u8)> {
        Some((self.year?, self.month?, self.day?))
    }

    /// Reads a date, or says what is wrong with it.
    fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('/').map(str::trim).collect();
        if let [iso] = parts[..]
            && let [year, month, day] = iso.split('-').collect::<Vec<_>>()[..]
            && year.len() == 4
        {
            return Self::of(Some(day), Some(month), Some(year));
        }
        match parts[..] {
            [year] => Self::of(None, None, Some(year)),
            [month, year] if year.len() == 4 => Self::of(None, Some(month), Some(year)),
            [day, month] => Self::of(Some(day), Some(month), None),
            [day, month, year] => Self::of(Some(day), Some(month), Some(year)),
            _ => Err("a date is written day/month/year".to_owned()),
        }
    }

    fn of(day: Option<&str>, month: Option<&str>, year: Option<&str>) -> Result<Self, String> {
        let year = number_part(year, 4, "year")?;
        let month = number_part(month, 2, "month")?;
        let day = number_part(day, 2, "day")?;
        if let Some(year) = year.filter(|year| !(1900..=2200).contains(year)) {
            return Err(format!("the year {year} is not between 1900 and 2200"));
        }
        if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
            return Err(format!("there is no month {month}"));
        }
        if let (Some(day), Some(month)) = (day, month) {
            let longest = days_in(month, year);
            if day == 0 || day > longest {
                let of = year.map_or(String::new(), |year| format!(" of {year}"));
                return Err(format!("month {month}{of} has {longest} days, not {day}"));
            }
        }
        let small = |part: Option<u16>| part.and_then(|part| u8::try_from(part).ok());
        Ok(Self { day: small(day), month: small(month), year })
    }
}

fn number_part(text: Option<&str>, digits: usize, name: &str) -> Result<Option<u16>, String> {
    text.map(|text| {
        (!text.is_empty() && text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
            .ok_or_else(|| format!("`{text}` is not a {name}"))
    })
    .transpose()
}

/// Returns the length of a month; of a February whose year is missing, the longest.
fn days_in(month: u16, year: Option<u16>) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(|year| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.day.map(u16::from), self.month.map(u16::from), self.year];
        let written: Vec<String> = parts.iter().flatten().map(u16::to_string).collect();
        f.write_str(&written.join("/"))
    }
}

impl Decode for Date {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a date such as 13/4/2015")?;
        match Self::parse(text) {
            Ok(date) => Some(date),
            Err(why) => {
                decoder.report(
                    Diagnostic::new(Code::BadDate, format!("`{text}` is not a date"))
                        .at(node.span, why)
                        .help("write day/month/year, such as 13/4/2015; leave out what is not known: 31/7 or 2015"),
                );
                None
            }
        }
    }
}

/// A time of day, written `8:00` or `8 giờ 30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// The hour.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
}

impl Decode for Time {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a time such as 8:30")?;
        let plain = text.replace(" giờ", ":").replace(' ', "");
        let (hour, minute) = plain.split_once(':').unwrap_or((&plain, ""));
        let minute = if minute.is_empty() { "0" } else { minute };
        match (hour.parse(), minute.parse()) {
            (Ok(hour), Ok(minute)) if hour < 24 && minute < 60 => Some(Self { hour, minute }),
            _ => decoder.expected(node, "a time such as 8:30"),
        }
    }
}

/// The years from one to another, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first year.
    pub first: u16,
    /// The last year.
    pub last: u16,
}

impl Period {
    /// Answers whether a year lies in it.
    pub fn contains(self, year: u16) -> bool {
        (self.first..=self.last).contains(&year)
    }

    /// Answers whether two periods share a year.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Answers whether all of it lies in another period.
    pub fn is_within(self, other: Self) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    /// Returns its years in order.
    pub fn years(self) -> impl Iterator<Item = u16> {
        self.first..=self.last
    }

    fn parse(text: &str) -> Option<Self> {
        let year = |text: &str| text.trim().parse::<u16>().ok().filter(|year| (1900..=2200).contains(year));
        let mut ends = text.split(['-', '–', '—']);
        let first = year(ends.next()?)?;
        let last = ends.next().map_or(Some(first), year)?;
        (ends.next().is_none() && first <= last).then_some(Self { first, last })
    }
}

impl Decode for Period {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let expected = "a year or a period such as 2011–2015";
        let text = decoder.text(node, expected)?;
        Self::parse(text).or_else(|| {
            decoder.report(
                Diagnostic::new(Code::BadPeriod, format!("`{text}` is not a period"))
                    .at(node.span, format!("expected {expected}, the earlier year first")),
            );
            None
        })
    }
}

/// When a campaign ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// Written `hằng năm`.
    Every,
    /// In these years.
    In(Period),
}

impl Decode for Years {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a year, a period or `hằng năm`")?;
        if &**text == "hằng năm" {
            return Some(Self::Every);
        }
        Period::decode(node, decoder).map(Self::In)
    }
}

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
            Self::Persons | Self::Turns | Self::Collectives | Self::CollectiveTurns | Self::Households => true,
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
        let text = text.trim();
        const EVERY: [(&str, Amount); 3] = [
            ("hằng năm", Amount::EveryYear),
            ("mọi người", Amount::EveryPerson),
            ("hằng năm, mọi người", Amount::EveryPersonEveryYear),
        ];
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
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '+' | '-' | '−')).unwrap_or(rest.len());
        let (number, unit) = rest.split_at(end);
        let number: Number = number.parse().map_err(|why: NumberError| match why.help() {
            Some(help) => format!("{why}; {help}"),
            None => why.to_string(),
        })?;
        let unit = Some(unit.trim()).filter(|unit| !unit.is_empty()).map(str::to_owned);
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
