//! Parts and wholes: of one unit, equally far, and no part larger than its whole.

use crate::diagnostic::{Code, Diagnostic};
use crate::figures::sums::Standing;
use crate::model::{Figure, Hedge, Quantity, State, Tally};
use crate::source::Span;
use crate::vi::Number;
use crate::yaml::Located;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for part in &view.records.tallies {
        let Some((link, whole)) = part.part_of.as_ref().and_then(|link| Some((link, view.find(link)?)))
        else {
            continue;
        };
        found.extend(a_part_has_the_state_of_its_whole(part, whole, link.span));
        match tallies_of_one_unit(part, whole) {
            Some(mixed) => found.push(mixed),
            None => found.extend(a_part_is_no_larger(&part.count, &whole.count)),
        }
    }
    for part in &view.records.figures {
        let Some(whole) = part.part_of.as_ref().and_then(|link| view.find(link)) else { continue };
        match figures_of_one_unit(part, whole) {
            Some(mixed) => found.push(mixed),
            None => found.extend(a_part_is_no_larger(&part.value, &whole.value)),
        }
    }
}

fn tallies_of_one_unit(part: &Tally, whole: &Tally) -> Option<Diagnostic> {
    let (in_part, in_whole) = (part.count.count_unit()?, whole.count.count_unit()?);
    (in_part != in_whole).then(|| mixed_units(&part.count, in_part.as_str(), &whole.count, in_whole.as_str()))
}

fn figures_of_one_unit(part: &Figure, whole: &Figure) -> Option<Diagnostic> {
    let (in_part, in_whole) = (part.value.unit.as_deref()?, whole.value.unit.as_deref()?);
    (in_part != in_whole).then(|| mixed_units(&part.value, in_part, &whole.value, in_whole))
}

fn mixed_units(
    part: &Located<Quantity>,
    in_part: &str,
    whole: &Located<Quantity>,
    in_whole: &str,
) -> Diagnostic {
    let headline = format!("the part counts `{in_part}`, but its whole counts `{in_whole}`");
    Diagnostic::new(Code::MixedUnits, headline).at(part.span, "the part").and(whole.span, "the whole")
}

fn a_part_has_the_state_of_its_whole(part: &Tally, whole: &Tally, link: Span) -> Option<Diagnostic> {
    let (of_part, of_whole) = (part.state(), whole.state());
    let span =
        |tally: &Tally, other: Span| tally.state.as_ref().map_or(other, |state: &Located<State>| state.span);
    (Standing::of(of_part) != Standing::of(of_whole)).then(|| {
        let headline =
            format!("the part is `{}`, but its whole is `{}`", of_part.as_str(), of_whole.as_str());
        Diagnostic::new(Code::MixedStates, headline)
            .at(span(part, link), "the part")
            .and(span(whole, whole.id.span), "the whole")
    })
}

/// Only what no hedge can explain is an error.
fn a_part_is_no_larger(part: &Located<Quantity>, whole: &Located<Quantity>) -> Option<Diagnostic> {
    let (at_least, at_most) = (least(part)?, most(whole)?);
    (at_least > at_most).then(|| {
        Diagnostic::new(Code::PartExceedsWhole, "a part is larger than its whole")
            .at(part.span, format!("at least {at_least}"))
            .and(whole.span, format!("at most {at_most}"))
    })
}

/// Returns what a figure is at least; nothing where its hedge leaves that open.
fn least(quantity: &Quantity) -> Option<Number> {
    match quantity.hedge {
        Hedge::Exact | Hedge::Over => quantity.number().copied(),
        Hedge::Under | Hedge::About | Hedge::AboutOver => None,
    }
}

/// Returns what a figure is at most; nothing where its hedge leaves that open.
fn most(quantity: &Quantity) -> Option<Number> {
    match quantity.hedge {
        Hedge::Exact | Hedge::Under => quantity.number().copied(),
        Hedge::Over | Hedge::About | Hedge::AboutOver => None,
    }
}
