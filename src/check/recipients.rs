//! Who can receive what.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Certainty, Form, Honour, Honoured, RecipientKind, Ref, Tally, UnitKind};
use crate::source::Span;

use super::view::{View, kind_of, phrase};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for honour in &view.records.honours {
        found.extend(each_recipient_suits_the_form(view, honour));
    }
    for tally in &view.records.tallies {
        found.extend(the_recipient_is_of_its_kind(view, tally));
        found.extend(the_kind_suits_each_form(view, tally));
    }
}

/// Returns what kind of recipient a person or unit is.
pub(super) fn recipient_kind(recipient: Honoured<'_>) -> RecipientKind {
    match recipient {
        Honoured::Person(_) => RecipientKind::Persons,
        Honoured::Unit(unit) => match kind_of(unit) {
            UnitKind::Household => RecipientKind::Households,
            UnitKind::Body | UnitKind::Bloc | UnitKind::Group | UnitKind::Enterprise => {
                RecipientKind::Collectives
            }
        },
    }
}

/// Returns the kind of recipient of a tally, where it is known.
pub(super) fn tally_kind(view: &View<'_>, tally: &Tally) -> Option<(RecipientKind, Span)> {
    let given = tally.recipients.as_ref().map(|kind| (kind.value, kind.span));
    let of_recipient = || {
        let link = tally.recipient.as_ref()?;
        Some((recipient_kind(view.find_recipient(link)?), link.span))
    };
    given.or_else(of_recipient)
}

fn each_recipient_suits_the_form(view: &View<'_>, honour: &Honour) -> Vec<Diagnostic> {
    let Some((link, form)) = honour.form.as_ref().and_then(|link| Some((link, view.find(link)?))) else {
        return Vec::new();
    };
    let unsuited = |kind: RecipientKind| !suits(form, kind);
    honour
        .recipients()
        .filter_map(|recipient| Some((recipient, recipient_kind(view.find_recipient(recipient)?))))
        .filter(|(_, kind)| unsuited(*kind))
        .map(|(recipient, kind)| {
            unsuitable(form, link, &format!("`{}` is {}", recipient.id, one(kind)), recipient.span)
        })
        .collect()
}

fn the_kind_suits_each_form(view: &View<'_>, tally: &Tally) -> Vec<Diagnostic> {
    let Some((kind, place)) = tally_kind(view, tally) else { return Vec::new() };
    let words = format!("the recipients are {}", kind.as_str());
    let forms = tally.forms.iter().filter_map(|link| Some((link, view.find(link)?)));
    forms
        .filter(|(_, form)| !suits(form, kind))
        .map(|(link, form)| unsuitable(form, link, &words, place))
        .collect()
}

fn the_recipient_is_of_its_kind(view: &View<'_>, tally: &Tally) -> Option<Diagnostic> {
    let (given, link) = (tally.recipients.as_ref()?, tally.recipient.as_ref()?);
    let kind = recipient_kind(view.find_recipient(link)?);
    (kind != given.value).then(|| {
        let headline =
            format!("the recipients are {}, but `{}` is {}", given.value.as_str(), link.id, one(kind));
        Diagnostic::new(Code::WrongRecipient, headline)
            .at(given.span, format!("expected `{}`", kind.as_str()))
            .and(link.span, one(kind))
    })
}

/// A form that names no kinds is for anybody; of several kinds together nobody can say who received it.
fn suits(form: &Form, kind: RecipientKind) -> bool {
    kind == RecipientKind::Mixed || form.recipients.is_empty() || form.recipients.contains(&kind)
}

fn unsuitable(form: &Form, link: &Ref<Form>, found: &str, place: Span) -> Diagnostic {
    let kinds: Vec<&str> = form.recipients.iter().map(|kind| kind.as_str()).collect();
    let headline = format!("“{}” is for {}, but {found}", form.name.value, phrase(&kinds));
    let diagnostic = Diagnostic::new(Code::WrongRecipient, headline).at(place, "").and(link.span, "the form");
    let diagnostic = match &form.source {
        Some(source) => diagnostic.note(format!("see {source}")),
        None => diagnostic,
    };
    match form.status {
        Some(Certainty::Pinned) => diagnostic,
        Some(Certainty::SecondHand | Certainty::General) | None => {
            diagnostic.severity(Severity::Warning).note("the text of the law was not seen")
        }
    }
}

fn one(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::Persons => "a person",
        RecipientKind::Collectives => "a collective",
        RecipientKind::Households => "a household",
        RecipientKind::Mixed => "of several kinds",
    }
}
