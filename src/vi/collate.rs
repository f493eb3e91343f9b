//! The order of Vietnamese words and of people's names in lists.

use std::cmp::Ordering;
use std::fmt;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator as IcuCollator, CollatorBorrowed};
use icu_locale_core::locale;

use super::name::PersonName;
use super::spelling::with_new_tone_placement;

/// The order of the Vietnamese alphabet, with the tones ngang, huyền, hỏi, ngã, sắc, nặng.
///
/// `hoà` and `hòa` are brought to the same spelling before they are compared, or the same name
/// would stand in two places.
pub struct Collator(CollatorBorrowed<'static>);

/// A person's place in a list; greater is further down.
///
/// Only keys of one run of the program can be compared: never store one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<u8>);

impl Collator {
    /// Makes the collator. It reads its tables, so make one and pass it on.
    pub fn new() -> Self {
        let collator = IcuCollator::try_new(locale!("vi").into(), CollatorOptions::default());
        Self(collator.expect("the collation data of every language is part of the program"))
    }

    /// Compares two texts; what differs in no letter is compared by bytes, so that only equal
    /// texts are equal.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.0
            .compare(&with_new_tone_placement(left), &with_new_tone_placement(right))
            .then_with(|| left.cmp(right))
    }

    /// Compares two names as [`Collator::name_key`] orders them.
    pub fn compare_names(&self, left: &PersonName, right: &PersonName) -> Ordering {
        self.name_key(left).cmp(&self.name_key(right))
    }

    /// Returns the place of a name in a list: by given name, then family name, then middle names,
    /// then the whole name.
    pub fn name_key(&self, name: &PersonName) -> SortKey {
        let mut key = Vec::new();
        for part in [name.given(), name.family(), name.middle(), name.full()] {
            let Ok(()) = self.0.write_sort_key_to(&with_new_tone_placement(part), &mut key);
            // No key holds a zero, so `An` ends before `Anh` goes on, whatever follows.
            key.push(0);
        }
        key.extend(name.full().bytes());
        SortKey(key)
    }
}

impl Default for Collator {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Collator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Collator(vi)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &str) -> String {
        let collator = Collator::new();
        let mut words: Vec<&str> = words.split(' ').collect();
        words.sort_by(|left, right| collator.compare(left, right));
        words.join(" ")
    }

    #[test]
    fn letters_and_tones_are_in_vietnamese_order() {
        let orders = [
            "a à ả ã á ạ ă ắ â ấ b d đ e ê o ô ơ u ư y ý",
            "ma mà mả mã má mạ",
            "Hoa Hòa Hỏa Hõa Hóa Họa Hoài Hoan",
            "da dy đa đy",
        ];
        for order in orders {
            let reversed = order.split(' ').rev().collect::<Vec<_>>().join(" ");
            assert_eq!(sorted(&reversed), order);
        }
    }

    #[test]
    fn placement_of_the_tone_does_not_matter() {
        assert_eq!(sorted("Hỏa Hoà Hoa Hòa"), "Hoa Hoà Hòa Hỏa");
        assert_eq!(sorted("Hòa Hoà"), sorted("Hoà Hòa"));
    }

    #[test]
    fn people_are_sorted_by_given_name_then_family_then_middle() {
        let collator = Collator::new();
        let expected = [
            "Trần Văn An",
            "Lê Bảo Anh",
            "Lê Văn Anh",
            "Nguyễn An Anh",
            "Phạm Thị Ánh",
            "Lê Hoà",
            "Vũ Hòa",
            "Đỗ Thị Yến",
        ];
        let mut names: Vec<PersonName> =
            expected.iter().rev().map(|name| PersonName::new(name, None)).collect();
        names.sort_by_cached_key(|name| collator.name_key(name));
        assert_eq!(names.iter().map(PersonName::full).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_explicit_given_name_decides() {
        let collator = Collator::new();
        let ordinary = PersonName::new("Trần Thị Lan", None);
        let explicit = PersonName::new("Nguyễn Thị Kim Ngân", Some("Kim Ngân"));
        assert_eq!(collator.compare_names(&explicit, &ordinary), Ordering::Less);
    }
}
