//! What office the head of a unit holds: what the unit says, else what its name shows.

use crate::model::{Authority, Certainty, Date, Form, Granter, Unit};

use super::validity::{Validity, validity};

/// How names begin that show the office. “Thành phố” is left out: it may be a province, a district or neither.
const OPENINGS: &[(&str, Granter)] = &[
    ("Chủ tịch nước", Granter::President),
    ("Thủ tướng Chính phủ", Granter::PrimeMinister),
    ("Ủy ban nhân dân tỉnh ", Granter::Ministry),
    ("Ủy ban nhân dân huyện ", Granter::District),
    ("Ủy ban nhân dân quận ", Granter::District),
    ("Ủy ban nhân dân thị xã ", Granter::District),
    ("Ủy ban nhân dân xã ", Granter::Commune),
    ("Ủy ban nhân dân phường ", Granter::Commune),
    ("Ủy ban nhân dân thị trấn ", Granter::Commune),
    ("Ủy ban nhân dân đặc khu ", Granter::Commune),
];

/// Returns the office of a unit's head, as far as it is known.
pub fn office(unit: &Unit) -> Option<Granter> {
    unit.office.as_ref().map(|office| office.value).or_else(|| office_by_name(&unit.name.value))
}

/// Returns the office that a name shows: that of the body, or of its chair.
pub fn office_by_name(name: &str) -> Option<Granter> {
    let body = name.strip_prefix("Chủ tịch ").filter(|rest| rest.starts_with("Ủy ban")).unwrap_or(name);
    // With a blank behind, so that a bare `Thủ tướng Chính phủ` and one with more words both begin so.
    let body = format!("{body} ");
    OPENINGS.iter().find(|(opening, _)| body.starts_with(opening)).map(|(_, office)| *office)
}

/// Returns the offices that grant a title or form on a day; where the day is not known, those that grant it on any.
pub fn granters(form: &Form, on: Option<Date>) -> Vec<Granter> {
    let never = |from: Option<Date>, to: Option<Date>| {
        let from = from.unwrap_or(Date { day: None, month: None, year: Some(0) });
        let is_valid = on.map(|on| validity(from, to, on));
        matches!(is_valid, Some(Validity::NotYet | Validity::NoLonger))
    };
    let then = form.granted_then.iter().filter(|it| {
        let day = |date: &Option<crate::yaml::Located<Date>>| date.as_ref().map(|date| date.value);
        !never(day(&it.from), day(&it.to))
    });
    form.granted_by.iter().copied().chain(then.map(|it| it.by.value)).collect()
}

/// Answers whether it was seen in the texts who grants a title or form on a day.
pub fn is_authority_sure(form: &Form, on: Option<Date>) -> bool {
    let since = |authority: &Authority| match (&authority.from, on) {
        (Some(from), Some(on)) => validity(from.value, None, on) == Validity::Yes,
        (Some(_), None) => false,
        (None, _) => true,
    };
    form.authority.as_ref().is_some_and(|it| it.status.value == Certainty::Pinned && since(it))
}

/// Answers whether what one office can't grant itself it can lay before another one: only what is above it.
pub fn is_above(higher: Granter, lower: Granter) -> bool {
    rank(higher) < rank(lower)
}

fn rank(office: Granter) -> u8 {
    match office {
        Granter::President => 0,
        Granter::PrimeMinister => 1,
        Granter::Ministry | Granter::PartyProvince => 2,
        Granter::District | Granter::PartySuperior => 3,
        Granter::Entity | Granter::Commune | Granter::Enterprise | Granter::PartyBase => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_its_office_only_where_it_is_plain() {
        for (name, expected) in [
            ("Ủy ban nhân dân xã Bình Hòa", Some(Granter::Commune)),
            ("Chủ tịch Ủy ban nhân dân tỉnh Thuận Giang", Some(Granter::Ministry)),
            ("Thủ tướng Chính phủ", Some(Granter::PrimeMinister)),
            ("Ủy ban nhân dân thành phố Hà Nội", None),
            ("Văn phòng Ủy ban nhân dân xã Bình Hòa", None),
            ("Bộ Nội vụ", None),
        ] {
            assert_eq!(office_by_name(name), expected, "{name}");
        }
    }
}
