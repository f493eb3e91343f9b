//! Keys that exclude or need one another.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Claim, ClaimKind, Honour};
use crate::source::Span;

use super::view::{View, called};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for honour in &view.records.honours {
        found.extend(somebody_is_honoured(honour));
        found.extend(recipients_stand_in_one_key(honour));
        found.extend(one_decision_grants_it(honour));
    }
    for claim in &view.records.claims {
        found.extend(a_claim_is_about_tallies(claim));
        found.extend(a_sum_has_no_base(claim));
    }
}

fn somebody_is_honoured(honour: &Honour) -> Option<Diagnostic> {
    honour.recipients().next().is_none().then(|| {
        missing("an honour needs the key `recipient` or `recipients`", called(honour).span)
            .help("an honour without names is a tally: move it to `tallies:`")
    })
}

fn recipients_stand_in_one_key(honour: &Honour) -> Option<Diagnostic> {
    let (one, several) = (honour.recipient.as_ref()?, honour.recipients.first()?);
    Some(
        conflict(("recipients", several.span), ("recipient", one.span))
            .help("put all of them into `recipients`"),
    )
}

fn one_decision_grants_it(honour: &Honour) -> Option<Diagnostic> {
    let (decision, note) = (honour.decision.as_ref()?, honour.decided_by.as_ref()?);
    Some(
        conflict(("decided-by", note.span.part(0..0)), ("decision", decision.span))
            .help("remove `decided-by`; the decision has its number and date"),
    )
}

fn a_claim_is_about_tallies(claim: &Claim) -> Option<Diagnostic> {
    claim.of.is_empty().then(|| {
        missing("a claim needs the key `of`", claim.id.span)
            .help("name the tallies that the figure follows from")
    })
}

fn a_sum_has_no_base(claim: &Claim) -> Option<Diagnostic> {
    let place =
        claim.base.as_ref().map(|base| base.span).or(claim.base_period.as_ref().map(|period| period.span))?;
    (claim.kind.value == ClaimKind::Sum).then(|| {
        Diagnostic::new(Code::OutOfPlace, "a sum has no base")
            .at(place, "nothing is compared with it")
            .and(claim.kind.span, "a sum")
            .help("remove the base, or write `kind: rate` or `kind: growth`")
    })
}

fn missing(headline: &str, place: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, headline).at(place, "")
}

fn conflict((second, place): (&str, Span), (first, first_place): (&str, Span)) -> Diagnostic {
    Diagnostic::new(Code::ConflictingKeys, format!("`{second}` and `{first}` can't both be given"))
        .at(place, format!("`{second}`"))
        .and(first_place, format!("`{first}`"))
}
