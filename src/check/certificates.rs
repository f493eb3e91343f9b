//! Certificates: they are for what was granted, and something is printed of them.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{DocumentRecord, FieldName, Form, Honour, Id, Printing, RecordKind, Ref};
use crate::yaml::listed;

use super::documents::is_known;
use super::lettering;
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut warned = HashSet::new();
    for document in &view.records.documents {
        if !is_certificate(document) {
            found.extend(keys_of_certificates_stay_with_them(document));
            continue;
        }
        found.extend(it_names_its_stock(view, document));
        found.extend(it_is_about_one_thing(document));
        found.extend(a_proof_has_a_picture(view, document));
        found.extend(something_is_not_on_the_stock_yet(view, document));
        found.extend(a_whole_sheet_has_its_fields(view, document));
        let honours = honours(view, document);
        found.extend(somebody_is_named(view, document, &honours));
        found.extend(each_form_has_a_certificate(view, document, &honours));
        for honour in &honours {
            lettering::check(view, document, honour, &mut warned, found);
        }
    }
}

/// Answers whether a document is made of certificates.
pub(super) fn is_certificate(document: &DocumentRecord) -> bool {
    document.template.as_str() == "certificate"
}

/// Answers whether a document prints nobody's certificate.
pub(super) fn is_calibration(document: &DocumentRecord) -> bool {
    document.print.as_ref().is_some_and(|print| print.value == Printing::Calibration)
}

fn keys_of_certificates_stay_with_them(document: &DocumentRecord) -> Vec<Diagnostic> {
    if !is_known(document) {
        return Vec::new();
    }
    let keys = [
        ("form", document.form.as_ref().map(|form| form.span)),
        ("stock", document.stock.as_ref().map(|stock| stock.span)),
        ("print", document.print.as_ref().map(|print| print.span)),
    ];
    let template = &document.template.value;
    keys.into_iter()
        .filter_map(|(key, place)| {
            let headline = format!("`{key}` is for certificates, but the template is `{template}`");
            Some(Diagnostic::new(Code::OutOfPlace, headline).at(place?, ""))
        })
        .collect()
}

fn it_names_its_stock(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    if document.stock.is_some() {
        return None;
    }
    let stocks: Vec<&str> = view.records.stocks.iter().map(|stock| stock.id.as_str()).collect();
    let headline = "a document with the template `certificate` needs the key `stock`";
    Some(
        Diagnostic::new(Code::MissingKey, headline)
            .at(document.template.span, "")
            .help(format!("name what it is printed on; there is {}", listed(&stocks))),
    )
}

fn it_is_about_one_thing(document: &DocumentRecord) -> Option<Diagnostic> {
    let (decision, honour) = (document.decision.as_ref()?, document.honour.as_ref()?);
    Some(
        Diagnostic::new(Code::ConflictingKeys, "`honour` and `decision` can't both be given")
            .at(honour.span, "`honour`")
            .and(decision.span, "`decision`")
            .help("write `decision` for all recipients, `honour` for one certificate"),
    )
}

fn a_proof_has_a_picture(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    let print = document.print.as_ref().filter(|print| print.value == Printing::Proof)?;
    let stock = view.find(document.stock.as_ref()?)?;
    if stock.shown(view.inventory).is_some() {
        return None;
    }
    let headline = format!("a proof shows the picture of its stock, but `{}` has none", stock.id.value);
    Some(
        Diagnostic::new(Code::MissingKey, headline)
            .at(print.span, "")
            .and(stock.id.span, "this stock needs the key `picture`"),
    )
}

/// Of a stock that has all its fields already, an overlay is an empty sheet.
fn something_is_not_on_the_stock_yet(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    let is_overlay = |print: &Printing| matches!(print, Printing::Overlay | Printing::Proof);
    let print = document.print.as_ref().filter(|print| is_overlay(&print.value))?;
    let stock = view.find(document.stock.as_ref()?)?;
    let mut fields = stock.places(view.inventory).map(|field| field.field.value).peekable();
    fields.peek()?;
    fields.all(|field| stock.has_printed(field, view.inventory)).then(|| {
        let headline =
            format!("all fields of `{}` are on the stock already, so nothing is printed", stock.id.value);
        Diagnostic::new(Code::NothingToPrint, headline)
            .at(print.span, "")
            .and(stock.id.span, "this stock")
            .help("take what is different on each certificate out of `preprinted`")
    })
}

