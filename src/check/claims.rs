//! Declared figures against what they should follow from.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::claims::{Bases, ClaimFault, Computed, Verdict, reconcile};
use crate::figures::sums::SumFault;
use crate::model::{Claim, ClaimKind, Hedge, Quantity, Ref, Tally};
use crate::vi::Number;

use super::periods::shown;
use super::view::{View, phrase, written};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for claim in &view.records.claims {
        let tallies = view.find_all(&claim.of);
        // A link that names no tally, or none at all, was reported; without it any figure would be wrong.
        if tallies.len() < claim.of.len() || tallies.is_empty() {
            continue;
        }
        match reconcile(claim, &tallies, view.inventory) {
            Ok(verdict) => found.push(report(claim, &verdict)),
            Err(fault) => found.extend(faults(claim, &fault)),
        }
        found.extend(the_tallies_are_of_the_claims_unit(claim, &tallies));
    }
}

fn report(claim: &Claim, verdict: &Verdict) -> Diagnostic {
    match verdict {
        Verdict::Follows(computed) => follows(claim, computed),
        Verdict::Contradicts(computed) => contradicts(claim, computed),
        Verdict::NoBase(bases) => no_base(claim, *bases),
        Verdict::NoNumber(words) => unchecked(claim, &format!("“{words}” is no number")),
        Verdict::NothingBefore => unchecked(claim, "nothing can be compared with a base of 0"),
    }
}

fn follows(claim: &Claim, computed: &Computed) -> Diagnostic {
    let id = &claim.id.value;
    let diagnostic = Diagnostic::new(Code::ClaimFollows, format!("the claim `{id}` follows"));
    with_gap(claim, diagnostic.at(claim.value.span, format!("computed {computed}{}", of(claim))))
}

fn contradicts(claim: &Claim, computed: &Computed) -> Diagnostic {
    let is_exact = claim.value.hedge == Hedge::Exact && computed.hedge == Hedge::Exact;
    let headline = format!("the claim `{}` does not follow: computed {computed}", claim.id.value);
    let diagnostic = Diagnostic::new(Code::ClaimMismatch, headline)
        .at(claim.value.span, "declared")
        .note(format!("computed{}", of(claim)));
    with_gap(claim, if is_exact { diagnostic } else { diagnostic.severity(Severity::Warning) })
}

/// Says from what a figure was computed.
fn of(claim: &Claim) -> String {
    let tallies: Vec<String> = claim.of.iter().map(|tally| format!("`{}`", tally.id)).collect();
    let base = claim.base.as_ref().filter(|_| claim.kind.value != ClaimKind::Sum);
    let base = base.map_or(String::new(), |base| format!(" against {}", written(base)));
    format!(" from {}{base}", phrase(&tallies))
}

fn no_base(claim: &Claim, bases: Bases) -> Diagnostic {
    let diagnostic = unchecked(claim, "there is no base");
    let value = match claim.kind.value {
        ClaimKind::Growth => signed(&claim.value),
        ClaimKind::Sum | ClaimKind::Rate => written(&claim.value),
    };
    match bases {
        Bases::Open => diagnostic,
        Bases::Between(only, last) if only == last => {
            diagnostic.note(format!("{value}{} has exactly one whole-number base: {only}", of(claim)))
        }
        Bases::Between(first, last) => {
            diagnostic.note(format!("{value}{} has the whole-number bases {first} to {last}", of(claim)))
        }
        Bases::None => {
            let headline = format!("no whole-number base gives {value}{}", of(claim));
            Diagnostic::new(Code::ClaimMismatch, headline)
                .at(claim.value.span, "declared")
                .severity(Severity::Warning)
                .help("name all tallies that the figure is about in `of`")
        }
    }
}

/// Returns a growth with its sign.
fn signed(value: &Quantity) -> String {
    let is_positive = value.number().is_some_and(|number| *number > Number::ZERO);
    let plus = if is_positive { "+" } else { "" };
    format!("{plus}{}", written(value))
}

fn unchecked(claim: &Claim, why: &str) -> Diagnostic {
    let headline = format!("the claim `{}` can't be checked: {why}", claim.id.value);
    with_gap(claim, Diagnostic::new(Code::ClaimUnchecked, headline).at(claim.value.span, ""))
}

/// A base that does not lead up to the period is legal but easily overlooked.
fn with_gap(claim: &Claim, diagnostic: Diagnostic) -> Diagnostic {
    match (&claim.base_period, &claim.period) {
        (Some(base), Some(period)) if u32::from(base.last) + 1 < u32::from(period.first) => {
            diagnostic.note(format!(
                "there is a gap between the base period {} and the period {}",
                shown(base.value),
                shown(period.value)
            ))
        }
        _ => diagnostic,
    }
}

