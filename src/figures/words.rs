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
        Actor::Name(name) => name.clone(),
        Actor::Unit(unit) => inventory.get(unit).name.value.clone(),
        Actor::Person(person) => inventory.get(person).name.value.clone(),
    }
}

/// Joins a title and a unit; a word that ends the one and begins the other is written once.
pub fn with_unit(title: &str, unit: &str) -> String {
    let last = title.split(' ').next_back().unwrap_or_default();
    match unit.split_once(' ') {
        _ if title.contains(unit) => title.to_owned(),
        Some((first, rest)) if vi::fold_for_compare(first) == vi::fold_for_compare(last) => {
            format!("{title} {rest}")
        }
        _ => format!("{title} {unit}"),
    }
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
            ("Chuyên viên", "Phòng Tổng hợp", "Chuyên viên Phòng Tổng hợp"),
        ] {
            assert_eq!(with_unit(title, unit), expected);
        }
    }
}
