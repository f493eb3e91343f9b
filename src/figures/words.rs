//! Figures and forms in words, with their hedge and unit.

use crate::model::{Actor, Amount, Class, Form, Hedge, Inventory, Quantity};
use crate::vi;

/// Returns a quantity as it is printed: `gần 97%`, `07 người`, `hơn 13 tỷ đồng`, `hàng chục`.
///
/// Exact whole counts below ten get a leading zero, as legal texts write them.
pub fn quantity_words(quantity: &Quantity) -> String {
    let number = match &quantity.amount {
        Amount::Vague(words) => return words.clone(),
        Amount::EveryYear => return "hằng năm".to_owned(),
        Amount::EveryPerson => return "toàn thể".to_owned(),
        Amount::EveryPersonEveryYear => return "toàn thể, hằng năm".to_owned(),
        Amount::Number(number) => number,
    };
    let figure = match (quantity.hedge, number.to_count()) {
        (Hedge::Exact, Some(count)) => vi::padded_count(count),
        _ => number.to_string(),
    };
    let figure = format!("{}{figure}", hedge_word(quantity.hedge));
    match quantity.unit.as_deref() {
        None => figure,
        Some("%") => format!("{figure}%"),
        Some(unit) => format!("{figure} {unit}"),
    }
}

/// Returns the word before a figure that is not exact, with a space behind it; nothing for an exact one.
pub fn hedge_word(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Exact => "",
        Hedge::Over => "hơn ",
        Hedge::Under => "gần ",
        Hedge::About => "khoảng ",
        Hedge::AboutOver => "khoảng hơn ",
    }
}

/// Returns `hạng Nhất`, `hạng Nhì`, `hạng Ba`.
pub fn class_words(class: Class) -> String {
    format!("hạng {}", class.as_str())
}

/// Returns the printed name of a form: with its grantor where that is a part of the name, with its class, and in
/// quotation marks where the law sets them.
pub fn form_words(form: &Form, grantor: Option<&str>, class: Option<Class>) -> String {
    let name = match (&form.stem, grantor) {
        (Some(stem), Some(grantor)) => format!("{stem} của {grantor}"),
        _ => form.name.value.clone(),
    };
    let name = if form.quoted == Some(true) { format!("“{name}”") } else { name };
    match class {
        Some(class) => format!("{name} {}", class_words(class)),
        None => name,
    }
}

/// Returns the name of whoever does something.
pub fn actor_words(actor: &Actor, inventory: &Inventory) -> String {
    match actor {
        Actor::Name(name) => name.to_string(),
        Actor::Unit(unit) => inventory.get(unit).name.value.clone(),
        Actor::Person(person) => inventory.get(person).name.value.clone(),
    }
}

/// Joins a title and a unit; words that end the one and begin the other are written once.
pub fn with_unit(title: &str, unit: &str) -> String {
    if title.contains(unit) {
        return title.to_owned();
    }
    let (title_words, unit_words): (Vec<&str>, Vec<&str>) =
        (title.split(' ').collect(), unit.split(' ').collect());
    let is_shared = |count: &usize| {
        let (end, start) = (&title_words[title_words.len() - count..], &unit_words[..*count]);
        end.iter().zip(start).all(|(a, b)| vi::fold_for_compare(a) == vi::fold_for_compare(b))
    };
    // At least one word of the unit is left, for that is what tells it from others.
    let most = title_words.len().min(unit_words.len() - 1);
    let shared = (1..=most).rev().find(is_shared).unwrap_or_default();
    format!("{title} {}", unit_words[shared..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_names_its_unit_once() {
        for (title, unit, expected) in [
            ("Phó Cục trưởng", "Cục Hành chính", "Phó Cục trưởng Cục Hành chính"),
            ("Phó Trưởng phòng", "Phòng Tổng hợp", "Phó Trưởng phòng Tổng hợp"),
            ("Phó Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ", "Phó Chủ nhiệm Văn phòng Chính phủ"),
            ("Bí thư Đảng ủy", "Đảng ủy Khối các cơ quan tỉnh", "Bí thư Đảng ủy Khối các cơ quan tỉnh"),
            ("Giám đốc Trung tâm", "Trung tâm Y tế", "Giám đốc Trung tâm Y tế"),
            ("Phó Chánh Văn phòng", "Văn phòng Sở", "Phó Chánh Văn phòng Sở"),
            ("Chuyên viên", "Phòng Tổng hợp", "Chuyên viên Phòng Tổng hợp"),
        ] {
            assert_eq!(with_unit(title, unit), expected);
        }
    }
}
