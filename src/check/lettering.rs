//! The words of certificates fit their boxes.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{SMALLEST_SHARE, recipient_words, share_of_size, with_unit};
use crate::measure::Weight;
use crate::model::{DocumentRecord, FieldName, Honour, Honoured, Post, Stock, Style};
use crate::source::Span;
use crate::vi;

use super::boxes;
use super::view::{View, called};

/// Warns of words that would be set much smaller than they should be, once for each box.
pub(super) fn check(
    view: &View<'_>,
    document: &DocumentRecord,
    honour: &Honour,
    warned: &mut HashSet<(Span, Span)>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(stock) = document.stock.as_ref().and_then(|stock| view.find(stock)) else { return };
    let style = view.find(&document.unit).and_then(|unit| unit.style).unwrap_or(Style::State);
    let mut fits = |name: FieldName, words: &str, weight: Weight, place: Span| {
        found.extend(small(view, stock, name, (words, weight, place), warned));
    };
    let decision = (document.granting().or(honour.decision.as_ref())).and_then(|link| view.find(link));
    let date = document.date.as_ref().or_else(|| decision?.date.as_ref());
    let day = date.and_then(|date| date.complete());
    for link in honour.recipients() {
        let Some(recipient) = view.find_recipient(link) else { continue };
        fits(FieldName::Recipient, &recipient_words(recipient, style), Weight::Bold, link.span);
        if let Some((words, place)) = post(view, recipient, day) {
            fits(FieldName::Post, &words, Weight::Regular, place);
        }
    }
    if let Some(reason) = &honour.reason {
        fits(FieldName::Reason, &vi::capitalise(reason), Weight::Regular, called(honour).span);
    }
    if let Some((words, place)) = decision.and_then(|it| Some((it.authority.as_ref()?, it.id.span))) {
        fits(FieldName::Authority, &vi::upper_case(words), Weight::Bold, place);
    }
    let signatory = document.signatory.as_ref().or_else(|| decision?.signatory.as_ref());
    if let Some(signer) = signatory.and_then(|signatory| view.find(signatory.person.as_ref()?)) {
        fits(FieldName::SignerName, &signer.name, Weight::Bold, signer.name.span);
    }
}

/// Returns the post of a person or the superior body of a unit, as a certificate names it, and where it is given.
fn post(view: &View<'_>, recipient: Honoured<'_>, day: Option<(u16, u8, u8)>) -> Option<(String, Span)> {
    match recipient {
        Honoured::Person(person) => {
            let is_held = |post: &&Post| day.is_none_or(|day| post.is_held(day));
            let post = person.posts.iter().find(is_held).or_else(|| person.posts.last())?;
            let unit = post.unit.as_ref().and_then(|unit| view.find(unit));
            let words =
                unit.map_or_else(|| post.title.value.clone(), |unit| with_unit(&post.title, &unit.name));
            Some((words, post.title.span))
        }
        Honoured::Unit(unit) => {
            let parent = view.find(unit.parent.as_ref()?)?;
            Some((parent.name.value.clone(), parent.name.span))
        }
    }
}

fn small(
    view: &View<'_>,
    stock: &Stock,
    name: FieldName,
    (words, weight, place): (&str, Weight, Span),
    warned: &mut HashSet<(Span, Span)>,
) -> Option<Diagnostic> {
    // A box that can't be as it is has a mistake of its own.
    let field = stock.place(name, view.inventory).filter(|field| boxes::is_sound(field))?;
    let share = share_of_size(words, weight, field);
    if share >= SMALLEST_SHARE || !warned.insert((place, field.field.span)) {
        return None;
    }
    let what = match name {
        FieldName::Reason => "what it is for",
        FieldName::Post => "the post or superior body",
        FieldName::Authority => "the office that decides",
        FieldName::SignerName => "the name of the signer",
        _ => "the name",
    };
    let headline = format!(
        "{what} has {} letters and is set at {share} % of its size to fit `{}`",
        words.chars().count(),
        stock.id.value
    );
    Some(Diagnostic::new(Code::SmallText, headline).at(place, "").and(
        field.field.span,
        format!(
            "{} × {} mm, {} pt, lines: {}",
            field.width.value,
            field.height.value,
            field.size(),
            field.lines()
        ),
    ))
}
