//! Numbers and amounts of money in words.

use super::number::Number;
use super::text::capitalise;

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// What stands for an empty place of tens: `một trăm linh năm`. The south says `lẻ`.
const EMPTY_TENS: &str = "linh";

/// Returns the number as it is read: 505 gives `năm trăm linh năm`.
pub fn number_in_words(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    read(number, &mut words);
    words.join(" ")
}

/// Returns an amount as official texts print it: `2.340.000 đồng`.
pub fn money(amount: u64) -> String {
    format!("{} đồng", Number::from(amount))
}

/// Returns an amount in words, as a sentence of its own: `Hai triệu ba trăm bốn mươi nghìn đồng`.
pub fn money_in_words(amount: u64) -> String {
    capitalise(&format!("{} đồng", number_in_words(amount)))
}

/// Reads a number by its milliards: what is above them is a number of `tỷ` in its turn.
fn read(number: u64, words: &mut Vec<&'static str>) {
    const MILLIARD: u64 = 1_000_000_000;
    if number >= MILLIARD {
        read(number / MILLIARD, words);
        words.push("tỷ");
    }
    for (unit, name) in [(1_000_000, "triệu"), (1000, "nghìn"), (1, "")] {
        let group = number % MILLIARD / unit % 1000;
        if group == 0 {
            continue;
        }
        read_group(group, words);
        if !name.is_empty() {
            words.push(name);
        }
    }
}

/// Reads three digits. Behind other words an empty place of hundreds is read too: 1 005 is
/// `một nghìn không trăm linh năm`, because `một nghìn năm` would be 1 500.
fn read_group(group: u64, words: &mut Vec<&'static str>) {
    let [hundreds, tens, units] = [group / 100, group / 10 % 10, group % 10].map(digit);
    if hundreds > 0 || !words.is_empty() {
        words.extend([DIGITS[hundreds], "trăm"]);
        if tens == 0 && units > 0 {
            words.push(EMPTY_TENS);
        }
    }
    match tens {
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[units]),
    }
}

fn digit(value: u64) -> usize {
    usize::try_from(value).expect("a digit is small")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_spoken() {
        let cases = [
            (0, "không"),
            (1, "một"),
            (4, "bốn"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (55, "năm mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (104, "một trăm linh bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (111, "một trăm mười một"),
            (115, "một trăm mười lăm"),
            (121, "một trăm hai mươi mốt"),
            (145, "một trăm bốn mươi lăm"),
            (505, "năm trăm linh năm"),
            (1000, "một nghìn"),
            (1001, "một nghìn không trăm linh một"),
            (1010, "một nghìn không trăm mười"),
            (1015, "một nghìn không trăm mười lăm"),
            (1500, "một nghìn năm trăm"),
            (2015, "hai nghìn không trăm mười lăm"),
            (21_000, "hai mươi mốt nghìn"),
            (1_000_000, "một triệu"),
            (1_000_005, "một triệu không trăm linh năm"),
            (1_005_000, "một triệu không trăm linh năm nghìn"),
            (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
            (1_000_000_000, "một tỷ"),
            (1_000_000_001, "một tỷ không trăm linh một"),
            (1_000_000_000_000, "một nghìn tỷ"),
            (1_200_000_000_000, "một nghìn hai trăm tỷ"),
            (5_000_000_000_000_000, "năm triệu tỷ"),
            (1_000_000_000_000_000_000, "một tỷ tỷ"),
            (
                u64::MAX,
                "mười tám tỷ bốn trăm bốn mươi sáu triệu bảy trăm bốn mươi tư nghìn không trăm \
                 bảy mươi ba tỷ bảy trăm linh chín triệu năm trăm năm mươi mốt nghìn sáu trăm \
                 mười lăm",
            ),
        ];
        for (number, words) in cases {
            assert_eq!(number_in_words(number), words, "{number}");
        }
    }

    #[test]
    fn money_is_printed_in_figures_and_in_words() {
        assert_eq!(money(2_340_000), "2.340.000 đồng");
        assert_eq!(money_in_words(2_340_000), "Hai triệu ba trăm bốn mươi nghìn đồng");
        assert_eq!(money_in_words(0), "Không đồng");
    }
}
