//! Words that stand for many titles and forms at once: `bằng khen`, `huân chương`, `chiến sĩ thi đua`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Family, Form};
use crate::vi::fold_for_compare;

/// Words that no name of the catalogue begins with.
const OTHERS: [&str; 2] = ["cờ", "huy hiệu"];

/// Returns them in small letters: the stems of names, and that with which several names of the catalogue begin.
///
/// The honorary titles of the State are left out: `nhà giáo` begins two of them, and is no word for an award.
pub(super) fn kinds(forms: &[Form]) -> BTreeSet<String> {
    let mut begun: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for form in forms.iter().filter(|form| form.family.is_some_and(|family| family != Family::StateTitle)) {
        let words: Vec<String> =
            fold_for_compare(&form.name.value).split(' ').map(ToOwned::to_owned).collect();
        let first: Vec<String> = words.iter().take(2).cloned().collect();
        begun
            .entry(first)
            .and_modify(|common: &mut Vec<String>| {
                common.truncate(common.iter().zip(&words).take_while(|(a, b)| a == b).count());
            })
            .or_insert(words);
    }
    let shared = begun.into_values().map(|mut words| {
        if words.last().is_some_and(|word| word == "của") {
            words.pop();
        }
        words.join(" ")
    });
    let stems = forms.iter().filter_map(|form| form.stem.as_deref()).map(fold_for_compare);
    shared.chain(stems).chain(OTHERS.map(ToOwned::to_owned)).collect()
}
