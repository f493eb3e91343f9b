//! Print runs: what they print, and the keys that go with that.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DocumentRecord, PRINT_RUN};
use crate::source::Span;
use crate::yaml::listed;

use super::documents::is_known;
use super::view::View;

/// The most documents that one file of a run can have: its text would not fit into the memory of most machines.
const MOST: u32 = 2000;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for document in &view.records.documents {
        if document.is_print_run() {
            found.extend(it_prints_a_batch(view, document));
            found.extend(a_part_holds_something(document));
            found.extend(a_register_is_asked_for_once(document));
            found.extend(what_a_run_prints_is_said_elsewhere(document));
        } else if is_known(document) {
            found.extend(keys_of_a_run_stay_with_it(document));
        }
    }
}

fn it_prints_a_batch(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    let Some(link) = &document.of else {
        let headline = format!("a document with the template `{PRINT_RUN}` needs the key `of`");
        let batches =
            view.records.documents.iter().filter(|other| other.each.is_some() && !other.is_print_run());
        let batches: Vec<&str> = batches.map(|batch| batch.id.as_str()).collect();
        let diagnostic = Diagnostic::new(Code::MissingKey, headline).at(document.template.span, "");
        return Some(match *batches {
            [] => diagnostic.help("name a batch: a document with the key `each`"),
            [batch] => diagnostic.help(format!("did you mean `of: {batch}`?")),
            _ => diagnostic.help(format!("the batches are {}", listed(&batches))),
        });
    };
    let batch = view.find(link)?;
    batch.each.is_none().then(|| {
        let headline = format!("`{}` is no batch, so there is nothing to print in a run", link.id);
        Diagnostic::new(Code::OutOfPlace, headline)
            .at(link.span, "")
            .and(batch.id.span, "it has no key `each`")
            .help("a run prints a batch, one document after another; what is one file already needs none")
    })
}

fn a_part_holds_something(document: &DocumentRecord) -> Option<Diagnostic> {
    let most = document.parts_of.as_ref().filter(|most| !(1..=MOST).contains(&most.value))?;
    let headline = format!("a part of a print run can't have {} documents", most.value);
    Some(Diagnostic::new(Code::OutOfRange, headline).at(most.span, format!("expected 1 to {MOST}")))
}

fn a_register_is_asked_for_once(document: &DocumentRecord) -> Option<Diagnostic> {
    let formats = &document.register;
    let (first, again) = formats.iter().enumerate().find_map(|(at, format)| {
        let first = formats[..at].iter().find(|other| other.value == format.value)?;
        Some((first, format))
    })?;
    let headline = format!("the register is asked for twice as `{}`", again.value.as_str());
    Some(
        Diagnostic::new(Code::ConflictingKeys, headline)
            .at(again.span, "given again")
            .and(first.span, "first given here"),
    )
}

/// A run is about its batch alone.
fn what_a_run_prints_is_said_elsewhere(document: &DocumentRecord) -> Vec<Diagnostic> {
    let spans = [
        ("review", document.review.as_ref().map(|it| it.span)),
        ("conference", document.conference.as_ref().map(|it| it.span)),
        ("decision", document.decision.as_ref().map(|it| it.span)),
        ("submission", document.submission.as_ref().map(|it| it.span)),
        ("honour", document.honour.as_ref().map(|it| it.span)),
    ];
    out_of_place(spans, |key| format!("a print run has the documents of its batch, so it has no `{key}`"))
}

fn keys_of_a_run_stay_with_it(document: &DocumentRecord) -> Vec<Diagnostic> {
    let spans = [
        ("of", document.of.as_ref().map(|it| it.span)),
        ("order", document.order.as_ref().map(|it| it.span)),
        ("parts-of", document.parts_of.as_ref().map(|it| it.span)),
        ("index", document.index.as_ref().map(|it| it.span)),
        ("duplex", document.duplex.as_ref().map(|it| it.span)),
        ("register", document.register.first().map(|it| it.span)),
    ];
    let template = &document.template.value;
    out_of_place(spans, |key| format!("`{key}` is for print runs, but the template is `{template}`"))
}

fn out_of_place<const N: usize>(
    keys: [(&str, Option<Span>); N],
    headline: impl Fn(&str) -> String,
) -> Vec<Diagnostic> {
    let given = keys.into_iter().filter_map(|(key, place)| Some((key, place?)));
    given.map(|(key, place)| Diagnostic::new(Code::OutOfPlace, headline(key)).at(place, "")).collect()
}
