//! Blocs: who belongs to one, and who leads it.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Headship, Role, Unit, UnitKind};
use crate::source::Span;

use super::view::{View, kind_of};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for unit in &view.records.units {
        found.extend(only_a_bloc_has_members(unit));
        found.extend(all_named_members_are_counted(unit));
        found.extend(a_year_has_one_head(unit));
        found.extend(unit.headships.iter().filter_map(|headship| a_bloc_is_led_by_a_member(unit, headship)));
    }
}

fn only_a_bloc_has_members(unit: &Unit) -> Option<Diagnostic> {
    let kind = kind_of(unit);
    let (key, place) = key_of_a_bloc(unit).filter(|_| kind != UnitKind::Bloc)?;
    Some(
        Diagnostic::new(
            Code::OutOfPlace,
            format!("only a bloc has `{key}`, but the kind of `{}` is `{}`", unit.id.value, kind.as_str()),
        )
        .at(place, format!("`{key}`"))
        .and(
            unit.id.span,
            if unit.kind.is_some() { kind.as_str() } else { "a body, since no `kind` is given" },
        )
        .help("write `kind: bloc`, or remove the key"),
    )
}

fn key_of_a_bloc(unit: &Unit) -> Option<(&'static str, Span)> {
    let members = unit.members.first().map(|member| ("members", member.span));
    let count = unit.member_count.as_ref().map(|count| ("member-count", count.span));
    let headships = unit.headships.first().map(|headship| ("headships", headship.year.span));
    members.or(count).or(headships)
}

fn all_named_members_are_counted(unit: &Unit) -> Option<Diagnostic> {
    let count = unit.member_count.as_ref()?;
    let named = unit.members.len();
    (named > count.value as usize).then(|| {
        let headline = format!(
            "the `member-count` of `{}` is {}, but {named} members are named",
            unit.id.value, count.value
        );
        Diagnostic::new(Code::ImpossibleCount, headline).at(count.span, format!("expected at least {named}"))
    })
}

fn a_year_has_one_head(unit: &Unit) -> Vec<Diagnostic> {
    let mut heads: HashMap<u16, &Headship> = HashMap::new();
    let mut second = Vec::new();
    for headship in unit.headships.iter().filter(|headship| headship.role.value == Role::Head) {
        let year = headship.year.value;
        let first = *heads.entry(year).or_insert(headship);
        if !std::ptr::eq(first, headship) {
            let headline = format!(
                "`{}` has two heads in {year}: `{}` and `{}`",
                unit.id.value, first.unit.id, headship.unit.id
            );
            second.push(
                Diagnostic::new(Code::TwoHeads, headline)
                    .at(headship.unit.span, "the second head")
                    .and(first.unit.span, "the first head")
                    .help("write `role: deputy` for one of the two, or mend the year"),
            );
        }
    }
    second
}

/// Where not all members are named, the leading one may be among those that are not.
fn a_bloc_is_led_by_a_member(unit: &Unit, headship: &Headship) -> Option<Diagnostic> {
    let leader = &headship.unit;
    if kind_of(unit) != UnitKind::Bloc || unit.members.iter().any(|member| member.id == leader.id) {
        return None;
    }
    let are_all_named = match &unit.member_count {
        Some(count) => count.value as usize <= unit.members.len(),
        None => !unit.members.is_empty(),
    };
    let headline = format!(
        "`{}` leads `{}` in {} but is not among its members",
        leader.id, unit.id.value, headship.year.value
    );
    Some(
        Diagnostic::new(Code::NotAMember, headline)
            .at(leader.span, "")
            .severity(if are_all_named { Severity::Error } else { Severity::Warning })
            .help(format!("add `{}` to `members`", leader.id)),
    )
}