fn faults(claim: &Claim, fault: &ClaimFault<'_>) -> Vec<Diagnostic> {
    match fault {
        ClaimFault::Sum(faults) => faults.iter().filter_map(|fault| sum_fault(claim, fault)).collect(),
        ClaimFault::NotPercent => {
            let headline =
                format!("a {} is given in per cent, found {}", claim.kind.as_str(), written(&claim.value));
            let place = Diagnostic::new(Code::NotACount, headline)
                .at(claim.value.span, "expected a figure such as `97 %`");
            vec![place.and(claim.kind.span, claim.kind.as_str())]
        }
        ClaimFault::UnitOfValue(unit) => {
            let headline = format!(
                "the sum is given in `{}`, but its tallies count `{}`",
                unit_of(&claim.value),
                unit.as_str()
            );
            vec![
                Diagnostic::new(Code::MixedUnits, headline)
                    .at(claim.value.span, format!("expected `{}`", unit.as_str())),
            ]
        }
        ClaimFault::UnitOfBase { tallies, base } => {
            let place = claim.base.as_ref().map_or(claim.value.span, |base| base.span);
            let headline =
                format!("the base counts `{}`, but the tallies count `{}`", base.as_str(), tallies.as_str());
            vec![
                Diagnostic::new(Code::MixedUnits, headline)
                    .at(place, format!("expected `{}`", tallies.as_str())),
            ]
        }
    }
}

fn sum_fault(claim: &Claim, fault: &SumFault<'_>) -> Option<Diagnostic> {
    let place = |tally: &Tally| {
        claim.of.iter().find(|link: &&Ref<Tally>| link.id == tally.id.value).map(|link| link.span)
    };
    let written = |tally: &Tally| format!("`{}` counts {}", tally.id.value, unit_of(&tally.count));
    let at = |code, headline: String, tally: &Tally, label: String| {
        Some(Diagnostic::new(code, headline).at(place(tally)?, label))
    };
    match fault {
        // Both are mistakes of the list and were reported.
        SumFault::Nothing | SumFault::Twice(_) => None,
        SumFault::TooLarge => Some(unchecked(claim, "the sum is too large")),
        SumFault::NoNumber(tally) => Some(
            unchecked(claim, &format!("the tally `{}` gives no number", tally.id.value))
                .and(tally.count.span, "no number"),
        ),
        SumFault::MixedUnits(first, second) => {
            let headline =
                format!("different things can't be added: {}, {}", written(first), written(second));
            at(Code::MixedUnits, headline, second, unit_of(&second.count))
                .map(|diagnostic| units(diagnostic, first, second))
        }
        SumFault::MixedStates(first, second) => {
            let state = |tally: &Tally| format!("`{}` is {}", tally.id.value, tally.state().as_str());
            let headline = format!(
                "what is proposed, elected and awarded can't be added: {}, {}",
                state(first),
                state(second)
            );
            at(Code::MixedStates, headline, second, second.state().as_str().to_owned())
        }
        SumFault::PartWithWhole { part, whole } => {
            let headline =
                format!("`{}` is counted twice: it is a part of `{}`", part.id.value, whole.id.value);
            let link = part.part_of.as_ref().map(|link| link.span)?;
            let label = format!("counted in `{}` already", whole.id.value);
            at(Code::PartWithWhole, headline, part, label).map(|diagnostic| diagnostic.and(link, "a part"))
        }
    }
}

fn units(diagnostic: Diagnostic, first: &Tally, second: &Tally) -> Diagnostic {
    let label = |tally: &Tally| unit_of(&tally.count);
    diagnostic.and(first.count.span, label(first)).and(second.count.span, label(second))
}

fn unit_of(quantity: &Quantity) -> String {
    quantity
        .count_unit()
        .map(|unit| unit.as_str().to_owned())
        .or(quantity.unit.clone())
        .unwrap_or("no unit".to_owned())
}

fn the_tallies_are_of_the_claims_unit(claim: &Claim, tallies: &[&Tally]) -> Vec<Diagnostic> {
    let foreign = claim.of.iter().zip(tallies).filter(|(_, tally)| tally.unit.id != claim.unit.id);
    foreign
        .map(|(link, tally)| {
            let headline = format!(
                "the claim `{}` is of `{}`, but the tally `{}` is of `{}`",
                claim.id.value, claim.unit.id, tally.id.value, tally.unit.id
            );
            Diagnostic::new(Code::WrongUnit, headline)
                .at(link.span, format!("of `{}`", tally.unit.id))
                .and(claim.unit.span, "the unit of the claim")
                .severity(Severity::Warning)
        })
        .collect()
}
