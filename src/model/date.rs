//! Dates with gaps, times, periods.

use std::fmt;
use std::ops::RangeInclusive;

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Decode, Decoder, Node};

/// The years that a date or a period may have.
const OUR_TIME: RangeInclusive<u16> = 1900..=2200;

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

    /// Returns the first and the last day that it may mean; nothing without a year.
    pub fn bounds(self) -> Option<(Self, Self)> {
        let year = self.year?;
        let last_month = self.month.unwrap_or(12);
        let longest = days_in(u16::from(last_month), self.year);
        let day = |month: u8, day: u8| Self { day: Some(day), month: Some(month), year: Some(year) };
        let last = self.day.or(u8::try_from(longest).ok()).unwrap_or(28);
        Some((day(self.month.unwrap_or(1), self.day.unwrap_or(1)), day(last_month, last)))
    }

    /// Returns how many whole months lie between two days, none if the other one is earlier. A month that lacks the day ends it
    /// on its last one: what begins on 29 February is a year old on 28 February.
    pub fn months_until(self, later: Self) -> Option<u16> {
        let ((year, month, day), (to_year, to_month, to_day)) = (self.complete()?, later.complete()?);
        let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
        let longest = days_in(u16::from(to_month), Some(to_year));
        let begun = u16::from(to_day) < u16::from(day).min(longest);
        let whole = months(to_year, to_month) - months(year, month) - i32::from(begun);
        Some(u16::try_from(whole).unwrap_or(0))
    }

    /// Returns the number of a complete date in a count of all days, to tell how far two lie apart.
    pub fn number(self) -> Option<u32> {
        let (year, month, day) = self.complete()?;
        // Years begin in March, so that the day that some of them lack is their last one.
        let (year, month) = if month < 3 { (year.saturating_sub(1), month + 9) } else { (year, month - 3) };
        let (year, month) = (u32::from(year), u32::from(month));
        Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + u32::from(day))
    }

    /// Reads a date, or says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }

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
        if let Some(year) = year.filter(|year| !OUR_TIME.contains(year)) {
            return Err(format!("the year {year} is not between 1900 and 2200"));
        }
        if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
            return Err(format!("there is no month {month}"));
        }
        if let (Some(day), Some(month)) = (day, month) {
            let longest = days_in(month, year);
            if day == 0 {
                return Err("there is no day 0".to_owned());
            }
            if day > longest {
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
        2 if year.is_none_or(|year| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        }) =>
        {
            29
        }
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
        let year = |text: &str| text.trim().parse::<u16>().ok();
        let mut ends = text.split(['-', '–', '—']);
        let first = year(ends.next()?)?;
        let last = ends.next().map_or(Some(first), year)?;
        (ends.next().is_none() && first <= last).then_some(Self { first, last })
    }

    /// Returns the first of its ends that is not of our time.
    fn odd_year(self) -> Option<u16> {
        [self.first, self.last].into_iter().find(|year| !OUR_TIME.contains(year))
    }
}

impl Decode for Period {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let expected = "a year or a period such as 2011–2015";
        let text = decoder.text(node, expected)?;
        let Some(period) = Self::parse(text) else {
            decoder.report(
                Diagnostic::new(Code::BadPeriod, format!("`{text}` is not a period"))
                    .at(node.span, format!("expected {expected}, the earlier year first")),
            );
            return None;
        };
        if let Some(year) = period.odd_year() {
            decoder.report(
                Diagnostic::new(Code::BadPeriod, format!("the year {year} is not between 1900 and 2200"))
                    .at(node.span, ""),
            );
            return None;
        }
        Some(period)
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

impl Years {
    /// Returns the years, where they are known.
    pub fn period(self) -> Option<Period> {
        match self {
            Self::Every => None,
            Self::In(period) => Some(period),
        }
    }
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