/// On white paper there is only what has a box.
fn a_whole_sheet_has_its_fields(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    const FIELDS: [FieldName; 5] = [
        FieldName::Country,
        FieldName::Authority,
        FieldName::Form,
        FieldName::Recipient,
        FieldName::SignerName,
    ];
    if document.print.as_ref().is_some_and(|print| print.value != Printing::Full) {
        return None;
    }
    let link = document.stock.as_ref()?;
    let stock = view.find(link)?;
    // A stock without any box, or one of which a part could not be read, is told of elsewhere.
    stock.places(view.inventory).next()?;
    let last = stock.lineage(view.inventory).last()?;
    let without: Vec<&str> = FIELDS
        .into_iter()
        .filter(|field| last.like.is_none() && stock.place(*field, view.inventory).is_none())
        .map(FieldName::as_str)
        .collect();
    (!without.is_empty()).then(|| {
        let headline = format!(
            "a whole certificate on `{}` lacks what has no box there: {}",
            stock.id.value,
            listed(&without)
        );
        Diagnostic::new(Code::MissingKey, headline)
            .at(link.span, "")
            .and(stock.id.span, "this stock")
            .help(
                "add their boxes to `fields`, or write `print: overlay` where they are on the stock already",
            )
            .severity(Severity::Warning)
    })
}

/// Returns the form that the certificates of a document are for, where it says one.
pub(super) fn form_of(document: &DocumentRecord) -> Option<&Ref<Form>> {
    document.form.as_ref().or_else(|| document.r#where.as_ref()?.form.as_ref())
}

/// Returns the honours that a document has certificates for.
fn honours<'a>(view: &View<'a>, document: &DocumentRecord) -> Vec<&'a Honour> {
    if is_calibration(document) {
        return Vec::new();
    }
    let of_form = |honour: &&Honour| {
        let own = honour.form.as_ref().map(|form| &form.id);
        form_of(document).is_none_or(|form| own == Some(&form.id))
    };
    let is_granted = |honour: &&Honour| honour.state().is_award();
    let honours: Vec<&Honour> = match (&document.honour, document.granting()) {
        (Some(link), _) => view.find(link).into_iter().collect(),
        (None, Some(decision)) => view.inventory.honours_of(&decision.id).filter(is_granted).collect(),
        (None, None) => Vec::new(),
    };
    honours.into_iter().filter(of_form).collect()
}

fn somebody_is_named(view: &View<'_>, document: &DocumentRecord, honours: &[&Honour]) -> Option<Diagnostic> {
    // Of a batch this is said of letters and certificates alike, once it is known whom it selects.
    let is_batch = document.each.is_some();
    if is_batch || !honours.is_empty() || is_calibration(document) || !view.is_complete(RecordKind::Honour) {
        return None;
    }
    let subject = (document.decision.as_ref().map(|link| (&link.id, link.span)))
        .or_else(|| document.honour.as_ref().map(|link| (&link.id, link.span)));
    let (subject, place) = subject.filter(|(subject, _)| view.inventory.kind(subject.as_str()).is_some())?;
    let (headline, place) = match &document.form {
        Some(form) => (
            format!("`{subject}` grants no `{}` by name, so there can be no certificates", form.id),
            form.span,
        ),
        None => (format!("`{subject}` grants nothing by name, so there can be no certificates"), place),
    };
    Some(
        Diagnostic::new(Code::NothingToPrint, headline)
            .at(place, "")
            .help("name the recipients in `honours:`; a tally has no names"),
    )
}

/// The law gives some titles money alone, so a certificate is the office's own idea.
fn each_form_has_a_certificate(
    view: &View<'_>,
    document: &DocumentRecord,
    honours: &[&Honour],
) -> Vec<Diagnostic> {
    let without: BTreeMap<&Id, &Form> = honours
        .iter()
        .filter_map(|honour| view.find(honour.form.as_ref()?))
        .filter(|form| form.certificate == Some(false))
        .map(|form| (&form.id.value, form))
        .collect();
    let place = (form_of(document).map(|form| form.span))
        .or_else(|| document.granting().map(|link| link.span))
        .or_else(|| document.honour.as_ref().map(|link| link.span));
    let Some(place) = place else { return Vec::new() };
    without
        .into_values()
        .map(|form| {
            let headline = format!("no certificate goes with “{}”", form.name.value);
            let diagnostic = Diagnostic::new(Code::NoCertificate, headline).at(place, "");
            match form_of(document) {
                Some(_) => diagnostic,
                None if document.each.is_some() => {
                    diagnostic.help("choose the form that certificates are for: `where: {form: ID}`")
                }
                None => diagnostic.help("choose the form that certificates are for with the key `form`"),
            }
        })
        .collect()
}
