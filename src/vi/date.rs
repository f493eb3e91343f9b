//! Dates and times as official texts write them.
//!
//! The day below ten and the months of January and February get a zero in front; months from March
//! on do not. What is not known is printed as a blank that the caller chooses.

/// Returns a date in full: `ngày 05 tháng 3 năm 2020`.
pub fn official_date(day: Option<u8>, month: Option<u8>, year: Option<u16>, blank: &str) -> String {
    format!("ngày {} {}", day_text(day, blank), official_month(month, year, blank))
}

/// Returns a month in full: `tháng 02 năm 2026`.
pub fn official_month(month: Option<u8>, year: Option<u16>, blank: &str) -> String {
    format!("tháng {} năm {}", month_text(month, blank), year_text(year, blank))
}

/// Returns a date in figures: `05/9/2026`.
pub fn short_date(day: Option<u8>, month: Option<u8>, year: Option<u16>, blank: &str) -> String {
    let (day, month) = (day_text(day, blank), month_text(month, blank));
    format!("{day}/{month}/{}", year_text(year, blank))
}

/// Returns a time of day: `8 giờ 00`.
pub fn hour(hour: u8, minute: u8) -> String {
    format!("{hour} giờ {minute:02}")
}

/// Answers whether the calendar has this date.
pub fn is_real_date(day: u8, month: u8, year: u16) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

fn day_text(day: Option<u8>, blank: &str) -> String {
    day.map_or_else(|| blank.to_owned(), |day| format!("{day:02}"))
}

fn month_text(month: Option<u8>, blank: &str) -> String {
    match month {
        Some(month @ 1..=2) => format!("{month:02}"),
        Some(month) => month.to_string(),
        None => blank.to_owned(),
    }
}

fn year_text(year: Option<u16>, blank: &str) -> String {
    year.map_or_else(|| blank.to_owned(), |year| year.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_days_and_the_first_two_months_get_a_zero() {
        let cases = [
            ((Some(5), Some(2), Some(2026)), "ngày 05 tháng 02 năm 2026", "05/02/2026"),
            ((Some(5), Some(3), Some(2020)), "ngày 05 tháng 3 năm 2020", "05/3/2020"),
            ((Some(13), Some(1), Some(2015)), "ngày 13 tháng 01 năm 2015", "13/01/2015"),
            ((Some(31), Some(12), Some(2010)), "ngày 31 tháng 12 năm 2010", "31/12/2010"),
            ((Some(10), Some(10), Some(2010)), "ngày 10 tháng 10 năm 2010", "10/10/2010"),
        ];
        for ((day, month, year), official, short) in cases {
            assert_eq!(official_date(day, month, year, "…"), official);
            assert_eq!(short_date(day, month, year, "…"), short);
        }
    }

    #[test]
    fn missing_parts_are_blanks() {
        assert_eq!(official_date(Some(8), Some(9), None, "…"), "ngày 08 tháng 9 năm …");
        assert_eq!(official_date(None, None, None, "…"), "ngày … tháng … năm …");
        assert_eq!(short_date(None, Some(9), Some(2026), "…"), "…/9/2026");
        assert_eq!(official_month(Some(2), Some(2026), "…"), "tháng 02 năm 2026");
    }

    #[test]
    fn times_have_two_digits_of_minutes() {
        assert_eq!(hour(8, 0), "8 giờ 00");
        assert_eq!(hour(14, 5), "14 giờ 05");
    }

    #[test]
    fn the_calendar_decides_which_dates_are_real() {
        let cases = [
            ((31, 1, 2020), true),
            ((31, 2, 2020), false),
            ((29, 2, 2020), true),
            ((29, 2, 2019), false),
            ((29, 2, 2000), true),
            ((29, 2, 1900), false),
            ((31, 4, 2020), false),
            ((30, 4, 1975), true),
            ((0, 1, 2020), false),
            ((1, 0, 2020), false),
            ((1, 13, 2020), false),
            ((1, 1, 0), false),
        ];
        for ((day, month, year), real) in cases {
            assert_eq!(is_real_date(day, month, year), real, "{day}/{month}/{year}");
        }
    }
}
